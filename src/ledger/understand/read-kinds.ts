import type { Kind } from "../kinds.ts";
import { type Chunk, indexFrom, isFollowed, previous, tokenAt } from "./chunk.ts";
import { isOfTitle, isRetold, type KindToken } from "./kind-names.ts";
import { nearKind } from "./near.ts";
import { wordsOf } from "./normalise.ts";
import type { Doubt } from "./reading.ts";
import type { Token } from "./token.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The kinds of a record, the words that named them, and the doubt where they do not say it. */
export type ReadKinds = {
  readonly kinds: readonly string[];
  readonly used: readonly Token[];
  readonly doubt: Doubt | null;
  /** Stretches that named a kind without being a token: a near miss. */
  readonly spans: readonly (readonly [number, number])[];
};

const LIKELY = ["集中学习", "支部党员大会", "支委会", "党课", "主题党日", "志愿服务", "其他"];
/** The kinds that are offered where a message names none. */
export function likelyKinds(vocabulary: Vocabulary): string[] {
  return LIKELY.filter((kind) => vocabulary.kinds.has(kind));
}

const OR = /还是|或者|或|要么|^就是$/;

/** Reads which kinds of activity a record is; 学习 as its verb is 集中学习, 开会 alone is asked about. */
export function readKinds(chunk: Chunk): ReadKinds {
  const tokens = chunk.tokens.filter((token): token is KindToken => token.type === "kind");
  const named = tokens.filter((token) => !isContentKind(chunk, token, tokens[0]));
  const [first] = named;
  const study = chunk.tokens.find((token) => token.type === "study");
  if (first !== undefined) return withStudy(chunk, study, stated(chunk, named));
  const near = nearKind(chunk);
  if (near !== null) return near;
  if (study !== undefined)
    return {
      kinds: [STUDIED_TOGETHER].filter((kind) => chunk.vocabulary.kinds.has(kind)),
      used: [study],
      doubt: null,
      spans: [],
    };
  const unclear = unclearKind(chunk);
  if (unclear !== null) return unclear;
  const generic = chunk.tokens.find((token) => token.type === "generic");
  const words = generic === undefined ? "" : wordsOf(chunk.text, generic.start, generic.end);
  const options = likelyKinds(chunk.vocabulary);
  return {
    kinds: [],
    used: generic === undefined ? [] : [generic],
    doubt: { about: "kind", reason: "missing", words, options },
    spans: [],
  };
}

/** 学习、研讨: both were done. */
function withStudy(chunk: Chunk, study: Token | undefined, read: ReadKinds): ReadKinds {
  const [first] = read.used;
  if (study === undefined || first === undefined || read.doubt !== null || read.kinds.includes(STUDIED_TOGETHER))
    return read;
  if (!/^ ?[、+和与及] ?$/.test(chunk.text.s.slice(study.end, first.start))) return read;
  if (!chunk.vocabulary.kinds.has(STUDIED_TOGETHER)) return read;
  return { ...read, kinds: [STUDIED_TOGETHER, ...read.kinds], used: [study, ...read.used] };
}

const STUDIED_TOGETHER = "集中学习";

/** 帮助老人打扫卫生: which of some kinds it is, has to be said; the words are the title. */
function unclearKind(chunk: Chunk): ReadKinds | null {
  const token = chunk.tokens.findLast((one) => one.type === "unclear");
  if (token?.type !== "unclear") return null;
  const words = wordsOf(chunk.text, token.start, token.end);
  const doubt: Doubt = { about: "kind", reason: "unclear", words, options: token.kinds };
  return { kinds: [], used: chunk.tokens.filter(({ type }) => type === "generic"), doubt, spans: [] };
}

function stated(chunk: Chunk, named: readonly KindToken[]): ReadKinds {
  const kinds = named.length === 1 ? named.map(({ kind }) => kind) : [...new Set(named.map(({ kind }) => kind))];
  const alternative = kinds.length > 1 && named.some((token, i) => i > 0 && isAlternative(chunk, named[i - 1], token));
  if (!alternative) {
    const used = named.filter(
      (token, i) => !isOfTitle(chunk, token, named.slice(0, i)) && !isRetold(chunk, token, named),
    );
    return { kinds, used, doubt: null, spans: [] };
  }
  const words = wordsOf(chunk.text, named[0]?.start ?? 0, named.at(-1)?.end ?? 0);
  const from = named[0]?.start ?? 0;
  const start = chunk.text.s.startsWith("不是", from - 2) ? from - 2 : from;
  const spans: [number, number][] = [[start, clauseEnd(chunk, named.at(-1)?.end ?? 0)]];
  return { kinds: [], used: named, doubt: { about: "kind", reason: "several", words, options: kinds }, spans };
}

function clauseEnd(chunk: Chunk, at: number): number {
  let end = at;
  while (end < chunk.to && !/[\s,;。]/.test(chunk.text.s.charAt(end))) end++;
  return end;
}

function isAlternative(chunk: Chunk, last: KindToken | undefined, next: KindToken): boolean {
  return last !== undefined && next.start - last.end <= 4 && OR.test(chunk.text.s.slice(last.end, next.start));
}

/** 主题党日 1.重温誓词 2.交纳党费: marks behind the kind list what was done. */
function isInAgenda(chunk: Chunk, first: KindToken, token: KindToken): boolean {
  const last = indexFrom(chunk.tokens, token.start);
  return chunk.tokens
    .slice(Math.max(0, last - 8), last)
    .some((other) => other.type === "mark" && other.start > first.start);
}

/** 党小组会，集体学习了党章: behind another kind it is the verb, as in 党小组会，学了党章. */
function isVerb({ text }: Chunk, token: KindToken): boolean {
  return text.s.startsWith("学习", token.end - 2) && STUDIED.test(text.s.slice(token.end, token.end + 2));
}

const STUDIED = /^了(?![,;。\s\d]|$)/;

/** 主题党日：重温誓词、交纳党费。 */
function isListed({ text: { s } }: Chunk, { start, end }: Token): boolean {
  return (
    /、[^,;。 ]{0,4}$/.test(s.slice(Math.max(0, start - 6), start)) &&
    /^(?:$|[、;。]|[, ](?! ?\d))/.test(s.slice(end, end + 3))
  );
}

/** 党员大会和党课一起开的: both were held. */
function isJoinedTo(chunk: Chunk, token: KindToken): boolean {
  const last = previous(chunk, token);
  return last?.type === "kind" && /^ ?[和与及跟+] ?$/.test(chunk.text.s.slice(last.end, token.start));
}

/** 中心组第10次集体学习: how the group met. */
function isOfGroup({ text: { s } }: Chunk, token: KindToken, first: KindToken): boolean {
  if (first.kind !== GROUP_STUDY || !/^(?:集[体中]|专题)学习/.test(s.slice(token.start, token.end))) return false;
  return /^ ?(?:第[\d一二三四五六七八九十]{1,3}次|开展|进行|组织|举行|召开|专题|了|的)*$/.test(
    s.slice(first.end, token.start),
  );
}

const GROUP_STUDY = "理论中心组学习";

/** 走访 behind another kind is its verb, unless it brings its own number: 谈心谈话3人次 走访2户. */
function isVisit(chunk: Chunk, token: KindToken): boolean {
  const { s } = chunk.text;
  if (s.slice(token.start, token.end) !== "走访") return false;
  const next = chunk.tokens[indexFrom(chunk.tokens, token.end)];
  if (next?.type !== "count" || next.count.unit !== "户") return true;
  return next.start !== token.end || isFollowed(chunk, next);
}

/** 会后走访困难党员2户: another activity, which came behind. */
function isAfterwards(chunk: Chunk, { start, end }: KindToken, { unit }: Kind): boolean {
  if (!/(?:会|之|随|结束|完)后$|然后$/.test(chunk.text.s.slice(Math.max(0, start - 3), start))) return false;
  const next = chunk.tokens[indexFrom(chunk.tokens, end)];
  return (
    next?.type === "count" && next.count.unit === unit && /^[一-龥]{0,8}$/.test(chunk.text.s.slice(end, next.start))
  );
}

/** 主题党日 交党费+学习: what is counted in 元, and no sum. */
function isUncounted({ tokens }: Chunk, { unit }: Kind): boolean {
  return (
    unit === "元" &&
    !tokens.some((token) => token.type === "bare" || (token.type === "count" && token.count.unit === unit))
  );
}

/** 调研 走访5家企业: the number belongs to what was visited. */
function isCounted(chunk: Chunk, token: KindToken): boolean {
  const next = tokenAt(chunk, token.end);
  return next?.type === "count" && isFollowed(chunk, next);
}

/** The 捐款 of 心得15人各2篇，捐款各100元 has a number of its own. */
function isCountedInOwn({ text, tokens }: Chunk, { start, end }: KindToken, { unit, adds }: Kind): boolean {
  if (!adds || !/^[,;、 ]$/.test(text.s.charAt(start - 1)) || !text.s.startsWith("各", end)) return false;
  const next = tokens[indexFrom(tokens, end)];
  return next?.type === "count" && next.start === end + 1 && next.count.unit === unit;
}

/** 志愿服务 宣传反诈知识: a short word that goes on as text behind another kind says what was done. */
function isContentKind(chunk: Chunk, token: KindToken, first: KindToken | undefined): boolean {
  const { kinds } = chunk.vocabulary;
  const kind = kinds.get(token.kind);
  if (kind === undefined || kind.sensitive || first === undefined || first === token) return false;
  if (AGENDA.test(leadOf(chunk, token))) return true;
  if (isAfterwards(chunk, token, kind)) return false;
  const head = kinds.get(first.kind)?.family;
  const isItem = isInAgenda(chunk, first, token);
  if (head === "occasion")
    return kind.family === "organisation" && (isItem || isListed(chunk, token) || isUncounted(chunk, kind));
  if (isItem) return true;
  if (isVerb(chunk, token) || isVisit(chunk, token) || isOfGroup(chunk, token, first)) return true;
  const isShort = token.end - token.start <= 2 && kind.family !== "meeting" && kind.family !== head;
  return isShort && goesOn(chunk, token, kind);
}

/** Words of its own stand behind a kind, and no number that would be its own. */
function goesOn(chunk: Chunk, token: KindToken, kind: Kind): boolean {
  if (isJoinedTo(chunk, token) || isCountedInOwn(chunk, token, kind)) return false;
  return isFollowed(chunk, token) || isCounted(chunk, token);
}

const AGENDA = /(?:研究|审议|讨论|通报|部署|布置|筹备|传达|总结|安排|关于|学习|征求|落实|推进|做好)[一-龥]{0,3}$/;

/** The words before a kind, its number included: 研究2项议定. */
function leadOf(chunk: Chunk, token: KindToken): string {
  const last = previous(chunk, token);
  const count = last?.type === "count" && last.end === token.start ? last : token;
  return chunk.text.s.slice(Math.max(previous(chunk, count)?.end ?? 0, count.start - 6), count.start);
}
