import type { Day } from "../../ledger/activity.ts";
import { addDays, weekPeriod } from "../../ledger/calendar.ts";
import { type Answer, type Call, may, said } from "../call.ts";
import type { Command } from "../command.ts";
import { journalCommand } from "../journal.ts";
import { drawLater } from "../pictures.ts";
import { shows } from "../plain.ts";
import { weeklyCard, weeklyChart, weeklyOf, weeklyText } from "../weekly.ts";
import { findSetting, readWeeklyTime, saveSetting, timeText, type WeeklySetting } from "../weekly-settings.ts";
import { isQuiet } from "../weekly-times.ts";

/** The summary on demand, and when it comes by itself. */
export const weekly: Command = {
  name: "周报",
  latin: "week",
  usage: "周报",
  summary: "看本周做了什么；书记可定时间：周报 周五 17:30、周报 关、周报 开、周报 空周 不发",
  permission: "anyone",
  // A time without a weekday and 每天 are answered with how to write it.
  rest: /^(|[本上]周|[开关](?:启|闭)?|空周.*|时间|(?:每?(?:周|星期|礼拜)).*|(?:每[天日月]|工作日).*|(?:[上中下]午|[早晚]上)?\s*\d{1,2}\s*[:：点时].*)$/,
  async run(call, [words = ""]) {
    const { today } = call.now;
    if (words === "上周") return shown(call, addDays(today, -7));
    if (words !== "" && words !== "本周")
      return words === "时间" ? told(await findSetting(call.db, call.organisation.id)) : set(call, words);
    return shown(call, today);
  },
};

/** The week of a day: a card where the chat shows its chart; else the text at once, and the picture when it is drawn. */
async function shown(call: Call, day: Day): Promise<Answer> {
  const { deps, organisation } = call;
  const weekly = await weeklyOf({ ...deps, db: call.db }, organisation.id, {
    week: weekPeriod(day),
    on: call.now.today,
  });
  if (shows(call, "charts")) {
    const { plain, ...card } = weeklyCard(weekly);
    return { outcome: "answered", records: [], replies: [{ text: plain, card }] };
  }
  const chart = weeklyChart(weekly);
  if (chart !== undefined) await drawLater(call, chart, "chart");
  return said("answered", weeklyText(weekly));
}

async function set(call: Call, words: string): Promise<Answer> {
  if (!may(call, "manage")) return said("refused", "周报的时间只有书记、管理员可以改。");
  const before = await findSetting(call.db, call.organisation.id);
  const wanted = wantedBy(words);
  if (typeof wanted === "string") return said("asked", `没有改：${wanted}。例如：周报 周五 17:30。`);
  const setting = { ...before, ...wanted, since: call.deps.clock().toISOString() };
  await saveSetting(call.db, call.organisation.id, setting);
  await journalCommand(call, "weekly", wanted);
  return told(setting);
}

function wantedBy(words: string): Partial<WeeklySetting> | string {
  if (words.startsWith("关")) return { on: false };
  if (words.startsWith("开")) return { on: true };
  if (words.startsWith("空周")) {
    if (/不发|不推|安静|静默/.test(words)) return { empty: "silent" };
    return /发|一句|一行/.test(words) ? { empty: "line" } : "没有活动的一周请写“空周 不发”或“空周 发”";
  }
  const time = readWeeklyTime(words);
  return typeof time === "string" ? time : { ...time, on: true };
}

function told(setting: WeeklySetting): Answer {
  if (!setting.on) return said("answered", "周报已关，不再自动发到群里；随时可以发“周报”查看，重新打开请发“周报 开”。");
  const empty = setting.empty === "silent" ? "没有活动的一周不发" : "没有活动的一周只发一行";
  const quiet = isQuiet(setting.minute) ? "这个时间是夜里，会打扰群里的人，要改请发如“周报 周一 08:40”。" : "";
  return said("answered", `周报${timeText(setting)}发到绑定的群，${empty}。${quiet}`);
}
