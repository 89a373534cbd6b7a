import { weekPeriod } from "../../ledger/calendar.ts";
import { said } from "../call.ts";
import type { Command } from "../command.ts";
import { weeklyText } from "../weekly.ts";

export const weekly: Command = {
  name: "周报",
  latin: "week",
  usage: "周报",
  summary: "看本周做了什么",
  permission: "anyone",
  rest: /^$/,
  async run(call) {
    const text = await weeklyText(call.db, call.deps, call.organisation.id, weekPeriod(call.now.today));
    return said("answered", text);
  },
};
