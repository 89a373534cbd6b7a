import type { DateWords } from "../dates/date-words.ts";
import { PEOPLE } from "../numbers/counts.ts";
import { Chars } from "../spelling/chars.ts";
import type { Token } from "../token.ts";
import { isLastTime, isWhichOne } from "./last-time.ts";
import { isOfThing } from "./talk.ts";

/** Which pieces a message has, as far as its intent depends on them. */
export type Signals = {
  readonly hasKind: boolean;
  readonly hasStudy: boolean;
  readonly hasGeneric: boolean;
  /** Words that may mean one of some kinds. */
  readonly hasUnclear: boolean;
  readonly hasDate: boolean;
  readonly hasValue: boolean;
  /** A number of people, things or minutes that leaves no doubt. */
  readonly hasAmount: boolean;
  /** How many people there were, or who. */
  readonly hasPeople: boolean;
  /** How many people did for how long what no token tells: 给学生辅导作业 4人 2小时. */
  readonly isDeed: boolean;
  /** The kind's name only says what a thing is for: 党课资料打印了20份. */
  readonly isOfThing: boolean;
  /** The name of a kind stands inside of other words, as in 宪法日宣传提纲. */
  readonly isInside: boolean;
  readonly hasPastDay: boolean;
  /** Nothing is named but the last time of a kind. */
  readonly isLastTime: boolean;
  /** How many labels there are: 时间： 地点： 人数： */
  readonly labels: number;
};

/** What the tokens of a message amount to. */
export function signalsOf(s: string, tokens: readonly Token[]): Signals {
  const signals: Writable<Signals> = {
    hasKind: false,
    hasStudy: false,
    hasGeneric: false,
    hasUnclear: false,
    hasDate: false,
    hasValue: false,
    hasAmount: false,
    hasPeople: false,
    isDeed: false,
    isOfThing: false,
    isInside: false,
    hasPastDay: false,
    isLastTime: isLastTime(s, tokens),
    labels: 0,
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined || isWhichOne(s, token)) continue;
    add(signals, token, () => isInside(s, tokens, i));
    if (token.type === "kind" && !GIVING.has(token.kind)) signals.isOfThing ||= isOfThing(s, token.end);
  }
  signals.isDeed = signals.hasPeople && tokens.some(isLength) && /[一-龥]{2}/.test(betweenTokens(s, tokens));
  return signals;
}

function betweenTokens(s: string, tokens: readonly Token[]): string {
  return tokens.map(({ start }, i) => s.slice(tokens[i - 1]?.end ?? 0, start)).join(" ") + s.slice(tokens.at(-1)?.end);
}

/** Kinds in which things are what is given or shown: 慰问物资买了30份. */
const GIVING = new Set(["走访慰问", "捐款捐物", "为群众办实事", "微心愿", "结对帮带", "宣传"]);

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function add(signals: Writable<Signals>, token: Token, inside: () => boolean): void {
  switch (token.type) {
    case "kind":
      signals.isInside = signals.hasKind ? signals.isInside && inside() : inside();
      signals.hasKind = true;
      break;
    case "study":
      signals.hasStudy = true;
      break;
    case "generic":
      signals.hasGeneric = true;
      break;
    case "unclear":
      signals.hasUnclear = true;
      break;
    case "date":
      signals.hasDate ||= token.phrase.first.form !== "year";
      signals.hasPastDay ||= isPast(token.phrase.first);
      break;
    case "half":
      signals.hasDate = true;
      break;
    case "label":
      signals.labels += 1;
      break;
    default:
      addValue(signals, token);
  }
}

function addValue(signals: Writable<Signals>, token: Token): void {
  signals.hasPeople ||= isOfPeople(token);
  if (token.type === "clock") signals.hasAmount ||= token.clock.minutes !== null;
  else if (token.type === "count") signals.hasAmount ||= token.count.value !== null;
  else if (token.type === "duration") signals.hasAmount ||= token.duration.minutes !== null;
  else if (token.type !== "bare") return;
  signals.hasValue = true;
}

function isPast(words: DateWords): boolean {
  if (words.form === "offset") return words.days < 0;
  return words.form === "ago" || ((words.form === "weekday" || words.form === "week") && (words.week ?? 0) < 0);
}

function isOfPeople(token: Token): boolean {
  if (token.type === "count") return PEOPLE.has(token.count.unit);
  return token.type === "names" || (token.type === "bare" && token.label === "headcount");
}

function isLength(token: Token): boolean {
  if (token.type === "clock") return token.clock.minutes !== null;
  return token.type === "duration" && token.duration.minutes !== null;
}

/** “12·4”宪法宣传 is the name of a campaign. */
const NAMED_DAY = /^“[^”]{0,8}[\d一二三四五六七八九十][^”]{0,8}”[一-龥]{1,8}$/;

/** Plain text stands on both sides of a kind's name, or it ends the name of a campaign. */
function isInside(s: string, tokens: readonly Token[], i: number): boolean {
  const token = tokens[i];
  if (token === undefined || token.start === 0) return false;
  if (token.end === s.length) return NAMED_DAY.test(s.slice(0, token.start));
  const isText = (at: number): boolean => !EDGE.at(s, at);
  return (
    isText(token.start - 1) &&
    isText(token.end) &&
    !isWhen(tokens[i - 1], token.start) &&
    tokens[i + 1]?.start !== token.end
  );
}

function isWhen(token: Token | undefined, end: number): boolean {
  return token !== undefined && token.end === end && token.type !== "mask";
}

const EDGE = new Chars(" \n,;。!?:()/、暨和与及了并《“");
