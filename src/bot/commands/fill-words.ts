import type { Day } from "../../ledger/activity.ts";
import type { Field } from "../../ledger/fields.ts";
import { yearMeant } from "./report-year.ts";

/** What follows 填: a known field and what was typed behind it (nothing is ""), or a name that nobody knows. */
export type FillWords =
  | { readonly field: Field; readonly year?: string; readonly value: string }
  | { readonly unknown: string };

const BLANK = /^【(?:待填[:：]\s*)?([^】]*)】/;
const YEAR = /^(20\d\d)\s*年?度?的?\s*(?=\D)/;
const YEAR_WORD = /^([去上今本])年度?的?\s*/;
/** Between a name and its value. */
const BETWEEN = /^\s*(?:[:=]|[是为](?=[\s\d]))?\s*/;
/** What a value may begin with where nothing parts it from the name. */
const VALUE = /^(?:[\d零〇一二两三四五六七八九十百千]|大?约|大概|至少|不少于|没有|无|取消|不填|清空|按记录|一?共|总共)/;

/**
 * Reads `2026 上年度查摆问题 3`, `集中学习30次`, `集中学习（次）= 30`, `集中学习 2025年 30次`: the longest known name that
 * the words begin with. The value keeps the characters as they were typed.
 */
export function readFill(typed: string, fields: readonly Field[], today: Day): FillWords {
  const words = typed.trim().replace(BLANK, "$1 ");
  const found = named(words, fields);
  if (found !== undefined) return withYear(found);
  const [front, digits] = YEAR.exec(plain(words)) ?? YEAR_WORD.exec(plain(words)) ?? [];
  if (front !== undefined && digits !== undefined) {
    const later = named(words.slice(front.length), fields);
    if (later !== undefined) return { ...later, year: String(yearMeant(digits, today)) };
  }
  const rest = plain(words).slice(YEAR.exec(plain(words))?.[0].length ?? 0);
  return { unknown: /^(.+?)(?=\s*[:=]|\s|\d|$)/s.exec(rest)?.[1] ?? rest };
}

type Named = { readonly field: Field; readonly value: string };

function named(words: string, fields: readonly Field[]): Named | undefined {
  const text = plain(words);
  const names = fields.flatMap((field) => [field.id, field.label].map((name) => ({ field, name: plain(name) })));
  const fitting = names.flatMap(({ field, name }) => ({ field, length: lengthIn(text, name) }));
  for (const { field, length } of fitting.filter(({ length }) => length > 0).sort((a, b) => b.length - a.length)) {
    const behind = measured(text.slice(length), field);
    const between = BETWEEN.exec(behind)?.[0] ?? "";
    const value = behind.slice(between.length);
    if (value === "" || between !== "" || VALUE.test(value))
      return { field, value: words.slice(text.length - value.length) };
  }
  return undefined;
}

/** How much of a text a name takes at its beginning, be it parted by spaces: 志愿服务 人次; 0 where it does not begin so. */
function lengthIn(text: string, name: string): number {
  let at = 0;
  for (const char of name) {
    while (at > 0 && char !== " " && text[at] === " ") at += 1;
    if (!text.startsWith(char, at)) return 0;
    at += char.length;
  }
  return at;
}

/** 集中学习次数, 集中学习（次）: what only says again how the field counts. */
function measured(behind: string, { unit }: Field): string {
  const again = [`${unit}数`, `(${unit})`].find((words) => unit !== "" && behind.startsWith(words));
  return again === undefined ? behind : behind.slice(again.length);
}

/** `2025年 30次`, `30次 2025年`: the year beside the value. */
function withYear({ field, value }: Named): Extract<FillWords, { field: Field }> {
  const before = /^(20\d\d)(?:\s*年度?的?[\s:：]*(?=\S)|\s+(?=[\d约一二两三四五六七八九十]))/.exec(value);
  if (before?.[1] !== undefined) return { field, year: before[1], value: value.slice(before[0].length) };
  const behind = /\s+(20\d\d)\s*年度?$/.exec(value);
  if (behind?.[1] !== undefined) return { field, year: behind[1], value: value.slice(0, behind.index) };
  return { field, value };
}

/** In one spelling, a character for each that was typed. */
function plain(words: string): string {
  return Array.from(words, (char) => {
    const normal = char.normalize("NFKC");
    return normal.length === char.length ? normal : char;
  }).join("");
}
