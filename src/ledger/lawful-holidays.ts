import type { Day } from "./activity.ts";
import { addDays, yearOf } from "./calendar.ts";
import { toDay } from "./understand/dates/days.ts";
import { fixedFestivalIn } from "./understand/dates/festivals.ts";
import { movingFestivalIn } from "./understand/dates/lunar.ts";

/** 《全国年节及纪念日放假办法》 (2024): the festival that a holiday begins with, and how many days it has. */
const HOLIDAYS: readonly { readonly name: string; readonly begins: string; readonly days: number }[] = [
  { name: "元旦", begins: "元旦", days: 1 },
  { name: "春节", begins: "除夕", days: 4 },
  { name: "清明", begins: "清明", days: 1 },
  { name: "劳动节", begins: "劳动节", days: 2 },
  { name: "端午", begins: "端午", days: 1 },
  { name: "国庆节", begins: "国庆节", days: 3 },
  { name: "中秋", begins: "中秋", days: 1 },
];

/** The holiday by law on a day, before it is published which days around it are free or worked. */
export function lawfulHoliday(day: Day): string | undefined {
  const year = yearOf(day);
  return HOLIDAYS.find(({ begins, days }) => {
    const number = fixedFestivalIn(begins, year) ?? movingFestivalIn(begins, year);
    if (number === null) return false;
    const first = toDay(number);
    return first <= day && day <= addDays(first, days - 1);
  })?.name;
}
