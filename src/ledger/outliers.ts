import type { Day, Facts } from "./activity.ts";
import { daysBetween } from "./calendar.ts";

/** A headcount of more than this many times the branch's members is unusual. */
const CROWD = 3;
const SMALL_BRANCH = 5;
const LONGEST_DAY_MINUTES = 12 * 60;
const FAR_BACK_DAYS = 180;
const LATE_DAYS = 30;

/**
 * What is unusual about a record, in Chinese: it counts all the same, and the secretary is
 * shown it once. `members` is how many the organisation has, `told` the day it was logged.
 */
export function outliers(facts: Facts, { members, told }: { members: number; told: Day }): string[] {
  const { headcount, minutes, start, end } = facts;
  const found: string[] = [];
  if (headcount !== null && headcount.value > Math.max(members, SMALL_BRANCH) * CROWD) {
    found.push(`人数 ${headcount.value}，支部登记的党员只有 ${members} 人`);
  }
  if (headcount !== null && headcount.value === 0) found.push("人数是 0");
  const days = start === null || end === null ? 1 : daysBetween(start, end) + 1;
  if (minutes !== null && minutes.value > LONGEST_DAY_MINUTES * days) {
    found.push(`时长 ${Math.round(minutes.value / 6) / 10} 小时`);
  }
  const late = start === null ? 0 : daysBetween(end ?? start, told);
  if (late > FAR_BACK_DAYS) found.push("日期在半年以前，年份对吗");
  else if (late > LATE_DAYS) found.push(`过了 ${late} 天才登记`);
  return found;
}
