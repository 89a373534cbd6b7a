import { type DayNumber, dayNumber } from "./days.ts";

const FIRST_YEAR = 2000;
/** 春节, 端午, 中秋 and 重阳 of each year from 2000 to 2050, as month and day; a test compares them with a calendar. */
const MOVING = `
  0205 0606 0912 1006
  0124 0625 1001 1025
  0212 0615 0921 1014
  0201 0604 0911 1004
  0122 0622 0928 1022
  0209 0611 0918 1011
  0129 0531 1006 1030
  0218 0619 0925 1019
  0207 0608 0914 1007
  0126 0528 1003 1026
  0214 0616 0922 1016
  0203 0606 0912 1005
  0123 0623 0930 1023
  0210 0612 0919 1013
  0131 0602 0908 1002
  0219 0620 0927 1021
  0208 0609 0915 1009
  0128 0530 1004 1028
  0216 0618 0924 1017
  0205 0607 0913 1007
  0125 0625 1001 1025
  0212 0614 0921 1014
  0201 0603 0910 1004
  0122 0622 0929 1023
  0210 0610 0917 1011
  0129 0531 1006 1029
  0217 0619 0925 1018
  0206 0609 0915 1008
  0126 0528 1003 1026
  0213 0616 0922 1016
  0203 0605 0912 1005
  0123 0624 1001 1024
  0211 0612 0919 1012
  0131 0601 0908 1001
  0219 0620 0927 1020
  0208 0610 0916 1009
  0128 0530 1004 1027
  0215 0618 0924 1017
  0204 0607 0913 1007
  0124 0527 1002 1026
  0212 0614 0920 1014
  0201 0603 0910 1003
  0122 0622 0928 1022
  0210 0611 0917 1011
  0130 0531 1005 1029
  0217 0619 0925 1018
  0206 0608 0915 1008
  0126 0529 1004 1027
  0214 0615 0922 1016
  0202 0604 0911 1005
  0123 0623 0930 1024
`
  .trim()
  .split("\n")
  .map((line) => line.trim().split(" "));

const PLACES: readonly { readonly name: RegExp; readonly place: number; readonly shift: number }[] = [
  { name: /^春节|^大年初一/, place: 0, shift: 0 },
  { name: /^除夕/, place: 0, shift: -1 },
  { name: /^元宵/, place: 0, shift: 14 },
  { name: /^端午/, place: 1, shift: 0 },
  { name: /^中秋/, place: 2, shift: 0 },
  { name: /^重阳/, place: 3, shift: 0 },
];

/** The day of a festival that moves with the moon or the sun; null where it is none or the year is not known. */
export function movingFestivalIn(name: string, year: number): DayNumber | null {
  if (/^清明/.test(name)) return clearAndBright(year);
  const found = PLACES.find((festival) => festival.name.test(name));
  if (found === undefined) return null;
  const day = MOVING[year - FIRST_YEAR]?.[found.place];
  return day === undefined ? null : dayNumber(year, Number(day.slice(0, 2)), Number(day.slice(2))) + found.shift;
}

/** 清明 in this century: the sun's year is longer than the calendar's by some quarter of a day. */
function clearAndBright(year: number): DayNumber | null {
  const ofCentury = year - FIRST_YEAR;
  if (ofCentury < 0 || ofCentury > 99) return null;
  return dayNumber(year, 4, Math.floor(ofCentury * 0.2422 + 4.81) - Math.floor(ofCentury / 4));
}
