import type { Selectable } from "kysely";
import type { Activity, Amount, Bound, Facts, State } from "../../ledger/activity.ts";
import type { Doubt } from "../../ledger/understand/reading.ts";
import { parseDoubts, parseQuantities, parseStrings } from "../database/json.ts";
import type { ActivityTable, HeldFor } from "../schema/activities.ts";

/** Where a record came from; never changes. */
export type Origin = {
  /** The inbox key of the message, and which of its records this is. */
  readonly sourceKey: string;
  readonly sourceN: number;
  readonly organisation: number;
  readonly authorId: number;
  readonly chat: string;
  readonly sentAt: string;
  readonly createdAt: string;
};

/** How a record stands. */
type Condition = {
  readonly state: State;
  readonly heldFor: HeldFor | null;
  readonly twinId: number | null;
  readonly doubts: readonly Doubt[];
};

/** An activity before it has an id; nobody has joined it yet. */
export type NewActivity = Facts & Origin & Condition;

/** An activity with where it came from and how it stands. */
export type StoredActivity = Activity &
  NewActivity & {
    /** Whether it was merged into its twin. */
    readonly joined: boolean;
    /** One more at each change. */
    readonly version: number;
  };

/** Whether a record was not withdrawn: it stands for itself, or for a part of the event that it was joined to. */
export function isLive({ state, joined }: Pick<StoredActivity, "state" | "joined">): boolean {
  return state !== "void" || joined;
}

/** What of an activity may change; what is not named stays. */
export type ActivityPatch = Partial<Facts & Condition & Pick<StoredActivity, "joined">>;

export type ActivityRow = Omit<Selectable<ActivityTable>, "alike">;

/** The columns of what may change. */
export function columnsOf(activity: Facts & Condition & Pick<StoredActivity, "joined">) {
  const { start, end, headcount, minutes } = activity;
  return {
    state: activity.state,
    held_for: activity.heldFor,
    twin_id: activity.twinId,
    joined: activity.joined ? (1 as const) : (0 as const),
    kinds: JSON.stringify(activity.kinds),
    first_day: start,
    last_day: end ?? start,
    half: activity.half,
    title: activity.title,
    place: activity.place,
    headcount: headcount?.value ?? null,
    headcount_bound: headcount?.bound ?? null,
    minutes: minutes?.value ?? null,
    minutes_bound: minutes?.bound ?? null,
    quantities: JSON.stringify(activity.quantities),
    doubts: JSON.stringify(activity.doubts),
  };
}

/** The columns of a new activity. */
export function newRow(activity: NewActivity) {
  return {
    source_key: activity.sourceKey,
    source_n: activity.sourceN,
    organisation_id: activity.organisation,
    author_id: activity.authorId,
    chat: activity.chat,
    sent_at: activity.sentAt,
    created_at: activity.createdAt,
    ...columnsOf({ ...activity, joined: false }),
  };
}

/** An activity out of its row. Throws where a column of JSON is not what this program writes. */
export function activityOf(row: ActivityRow, participants: readonly number[]): StoredActivity {
  return {
    id: row.id,
    organisation: row.organisation_id,
    state: row.state,
    kinds: parseStrings(row.kinds),
    start: row.first_day,
    end: row.last_day === row.first_day ? null : row.last_day,
    half: row.half,
    title: row.title,
    place: row.place,
    headcount: amountOf(row.headcount, row.headcount_bound),
    minutes: amountOf(row.minutes, row.minutes_bound),
    quantities: parseQuantities(row.quantities),
    participants,
    sourceKey: row.source_key,
    sourceN: row.source_n,
    authorId: row.author_id,
    chat: row.chat,
    heldFor: row.held_for,
    twinId: row.twin_id,
    joined: row.joined === 1,
    doubts: parseDoubts(row.doubts),
    sentAt: row.sent_at,
    createdAt: row.created_at,
    version: row.version,
  };
}

function amountOf(value: number | null, bound: Bound | null): Amount | null {
  return value === null ? null : { value, bound: bound ?? "exact" };
}
