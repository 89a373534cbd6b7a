import type { Day, Facts } from "./activity.ts";
import { daysBetween } from "./calendar.ts";

/** A headcount of more than this many times the branch's members is unusual. */
const CROWD = 3;
const SMALL_BRANCH = 5;
const LONGEST_DAY_MINUTES = 12 * 60;
const FAR_BACK_DAYS = 180;
const LATE_DAYS = 30;

/** How large a branch is: as it stated, by its registered members, or by who usually comes; the largest tells most. */
export type Size = { readonly people: number; readonly by: "registered" | "stated" | "usual" };

/** One registered member, or none, says nothing of how many come: the others have not joined yet. */
const TELLING = 2;

/** So many headcounts tell how many usually come. */
const USUAL_FROM = 5;

/** The largest of what is known of a branch's size: what was stated, its registered members, and the middle one of its headcounts. */
export function sizeOf(known: {
  readonly registered: number;
  readonly stated: number | undefined;
  readonly headcounts: readonly number[];
}): Size {
  const sorted = known.headcounts.toSorted((a, b) => a - b);
  const usual = sorted.length < USUAL_FROM ? 0 : (sorted[Math.floor(sorted.length / 2)] ?? 0);
  const sizes: Size[] = [
    { people: known.registered, by: "registered" },
    { people: known.stated ?? 0, by: "stated" },
    { people: usual, by: "usual" },
  ];
  return sizes.reduce((largest, one) => (one.people > largest.people ? one : largest));
}

const SIZES: Readonly<Record<Size["by"], (people: number) => string>> = {
  registered: (people) => `支部登记的党员只有 ${people} 人`,
  stated: (people) => `填写的党员人数是 ${people}`,
  usual: (people) => `平时多在 ${people} 人左右`,
};

/** What is unusual about the numbers of a record, in Chinese: it counts all the same, and the secretary is shown it once. */
export function outliers(facts: Facts, size: Size): string[] {
  const { headcount, minutes, start, end } = facts;
  const found: string[] = [];
  if (headcount !== null && size.people >= TELLING && headcount.value > Math.max(size.people, SMALL_BRANCH) * CROWD) {
    found.push(`人数 ${headcount.value}，${SIZES[size.by](size.people)}`);
  }
  if (headcount !== null && headcount.value === 0) found.push("人数是 0");
  const days = start === null || end === null ? 1 : daysBetween(start, end) + 1;
  if (minutes !== null && minutes.value > LONGEST_DAY_MINUTES * days) {
    found.push(`时长 ${Math.round(minutes.value / 6) / 10} 小时`);
  }
  return found;
}

/** What is to be looked at of a record that was logged on a day long after its own. */
export function lateness({ start, end }: Pick<Facts, "start" | "end">, told: Day): string[] {
  const late = start === null ? 0 : daysBetween(end ?? start, told);
  if (late > FAR_BACK_DAYS) return ["日期在半年以前，年份对吗"];
  return late > LATE_DAYS ? [`过了 ${late} 天才登记`] : [];
}
