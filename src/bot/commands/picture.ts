import { may, said } from "../call.ts";
import { inPrivate } from "../intake/place.ts";
import { pictureLater } from "../pictures.ts";
import type { Command } from "./command.ts";
import { yearMeant } from "./report-year.ts";
import { LOOK, way } from "./spoken.ts";

/** The year as a picture, made while other messages are answered. */
export const picture: Command = {
  name: "图",
  latin: "picture",
  usage: "图",
  summary: "把全年画成图：图（按周）、图 月（各月和去年比）；书记可看 图 义务；可写年份",
  permission: "anyone",
  rest: /^(?:(\d{4})\s*年?)?\s*(各?周|全年|今年|(?:各|本|上个?|\d{1,2})?月[份度]?|义务)?\s*(?:(\d{4})\s*年?)?$/,
  spoken: {
    hint: /图$/,
    ways: [way(`(?:${LOOK}|画|发)(?:一?[张个])?图`, "图"), way("(?:画|看)?(?:(义务)|各?(月))的?图", "图 $1$2")],
  },
  async run(call, [before, words = "周", yearText = before]) {
    const shown = words === "义务" ? words : words.includes("月") ? "月" : "周";
    if (shown === "义务" && !may(call, "manage")) return said("refused", "义务的图只有书记、管理员可以看。");
    const year = yearMeant(yearText, call.now.today);
    // What has no record is nobody's business in a group.
    const there = shown === "义务" && call.place !== "private" ? inPrivate(call) : call;
    await pictureLater(there, { year, shown });
    return said("answered", there === call ? "正在画，画好就发来。" : "正在画，画好私下发给您。");
  },
};
