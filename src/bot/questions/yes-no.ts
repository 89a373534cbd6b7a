import { isTakingPart } from "../answer/everyday.ts";

// What people type for yes and no, once punctuation is gone.
const YES = /^(?:是的?|对的?|嗯+|没错|[是对][啊呀吧滴]|对+|是+|我也参加了|是我也参加了|yes|y)$/;
const NO = /^(?:不是?|否|不对|no|n)$/;
const EVENT = "(?:次|场|个|堂|回|回事|码事|件事)(?:活动|会议?)?的?";
const ALIKE = new RegExp(`^(?:就?是|对|嗯|应该是|确实是)*(?:同一${EVENT}|一(?:次|场|回事|码事)|一样的?)[啊呀吧]?$`);
/** 不是同一次, 不对，是两次, 另外一次, 分开办的 */
const APART = [
  new RegExp(`^(?:不|不是|没有?)(?:同一${EVENT}|一(?:次|场|回事|码事)|一样的?|同)$`),
  new RegExp(`^(?:不|不是|不对|否|是)*(?:两|二|2|不同的?两?)${EVENT}$`),
  new RegExp(`^(?:不|不是|不对|否|是)*另外?一?${EVENT}$`),
  /^(?:不是)?另记一次$|^是?(?:不同|不一样|分开|分别)(?:[开办搞])?的?$/,
];
const REPEATED = new Set(["重复发送", "重复", "重复了", "发重了", "记重了"]);
const ONCE_MORE = new Set(["又一次", "再一次", "又一次的", "另一篇", "不重复", "不是重复", "不是重复发送"]);

/** Whether the words say yes or no to 是同一次吗 or 又一次，还是重复发送. */
export function readYesNo(text: string, about: "same" | "again" | "confirm"): boolean | undefined {
  const words = plainWords(text);
  if (about === "same" && isTakingPart(text)) return true;
  if (YES.test(words)) return true;
  if (NO.test(words)) return false;
  if (about === "confirm") return undefined;
  if (ALIKE.test(words) || (about === "again" && REPEATED.has(words))) return true;
  if (about === "again" && ONCE_MORE.has(words)) return false;
  return APART.some((pattern) => pattern.test(words)) ? false : undefined;
}

/** Without spaces and punctuation, so that 是，我也参加了。 and 是我也参加了 are one. */
export function plainWords(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#.-]/gu, "");
}
