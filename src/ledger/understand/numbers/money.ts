import { exec } from "../dates/date-parts.ts";
import type { Numeral } from "../numerals.ts";
import { Chars } from "../spelling/chars.ts";

const MONEY = /(?:元|块钱?|圆|rmb)(?:人民币)?(整)?/y;
const MONEY_FIRST = new Chars("元块圆r");
const SPOKEN_TENTH = /([1-9一二三四五六七八九])(?=$|[\s,;。钱、])/y;
const FRACTION =
  /(?:零?(\d{1,2}|[零一二三四五六七八九两壹贰叁肆伍陆柒捌玖])(?:角|毛))?(?:零?(\d{1,2}|[零一二三四五六七八九壹贰叁肆伍陆柒捌玖])分(?!钟|之)|(?<=[角毛])([\d一二三四五六七八九])(?=$|[\s,;。钱]))?/y;
const DIGITS = "零一二三四五六七八九";
const FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖";

type Sum = { readonly end: number; readonly value: number; readonly unit: "元" };

/** The sum of money whose unit stands behind a number; null where there is none: 责任区8块. */
export function moneyAt(s: string, at: number, number: Numeral): Sum | null {
  const money = MONEY_FIRST.at(s, at) ? exec(MONEY, s, at)?.[0] : undefined;
  if (money === undefined) return null;
  const sum = sumAt(s, at + money.length, number);
  return money !== "块" || sum.end > at + 1 || isPaid(s, at, number) ? sum : null;
}

/** What is paid is said to be: 捐了8块, 党费6块. */
const PAID = /[捐交缴花付收费款钱金资补奖赠给助发买元红价卖]/;
/** Behind 块 money ends, or somebody gets it; 8块展板 are none. */
const THING = /(?![一二两三四五六七八九十百])[一-龥]/;
const AFTER_MONEY = /(?:给|买|用|捐|左右|以上|上下|整|人民币|多)/y;
/** Of things in pieces nobody logs as many. */
const MOST_PIECES = 50;
/** As far back as 捐 may stand before its sum. */
const LONGEST = 12;

function isPaid(s: string, at: number, number: Numeral): boolean {
  const isThing = THING.test(s.charAt(at + 1)) && exec(AFTER_MONEY, s, at + 1) === null;
  if (isThing) return false;
  return number.value >= MOST_PIECES || PAID.test(s.slice(Math.max(0, at - LONGEST), at));
}

/** 十二块五毛, 三元一角七分, 12块5. */
function sumAt(s: string, at: number, number: Numeral): Sum {
  const spoken = s.charAt(at - 1) === "块" ? exec(SPOKEN_TENTH, s, at) : null;
  const rest = spoken ?? exec(FRACTION, s, at);
  const tenths = digit(rest?.[1]);
  const cents = digit(rest?.[2] ?? rest?.[3]);
  const end = at + (rest?.[0].length ?? 0);
  const value = Math.round((number.value + tenths / 10 + cents / 100) * 100) / 100;
  return { end: s.charAt(end) === "钱" ? end + 1 : end, value, unit: "元" };
}

function digit(text: string | undefined): number {
  if (text === undefined) return 0;
  return /\d/.test(text)
    ? Number(text)
    : Math.max(0, DIGITS.indexOf(text.replace("两", "二")), FORMAL_DIGITS.indexOf(text));
}
