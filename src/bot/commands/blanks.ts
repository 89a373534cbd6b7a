import { startWalk } from "../drafts/filling.ts";
import type { Command } from "./command.ts";
import { reportYear, YEAR_ALONE } from "./report-year.ts";

/** Walks through the blanks of the report, one question after the other. */
export const blanks: Command = {
  name: "填空",
  latin: "blanks",
  usage: "填空",
  summary: "逐个填报告里空着的数字，“跳过”“停”随时可以说",
  permission: "manage",
  rest: YEAR_ALONE,
  run: (call, [yearText]) => startWalk(call, reportYear(call.now.today, yearText)),
};
