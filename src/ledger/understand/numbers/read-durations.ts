import type { Amount, Half } from "../../activity.ts";
import { before, behind, type Chunk, isFollowed, neighbour, previous, tokenAt } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import type { Doubt } from "../reading.ts";
import type { Token } from "../token.ts";
import { PEOPLE } from "./counts.ts";
import { minutesMeant } from "./read-length.ts";

export type ReadDuration = {
  readonly minutes: Amount | null;
  readonly half: Half | null;
  readonly doubt: Doubt | null;
  /** Parts of the day and bare times: 上午, 下午3点. */
  readonly times: readonly Token[];
  /** The tokens that gave the value. */
  readonly from: readonly Token[];
};

type Length = { readonly token: Token; readonly amount: Amount | null; readonly doubt: Doubt | null };

/** Behind a value of the record a length is one, too. */
const VALUES = new Set<Token["type"]>(["count", "date", "clock", "half", "duration"]);
const OBJECT = /(?:学习|观看|收看|传达|研究|审议|讨论|观摩)[^,;。 ]*$/;

/** 学习2小时共15人, 学习2小时参会15人 */
const SUM_BEHIND = /^(?:一共|总共|共|合计|每|参[会加学]|到会|出席|实到|应到|来了)/;

/** Reads how long it took and in which part of the day; a bare time such as 下午3点 is no duration. */
export function readDuration(chunk: Chunk): ReadDuration {
  const times: Token[] = [];
  const lengths: Length[] = [];
  for (const token of chunk.tokens) {
    const length = lengthOf(chunk, token);
    if (length !== null) lengths.push(length);
    else if (token.type === "clock" || token.type === "half") times.push(token);
  }
  const half = halfOf(chunk);
  if (lengths.length === 0) return { minutes: untilEnd(chunk), half, times, ...unitless(chunk) };
  const doubtful = lengths.find((length) => length.doubt !== null);
  const stated = lengths.map(({ amount }) => amount).filter((amount) => amount !== null);
  const from = lengths.map((length) => length.token);
  if (doubtful !== undefined && stated.length === 0) return { minutes: null, half, doubt: doubtful.doubt, times, from };
  const [first] = stated;
  if (first === undefined) return { minutes: null, half, doubt: null, times, from };
  if (isOne(chunk, lengths, stated)) return { minutes: first, half, doubt: null, times, from };
  return { minutes: null, half, doubt: contradiction(chunk, lengths), times, from };
}

/** One length, however often it is said. */
function isOne(chunk: Chunk, lengths: readonly Length[], stated: readonly Amount[]): boolean {
  if (lengths.length === 1) return true;
  return stated.every(({ value }) => value === stated[0]?.value) && !isOfSeveral(chunk, lengths);
}

/** 早高峰2小时 晚高峰2小时 and 9点到11点 14点到16点: the same length of two stretches, as against one said twice. */
function isOfSeveral(chunk: Chunk, lengths: readonly Length[]): boolean {
  const spans = lengths.flatMap(({ token }) => (token.type === "clock" ? [token.clock.from] : []));
  if (new Set(spans).size > 1) return true;
  const leads = lengths.flatMap(({ token }) => (token.type === "duration" ? [leadOf(chunk, token)] : []));
  return leads.length > 1 && new Set(leads).size === leads.length && leads.every((lead) => OWN_LENGTH.test(lead));
}

/** Its own words stand before a length; 共2小时 and 时长2小时 say what another said. */
const OWN_LENGTH = /(?:[上下]午|[早晚午]|[一-龥](?<!共|计|约|长|时|每|[次人场天]))$/;

function leadOf(chunk: Chunk, token: Token): string {
  const last = neighbour(chunk, token);
  const from = last?.type === "half" ? last.start : token.start - before(chunk, token, 6).length;
  return chunk.text.s.slice(from, token.start).trim();
}

const HALF_DAY = 12 * 60;
/** Nobody sits longer in one piece. */
const LONGEST_SITTING = 10 * 60;

/** 九点半开支委会十点四十结束, 7点半学习到9点: from the one time to the other. */
function untilEnd(chunk: Chunk): Amount | null {
  const [one, other, ...more] = chunk.tokens.filter((token) => token.type === "clock");
  if (one?.type !== "clock" || other?.type !== "clock" || more.length > 0) return null;
  const [first, last] = isEnd(chunk, one) && isBegin(chunk, other) ? [other, one] : [one, other];
  if (!isEnd(chunk, last)) return null;
  const passed = (last.clock.from - first.clock.from + HALF_DAY) % HALF_DAY;
  return passed > 0 && passed <= LONGEST_SITTING ? { value: passed, bound: "exact" } : null;
}

/** 十点四十结束, 开到十一点 */
function isEnd(chunk: Chunk, token: Token): boolean {
  return (
    /^(?:左右)?(?:才|就)?(?:结束|散会|下课|收工)/.test(behind(chunk, token, 6)) ||
    /[到至]$/.test(before(chunk, token, 1))
  );
}

/** 从8点半开始, which may be told last. */
function isBegin(chunk: Chunk, token: Token): boolean {
  return (
    /^(?:左右|多)?(?:就|才)?(?:开始|开的?|起)/.test(behind(chunk, token, 6)) || /[从自]$/.test(before(chunk, token, 1))
  );
}

/** 时长：90: hours or minutes, a person has to say. */
function unitless(chunk: Chunk): Pick<ReadDuration, "doubt" | "from"> {
  const token = chunk.tokens.find((one) => one.type === "bare" && one.label === "minutes");
  if (token?.type !== "bare") return { doubt: null, from: [] };
  const minutes = minutesMeant(token.value);
  const words = wordsOf(chunk.text, token.start, token.end);
  return { doubt: { about: "duration", reason: "unit", words, options: [String(minutes)] }, from: [token] };
}

/** 学习1小时 研讨30分钟: the sum, or one of them? */
function contradiction(chunk: Chunk, lengths: readonly Length[]): Doubt {
  const values = lengths.flatMap((length) => (length.amount === null ? [] : [length.amount.value]));
  const sum = values.reduce((total, value) => total + value, 0);
  const words = lengths.map(({ token }) => wordsOf(chunk.text, token.start, token.end)).join(" ");
  return { about: "duration", reason: "conflict", words, options: [...new Set([sum, ...values])].map(String) };
}

function lengthOf(chunk: Chunk, token: Token): Length | null {
  if (token.type === "clock" && token.clock.minutes !== null) {
    return { token, amount: { value: token.clock.minutes, bound: "exact" }, doubt: null };
  }
  if (token.type === "clock" && token.clock.vague !== undefined) {
    const words = wordsOf(chunk.text, token.start, token.end);
    return { token, amount: null, doubt: { about: "duration", reason: token.clock.vague, words, options: [] } };
  }
  if (token.type === "date" && token.phrase.minutes !== undefined)
    return { token, amount: { value: token.phrase.minutes, bound: "exact" }, doubt: null };
  return token.type === "duration" && !isContent(chunk, token) ? measuredOf(chunk, token) : null;
}

function measuredOf(chunk: Chunk, token: Extract<Token, { type: "duration" }>): Length {
  if (isOfEachDay(chunk, token) || isOfSpeaker(before(chunk, token))) return { token, amount: null, doubt: null };
  const { minutes, bound, vague, choices } = token.duration;
  if (minutes !== null && TWICE.test(before(chunk, token)))
    return { token, amount: null, doubt: twice(chunk, token, minutes) };
  if (minutes !== null) return { token, amount: { value: minutes, bound }, doubt: null };
  const words = wordsOf(chunk.text, token.start, token.end);
  const doubt: Doubt = { about: "duration", reason: vague ?? "approximate", words, options: choices.map(String) };
  return { token, amount: null, doubt };
}

/** The 一天 of 一天三个人 is each one. */
function isOfEachDay(chunk: Chunk, { start, end }: Token): boolean {
  const next = chunk.text.s.slice(start, end) === "一天" ? tokenAt(chunk, end) : undefined;
  return next?.type === "count" && PEOPLE.has(next.count.unit);
}

function isOfSpeaker(lead: string): boolean {
  return lead.includes("每") && SPOKE_EACH.test(lead);
}

/** 每人讲5分钟: how long one spoke is not how long all sat there. */
const SPOKE_EACH =
  /每(?:个?人|[名位](?:同志|党员)?|个(?:同志|党员))[一-龥]{0,3}(?:讲|谈|说|分享|发言|汇报|演讲|宣讲|交流|表态|述职|朗诵|朗读|领读|领学|点评)[一-龥]{0,4}$/;

/** 早晚各1小时: the sum, or that of one? */
const TWICE = /(?:早晚|上下午|上午下午|[两二]次|[两二]场)各 ?$/;

function twice(chunk: Chunk, { start, end }: Token, minutes: number): Doubt {
  const options = [minutes * 2, minutes].map(String);
  return { about: "duration", reason: "conflict", words: wordsOf(chunk.text, start, end), options };
}

/** 观看2小时纪录片 and 五天工作制 are contents, and 国庆七天 is a holiday. */
function isContent(chunk: Chunk, token: Token): boolean {
  if (OF_HOLIDAY.test(chunk.text.s.slice(Math.max(chunk.from, token.start - 5), token.end))) return true;
  const last = previous(chunk, token);
  if (last !== undefined && last.end === token.start && VALUES.has(last.type)) return false;
  if (SUM_BEHIND.test(behind(chunk, token, 2))) return false;
  if (!isFollowed(chunk, token) || PARTICLES.test(behind(chunk, token, 3))) return false;
  const lead = before(chunk, token);
  return OBJECT.test(lead) && !/[习看学]了$/.test(lead);
}

const PARTICLES = /^[吧啊呢呀哈哦了]+$/;
const OF_HOLIDAY = /(?:国庆|春节|五一|元旦|中秋|端午|清明|双节)(?:节|假期|长假|黄金周)?(?:[一二两三四五六七八]|\d)天$/;

function halfOf(chunk: Chunk): Half | null {
  for (const token of chunk.tokens) {
    if (token.type === "half" && token.half !== null) return token.half;
    if (token.type === "clock" && token.clock.half !== null) return token.clock.half;
  }
  return null;
}
