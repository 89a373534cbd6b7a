import type { Field } from "../../ledger/fields.ts";
import { resolve } from "../../report/expression.ts";
import { tracedLine, traces } from "../../report/trace.ts";
import { fieldValues } from "../../report/values.ts";
import { type Answer, type Call, IGNORED, may, said } from "../call.ts";
import { gather } from "../drafts/drafting.ts";
import { reportFields } from "../drafts/report-fields.ts";
import { scopeText } from "./asked-scope.ts";
import { reportYear, yearMeant } from "./report-year.ts";

const MOST = 30;

/** The records behind a field's number, with its filter; also of a free measure such as 志愿服务+结对帮带 人次. */
export async function whyField(call: Call, asked: string, yearText: string | undefined): Promise<Answer> {
  const name = asked.replace(/ 含下级$/, "");
  const withSubUnits = name !== asked;
  if (withSubUnits && !may(call, "manage")) return said("refused", "含下级的记录只有书记、管理员可以看。");
  const known = resolve(name, call.deps);
  const found = known.ok ? known : resolve(name, { ...call.deps, fields: await reportFields(call) });
  if (!found.ok) {
    if (call.addressed && found.nearest.length > 0) return said("asked", `${found.problem}。`);
    return call.place === "private" ? said("ignored", `没有叫“${name}”的数字。看一条记录请发“为什么 #12”。`) : IGNORED;
  }
  const year = yearMeant(yearText, call.now.today);
  const [text, records] = await explained(call, found.field, { year, withSubUnits });
  const reported = yearText === undefined ? reportYear(call.now.today, undefined) : year;
  const hint = reported === year ? "" : `\n看上一年的请发“为什么 ${reported} ${asked}”。`;
  return said("answered", `${text}${hint}`, records);
}

async function explained(
  call: Call,
  field: Field,
  of: { readonly year: number; readonly withSubUnits: boolean },
): Promise<[text: string, records: readonly number[]]> {
  const wanted = { organisation: call.organisation.id, ...of };
  const input = await gather(call.db, call.deps, { ...wanted, madeAt: new Date(call.sentAt) });
  const asked = { ...input, fields: [field], activities: input.rows };
  const [trace] = traces({ ...asked, values: fieldValues(asked) });
  if (trace === undefined) throw new Error(`no trace of ${field.id}`);
  const { value, filter, origin, records } = trace;
  const more = records.length - MOST;
  const lines = [
    `${of.year} 年 ${value.label}${scopeText(of.withSubUnits)}：${value.source === "blank" ? origin : `${value.display}（${origin}）`}`,
    `口径：${filter}。`,
    ...value.warnings.map((warning) => `注意：${warning}。`),
    ...records.slice(0, MOST).map((record) => tracedLine(record, value.unit)),
    ...(more > 0 ? [`……共 ${records.length} 条，其余见草稿工作簿的“溯源”表。`] : []),
  ];
  return [lines.join("\n"), value.records];
}
