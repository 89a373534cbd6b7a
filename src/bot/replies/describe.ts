import type { Amount, Day, Facts, Half, Quantity } from "../../ledger/activity.ts";
import { dayIn, minuteIn, weekday, yearOf } from "../../ledger/calendar.ts";
import { displayAmount } from "../../ledger/display.ts";

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"];
export const HALVES: Readonly<Record<Half, string>> = { morning: "上午", afternoon: "下午", evening: "晚上" };

/** A longer title is kept whole and shown cut. */
const LONGEST_TITLE = 60;

/** `11月22日（周日）`, with its year where that is not the year of `today`. */
export function dayText(day: Day, today: Day): string {
  return `${shortDay(day, today)}（周${WEEKDAYS[weekday(day) - 1]}）`;
}

/** `11月22日`: as an answer to type or press. */
export function shortDay(day: Day, today: Day): string {
  const year = yearOf(day);
  const named = year === yearOf(today) ? "" : `${year}年`;
  return `${named}${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

export function daysText({ start, end, half }: Pick<Facts, "start" | "end" | "half">, today: Day): string {
  if (start === null) return "日期待定";
  const part = half === null ? "" : HALVES[half];
  return end === null ? dayText(start, today) + part : `${dayText(start, today)}至${dayText(end, today)}${part}`;
}

/** `11月23日 10:00` */
export function momentText(zone: string, instant: Date, today: Day): string {
  return `${shortDay(dayIn(zone, instant), today)} ${clockText(minuteIn(zone, instant))}`;
}

/** `2026-11-23 10:00` */
export function fullMomentText(zone: string, instant: Date): string {
  return `${dayIn(zone, instant)} ${clockText(minuteIn(zone, instant))}`;
}

/** Minutes since midnight as a clock shows them. */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** `15人`, `约15人`, `20余人`, `至少15人`: as the report shows it. */
export function amountText({ value, bound }: Amount, unit: string): string {
  return displayAmount({ value: inHundredths(value), bound }, unit);
}

export function numberText(value: number): string {
  return String(inHundredths(value));
}

function inHundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Minutes as people say them: 50分钟, 2小时, 1小时30分. */
export function minutesText({ value, bound }: Amount): string {
  const prefix = bound === "approx" ? "约" : bound === "least" ? "至少" : "";
  const hours = Math.floor(value / 60);
  const rest = Math.round(value % 60);
  if (hours === 0) return `${prefix}${rest}分钟`;
  return `${prefix}${hours}小时${rest === 0 ? "" : `${rest}分`}`;
}

/** 议定事项 3个, 受益 120余人次, 2篇: a name that ends in its unit is told without it, and one that is its unit not at all. */
export function quantityText(quantity: Quantity): string {
  const { name, unit } = quantity;
  const isWhole = unit.length > 1 && name.endsWith(unit);
  const own = name.startsWith(unit) ? "" : isWhole ? name.slice(0, -unit.length) : name;
  return (own === "" ? "" : `${own} `) + amountText(quantity, unit);
}

/** 集中学习、研讨交流《二十大报告》 */
export function nameText({ kinds, title }: Pick<Facts, "kinds" | "title">): string {
  const kind = kinds.length === 0 ? "类别待定" : kinds.join("、");
  if (title === null) return kind;
  const shown = [...title].length > LONGEST_TITLE ? `${[...title].slice(0, LONGEST_TITLE).join("")}…` : title;
  return /[《》“”]/.test(title) ? `${kind} ${shown}` : `${kind}《${shown}》`;
}

/** People, hours, quantities and place, as far as they are known. */
export function detailsText({ headcount, minutes, quantities, place }: Facts): string {
  const parts = [
    headcount && amountText(headcount, "人"),
    minutes && minutesText(minutes),
    ...quantities.map(quantityText),
    place && `地点 ${place}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** One line for lists: `#12 3月6日（周一）上午 集中学习《二十大报告》 15人`. */
export function recordLine(record: Facts & { readonly id: number }, today: Day): string {
  const details = detailsText(record);
  return `#${record.id} ${daysText(record, today)} ${nameText(record)}${details === "" ? "" : ` ${details}`}`;
}
