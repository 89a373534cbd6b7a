import type { Activity } from "../ledger/activity.ts";
import { describe, type Field, isPersons } from "../ledger/fields.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { type Share, sharing, type Tallied } from "../ledger/share.ts";
import type { Manual } from "./manual.ts";
import { clean } from "./text.ts";
import type { Fields, Value } from "./values.ts";

/** Where a value comes from, in words: for the Word comment, the workbook and the trace file. */
export type Trace = {
  readonly value: Value;
  /** The filter (口径) in one sentence. */
  readonly filter: string;
  /** Where it comes from: 来自 30 条记录, 由张三于 2023-12-01 填写, 没有记录, 还没有填. */
  readonly origin: string;
  /** Its records in order of time. */
  readonly records: readonly Traced[];
};

/** A record and what it gave to the value; null where it is not a matter of adding up. */
export type Traced = { readonly activity: Activity; readonly amount: number | null };

type TraceInput = {
  readonly values: readonly Value[];
  readonly fields: Fields;
  readonly activities: readonly Tallied[];
  readonly catalogue: Catalogue;
  readonly manual: ReadonlyMap<string, Manual>;
};

/** One trace a value, in the same order. */
export function traces({ values, fields, activities, catalogue, manual }: TraceInput): Trace[] {
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const byField = new Map(fields.map((field) => [field.id, field]));
  const kinds = new Map(catalogue.kinds.map((kind) => [kind.name, kind]));
  return values.map((value) => {
    const field = byField.get(value.field);
    const records = value.records.flatMap((id) => byId.get(id) ?? []).sort(byTime);
    return {
      value,
      filter: field ? describe(field) : "",
      origin: origin(value, manual.get(value.field), field),
      records: field ? traced(records, sharing(field, kinds)) : [],
    };
  });
}

function traced(records: readonly Tallied[], shareOf: (activity: Tallied) => Share): Traced[] {
  return records.map((activity) => {
    const share = shareOf(activity);
    return { activity, amount: typeof share === "string" ? null : Math.round(share.value * 100) / 100 };
  });
}

/** In order of days, those of one day by their number. */
export function byTime(a: Activity, b: Activity): number {
  return (a.start ?? "") < (b.start ?? "") ? -1 : (a.start ?? "") > (b.start ?? "") ? 1 : a.id - b.id;
}

function origin({ source, records }: Value, manual: Manual | undefined, field: Field | undefined): string {
  if (source === "records") return `来自 ${records.length} 条记录`;
  if (source === "manual" && manual) return `由${manual.by}于 ${manual.on} 填写`;
  return field !== undefined && isPersons(field) ? "还没有填" : "没有记录，待填";
}

/** A record in a trace, with what it gave where that is more than its being there: `… 计 3个`. */
export function tracedLine({ activity, amount }: Traced, unit: string): string {
  const counted = amount === null || (amount === 1 && unit === "次") ? "" : ` 计 ${amount}${unit}`;
  return recordLine(activity) + counted;
}

/** `#12 2023-03-06 集中学习 《二十大报告》 15人`, a range as `2023-03-06至03-08`. */
export function recordLine({ id, start, end, kinds, headcount, ...record }: Activity): string {
  const title = record.title === null ? null : clean(record.title);
  const days = end === null || end === start ? start : `${start}至${end.slice(5)}`;
  const named = title === null ? "" : title.startsWith("《") ? title : `《${title}》`;
  const people = headcount === null ? "" : `${headcount.bound === "approx" ? "约" : ""}${headcount.value}人`;
  return [`#${id}`, days ?? "日期待定", kinds.join("、"), named, people].filter((part) => part !== "").join(" ");
}

/** The trace of every number as plain text, for people without a spreadsheet. Blanks come last, by name. */
export function traceText(title: string, all: readonly Trace[]): string {
  const open = all.filter(({ value }) => value.source === "blank");
  const sections = all
    .filter(({ value }) => value.source !== "blank")
    .map(({ value, filter, origin, records }) =>
      [
        `## ${value.field}：${value.display}`,
        `口径：${filter}。${origin}。`,
        ...value.warnings.map((warning) => `注意：${warning}。`),
        ...records.map((record) => `- ${tracedLine(record, value.unit)}`),
      ].join("\n"),
    );
  const blanks = open.length === 0 ? [] : [`## 没有数字的字段\n${open.map(({ value }) => value.field).join("、")}`];
  return `${[`# ${title}`, ...sections, ...blanks].join("\n\n")}\n`;
}
