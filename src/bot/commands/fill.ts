import { nearest } from "../../ledger/nearest.ts";
import { said } from "../call.ts";
import type { Command } from "../command.ts";
import { saveStated } from "../filled.ts";
import { reportYear } from "./report-year.ts";

/** A number that only people know, or a zero that only a person may state. */
export const fill: Command = {
  name: "填",
  latin: "fill",
  usage: "填 重点工作项数 6",
  summary: "填写报告里只有人知道的数字",
  permission: "manage",
  rest: /^(?:(\d{4})\s*年?\s*)?(\S+)\s+(\S.*)$/s,
  async run(call, [yearText, name = "", value = ""]) {
    const year = reportYear(call.now.today, yearText);
    const field = call.deps.fields.find(({ id, label }) => id === name || label === name);
    if (field === undefined) {
      const near = nearest(
        name,
        call.deps.fields.map(({ id }) => id),
      );
      const hint = near.length === 0 ? "发“填空”可以逐个填。" : `您要填的是 ${near.join("、")} 吗？`;
      return said("asked", `报告里没有叫“${name}”的数字。${hint}`);
    }
    const problem = await saveStated(call, { field, year, value });
    if (problem !== undefined) return said("asked", `没有填：${problem}。`);
    return said("answered", `已填 ${year} 年 ${field.label}：${value}。记录合计不会改动它。`);
  },
};
