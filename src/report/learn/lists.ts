import { BREAK, type Edit } from "./edit.ts";
import { isProblems, isRectification } from "./sections.ts";

/** A line of the report, in code points; `numbered` of them are a number that Word gives it. */
type LineAt = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly numbered: number;
};

const LIST = "上年度查摆问题";
const MEASURES = "整改情况：【待填：采取的措施和取得的效果】。";
const PROBLEM = "【待填：存在的问题和表现】。";

const SECTION = /^\s*(?:#+\s*)?[一二三四五六七八九十]{1,3}[、.．]/;
const ITEM =
  /^\s*(?:#+\s*)?(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,2}是|\d{1,2}[.、．]|问题[一二三四五六七八九十]：?)\s*/;
/** The number of an item, also where items follow each other in one paragraph: 主要有：一是……；二是……。 */
const OPENING = new RegExp(`${ITEM.source}|^.{0,60}?(?=一是)`);
const DONE = /^.{0,12}整改(?:落实)?(?:情况|措施|结果|成效)/;

/** The lines of a text whose characters are given one by one, `numbered` by where they begin. */
export function linesOf(points: readonly string[], numbered?: ReadonlyMap<number, number>): LineAt[] {
  const lines: LineAt[] = [];
  let start = 0;
  for (let i = 0; i <= points.length; i++) {
    if (i < points.length && points[i] !== "\n") continue;
    lines.push({ start, end: i, text: points.slice(start, i).join(""), numbered: numbered?.get(start) ?? 0 });
    start = i + 1;
  }
  return lines;
}

/**
 * The items of last year's problems become one paragraph that repeats for each item of the list; the problems that
 * the report itself names, which the next one answers for, become blanks.
 */
export function listEdits(lines: readonly LineAt[]): Edit[] {
  const edits: Edit[] = [];
  for (const [title, ...rest] of sectionsOf(lines)) {
    if (title === undefined) continue;
    if (isRectification(title.text)) edits.push(...repeated(rest));
    else if (isProblems(title.text)) edits.push(...asked(rest));
  }
  return edits;
}

function sectionsOf(lines: readonly LineAt[]): LineAt[][] {
  const sections: LineAt[][] = [];
  for (const line of lines) {
    if (SECTION.test(line.text)) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  return sections;
}

/** From the first item to the last, and what still belongs to it. */
function repeated(lines: readonly LineAt[]): Edit[] {
  const first = lines.findIndex((line) => isItem(line) || runInOf(line) > 0);
  const one = lines[first];
  if (one === undefined) return [];
  let last = Math.max(first, lines.findLastIndex(isItem));
  while (DONE.test(lines[last + 1]?.text ?? "")) last += 1;
  const others = lines.slice(first + 1, last + 1).filter(({ text }) => text.trim() !== "");
  const made = isItem(one) ? pattern(one) : runIn(one);
  return [...made, ...others.map(({ start, end }) => ({ start, end, text: "", drops: true as const }))];
}

/** Where the first item begins behind words of its paragraph: 查摆问题3个，均已整改。一是……。二是……。 */
function runInOf({ text }: LineAt): number {
  return text.search(/(?<=[。：；，、:;,])\s*一是/);
}

/** The items become a paragraph of their own, behind the words that lead up to them. */
function runIn(line: LineAt): Edit[] {
  const start = line.start + lengthOf(line.text.slice(0, runInOf(line)));
  return [{ start, end: line.end, text: `${BREAK}{{每项 ${LIST}}}{{序}}是{{本项}}。${MEASURES}` }];
}

function isItem({ text }: LineAt): boolean {
  return ITEM.test(text);
}

/** 一是……。整改情况：…… with its words taken out; each part keeps the look that it has. */
function pattern({ start, end, text, numbered }: LineAt): Edit[] {
  const number = ITEM.exec(text)?.[0] ?? "";
  const head = /^[^。；：\n]*/.exec(text.slice(number.length))?.[0] ?? "";
  const stop = text.charAt(number.length + head.length);
  const [at, after] = [start + lengthOf(number), start + lengthOf(number + head + stop)];
  const mark = `{{每项 ${LIST}}}`;
  const n = /是\s*$/.test(number) ? "{{序}}是" : "（{{序}}）";
  const isOwn = numbered > 0 && lengthOf(number.trimEnd()) <= numbered;
  const item = `${isOwn ? mark : ""}{{本项}}。`;
  return [
    ...(isOwn ? [] : [{ start, end: at, text: mark + n }]),
    { start: at, end: after, text: after < end ? item : item + MEASURES },
    ...(after < end ? [{ start: after, end, text: MEASURES }] : []),
  ];
}

/** （一）……。 with its number kept; what is said of it on lines below goes. */
function asked(lines: readonly LineAt[]): Edit[] {
  const first = lines.findIndex(({ text }) => OPENING.test(text));
  if (first < 0) return [];
  return lines.slice(first).flatMap(({ start, end, text }): Edit[] => {
    if (text.trim() === "") return [];
    const lead = OPENING.exec(text)?.[0];
    if (lead === undefined) return [{ start, end, text: "", drops: true }];
    return [{ start: start + lengthOf(lead), end, text: PROBLEM }];
  });
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
