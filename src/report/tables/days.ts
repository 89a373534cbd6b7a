import type { Day } from "../../ledger/activity.ts";
import { isDay } from "../../ledger/calendar.ts";
import { readDay } from "../../ledger/understand/message.ts";
import { type TableCell, textOf } from "./cell.ts";

/** When a row's activity was. */
type Days = { readonly start: Day; readonly end: Day | null };

/** How a column tells its days: `year` is for those without one, and `noYear` what to do where that is missing, too. */
type Told = { readonly year?: number; readonly noYear?: string | undefined; readonly isSerial: boolean };

/** Reads the cells of the first and the last day, or says what is wrong with them. */
export function daysOf(cell: TableCell, last: TableCell, told: Told): Days | string {
  const first = dayOf(cell, told);
  if (typeof first === "string") return first;
  if (last === null) return first;
  const end = dayOf(last, told);
  if (typeof end === "string") return end;
  if (end.start < first.start) return `结束日期 ${end.start} 早于开始日期 ${first.start}`;
  return { start: first.start, end: end.start === first.start ? null : end.start };
}

/** The one year of the days that tell theirs; null where none does, or where they differ. */
export function commonYear(cells: readonly TableCell[], isSerial: boolean): number | null {
  const years = new Set(
    cells.flatMap((cell) => {
      const day = dayOf(cell, { isSerial });
      return typeof day === "string" ? [] : [Number(day.start.slice(0, 4))];
    }),
  );
  const [only] = years;
  return years.size === 1 ? (only ?? null) : null;
}

const FULL = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:\s+\d{1,2}:\d{2}.*)?$/;
const MONTH_DAY = /^(\d{1,2})[-./月](\d{1,2})日?$/;
/** Days since 1899-12-30, as a workbook keeps a day whose cell has another format. */
const SERIALS = { first: 32_874, last: 73_050 } as const;

/** Whether numbers in a column of text are days as a workbook keeps them: no other numbers stand in it but such as 20230306. */
export function areSerials(cells: readonly TableCell[]): boolean {
  return cells.every((cell) => {
    const text = textOf(cell)?.normalize("NFKC") ?? "";
    return !/^\d+$/.test(text) || text.length === 8 || isSerial(Number(text));
  });
}

function isSerial(number: number): boolean {
  return number >= SERIALS.first && number <= SERIALS.last;
}

function dayOf(cell: TableCell, { year, noYear = "请写上", isSerial: isNumbered }: Told): Days | string {
  const whole = isNumbered ? /^\d{5}$/.exec(textOf(cell)?.normalize("NFKC") ?? "")?.[0] : undefined;
  const serial = typeof cell === "number" ? cell : Number(whole);
  if (isSerial(serial)) {
    return { start: new Date(Math.floor(serial - 25_569) * 86_400_000).toISOString().slice(0, 10) as Day, end: null };
  }
  const text = textOf(cell)
    ?.normalize("NFKC")
    .replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  if (text === undefined) return "没有日期";
  const [, month, date] = MONTH_DAY.exec(text) ?? [];
  if (month !== undefined && year === undefined) return `“${text}”没有写年份，${noYear}`;
  const [, y, m, d] = month === undefined ? (FULL.exec(text) ?? []) : ["", String(year), month, date];
  return y === undefined ? daysIn(text) : calendarDay(`${y}-${two(m)}-${two(d)}`, text);
}

function calendarDay(day: string, text: string): Days | string {
  return isDay(day) ? { start: day, end: null } : `没有 ${text} 这一天`;
}

/** A day or a range in words, with its year: 2023年3月6日至8日. */
function daysIn(text: string): Days | string {
  const year = /^\d{4}(?=\D)/.exec(text)?.[0];
  const read = year === undefined ? null : readDay(text, { today: `${year}-12-31` as Day, minute: 0 });
  return read === null || "ask" in read ? `看不懂日期“${text}”` : { start: read.start, end: read.end };
}

function two(digits: string | undefined): string {
  return (digits ?? "").padStart(2, "0");
}
