import { type DayNumber, dayNumber } from "./days.ts";

/** Festivals with a fixed day. Those of the lunar calendar (春节, 端午, 中秋 …) are asked about. */
const FIXED: readonly { readonly name: RegExp; readonly month: number; readonly day: number }[] = [
  { name: /^元旦|^新年/, month: 1, day: 1 },
  { name: /^学雷锋/, month: 3, day: 5 },
  { name: /^情人/, month: 2, day: 14 },
  { name: /^愚人/, month: 4, day: 1 },
  { name: /^护士/, month: 5, day: 12 },
  { name: /^万圣/, month: 10, day: 31 },
  { name: /^记者/, month: 11, day: 8 },
  { name: /^光棍/, month: 11, day: 11 },
  { name: /^平安夜/, month: 12, day: 24 },
  { name: /^圣诞/, month: 12, day: 25 },
  { name: /妇女节$|^三八节/, month: 3, day: 8 },
  { name: /^植树/, month: 3, day: 12 },
  { name: /劳动节$/, month: 5, day: 1 },
  { name: /青年节$/, month: 5, day: 4 },
  { name: /儿童节$/, month: 6, day: 1 },
  { name: /建党节$/, month: 7, day: 1 },
  { name: /建军节$/, month: 8, day: 1 },
  { name: /^教师/, month: 9, day: 10 },
  { name: /^烈士/, month: 9, day: 30 },
  { name: /^国庆/, month: 10, day: 1 },
  { name: /^国家公祭/, month: 12, day: 13 },
];

/** The day of a festival in a year; null where its day moves with the moon, so that the bot asks. */
export function festivalIn(name: string, year: number): DayNumber | null {
  const found = FIXED.find((festival) => festival.name.test(name));
  return found === undefined ? null : dayNumber(year, found.month, found.day);
}
