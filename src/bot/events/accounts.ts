import { addParticipants, type StoredActivity, updateActivity } from "../../store/activities.ts";
import { dropQuestions } from "../../store/questions.ts";
import type { Call } from "../call.ts";
import { journal } from "../journal.ts";

/**
 * Joins a branch's own record of an event to that event, which its superior held: its
 * people took part in it; its other values stay with the record. 分开 undoes it.
 */
export async function joinAccount(call: Call, record: StoredActivity, event: StoredActivity): Promise<void> {
  const newcomers = record.participants.filter((id) => !event.participants.includes(id));
  await updateActivity(call.db, record.id, { state: "void", heldFor: null, twinId: event.id, joined: true });
  await dropQuestions(call.db, record.id);
  await addParticipants(call.db, event.id, newcomers, "took");
  await journal(call, "join", record.id, { target: event.id, filled: {}, conflicts: [], newcomers });
}
