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
  { name: /建党[节日]$|^七一/, month: 7, day: 1 },
  { name: /建军节$|^八一/, month: 8, day: 1 },
  { name: /^教师/, month: 9, day: 10 },
  { name: /^烈士/, month: 9, day: 30 },
  { name: /^国庆|^十一/, month: 10, day: 1 },
  { name: /^国家公祭/, month: 12, day: 13 },
];

/** Days of a theme, around which as much is held as on them. */
const THEMES: typeof FIXED = [
  { name: /国家安全(?:教育)?日$/, month: 4, day: 15 },
  { name: /^世界读书日/, month: 4, day: 23 },
  { name: /环境日$/, month: 6, day: 5 },
  { name: /禁毒日$/, month: 6, day: 26 },
  { name: /^抗(?:日战争|战)胜利纪念日/, month: 9, day: 3 },
  { name: /消防日$/, month: 11, day: 9 },
  { name: /宪法日$/, month: 12, day: 4 },
  { name: /志愿者日$/, month: 12, day: 5 },
];

/** The day of a theme in a year; null where the name is none. */
export function themeDayIn(name: string, year: number): DayNumber | null {
  return dayIn(THEMES, name, year);
}

/** The day of a festival in a year; null where its day moves. */
export function fixedFestivalIn(name: string, year: number): DayNumber | null {
  return dayIn(FIXED, name, year);
}

function dayIn(list: typeof FIXED, name: string, year: number): DayNumber | null {
  const found = list.find((festival) => festival.name.test(name));
  return found === undefined ? null : dayNumber(year, found.month, found.day);
}
