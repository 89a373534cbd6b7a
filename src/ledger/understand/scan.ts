import { clockAt, halfAt } from "./dates/clock.ts";
import { datePhraseAt } from "./dates.ts";
import { type Label, type LabelField, labelAt } from "./labels.ts";
import { listMarkAt } from "./list-marks.ts";
import { Masks } from "./mask.ts";
import type { Text } from "./normalise.ts";
import { countAt, YUAN } from "./numbers/counts.ts";
import { durationAt } from "./numbers/durations.ts";
import { loneNumberAt, passedOver } from "./numbers/lone-numbers.ts";
import { partsWords, withSign } from "./numbers/signs.ts";
import { maskToken, mayBePlace, placeToken } from "./place-tokens.ts";
import { Regions } from "./regions.ts";
import { Chars } from "./spelling/chars.ts";
import { BREAK, DATE, LABEL, LENGTH, LISTED, MASK, NUMBER, PAUSE, startsAt, TIME, VALUES } from "./starts.ts";
import type { Token } from "./token.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { wordToken } from "./words.ts";

const SIGN = new Chars("-负");

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
  #last: Token | undefined;
  #field: LabelField | null = null;
  #isParted: boolean | null = null;

  constructor(s: string, vocabulary: Vocabulary) {
    this.#s = s;
    this.#vocabulary = vocabulary;
    this.#masks = new Masks(s);
    this.#regions = new Regions(s, vocabulary);
  }

  run(): readonly Token[] {
    const { length } = this.#s;
    for (let at = 0; at < length; ) at = this.#next(at);
    return this.#tokens;
  }

  #push(token: Token): number {
    this.#tokens.push(token);
    this.#last = token;
    return token.end;
  }

  #next(at: number): number {
    const s = this.#s;
    const starts = startsAt(s, at);
    if ((starts & BREAK) !== 0) {
      this.#field = null;
      return this.#push({ type: "break", start: at, end: at + 1 });
    }
    if ((starts & PAUSE) !== 0) return at + 1;
    const mark = (starts & LISTED) === 0 || this.#isNumberOfPeople(at) ? null : listMarkAt(s, at);
    if (mark !== null) return this.#push(mark);
    const label = (starts & LABEL) === 0 ? null : labelAt(s, at);
    if (label !== null) return this.#labelled(at, label);
    const token = this.#longest(at, starts);
    if (token !== null) return this.#push(SIGN.at(s, at - 1) ? withSign(s, token, () => this.#partsWords()) : token);
    if ((starts & NUMBER) === 0) return at + 1;
    const lone = loneNumberAt(s, at, { last: this.#last, field: this.#field });
    return lone === null ? passedOver(s, at) : this.#push(lone);
  }

  /** The 45、 of 人数：45、60分钟 numbers no item of a list and begins no length. */
  #isNumberOfPeople(at: number): boolean {
    return this.#field === "headcount" && this.#last?.type === "label" && this.#last.end === at;
  }

  /** Looked up once, and only where a number follows a dash. */
  #partsWords(): boolean {
    this.#isParted ??= partsWords(this.#s);
    return this.#isParted;
  }

  #labelled(at: number, { end, field, word }: Label): number {
    this.#push({ type: "label", start: at, end, field, word });
    const region = this.#regions.of(field, end);
    this.#field = region === null ? field : region.type === "names" ? "headcount" : null;
    if (region === null) return end;
    return region.end > end ? this.#push({ ...region, start: end }) : region.end;
  }

  /** The longest reading wins; between equals the word, then the order of the values, then the place. */
  #longest(at: number, starts: number): Token | null {
    const s = this.#s;
    const vocabulary = this.#vocabulary;
    const word = vocabulary.firsts.at(s, at) ? wordToken(s, at, vocabulary) : null;
    const best = (starts & VALUES) === 0 ? word : this.#value(at, starts, word);
    if (best !== null && best.type !== "mask" && best.type !== "place") return best;
    return mayBePlace(s, at, this.#last) ? longer(best, placeToken(s, at, vocabulary)) : best;
  }

  #value(at: number, starts: number, word: Token | null): Token | null {
    const s = this.#s;
    let best = word;
    if ((starts & MASK) !== 0) best = longer(best, maskToken(this.#masks, at, this.#last));
    if ((starts & DATE) !== 0 && s.charAt(at - 1) !== YUAN) best = longer(best, dateToken(s, at));
    if ((starts & TIME) !== 0) best = longer(best, timeToken(s, at));
    if ((starts & LENGTH) !== 0 && !this.#isNumberOfPeople(at)) best = longer(best, durationToken(s, at));
    return (starts & NUMBER) === 0 ? best : longer(best, this.#count(at));
  }

  #count(at: number): Token | null {
    const count = countAt(this.#s, at, this.#vocabulary.units);
    return count === null ? null : { type: "count", start: at, end: count.end, count, label: this.#field };
  }
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
