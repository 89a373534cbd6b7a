import type { Promised } from "../ledger/duties.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import type { Scope, Tallied } from "../ledger/measure.ts";
import { farFromLastYear, missedWeeks, tooFewPersonTimes, unevenLists } from "./checks-more.ts";
import type { Manual } from "./manual.ts";
import type { Fields, Value } from "./values.ts";

/** Something the secretary should look at before signing. Shown, never blocking. */
export type Check = {
  readonly id: string;
  readonly level: "warning" | "notice";
  readonly text: string;
  readonly fields: readonly string[];
};

/** A record kept out of the numbers until a question about it is answered. */
export type Held = {
  readonly record: number;
  /** What is in doubt, in Chinese: 类别, 日期, 是否同一次. */
  readonly reason: string;
  readonly question: string;
  /** The day since when it waits. */
  readonly since: string;
};

/** What is checked: a draft's values with what they were made of. */
export type Checked = {
  readonly values: readonly Value[];
  readonly held: readonly Held[];
  /** The year's records, of any state. */
  readonly rows: readonly Tallied[];
  /** The year's records, with those of the days by which its last week reaches into January. */
  readonly weekRows: readonly Tallied[];
  /** Last year's values; none where they are not known. */
  readonly before: readonly Value[];
  /** The fields that the template names. */
  readonly named: readonly string[];
  /** The items of lists given in words, by field. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  readonly manual: ReadonlyMap<string, Manual>;
  /** What the template says. */
  readonly text: string;
  readonly fields: Fields;
  readonly catalogue: Catalogue;
  readonly scope: Scope;
  readonly year: number;
  readonly madeOn: string;
  /** What the organisation promised for the year. */
  readonly promises: readonly Promised[];
};

/** The first is part of the second: it cannot be more. Of one that is only often part of it the records tell. */
const PARTS: readonly { readonly part: string; readonly whole: string; readonly often?: true }[] = [
  { part: "研讨交流", whole: "集中学习", often: true },
  { part: "总支扩大会议", whole: "总支会议" },
  { part: "书记讲党课", whole: "党课" },
];

const HELD_SHARE = 0.1;

/** What does not fit together in a draft, in the order in which it weighs. */
export function checks(checked: Checked): Check[] {
  const { values, held, rows, manual } = checked;
  const counted = rows.filter(({ state }) => state === "counted").length;
  return [
    ...tooManyHeld(held.length, counted),
    ...tooLargeParts(values),
    ...tooFewPersonTimes(checked),
    ...missedWeeks(checked),
    ...unevenLists(checked),
    ...farFromLastYear(checked),
    ...overruled(values, manual),
  ];
}

/** What differs from the values that a year had when it was closed. */
export function changesSince(closed: readonly Value[], values: readonly Value[]): Check[] {
  const before = new Map(closed.map((value) => [value.field, value]));
  return values.flatMap(({ field, label, value, display }) => {
    const old = before.get(field);
    if (old === undefined || old.value === value) return [];
    const text = `封账后变动：${label} ${old.value === null ? "空" : old.display} → ${value === null ? "空" : display}。`;
    return [{ id: `closed:${field}`, level: "notice" as const, text, fields: [field] }];
  });
}

function tooManyHeld(held: number, counted: number): Check[] {
  const all = held + counted;
  if (held === 0 || held <= all * HELD_SHARE) return [];
  const share = Math.round((held / all) * 100);
  const text = `${all} 条记录中有 ${held} 条待确认（${share}%），没有计入，数字可能偏少。`;
  return [{ id: "held", level: "warning", text, fields: [] }];
}

function tooLargeParts(values: readonly Value[]): Check[] {
  const byField = new Map(values.map((value) => [value.field, value]));
  return PARTS.flatMap(({ part, whole, often }) => {
    const [small, large] = [byField.get(part), byField.get(whole)];
    if (small?.value == null || large?.value == null || small.value <= large.value) return [];
    if (often === true && areApart(small, large)) return [];
    const text = `${small.label} ${small.display} 多于${large.label} ${large.display}。`;
    return [{ id: `part:${part}`, level: "notice" as const, text, fields: [part, whole] }];
  });
}

/** Whether no record of the one is of the other too, as far as records tell. */
function areApart(one: Value, other: Value): boolean {
  const ids = new Set(other.records);
  return [one, other].every(({ source }) => source === "records") && !one.records.some((id) => ids.has(id));
}

/** What was stated beside what the records say, be it taken or not. */
function overruled(values: readonly Value[], manual: Checked["manual"]): Check[] {
  return values
    .filter(({ field, warnings }) => manual.has(field) && warnings.length > 0)
    .map(({ source, warnings, ...value }) => ({
      ...value,
      warnings: source === "manual" ? warnings : warnings.slice(-1),
    }))
    .map(({ field, label, warnings }) => ({
      id: `manual:${field}`,
      level: "notice" as const,
      text: `${label}：${warnings.join("；")}。`,
      fields: [field],
    }));
}
