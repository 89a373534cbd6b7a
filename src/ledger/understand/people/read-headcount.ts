import type { Amount } from "../../activity.ts";
import { readNumber } from "../numbers/read-number.ts";

const PEOPLE =
  /^(?:就|应该|是|有|一共|总共|共|实到|参加|到会|来了?|人数)*(大约|大概|差不多|约)?(至少|最少|不少于)?([\d零〇一二两三四五六七八九十百千廿卅]+)(余|多)?(?:个人|人次|人|名|位|个)?(余|多)?(左右|上下|以上)?(?:参加|到会|出席)?[吧哈啊呀]?$/u;

/**
 * How many people words state that say nothing else: 15, 共十五人, 约15人, 20余人, 至少15人, 15人左右. Null where they state
 * no number to go by, such as 20多 or 十几.
 */
export function readHeadcount(words: string): Amount | null {
  const plain = words.normalize("NFKC").replace(/[\s,。.]+$|\s+/g, "");
  const [, near, least, digits = "", over, behind, around] = PEOPLE.exec(plain) ?? [];
  const value = over === "多" || behind === "多" ? null : readNumber(digits);
  if (value === null || !Number.isInteger(value)) return null;
  const isLeast = least !== undefined || over !== undefined || behind !== undefined || around === "以上";
  return { value, bound: isLeast ? "least" : near !== undefined || around !== undefined ? "approx" : "exact" };
}
