import type { Bound } from "../../ledger/activity.ts";

/** An organisation that took part in an event of another one: the event is one above, and one in each. */
export type AttendanceTable = {
  organisation_id: number;
  activity_id: number;
  /** How many came from it; that of the event is of all together. */
  headcount: number | null;
  headcount_bound: Bound | null;
  /** Its own record of the event, which was joined to it. */
  record_id: number | null;
};

/** A merged organisation stays as an empty shell, so that its old name leads to where it went. */
export type SuccessorTable = { organisation_id: number; into_id: number };

/** Something grave that waits for a 是, one for each person in a chat. */
export type ConfirmationTable = {
  chat: string;
  person_id: number;
  /** Random, so that an old button never confirms something else. */
  id: string;
  /** JSON; ids only. */
  operation: string;
  opened_at: string;
  expires_at: string;
};
