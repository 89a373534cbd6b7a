import { isDay, yearOf } from "../../ledger/calendar.ts";
import { CONDITIONS } from "../../ledger/duties.ts";
import { type Term, termEnd } from "../../ledger/term.ts";
import { understand } from "../../ledger/understand/message.ts";
import type { Doubt, Reading } from "../../ledger/understand/reading.ts";
import { type Answer, type Call, type Choice, said } from "../call.ts";
import type { Command } from "../command.ts";
import { decide } from "../conditions.ts";
import { dutyState } from "../duty-state.ts";
import { calendarText, conditionQuestion } from "../duty-text.ts";
import { journalCommand } from "../journal.ts";
import { log } from "../log.ts";
import { shows } from "../plain.ts";
import { saveTerm } from "../term.ts";
import { committeeNamed, hoursShown } from "./hours.ts";

/** The duties of a year as a calendar, and what they depend on. */
export const duties: Command = {
  name: "义务",
  latin: "duties",
  usage: "义务",
  summary: "看哪些规定动作办了、该办、没有记录；不要提醒发“义务 不提醒”",
  permission: "manage",
  rest: /^(?:(\d{4})\s*年?|((?:有|没有|没)[^\s\d]{2,8})|(不提醒|提醒|[开关])|换届\s*(\S.*)|(?:(\d{4})\s*年?\s*)?(学时)|支委\s+(\S.*))?$/,
  async run(call, [yearText, condition, remind, election, hoursYear, hours, committee]) {
    if (election !== undefined) return elected(call, election);
    if (hours !== undefined)
      return hoursShown(call, hoursYear === undefined ? yearOf(call.now.today) : Number(hoursYear));
    if (committee !== undefined) return committeeNamed(call, committee);
    if (condition !== undefined) return decided(call, condition);
    if (remind !== undefined) return reminded(call, remind === "提醒" || remind === "开");
    return shown(call, yearText === undefined ? yearOf(call.now.today) : Number(yearText));
  },
};

async function shown(call: Call, year: number): Promise<Answer> {
  const { organisation, now } = call;
  const state = await dutyState(call.db, call.deps, { organisation: organisation.id, year, today: now.today });
  const text = calendarText({ name: organisation.name, year, today: now.today }, state);
  const [first] = state.undecided;
  const choices: Choice[] =
    first === undefined
      ? []
      : [`义务 有${first}`, `义务 没有${first}`].map((words) => ({
          label: words.slice(3),
          operation: { do: "say", words },
        }));
  const question = first === undefined ? [] : [{ text: conditionQuestion(first), choices }];
  const asked = question.length > 0 && shows(call, "buttons");
  return { outcome: "answered", records: [], replies: [{ text }, ...(asked ? question : [])] };
}

async function decided(call: Call, words: string): Promise<Answer> {
  const condition = CONDITIONS.find((one) => words.endsWith(one));
  if (condition === undefined)
    return said("asked", `只看有没有${CONDITIONS.join("、")}，请写“义务 有支委会”或“义务 没有支委会”。`);
  const holds = words.startsWith("有");
  await decide(call.db, call.organisation.id, { [condition]: holds });
  await journalCommand(call, "condition", { condition, holds });
  return shown(call, yearOf(call.now.today));
}

async function reminded(call: Call, on: boolean): Promise<Answer> {
  const { setReminded } = await import("../reminder-wishes.ts");
  await setReminded(call.db, call.speaker.id, on);
  return said("answered", on ? "好的，义务到期前会私下提醒您。" : "好的，不再提醒您；要恢复请发“义务 提醒”。");
}

/** `2024-06-15`, `2024年6月15日 五年`: when the committee was last elected. */
async function elected(call: Call, words: string): Promise<Answer> {
  const years = /[五5]\s*年(?:一届)?$/.test(words) ? 5 : 3;
  const [, year = "", month = "", date = ""] = /^(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})/.exec(words) ?? [];
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (!isDay(day)) return said("asked", "没有读懂日期，请写成：义务 换届 2024-06-15。");
  if (day > call.now.today) return said("asked", "这一天还没有到，请写上次换届的日期。");
  const term: Term = { elected: day, years };
  await saveTerm(call.db, call.organisation.id, term);
  await journalCommand(call, "term", term);
  const end = termEnd(term);
  const next =
    end < call.now.today
      ? `${end} 前就要再换届，已经过了。换过的请写最近一次的日期，没有换的请尽快办`
      : `${end} 前再换届，到时提醒您`;
  return said("answered", `已记下：上次换届 ${day}，每届 ${years} 年，${next}。`);
}

/** The reminders once more on the next workday. */
export const later: Command = {
  name: "稍后",
  latin: "later",
  usage: "稍后",
  summary: "义务的提醒下个工作日再来一次",
  permission: "manage",
  rest: /^(?:再?提醒)?$/,
  async run(call) {
    const { remindLater } = await import("../reminder-wishes.ts");
    const day = await remindLater(call.db, call.organisation.id, call.now.today);
    return said("answered", `好的，${Number(day.slice(5, 7))}月${Number(day.slice(8))}日再提醒，办了就不提醒。`);
  },
};

/** A duty that was done and not told: a record is opened whose day is asked. */
export const doneOffline: Command = {
  name: "已线下完成",
  latin: "offline",
  usage: "已线下完成 支委会",
  summary: "办过但没有记的规定动作：开一条记录，再问日期",
  permission: "manage",
  // A promise is called by its number and its kind, as the reminder says it.
  rest: /^(?:承诺\s*\d{1,3}\s+)?(\S*)$/,
  async run(call, [name = ""]) {
    const duty = call.deps.duties.find(({ id, kinds }) => id === name || kinds.includes(name));
    const kind = duty?.kinds[0] ?? call.deps.catalogue.kinds.find((one) => one.name === name)?.name;
    if (kind === undefined) {
      const names = call.deps.duties.map(({ id }) => id).join("、");
      return said("asked", `请写明是哪一项，如“已线下完成 支委会”。可以是：${names}。`);
    }
    // Words whose day is doubtful, so that the record waits for it and asks.
    const { records } = understand(`有一天召开${kind}`, call.now, call.deps.vocabulary);
    return log(call, records.map(withoutWords));
  },
};

/** Nobody said 有一天: the question names no words. */
function withoutWords(reading: Reading): Reading {
  const plain = (doubt: Doubt): Doubt => (doubt.about === "date" ? { ...doubt, reason: "missing", words: "" } : doubt);
  return { ...reading, doubts: reading.doubts.map(plain) };
}
