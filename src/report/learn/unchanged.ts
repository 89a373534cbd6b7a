import type { Learnt, Slot } from "../learn.ts";
import type { Edit } from "./edit.ts";

/** A number in digits before a word; of dates, ordinals, times, ages, telephone numbers and marks before headings there is none. */
const NUMBER =
  /(?<![\d.．第〔[（(A-Za-z#])(?<!\d[-—–~:：/])\d+(?:\.\d+)?(?![\d.．:：/\-—–~])(?=[^\S\n]*[余多]?[^\S\n]*(?![年月日号时点分季级届%％‰℃、))]|周[年岁一二三四五六日末]|岁及?以|热线|平台|电话)[一-龥])/gu;
/** A rate; that all were there is said every year. */
const RATE = /(?<![\d.．第〔[（(A-Za-z#])(?!100%)\d+(?:\.\d+)?\s*[%‰]/gu;
/** A day or a month of the past year that does not name it; 1月至12月 and 截至11月底 are said every year. */
const DATE =
  /(?<![\d.．年每个近这上下几数至到—–-])(?:1[0-2]|[1-9])\s*月(?![底末之以前内])(?!\s*份?\s*[至到—–-]\s*12\s*月)(?:\s*[1-3]?\d\s*[日号](?![前内])|份|[上中下]旬)?/gu;
/** A cell of a table whose unit stands in another. */
const CELL = /^[^\S\n]*\d+(?:\.\d+)?[^\S\n]*$/gm;
const NAMES = /《[^》\n]{0,80}》|[〔[][^〕\]\n]{0,12}[〕\]]/g;
const BEFORE = 10;
const BEHIND = 6;

type Told = { readonly learnt: Learnt; readonly edits: readonly Edit[]; readonly year: number | null };
type Span = { readonly start: number; readonly end: number };

/**
 * The numbers, rates and dates of a past report that its template keeps as they were, and the papers of its year that
 * it names; in order, in code points. Habits (每季度至少1次) are meant to stay and are none of them.
 */
export function unchangedSpans({ learnt, edits, year }: Told): Span[] {
  const text = unitsOf(learnt.text);
  const names = spansOf(text, NAMES);
  const kept = [...edits, ...learnt.slots.filter(isHabit)];
  const numbers = [NUMBER, RATE, DATE, CELL].flatMap((pattern) => spansOf(text, pattern)).filter(apartFrom(names));
  return [...numbers, ...namedBy(text, year, names)].filter(apartFrom(kept)).sort((a, b) => a.start - b.start);
}

/** What `unchangedSpans` finds with some words around it: 志愿服务9次24天 is told as …{{志愿服务}}24天. */
export function unchangedNumbers(told: Told): string[] {
  const points = Array.from(told.learnt.text);
  const text = unitsOf(told.learnt.text);
  const phrases: { start: number; end: number }[] = [];
  for (const span of unchangedSpans(told)) {
    const { start, end } = phraseOf(text, span);
    const last = phrases.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else phrases.push({ start, end });
  }
  return phrases.map(({ start, end }) =>
    points
      .slice(start, end)
      .join("")
      .trim()
      .replace(/\s*\n\s*/g, " "),
  );
}

/**
 * What names the year of the report: 关于做好2023年度考核的通知 and 〔2023〕41号, since the next report answers to another
 * paper, and what happened once in it (2023年3月换届).
 */
function namedBy(text: string, year: number | null, names: readonly Span[]): Span[] {
  if (year === null) return [];
  const number = new RegExp(`[〔[（(]${year}[〕\\]）)]\\s*(?:第\\s*)?\\d+\\s*号`, "g");
  const title = new RegExp(`(?<=《[^》\\n]{0,80})${year}(?=[^》\\n]{0,80}》)`, "g");
  const event = new RegExp(`(?<!\\d)${year}\\s*年(?:\\s*\\d{1,2}\\s*月(?:\\s*\\d{1,2}\\s*[日号])?)?`, "g");
  return [...spansOf(text, number), ...spansOf(text, title), ...spansOf(text, event).filter(apartFrom(names))];
}

/** The words of its clause around a span, no number cut in two; a cell with the row that it stands in. */
function phraseOf(text: string, { start, end }: Span): Span {
  const row = /(?:^|\n)([^\n]*[一-龥][^\n]{0,20}\n(?:[^\S\n]*[\d.]+[^\S\n]*\n)*)$/.exec(
    text.slice(Math.max(0, start - 80), start),
  )?.[1];
  if (row !== undefined && /^(?:\n|$)/.test(text.slice(end, end + 1))) return { start: start - row.length, end };
  const before = /[^，,；;。！？：\n]*$/.exec(text.slice(Math.max(0, start - BEFORE), start))?.[0] ?? "";
  const cut = /\d$/.test(text.charAt(start - before.length - 1)) ? (/^[\d.]*/.exec(before)?.[0].length ?? 0) : 0;
  const behind = /^[^，,；;。！？\n\d]*/.exec(text.slice(end, end + BEHIND))?.[0] ?? "";
  const from = start - before.length + cut;
  return { start: from + (/^[、和及与的]/.test(text.slice(from, start)) ? 1 : 0), end: end + behind.length };
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(({ index, 0: all }) => ({ start: index, end: index + all.length }));
}

function apartFrom(spans: readonly Span[]): (one: Span) => boolean {
  return ({ start, end }) => !spans.some((span) => span.start < end && start < span.end);
}

/** One unit for every code point, so that indexes are code points; digits and what belongs to them in their narrow form. */
function unitsOf(text: string): string {
  return Array.from(text, (point) => {
    if (point.length > 1) return "\uFFFD";
    return /[０-９％]/.test(point) ? point.normalize("NFKC") : point;
  }).join("");
}

function isHabit({ role }: Slot): boolean {
  return role === "quota" || role === "plan";
}
