import { datePhraseAt } from "./dates.ts";
import { type LabelField, labelAt, valueEnd } from "./labels.ts";
import { countAt } from "./numbers/counts.ts";
import { durationAt } from "./numbers/durations.ts";
import { startsNumeral } from "./numbers/numeral-signs.ts";
import { isNameAt } from "./people/read-names.ts";
import { Chars, LATIN_DIGITS } from "./spelling/chars.ts";
import { type Vocabulary, wordAt } from "./vocabulary.ts";

/** What stands behind a label as a whole: a title, a place, names, or something that is not kept. */
type Region = { readonly type: "title" | "place" | "names" | "other"; readonly end: number };

const LINE_END = /[\n;。]/g;
const GAP = new Chars(" \t\n,/");
const LEAD = new Chars("共约");
const ATTENDANCE =
  /(?:实到|到会|到场|出席|参会|参加|与会|列席|应到|缺席|请假|一?共)(?:党员|同志|人员|人数)? ?(?:共|约)? ?(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)? ?[人名位](?!次|\/次)/y;
const DAY_LEAD = new Chars("昨今前");

/** Finds where the value of a label ends; linear in a line full of labels. */
export class Regions {
  readonly #s: string;
  readonly #vocabulary: Vocabulary;
  #line = -1;

  constructor(s: string, vocabulary: Vocabulary) {
    this.#s = s;
    this.#vocabulary = vocabulary;
  }

  /** The stretch that the label's value covers; null where the value is read like any other text. */
  of(field: LabelField, start: number): Region | null {
    if (field === "note") return { type: "other", end: this.#lineEnd(start) };
    if (field !== "title" && field !== "names" && field !== "other" && field !== "place") return null;
    const end = valueEnd(this.#s, start, this.#lineEnd(start));
    if (field === "title") return { type: field, end: this.#titleEnd(start, end) };
    if (field === "names") return { type: field, end: this.#namesEnd(start, end) };
    return { type: field, end: this.#wordEnd(start, end) };
  }

  /** Looked for once a line. */
  #lineEnd(at: number): number {
    if (at <= this.#line) return this.#line;
    LINE_END.lastIndex = at;
    this.#line = LINE_END.exec(this.#s)?.index ?? this.#s.length;
    return this.#line;
  }

  #namesEnd(start: number, end: number): number {
    let at = start;
    while (at < end && !LATIN_DIGITS.at(this.#s, at)) {
      if (this.#s.charAt(at) === " " && this.#isOther(at + 1)) break;
      if (this.#s.charAt(at) === "," && !isNameAt(this.#s, at + 1)) break;
      at++;
    }
    return at;
  }

  #isOther(at: number): boolean {
    return this.#isValue(at) || wordAt(this.#s, at, this.#vocabulary) !== null || datePhraseAt(this.#s, at) !== null;
  }

  /** 到会5人 behind an agenda tells who was there. */
  #isAttendance(at: number): boolean {
    ATTENDANCE.lastIndex = at;
    return ATTENDANCE.test(this.#s);
  }

  /** A labelled title goes on until a value follows behind a comma or a space. */
  #titleEnd(start: number, end: number): number {
    for (let at = start; at < end; at++)
      if (GAP.at(this.#s, at) && (this.#isValue(at + 1) || this.#isAttendance(at + 1))) return at;
    return end;
  }

  #wordEnd(start: number, end: number): number {
    for (let at = start; at < end; at++) {
      if (GAP.at(this.#s, at) || (this.#s.charAt(at) === "、" && this.#isOther(at + 1))) return at;
    }
    return end;
  }

  #isValue(at: number): boolean {
    const s = this.#s;
    const char = s.charAt(at);
    if (!startsNumeral(char) && !LEAD.at(s, at) && !DAY_LEAD.at(s, at)) return labelAt(s, at) !== null;
    const from = LEAD.at(s, at) ? at + 1 : at;
    if (countAt(s, from, this.#vocabulary.units)?.unit === "人") return true;
    return durationAt(s, from) !== null || (DAY_LEAD.at(s, at) && s.charAt(at + 1) === "天");
  }
}
