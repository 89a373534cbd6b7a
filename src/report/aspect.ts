import type { Amount, Day } from "../ledger/activity.ts";
import { displayAmount, displayBlank } from "../ledger/display.ts";
import type { Field } from "../ledger/fields.ts";
import { clean } from "./text.ts";
import type { Traced } from "./trace.ts";

/** Titles, a list with days, or the days of its records. */
const LISTS = ["题目", "清单", "日期"] as const;
const SINGLE = ["首次日期", "最近日期", "上年", "增减", "按季度"] as const;
export const QUARTERS = [1, 2, 3, 4] as const;
export type Quarter = (typeof QUARTERS)[number];

/** 一季度 to 四季度. */
export function quarterName(quarter: Quarter): string {
  return `${"一二三四"[quarter - 1]}季度`;
}

/** The first or the last so many of a list. */
type Cut = { readonly most: number | null; readonly latest: boolean };

/** What else than its number a template may ask of a field. */
export type Aspect =
  | (Cut & { readonly ask: (typeof LISTS)[number] })
  | { readonly ask: (typeof SINGLE)[number] }
  | { readonly ask: "季度"; readonly quarter: Quarter };

/** How aspects are written behind a field, for hints and documents. */
export const ASPECTS: readonly string[] = [...LISTS, ...SINGLE, ...QUARTERS.map(quarterName)];

const WRITTEN = new RegExp(
  `^(.+?) (?:(${LISTS.join("|")})(?: (前|后|最近)(\\d{1,3}))?|(${[...SINGLE, ...QUARTERS.map(quarterName)].join("|")}))$`,
);

/** Splits `主题党日 题目 前5` into the field and what is asked of it; null where nothing else than the number is. */
export function readAspect(slot: string): { readonly base: string; readonly aspect: Aspect } | null {
  const [, base, list, side, most, other] = WRITTEN.exec(slot) ?? [];
  if (base === undefined) return null;
  const ask = LISTS.find((one) => one === list);
  if (ask !== undefined) {
    const latest = side !== "前" && side !== undefined;
    return { base, aspect: { ask, most: most === undefined ? null : Number(most), latest } };
  }
  const single = SINGLE.find((one) => one === other);
  if (single !== undefined) return { base, aspect: { ask: single } };
  const quarter = QUARTERS.find((one) => quarterName(one) === other);
  return quarter === undefined ? null : { base, aspect: { ask: "季度", quarter } };
}

/** What is known of a field when a template asks more of it than its number. */
export type Known = {
  readonly field: Field;
  /** Its records in order of time. */
  readonly records: readonly Traced[];
  /** The items of a list that was given in words. */
  readonly items: readonly string[];
  readonly now: Amount | null;
  /** Last year's; null where nothing is known of it. */
  readonly before: Amount | null;
  readonly quarters: readonly (Amount | null)[];
};

/** The words of an aspect; null is a blank for a person to fill in. */
export function aspectText(aspect: Aspect, known: Known): string | null {
  switch (aspect.ask) {
    case "题目":
      return listed(titles(known.records), aspect, "、");
    case "清单":
      return listed(
        known.items.length > 0 ? known.items : known.records.map((record) => entry(record, known.field.unit)),
        aspect,
        "；",
      );
    case "日期":
      return listed(
        [...new Set(known.records.flatMap(({ activity: { start } }) => (start ? [dayWords(start)] : [])))],
        aspect,
        "、",
      );
    case "首次日期":
      return edge(known.records[0]);
    case "最近日期":
      return edge(known.records.at(-1));
    case "上年":
      return known.before && amountWords(known.before, known.field);
    case "增减":
      return change(known);
    case "按季度":
      return perQuarter(known);
    case "季度":
      return quarterWords(known, aspect.quarter);
  }
}

/** What stands where an aspect is not known: `【待填：集中学习上年（次）】`. */
export function aspectBlank(aspect: Aspect, { label, unit }: Pick<Field, "label" | "unit">): string {
  const words = label + (aspect.ask === "季度" ? quarterName(aspect.quarter) : aspect.ask);
  return aspect.ask === "季度" || aspect.ask === "上年" ? displayBlank({ label: words, unit }) : `【待填：${words}】`;
}

/** Parts in a row; where some are left out behind them, 等 says so. */
function listed(parts: readonly string[], { most, latest }: Cut, between: string): string | null {
  if (parts.length === 0) return null;
  const count = Math.min(most ?? parts.length, parts.length);
  if (count === 0) return null;
  const shown = latest ? parts.slice(-count) : parts.slice(0, count);
  return shown.join(between) + (!latest && count < parts.length ? "等" : "");
}

function titles(records: readonly Traced[]): string[] {
  return [...new Set(records.flatMap(({ activity: { title } }) => (title === null ? [] : [quoted(title)])))];
}

function quoted(title: string): string {
  const text = clean(title).trim();
  return text.startsWith("《") || text.startsWith("“") ? text : `“${text}”`;
}

/** `2月13日修好热水器`, `1月9日心得体会2篇`: what it gave to the number, where that is more than being one of them. */
function entry({ activity: { start, title, kinds }, amount }: Traced, unit: string): string {
  const what = title === null ? kinds.join("、") : clean(title).trim();
  const gave = unit === "次" || amount === null || amount === 1 ? "" : `${amount}${unit}`;
  return `${start === null ? "" : dayWords(start)}${what}${gave}`;
}

function edge(record: Traced | undefined): string | null {
  const day = record?.activity.start;
  return day == null ? null : dayWords(day);
}

function dayWords(day: Day): string {
  const [, month, date] = day.split("-").map(Number);
  return `${month}月${date}日`;
}

function amountWords(amount: Amount, { unit, form }: Field): string {
  return displayAmount(amount, unit, form);
}

function change({ now, before, field }: Known): string | null {
  if (now === null || before === null) return null;
  const difference = Math.round((now.value - before.value) * 100) / 100;
  if (difference === 0) return "持平";
  const about = now.bound === "exact" && before.bound === "exact" ? "" : "约";
  return `${difference > 0 ? "增加" : "减少"}${about}${Math.abs(difference)}${field.unit}`;
}

function perQuarter(known: Known): string | null {
  if (known.quarters.every((amount) => amount === null)) return null;
  return QUARTERS.flatMap((quarter) => {
    const words = quarterWords(known, quarter);
    return words === null ? [] : [quarterName(quarter) + words];
  }).join("、");
}

function quarterWords({ quarters, field }: Known, quarter: Quarter): string | null {
  const amount = quarters[quarter - 1];
  return amount == null ? null : amountWords(amount, field);
}
