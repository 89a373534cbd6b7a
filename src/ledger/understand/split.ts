import type { Chunk } from "./chunk.ts";
import type { Text } from "./normalise.ts";
import type { Token } from "./scan.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Cuts a message into the stretches that tell one record each; agenda lists and labelled forms stay whole. */
export function split(text: Text, tokens: readonly Token[], vocabulary: Vocabulary): readonly Chunk[] {
  const heads = headsOf(tokens);
  const cuts: number[] = [];
  for (let i = 1; i < heads.length; i++) {
    const [last, next] = [heads[i - 1], heads[i]];
    if (last === undefined || next === undefined) continue;
    const following = heads[i + 1] ?? tokens.length;
    const start = cuts.at(-1) ?? 0;
    const cut = boundary(text, tokens, { start, last, next, following });
    if (cut !== null) cuts.push(cut);
  }
  const starts = [0, ...cuts];
  return starts.map((first, i) => {
    const part = tokens.slice(first, starts[i + 1] ?? tokens.length);
    const from = i === 0 ? 0 : (tokens[first]?.start ?? 0);
    const to = tokens[starts[i + 1] ?? tokens.length]?.start ?? text.s.length;
    return { text, vocabulary, from, to, tokens: part };
  });
}

/** Indices of the tokens that may begin a record: kinds, and 学习 or 开会 where a stretch has no kind. */
function headsOf(tokens: readonly Token[]): readonly number[] {
  return tokens.flatMap((token, i) => (isHead(token, tokens, i) ? [i] : []));
}

function isHead(token: Token, tokens: readonly Token[], at: number): boolean {
  if (token.type === "kind") return true;
  if (token.type !== "study" && token.type !== "generic") return false;
  for (let i = at - 1; i >= 0 && tokens[i]?.type !== "break"; i--) if (isNamed(tokens[i])) return false;
  for (let i = at + 1; i < tokens.length && tokens[i]?.type !== "break"; i++) if (isNamed(tokens[i])) return false;
  return true;
}

function isNamed(token: Token | undefined): boolean {
  return token?.type === "kind" || token?.type === "study" || token?.type === "generic";
}

type Place = { readonly start: number; readonly last: number; readonly next: number; readonly following: number };

/** The index of the token with which a new record begins between two kinds, or null where they are one activity. */
function boundary(text: Text, tokens: readonly Token[], place: Place): number | null {
  const { start, last, next, following } = place;
  const between = tokens.slice(last + 1, next);
  const behind = tokens.slice(next + 1, following);
  const lead = tokens.slice(start, last);
  if (isForm(tokens.slice(start, next))) return null;
  const hard = lastIndex(between, (token) => token.type === "break" || token.type === "mark");
  if (hard >= 0 && isRecord(text, tokens, place)) return last + 1 + hard + (between[hard]?.type === "break" ? 1 : 0);
  const when = firstWhen(between);
  if (when >= 0 && (lead.some(isWhen) || between.some(isValue))) {
    const ownDateBehind = !lead.some(isWhen) && behind.some((token) => token.type === "date");
    return ownDateBehind ? next : last + 1 + when;
  }
  return sharesValue(between, behind) ? next : null;
}

/** A line or a list item is a record of its own if it has anything to say besides its kind's name. */
function isRecord(text: Text, tokens: readonly Token[], { last, next, following }: Place): boolean {
  const between = tokens.slice(last + 1, next);
  if (between.some((token) => token.type === "label" && token.field !== "date" && token.field !== "kind")) return false;
  const own = tokens.slice(last + 1, following);
  const [first, second] = [tokens[last], tokens[next]];
  if (first?.type === "kind" && second?.type === "kind" && first.kind === second.kind) return own.some(isWhen);
  return own.some(isValue) || own.some(isWhen) || /[;\n]/.test(text.s.slice(first?.end ?? 0, second?.start ?? 0));
}

/** A labelled form tells one record over several lines. */
function isForm(tokens: readonly Token[]): boolean {
  return (
    tokens.filter((token) => token.type === "label" && token.field !== "headcount" && token.field !== "absent")
      .length >= 2
  );
}

/** The date or half-day behind the last value: what stands before it belongs to the earlier kind. */
function firstWhen(between: readonly Token[]): number {
  const when = lastIndex(between, isWhen);
  if (when < 0) return -1;
  let at = when;
  while (at > 0 && isWhen(between[at - 1])) at--;
  return at;
}

function lastIndex(tokens: readonly Token[], is: (token: Token) => boolean): number {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token !== undefined && is(token)) return i;
  }
  return -1;
}

function isWhen(token: Token | undefined): boolean {
  return token?.type === "date" || token?.type === "half" || (token?.type === "clock" && token.clock.half !== null);
}

function isValue(token: Token): boolean {
  return token.type === "count" || token.type === "duration" || token.type === "bare";
}

/** 支委会5人党课20人: each has its own people, so they are two. */
function sharesValue(between: readonly Token[], behind: readonly Token[]): boolean {
  const has = (tokens: readonly Token[], people: boolean): boolean =>
    tokens.some((token) => (people ? token.type === "count" && token.count.unit === "人" : token.type === "duration"));
  return (has(between, true) && has(behind, true)) || (has(between, false) && has(behind, false));
}
