import { yearOf } from "../../ledger/calendar.ts";
import { said } from "../call.ts";
import type { Command } from "../command.ts";
import { draftOf } from "../drafting.ts";

/** The year so far, from the same values as the report. */
export const stats: Command = {
  name: "统计",
  latin: "stats",
  usage: "统计 2025（可加 含下级）",
  summary: "看支部全年各类活动的次数",
  permission: "anyone",
  rest: /^(?:(\d{4})\s*年?)?\s*(本级|含下级)?$/,
  async run(call, [yearText, scope]) {
    const year = yearText === undefined ? yearOf(call.now.today) : Number(yearText);
    const wanted = { organisation: call.organisation.id, year, withSubUnits: scope === "含下级" };
    const drafted = await draftOf(call.db, call.deps, wanted, new Date(call.sentAt));
    if (!drafted.ok) return said("refused", `模板有问题：${drafted.faults.join("；")}`);
    const { values, held } = drafted.draft;
    const shown = values.filter(({ field, source }) => source !== "blank" && call.deps.headline.has(field));
    const lines = shown.map(({ label, display }) => `${label} ${display}`);
    const head = `${call.organisation.name}${scope === "含下级" ? "（含下级）" : ""} ${year} 年`;
    const waiting = held.length === 0 ? [] : [`另有 ${held.length} 条待定，没有计入。`];
    const text = lines.length === 0 ? [`${head}还没有记录。`] : [`${head}：`, ...lines];
    return said("answered", [...text, ...waiting].join("\n"));
  },
};
