import { appendJournal } from "../store/journal.ts";
import type { Call } from "./call.ts";

/** Journals what a command did to the organisation rather than to one record. */
export async function journalCommand(call: Call, operation: string, body: object): Promise<void> {
  await journal(call, operation, null, body);
}

/** Journals one operation on a record, or on the organisation where that is null. */
export async function journal(call: Call, operation: string, activityId: number | null, body: object): Promise<void> {
  await appendJournal(call.db, {
    at: call.deps.clock().toISOString(),
    organisationId: call.organisation.id,
    personId: call.speaker.id,
    operation,
    activityId,
    sourceKey: call.key,
    salt: call.deps.random(),
    body,
  });
}
