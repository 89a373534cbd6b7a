import { isLive } from "../../store/activities.ts";
import type { Call } from "../call.ts";
import { leaveRecord, voidRecord } from "../events/joins.ts";
import { journal, journalCommand } from "../journal.ts";
import { findClosed } from "../records/closing.ts";
import { eventOf, mustFind } from "../records.ts";
import { batchesOf, keepBatches } from "./batches.ts";

/** What came of taking an import back: nothing where there is none, or where a closed year wants a reason. */
type Undone = { readonly file: string; readonly count: number } | { readonly closed: string } | null;

/** Takes the newest import back, all its records at once; of a closed year only with a reason, which is journalled. */
export async function undoImport(call: Call, reason: string | undefined): Promise<Undone> {
  const all = await batchesOf(call);
  const at = all.findLastIndex(({ undone }) => !undone);
  const last = all[at];
  if (last === undefined) return null;
  const closed = await guardImport(call, last.records, reason);
  if (closed !== undefined) return { closed };
  let count = 0;
  for (const id of last.records) {
    const record = await mustFind(call, id);
    if (!isLive(record)) continue;
    await (record.joined ? leaveRecord(call, record) : voidRecord(call, record));
    count += 1;
  }
  await keepBatches(call, all.with(at, { ...last, undone: true }));
  await journalCommand(call, "import-undo", { file: last.file, records: count });
  return { file: last.file, count };
}

/** The first closed year of an import, as long as no reason is given; else the reason is journalled with its records. */
async function guardImport(
  call: Call,
  ids: readonly number[],
  reason: string | undefined,
): Promise<string | undefined> {
  for (const id of ids) {
    const record = await mustFind(call, id);
    if (!isLive(record)) continue;
    const event = await eventOf(call, record);
    const closed = await findClosed(call, record, event === undefined ? [record] : [record, event]);
    if (closed !== undefined && reason === undefined) return closed;
    if (closed !== undefined) await journal(call, "reason", id, { reason });
  }
  return undefined;
}
