import type { Day, Period } from "./activity.ts";
import { yearOf, yearPeriod } from "./calendar.ts";
import { type DutyPeriod, periodsOf } from "./duty-periods.ts";
import type { Field, Level, Measure } from "./fields.ts";
import type { Catalogue } from "./kinds.ts";
import { indexActivities, type Tallied, takenBy, tally } from "./measure.ts";
import type { PromisedAmount } from "./promised-amount.ts";

/** What a duty may depend on: whether the branch has a committee, groups, a study group of leaders. */
export const CONDITIONS = ["支委会", "党小组", "中心组"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What a rule or the branch's own promise demands in each period. */
export type Duty = {
  readonly id: string;
  /** Activities of any of these kinds fulfil it. */
  readonly kinds: readonly string[];
  readonly period: DutyPeriod;
  readonly minimum: number;
  /** What is counted in place of times. */
  readonly amount?: PromisedAmount;
  /** All of these must hold for it to be demanded. */
  readonly when: readonly Condition[];
  /** The levels of which it is demanded; without them all but the groups, of which what depends on groups is. */
  readonly levels?: readonly Level[];
  /** The rule says 一般: a gap is a notice and no breach. */
  readonly usual: boolean;
  readonly wording: string;
  readonly source: string;
  /** Amounts each of which a record has to name: the kinds of pair of 谈心谈话. */
  readonly each?: readonly string[];
  /** What a person says when it is done, where no record tells. */
  readonly closedBy?: string;
  /** Of what is demanded `once`: the last day for it. */
  readonly deadline?: Day;
  /** Demanded of the periods that end on this day or later. */
  readonly from?: Day;
  /** Demanded of the periods that end before this day. */
  readonly until?: Day;
  /** Of a promise: whether somebody said that it is done, or on which days that it is for the period of each. */
  readonly promise?: { readonly n: number; readonly done: boolean; readonly on?: readonly Day[] };
};

/** What a branch itself promised for a year, in its own words. */
export type Promised = {
  readonly text: string;
  /** The kind whose activities fulfil it; nothing where only a person can say that it is done. */
  readonly kind: string | null;
  /** How often at least: in each period, or until the deadline where there is one. */
  readonly minimum: number;
  readonly per: "year" | "quarter" | "month" | "week";
  readonly deadline: Day | null;
  /** The day on which it was said, where that was in the course of the year: what ended before it was not promised. */
  readonly since?: Day;
};

/** What is known of a branch; a condition that nobody has decided is missing. */
export type Conditions = Readonly<Partial<Record<Condition, boolean>>>;

/** `later`: its period has not begun; `due`: it runs; `missing`: it ended with too little; `outside`: nobody demands it then. */
type Standing = "done" | "due" | "missing" | "later" | "outside";

/** How one duty stands in one of its periods. */
export type Stand = {
  readonly duty: Duty;
  readonly period: Period;
  readonly standing: Standing;
  readonly count: number;
  /** Ids of the records that fulfil it. */
  readonly records: readonly number[];
  /** Of the amounts that each have to be named, those that no record names; of groups that each have to do it, those that did not. */
  readonly lacking: readonly string[];
};

/** The duties that are demanded, and the conditions that somebody has to decide first. */
type Demanded = { readonly duties: readonly Duty[]; readonly undecided: readonly Condition[] };

/** The duties of organisations of a level: a general branch holds no 主题党日 for its branches. */
export function dutiesOf(duties: readonly Duty[], level: Level): readonly Duty[] {
  return duties.filter((duty) => duty.levels?.includes(level) ?? (level !== "党小组" || isOfGroups(duty)));
}

/** Duties whose every condition holds, and the conditions that nobody has decided of those that might. */
export function demandedOf(duties: readonly Duty[], known: Conditions): Demanded {
  const open = duties.filter(({ when }) => when.every((condition) => known[condition] !== false));
  const undecided = new Set(open.flatMap(({ when }) => when.filter((condition) => known[condition] === undefined)));
  const demanded = open.filter(({ when }) => when.every((condition) => known[condition] === true));
  return {
    // Without a committee there are no talks of its members.
    duties: known.支委会 === false ? demanded.map(withoutCommittee) : demanded,
    undecided: [...undecided],
  };
}

/** Whether a duty is of the groups of a branch, which each do it for themselves. */
export function isOfGroups({ when }: Pick<Duty, "when">): boolean {
  return when.includes("党小组");
}

function withoutCommittee(duty: Duty): Duty {
  return duty.each === undefined ? duty : { ...duty, each: duty.each.filter((name) => !name.includes("支委之间")) };
}

type Group = { readonly id: number; readonly name: string; readonly activities: readonly Tallied[] };

/** Whose duties are looked at, and when. */
type Looking = {
  readonly catalogue: Catalogue;
  readonly organisation: number;
  readonly year: number;
  readonly today: Day;
  /** The groups right below, each with its ledger: what is of groups each of them has to do. */
  readonly groups?: readonly Group[];
};

/** How each duty stands in each period of a year, by the same count of times as the report's; of activities of its {@link dutyDays}. */
export function standings(duties: readonly Duty[], activities: readonly Tallied[], looking: Looking): Stand[] {
  const { catalogue, organisation, year, today } = looking;
  const all = indexActivities(activities, catalogue, { organisation, levels: new Map() });
  return duties.flatMap((duty) => {
    const related = takenBy(timesOf(duty), all);
    const stands = periodsOf(duty, year).map((period) => {
      const done = heldOf(duty, related, { ...looking, within: lookedAt(duty, period) });
      const isDone =
        isSaidDone(duty, period) || (duty.kinds.length > 0 && done.count >= duty.minimum && done.lacking.length === 0);
      return { duty, period, ...done, standing: standingOf(duty, isDone, { period, today }) };
    });
    return stands.some(({ standing }) => standing !== "outside") ? stands : [];
  });
}

/** Whether a person's word closes a promise in a period. */
export function isSaidDone({ promise }: Pick<Duty, "promise">, { first, last }: Period): boolean {
  return promise !== undefined && (promise.done || (promise.on ?? []).some((day) => day >= first && day <= last));
}

/** What was promised once is done late rather than never. */
function lookedAt({ period: length }: Duty, { first, last }: Period): Period {
  return { first, last: length === "once" ? yearPeriod(yearOf(last)).last : last };
}

type Held = Pick<Stand, "count" | "records" | "lacking">;
type Within = Pick<Looking, "catalogue" | "groups" | "organisation"> & { readonly within: Period };

/** What an organisation itself held towards a duty, and where that is too little of a duty of groups, what they held. */
function heldOf(duty: Duty, activities: readonly Tallied[], looking: Within): Held {
  const own = countOf(duty, activities, looking);
  const groups = isOfGroups(duty) && own.count < duty.minimum ? (looking.groups ?? []) : [];
  if (groups.length === 0) {
    const held = activities.filter(({ id }) => own.records.includes(id));
    const isNamed = (name: string) => held.some(({ quantities }) => quantities.some((one) => one.name === name));
    return { ...own, lacking: (duty.each ?? []).filter((name) => !isNamed(name)) };
  }
  const each = groups.map(({ id, name, activities: theirs }) => ({
    name,
    ...countOf(duty, theirs, { ...looking, organisation: id }),
  }));
  return {
    count: each.reduce((total, { count }) => total + count, own.count),
    records: [...own.records, ...each.flatMap(({ records }) => records)],
    lacking: each.filter(({ count }) => count < duty.minimum).map(({ name }) => name),
  };
}

function countOf(
  duty: Duty,
  activities: readonly Tallied[],
  { catalogue, organisation, within: { first, last } }: Within,
): Pick<Held, "count" | "records"> {
  const some = activities.filter(({ start }) => start !== null && start >= first && start <= last);
  const { value, records } = tally(
    timesOf(duty),
    indexActivities(some, catalogue, { organisation, levels: new Map() }),
  );
  return { count: value ?? 0, records };
}

function standingOf(
  { from, until }: Pick<Duty, "from" | "until">,
  isDone: boolean,
  { period: { first, last }, today }: { readonly period: Period; readonly today: Day },
): Standing {
  if (until !== undefined && last >= until) return "outside";
  if (isDone) return "done";
  if (from !== undefined && last < from) return "outside";
  if (last < today) return "missing";
  return first > today ? "later" : "due";
}

/** The field that counts what fulfils a duty. */
export function timesOf({ id, kinds, amount }: Pick<Duty, "id" | "kinds" | "amount">): Field {
  const measure: Measure =
    amount === undefined ? { by: "times" } : { by: "quantity", names: amount.names, required: true };
  return { id, label: id, unit: unitOf({ amount }), measure, kinds, heldBy: null, form: "exact", omitted: false };
}

/** The unit in which a duty is counted. */
export function unitOf({ amount }: { readonly amount?: PromisedAmount | undefined }): string {
  return amount?.unit ?? "次";
}
