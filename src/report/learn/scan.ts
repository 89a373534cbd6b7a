import { cellUnits } from "./cells.ts";
import type { Clean } from "./clean.ts";
import { type Lexicon, stemAt, wordAt } from "./lexicon.ts";
import { type Numeral, numeralAt, type Style } from "./numbers.ts";
import { type Unit, type UnitClass, unitAt } from "./units.ts";
import { isPartOfName, isPartOfWord } from "./wordlike.ts";

/** A number with its unit, as positions of the cleaned text: the number alone is `start` to `end`. */
export type Amount = {
  readonly start: number;
  readonly end: number;
  /** Where the unit ends. */
  readonly after: number;
  readonly value: number | null;
  readonly unit: string;
  /** With what stands beside it in brackets: 篇(件). */
  readonly written: string;
  readonly counts: UnitClass;
  readonly style: Style;
  readonly approx: boolean;
};

export type KindAt = { readonly start: number; readonly end: number; readonly kind: string; readonly weak: boolean };

export type Scan = { readonly s: string; readonly kinds: readonly KindAt[]; readonly amounts: readonly Amount[] };

const QUOTES: ReadonlyMap<string, string> = new Map([
  ["“", "”"],
  ["‘", "’"],
  ['"', '"'],
  ["《", "》"],
]);
const LONGEST_QUOTE = 60;

/** Finds kinds and numbers with units. Numbers in names, titles, fixed phrases and ordinals are passed over. */
export function scan({ s }: Clean, lexicon: Lexicon): Scan {
  const masked = new Uint8Array(s.length);
  const kinds = kindsIn(s, lexicon, masked);
  return { s, kinds, amounts: amountsIn(s, masked) };
}

function kindsIn(s: string, lexicon: Lexicon, masked: Uint8Array): KindAt[] {
  const kinds: KindAt[] = [];
  let quoted = 0;
  for (let i = 0; i < s.length; ) {
    const quote = quoteAt(s, i);
    quoted = Math.max(quoted, quote);
    if (quote > 0) masked.fill(1, i, quote);
    if (quote > 0 && s.charAt(i) === "《") {
      i = quote;
      continue;
    }
    const { end, kind, weak } = namedAt(s, i, lexicon);
    masked.fill(1, i, end);
    const isSaid = weak && i < quoted;
    if (kind !== null && !isSaid) kinds.push({ start: i, end, kind, weak });
    i = Math.max(end, i + 1);
  }
  return kinds;
}

/** The longest word or stem at a place; a fixed phrase names no kind. */
function namedAt(s: string, i: number, lexicon: Lexicon): { end: number; kind: string | null; weak: boolean } {
  const word = wordAt(s, i, lexicon);
  const stem = stemAt(s, i, lexicon);
  if (stem !== null && stem.end >= (word?.end ?? i)) return { end: stem.end, kind: stem.kind, weak: false };
  if (word === null) return { end: i, kind: null, weak: false };
  const { end, meaning } = word;
  return meaning.is === "kind" ? { end, kind: meaning.kind, weak: meaning.weak } : { end, kind: null, weak: false };
}

/** Where the quotation that begins at `i` ends; 0 for none. Long ones, and clauses with figures, are speech, not names. */
function quoteAt(s: string, i: number): number {
  const close = QUOTES.get(s.charAt(i));
  if (close === undefined) return 0;
  const inside = s.slice(i + 1, i + LONGEST_QUOTE);
  const length = inside.indexOf(close);
  const words = inside.slice(0, Math.max(0, length));
  return length < 0 || words.includes("\n") || (close === "”" && SPEECH.test(words)) ? 0 : i + length + 2;
}

/** “今年新立案9件，给予处分7人。” reports; “一支部一品牌，一党员一承诺” is a slogan. */
const SPEECH = /\d[^，。；]*[，。；]|[，。；][^，。；]*\d/;

function amountsIn(s: string, masked: Uint8Array): Amount[] {
  const amounts: Amount[] = [];
  const cells = cellUnits(s);
  for (let i = 0; i < s.length; ) {
    const cell = cells.get(i);
    const numeral = masked[i] === 1 || isWeekday(s, i) ? null : numeralAt(s, i);
    const amount = numeral && cell !== null ? amountAt(s, i, { numeral, cell }) : null;
    if (amount !== null && masked[amount.end - 1] !== 1) amounts.push(amount);
    i = Math.max(i + 1, amount?.after ?? passed(numeral));
  }
  return amounts;
}

/** A number that means nothing is passed over as a whole; what only looked like a blank is not. */
function passed(numeral: Numeral | null): number {
  return numeral === null || numeral.style === "blank" ? 0 : numeral.end;
}

/** The 一 of 每周一; 每周一次 is once a week. */
function isWeekday(s: string, i: number): boolean {
  if (!/[一二三四五六]/.test(s.charAt(i)) || !/(?:周|星期)$/.test(s.slice(Math.max(0, i - 2), i))) return false;
  return unitAt(s, i + 1, { style: "chinese", scale: "" }) === null;
}

/** `cell` is the unit that the heading of a table gives. */
type Read = { readonly numeral: Numeral; readonly cell: string | undefined };

function amountAt(s: string, start: number, { numeral, cell }: Read): Amount | null {
  if (Number.isNaN(numeral.value) || isPartOfName(s, start, numeral)) return null;
  const unit =
    unitAt(s, numeral.rest, numeral) ??
    bareMoney(s, start, numeral) ??
    barePeople(s, start, numeral) ??
    ofCell(numeral, cell);
  if (unit === null || isPartOfWord(s, start, unit, numeral)) return null;
  const approx = numeral.approx || isNear(s, start, unit.end);
  const { end, value, style } = numeral;
  const beside = BESIDE.exec(s.slice(unit.end, unit.end + 4))?.[0] ?? "";
  const after = unit.end + beside.length;
  return { start, end, after, value, unit: unit.unit, written: unit.unit + beside, counts: unit.counts, style, approx };
}

/** The 4 of a cell under 次数. */
function ofCell(numeral: Numeral, cell: string | undefined): Unit | null {
  const unit = cell === undefined ? null : unitAt(cell, 0, numeral);
  return unit && { ...unit, end: numeral.rest };
}

/** A second unit: 篇(件), 人(户). */
const BESIDE = /^\((?:次|人次|件|人|户|篇|场|期|条|名|家|个|项|批|份|套|台|册|本|处)\)/;

/** 捐款126.6万: the 元 is left out. */
function bareMoney(
  s: string,
  start: number,
  { end, rest, style }: Numeral,
): { unit: string; end: number; counts: UnitClass } | null {
  if (
    style !== "latin" ||
    !/[万亿]/.test(s.slice(start, end)) ||
    !/^(?:$|[，。；、,;\n)])/.test(s.slice(rest, rest + 1))
  )
    return null;
  const before = s.slice(Math.max(0, start - 30), start);
  return /[万亿]元[^，。；、]{0,8}[，、][^，。；、]*$|(?:捐|投入|资金|收入|金额|善款|党费|经费|产值|募|款|利润|成本)[^，。；、]{0,12}$/.test(
    before,
  )
    ? { unit: "元", end: rest, counts: "money" }
    : null;
}

const PEOPLE =
  /(?:农户|贫困户|居民|村民|群众|职工|党员|学生|志愿者)(?=荣?获|被|参[加与]|[递提]交|报名|捐|融资|就业|增收|脱贫|受益|[用饮住吃]|的|$|[，。；、])/y;

/** 14党员荣获称号, 3000多农户: the measure is left out. */
function barePeople(
  s: string,
  start: number,
  { rest, style, value, approx }: Numeral,
): { unit: string; end: number; counts: UnitClass } | null {
  PEOPLE.lastIndex = rest;
  if (style !== "latin" || (value ?? 0) < 2 || !PEOPLE.test(s)) return null;
  const isOther =
    /[+＋×~.、\-至]$/.test(s.charAt(start - 1)) || (/^(?:19|20)\d\d$/.test(s.slice(start, rest)) && !approx);
  return isOther ? null : { unit: "", end: rest, counts: "person" };
}

function isNear(s: string, start: number, after: number): boolean {
  const before = s.slice(Math.max(0, start - 3), start);
  return (
    /(?:约|将近|接近|近|超|超过|逾|大概|上)$/.test(before) ||
    /^(?:左右|上下|以上|余|多(?![种次名个]))/.test(s.slice(after, after + 2))
  );
}
