import type { Catalogue, Kind, QuantityKind } from "./kinds.ts";

/** The levels of organisations, the highest first. */
export const LEVELS = ["党委", "党总支", "党支部", "党小组"] as const;
export type Level = (typeof LEVELS)[number];

/** How a field counts. `times` is 次, `person-times` 人次, `people` 人 (distinct members). */
export type Measure =
  | { readonly by: "times" | "person-times" | "people" }
  /** Time summed in hours; with `perPerson` every participant's hours (15 people for 2 hours are 30). */
  | { readonly by: "hours"; readonly perPerson: boolean }
  /** Quantities of these names summed. `required` warns of activities that do not state one. */
  | { readonly by: "quantity"; readonly names: readonly string[]; readonly required: boolean }
  /** The length of a list that people keep. */
  | { readonly by: "list" }
  | { readonly by: "manual" };

/** `exact` 30次, `over` 20余次 for 23, `numeral` 十二次. */
export type Form = "exact" | "over" | "numeral";

/** A numeric slot of the report: measure × filter × unit × display rule. */
export type Field = {
  /** A key everywhere, and what a template names. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly measure: Measure;
  /** Activities of any of these kinds count, each once. Empty for list and manual. */
  readonly kinds: readonly string[];
  /** In a roll-up, of the sub-units only those of this level count. */
  readonly heldBy: Level | null;
  readonly form: Form;
  /** Shown as nothing instead of a blank where no record gives it. */
  readonly omitted: boolean;
};

/** Whether only people know it: no record counts in it. */
export function isPersons({ measure }: Pick<Field, "measure">): boolean {
  return measure.by === "manual" || measure.by === "list";
}

const SUFFIX: ReadonlyMap<string, string> = new Map([
  ["元", "金额"],
  ["名", "人数"],
  ["人", "人数"],
  ["学时", "学时"],
]);

/** Quantities that the kind's own 次 and 人次 fields already count. */
const COUNTED_OTHERWISE: ReadonlySet<string> = new Set(["次数", "人次"]);

/**
 * The fields that a kind brings: its name for 次, then kind and measure (志愿服务人次, 走访慰问户数).
 * Matters of the organisation such as 党费 have no attendance to count, and entries such as 心得 no hours.
 */
export function kindFields(kind: Kind): Field[] {
  const made = (suffix: string, unit: string, measure: Measure): Field => {
    const id = kind.name + suffix;
    return { id, label: id, unit, measure, kinds: [kind.name], heldBy: null, form: "exact", omitted: false };
  };
  const quantities = kind.quantities
    .filter(({ name }) => !COUNTED_OTHERWISE.has(name))
    .map((quantity) => {
      const unit = quantity.units[0] ?? "";
      const required = isNatural(unit, kind);
      return made(suffixOf(quantity, required), unit, { by: "quantity", names: [quantity.name], required });
    });
  const times = made("", "次", { by: "times" });
  if (kind.family === "organisation") return [times, ...quantities];
  const people = made("人次", "人次", { by: "person-times" });
  const hours = made("小时", "小时", { by: "hours", perPerson: false });
  return [times, people, ...(isTimed(kind) ? [hours] : []), ...quantities];
}

/**
 * The fields by which a kind is told where few have to do: matters of the organisation in their own unit, all
 * others in 次. Money tells nothing of records without a sum: 党费 is told in both.
 */
export function headlinesOf(kind: Kind): string[] {
  if (kind.family !== "organisation") return [kind.name];
  const own = kindFields(kind).find(({ unit, measure }) => measure.by === "quantity" && isNatural(unit, kind));
  if (own === undefined) return [kind.name];
  return own.unit === "元" ? [kind.name, own.id] : [own.id];
}

const WORKS: ReadonlySet<string> = new Set(["篇", "件"]);

/** The field that counts a kind under its own name in pictures and tables, as the report does: works in 篇 or 件, others in 次. */
export function ownField(kind: Kind): Field | undefined {
  const [times, ...others] = kindFields(kind);
  return (kind.adds && others.find(({ unit }) => WORKS.has(unit) && isNatural(unit, kind))) || times;
}

/** Whether an entry of a kind is by nature counted in a unit: 走访慰问 in 户. Times are counted without a quantity. */
function isNatural(unit: string, kind: Kind): boolean {
  return unit === kind.unit && unit !== "次";
}

function isTimed({ adds, unit }: Kind): boolean {
  return !adds || unit === "学时";
}

/** 户数 and 金额 follow from the unit; an amount with a name of its own keeps it (支委会议定事项). */
function suffixOf({ name, units: [unit = ""] }: QuantityKind, natural: boolean): string {
  const plain = natural || name.endsWith("数") || name === "金额" || name === unit;
  return plain ? (SUFFIX.get(unit) ?? `${unit}数`) : name;
}

/**
 * The shipped fields followed by those that the kinds bring, so that an added kind can be
 * reported at once. A shipped field replaces the one of its id and the one that counts the same; where it counts a
 * kind of one level alone, so do the others of the kind: the 人次 of the same meetings.
 */
export function allFields(shipped: readonly Field[], { kinds }: Catalogue): Field[] {
  const taken = new Set(shipped.flatMap((field) => [field.id, counts(field)]));
  return [
    ...shipped,
    ...kinds
      .flatMap((kind) => heldAs(shipped, kind))
      .filter((field) => !taken.has(field.id) && !taken.has(counts(field))),
  ];
}

function heldAs(shipped: readonly Field[], kind: Kind): Field[] {
  const heldBy = levelOf(shipped, [kind.name]);
  return kindFields(kind).map((field) => ({ ...field, heldBy }));
}

/** The one level of which a field counts the kinds of a measure; nothing where it counts those of all. */
export function levelOf(fields: readonly Field[], kinds: readonly string[]): Level | null {
  const [level = null, ...others] = kinds.map((name) => fields.find(({ id }) => id === name)?.heldBy ?? null);
  return others.every((other) => other === level) ? level : null;
}

/** What two fields have in common when they always give the same number. */
function counts({ measure, kinds, heldBy }: Field): string {
  const what = measure.by === "quantity" ? measure.names.join("+") : JSON.stringify(measure);
  return JSON.stringify([what, kinds, heldBy]);
}

const WHAT: Readonly<Record<Exclude<Measure["by"], "hours" | "quantity">, string>> = {
  times: "每次计 1 次，写明次数的按写明的计",
  "person-times": "人次相加，没写人次的用人数",
  people: "参加的党员，每人只计一次",
  list: "清单的条数",
  manual: "由人填写",
};

/** The filter of a field in one Chinese sentence (口径), for comments and the trace. */
export function describe({ measure, kinds, heldBy }: Pick<Field, "measure" | "kinds" | "heldBy">): string {
  if (measure.by === "list" || measure.by === "manual") return WHAT[measure.by];
  const from = `${quoted(kinds)}类活动${kinds.length > 1 ? "（同一次活动只计一次）" : ""}`;
  const level = heldBy === null ? "" : `，下级组织只计${heldBy}召开的`;
  return `${from}${level}，${what(measure)}`;
}

function what(measure: Measure): string {
  if (measure.by === "hours") return measure.perPerson ? "时长乘以人数后相加" : "时长相加";
  if (measure.by === "quantity") return `${quoted(measure.names)}的数量相加`;
  return WHAT[measure.by];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join("");
}
