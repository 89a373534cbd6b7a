import * as z from "zod";
import { readNumber } from "../../ledger/understand/message.ts";
import { getMark, setMark } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";
import { USUAL } from "./times.ts";

const setting = z.object({
  on: z.boolean(),
  weekday: z.number().int().min(1).max(7),
  minute: z.number().int().min(0).max(1439),
  /** Whether a week without activities is told in one line, or not at all. */
  empty: z.enum(["line", "silent"]),
  /** What was due before this instant was due under another setting. */
  since: z.string(),
});

/** How an organisation wants to hear its summary. */
export type WeeklySetting = z.infer<typeof setting>;

const USUAL_SETTING: WeeklySetting = { on: true, ...USUAL, empty: "line", since: "" };

export const WEEKLY_PREFIX = "weekly:";

/** When and whether a branch hears its summary, from its mark; as usual where it said nothing. */
export function readSetting(value: string | undefined): WeeklySetting {
  return value === undefined ? USUAL_SETTING : setting.parse(JSON.parse(value));
}

export async function findSetting(db: Db, organisation: number): Promise<WeeklySetting> {
  return readSetting(await getMark(db, WEEKLY_PREFIX + organisation));
}

export async function saveSetting(db: Db, organisation: number, wanted: WeeklySetting): Promise<void> {
  await setMark(db, WEEKLY_PREFIX + organisation, JSON.stringify(wanted));
}

const WEEKDAYS = "一二三四五六日";

/** `周五 17:30`, `每周一上午8点40`, `周日17：30`: a weekday and a time, if one is said, or what is wrong with them. */
export function readWeeklyTime(words: string): { weekday: number; minute?: number } | string {
  const typed = words.normalize("NFKC").trim();
  const [, day = "", half = "", clock = ""] =
    /^每?(?:周|星期|礼拜)\s*([^\s\d上下早晚中]?)\s*(上午|早上|中午|下午|晚上)?\s*(.*)$/.exec(typed) ?? [];
  const weekday = day === "" ? 0 : WEEKDAYS.indexOf(day.replace("天", "日")) + 1;
  if (weekday === 0) return "星期请写周一到周日";
  if (half + clock === "") return { weekday };
  const minute = readClock(digitsOf(clock), half === "下午" || half === "晚上");
  return minute === undefined ? "时间请写成 17:30 这样" : { weekday, minute };
}

/** `十二点一刻` as `12点15`. */
function digitsOf(words: string): string {
  const quarters = words.replace("一刻", "15").replace("三刻", "45");
  return quarters.replace(/[零〇一二两三四五六七八九十]+/g, (numeral) => String(readNumber(numeral) ?? numeral));
}

/** `17:30`, `8点半`, `9`: minutes since midnight. */
function readClock(words: string, isLate: boolean): number | undefined {
  const [, hours, minutes, half] = /^(\d{1,2})\s*(?:[:点时]\s*(?:(\d{1,2})\s*分?|(半))?)?$/.exec(words) ?? [];
  if (hours === undefined) return undefined;
  const minute = half === undefined ? Number(minutes ?? 0) : 30;
  const hour = Number(hours) + (isLate && Number(hours) < 12 ? 12 : 0);
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

/** `每周一 08:40` */
export function timeText({ weekday, minute }: { weekday: number; minute: number }): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `每周${WEEKDAYS[weekday - 1]} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
