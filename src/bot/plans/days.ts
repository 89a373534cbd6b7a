import type { Day } from "../../ledger/activity.ts";
import { addDays, isDay, monthPeriod, weekPeriod, yearOf } from "../../ledger/calendar.ts";
import { toDay } from "../../ledger/understand/dates/days.ts";
import { fixedFestivalIn } from "../../ledger/understand/dates/festivals.ts";
import { movingFestivalIn } from "../../ledger/understand/dates/lunar.ts";
import { yearMeant } from "../commands/report-year.ts";

const WEEKDAYS = "一二三四五六日";
const NEAR: ReadonlyMap<string, number> = new Map([
  ["大前天", -3],
  ["前天", -2],
  ["昨天", -1],
  ["今天", 0],
  ["明天", 1],
  ["后天", 2],
  ["大后天", 3],
]);

type PlanDay = { readonly day: Day; readonly rest: string };

/** A day, the time of it in the words that were said, and what else was said. */
export type PlanTime = PlanDay & { readonly clock: string };

/** 下午3点, 上午九点半, 19:30, 晚上 */
const CLOCK =
  /^(?:上午|下午|早上|中午|晚上)?\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:[点时:](?:\s*(?:\d{1,2}\s*分?|半|一刻))?)(?=\s|\D|$)|^(?:上午|下午|早上|中午|晚上)/;

/** When something is planned for, at the beginning of the words or behind the first of them. */
export function readPlanTime(words: string, today: Day): PlanTime | undefined {
  const tokens = words.normalize("NFKC").trim().split(/\s+/);
  for (const n of tokens.keys()) {
    const found = readPlanDay(tokens.slice(n).join(" "), today);
    if (found === undefined) continue;
    const clock = CLOCK.exec(found.rest)?.[0] ?? "";
    return { ...found, clock, rest: [...tokens.slice(0, n), found.rest.slice(clock.length).trim()].join(" ").trim() };
  }
  return undefined;
}

/** The day at the beginning of what somebody plans, and the words behind it. */
function readPlanDay(text: string, today: Day): PlanDay | undefined {
  const near = /^(大前天|前天|昨天|今天|明天|大后天|后天)/.exec(text)?.[1];
  if (near !== undefined) return { day: addDays(today, NEAR.get(near) ?? 0), rest: text.slice(near.length).trim() };
  const [week, which, weekday] = /^(这|本|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text) ?? [];
  if (week !== undefined && weekday !== undefined) {
    const days = WEEKDAYS.indexOf(weekday.replace("天", "日")) + (which === "下" ? 7 : 0);
    return { day: addDays(weekPeriod(today).first, days), rest: text.slice(week.length).trim() };
  }
  return readDate(text, today) ?? readDayOfMonth(text, today) ?? readFestival(text, today);
}

/** 28号, 本月28日, 下个月5号; where no month is said, the next such day. */
function readDayOfMonth(text: string, today: Day): PlanDay | undefined {
  const [whole, month, number = ""] = /^([本这下]个?月)?\s*(\d{1,2})[号日](?!线|楼)/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const here = monthPeriod(today).first;
  const next = addDays(monthPeriod(today).last, 1);
  const months = month === undefined ? [here, next] : [month.startsWith("下") ? next : here];
  const days = months.map((first) => `${first.slice(0, 8)}${number.padStart(2, "0")}`).filter(isDay);
  const day = days.find((one) => month !== undefined || one >= today);
  return day === undefined ? undefined : { day, rest: text.slice(whole.length).trim() };
}

function readDate(text: string, today: Day): PlanDay | undefined {
  const [date, digits, word, month = "", number = ""] =
    /^(?:(?:(\d{4})\s*[年\-./]|([今明]年))\s*)?(\d{1,2})\s*[月\-./]\s*(\d{1,2})\s*[日号]?/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const year = digits ?? word;
  const dayOf = (y: number) => `${y}-${month.padStart(2, "0")}-${number.padStart(2, "0")}`;
  const day = dayOf(yearMeant(year, today));
  // In December people plan for January: half a year back is meant as the coming year.
  const meant = year === undefined && day < addDays(today, -182) ? dayOf(yearOf(today) + 1) : day;
  return isDay(meant) ? { day: meant, rest: text.slice(date.length).trim() } : undefined;
}

/** 元旦, 明年三八妇女节, 国庆当天; what is before, after or around one is no day. */
const FESTIVAL =
  /^(?:(?:(\d{4})年|([今明]年))\s*)?(元旦|新年|春节|除夕|元宵|清明|劳动节|端午|中秋|重阳|国庆|妇女节|三八|植树节|学雷锋|青年节|五四|五一|儿童节|六一|建党节|七一|建军节|八一|教师节|烈士纪念日|十一|国家公祭日)(?!月)(?:国际)?(?:纪念日|(?:妇女|劳动|青年|儿童|建党|建军)?节|日(?=\s|$))?(?:当天|当日|那天)?(?!前|后|期间|假期|左右|运动|精神)\s*/;

/** The next festival of that name, unless a year is said. */
function readFestival(text: string, today: Day): PlanDay | undefined {
  const [whole, digits, word, name] = FESTIVAL.exec(text) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  const said = digits ?? word;
  const year = yearMeant(said, today);
  const days = [year, year + 1].flatMap((one) => {
    const number = fixedFestivalIn(name, one) ?? movingFestivalIn(name, one);
    return number === null ? [] : [toDay(number)];
  });
  const day = said === undefined ? days.find((one) => one >= today) : days[0];
  return day === undefined ? undefined : { day, rest: text.slice(whole.length).trim() };
}
