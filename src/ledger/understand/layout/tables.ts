import { LABEL_WORDS, type LabelField, labelField } from "../labels.ts";
import type { Token } from "../token.ts";

/** What a column of a pasted table holds. */
type Column = { readonly field: LabelField | null; readonly unit: string | null };
type Cell = { readonly start: number; readonly end: number };

/** Columns of amounts, and the units of their numbers. */
const AMOUNTS: readonly (readonly [words: string, unit: string])[] = [
  ["户数", "户"],
  ["金额|慰问金|捐款额|捐款", "元"],
  ["篇数", "篇"],
  ["件数", "件"],
  ["人次", "人次"],
];
const AMOUNT = `[一-龥]{0,4}(?:${AMOUNTS.map(([words]) => words).join("|")})`;
const WORD = `(?:${LABEL_WORDS}|${AMOUNT}|序号|编号|活动|会议|类目|星期|(?:慰问|走访|服务|谈话)?对象)(?:\\([^()\\n]{1,4}\\))?`;
/** 日期 类别 内容 人数 on a line of its own, in a table or not. */
const HEAD = new RegExp(`(?:^|\\n)[ |]*${WORD}(?:[ |,、]+${WORD})+[ |]*(?=\\n)`);
/** The | --- | --- | below it. */
const RULE = /^[\s|:-]*$/;

/**
 * Reads the rows of a pasted table by the line that names its columns: a 18 below 人数 are people, a 60 below 时长 are
 * minutes, and what stands below 内容 is a title, whatever its words. The line itself tells nothing.
 */
export function withTable(s: string, tokens: readonly Token[]): readonly Token[] {
  const found = s.includes("\n") ? HEAD.exec(s) : null;
  if (found === null) return tokens;
  const end = found.index + found[0].length;
  const columns = cellsOf(s, found.index, end).map(({ start, end: to }) => columnOf(s.slice(start, to)));
  const cells: Token[] = [{ type: "other", start: found.index + (found[0].startsWith("\n") ? 1 : 0), end }];
  for (let from = end + 1; from < s.length; ) {
    const to = lineEnd(s, from);
    const row = cellsOf(s, from, to);
    if (RULE.test(s.slice(from, to)) && to > from) cells.push({ type: "other", start: from, end: to });
    else cells.push(...fitted(row, columns).flatMap(([cell, column]) => readCell(s, cell, column)));
    from = to + 1;
  }
  return merged(tokens, cells);
}

function lineEnd(s: string, from: number): number {
  const end = s.indexOf("\n", from);
  return end < 0 ? s.length : end;
}

/** The cells of a line: between upright strokes, where it has such, or else between blanks. */
function cellsOf(s: string, from: number, to: number): readonly Cell[] {
  const line = s.slice(from, to);
  const isRuled = line.includes("|");
  const inner = isRuled ? line.replace(/^\s*\|?|\|?\s*$/g, (edge) => " ".repeat(edge.length)) : line;
  const cells: Cell[] = [];
  for (const { 0: words, index } of inner.matchAll(isRuled ? /[^|]+/g : /[^\s,、]+/g)) {
    const start = from + index + (words.length - words.trimStart().length);
    cells.push({ start, end: start + words.trim().length });
  }
  return cells;
}

function columnOf(word: string): Column {
  const [, name = "", bracket] = /^([^(]*)(?:\(([^)]*)\))?$/.exec(word) ?? [];
  const field = labelField(name);
  if (field === "headcount") return { field, unit: "人" };
  if (field === "minutes") return { field, unit: bracket ?? "分钟" };
  const amount = field === null ? AMOUNTS.find(([words]) => new RegExp(`(?:${words})$`).test(name)) : undefined;
  return { field, unit: amount === undefined ? null : (bracket ?? amount[1]) };
}

/** The cells with their columns. Words that have blanks in them stand in the column of titles. */
function fitted(row: readonly Cell[], columns: readonly Column[]): readonly (readonly [Cell, Column])[] {
  const more = row.length - columns.length;
  const wide = columns.findIndex(({ field }) => field === "title");
  if (row.length < 2 || more < 0 || (more > 0 && wide < 0)) return [];
  return columns.flatMap((column, i) => {
    const [first, last] = [row[i <= wide || more === 0 ? i : i + more], row[i < wide || more === 0 ? i : i + more]];
    return first === undefined || last === undefined ? [] : [[{ start: first.start, end: last.end }, column] as const];
  });
}

const HIDDEN = new Set<LabelField>(["absent", "other", "note"]);

function readCell(s: string, { start, end }: Cell, { field, unit }: Column): readonly Token[] {
  const words = s.slice(start, end);
  if (end <= start || /^[-—/无]+$/.test(words)) return [];
  if (field !== null && HIDDEN.has(field)) return [{ type: "other", start, end }];
  if (field === "title" || field === "place" || field === "names") return [{ type: field, start, end }];
  const value = Number(words);
  if (unit === null || !/^\d+(?:\.\d+)?$/.test(words)) return [];
  if (field === "minutes") {
    const minutes = /时/.test(unit) ? value * 60 : value;
    return [{ type: "duration", start, end, duration: { end, minutes, bound: "exact", vague: null, choices: [] } }];
  }
  const count = { end, value, unit, bound: "exact", vague: null, choices: [] } as const;
  return [{ type: "count", start, end, count, label: null }];
}

/** What was read of the cells stands in place of what their words would say anywhere else. */
function merged(tokens: readonly Token[], cells: readonly Token[]): readonly Token[] {
  const kept = tokens.filter(({ start, end }) => !cells.some((cell) => start < cell.end && end > cell.start));
  return [...kept, ...cells].sort((a, b) => a.start - b.start);
}
