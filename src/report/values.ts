import type { Amount, Day } from "../ledger/activity.ts";
import { displayAmount, displayBlank } from "../ledger/display.ts";
import type { Field } from "../ledger/fields.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { type Index, indexActivities, listed, type Scope, type Tallied, type Tally, tally } from "../ledger/measure.ts";
import { isOfOwnRecords, type Manual, readManual } from "./manual.ts";

/** All fields of an organisation, in the order of lists. */
export type Fields = readonly Field[];

/** A field's value as `draft --json` prints it. */
export type Value = {
  readonly field: string;
  readonly label: string;
  readonly unit: string;
  /** Null where neither the records nor a person say anything. */
  readonly value: number | null;
  readonly display: string;
  readonly source: "records" | "manual" | "blank";
  /** Ids of the records that gave the value, ascending; none for what a person filled in. */
  readonly records: readonly number[];
  readonly warnings: readonly string[];
};

/** All that the values of a year are counted from. */
export type ValuesInput = {
  readonly fields: Fields;
  readonly catalogue: Catalogue;
  readonly scope: Scope;
  /** Of any year and state; those of the year that are counted are taken. */
  readonly activities: readonly Tallied[];
  readonly year: number;
  /** What people filled in for the year, by field. */
  readonly manual: ReadonlyMap<string, Manual>;
};

/** Every field's value for a year. What a person filled in wins over a tally, which then only warns. */
export function fieldValues(input: ValuesInput): Value[] {
  const index = indexActivities(ofYear(input.activities, input.year), input.catalogue, input.scope);
  return input.fields.map((field) => fieldValue(field, index, input.manual.get(field.id)));
}

/** The activities that begin in a year; a range belongs to the year in which it begins. */
export function ofYear<A extends { readonly start: Day | null }>(activities: readonly A[], year: number): A[] {
  return activities.filter(({ start }) => start?.startsWith(`${year}-`));
}

function fieldValue(field: Field, index: Index, manual: Manual | undefined): Value {
  const counted = tally(field, index);
  const value = recorded(field, counted);
  if (manual === undefined) return value;
  const read = readManual(field, manual.text);
  if (!read.ok) return withWarning(value, `填写的值没有采用：${read.problem}`);
  const { id, label, unit, form } = field;
  const { amount } = read;
  if (isOfOwnRecords(manual, field))
    return withWarning(value, `本级填写的 ${displayAmount(amount, unit)} 不含下级，没有采用`);
  return {
    ...{ field: id, label, unit, value: amount.value, display: displayAmount(amount, unit, form) },
    ...{ source: "manual", records: [], warnings: differs(amount, counted, field) },
  };
}

/** What the records alone give. */
export function recorded({ id, label, unit, form, omitted }: Field, { value, bound, records, warnings }: Tally): Value {
  const base = { field: id, label, unit, value, records, warnings } as const;
  if (value === null) return { ...base, display: omitted ? "" : displayBlank({ label, unit }), source: "blank" };
  return { ...base, display: displayAmount({ value, bound }, unit, form), source: "records" };
}

function withWarning(value: Value, warning: string): Value {
  return { ...value, warnings: [...value.warnings, warning] };
}

function differs(amount: Amount, counted: Tally, { unit }: Field): string[] {
  if (counted.value === null || counted.value === amount.value) return [];
  const said = displayAmount(amount, unit);
  const found = displayAmount({ value: counted.value, bound: counted.bound }, unit);
  return [`填写的是 ${said}，记录合计是 ${found}：${listed(counted.records)}`];
}
