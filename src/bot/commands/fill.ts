import type { Field } from "../../ledger/fields.ts";
import { nearest } from "../../ledger/nearest.ts";
import { type Answer, type Call, said } from "../call.ts";
import type { Command } from "../command.ts";
import { allowedIn, dropStated, saveStated } from "../filled.ts";
import { reportFields } from "../report-fields.ts";
import { type FillWords, readFill } from "./fill-words.ts";
import { reportYear } from "./report-year.ts";

/** A number that only people know, or a zero that only a person may state. */
export const fill: Command = {
  name: "填",
  latin: "fill",
  usage: "填 重点工作项数 6",
  summary: "填写报告里只有人知道的数字",
  permission: "manage",
  // 填写, 填表 and the like tell of something else.
  rest: /^(?:\d{4}\s*年?度?的?\s*)?(?![写报表好完了满空])(\S+?)(?:\s*[:：=]\s*|\s+|(?=\d))\S.*$/s,
  async run(call) {
    const fields = await reportFields(call);
    const read = readFill(wordsBehind(call.text), fields, call.now.today);
    return "unknown" in read ? said("asked", unknownText(read.unknown, fields)) : filled(call, read);
  },
};

function unknownText(name: string, fields: readonly Field[]): string {
  const near = nearest(
    name,
    fields.map(({ id }) => id),
  );
  const hint = near.length === 0 ? "发“填空”可以逐个填。" : `您要填的是 ${near.join("、")} 吗？`;
  return `报告里没有叫“${name}”的数字。${hint}`;
}

/** 填集中学习三十次, 填 上年度查摆问题: a field's name with nothing that parts it from its value, or without one. */
export async function fieldAlone(call: Call): Promise<(() => Promise<Answer>) | undefined> {
  if (!/^\s*[/／]?填/.test(call.text)) return undefined;
  const read = readFill(wordsBehind(call.text), await reportFields(call), call.now.today);
  return "unknown" in read ? undefined : () => filled(call, read);
}

function wordsBehind(text: string): string {
  return text.trim().replace(/^[/／]?(?:填|fill)\s*/i, "");
}

type Known = Extract<FillWords, { field: Field }>;

async function filled(call: Call, { field, year: stated, value }: Known): Promise<Answer> {
  const year = reportYear(call.now.today, stated);
  const named = `填 ${stated === undefined ? "" : `${stated} `}${field.id}`;
  if (value.trim() === "")
    return said("asked", `请把${wantedOf(field)}写在名称后面，中间空一格，如：${named} ${exampleOf(field)}`);
  const allowed = await allowedIn(call, { field, year, value }, `填 ${year} ${field.id} ${value} 原因 记错了`);
  if ("refused" in allowed) return allowed.refused;
  if (BACK.has(allowed.value)) return takenBack(call, field, year);
  const kept = await saveStated(call, { field, year, value: allowed.value });
  if (!kept.ok) return said("asked", `没有填：${kept.problem}。`);
  return said("answered", `已填 ${year} 年 ${field.label}：${kept.shown}。记录合计不会改动它。`);
}

function wantedOf({ measure }: Field): string {
  return measure.by === "list" ? "条数或内容" : "数字";
}

function exampleOf({ measure }: Field): string {
  return measure.by === "list" ? "学习不够系统；服务办法不多" : "6";
}

/** What takes a stated value back. */
const BACK: ReadonlySet<string> = new Set(["取消", "不填", "清空", "按记录"]);

async function takenBack(call: Call, field: Field, year: number): Promise<Answer> {
  if (!(await dropStated(call, { field, year }))) {
    return said("asked", `${year} 年 ${field.label}没有填过，不用取消。`);
  }
  return said("answered", `已取消填写的 ${year} 年 ${field.label}，有记录就按记录计，没有就空着。`);
}
