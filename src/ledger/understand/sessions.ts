import type { Amount } from "../activity.ts";
import type { Chunk } from "./chunk.ts";
import type { Reading } from "./reading.ts";
import type { Token } from "./token.ts";

const EACH = /每[次回场期][^,;。\n]*$/;
/** As far back as 每次 may stand before its number: 每次都有约15人2小时. */
const LONGEST = 16;

/**
 * 3次，每次2小时: a record of several sessions keeps the time of all of them; of 每次20人 it keeps the
 * twenty, and all of them together as 人次, unless those are told.
 */
export function ofSessions(reading: Reading, chunk: Chunk): Reading {
  const times = reading.quantities.find(({ name }) => name === "次数");
  if (times === undefined || times.value < 2) return reading;
  const { minutes, headcount, quantities } = reading;
  const isEachLong = minutes !== null && chunk.tokens.some((token) => isLength(token) && isOfEach(chunk, token));
  const isEachOf = headcount !== null && chunk.tokens.some((token) => isPeople(token) && isOfEach(chunk, token));
  const told = quantities.some(({ name }) => name === "人次");
  const persons = isEachOf && !told ? [{ name: "人次", unit: "人次", ...multiplied(headcount, times) }] : [];
  return {
    ...reading,
    minutes: isEachLong ? multiplied(minutes, times) : minutes,
    quantities: [...quantities, ...persons],
  };
}

function multiplied(one: Amount, times: Amount): Amount {
  return { value: one.value * times.value, bound: one.bound === "exact" ? times.bound : one.bound };
}

function isOfEach({ text, from }: Chunk, token: Token): boolean {
  return EACH.test(text.s.slice(Math.max(from, token.start - LONGEST), token.start));
}

function isLength(token: Token): boolean {
  return token.type === "duration" || (token.type === "clock" && token.clock.minutes !== null);
}

function isPeople(token: Token): boolean {
  return token.type === "count" && token.count.unit === "人";
}
