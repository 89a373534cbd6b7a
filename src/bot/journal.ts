import { appendJournal } from "../store/journal.ts";
import type { Call } from "./call.ts";

/** Journals what a command did to the organisation rather than to one record. */
export async function journalCommand(call: Call, operation: string, body: object): Promise<void> {
  await journal(call, operation, null, body);
}

/** Journals one operation on a record, or on the organisation where that is null. */
export async function journal(call: Call, operation: string, activityId: number | null, body: object): Promise<void> {
  await append(call, { organisationId: call.organisation.id, operation, activityId, body });
}

/** Journals what a command did to another organisation than it was given in. */
export async function journalIn(call: Call, organisationId: number, operation: string, body: object): Promise<void> {
  await append(call, { organisationId, operation, activityId: null, body });
}

type Entry = Parameters<typeof appendJournal>[1];

async function append(
  { db, deps, speaker, key }: Call,
  entry: Pick<Entry, "organisationId" | "operation" | "activityId" | "body">,
): Promise<void> {
  const { id: personId } = speaker;
  await appendJournal(db, { ...entry, at: deps.clock().toISOString(), personId, sourceKey: key, salt: deps.random() });
}
