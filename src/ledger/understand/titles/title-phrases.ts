import { anyOf } from "../../any-of.ts";
import { type Chunk, tokenAt } from "../chunk.ts";
import type { Span } from "../reading.ts";
import type { Token } from "../token.ts";

/** 去医院慰问, 第3期院级业务培训: words that need the name of the kind behind them have it with them. */
export function withVerb(chunk: Chunk, [from, to]: Span): Span {
  const token = tokenAt(chunk, to);
  if (token?.type === "count" && AGREED.test(chunk.text.s.slice(from, to)))
    return [from, agreedEnd(chunk, token) ?? to];
  if (token?.type !== "kind") return [from, to];
  const [part, word] = [chunk.text.s.slice(from, to), chunk.text.s.slice(to, token.end)];
  return NUMBERED.test(part) || (VERBAL.test(word) && GOING.test(part)) ? [from, token.end] : [from, to];
}

const AGREED = /(?:通过|同意|批准|接收|决定|表决)[^,;。]{2,}$/;

/** 通过钱亮、周敏2名同志按期转正: the whole decision. */
function agreedEnd(chunk: Chunk, { end }: Token): number | null {
  const at = end + (/^(?:预备党员|同志|党员)*/.exec(chunk.text.s.slice(end, end + 10))?.[0].length ?? 0);
  const token = tokenAt(chunk, at);
  return token?.type === "kind" && chunk.vocabulary.kinds.get(token.kind)?.family === "organisation" ? token.end : null;
}

const NUMBERED = /^(?:\d{4}年度?)?第[\d一二三四五六七八九十]{1,3}[期届批轮]/;
const GOING = /(?:[去到赴给为向](?![了过年]))[一-龥]{2,12}$/;
const VERBAL = /^(?:走访|慰问|看望|捐|募捐|宣传|调研)/;

/** What may follow a document and be part of its title: 《条例》第三章, 《零容忍》第3集, 《党章》和二十大精神. */
const BEHIND_DOCUMENT = new RegExp(
  String.raw`^${anyOf`
  第[\d一二三四五六七八九十百]+(?:[至到、~-]第?[\d一二三四五六七八九十百]+)?[一-龥]{0,3} [上中下][册篇集卷]
  之[\d一二三四五六七八九十]+ \([一-龥\d]{1,6}\) 精神 全文 (?:重要)?讲话 节选 选段 专题片? 解读 导读 辅导 系列 等
`}?(?:精神)?(?:[和及与、][^\s,;。:《》]{2,})?`,
);
/** With exactly one 《…》 in it, the title is what it names: 观看警示教育片《零容忍》第三集. */
export function documentOf(s: string, parts: readonly Span[]): readonly Span[] | null {
  if (!s.includes("《")) return null;
  const holding = parts.filter(([from, to]) => s.slice(from, to).includes("《"));
  const [part] = holding;
  if (part === undefined || holding.length > 1) return null;
  const text = s.slice(...part);
  const [open, close] = [text.indexOf("《"), text.indexOf("》")];
  if (close < open || text.lastIndexOf("《") !== open || text.lastIndexOf("》") !== close) return null;
  if (JOINED.test(text.slice(0, open)) || text.charAt(close + 1) === "的") return null;
  const tail = BEHIND_DOCUMENT.exec(text.slice(close + 1, close + 31))?.[0].length ?? 0;
  return [[part[0] + open, part[0] + close + 1 + tail]];
}

const JOINED = /[和与及、]$/;
