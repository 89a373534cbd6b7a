import { isPeriod } from "../dates/date-words.ts";
import type { Token } from "../token.ts";
import { MARKS, namesKind } from "./pieces.ts";
import { type Clause, plainIn } from "./sentences.ts";

/**
 * What a line is: a heading that names a `day` or a `kind` for those below it, an `entry` that begins with its own day, `more`
 * of what was told, a `sum` that only adds up, or a `whole` record with its own day and kind.
 */
export type Role = "day" | "kind" | "entry" | "more" | "sum" | "whole";
export type Line = Clause & { readonly role: Role };

/** The lines of a message by what they are. */
export function linesOf(s: string, tokens: readonly Token[]): readonly Line[] {
  const lines: Line[] = [];
  let [start, from] = [0, 0];
  for (let i = 0; i <= tokens.length; i++) {
    const token = tokens[i];
    if (token !== undefined && !(token.type === "break" && s.charAt(token.start) === "\n")) continue;
    const line = { tokens: tokens.slice(from, i).filter(isSaid), start, end: token?.start ?? s.length };
    if (s.slice(start, line.end).trim() !== "") lines.push({ ...line, role: roleOf(s, line) });
    [start, from] = [token?.end ?? s.length, i + 1];
  }
  return lines;
}

function roleOf(s: string, line: Clause): Role {
  const { tokens, start, end } = line;
  if (SUM.test(s.slice(start, end))) return "sum";
  const named = tokens.filter(namesKind);
  const days = tokens.filter((token) => token.type === "date" && !isPeriod(token.phrase.first));
  if (!tokens.some(isTold)) {
    const words = plainIn(s, line);
    if (named.length === 0 && days.length === 1 && MARKS.test(words)) return "day";
    if (named.length === 1 && days.length === 0 && OF_KIND.test(words)) return "kind";
  }
  const [first] = days;
  if (first === undefined || !MARKS.test(plainIn(s, { ...line, end: first.start }))) return "more";
  return tokens.some(({ type }) => type === "kind") ? "whole" : "entry";
}

const SUM = /^\s*(?:以上)?(?:合计|总计|共计|累计|小计|总共|共)/;
const OF_KIND =
  /^[\s:()【】[\]一二三四五六七八九十、.\d-]*(?:我?们?支部|份)?(?:方面|情况|汇总|统计|台账|登记|记录|一览|清单|明细|流水|开展|完成|表)*[\s:()【】[\]]*$/;

const STRUCTURE = new Set<Token["type"]>(["mark", "break"]);

function isSaid({ type }: Token): boolean {
  return !STRUCTURE.has(type);
}

const TOLD = new Set<Token["type"]>(["count", "duration", "bare", "clock", "label", "names", "title"]);

function isTold({ type }: Token): boolean {
  return TOLD.has(type);
}
