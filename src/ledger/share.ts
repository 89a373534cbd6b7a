import type { Activity, Bound, Quantity } from "./activity.ts";
import type { Field, Measure } from "./fields.ts";
import { type Kind, SERVED } from "./kinds.ts";
import { PROPERTY, partName } from "./mixed.ts";
import type { Doubt } from "./understand/reading.ts";

/** An activity with the doubts still open on it: a value in doubt is missing, never assumed. */
export type Tallied = Activity & { readonly doubts?: readonly Doubt[] };

/** The kinds of the catalogue by name. */
export type Kinds = ReadonlyMap<string, Kind>;

/** What one activity gives to a field: an amount, nothing though it should, or nothing to say. */
export type Share = Given | "missing" | "none";

/** `admits` what a sum has to say about it. */
type Given = { readonly value: number; readonly bound: Bound; readonly admits?: Admission };

/**
 * `undivided`: the amount is of two meetings in one and nobody has said how much is whose.
 * `named`: no headcount was stated, so that only those known by name count.
 */
export type Admission = "undivided" | "named";

/** Units in which an entry of an adding kind without a number counts 1. */
const ENTRY_UNITS: ReadonlySet<string> = new Set(["篇", "件", "人次"]);

/** How each activity that a field takes counts in it. List, manual and distinct people have no shares. */
export function sharing(field: Field, known: Kinds): (activity: Tallied) => Share {
  const { measure } = field;
  if (measure.by === "times") return (activity) => times(activity, field, known);
  const kindsOf = kindsTaken(field, known);
  if (measure.by === "person-times") return (activity) => personTimes(activity, kindsOf(activity));
  if (measure.by === "hours") return (activity) => hours(activity, measure.perPerson);
  if (measure.by !== "quantity") return () => "none";
  const wanted = wantedBy(field, measure, known);
  return (activity) => amount(activity, wanted, kindsOf(activity));
}

/** The kinds of an activity, and what an activity of these kinds also is. */
export function namesOf({ kinds }: Tallied, known: Kinds): Set<string> {
  const names = new Set(kinds);
  for (const name of names) for (const also of known.get(name)?.also ?? []) names.add(also);
  return names;
}

/** The bound of a sum of two: one approximate part makes it approximate, one lower bound a lower bound. */
export function weaker(a: Bound, b: Bound): Bound {
  if (a === "approx" || b === "approx") return "approx";
  return a === "least" || b === "least" ? "least" : "exact";
}

/** Which of a field's kinds an activity is; with one kind alone there is no choice. */
function kindsTaken({ kinds }: Field, known: Kinds): (activity: Tallied) => readonly Kind[] {
  const all = kinds.flatMap((name) => known.get(name) ?? []);
  if (kinds.length === 1) return () => all;
  return (activity) => {
    const names = namesOf(activity, known);
    return all.filter(({ name }) => names.has(name));
  };
}

/** 1, or n where the activity states `n次` and the field takes its first stated kind. */
function times(activity: Tallied, { kinds }: Field, known: Kinds): Share {
  const once = { value: 1, bound: "exact" } as const;
  const [first] = activity.kinds;
  if (first === undefined) return once;
  const also = known.get(first)?.also ?? [];
  if (![first, ...also].some((name) => kinds.includes(name))) return once;
  const stated = statedTimes(activity);
  if (stated) return stated;
  return inDoubt(activity, { names: ["次数"], units: ["次"] }) ? "missing" : once;
}

/** The `n次` of an activity's first kind, where it states one. */
export function statedTimes({ kinds, quantities }: Pick<Activity, "kinds" | "quantities">): Quantity | undefined {
  return quantities.find(({ name, unit }) => name === "次数" || (unit === "次" && name === kinds[0]));
}

function statedPersonTimes({ quantities }: Tallied): Quantity | undefined {
  return quantities.find(({ name, unit }) => name === "人次" || (unit === "人次" && name !== SERVED));
}

/** Stated 人次, else the headcount, else those named; an entry of an adding kind is one. */
function personTimes(activity: Tallied, matched: readonly Kind[]): Share {
  const stated = statedPersonTimes(activity);
  if (stated) return stated;
  if (activity.headcount) return activity.headcount;
  if (activity.doubts?.some(({ about }) => about === "participants")) return "missing";
  if (inDoubt(activity, { names: ["人次"], units: ["人次", "人"] })) return "missing";
  const adds = matched.some((kind) => kind.adds);
  const known = activity.participants.length;
  if (known > 0) return { value: known, bound: "exact", ...(adds ? {} : { admits: "named" }) };
  return adds ? { value: 1, bound: "exact" } : "missing";
}

function hours(activity: Tallied, perPerson: boolean): Share {
  const stated = activity.quantities.find(({ unit }) => unit === "小时");
  if (stated) return stated;
  if (!activity.minutes) return "missing";
  const time = { value: activity.minutes.value / 60, bound: activity.minutes.bound };
  if (!perPerson) return time;
  const persons = personTimes(activity, []);
  if (typeof persons === "string") return persons;
  // The 人次 of several sessions came to one of them each.
  const sessions = statedPersonTimes(activity) === undefined ? 1 : (statedTimes(activity)?.value ?? 1);
  return { value: (time.value * persons.value) / Math.max(sessions, 1), bound: weaker(time.bound, persons.bound) };
}

type Wanted = {
  readonly names: readonly string[];
  readonly unit: string;
  /** All units of these amounts. */
  readonly units: readonly string[];
  /** Whether a name means something of its own: an amount under another name is told by its unit. */
  readonly isDeclared: (name: string) => boolean;
  /** The names under which a mixed meeting keeps how much of it was 三重一大. */
  readonly parts: ReadonlySet<string>;
  readonly required: boolean;
};

function wantedBy(field: Field, measure: Extract<Measure, { by: "quantity" }>, known: Kinds): Wanted {
  const { names, required } = measure;
  const vocabulary = field.kinds.flatMap((name) => known.get(name)?.quantities ?? []);
  const units = vocabulary.filter(({ name }) => names.includes(name)).flatMap((quantity) => quantity.units);
  const own = vocabulary.map(({ name }) => name);
  const declared = new Set(["次数", "人次", SERVED, ...own, ...own.map(partName)]);
  const isDeclared = (name: string) => declared.has(name) || known.has(name);
  const parts = new Set(field.kinds.every((name) => name === PROPERTY) ? names.map(partName) : []);
  return { names, unit: field.unit, units: [field.unit, ...units], isDeclared, parts, required };
}

function amount(activity: Tallied, wanted: Wanted, matched: readonly Kind[]): Share {
  const { unit, required } = wanted;
  const found = quantitiesFor(activity, wanted);
  if (found.length > 0) {
    return {
      value: found.reduce((total, q) => total + q.value * factor(q.unit, unit), 0),
      bound: found.map(({ bound }) => bound).reduce(weaker),
      ...(isUndivided(activity, wanted) ? { admits: "undivided" } : {}),
    };
  }
  if (inDoubt(activity, wanted)) return "missing";
  const one = ENTRY_UNITS.has(unit) && matched.some((kind) => kind.adds && kind.unit === unit);
  if (one) return { value: 1, bound: "exact" };
  return required ? "missing" : "none";
}

/** The stated part of a mixed meeting, else the amounts of the name, else those of the unit alone. */
function quantitiesFor({ quantities }: Tallied, { names, units, isDeclared, parts }: Wanted): readonly Quantity[] {
  const part = quantities.filter(({ name }) => parts.has(name));
  if (part.length > 0) return part;
  const named = quantities.filter(({ name }) => names.includes(name));
  if (named.length > 0) return named;
  return quantities.filter(({ name, unit }) => units.includes(unit) && !isDeclared(name));
}

function isUndivided({ doubts = [] }: Tallied, { parts }: Wanted): boolean {
  return doubts.some(({ reason, quantity }) => reason === "part" && quantity !== undefined && parts.has(quantity.name));
}

/** 3万元 are 30000元. */
function factor(from: string, to: string): number {
  if (from === `万${to}`) return 10_000;
  return to === `万${from}` ? 0.0001 : 1;
}

/** Whether a question about such an amount is still open. */
function inDoubt({ doubts = [] }: Tallied, { names, units }: Pick<Wanted, "names" | "units">): boolean {
  return doubts.some(({ about, words, quantity }) => {
    if (about !== "quantity") return false;
    if (quantity !== undefined) return names.includes(quantity.name);
    return units.some((unit) => words.endsWith(unit) && !words.endsWith(`人${unit}`));
  });
}
