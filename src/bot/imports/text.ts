import type { Columns } from "../../report/tables/columns.ts";
import type { ImportRow, RowsRead } from "../../report/tables/rows.ts";
import { recordLine } from "../replies/describe.ts";
import type { ImportPlan } from "./plan.ts";

const SHOWN = 5;
const MOST_PROBLEMS = 20;

/** Which column is taken for what, and which are not used. */
export function columnsText({ table, head, last, used, unused, alike, passed }: Columns): string {
  const sheets = [table, ...alike.map((one) => one.table)].map(({ sheet }) => `“${sheet}”`).join("");
  const where = table.sheet === null ? "" : `工作表${sheets}，`;
  const taken = used.map(([heading, role]) => (heading === role ? role : `${heading} → ${role}`)).join("，");
  const rest = unused.length === 0 ? "" : `\n没有用到的列：${unused.join("、")}`;
  const other = passed.length === 0 ? "" : `\n没有读的工作表：${passed.join("、")}`;
  const rows = last === head ? `${head + 1}` : `${head + 1}、${last + 1}`;
  return `${where}表头在第 ${rows} 行。各列：${taken}${rest}${other}\n`;
}

/** The first rows as they were read, and what an import would do. */
export function previewText(read: RowsRead, { steps, strangers }: ImportPlan): string {
  const { rows, left } = read;
  const of = (wanted: (step: ImportPlan["steps"][number]) => boolean) => steps.filter(wanted).length;
  const held = steps.flatMap((step) => (step.do !== "keep" && step.twin !== undefined ? [step] : []));
  const counts = [
    `共 ${rows.length} 行：新增 ${of(({ do: what }) => what !== "keep") - held.length}`,
    `已经有了 ${of(({ do: what }) => what === "keep")}`,
    `可能和已有的重复 ${held.length}`,
  ].join("，");
  const told = [
    `${counts}。`,
    ...held
      .slice(0, MOST_PROBLEMS)
      .map(({ row, twin }) => `${row.place}可能就是 #${twin?.id}，先不计入，由书记在“待办”里决定。`),
    ...left.slice(0, MOST_PROBLEMS).map((one) => `${one}。`),
    ...(strangers.length === 0 ? [] : [`新登记的成员：${strangers.join("、")}。`]),
    "",
  ];
  return firstRowsText(read) + told.join("\n");
}

/** The first rows as they were read. */
export function firstRowsText({ rows }: RowsRead): string {
  return [...rows.slice(0, SHOWN).map(lineText), ...(rows.length > SHOWN ? ["……"] : [])]
    .map((line) => `${line}\n`)
    .join("");
}

function lineText({ place, facts }: ImportRow): string {
  const told = recordLine({ ...facts, id: 0 }, "0000-01-01").replace(/^#0 /, "");
  return `${place} ${told}`;
}

/** The rows that stop an import. */
export function problemsText(problems: readonly string[]): string {
  const more = problems.length > MOST_PROBLEMS ? [`……共 ${problems.length} 处`] : [];
  return [
    "有的行看不懂，全部没有导入，请改好后再来：",
    ...problems.slice(0, MOST_PROBLEMS).map((one) => `${one}。`),
    ...more,
  ].join("\n");
}
