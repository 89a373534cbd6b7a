import type { Activity, Bound } from "./activity.ts";
import type { Field, HeldBy, Measure } from "./fields.ts";
import type { Catalogue, Kind } from "./kinds.ts";
import type { Doubt } from "./understand/reading.ts";

/** An activity with the doubts still open on it: a value in doubt is missing, never assumed. */
export type Tallied = Activity & { readonly doubts?: readonly Doubt[] };

/** Whose ledger it is, and the level of every organisation whose activities are in it. */
export type Scope = { readonly organisation: number; readonly levels: ReadonlyMap<number, HeldBy> };

/** Counted activities by kind, those included that are also of it. Made once, asked for every field. */
export type Index = {
  readonly scope: Scope;
  readonly byKind: ReadonlyMap<string, readonly Tallied[]>;
  readonly kinds: ReadonlyMap<string, Kind>;
};

/**
 * What the records say. `value` is null where none says anything: absence is never zero.
 * `records` are the ids of the activities that gave it, ascending; `warnings` are Chinese sentences.
 */
export type Tally = {
  readonly value: number | null;
  readonly bound: Bound;
  readonly records: readonly number[];
  readonly warnings: readonly string[];
};

/** What one activity gives: an amount, nothing though it should, or nothing to say. */
type Share = { readonly value: number; readonly bound: Bound } | "missing" | "none";

const NOTHING: Tally = { value: null, bound: "exact", records: [], warnings: [] };

/** Units in which an entry of an adding kind without a number counts 1. */
const ENTRY_UNITS: ReadonlySet<string> = new Set(["篇", "件", "人次"]);

/** Sorts the activities of a period by kind; held and void ones are left out. */
export function indexActivities(activities: readonly Tallied[], { kinds }: Catalogue, scope: Scope): Index {
  const known = new Map(kinds.map((kind) => [kind.name, kind]));
  const byKind = new Map<string, Tallied[]>();
  const counted = activities.filter(({ state }) => state === "counted").sort((a, b) => a.id - b.id);
  for (const activity of counted) {
    for (const name of namesOf(activity, known)) {
      const list = byKind.get(name);
      if (list) list.push(activity);
      else byKind.set(name, [activity]);
    }
  }
  return { scope, byKind, kinds: known };
}

/** The kinds of an activity, and what an activity of these kinds also is. */
function namesOf({ kinds }: Tallied, known: Index["kinds"]): Set<string> {
  const names = new Set(kinds);
  for (const name of names) for (const also of known.get(name)?.also ?? []) names.add(also);
  return names;
}

/** Tallies a field over an index. List and manual fields are not in the records: they give null. */
export function tally(field: Field, index: Index): Tally {
  const { measure } = field;
  if (measure.by === "list" || measure.by === "manual") return NOTHING;
  const activities = taken(field, index);
  if (measure.by === "people") return people(activities);
  return sum(
    activities.map((activity) => ({ activity, share: share(activity, field, index) })),
    nameOf(measure),
  );
}

/** The distinct activities that a field takes, by id. */
function taken({ kinds, heldBy }: Field, { byKind, scope }: Index): Tallied[] {
  const distinct = new Map(kinds.flatMap((name) => byKind.get(name) ?? []).map((a) => [a.id, a]));
  return [...distinct.values()]
    .filter(
      (a) => heldBy === null || a.organisation === scope.organisation || scope.levels.get(a.organisation) === heldBy,
    )
    .sort((a, b) => a.id - b.id);
}

function share(activity: Tallied, field: Field, index: Index): Share {
  const { measure } = field;
  if (measure.by === "times") return times(activity, field, index);
  const matched = kindsTaken(activity, field, index);
  if (measure.by === "person-times") return personTimes(activity, matched);
  if (measure.by === "hours") return hours(activity, measure.perPerson);
  if (measure.by === "quantity") return amount(activity, { ...measure, unit: field.unit }, matched);
  return "none";
}

function kindsTaken(activity: Tallied, { kinds }: Field, index: Index): Kind[] {
  const names = namesOf(activity, index.kinds);
  return kinds.flatMap((name) => (names.has(name) ? (index.kinds.get(name) ?? []) : []));
}

/** 1, or n where the activity states `n次` and the field takes its first stated kind. */
function times(activity: Tallied, { kinds }: Field, index: Index): Share {
  const once = { value: 1, bound: "exact" } as const;
  const [first] = activity.kinds;
  if (first === undefined) return once;
  const also = index.kinds.get(first)?.also ?? [];
  if (![first, ...also].some((name) => kinds.includes(name))) return once;
  const stated = activity.quantities.find(({ name, unit }) => name === "次数" || (unit === "次" && name === first));
  if (stated) return stated;
  return inDoubt(activity, ["次"]) ? "missing" : once;
}

/** Stated 人次, else the headcount, else those named; an entry of an adding kind is one. */
function personTimes(activity: Tallied, matched: readonly Kind[]): Share {
  const stated = activity.quantities.find(({ name, unit }) => name === "人次" || unit === "人次");
  if (stated) return stated;
  if (activity.headcount) return activity.headcount;
  if (inDoubt(activity, ["人次", "人", "participants"])) return "missing";
  if (activity.participants.length > 0) return { value: activity.participants.length, bound: "exact" };
  return matched.some(({ adds }) => adds) ? { value: 1, bound: "exact" } : "missing";
}

function hours(activity: Tallied, perPerson: boolean): Share {
  const stated = activity.quantities.find(({ unit }) => unit === "小时");
  if (stated) return stated;
  if (!activity.minutes) return "missing";
  const time = { value: activity.minutes.value / 60, bound: activity.minutes.bound };
  if (!perPerson) return time;
  const persons = personTimes(activity, []);
  if (typeof persons === "string") return persons;
  return { value: time.value * persons.value, bound: weakest([time.bound, persons.bound]) };
}

type Wanted = { readonly names: readonly string[]; readonly unit: string; readonly required: boolean };

function amount(activity: Tallied, { names, unit, required }: Wanted, matched: readonly Kind[]): Share {
  const vocabulary = matched.flatMap(({ quantities }) => quantities);
  const units = new Set([unit, ...vocabulary.filter((q) => names.includes(q.name)).flatMap((q) => q.units)]);
  const declared = new Set(vocabulary.map((q) => q.name));
  const found = activity.quantities.filter(
    (q) => names.includes(q.name) || (!declared.has(q.name) && q.name !== "次数" && units.has(q.unit)),
  );
  if (found.length > 0) {
    return {
      value: found.reduce((total, q) => total + q.value * factor(q.unit, unit), 0),
      bound: weakest(found.map(({ bound }) => bound)),
    };
  }
  if (inDoubt(activity, [...units])) return "missing";
  const one = ENTRY_UNITS.has(unit) && matched.some((kind) => kind.adds && kind.unit === unit);
  if (one) return { value: 1, bound: "exact" };
  return required ? "missing" : "none";
}

/** 3万元 are 30000元. */
function factor(from: string, to: string): number {
  if (from === `万${to}`) return 10_000;
  return to === `万${from}` ? 0.0001 : 1;
}

/** Whether a question about such an amount is still open. */
function inDoubt({ doubts = [] }: Tallied, units: readonly string[]): boolean {
  return doubts.some(
    ({ about, words }) =>
      (about === "participants" && units.includes("participants")) ||
      (about === "quantity" && units.some((unit) => words.endsWith(unit) && !words.endsWith(`人${unit}`))),
  );
}

type Shared = { readonly activity: Tallied; readonly share: Share };

function sum(shared: readonly Shared[], what: string): Tally {
  const given: { id: number; value: number; bound: Bound }[] = [];
  const missing: number[] = [];
  for (const { activity, share } of shared) {
    if (share === "missing") missing.push(activity.id);
    else if (share !== "none") given.push({ id: activity.id, value: share.value, bound: share.bound });
  }
  const warnings = [
    ...(missing.length > 0 ? [`${missing.length} 条记录没有${what}，未计入：${listed(missing)}`] : []),
    ...inexact(given),
  ];
  if (given.length === 0) return { ...NOTHING, warnings };
  return {
    value: rounded(given.reduce((total, { value }) => total + value, 0)),
    bound: weakest(given.map(({ bound }) => bound)),
    records: given.map(({ id }) => id),
    warnings,
  };
}

function inexact(given: readonly { id: number; bound: Bound }[]): string[] {
  const of = (bound: Bound) => given.filter((one) => one.bound === bound).map(({ id }) => id);
  const [approx, least] = [of("approx"), of("least")];
  return [
    ...(approx.length > 0 ? [`${approx.length} 条记录是约数，合计也是约数：${listed(approx)}`] : []),
    ...(least.length > 0 ? [`${least.length} 条记录只写了下限（余、至少），合计不少于此数：${listed(least)}`] : []),
  ];
}

/** Distinct members. Where some records give only a headcount, the number is a lower bound. */
function people(activities: readonly Tallied[]): Tally {
  const members = new Set(activities.flatMap(({ participants }) => participants));
  const given = activities.filter(({ participants, headcount }) => participants.length > 0 || headcount);
  if (given.length === 0) {
    const ids = activities.map(({ id }) => id);
    return ids.length === 0 ? NOTHING : { ...NOTHING, warnings: [`${ids.length} 条记录没有参加人：${listed(ids)}`] };
  }
  const unnamed = given.filter(({ participants, headcount }) => (headcount?.value ?? 0) > participants.length);
  const value = Math.max(members.size, ...given.map(({ headcount }) => headcount?.value ?? 0));
  const ids = given.map(({ id }) => id);
  if (unnamed.length === 0) return { value, bound: "exact", records: ids, warnings: [] };
  const warnings = [`${unnamed.length} 条记录没有完整名单，人数无法去重：${listed(unnamed.map(({ id }) => id))}`];
  const single = given.length === 1 ? (given[0]?.headcount?.bound ?? "exact") : "least";
  return { value, bound: single, records: ids, warnings: given.length === 1 ? [] : warnings };
}

function weakest(bounds: readonly Bound[]): Bound {
  if (bounds.includes("approx")) return "approx";
  return bounds.includes("least") ? "least" : "exact";
}

/** Removes what binary fractions add: 0.1 + 0.2 is 0.3. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function nameOf(measure: Measure): string {
  if (measure.by === "quantity") return measure.names.join("、");
  if (measure.by === "hours") return "时长";
  return measure.by === "times" ? "确定的次数" : "人数";
}

const SHOWN = 8;

/** `#3、#9`, cut after eight. */
export function listed(ids: readonly number[]): string {
  const shown = ids.slice(0, SHOWN).map((id) => `#${id}`);
  return shown.join("、") + (ids.length > SHOWN ? `等 ${ids.length} 条` : "");
}
