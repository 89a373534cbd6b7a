import { anyOf } from "../any-of.ts";
import { NUMBERED } from "./numbered-places.ts";
import { NUMERAL_FIRST, startsNumeral } from "./numbers/numeral-signs.ts";
import { numeralAt } from "./numerals.ts";
import { Chars } from "./spelling/chars.ts";

const PAIRS: ReadonlyMap<string, string> = new Map([
  ["《", "》"],
  ["“", "”"],
  ["‘", "’"],
  ["〔", "〕"],
  ['"', '"'],
]);

/** 8号文件, 5号楼101室, 三楼会议室, 105周年, 第3讲 and the like: numbers that name something. */
const AFTER_NUMERAL = new RegExp(
  String.raw`\.?\d* ?${anyOf`
  号?文件 号?公告 号令 号?线 号?院 号?井 号?车间 号(?:[一-龥]{0,4})?会议室
  号?楼(?:[一-龥]{0,4}会议室|[一二三四五六七八九十\d]+层|\d+号?(?:室|房间?|会议室)?)?(?:[一二三四五六七八九十\d]+层)?
  号?栋\d*(?:单元)?\d*室? [室房](?!外|间外) 层(?:会议室)? 单元 号?会议室 周年 周岁
  届(?:[零一二三四五六七八九十\d]{1,3}(?:次|中)[一-龥]{0,3}全会)?(?:[零一二三四五六七八九十\d]{1,3}次(?:全会|会议|党代会|职代会|全体会议))?
  世纪 年代 ℃ % ‰ 摄氏度 倍 等奖 岁 年级 字(?!以) 中全会 大(?=精神|报告|以来|召开|代表|会址|战略) 五规划
  五(?=时期|建议|发展) 号机组 支部 党小组 小组 车间 班组 队(?=员|长) 标段 号路 号?大街 路(?=公交|车) 条禁令 方面
  大攻坚 字方针 字口诀 大行动 大工程 不准 严禁 必须 坚持 维护 务必 结合 一把手 把手 号桥 号(?:${NUMBERED}) g 版
`}`,
  "y",
);
/** The characters that a protected stretch may begin with. */
export const MASK_FIRST = `${[...PAIRS.keys()].join("")}第${NUMERAL_FIRST}`;
/** What may stand behind a numeral that names something. */
const BEHIND = new Chars(
  " .0123456789号文公令线院井车会楼栋室房层单周届世年℃%‰摄倍等岁字中大五机支党小班队标路条方攻行不准严必坚维务结一把桥g版分",
);
/** 1.5倍 measures; the 11.12 of 11.12支部 numbers nothing. */
const MEASURED = /℃|%|‰|度|倍|g|版|年|世纪/;
const ORDINAL_TAIL = /小组|[一-龥](?:党支部|支部|小组|车间|专题|议题|阶段|季度|批次|党总支)?/y;
const FEAST = /^(?:七一|八一|五一|十一|五四|三八|六一)$/;
const FRACTION = /[分之]/;
/** The number before a blank and one of these is of something else: 人数45 支部委员会. */
const MEETING = /^ (?:支部(?:委员|党员|大会)|党小组会)/;

/** A stretch whose digits and names are part of a title, a place or a document: never dates, counts or kinds. */
type Mask = { readonly end: number; readonly place: boolean };

/** Looks for marks without partner once only, so that a text full of 《 stays linear. */
export class Masks {
  /** The text that the stretches stand in. */
  readonly s: string;
  readonly #missing = new Set<string>();

  constructor(s: string) {
    this.s = s;
  }

  /** The protected stretch that begins at `at`: 《…》, “…”, 第3讲, 8号文件, 二十届四中全会. */
  at(at: number): Mask | null {
    const char = this.s.charAt(at);
    const close = PAIRS.get(char);
    if (close !== undefined) return this.#bracketed(at, close);
    if (char === "第") return this.#ordinal(at);
    return startsNumeral(char) ? this.#numbered(at) : null;
  }

  #bracketed(at: number, close: string): Mask | null {
    if (this.#missing.has(close)) return null;
    const end = this.s.indexOf(close, at + 1);
    if (end < 0) {
      this.#missing.add(close);
      return null;
    }
    return { end: close === "〕" ? this.#documentNumber(end + 1) : end + 1, place: false };
  }

  #documentNumber(at: number): number {
    const found = /\d{1,4}号(?:文件|文)?/y;
    found.lastIndex = at;
    return at + (found.exec(this.s)?.[0].length ?? 0);
  }

  /** 第三集, 第2026期, 第一支部; 第一季度 is a date and read before. */
  #ordinal(at: number): Mask | null {
    const number = numeralAt(this.s, at + 1);
    if (number === null) return null;
    ORDINAL_TAIL.lastIndex = number.end;
    const tail = ORDINAL_TAIL.exec(this.s);
    return { end: number.end + (tail?.[0].length ?? 0), place: false };
  }

  #numbered(at: number): Mask | null {
    const number = numeralAt(this.s, at);
    if (number === null || !BEHIND.at(this.s, number.end)) return null;
    if (FRACTION.test(this.s.charAt(number.end)) && this.s.charAt(number.end + 1) === "之") return null;
    AFTER_NUMERAL.lastIndex = number.end;
    const found = AFTER_NUMERAL.exec(this.s);
    if (found === null || (!Number.isInteger(number.value) && !MEASURED.test(found[0]))) return null;
    // 20260608 支部党员大会, 0608 党小组会 and 七一 支部大会 tell the day.
    if (found[0].startsWith(" ") && (number.end - at >= 4 || FEAST.test(this.s.slice(at, number.end)))) return null;
    if (found[0].startsWith(" ") && MEETING.test(this.s.slice(number.end, number.end + 6))) return null;
    return { end: number.end + found[0].length, place: /楼|室|房|层|车间|院|栋/.test(found[0]) };
  }
}
