import { anyOf } from "../any-of.ts";
import { Chars } from "./spelling/chars.ts";
import type { Token } from "./token.ts";

/** The characters that a list mark may begin with. */
export const MARK_FIRST = "第(0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
/** A list mark wherever it stands. */
const CIRCLED = new Chars("(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳");
const MARK = new RegExp(
  `${anyOf`
  [①-⑳] [(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]
  (?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[、.](?!\d|[二三四五六七八九十][个人名位]|[二三四五六七八九]十[多余来几]?[个人名位]|(?<=十[一二三四五六七八九]?、)[二三]?十[一二三四五六七八九]?[两三四五六七]?[天日号])|[)])
  \d{1,2}[、.](?=\d{1,2}月|\d{4}[年-]) (?![12]\d、[123]\d[日号]|30、31[日号])(?:\d{1,2}|[一二三四五六七八九十]{1,2})、(?=\d{1,4}[月号日./年-]\d?)
  [一二三四五六七八九]是(?=[^\s,;。]) 第[一二三四五六七八九](?:[,、:]|点[:,])
`}[ 、.]?`,
  "y",
);
const BEFORE = new Chars(" \t\n;。:,");

/** The mark of a list that begins here: ①, (1), 2、, 三是; one in digits only behind a break. 十四、十五日 and 20、21号 are days. */
export function listMarkAt(s: string, at: number): Token | null {
  if (at > 0 && !BEFORE.at(s, at - 1) && !CIRCLED.at(s, at)) return null;
  MARK.lastIndex = at;
  const found = MARK.exec(s)?.[0];
  return found === undefined ? null : { type: "mark", start: at, end: at + found.length };
}
