import type { Amount } from "../ledger/activity.ts";
import type { Field } from "../ledger/fields.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { type Index, indexActivities, type Scope, type Tallied, tally } from "../ledger/measure.ts";
import { type Aspect, aspectBlank, aspectText, type Known } from "./aspect.ts";
import type { Piece } from "./fill.ts";
import { readManual } from "./manual.ts";
import type { Asked } from "./template.ts";
import type { Trace } from "./trace.ts";
import type { Fields, Value } from "./values.ts";

/** What is known when a template asks more of a field than its number. */
export type Telling = {
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

export type Told = {
  readonly pieces: ReadonlyMap<string, Piece>;
  /** What the pieces about last year open: its records. */
  readonly asides: readonly Trace[];
};

/** The words of all that a template asks of fields besides their numbers. */
export function tellAspects(asked: readonly Asked[], telling: Telling): Told {
  const now = new Map(telling.traces.map((trace) => [trace.value.field, trace]));
  const before = new Map(telling.before.map((trace) => [trace.value.field, trace]));
  const fields = new Map(telling.fields.map((field) => [field.id, field]));
  const quarters = new Quarters(telling);
  const pieces = new Map<string, Piece>();
  const asides = new Map<string, Trace>();
  for (const { key, field: id, aspect } of asked) {
    const field = fields.get(id);
    const trace = now.get(id);
    if (field === undefined || trace === undefined) continue;
    const known = knownOf(field, trace, before.get(id), telling);
    const text = aspectText(aspect, { ...known, quarters: isQuarterly(aspect) ? quarters.of(field) : [] });
    const aside = aspect.ask === "上年" ? lastYears(before.get(id)) : undefined;
    if (aside !== undefined) asides.set(aside.value.field, aside);
    pieces.set(key, pieceOf(text, aside?.value.field ?? id, aspectBlank(aspect, field)));
  }
  return { pieces, asides: [...asides.values()] };
}

function knownOf(field: Field, trace: Trace, last: Trace | undefined, { items }: Telling): Omit<Known, "quarters"> {
  return {
    field,
    records: trace.records,
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

/** The year's records by quarter, sorted when they are first asked for. */
class Quarters {
  readonly #telling: Telling;
  #indexes: readonly Index[] | null = null;

  constructor(telling: Telling) {
    this.#telling = telling;
  }

  of(field: Field): (Amount | null)[] {
    return this.#made().map((index) => {
      const { value, bound } = tally(field, index);
      return value === null ? null : { value, bound };
    });
  }

  #made(): readonly Index[] {
    if (this.#indexes !== null) return this.#indexes;
    const { activities, catalogue, scope } = this.#telling;
    this.#indexes = [1, 2, 3, 4].map((quarter) =>
      indexActivities(
        activities.filter(({ start }) => start !== null && Math.ceil(Number(start.slice(5, 7)) / 3) === quarter),
        catalogue,
        scope,
      ),
    );
    return this.#indexes;
  }
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
