import type { Day } from "../../ledger/activity.ts";
import { weekPeriod } from "../../ledger/calendar.ts";
import { hasGroup } from "../../store/chats.ts";
import { type Answer, type Call, may, said } from "../call.ts";
import { journalCommand } from "../journal.ts";
import { drawLater } from "../pictures.ts";
import { shows } from "../replies/plain.ts";
import { findSetting, saveSetting, timeText, type WeeklySetting } from "../weekly/settings.ts";
import { isQuiet } from "../weekly/times.ts";
import { readWish, WEEKLY_WORDS } from "../weekly/wishes.ts";
import { weeklyCard, weeklyChart, weeklyOf, weeklyText } from "../weekly.ts";
import type { Command } from "./command.ts";
import { LOOK, type Spoken, START, STOP, way } from "./spoken.ts";

/** 下周有什么安排, 把周报改到周五, 关闭周报, 上周的周报, 每周五下午五点发周报, 空周不发 */
const SPOKEN: Spoken = {
  hint: /周报|空周|(?:天|下周|下星期|礼拜|接下来|近期|后面).*有/,
  ways: [
    way(
      "(?:支部|我们)*(?:明天|后天|下周|下星期|下个?礼拜|接下来|近期|后面)(?:支部|我们)*(?:还|都)*有(?:什么|哪些|些?啥|没有)?(?:安排|活动|会|计划)(?:要开|要办)?[吗么]?",
      "周报",
    ),
    way("(?:把|将)周报(.+)", "周报 $1"),
    way(`(${STOP}|${START})(?:每周的?)?周报(?:了|吧)*`, "周报 $1"),
    way(`${LOOK}?([^,，。\\s]{1,14}周|含下级)的?周报`, "周报 $1"),
    way(`(?:${LOOK}|(?:现在|马上)?发)(?:一下)?周报`, "周报"),
    way("(?:现在|马上)?(?:把|将)?周报发?到?群里?", "周报 发到群里"),
    way("(每?(?:周|星期|礼拜)[一二三四五六日天][^,，。\\s]*?)(?:再?发|推送)周报", "周报 $1"),
    way("(空周.*[发推].*)", "周报 $1"),
  ],
};

/** The summary on demand, and when it comes by itself. */
export const weekly: Command = {
  name: "周报",
  latin: "week",
  usage: "周报",
  summary: "看本周做了什么；书记可定时间：周报 周五 17:30、周报 关、周报 开、周报 空周 不发",
  permission: "anyone",
  rest: WEEKLY_WORDS,
  spoken: SPOKEN,
  async run(call, [words = ""]) {
    const wish = readWish(words, call.now);
    switch (wish.do) {
      case "show":
        return shown(call, wish.day);
      case "settings":
        return told(call, await findSetting(call.db, call.organisation.id));
      case "set":
        return set(call, wish.wanted);
      case "ask":
        return said("asked", wish.text);
    }
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

async function set(call: Call, wanted: Partial<WeeklySetting>): Promise<Answer> {
  if (!may(call, "manage")) return said("refused", "周报的时间只有书记、管理员可以改。");
  const before = await findSetting(call.db, call.organisation.id);
  const setting = { ...before, ...wanted, since: call.deps.clock().toISOString() };
  await saveSetting(call.db, call.organisation.id, setting);
  await journalCommand(call, "weekly", wanted);
  return told(call, setting);
}

async function told({ db, organisation }: Call, setting: WeeklySetting): Promise<Answer> {
  if (!setting.on) return said("answered", "周报已关，不再自动发到群里；随时可以发“周报”查看，重新打开请发“周报 开”。");
  const empty = setting.empty === "silent" ? "没有活动的一周不发" : "没有活动的一周只发一行";
  const quiet = isQuiet(setting.minute) ? "这个时间是夜里，会打扰群里的人，要改请发如“周报 周一 08:40”。" : "";
  const bound = (await hasGroup(db, organisation.id)) ? "" : `还没有绑定群，请先在群里发“绑定 ${organisation.name}”。`;
  return said("answered", `周报${timeText(setting)}发到绑定的群，${empty}。${quiet}${bound}`);
}
