import type { Half } from "../activity.ts";
import { type Clock, clockAt, halfAt } from "./clock.ts";
import { type Count, countAt } from "./counts.ts";
import { type DatePhrase, datePhraseAt } from "./dates.ts";
import { type Duration, durationAt } from "./durations.ts";
import { type LabelField, labelAt, valueEnd } from "./labels.ts";
import { Masks } from "./mask.ts";
import type { Text } from "./normalise.ts";
import { numeralAt, startsNumeral } from "./numerals.ts";
import { placeAt } from "./places.ts";
import { type Vocabulary, type Word, wordAt } from "./vocabulary.ts";

/** A piece of a message that says something. Pieces never overlap; what lies between them is plain text. */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly type: "mask" | "break" | "mark" | "other" | "generic" | "study" }
  | { readonly type: "kind"; readonly kind: string; readonly slip: boolean; readonly sure: boolean }
  | { readonly type: "date"; readonly phrase: DatePhrase }
  | { readonly type: "half"; readonly half: Half | null }
  | { readonly type: "clock"; readonly clock: Clock }
  | { readonly type: "duration"; readonly duration: Duration }
  | { readonly type: "count"; readonly count: Count; readonly label: LabelField | null }
  | { readonly type: "bare"; readonly value: number; readonly label: LabelField | null }
  | { readonly type: "title" | "place" | "names" }
  | { readonly type: "label"; readonly field: LabelField; readonly word: string }
);

const HARD = new Set("\n;。!?");
const LINE_END = /[\n;。]/g;
const MARK_FIRST = new Set("(0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳");
const MARK =
  /(?:[①-⑳]|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]|(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[、.](?!\d)|[)])|\d{1,2}[、.](?=\d{1,2}月|\d{4}[年-]))[ 、.]?/y;
const DOCUMENT =
  /(?:条例|制度|办法|规定|细则|讲稿|计划|方案|指南|手册|规则|意见(?!建议)|纪要|章程|标准|要点|教材|读本|材料|精神|文件|通知|流程|清单|台账|记录本|记录|工作(?!会)|情况|经验|案例|简报|专刊|专栏|特刊|基地|中心|平台|系统|品牌|主题曲|三字经)/y;
const STUDY =
  /学习(?!强国|贯彻|型|小组|教育|资料|材料|笔记|情况|计划|心得|体会|时间|内容|时长|人员|人数|地点|班|组|会|室|中心|方式|成果|主题|题目|日期|形式)|学(?=了[^习]|《)/y;

/** Cuts a message into tokens in one pass from left to right; nothing is read twice. */
export function scan(text: Text, vocabulary: Vocabulary): readonly Token[] {
  return new Scanner(text.s, vocabulary).run();
}

class Scanner {
  readonly #s: string;
  readonly #vocabulary: Vocabulary;
  readonly #masks: Masks;
  readonly #tokens: Token[] = [];
  #field: LabelField | null = null;
  #line = -1;

  constructor(s: string, vocabulary: Vocabulary) {
    this.#s = s;
    this.#vocabulary = vocabulary;
    this.#masks = new Masks(s);
  }

  run(): readonly Token[] {
    for (let at = 0; at < this.#s.length; ) at = this.#next(at);
    return this.#tokens;
  }

  #push(token: Token): number {
    this.#tokens.push(token);
    return token.end;
  }

  #next(at: number): number {
    const s = this.#s;
    const char = s.charAt(at);
    if (HARD.has(char)) {
      this.#field = null;
      return this.#push({ type: "break", start: at, end: at + 1 });
    }
    if (char === " " || char === "," || char === "/") return at + 1;
    const mark = this.#mark(at);
    if (mark !== null) return this.#push(mark);
    const label = labelAt(s, at);
    if (label !== null) return this.#labelled(at, label.end, label.field, label.word);
    const token = this.#longest(at);
    if (token !== null) return this.#push(token);
    return this.#skip(at);
  }

  /** A numeral that means nothing is passed over as a whole, never read from the inside. */
  #skip(at: number): number {
    const char = this.#s.charAt(at);
    if (!/\d/.test(char)) return this.#skipWord(at);
    const number = numeralAt(this.#s, at);
    if (number === null) return at + 1;
    if (this.#isAlone(at, number.end) && Number.isInteger(number.value) && number.value > 0 && number.value < 10000) {
      return this.#push({ type: "bare", start: at, end: number.end, value: number.value, label: this.#field });
    }
    let end = number.end;
    while (/[\d.\-/:]/.test(this.#s.charAt(end))) end++;
    return end;
  }

  #skipWord(at: number): number {
    if (!startsNumeral(this.#s.charAt(at))) return at + 1;
    const number = numeralAt(this.#s, at);
    if (number === null) return at + 1;
    if (this.#field === "headcount" && this.#isAlone(at, number.end)) {
      return this.#push({ type: "bare", start: at, end: number.end, value: number.value, label: this.#field });
    }
    return number.end;
  }

  /** A bare 15 stands between breaks, or directly behind a kind or a date. */
  #isAlone(at: number, end: number): boolean {
    const last = this.#tokens.at(-1);
    const before = at === 0 || /[\s,;。、:=(]/.test(this.#s.charAt(at - 1)) || (last !== undefined && last.end === at);
    return (
      before && (end === this.#s.length || /[\s,;。、)!]/.test(this.#s.charAt(end)) || labelAt(this.#s, end) !== null)
    );
  }

  #mark(at: number): Token | null {
    if (!MARK_FIRST.has(this.#s.charAt(at))) return null;
    const before = this.#s.charAt(at - 1);
    if (at > 0 && !/[\s;。:,]/.test(before) && !/[①-⑳]/.test(this.#s.charAt(at))) return null;
    MARK.lastIndex = at;
    const found = MARK.exec(this.#s)?.[0];
    return found === undefined ? null : { type: "mark", start: at, end: at + found.length };
  }

  #labelled(at: number, valueStart: number, field: LabelField, word: string): number {
    this.#push({ type: "label", start: at, end: valueStart, field, word });
    this.#field = field;
    if (field !== "title" && field !== "names" && field !== "other" && field !== "place") return valueStart;
    const end = valueEnd(this.#s, valueStart, this.#lineEnd(valueStart));
    if (field === "title") return this.#region("title", valueStart, this.#titleEnd(valueStart, end));
    if (field === "names") return this.#names(valueStart, end);
    if (field === "other") return this.#region("other", valueStart, this.#wordEnd(valueStart, end));
    return this.#region("place", valueStart, this.#wordEnd(valueStart, end));
  }

  /** Looked for once a line, so that a line full of labels stays linear. */
  #lineEnd(at: number): number {
    if (at <= this.#line) return this.#line;
    LINE_END.lastIndex = at;
    this.#line = LINE_END.exec(this.#s)?.index ?? this.#s.length;
    return this.#line;
  }

  #region(type: "title" | "other" | "place" | "names", start: number, end: number): number {
    this.#field = null;
    return end > start ? this.#push({ type, start, end }) : end;
  }

  #names(start: number, end: number): number {
    this.#field = "headcount";
    let at = start;
    while (at < end && !/\d/.test(this.#s.charAt(at))) {
      if (this.#s.charAt(at) === " " && this.#isOther(at + 1)) break;
      at++;
    }
    if (at > start) this.#push({ type: "names", start, end: at });
    return at;
  }

  #isOther(at: number): boolean {
    return this.#isValue(at) || wordAt(this.#s, at, this.#vocabulary) !== null || datePhraseAt(this.#s, at) !== null;
  }

  /** A labelled title goes on until a value follows behind a comma or a space. */
  #titleEnd(start: number, end: number): number {
    for (let at = start; at < end; at++) {
      if (/[\s,]/.test(this.#s.charAt(at)) && this.#isValue(at + 1)) return at;
    }
    return end;
  }

  #wordEnd(start: number, end: number): number {
    for (let at = start; at < end; at++) if (/[\s,]/.test(this.#s.charAt(at))) return at;
    return end;
  }

  #isValue(at: number): boolean {
    const char = this.#s.charAt(at);
    if (!startsNumeral(char) && !/[共约实参昨今前]/.test(char)) return labelAt(this.#s, at) !== null;
    const from = /[共约]/.test(char) ? at + 1 : at;
    const count = countAt(this.#s, from, this.#vocabulary.units);
    if (count !== null && count.unit === "人") return true;
    return durationAt(this.#s, from) !== null || /^[昨今前]天/.test(this.#s.slice(at, at + 2));
  }

  /** The longest reading wins; between equals the order below. */
  #longest(at: number): Token | null {
    const found = [this.#word(at), this.#mask(at), this.#date(at), this.#time(at), this.#length(at), this.#number(at)];
    let best: Token | null = null;
    for (const token of found) if (token !== null && (best === null || token.end > best.end)) best = token;
    if (best !== null && best.type !== "mask" && best.type !== "place") return best;
    const place = this.#place(at);
    return place !== null && place.end > (best?.end ?? 0) ? place : best;
  }

  #mask(at: number): Token | null {
    const mask = this.#masks.at(at);
    if (mask === null) return null;
    const alone =
      mask.place && /[\s,;。)]|^$/.test(this.#s.charAt(mask.end)) && /[\s,;。在(]|^$/.test(this.#s.charAt(at - 1));
    return { type: alone ? "place" : "mask", start: at, end: mask.end };
  }

  #place(at: number): Token | null {
    const end = placeAt(this.#s, at);
    return end === null ? null : { type: "place", start: at, end };
  }

  #word(at: number): Token | null {
    const s = this.#s;
    const found = wordAt(s, at, this.#vocabulary) ?? this.#stem(at);
    if (found === null) return this.#study(at);
    const { end, word } = found;
    if (word.type === "phrase") return { type: "mask", start: at, end };
    if (word.type === "generic") return { type: "generic", start: at, end };
    DOCUMENT.lastIndex = end;
    const document = DOCUMENT.exec(s)?.[0];
    if (document !== undefined) return { type: "mask", start: at, end: end + document.length };
    return { type: "kind", start: at, end, kind: word.kind, slip: word.slip, sure: true };
  }

  #study(at: number): Token | null {
    if (this.#s.charAt(at) !== "学") return null;
    STUDY.lastIndex = at;
    const found = STUDY.exec(this.#s)?.[0];
    return found === undefined ? null : { type: "study", start: at, end: at + found.length };
  }

  /** The 党建 of 党建暨党风廉政建设工作会议 shares its ending with the kind behind 暨. */
  #stem(at: number): { end: number; word: Word } | null {
    for (const { stem, kind, ending } of this.#vocabulary.stems.get(this.#s.charAt(at)) ?? []) {
      const end = at + stem.length;
      if (!this.#s.startsWith(stem, at) || !/[暨和与及、]/.test(this.#s.charAt(end))) continue;
      const next = wordAt(this.#s, end + 1, this.#vocabulary);
      if (next === null || next.word.type !== "kind") continue;
      if (this.#s.slice(end + 1, next.end).endsWith(ending)) return { end, word: { type: "kind", kind, slip: false } };
    }
    return null;
  }

  #date(at: number): Token | null {
    const phrase = datePhraseAt(this.#s, at);
    return phrase === null ? null : { type: "date", start: at, end: phrase.end, phrase };
  }

  #time(at: number): Token | null {
    const clock = clockAt(this.#s, at);
    if (clock !== null) return { type: "clock", start: at, end: clock.end, clock };
    const half = halfAt(this.#s, at);
    return half === null ? null : { type: "half", start: at, end: half.end, half: half.half };
  }

  #length(at: number): Token | null {
    const duration = durationAt(this.#s, at);
    return duration === null ? null : { type: "duration", start: at, end: duration.end, duration };
  }

  #number(at: number): Token | null {
    if (!startsNumeral(this.#s.charAt(at))) return null;
    const count = countAt(this.#s, at, this.#vocabulary.units);
    return count === null ? null : { type: "count", start: at, end: count.end, count, label: this.#field };
  }
}
