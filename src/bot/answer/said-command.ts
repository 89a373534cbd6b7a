import type { Field } from "../../ledger/fields.ts";
import type { Call } from "../call.ts";
import { type Commanded, commandIn } from "../commands/index.ts";
import { yearMeant } from "../commands/report-year.ts";

/** 去年 right behind the name of a command; what is typed to be filled in stays as it is. */
const YEAR_WORD = /^(\s*\/?(?!填(?!空))\p{sc=Han}{1,5}?\s*)([去上今本])年/u;

/** 二〇二五年 at the same place. */
const YEAR_SPELLED = /^(\s*\/?(?!填)\p{sc=Han}{1,5}?\s*)([〇零○一二三四五六七八九]{4})(?=\s*年)/u;
const DIGITS = "〇一二三四五六七八九";

/** A command as it was typed, with 去年, 今年 and 二〇二五年 as the year that they are. */
export function commandSaid({ text, now, deps }: Call): Commanded | undefined {
  if (namesField(text, deps.fields)) return commandIn(text);
  const spelled = text
    .replace(YEAR_WORD, (_, before: string, word: string) => `${before}${yearMeant(word, now.today)}年`)
    .replace(YEAR_SPELLED, (_, before: string, digits: string) => before + [...digits].map(digitOf).join(""));
  return (spelled === text ? undefined : commandIn(spelled)) ?? commandIn(text);
}

/** 为什么 上年度查摆问题: a name that begins as a year does. */
function namesField(text: string, fields: readonly Field[]): boolean {
  const at = YEAR_WORD.exec(text)?.[1]?.length;
  return at !== undefined && fields.some(({ id, label }) => [id, label].some((name) => text.startsWith(name, at)));
}

function digitOf(sign: string): number {
  return Math.max(0, DIGITS.indexOf(sign));
}
