import type { Field } from "../../ledger/fields.ts";
import { nearest } from "../../ledger/nearest.ts";
import { type Answer, type Call, said } from "../call.ts";
import type { Command } from "../command.ts";
import { allowedIn, dropStated, saveStated } from "../filled.ts";
import { reportYear } from "./report-year.ts";

/** A number that only people know, or a zero that only a person may state. */
export const fill: Command = {
  name: "填",
  latin: "fill",
  usage: "填 重点工作项数 6",
  summary: "填写报告里只有人知道的数字",
  permission: "manage",
  // 填写, 填表 and the like tell of something else.
  rest: /^(?:(\d{4})\s*年?度?的?\s*)?(?![写报表好完了满空])(\S+?)(?:\s*[:：=]\s*|\s+|(?=\d))(\S.*)$/s,
  async run(call, [yearText, name = "", value = ""]) {
    const year = reportYear(call.now.today, yearText);
    const field = fieldNamed(call, name);
    if (field === undefined) {
      const near = nearest(
        name,
        call.deps.fields.map(({ id }) => id),
      );
      const hint = near.length === 0 ? "发“填空”可以逐个填。" : `您要填的是 ${near.join("、")} 吗？`;
      return said("asked", `报告里没有叫“${name}”的数字。${hint}`);
    }
    const typed = typedAs(call.text, value);
    const again = `填 ${year} ${field.id} ${typed} 原因 记错了`;
    const allowed = await allowedIn(call, { field, year, value: typed }, again);
    if ("refused" in allowed) return allowed.refused;
    if (BACK.has(allowed.value)) return takenBack(call, field, year);
    const kept = await saveStated(call, { field, year, value: allowed.value });
    if (!kept.ok) return said("asked", `没有填：${kept.problem}。`);
    return said("answered", `已填 ${year} 年 ${field.label}：${kept.shown}。记录合计不会改动它。`);
  },
};

function fieldNamed({ deps }: Call, name: string): Field | undefined {
  return deps.fields.find(({ id, label }) => id === name || label.normalize("NFKC") === name);
}

/** The name of a field without its value: it is no record of that kind. */
export function fieldAlone(call: Call): Answer | undefined {
  const name = /^\s*[/／]?填\s*(\S+)\s*$/.exec(call.text.normalize("NFKC"))?.[1];
  const field = name === undefined ? undefined : call.deps.fields.find(({ id }) => name.startsWith(id));
  if (field === undefined) return undefined;
  return said("asked", `请把数字写在名称后面，中间空一格，如：填 ${field.id} 6`);
}

/** The value as it was typed: what a list says in words keeps its punctuation. */
function typedAs(text: string, value: string): string {
  const typed = text.trim();
  for (let from = 0; from < typed.length; from++) {
    if (typed.slice(from).normalize("NFKC") === value) return typed.slice(from);
  }
  return value;
}

/** What takes a stated value back. */
const BACK: ReadonlySet<string> = new Set(["取消", "不填", "清空", "按记录"]);

async function takenBack(call: Call, field: Field, year: number): Promise<Answer> {
  if (!(await dropStated(call, { field, year }))) {
    return said("asked", `${year} 年 ${field.label}没有填过，不用取消。`);
  }
  return said("answered", `已取消填写的 ${year} 年 ${field.label}，有记录就按记录计，没有就空着。`);
}
