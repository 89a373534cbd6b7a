import { Chars } from "../spelling/chars.ts";

export const DIGITS: ReadonlyMap<string, number> = new Map([
  ..."零一二三四五六七八九".split("").map((char, value): [string, number] => [char, value]),
  ..."〇壹贰叁肆伍陆柒捌玖".split("").map((char, value): [string, number] => [char, value]),
  ["两", 2],
  ["幺", 1],
  ["俩", 2],
  ["仨", 3],
  ["貳", 2],
  ["陸", 6],
  ["叄", 3],
]);
export const TENS: ReadonlyMap<string, number> = new Map([
  ["十", 10],
  ["拾", 10],
  ["百", 100],
  ["佰", 100],
  ["千", 1000],
  ["仟", 1000],
  ["廿", 20],
  ["卅", 30],
]);
export const MYRIADS: ReadonlyMap<string, number> = new Map([
  ["万", 1e4],
  ["亿", 1e8],
  ["兆", 1e12],
  ["w", 1e4],
  ["k", 1e3],
]);

/** The characters that a numeral may begin with. */
export const NUMERAL_FIRST = `0123456789${[...DIGITS.keys(), ...TENS.keys()].join("")}几数`;
export const NUMERAL_STARTS = new Chars(NUMERAL_FIRST);

/** What a first digit, or a run of Latin ones, may go on with; before anything else it is the whole numeral. */
export const GOES_ON = new Chars(DIGITS.keys(), TENS.keys(), MYRIADS.keys(), ",.点");

/** Whether a numeral may begin with this character. */
export function startsNumeral(char: string): boolean {
  return NUMERAL_STARTS.at(char, 0);
}
