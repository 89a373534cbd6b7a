import type { Catalogue } from "../ledger/kinds.ts";
import type { Scope, Tallied } from "../ledger/measure.ts";
import { type Check, checks, type Held } from "./checks.ts";
import { fill } from "./fill.ts";
import { type Manual, readManual } from "./manual.ts";
import type { Outline } from "./outline.ts";
import { readTemplate } from "./template.ts";
import { type Trace, traces } from "./trace.ts";
import { type Fields, fieldValues, ofYear, type Value } from "./values.ts";

/** A record with the names that people read instead of ids. */
export type LedgerRow = Tallied & {
  readonly organisationName: string;
  /** Who logged it. */
  readonly reporter: string | null;
  readonly people: readonly string[];
};

/** All that a draft is made of. Plain data: it can be sent to a worker as it is. */
export type DraftInput = {
  /** The full path, `A > B`; the text of the draft names the last part. */
  readonly organisation: string;
  readonly secretary: string | null;
  readonly year: number;
  readonly fields: Fields;
  readonly catalogue: Catalogue;
  readonly scope: Scope;
  /** All states; other years may be among them. Held ones without a day belong to any year. */
  readonly rows: readonly LedgerRow[];
  readonly held: readonly Held[];
  readonly manual: ReadonlyMap<string, Manual>;
  readonly template: { readonly text: string; readonly name: string };
  /** The day the draft is made, for the documents. */
  readonly madeOn: string;
};

/** A draft as data: from it the documents and the JSON are written. Plain data as well. */
export type Draft = {
  readonly organisation: string;
  readonly year: number;
  readonly madeOn: string;
  readonly values: readonly Value[];
  readonly held: readonly Held[];
  readonly checks: readonly Check[];
  readonly outline: Outline;
  /** The fields that the template names, in its order: those a person wants to see first. */
  readonly named: readonly string[];
  readonly traces: readonly Trace[];
  /** The year's records, and those held without a day. */
  readonly rows: readonly LedgerRow[];
};

export type Drafted =
  | { readonly ok: true; readonly draft: Draft }
  /** The template cannot be used; one sentence a fault. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** Values of all fields and of the template's free measures, the filled outline, and where each comes from. */
export function makeDraft(input: DraftInput): Drafted {
  const read = readTemplate(input.template, input);
  if (!read.ok) return read;
  const known = new Set(input.fields.map(({ id }) => id));
  const fields = [...input.fields, ...read.template.fields.filter(({ id }) => !known.has(id))];
  const rows = [...ofYear(input.rows, input.year), ...input.rows.filter(({ start }) => start === null)];
  const values = fieldValues({ ...input, fields, activities: rows });
  const { organisation, secretary, year, madeOn, held, manual } = input;
  const name = organisation.split(" > ").at(-1) ?? organisation;
  const words = { 年度: `${year}`, 上年度: `${year - 1}`, 下年度: `${year + 1}`, 组织: name, 书记: secretary };
  const counted = rows.filter(({ state }) => state === "counted").length;
  return {
    ok: true,
    draft: {
      organisation,
      year,
      madeOn,
      values,
      held,
      checks: checks(values, held, counted),
      outline: fill(read.template, { values, words, items: listItems(fields, manual) }),
      named: read.template.fields.map(({ id }) => id),
      traces: traces({ values, fields, activities: rows, catalogue: input.catalogue, manual }),
      rows,
    },
  };
}

function listItems(fields: Fields, manual: DraftInput["manual"]): Map<string, readonly string[]> {
  const items = new Map<string, readonly string[]>();
  for (const field of fields) {
    const given = manual.get(field.id);
    const read = given === undefined ? undefined : readManual(field, given.text);
    if (read?.ok && read.items.length > 0) items.set(field.id, read.items);
  }
  return items;
}

/** The document that `draft --json` prints. */
export function draftJson({ organisation, year, values, held, checks }: Draft): {
  org: string;
  year: number;
  values: readonly Value[];
  held: readonly Held[];
  checks: readonly Check[];
} {
  return { org: organisation, year, values, held, checks };
}
