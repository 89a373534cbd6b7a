import type { Field } from "../../ledger/fields.ts";
import { nearest } from "../../ledger/nearest.ts";
import { readManual } from "../../report/manual.ts";
import { type Answer, type Call, isAnswer, said } from "../call.ts";
import { allowedIn, dropStated, saveStated, splitStated } from "../drafts/filled.ts";
import { reportFields } from "../drafts/report-fields.ts";
import type { Command } from "./command.ts";
import { type FillWords, readFill } from "./fill-words.ts";
import { isAhead, reportYear } from "./report-year.ts";

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
    return "unknown" in read ? said("asked", unknownText(read.unknown, fields)) : filled(call, read, fields);
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
  const fields = await reportFields(call);
  const read = readFill(wordsBehind(call.text), fields, call.now.today);
  return "unknown" in read ? undefined : () => filled(call, read, fields);
}

function wordsBehind(text: string): string {
  return text.trim().replace(/^[/／]?(?:填|fill)\s*/i, "");
}

type Known = Extract<FillWords, { field: Field }>;

async function filled(
  call: Call,
  { field: named, year: stated, value }: Known,
  all: readonly Field[],
): Promise<Answer> {
  const year = reportYear(call.now.today, stated);
  // What is promised or found for the next year may be stated ahead, a later one was mistyped.
  if (isAhead(call.now.today, year - 1)) return said("asked", `${year} 年还早，没有填，请检查年份。`);
  const field = inUnit(named, value, all);
  const again = `填 ${stated === undefined ? "" : `${stated} `}${field.id}`;
  if (value.trim() === "")
    return said("asked", `请把${wantedOf(field)}写在名称后面，中间空一格，如：${again} ${exampleOf(field)}`);
  const allowed = await allowedIn(call, { field, year, value }, `填 ${year} ${field.id} ${value} 原因 记错了`);
  if (isAnswer(allowed)) return allowed;
  if (BACK.has(allowed.value)) return takenBack(call, field, year);
  const kept = await saveStated(call, { field, year, value: allowed.value });
  if (isAnswer(kept)) return kept;
  return said("answered", `已填 ${year} 年 ${field.label}：${kept.shown}。记录合计不会改动它。`);
}

/** 走访慰问 15户 is its 户数, and not 15次: the one field of the kind that has the unit which was typed. */
function inUnit(field: Field, value: string, all: readonly Field[]): Field {
  const { value: bare } = splitStated(field, value);
  if (field.kinds.length !== 1 || readManual(field, bare).ok) return field;
  const fitting = all.filter(
    ({ kinds, unit, ...one }) =>
      kinds.length === 1 &&
      kinds[0] === field.kinds[0] &&
      bare.includes(unit) &&
      readManual({ kinds, unit, ...one }, bare).ok,
  );
  const [only, ...others] = fitting;
  return only === undefined || others.length > 0 ? field : only;
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
