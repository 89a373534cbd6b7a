import type { Day } from "../../ledger/activity.ts";
import { addDays, parseIsoWeek, weekPeriod, yearOf } from "../../ledger/calendar.ts";
import { readDay, readNumber } from "../../ledger/understand/message.ts";
import type { Now } from "../../ledger/understand/reading.ts";
import { readWeeklyTime, type WeeklySetting } from "./settings.ts";

/** What somebody wants of the summary, or what is wrong with how they say it. */
type Wish =
  | { readonly do: "show"; readonly day: Day }
  | { readonly do: "settings" }
  | { readonly do: "set"; readonly wanted: Partial<WeeklySetting> }
  | { readonly do: "ask"; readonly text: string };

const END = "(?:吧|了|啦)*";
/** What is held below stands in the summary as it is. */
const SCOPE = "(?:含下级|本级)?";
const NEAR = `${SCOPE}\\s*(?:上上|[上本这当])?(?:一?个)?周?的?\\s*${SCOPE}`;
const NUMBERED = "(?:\\d{4}\\s*-?\\s*[年W]\\s*)?第?\\s*(?:\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*周?的?";
const DATED = "(?:\\d{4}\\s*[-年./]\\s*)?\\d{1,2}\\s*[-月./]\\s*\\d{1,2}\\s*[日号]?(?:[那这]|所在)?的?(?:一?周)?";
const OFF = `(?:[关停](?:闭|掉|止|发)?|取消|暂停|不(?:要|用)?再?发?|别再?发?)${END}`;
const ON = `(?:重新)?(?:打?开|[开启][启用]?|恢复|继续)发?${END}`;
const SETTINGS = "的?(?:发送|推送)?时间|设置|[怎如][么何]设置?|(?:什么时候|哪天|周几|几点)发?";
const TO_GROUP = "发到?群里?";
const EMPTY = "(?:空周|没有?活动).*";
const CHANGE = "(?:的?(?:发送|推送)?时间)?(?:[改设定调换挪](?:[为成到在至]|整[为成到]?)?|推迟到|提前到)?\\s*";
const HOUR = "(?:[上中下]午|[早晚]上)?\\s*(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})\\s*[:：点时]";
const TIMED = `${CHANGE}(?:每?(?:周|星期|礼拜)|每[天日月]|工作日|${HOUR}).*`;

/** All that may follow 周报; what somebody pastes of their own week is something to log. */
export const WEEKLY_WORDS = new RegExp(
  `^(${[NEAR, NUMBERED, DATED, OFF, ON, SETTINGS, TO_GROUP, EMPTY, TIMED].join("|")})$`,
  "i",
);

const isA = (form: string) => {
  const pattern = new RegExp(`^(?:${form})$`, "i");
  return (words: string) => pattern.test(words);
};
const isNear = isA(NEAR);
const isNumbered = isA(NUMBERED);
const isDated = isA(DATED);
const isOff = isA(OFF);
const isOn = isA(ON);
const isEmpty = isA(EMPTY);
const isSettings = isA(SETTINGS);
const isToGroup = isA(TO_GROUP);
const CHANGED = new RegExp(`^${CHANGE}`);

/** Reads what follows 周报. */
export function readWish(words: string, now: Now): Wish {
  if (isNear(words)) return { do: "show", day: addDays(now.today, -7 * (words.match(/上/g)?.length ?? 0)) };
  if (isSettings(words)) return { do: "settings" };
  if (isToGroup(words)) return { do: "ask", text: "在群里发“周报”，大家就能看到。" };
  if (isOff(words)) return { do: "set", wanted: { on: false } };
  if (isOn(words)) return { do: "set", wanted: { on: true } };
  if (isEmpty(words)) return readEmpty(words);
  if (isNumbered(words)) return readNumbered(words, now.today);
  return isDated(words) ? readDated(words, now) : readTime(words.replace(CHANGED, ""));
}

function readEmpty(words: string): Wish {
  if (/不要?发|不推|别发|安静|静默/.test(words)) return { do: "set", wanted: { empty: "silent" } };
  if (/发|一句|一行/.test(words)) return { do: "set", wanted: { empty: "line" } };
  return { do: "ask", text: "没有改：没有活动的一周请写“空周 不发”或“空周 发”。" };
}

/** 第47周 is the last one of that number that has begun; 2026年第47周 and 2026-W47 are what they say. */
function readNumbered(words: string, today: Day): Wish {
  const [, year, typed = ""] = /^(?:(\d{4})\s*-?\s*[年W]\s*)?第?\s*([^周\s]+)/i.exec(words) ?? [];
  const number = readNumber(typed) ?? 0;
  const years = year === undefined ? [yearOf(today), yearOf(today) - 1] : [Number(year)];
  const weeks = years.flatMap((one) => parseIsoWeek(`${one}-W${String(number).padStart(2, "0")}`) ?? []);
  const begun = weeks.find(({ first }) => first <= today);
  if (begun !== undefined) return { do: "show", day: begun.first };
  const fault =
    weeks.length > 0 ? `第${number}周还没有到` : `${year === undefined ? "这两年" : `${year} 年`}没有第${number}周`;
  return { do: "ask", text: `${fault}。看别的一周请发如“周报 上周”“周报 11月16日”。` };
}

/** 11月16日: the week of that day. */
function readDated(words: string, now: Now): Wish {
  const read = readDay(words.replace(/(?:[那这]|所在)?的?(?:一?周)?$/, ""), now);
  if (read === null || "ask" in read) return { do: "ask", text: "没有读懂日期，请写成：周报 11月16日。" };
  return weekPeriod(read.start).first > now.today
    ? { do: "ask", text: "这一周还没有到。" }
    : { do: "show", day: read.start };
}

function readTime(words: string): Wish {
  const time = readWeeklyTime(words.replace(/(?:的?时候)?(?:再?发|推送)[到在给]?(?:群里?)?(?:吧|了)*$/, ""));
  return typeof time === "string"
    ? { do: "ask", text: `没有改：${time}。例如：周报 周五 17:30。` }
    : { do: "set", wanted: { ...time, on: true } };
}
