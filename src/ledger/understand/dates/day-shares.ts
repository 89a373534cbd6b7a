import type { Chunk } from "../chunk.ts";
import { PEOPLE } from "../numbers/counts.ts";
import { DAY_MINUTES } from "../numbers/measured-lengths.ts";
import type { Reading } from "../reading.ts";
import { isTotal } from "./told-runs.ts";

/** 10月1日至7日 每天2人 共14人次: what is told of all the days together makes one record of them. */
export function isSummed({ quantities }: Reading, chunk: Chunk): boolean {
  return quantities.length > 0 && chunk.tokens.some((token) => isTotal(chunk, token));
}

/** The 2人 of 每天2人 are those of one day. */
export function ofAll(reading: Reading, { text: { s }, from, tokens }: Chunk): Reading {
  const isEach = tokens.some(
    (token) =>
      token.type === "count" &&
      PEOPLE.has(token.count.unit) &&
      DAILY_LEAD.test(s.slice(Math.max(from, token.start - 10), token.start)),
  );
  return isEach ? { ...reading, headcount: null } : reading;
}

/** The 18人 of 每天2小时 18人 came on all of them. */
const DAILY_LEAD = /每[天日早晚][^,;。时钟]{0,6}$/;

/** How long it lasted in all, where the length told is that of each day. */
export function lasting(reading: Reading, days: number): Reading {
  const { minutes } = reading;
  if (minutes === null) return reading;
  // 三天共18人次 says how many days there were.
  if (minutes.value === days * DAY_MINUTES) return { ...reading, minutes: null };
  return { ...reading, minutes: { ...minutes, value: minutes.value * days } };
}

/** The 两天 of 志愿服务两天 11月21、22日 says how many days there were. */
export function ofDay(reading: Reading, days: number): Reading {
  return reading.minutes?.value === days * DAY_MINUTES ? { ...reading, minutes: null } : reading;
}
