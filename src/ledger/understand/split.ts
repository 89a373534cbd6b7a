import { type Chunk, indexFrom } from "./chunk.ts";
import { formStarts } from "./forms.ts";
import type { Text } from "./normalise.ts";
import { ownAmounts } from "./numbers/own-amounts.ts";
import { countsNames } from "./people/admitted.ts";
import { headingHead, headsOf } from "./record-heads.ts";
import { isValue, isWhen, type Token } from "./token.ts";
import { daysLast, isColumn, isFormLabel } from "./told-order.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * Cuts a message into the stretches that tell one record each; agenda lists and labelled forms stay whole. `cuts` are the
 * places where a record begins whatever stands there.
 */
export function split(
  text: Text,
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  cuts: readonly number[],
): readonly Chunk[] {
  if (cuts.length === 0) return splitPart(text, tokens, vocabulary, [0, text.s.length]);
  const starts = [0, ...cuts];
  return starts.flatMap((from, i) => {
    const to = starts[i + 1] ?? text.s.length;
    const own = tokens.slice(indexFrom(tokens, from), indexFrom(tokens, to));
    return splitPart(text, own, vocabulary, [from, to]);
  });
}

function splitPart(
  text: Text,
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  [start, end]: readonly [number, number],
): readonly Chunk[] {
  const heads = headsOf(text, tokens);
  const starts = daysLast(text, tokens, heads) ?? startsOf({ text, tokens, vocabulary }, heads);
  return starts.map((first, i) => {
    const stop = starts[i + 1] ?? tokens.length;
    const from = i === 0 ? start : (tokens[first]?.start ?? start);
    return { text, vocabulary, from, to: tokens[stop]?.start ?? end, tokens: tokens.slice(first, stop) };
  });
}

type Told = { readonly text: Text; readonly tokens: readonly Token[]; readonly vocabulary: Vocabulary };

/** The indices of the tokens with which records begin. */
function startsOf({ text, tokens, vocabulary }: Told, heads: readonly number[]): readonly number[] {
  const cuts = ownAmounts(text, tokens, vocabulary.kinds);
  const forms = formStarts(tokens);
  const starts = [0];
  let lead = summary(tokens, headingHead(text, tokens, heads[0] ?? 0), heads[0] ?? 0);
  for (let i = 1; i < heads.length; i++) {
    const [last, next, following] = [heads[i - 1] ?? 0, heads[i] ?? 0, heads[i + 1] ?? tokens.length];
    const form = forms.find((start) => start > last && start <= next);
    const place = { lead, last, next, following, kinds: vocabulary.kinds };
    const cut = form ?? cuts.get(next) ?? sameDayCut(text, tokens, [last, next]) ?? boundary(text, tokens, place);
    lead = cut === null ? joined(lead, summary(tokens, last, next)) : summary(tokens, cut, next);
    if (cut !== null) starts.push(cut);
  }
  return starts;
}

/** What stands in a record before its kind. */
type Summary = { readonly when: boolean; readonly labels: number };

function summary(tokens: readonly Token[], from: number, to: number): Summary {
  let [when, labels] = [false, 0];
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    when ||= isWhen(token);
    if (token?.type === "label" && token.field !== "headcount" && token.field !== "absent") labels += 1;
  }
  return { when, labels };
}

function joined(a: Summary, b: Summary): Summary {
  return { when: a.when || b.when, labels: a.labels + b.labels };
}

type Place = {
  readonly lead: Summary;
  readonly last: number;
  readonly next: number;
  readonly following: number;
  readonly kinds: Vocabulary["kinds"];
};

/** The index of the token with which a new record begins between two kinds, or null where they are one activity. */
function boundary(text: Text, tokens: readonly Token[], place: Place): number | null {
  const { lead, last, next } = place;
  const between = tokens.slice(last + 1, next);
  if (lead.labels + summary(between, 0, between.length).labels >= 2) return null;
  const hard = between.findLastIndex((token) => token.type === "break" || token.type === "mark");
  if (between[hard]?.type === "mark" && !isList(tokens)) return null;
  if (hard >= 0 && isRecord(text, tokens, place) && !isColumn(tokens, [place.last, place.next, place.following]))
    return last + 1 + hard + (between[hard]?.type === "break" ? 1 : 0);
  return cutInLine(text, tokens, place);
}

/** Within a line the day of the next record begins it, or else its kind does. */
function cutInLine(text: Text, tokens: readonly Token[], place: Place): number | null {
  const { lead, last, next, following } = place;
  const between = tokens.slice(last + 1, next);
  const when = firstWhen(tokens, place, between);
  const at = last + 1 + when;
  if (when >= 0 && isOfLast(text, tokens, [last, at, next])) return next;
  if (when >= 0 && (lead.when || isOwnClause(text, tokens, place, at))) return at;
  const isOwn = hasOwn(between, tokens.slice(next + 1, following), when >= 0);
  return isOwn && !isOfMeeting(tokens, place) && !isPart(text, tokens, place) ? next : null;
}

/** The days of 支委会是8号开的 and 组织生活会（9月28日） are of the kind before them. */
function isOfLast({ s }: Text, tokens: readonly Token[], [last, when, to]: readonly [number, number, number]): boolean {
  const [kind, date, next] = [tokens[last], tokens[when], tokens[to]];
  if (kind?.type !== "kind" || date?.type !== "date") return false;
  const lead = s.slice(kind.end, date.start);
  if (lead.endsWith("(")) return /^\) ?[,;。\n、]/.test(s.slice(s.indexOf(")", date.end), next?.start));
  return IS_ON.test(lead) || HELD.test(s.slice(date.end, date.end + 3));
}

const IS_ON = /^ ?(?:也|就)?[是在于] ?$/;
const HELD = /^ ?[开办搞上]的/;

/** A line that begins with 同日 goes on with another record of the day before it. */
function sameDayCut({ s }: Text, tokens: readonly Token[], [last, next]: readonly [number, number]): number | null {
  const line = tokens
    .slice(last + 1, next)
    .findLastIndex(({ type, start }) => type === "break" && s.charAt(start) === "\n");
  const mark = line < 0 ? undefined : tokens[last + 1 + line];
  return mark !== undefined && SAME_DAY.test(s.slice(mark.end, tokens[next]?.start)) ? last + 2 + line : null;
}

const SAME_DAY = /^\s*(?:同[日天]|同一天|当[天日])/;

/** 支部大会20人，接收预备党员2人 is one: whom a meeting admitted did not come apart from it. */
function isOfMeeting(tokens: readonly Token[], { last, next, kinds }: Place): boolean {
  const [first, second] = [tokens[last], tokens[next]];
  const kind = second?.type === "kind" ? kinds.get(second.kind) : undefined;
  const isMeeting = first?.type === "kind" && kinds.get(first.kind)?.family === "meeting";
  return isMeeting && kind !== undefined && countsNames(kind);
}

/** 组织生活会26人，9时至11时，提出意见建议7条: an hour behind the meeting is no other day for what came of it. */
function isYield(tokens: readonly Token[], { last, next, kinds }: Place): boolean {
  const [first, second] = [tokens[last], tokens[next]];
  if (first?.type !== "kind" || second?.type !== "kind" || second.kind !== "意见建议") return false;
  const isHours = tokens.slice(last, next).every((token) => !isWhen(token) || token.type === "clock");
  return isHours && kinds.get(first.kind)?.family === "meeting";
}

const OWN_PARTS = new Set(["个人自学", "研讨交流"]);

/** 中心组学习，自学2小时，研讨1小时 and 主题党日：党课1小时，志愿服务2小时: each has its time within what stands before. */
function isPart(text: Text, tokens: readonly Token[], { last, next }: Place): boolean {
  let at = last;
  while (tokens[at - 1]?.type === "duration" && tokens[at - 2]?.type === "kind") at -= 2;
  const [whole, first, second] = [tokens[at - 1], tokens[at], tokens[next]];
  if (whole?.type !== "kind" || first?.type !== "kind" || second?.type !== "kind") return false;
  if (tokens.slice(last, next).some((token) => token.type === "count" || isWhen(token))) return false;
  if (text.s.slice(whole.end, first.start).trim() === ":") return true;
  return !OWN_PARTS.has(whole.kind) && OWN_PARTS.has(first.kind) && OWN_PARTS.has(second.kind);
}

/** Each of two kinds has its own day or its own people. */
function hasOwn(between: readonly Token[], behind: readonly Token[], isDated: boolean): boolean {
  return (isDated && between.some(isValue) && behind.some(isWhen)) || sharesValue(between, behind);
}

/** 写了2篇心得，昨天志愿服务12人: a clause with its own day, behind what members add each for themselves. */
function isOwnClause(text: Text, tokens: readonly Token[], { last, next, kinds }: Place, when: number): boolean {
  const [first, second] = [tokens[last], tokens[next]];
  if (first?.type !== "kind" || second?.type !== "kind") return false;
  if (kinds.get(first.kind)?.adds !== true || kinds.get(second.kind)?.adds === true) return false;
  return text.s.slice(first.end, tokens[when]?.start).trimEnd().endsWith(",");
}

/** 1、昨天党课… 2、前天支委会… lists records; marks that come behind the kind list an agenda. */
function isList(tokens: readonly Token[]): boolean {
  const first = tokens.find((token) => token.type === "mark" || token.type === "kind");
  return first?.type === "mark";
}

/** A line or a list item is a record of its own if it has anything to say besides its kind's name. */
function isRecord(text: Text, tokens: readonly Token[], { last, next, following }: Place): boolean {
  const between = tokens.slice(last + 1, next);
  if (between.some((token) => isFormLabel(text, token))) return false;
  const own = tokens.slice(last + 1, following);
  const [first, second] = [tokens[last], tokens[next]];
  if (first?.type === "kind" && second?.type === "kind" && first.kind === second.kind) return own.some(isWhen);
  return own.some(isValue) || own.some(isWhen) || /[;\n]/.test(text.s.slice(first?.end ?? 0, second?.start ?? 0));
}

/** The first of the dates and half-days that stand together behind the last value, unless both kinds are of one time. */
function firstWhen(tokens: readonly Token[], place: Place, between: readonly Token[]): number {
  if (isYield(tokens, place)) return -1;
  let at = between.findLastIndex(isWhen);
  while (at > 0 && isWhen(between[at - 1])) at--;
  return at;
}

/** 支委会5人党课20人: each has its own people, so they are two. */
function sharesValue(between: readonly Token[], behind: readonly Token[]): boolean {
  const both = (is: (token: Token) => boolean): boolean => between.some(is) && behind.some(is);
  return (
    both((token) => token.type === "count" && token.count.unit === "人") || both((token) => token.type === "duration")
  );
}
