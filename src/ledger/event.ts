import type { Amount, Facts, Quantity } from "./activity.ts";

/** What one told of an event, by name: the name of a fact, or `数量:` and the name of an amount, or `类别:` and a kind. */
export type Values = ReadonlyMap<string, Value>;
type Value = string | Amount | Quantity;

/** A value of a joined report that contradicts the kept one; both are shown to the secretary. */
export type Conflict = {
  /** `headcount`, `minutes` or the name of a quantity. */
  readonly field: string;
  readonly kept: number;
  readonly told: number;
};

/** A report that was joined to an event. */
export type Report = { readonly id: number; readonly values: Values; readonly participants: readonly number[] };

/** What a report brings to its event: values that were missing, people who were not there; and what contradicts. */
export type Share = {
  readonly report: number;
  readonly fields: readonly string[];
  readonly newcomers: readonly number[];
  readonly conflicts: readonly Conflict[];
};

/** An event with all that was joined to it. */
export type Fitted = {
  readonly values: Values;
  readonly participants: readonly number[];
  readonly shares: readonly Share[];
};

const FIELDS = ["title", "place", "half", "headcount", "minutes"] as const;
const QUANTITY = "数量:";
const KIND = "类别:";

/** The fact to which a value belongs: each amount and each kind is a value of its own. */
export function factOf(name: string): keyof Facts {
  if (name.startsWith(QUANTITY)) return "quantities";
  if (name.startsWith(KIND)) return "kinds";
  const field = FIELDS.find((one) => one === name);
  if (field === undefined) throw new Error(`no value is called ${name}`);
  return field;
}

/** The facts that a report may fill in, as far as they are known. */
export function valuesOf(facts: Facts): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const field of FIELDS) {
    const value = facts[field];
    if (value !== null) values.set(field, value);
  }
  for (const quantity of facts.quantities) values.set(QUANTITY + quantity.name, quantity);
  for (const kind of facts.kinds) values.set(KIND + kind, kind);
  return values;
}

/** The same facts with these values; amounts stay in their order, kinds are in that of the values. */
export function withValues<F extends Facts>(facts: F, values: Values): F {
  const filled = Object.fromEntries(FIELDS.map((field) => [field, values.get(field) ?? null]));
  const amounts = new Set([...facts.quantities.map(({ name }) => QUANTITY + name), ...values.keys()]);
  const named = (fact: keyof Facts, names: Iterable<string>) =>
    [...names].filter((name) => factOf(name) === fact).flatMap((name) => values.get(name) ?? []);
  return { ...facts, ...filled, quantities: named("quantities", amounts), kinds: named("kinds", values.keys()) };
}

/**
 * What an event is, from what was told of it itself and from the reports joined to it, in
 * the order of joining: the first to tell a missing value fills it, one who tells another
 * contradicts it, and nothing is overwritten.
 */
export function compose(own: Omit<Report, "id">, reports: readonly Report[]): Fitted {
  const values = new Map(own.values);
  const people = new Set(own.participants);
  const shares = reports.map(({ id, values: told, participants }): Share => {
    const conflicts = conflictsOf(values, told);
    const fields = [...told.keys()].filter((field) => !values.has(field));
    const newcomers = participants.filter((person) => !people.has(person));
    for (const field of fields) values.set(field, told.get(field) ?? "");
    for (const person of newcomers) people.add(person);
    return { report: id, fields, newcomers, conflicts };
  });
  return { values, participants: [...people], shares };
}

function conflictsOf(kept: Values, told: Values): Conflict[] {
  return [...told].flatMap(([field, value]) => {
    const known = kept.get(field);
    if (known === undefined || typeof known === "string" || typeof value === "string") return [];
    return known.value === value.value
      ? []
      : [{ field: field.replace(QUANTITY, ""), kept: known.value, told: value.value }];
  });
}

/** The name under which {@link valuesOf} keeps what a conflict is about. */
export function valueName({ field }: Pick<Conflict, "field">): string {
  return field === "headcount" || field === "minutes" ? field : QUANTITY + field;
}
