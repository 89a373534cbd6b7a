import type { Amount, Facts } from "../../ledger/activity.ts";
import { isDay } from "../../ledger/calendar.ts";
import { partName } from "../../ledger/mixed.ts";
import {
  readCorrection,
  readDayAlone,
  readDuration,
  readHeadcount,
  readKind,
  readNumber,
  understand,
} from "../../ledger/understand/message.ts";
import type { Doubt, Reading } from "../../ledger/understand/reading.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { isTakingPart } from "../answer/everyday.ts";
import type { Call } from "../call.ts";
import { daysOf } from "../records/changed-facts.ts";
import { doubtWording } from "./wording.ts";
import { plainWords, readYesNo } from "./yes-no.ts";

/** What words say of what is in doubt; nothing where they are no such value, or tell more than it. */
export function answeredValue(call: Call, record: StoredActivity, doubt: Doubt): Partial<Facts> | undefined {
  const option = offered(call, doubt);
  const words = option ?? call.text;
  if (doubt.about === "kind") {
    const kind = readKind(words, call.deps.vocabulary);
    return kind === null ? undefined : { kinds: [kind] };
  }
  if (doubt.about === "date") return option === undefined && tellsEvent(call) ? undefined : readDays(words, call);
  return option === undefined && (saysMore(call) || isTakingPart(call.text))
    ? undefined
    : readAmount(words, record, doubt);
}

function readDays(words: string, { now }: Call): Partial<Facts> | undefined {
  const days = readDayAlone(words, now);
  return days === null || "ask" in days ? undefined : daysOf(days);
}

/** A number or a length of time alone, with its unit and the small words people put around it. */
const AMOUNT_ALONE =
  /^(?:就|应该|是|有|共|一共|总共|大概|大约|约)*[\d.,零〇一二两三四五六七八九十百千万半廿卅]+(?:个|人|名|位|人次|项|件|篇|户|元|次|小时|钟头|分钟|分|刻钟|半|天|h|min|\d|[一二两三四五六七八九十])*(?:左右)?[吧哈啊呀]?[。.]?$/iu;

function readAmount(words: string, record: StoredActivity, doubt: Doubt): Partial<Facts> | undefined {
  if (doubt.about === "participants") return readPeople(words);
  if (doubt.reason === "part") return readPart(words, record, doubt);
  return readCounted(words, record, doubt);
}

const ALL_OF_IT = /^(?:全部?|全都|都|全部都)(?:是|算|属于)?(?:三重一大)?(?:的|事项)?$/;
const NONE_OF_IT = /^(?:都|全部?|全都)?(?:不是|不算|不属于|没有|没)(?:三重一大)?(?:的|事项)?$/;

/** How much of a meeting's amount was 三重一大: 都是, 都不是, 其中2个是 or the number. */
function readPart(words: string, record: StoredActivity, doubt: Doubt): Partial<Facts> | undefined {
  const said = plainWords(words);
  const whole = record.quantities.find(({ name }) => partName(name) === doubt.quantity?.name);
  if (whole !== undefined && ALL_OF_IT.test(said)) return readCounted(String(whole.value), record, doubt);
  if (NONE_OF_IT.test(said)) return readCounted("0", record, doubt);
  const facts = readCounted(said.replace(/^其中的?(?=.)|(?<=.)(?:是|属于)(?:三重一大)?的?$/g, ""), record, doubt);
  const part = facts?.quantities?.at(-1);
  return part !== undefined && whole !== undefined && part.value > whole.value ? undefined : facts;
}

function readCounted(words: string, record: StoredActivity, doubt: Doubt): Partial<Facts> | undefined {
  if (!AMOUNT_ALONE.test(words.normalize("NFKC").replace(/\s+/g, ""))) return undefined;
  if (doubt.about === "duration") return readMinutes(words);
  const value = readNumber(words.replace(/\s*(个人|人次|人|名|位|个|项|件|篇|户|元|次)\s*$/, ""));
  if (value === null) return undefined;
  const amount: Amount = { value, bound: /约|大概|左右/.test(words) ? "approx" : "exact" };
  const { name, unit } = doubt.quantity ?? { name: "数量", unit: "" };
  const others = record.quantities.filter((quantity) => quantity.name !== name);
  return { quantities: [...others, { name, unit, ...amount }] };
}

function readMinutes(words: string): Partial<Facts> | undefined {
  const minutes = readDuration(words);
  return minutes === null ? undefined : { minutes };
}

function readPeople(words: string): Partial<Facts> | undefined {
  const headcount = readHeadcount(words);
  return headcount === null ? undefined : { headcount };
}

/** The offered option that the words mean, whether typed as shown, or 是 to the only one. */
function offered(call: Call, doubt: Doubt): string | undefined {
  const { answers } = doubtWording(doubt, call.now.today);
  const words = plainWords(call.text);
  const index = answers.findIndex((answer) => plainWords(answer) === words);
  if (index >= 0) return doubt.options[index];
  const days = doubt.about === "date" ? doubt.options.filter((day) => tellsDay(call.text, day)) : [];
  if (days.length === 1) return days[0];
  return answers.length === 1 && readYesNo(call.text, "confirm") === true ? doubt.options[0] : undefined;
}

/** A day of the month and nothing else, with its month or without: 30号, 11-30, 是11月30日. A bare 30 may count people. */
const DAY_OF_MONTH =
  /^(?:就?是)?(?:([\d一二三四五六七八九十]{1,2})(?:月|[-./])(?=.)|(?=.+[日号]))([\d一二三四五六七八九十廿]{1,3})[日号]?的?$/;

/** Whether the words name this offered day, whose year and month the question has told. */
function tellsDay(words: string, day: string): boolean {
  const [matched, month, date = ""] = DAY_OF_MONTH.exec(words.normalize("NFKC").replace(/[\s,。;]/g, "")) ?? [];
  if (matched === undefined || !isDay(day)) return false;
  const isMonth = month === undefined || readNumber(month) === Number(day.slice(5, 7));
  return isMonth && readNumber(date) === Number(day.slice(8));
}

/** Whether the words are a message of their own rather than a value alone. */
function saysMore(call: Call): boolean {
  const { intent, records } = understand(call.text, call.now, call.deps.vocabulary);
  if (intent === "log") return records.some(namesKind);
  return intent !== "chat" || readCorrection(call.text, call.now, call.deps.vocabulary) !== null;
}

/** Whether the words tell an activity of their own: 昨天开的会. */
function tellsEvent({ text, now, deps }: Call): boolean {
  const { intent, records } = understand(text, now, deps.vocabulary);
  return intent === "log" && records.some(namesKind);
}

/** Whether words tell what was done, be it known (党课) or asked about (开会). */
function namesKind({ kinds, doubts }: Reading): boolean {
  return kinds.length > 0 || doubts.some(({ about, words }) => about === "kind" && words !== "");
}
