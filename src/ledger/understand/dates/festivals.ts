import { type DayNumber, dayNumber } from "./days.ts";

/** Festivals with a fixed day. */
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
  { name: /妇女节$|^三八/, month: 3, day: 8 },
  { name: /^植树/, month: 3, day: 12 },
  { name: /劳动节$|^五一/, month: 5, day: 1 },
  { name: /青年节$|^五四/, month: 5, day: 4 },
  { name: /儿童节$|^六一/, month: 6, day: 1 },
  { name: /建党节$|^七一/, month: 7, day: 1 },
  { name: /建军节$|^八一/, month: 8, day: 1 },
  { name: /^教师/, month: 9, day: 10 },
  { name: /^烈士/, month: 9, day: 30 },
  { name: /^国庆|^十一/, month: 10, day: 1 },
  { name: /^国家公祭/, month: 12, day: 13 },
];

/** The day of a festival in a year; null where its day moves. */
export function fixedFestivalIn(name: string, year: number): DayNumber | null {
  const found = FIXED.find((festival) => festival.name.test(name));
  return found === undefined ? null : dayNumber(year, found.month, found.day);
}
