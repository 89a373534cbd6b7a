import type { Amount, Day } from "../ledger/activity.ts";
import type { Field } from "../ledger/fields.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { type Index, indexActivities, type Scope, type Tallied, tally } from "../ledger/measure.ts";
import { type Aspect, aspectBlank, aspectText, type Known, QUARTERS, type Quarter, quarterName } from "./aspect.ts";
import type { Piece } from "./fill.ts";
import { readManual } from "./manual.ts";
import type { Asked } from "./template.ts";
import { type Trace, traces } from "./trace.ts";
import { type Fields, recorded, type Value } from "./values.ts";

/** What is known when a template asks more of a field than its number. */
type Telling = {
  readonly fields: Fields;
  readonly catalogue: Catalogue;
  readonly scope: Scope;
  /** The year's records. */
  readonly activities: readonly Tallied[];
  readonly traces: readonly Trace[];
  /** Last year's, by field; empty where it is not known. */
  readonly before: readonly Trace[];
  readonly items: ReadonlyMap<string, readonly string[]>;
};

/** What the template asks of fields besides their numbers, by key. */
type Told = {
  readonly pieces: ReadonlyMap<string, Piece>;
  /** What the pieces about last year open: its records. */
  readonly asides: readonly Trace[];
};

/** The words of all that a template asks of fields besides their numbers. */
export function tellAspects(asked: readonly Asked[], telling: Telling): Told {
  const now = new Map(telling.traces.map((trace) => [trace.value.field, trace]));
  const before = new Map(telling.before.map((trace) => [trace.value.field, trace]));
  const fields = new Map(telling.fields.map((field) => [field.id, field]));
  const quartersOf = openQuarters(telling);
  const pieces = new Map<string, Piece>();
  const asides = new Map<string, Trace>();
  for (const { key, field: id, aspect } of asked) {
    const field = fields.get(id);
    const trace = now.get(id);
    if (field === undefined || trace === undefined) continue;
    const counted = trace.value.source === "manual" ? countedOf(field, telling) : trace;
    const from: From = { trace, counted, last: before.get(id) };
    const known = knownOf(field, from, telling);
    const text = aspectText(aspect, { ...known, quarters: isQuarterly(aspect) ? quartersOf(field) : [] });
    const opened = openedBy(aspect, from, text);
    if (opened !== trace) asides.set(opened.value.field, opened);
    pieces.set(key, pieceOf(text, opened.value.field, aspectBlank(aspect, field)));
  }
  return { pieces, asides: [...asides.values()] };
}

/** What a piece may be made from: the field's number, its records, and last year's. */
type From = { readonly trace: Trace; readonly counted: Trace; readonly last: Trace | undefined };

/** What the records say of a field whose number a person stated: they keep their titles and days. */
function countedOf(field: Field, { activities, catalogue, scope }: Telling): Trace {
  const value = recorded(field, tally(field, indexActivities(activities, catalogue, scope)));
  const [trace] = traces({ values: [value], fields: [field], activities, catalogue, manual: new Map() });
  if (trace === undefined) throw new Error(`no trace of ${field.id}`);
  return { ...trace, value: { ...value, field: `${field.id} 记录` } };
}

/** The trace whose records a piece opens. */
function openedBy(aspect: Aspect, { trace, counted, last }: From, text: string | null): Trace {
  if (aspect.ask === "上年") return lastYears(last) ?? trace;
  if (aspect.ask === "增减" || text === null || counted.records.length === 0) return trace;
  return aspect.ask === "季度" ? inQuarter({ ...counted, value: trace.value }, aspect.quarter, text) : counted;
}

/** A quarter's number opens the records of the quarter alone. */
function inQuarter({ value, records, ...trace }: Trace, quarter: Quarter, display: string): Trace {
  const own = records.filter(({ activity: { start } }) => start !== null && quarterOf(start) === quarter);
  const field = `${value.field} ${quarterName(quarter)}`;
  const ids = own.map(({ activity: { id } }) => id).sort((a, b) => a - b);
  return {
    ...trace,
    value: { ...value, field, display, records: ids, warnings: [] },
    records: own,
    origin: `来自 ${own.length} 条记录`,
  };
}

function quarterOf(day: Day): number {
  return Math.ceil(Number(day.slice(5, 7)) / 3);
}

function knownOf(field: Field, { trace, counted, last }: From, { items }: Telling): Omit<Known, "quarters"> {
  return {
    field,
    records: counted.records,
    items: items.get(field.id) ?? [],
    now: amountOf(trace.value),
    before: last === undefined ? null : amountOf(last.value),
  };
}

function pieceOf(text: string | null, field: string, blank: string): Piece {
  return text === null ? { is: "blank", text: blank } : { is: "value", text, field };
}

/** A trace of last year under a name of its own. */
function lastYears(trace: Trace | undefined): Trace | undefined {
  if (trace === undefined || trace.value.value === null) return undefined;
  const field = `${trace.value.field} 上年`;
  return { ...trace, value: { ...trace.value, field }, origin: `上一年度，${trace.origin}` };
}

function isQuarterly({ ask }: Aspect): boolean {
  return ask === "季度" || ask === "按季度";
}

/** A value as an amount again: its bound stands in how it is displayed. */
function amountOf({ value, display }: Value): Amount | null {
  if (value === null) return null;
  if (display.startsWith("约")) return { value, bound: "approx" };
  return { value, bound: /^至少|余/.test(display) ? "least" : "exact" };
}

/** A field's number in each quarter; the year's records are sorted when the first is asked for. */
function openQuarters({ activities, catalogue, scope }: Telling): (field: Field) => (Amount | null)[] {
  const indexOf = (quarter: Quarter) => {
    const own = activities.filter(({ start }) => start !== null && quarterOf(start) === quarter);
    return indexActivities(own, catalogue, scope);
  };
  let indexes: readonly Index[] | undefined;
  return (field) => {
    indexes ??= QUARTERS.map(indexOf);
    return indexes.map((index) => {
      const { value, bound } = tally(field, index);
      return value === null ? null : { value, bound };
    });
  };
}

/** The items of the lists that people gave in words, by field. */
export function listItems(
  fields: Fields,
  manual: ReadonlyMap<string, { readonly text: string }>,
): Map<string, readonly string[]> {
  const items = new Map<string, readonly string[]>();
  for (const field of fields) {
    const given = manual.get(field.id);
    const read = given === undefined ? undefined : readManual(field, given.text);
    if (read?.ok && read.items.length > 0) items.set(field.id, read.items);
  }
  return items;
}
