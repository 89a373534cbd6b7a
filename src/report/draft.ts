import type { Day } from "../ledger/activity.ts";
import type { Promised } from "../ledger/duties.ts";
import { type Level, ownField } from "../ledger/fields.ts";
import type { Catalogue, Kind } from "../ledger/kinds.ts";
import type { Scope, Tallied } from "../ledger/measure.ts";
import { type Check, checks, type Held } from "./checks.ts";
import type { Filling } from "./fill.ts";
import type { TemplateSource } from "./form.ts";
import { type FilledForm, readSource } from "./layout.ts";
import type { Manual } from "./manual.ts";
import type { Outline } from "./outline.ts";
import { lastName } from "./text.ts";
import { listItems, tellAspects } from "./told.ts";
import { type Trace, traces } from "./trace.ts";
import { type Fields, fieldValues, ofYear, type Value } from "./values.ts";

/** A record with the names that people read instead of ids. */
export type LedgerRow = Tallied & {
  readonly organisationName: string;
  /** Who logged it. */
  readonly reporter: string | null;
  readonly people: readonly string[];
};

/** The year before, for comparison: its records, and what people filled in for it. */
export type YearBefore = { readonly rows: readonly LedgerRow[]; readonly manual: ReadonlyMap<string, Manual> };

/** All that a draft is made of. Plain data: it can be sent to a worker as it is. */
export type DraftInput = {
  /** The full path, `A > B`; the text of the draft names the last part. */
  readonly organisation: string;
  readonly secretary: string | null;
  readonly year: number;
  readonly fields: Fields;
  readonly catalogue: Catalogue;
  readonly scope: Scope;
  /** All states; other years may be among them, and the last week's days in January are. Held ones without a day belong to any year. */
  readonly rows: readonly LedgerRow[];
  readonly held: readonly Held[];
  readonly manual: ReadonlyMap<string, Manual>;
  readonly template: TemplateSource;
  /** The day the draft is made, for the documents. */
  readonly madeOn: Day;
  readonly before?: YearBefore;
  /** What the organisation promised for the year. */
  readonly promises?: readonly Promised[];
};

/** A draft as data: from it the documents and the JSON are written. Plain data as well. */
export type Draft = {
  readonly organisation: string;
  readonly year: number;
  readonly madeOn: Day;
  readonly values: readonly Value[];
  readonly held: readonly Held[];
  readonly checks: readonly Check[];
  /** Empty where the branch's own Word file is filled instead. */
  readonly outline: Outline;
  /** The fields that the template names, in its order: those a person wants to see first. */
  readonly named: readonly string[];
  readonly traces: readonly Trace[];
  /** What the text says of last year, with its records. */
  readonly asides?: readonly Trace[];
  /** The branch's own Word file, by the digest of its bytes, and what stands for each of its names. */
  readonly form?: FilledForm;
  /** The year's records, and those held without a day. */
  readonly rows: readonly LedgerRow[];
  /** Of the kinds in them, what a record of one also is. */
  readonly also?: Also;
  /** Of the kinds in them, those whose works are counted and not how often. */
  readonly works?: Works;
};

/** Kinds by name, each with those that its records count in too: 总支扩大会议 in 总支会议. */
export type Also = Readonly<Record<string, readonly string[]>>;

/** Kinds by name that are counted in 篇 or 件. */
export type Works = Readonly<Record<string, Kind>>;

export type Drafted =
  | { readonly ok: true; readonly draft: Draft }
  /** The template cannot be used; one sentence a fault. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** Values of all fields and of the template's free measures, the filled outline, and where each comes from. */
export function makeDraft(input: DraftInput): Drafted {
  const read = readSource(input.template, input);
  if (!read.ok) return read;
  const known = new Set(input.fields.map(({ id }) => id));
  const fields = [...input.fields, ...read.layout.fields.filter(({ id }) => !known.has(id))];
  const rows = [...ofYear(input.rows, input.year), ...input.rows.filter(({ start }) => start === null)];
  const { catalogue, manual, held } = input;
  const values = fieldValues({ ...input, fields, activities: rows });
  const traced = traces({ values, fields, activities: rows, catalogue, manual });
  const before = tracesBefore(input, read.layout.fields);
  const items = listItems(fields, manual);
  const telling = { ...input, fields, activities: rows, traces: traced, before, items };
  const told = tellAspects(read.layout.asked, telling);
  const { organisation, year, madeOn, template, promises = [] } = input;
  const named = read.layout.fields.map(({ id }) => id);
  const last = comparable(input.before, before);
  return {
    ok: true,
    draft: {
      organisation,
      year,
      madeOn,
      values,
      held,
      checks: checks({
        ...telling,
        values,
        rows,
        weekRows: input.rows,
        before: last,
        named,
        text: template.text,
        promises,
      }),
      ...read.layout.fill({ values, words: wordsOf(input), items, aspects: told.pieces }),
      named,
      traces: traced,
      asides: told.asides,
      rows,
      also: alsoOf(rows, catalogue),
      works: worksOf(rows, catalogue),
    },
  };
}

function alsoOf(rows: readonly LedgerRow[], { kinds }: Catalogue): Also {
  const named = new Set(rows.flatMap((row) => row.kinds));
  return Object.fromEntries(
    kinds.flatMap(({ name, also }) => (also.length > 0 && named.has(name) ? [[name, also]] : [])),
  );
}

function worksOf(rows: readonly LedgerRow[], { kinds }: Catalogue): Works {
  const named = new Set(rows.flatMap((row) => row.kinds));
  const works = kinds.filter((kind) => named.has(kind.name) && ownField(kind)?.unit !== "次");
  // The words that it is read by count nothing, and a draft is kept with all that it is made of.
  return Object.fromEntries(works.map((kind) => [kind.name, { ...kind, aliases: [], slips: [] }]));
}

/** Last year's, of the fields that the template names: nothing else is said of it. */
function tracesBefore(input: DraftInput, fields: Fields): Trace[] {
  if (input.before === undefined) return [];
  const { rows: activities, manual } = input.before;
  const { catalogue, scope } = input;
  const values = fieldValues({ fields, catalogue, scope, activities, year: input.year - 1, manual });
  return traces({ values, fields, activities, catalogue, manual });
}

/** Last year's values, without the tallies of a year whose first half was not logged: those are no measure of this one. */
function comparable(year: YearBefore | undefined, traced: readonly Trace[]): Value[] {
  const logged = year?.rows.some(({ start }) => start !== null && Number(start.slice(5, 7)) <= 6) === true;
  return traced.map(({ value }) => value).filter(({ source }) => logged || source === "manual");
}

/** What an organisation of a level is called in a report, in short, and those of its committee. */
const CALLED: Readonly<Record<Level, readonly [name: string, short: string, committee: string]>> = {
  党委: ["党委", "党委", "党委委员"],
  党总支: ["党总支", "总支", "总支委员"],
  党支部: ["党支部", "支部", "支委"],
  党小组: ["党支部", "支部", "支委"],
};

function wordsOf({ organisation, year, secretary, madeOn, scope }: DraftInput): Filling["words"] {
  const [y, m, d] = madeOn.split("-").map(Number);
  const [name, short, committee] = CALLED[scope.levels.get(scope.organisation) ?? "党支部"];
  return {
    年度: `${year}`,
    上年度: `${year - 1}`,
    下年度: `${year + 1}`,
    组织: lastName(organisation),
    书记: secretary,
    日期: `${y}年${m}月${d}日`,
    党组织: name,
    党组织简称: short,
    党组织委员: committee,
    总支或党委: name === "党委" ? "党委" : "党总支",
  };
}

/** The fields that a draft's template names and nobody knows, in its order. */
export function blanksIn({ values, named }: Pick<Draft, "values" | "named">): Value[] {
  const byField = new Map(values.map((value) => [value.field, value]));
  return named.flatMap((field) => {
    const value = byField.get(field);
    return value?.source === "blank" ? [value] : [];
  });
}

/** The document that `draft --json` prints. */
export function draftJson({
  organisation,
  year,
  values,
  held,
  checks,
}: Draft): Pick<Draft, "year" | "values" | "held" | "checks"> & { readonly org: string } {
  return { org: organisation, year, values, held, checks };
}
