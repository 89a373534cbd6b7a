import type { Amount } from "../../activity.ts";
import type { Chunk } from "../chunk.ts";
import type { Reading } from "../reading.ts";
import type { Token } from "../token.ts";

const EACH = /每([次回场期节批])课?[^,;。\n]*$/;
/** As far back as 每次 may stand before its number: 每次都有约15人2小时. */
const LONGEST = 16;

/**
 * 3次，每次2小时 and 三节课，每节40分钟: a record of several sessions keeps the time of all of them; of 每次20人 it keeps
 * the twenty, and all of them together as 人次, unless those are told.
 */
export function ofSessions(reading: Reading, chunk: Chunk): Reading {
  if (!chunk.text.s.includes("每", chunk.from)) return reading;
  const { minutes, headcount, quantities } = reading;
  const length = minutes === null ? null : timesOf(reading, chunk, isLength);
  const people = headcount === null ? null : timesOf(reading, chunk, isPeople);
  const told = quantities.some(({ name }) => name === "人次");
  const persons =
    headcount !== null && people?.unit === "次" && !told
      ? [{ name: "人次", unit: "人次", ...multiplied(headcount, people) }]
      : [];
  return {
    ...reading,
    minutes: minutes !== null && length !== null ? multiplied(minutes, length) : minutes,
    quantities: [...quantities, ...persons],
  };
}

type Times = Amount & { readonly unit: string };

/** How many sessions there were, where a number is told of each of them. */
function timesOf({ quantities }: Reading, { text, from, tokens }: Chunk, is: (token: Token) => boolean): Times | null {
  for (const token of tokens) {
    if (!is(token)) continue;
    const [, each] = EACH.exec(text.s.slice(Math.max(from, token.start - LONGEST), token.start)) ?? [];
    if (each === undefined) continue;
    const unit = each === "回" ? "次" : each;
    const times = quantities.find((one) => one.name === "次数" && one.unit === unit) ?? countOf(tokens, unit);
    if (times !== null && times.value > 1) return { ...times, unit };
  }
  return null;
}

/** The 三节 of 三节课; how often a kind was held is told by its own number alone. */
function countOf(tokens: readonly Token[], unit: string): Amount | null {
  const counts = tokens.flatMap((token) => (token.type === "count" && token.count.unit === unit ? [token.count] : []));
  const [count] = counts;
  if (unit === "次" || count === undefined || counts.length > 1 || count.value === null) return null;
  return { value: count.value, bound: count.bound };
}

function multiplied(one: Amount, times: Amount): Amount {
  return { value: one.value * times.value, bound: one.bound === "exact" ? times.bound : one.bound };
}

function isLength(token: Token): boolean {
  return token.type === "duration" || (token.type === "clock" && token.clock.minutes !== null);
}

function isPeople(token: Token): boolean {
  return token.type === "count" && token.count.unit === "人";
}
