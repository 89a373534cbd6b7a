import * as z from "zod";
import { addJob } from "../../store/jobs.ts";
import type { Call, Deps } from "../call.ts";
import { CHANNEL_NAMES } from "../channel.ts";

/** How logs call what is no work that this program left. */
export const DAMAGED = "what was left to do is not what this program writes";

/** What was kept as JSON, to be checked by a schema; nothing where it is no JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Leaves slow work to be done once this is committed. */
export async function leaveWork(
  { db, deps }: Pick<Call, "db"> & { readonly deps: Pick<Deps, "clock"> },
  kind: string,
  job: object,
): Promise<void> {
  await addJob(db, { kind, payload: JSON.stringify(job), created_at: deps.clock().toISOString() });
}

/** Where the outcome of some work goes, and the key under which it is queued. */
export const asked = z.object({
  channel: z.enum(CHANNEL_NAMES),
  chat: z.string(),
  key: z.string(),
});

export type Asked = Readonly<z.infer<typeof asked>>;

/** What is to be answered in the chat that a call came from. */
export function askedHere({ channel, chat, key }: Call): Asked {
  return { channel, chat: chat.slice(channel.length + 1), key };
}
