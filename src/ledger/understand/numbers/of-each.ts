import { before, type Chunk, neighbour, previous, tokenAt } from "../chunk.ts";
import type { CountToken } from "../token.ts";
import { GOODS } from "./generic-counts.ts";

const RATE =
  /(?:每户|每家|每人|每位|每名|人均|户均|每件|每次|每期|每组|每队)都?(?:慰问金?|发放|发|送去|送|捐|给|撰写|写|提交|上交|交|完成|资助|补助)?了?(?:慰问金|慰问品|现金|红包)?(?:约|大约)?$/;

/** Whether a count is that of each person, household or item. */
export function isRate(chunk: Chunk, token: CountToken, lead: string): boolean {
  return (
    isRateLead(lead) || eachBeside(chunk, token) !== null || isRateOfKind(chunk, token) || isRateOfGoods(chunk, token)
  );
}

/** The 户 of 一户500元 and 500元/户. */
export function eachBeside(chunk: Chunk, token: CountToken): string | null {
  const behind = /^\/([户家人])/.exec(chunk.text.s.slice(token.end, token.end + 2));
  if (behind !== null) return behind[1] ?? null;
  const last = token.count.unit === "元" ? previous(chunk, token) : undefined;
  return last?.type === "count" && isOfEach(chunk, last) ? last.count.unit : null;
}

function isRateLead(lead: string): boolean {
  return (lead.includes("每") || lead.includes("均")) && RATE.test(lead);
}

const OF_COUNTED =
  /^[一-龥]{0,6}[、, ]{0,2}[一-龥]{0,6}各(?:[送发给]|补助|资助)?(?:去|上|放|了)*(?:慰问金|现金|红包)?$/;

/** For how many 3户，各500元 and 5名老党员各500元 are, as far as it is told exactly; nothing where it is not told so. */
export function countedBefore(chunk: Chunk, token: CountToken): number | null {
  if (token.count.unit !== "元") return null;
  const last = chunk.tokens.findLast(({ type, end }) => end <= token.start && type === "count");
  if (last?.type !== "count" || last.count.unit === "元") return null;
  if (!OF_COUNTED.test(chunk.text.s.slice(last.end, token.start))) return null;
  return last.count.bound === "exact" ? (last.count.value ?? 0) : 0;
}

/** 每人捐款100元 is no total. */
function isRateOfKind(chunk: Chunk, token: CountToken): boolean {
  const last = neighbour(chunk, token);
  return last?.type === "kind" && isRateLead(before(chunk, last, 6));
}

const OF_EACH =
  /(?:每[户家人位名][^,;。]*|一[户家人](?:各|都)?(?:送去?|发|给)了?(?:[一两二三四五六七八九十\d][^,;。]*)?|(?<![一-龥])一[户家人](?:[一两三四五六七八九十\d][^,;。]*)?)$/;

/** The 一户 of 一户一袋米 and 一户送了一袋米 is each. */
export function isOfEach(chunk: Chunk, { end, count }: CountToken): boolean {
  if (count.value !== 1 || !/^[户家人]$/.test(count.unit)) return false;
  const given = GIVEN.exec(chunk.text.s.slice(end, end + 5))?.[0].length ?? 0;
  return tokenAt(chunk, end + given)?.type === "count";
}

const GIVEN = /^(?:各|都)?(?:送去?|发|给)了?/;

/** Money behind goods in one list; no sum of all. */
const MONEY_OF_EACH = /每[户家人位名][^,;。共合总累]*[、和及][^,;。共合总累、]*$/;

/** 每户送去米1袋、油1桶、现金300元, 一户一袋米一桶油 */
function isRateOfGoods({ text, from }: Chunk, { start, count }: CountToken): boolean {
  const lead = text.s.slice(Math.max(from, start - 24), start);
  return count.unit === "元" ? MONEY_OF_EACH.test(lead) : GOODS.has(count.unit) && OF_EACH.test(lead);
}
