import { Chars, LATIN_DIGITS } from "./chars.ts";
import { CLOCK_FIRST, clockAt, HALF_FIRST, halfAt } from "./clock.ts";
import { countAt } from "./counts.ts";
import { DATE_FIRST } from "./date-at.ts";
import { datePhraseAt } from "./dates.ts";
import { DURATION_FIRST, durationAt } from "./durations.ts";
import { LABEL_FIRST, type LabelField, labelAt } from "./labels.ts";
import { MASK_FIRST, Masks } from "./mask.ts";
import type { Text } from "./normalise.ts";
import { NUMERAL_FIRST } from "./numeral-signs.ts";
import { numeralAt } from "./numerals.ts";
import { isPlaceStart, placeAt } from "./places.ts";
import { Regions } from "./regions.ts";
import { partsWords, withSign } from "./signs.ts";
import type { Token } from "./token.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { wordToken } from "./words.ts";

const MARK_FIRST = "第(0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
/** A list mark wherever it stands. */
const CIRCLED = new Chars("(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳");
const MARK =
  /(?:[①-⑳]|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]|(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[、.](?!\d|[二三四五六七八九十][个人名位])|[)])|\d{1,2}[、.](?=\d{1,2}月|\d{4}[年-])|(?:\d{1,2}|[一二三四五六七八九十]{1,2})、(?=\d{1,4}[月号日./年-]\d?)|[一二三四五六七八九]是(?=[^\s,;。])|第[一二三四五六七八九](?:[,、:]|点[:,]))[ 、.]?/y;
const BEFORE_MARK = new Chars(" \t\n;。:,");
const BEFORE_BARE = new Chars(" \t\n,;。、:=(了¥￥");
const PAIR = /(\d{1,3}) ?(?:\/|-|~|或者?|到|至) ?(\d{1,3})(?![\d.])/y;
const BEHIND_BARE = new Chars(" \t\n,;。、()!");

/** Which readings a character may begin: one look-up at each place keeps plain text fast. */
const BREAK = 1;
const PAUSE = 2;
const LISTED = 4;
const LABEL = 8;
const MASK = 16;
const DATE = 32;
const TIME = 64;
const LENGTH = 128;
const NUMBER = 256;
const STARTS = startsOf([
  [BREAK, "\n;。!?"],
  [PAUSE, " ,/"],
  [LISTED, MARK_FIRST],
  [LABEL, LABEL_FIRST],
  [MASK, MASK_FIRST],
  [DATE, DATE_FIRST],
  [TIME, CLOCK_FIRST],
  [TIME, HALF_FIRST],
  [LENGTH, DURATION_FIRST],
  [NUMBER, NUMERAL_FIRST],
]);
const READINGS = MASK | DATE | TIME | LENGTH | NUMBER;

function startsOf(readings: readonly (readonly [number, Iterable<string>])[]): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (const [reading, chars] of readings) {
    for (const char of chars) table[char.charCodeAt(0)] = (table[char.charCodeAt(0)] ?? 0) | reading;
  }
  return table;
}

/** Cuts a message into tokens in one pass from left to right; nothing is read twice. */
export function scan(text: Text, vocabulary: Vocabulary): readonly Token[] {
  return new Scanner(text.s, vocabulary).run();
}

class Scanner {
  readonly #s: string;
  readonly #vocabulary: Vocabulary;
  readonly #masks: Masks;
  readonly #regions: Regions;
  readonly #tokens: Token[] = [];
  #field: LabelField | null = null;
  #isParted: boolean | null = null;

  constructor(s: string, vocabulary: Vocabulary) {
    this.#s = s;
    this.#vocabulary = vocabulary;
    this.#masks = new Masks(s);
    this.#regions = new Regions(s, vocabulary);
  }

  /** Looked up once, and only where a number follows a dash. */
  #partsWords(): boolean {
    this.#isParted ??= partsWords(this.#s);
    return this.#isParted;
  }

  run(): readonly Token[] {
    const { length } = this.#s;
    for (let at = 0; at < length; ) at = this.#next(at);
    return this.#tokens;
  }

  #push(token: Token): number {
    this.#tokens.push(token);
    return token.end;
  }

  #next(at: number): number {
    const s = this.#s;
    const starts = STARTS[s.charCodeAt(at)] ?? 0;
    if ((starts & BREAK) !== 0) {
      this.#field = null;
      return this.#push({ type: "break", start: at, end: at + 1 });
    }
    if ((starts & PAUSE) !== 0) return at + 1;
    const mark = (starts & LISTED) === 0 ? null : this.#mark(at);
    if (mark !== null) return this.#push(mark);
    const label = (starts & LABEL) === 0 ? null : labelAt(s, at);
    if (label !== null) return this.#labelled(at, label.end, label.field, label.word);
    const token = this.#longest(at, starts);
    if (token !== null)
      return this.#push(SIGN.at(this.#s, at - 1) ? withSign(this.#s, token, () => this.#partsWords()) : token);
    return (starts & NUMBER) === 0 ? at + 1 : this.#skip(at);
  }

  /** A numeral that means nothing is passed over as a whole, never read from the inside. */
  #skip(at: number): number {
    const s = this.#s;
    const number = numeralAt(s, at);
    if (number === null) return at + 1;
    const pair = this.#pair(at);
    if (pair !== null) return this.#push(pair);
    const isLatin = LATIN_DIGITS.at(s, at);
    if (
      (isLatin || this.#field === "headcount" || number.value >= 100) &&
      isCount(number.value) &&
      this.#isAlone(at, number.end)
    ) {
      return this.#push({
        type: "bare",
        start: at,
        end: number.end,
        value: number.value,
        choices: [],
        label: this.#field,
      });
    }
    let { end } = number;
    if (isLatin) while (INSIDE.at(s, end)) end++;
    return end;
  }

  /** 30/32 alone may be either. */
  #pair(at: number): Token | null {
    PAIR.lastIndex = at;
    const found = PAIR.exec(this.#s);
    if (found === null) return null;
    const [value, other, end] = [Number(found[1]), Number(found[2]), at + found[0].length];
    if (!isCount(value) || !isCount(other) || !this.#isAlone(at, end)) return null;
    return { type: "bare", start: at, end, value, choices: [value, other], label: this.#field };
  }

  /** A bare 15 stands between breaks, or directly behind a kind or a date. */
  #isAlone(at: number, end: number): boolean {
    const s = this.#s;
    if (at > 0 && !BEFORE_BARE.at(s, at - 1) && this.#tokens.at(-1)?.end !== at) return false;
    return end === s.length || BEHIND_BARE.at(s, end) || s.startsWith("左右", end) || labelAt(s, end) !== null;
  }

  #mark(at: number): Token | null {
    if (at > 0 && !BEFORE_MARK.at(this.#s, at - 1) && !CIRCLED.at(this.#s, at)) return null;
    MARK.lastIndex = at;
    const found = MARK.exec(this.#s)?.[0];
    return found === undefined ? null : { type: "mark", start: at, end: at + found.length };
  }

  #labelled(at: number, valueStart: number, field: LabelField, word: string): number {
    this.#push({ type: "label", start: at, end: valueStart, field, word });
    const region = this.#regions.of(field, valueStart);
    this.#field = region === null ? field : region.type === "names" ? "headcount" : null;
    if (region === null) return valueStart;
    return region.end > valueStart ? this.#push({ ...region, start: valueStart }) : region.end;
  }

  /** The longest reading wins; between equals the order below. */
  #longest(at: number, starts: number): Token | null {
    const s = this.#s;
    const { firsts } = this.#vocabulary;
    const word = firsts.at(s, at) ? wordToken(s, at, this.#vocabulary) : null;
    const best = (starts & READINGS) === 0 ? word : this.#reading(at, starts, word);
    if (
      (best !== null && best.type !== "mask" && best.type !== "place") ||
      !(isPlaceStart(s, at) || this.#isBehindValue(at))
    )
      return best;
    const end = placeAt(s, at);
    return end === null || this.#namesKind(at, end) ? best : longer(best, { type: "place", start: at, end });
  }

  /** 组织志愿服务进社区 is an activity, not a place. */
  #namesKind(from: number, to: number): boolean {
    for (let at = from; at < to - 1; at++) {
      if (this.#vocabulary.firsts.at(this.#s, at) && wordToken(this.#s, at, this.#vocabulary)?.type === "kind")
        return true;
    }
    return false;
  }

  #reading(at: number, starts: number, word: Token | null): Token | null {
    const s = this.#s;
    let best = word;
    if ((starts & MASK) !== 0) best = longer(best, this.#mask(at));
    if ((starts & DATE) !== 0) best = longer(best, dateToken(s, at));
    if ((starts & TIME) !== 0) best = longer(best, timeToken(s, at));
    if ((starts & LENGTH) !== 0) best = longer(best, durationToken(s, at));
    return (starts & NUMBER) === 0 ? best : longer(best, this.#count(at));
  }

  #mask(at: number): Token | null {
    const mask = this.#masks.at(at);
    if (mask === null) return null;
    const { end, place } = mask;
    const alone = place && (end === this.#s.length || BEHIND_PLACE.at(this.#s, end)) && this.#isPlaceLead(at);
    return { type: alone ? "place" : "mask", start: at, end };
  }

  #isPlaceLead(at: number): boolean {
    return at === 0 || BEFORE_PLACE.at(this.#s, at - 1) || this.#isBehindValue(at);
  }

  /** The 三楼会议室 of 15人2小时三楼会议室. */
  #isBehindValue(at: number): boolean {
    const last = this.#tokens.at(-1);
    if (last?.end !== at) return false;
    return last.type === "duration" || last.type === "clock" || (last.type === "count" && last.count.unit === "人");
  }

  #count(at: number): Token | null {
    const count = countAt(this.#s, at, this.#vocabulary.units);
    return count === null ? null : { type: "count", start: at, end: count.end, count, label: this.#field };
  }
}

const INSIDE = new Chars("0123456789.-/:");
const SIGN = new Chars("-负");
const BEHIND_PLACE = new Chars(" \t\n,;。)集召开学上举");
const BEFORE_PLACE = new Chars(" \t\n,;。在到于(");

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < 1e8;
}

function longer(best: Token | null, other: Token | null): Token | null {
  return other !== null && (best === null || other.end > best.end) ? other : best;
}

function dateToken(s: string, at: number): Token | null {
  const phrase = datePhraseAt(s, at);
  return phrase === null ? null : { type: "date", start: at, end: phrase.end, phrase };
}

function timeToken(s: string, at: number): Token | null {
  const clock = clockAt(s, at);
  if (clock !== null) return { type: "clock", start: at, end: clock.end, clock };
  const half = halfAt(s, at);
  return half === null ? null : { type: "half", start: at, end: half.end, half: half.half };
}

function durationToken(s: string, at: number): Token | null {
  const duration = durationAt(s, at);
  return duration === null ? null : { type: "duration", start: at, end: duration.end, duration };
}
