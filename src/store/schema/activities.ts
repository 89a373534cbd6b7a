import type { Generated, GeneratedAlways } from "kysely";
import type { Bound, Day, Half, State } from "../../ledger/activity.ts";

/** Why an activity is held: its kind, its day, maybe the same event, maybe sent again, its year closed. */
export type HeldFor = "kind" | "date" | "same" | "again" | "closed";

export type ActivityTable = {
  id: Generated<number>;
  /** The inbox key of the message and the n-th record in it: unique together. */
  source_key: string;
  source_n: number;
  organisation_id: number;
  author_id: number;
  chat: string;
  state: State;
  held_for: HeldFor | null;
  /** The record it may be the same as while held; the record it was joined to once void. */
  twin_id: number | null;
  joined: 0 | 1;
  /** JSON list of canonical kinds. */
  kinds: string;
  first_day: Day | null;
  /** Equal to `first_day` for a single day. */
  last_day: Day | null;
  half: Half | null;
  title: string | null;
  place: string | null;
  headcount: number | null;
  headcount_bound: Bound | null;
  minutes: number | null;
  minutes_bound: Bound | null;
  /** JSON list of quantities. */
  quantities: string;
  /** JSON list of doubts still open that do not hold it, such as a headcount in doubt. */
  doubts: string;
  /** The kinds, a tab, and a JSON list of quantities and doubts; nothing behind the tab where these are long. */
  alike: GeneratedAlways<string>;
  sent_at: string;
  created_at: string;
  version: Generated<number>;
};

/** One row for each kind of a counted activity. */
export type ActivityKindTable = {
  organisation_id: number;
  kind: string;
  first_day: string;
  activity_id: number;
  /** How often of this kind the activity was. */
  times: number;
};

export type ParticipationTable = {
  activity_id: number;
  person_id: number;
  part: "took" | "led" | "spoke" | "recorded";
};

/** Two records that a person said are not the same event. */
export type ApartTable = { first_id: number; second_id: number };
