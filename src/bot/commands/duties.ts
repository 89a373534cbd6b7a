import { isDeepStrictEqual } from "node:util";
import { isDay, yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { CONDITIONS, type Duty } from "../../ledger/duties.ts";
import { type Term, termEnd } from "../../ledger/term.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { type Answer, type Call, said, saying } from "../call.ts";
import { decide } from "../duties/conditions.ts";
import { DUTY_SPAN, type DutySpan, readDutySpan, yearSpan } from "../duties/span.ts";
import { type DutyState, dutyState } from "../duties/state.ts";
import { saveTerm, yearsOfTerm } from "../duties/term.ts";
import { calendarText, conditionQuestion } from "../duties/text.ts";
import { journalCommand } from "../journal.ts";
import { shows } from "../replies/plain.ts";
import type { Command } from "./command.ts";
import { committeeNamed, hoursShown } from "./hours.ts";
import { yearMeant } from "./report-year.ts";
import { LOOK, type Spoken, START, STOP, way } from "./spoken.ts";

/** How duties are called; 义务劳动 is something to log. */
const NAMED = "[^\\s\\d]{0,8}(?:会|党日|党课|谈话|中心组学习|民主评议|评议党员|党费)";

const PERIOD =
  "(?:(?:\\d{4}|[今去明])年的?)?(?:(?:[上下]|这一?|本)个?[月季]度?|(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?|第?[一二三四1-4]季度|[上下]半年|全年)?";

/** 别提醒我了, 恢复提醒, 12月的义务, 12月要做什么, 有支委会 */
const SPOKEN: Spoken = {
  hint: /提醒|退订|义务|规定动作|[要该][做办开]|^(?:我们|本?支部)*[有没]/,
  ways: [
    way("我?不想再?(?:收到?|要|看到?)(?:义务|的)*提醒了?", "义务 不提醒"),
    way(
      "(?:还?有?(?:哪些|什么))?(?:义务|规定动作)(?:还?没有?|未)(?:完成|[办做])(?:的|了)?|哪些(?:义务|规定动作).*",
      "义务",
    ),
    way(`(${PERIOD})(?:我们|支部)*还?(?:需?要|该|得|应该)[做办开](?:些?什么|些?啥|哪些)(?:会|活动|事)?`, "义务 $1"),
    way(`(?:${STOP}|不再|别)(?:再|给我|义务|的)*提醒(?:我)?(?:了|吧|啦)*`, "义务 不提醒"),
    way("(?:义务)?提醒[ ,]?(?:关闭?|停止?)|退订(?:义务)?(?:的?提醒)?", "义务 不提醒"),
    way(`(?:${START}|要|还是)(?:义务)?的?提醒(?:我)?(?:了|吧)*|提醒我`, "义务 提醒"),
    way(`${LOOK}?((?=\\S)${PERIOD})的?义务`, "义务 $1"),
    way(`(?:我们|本?支部)*(有|没有|没)(${CONDITIONS.join("|")}|理论学习中心组)`, "义务 $1$2"),
  ],
};

/** The duties of a year as a calendar, and what they depend on. */
export const duties: Command = {
  name: "义务",
  latin: "duties",
  usage: "义务",
  summary: "看哪些规定动作办了、该办、没有记录；不要提醒发“义务 不提醒”",
  permission: "manage",
  rest: new RegExp(
    `^(?:${[
      `(?<span>${DUTY_SPAN})`,
      "(?<condition>(?:有|没有|没)[^\\s\\d]{2,8})",
      "(?<remind>不要?提醒|别提醒我?|恢复提醒|提醒|[开关])",
      "换届(?<election>(?:\\s*\\S.*)?)",
      "(?:(?<hoursYear>\\d{4})\\s*年?\\s*)?(?<hours>学时)",
      "支委\\s+(?<committee>\\S.*)",
      `(?<name>${NAMED})`,
    ].join("|")})?$`,
  ),
  spoken: SPOKEN,
  async run(call, _, { span, condition, remind, election, hoursYear, hours, committee, name }) {
    const { today } = call.now;
    if (hours !== undefined) return hoursShown(call, yearMeant(hoursYear, today));
    if (committee !== undefined) return committeeNamed(call, committee);
    if (condition !== undefined) return decided(call, condition);
    if (remind !== undefined) return reminded(call, /^(?:恢复)?提醒|开/.test(remind));
    if (election !== undefined) return elected(call, election.trim());
    const asked = readDutySpan(span ?? "", today);
    return asked === undefined ? said("asked", "没有这个月，请写成：义务 12月。") : shown(call, { span: asked, name });
  },
};

/** What is asked of a calendar: a part of the year, or one duty. */
type Asking = { readonly span: DutySpan; readonly name?: string | undefined };

async function shown(call: Call, { span, name }: Asking): Promise<Answer> {
  const { organisation, now } = call;
  const { year, called } = span;
  const { today } = now;
  const whole = await dutyState(call.db, call.deps, { organisation: organisation.id, year, today });
  const part = partOf(whole, { span, name }, call.deps.duties);
  if (part !== whole && part.stands.length + part.undecided.length === 0) {
    const none = name === undefined ? "没有到期的规定动作" : `没有“${name}”这一项`;
    return said("answered", `${called}${none}，发“义务”看全年。`);
  }
  const text = calendarText({ name: organisation.name, called, year, today }, part);
  const [first] = part.undecided;
  if (first === undefined || !shows(call, "buttons")) return said("answered", text);
  const choices = [`有${first}`, `没有${first}`].map((label) => saying(`义务 ${label}`, label));
  return { outcome: "answered", records: [], replies: [{ text }, { text: conditionQuestion(first), choices }] };
}

/** What ends in a part of the year, or is of one name; of the whole year also what is to be asked. */
function partOf(state: DutyState, { span: { year, period }, name }: Asking, duties: readonly Duty[]): DutyState {
  if (name === undefined && isDeepStrictEqual(period, yearPeriod(year))) return state;
  const isMeant = ({ id, kinds }: Duty) => name === undefined || id.includes(name) || kinds.includes(name);
  const stands = state.stands.filter(
    ({ duty, period: { last } }) => isMeant(duty) && last >= period.first && last <= period.last,
  );
  const asked = name === undefined ? [] : duties.filter(isMeant).flatMap(({ when }) => when);
  return { ...state, stands, elects: false, undecided: state.undecided.filter((one) => asked.includes(one)) };
}

async function decided(call: Call, words: string): Promise<Answer> {
  const condition = CONDITIONS.find((one) => words.endsWith(one));
  if (condition === undefined)
    return said("asked", `只看有没有${CONDITIONS.join("、")}，请写“义务 有支委会”或“义务 没有支委会”。`);
  const holds = words.startsWith("有");
  await decide(call.db, call.organisation.id, { [condition]: holds });
  await journalCommand(call, "condition", { condition, holds });
  return shown(call, { span: yearSpan(yearOf(call.now.today)) });
}

async function reminded(call: Call, on: boolean): Promise<Answer> {
  const { setReminded } = await import("../duties/reminder-wishes.ts");
  await setReminded(call.db, call.speaker.id, on);
  return said("answered", on ? "好的，义务到期前会私下提醒您。" : "好的，不再提醒您；要恢复请发“义务 提醒”。");
}

/** `2024-06-15`, `2024年6月15日 五年`: when the committee was last elected. */
async function elected(call: Call, words: string): Promise<Answer> {
  const years = yearsOfTerm(words, (await getOrganisation(call.db, call.organisation.id)).level);
  const [, year = "", month = "", date = ""] = /^(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})/.exec(words) ?? [];
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (!isDay(day)) return said("asked", "请写上次换届是哪一天，如：义务 换届 2024-06-15。");
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
