import * as z from "zod";
import { getMark, setMark } from "../../store/marks.ts";
import type { Call } from "../call.ts";

const batches = z.array(z.object({ file: z.string(), records: z.array(z.number()), undone: z.boolean() }));

/** The imports of an organisation, oldest first, with the records that each wrote. */
type Batches = z.infer<typeof batches>;

/** The imports into the speaker's organisation, oldest first. */
export async function batchesOf(call: Call): Promise<Batches> {
  const kept = await getMark(call.db, markOf(call));
  return kept === undefined ? [] : batches.parse(JSON.parse(kept));
}

/** Keeps all imports of the speaker's organisation as they are now. */
export async function keepBatches(call: Call, all: Batches): Promise<void> {
  await setMark(call.db, markOf(call), JSON.stringify(all));
}

/** The records that the newest import which brought them has lost again. */
export function undoneIn(all: Batches): ReadonlySet<number> {
  const newest = new Map(all.flatMap(({ records, undone }) => records.map((id) => [id, undone] as const)));
  return new Set([...newest].flatMap(([id, undone]) => (undone ? [id] : [])));
}

function markOf({ organisation }: Call): string {
  return `imports:${organisation.id}`;
}
