import type { Day } from "../../ledger/activity.ts";
import { addDays } from "../../ledger/calendar.ts";
import { readNumber } from "../../ledger/understand/message.ts";
import { said } from "../call.ts";
import { readPlanTime } from "../plans/days.ts";
import { shortDay } from "../replies/describe.ts";
import type { Command } from "./command.ts";
import { way } from "./spoken.ts";

/** The reminders once more on the next workday. */
export const later: Command = {
  name: "稍后",
  latin: "later",
  usage: "稍后",
  summary: "义务的提醒下个工作日再来一次，也可以写哪一天：稍后 下周一",
  permission: "manage",
  rest: /^(?:再?(?:提醒|说))?(?:我)?(?:吧)?$|^([今明后昨]天|[这本下]?周\S{0,2}|(?:\d{4}[-年])?\d{1,2}[-月.]\d\S{0,3}|过?\S{1,2}天以?后?)$/,
  spoken: {
    hint: /提醒|说吧?$/,
    ways: [
      way("(?:稍后|晚[点些]|等?[一过]?会儿?|回头)(?:再|一?下)?(?:提醒|说)(?:我)?(?:吧)?", "稍后"),
      way("(明天|后天|下周[一二三四五]?|过?(?:几|[一两三四五六七]|\\d)天以?后?)再?提醒(?:我)?(?:吧)?", "稍后 $1"),
    ],
  },
  async run(call, [words]) {
    const { today } = call.now;
    const wanted = words === undefined ? addDays(today, 1) : laterDay(words, today);
    if (wanted === undefined || wanted <= today) return said("asked", "没有读懂是哪一天，请写成：稍后 下周一。");
    const { remindLater } = await import("../duties/reminder-wishes.ts");
    const day = await remindLater(call.db, call.organisation.id, addDays(wanted, -1));
    return said("answered", `好的，${shortDay(day, day)}再提醒，办了就不提醒。`);
  },
};

/** 明天, 下周, 3天后, 12月7日 */
function laterDay(words: string, today: Day): Day | undefined {
  const count = /^过?(\S+?)天以?后?$/.exec(words)?.[1];
  if (count === "几") return addDays(today, 3);
  if (count !== undefined && readNumber(count) !== null) return addDays(today, readNumber(count) ?? 1);
  return readPlanTime(words === "下周" ? "下周一" : words, today)?.day;
}
