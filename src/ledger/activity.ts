/** A calendar day as `YYYY-MM-DD`. It has no time zone, and sorts as text. */
export type Day = `${number}-${number}-${number}`;

/** First and last day, both included. */
export type Period = { readonly first: Day; readonly last: Day };

/** Which part of the day a report named; two different ones are two events. */
export type Half = "morning" | "afternoon" | "evening";

/** How a stated amount is meant: 15, 至少15 / 15余, 约15. */
export type Bound = "exact" | "least" | "approx";

/** A number of people or minutes as reported. */
export type Amount = { readonly value: number; readonly bound: Bound };

/**
 * A named amount on an activity: 议定事项 3 个, 心得 2 篇, 金额 500 元. The name says
 * what is counted and comes from the catalogue; the unit is kept as written.
 */
export type Quantity = Amount & { readonly name: string; readonly unit: string };

/** Only `counted` enters numbers; `held` waits for an answer; `void` was withdrawn or merged. */
export type State = "counted" | "held" | "void";

/** What one activity is, without where it came from. */
export type Facts = {
  /** Canonical kind names, the first stated first. Empty only while held for its kind. */
  readonly kinds: readonly string[];
  /** Null only while held for its day. */
  readonly start: Day | null;
  /** The last day of a range, null for a single day. */
  readonly end: Day | null;
  readonly half: Half | null;
  readonly title: string | null;
  readonly place: string | null;
  readonly headcount: Amount | null;
  /** How long it took, in minutes. */
  readonly minutes: Amount | null;
  readonly quantities: readonly Quantity[];
};

/** An activity as the ledger keeps it. `id` is the n of `#n`. */
export type Activity = Facts & {
  readonly id: number;
  readonly organisation: number;
  readonly state: State;
  /** Members who took part, by id. */
  readonly participants: readonly number[];
};
