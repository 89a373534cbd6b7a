import type { Value } from "../../report/values.ts";
import { type Answer, type Call, said } from "../call.ts";
import type { Block, Chart } from "../channel.ts";
import { valuesOf } from "../drafts/ledger-rows.ts";
import { drawLater } from "../pictures.ts";
import { scopeText } from "./asked-scope.ts";
import type { Command } from "./command.ts";
import { yearMeant } from "./report-year.ts";
import { shownAmount } from "./stated-beside.ts";

/** The year so far, from the same values as the report. */
export const stats: Command = {
  name: "统计",
  latin: "stats",
  usage: "统计 2025（可加 含下级）",
  summary: "看支部全年各类活动的次数",
  permission: "anyone",
  rest: /^(?:(\d{4}|去|上|今)\s*年?)?\s*(本级|含下级)?$/,
  run: (call, [yearText, scope]) => yearStats(call, yearMeant(yearText, call.now.today), scope === "含下级"),
};

/** The numbers of a year, as the draft of it would begin. */
export async function yearStats(call: Call, year: number, withSubUnits = false): Promise<Answer> {
  const wanted = { organisation: call.organisation.id, year, withSubUnits };
  const { catalogue, headline } = call.deps;
  const fields = call.deps.fields.filter(({ id }) => headline.has(id));
  const { values, held } = await valuesOf(call.db, { catalogue, fields }, wanted);
  const shown = values.filter(({ source }) => source !== "blank");
  const head = `${call.organisation.name}${scopeText(withSubUnits)} ${year} 年`;
  const waiting = held === 0 ? [] : [`另有 ${held} 条待定，没有计入。`];
  if (shown.length === 0) return said("answered", [`${head}还没有记录。`, ...waiting].join("\n"));
  const lines = shown.map((value) => `${value.label} ${shownAmount(value)}`);
  const text = [`${head}：`, ...lines, ...waiting].join("\n");
  const chart = timesChart(shown, call);
  const charts = chart === undefined ? [] : [{ block: "chart", ...chart } as const];
  if (chart !== undefined) await drawLater(call, { ...chart, title: `${head}${chart.title}` }, `stats-${year}`);
  const card = { title: `${head}统计`, blocks: [...charts, tableOf(shown), ...waiting.map(paragraph)] };
  return { outcome: "answered", records: [], replies: [{ text, card }] };
}

/** How many kinds a phone shows at once. */
const MOST_BARS = 8;

/** The kinds held most often; one alone is no comparison. */
function timesChart(values: readonly Value[], { deps }: Call): Chart | undefined {
  const kinds = new Set(deps.catalogue.kinds.map(({ name }) => name));
  const times = values
    .flatMap(({ field, unit, value }) => (kinds.has(field) && unit === "次" && value ? [{ kind: field, value }] : []))
    .sort((a, b) => b.value - a.value)
    .slice(0, MOST_BARS);
  if (times.length < 2) return undefined;
  const series = [{ name: "次数", values: times.map(({ value }) => value) }];
  const title = times.length === MOST_BARS ? "次数最多的几类" : "各类次数";
  return { title, categories: times.map(({ kind }) => kind), series };
}

function tableOf(values: readonly Value[]): Block {
  return { block: "table", head: ["项目", "数量"], rows: values.map((value) => [value.label, shownAmount(value)]) };
}

function paragraph(text: string): Block {
  return { block: "text", text };
}
