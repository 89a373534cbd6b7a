import {
  type DraftHead,
  type DraftRow,
  findDraft,
  findDraftNumbers,
  findDrafts,
  isPending,
} from "../../store/drafts.ts";
import { type Call, said } from "../call.ts";
import type { CompareJob } from "../drafts/compare-job.ts";
import { momentText } from "../replies/describe.ts";
import { type Asked, askedHere, leaveWork } from "../work/payload.ts";
import { scopeText } from "./asked-scope.ts";
import type { Command } from "./command.ts";
import { behindKept, enqueueFiles } from "./draft.ts";
import { reportYear } from "./report-year.ts";

/** So many drafts are listed at once. */
const MOST = 30;

/** Sends a kept draft again as it was, whatever the ledger says meanwhile; without a number, lists those kept. */
export const drafts: Command = {
  name: "草稿",
  latin: "drafts",
  usage: "草稿 3",
  summary: "把以前的一份草稿再发一次，数字不变；只发“草稿”列出全部",
  permission: "manage",
  rest: /^(\d{1,3})?(?:\s*(\d{4})\s*年?)?\s*((?:含附表|含附图|[\s,，、和及])*)$/,
  async run(call, [number, yearText, more = ""]) {
    const year = reportYear(call.now.today, yearText);
    if (number === undefined) return said("answered", await listText(call, yearText === undefined ? undefined : year));
    const row = await draftNumbered(call, year, Number(number));
    if (row === undefined) return said("asked", missing({ year, number, example: `草稿 ${number} ${year - 1}` }));
    if (isPending(row)) return said("answered", notYet(row));
    const wanted = { organisation: call.organisation.id, year, number: row.number };
    await enqueueFiles(call, { ...wanted, ...(await behindKept(call.db, wanted, more)) });
    return said(
      "answered",
      `${year} 年草稿${number}${scopeText(row.with_sub_units === 1)}（截至 ${cutOf(call, row)}），数字和当时一样，文件生成后发给您。`,
    );
  },
};

/** What two drafts do not share, and which changes of the ledger made it so. */
export const compare: Command = {
  name: "对比",
  latin: "compare",
  usage: "对比 草稿3 草稿4",
  summary: "看两份草稿的数字哪里不同、为什么；只写一份就和现在比",
  permission: "manage",
  rest: /^(?:(?<yearBefore>\d{4})\s*年?\s*)?(?:草稿)?\s*(?<one>\d{1,3})?\s*(?:和|与|、|,)?\s*(?:草稿)?\s*(?<two>\d{1,3})?(?:\s+(?<yearBehind>\d{4})\s*年?)?$/,
  async run(call, _, { yearBefore, one, two, yearBehind }) {
    const year = reportYear(call.now.today, yearBefore ?? yearBehind);
    const organisation = call.organisation.id;
    const kept = await findDraftNumbers(call.db, { organisationId: organisation, year });
    const first = one ?? kept[1] ?? kept[0];
    if (first === undefined) return said("asked", `${year} 年还没有草稿，发“生成 ${year} 年述职报告”。`);
    const second = two ?? (one === undefined && kept.length > 1 ? kept[0] : undefined);
    const numbers = [first, ...(second === undefined ? [] : [second])].map(Number);
    const unknown = numbers.find((number) => !kept.includes(number));
    if (unknown !== undefined) {
      const example = ["对比", ...numbers.map((number) => `草稿${number}`), year - 1].join(" ");
      return said("asked", missing({ year, number: String(unknown), example }));
    }
    // What changed has its reasons only in the order of time.
    const [earlier = 0, later] = numbers.sort((a, b) => a - b);
    await compareLater(call, { organisation, year, first: earlier, ...(later === undefined ? {} : { second: later }) });
    return { outcome: "answered", records: [], replies: [{ text: "正在比较，好了发给您。", about: call.key }] };
  },
};

async function compareLater(call: Call, drafts: Omit<CompareJob, keyof Asked | "askedAt">): Promise<void> {
  const job: CompareJob = { ...drafts, ...askedHere(call), askedAt: call.sentAt };
  await leaveWork(call, "compare", job);
}

async function draftNumbered(call: Call, year: number, number: number): Promise<DraftRow | undefined> {
  return findDraft(call.db, { organisationId: call.organisation.id, year, number });
}

/** The moment whose ledger a draft counts; of one that is not counted yet, when it was asked for. */
function cutOf(call: Call, row: DraftHead): string {
  const at = new Date(isPending(row) ? row.created_at : row.cutoff);
  return momentText(call.organisation.zone, at, call.now.today);
}

function notYet({ number }: DraftHead): string {
  return `草稿${number} 还在生成，好了就发给您。`;
}

function missing({ year, number, example }: Readonly<Record<"number" | "example", string>> & { year: number }): string {
  return `${year} 年没有草稿${number}，发“草稿”看有哪些；别的年度请写明，如：${example}。`;
}

/** The drafts of one year, or of all years under their headings. */
async function listText(call: Call, year: number | undefined): Promise<string> {
  const rows = await findDrafts(call.db, { organisationId: call.organisation.id, year });
  const [newest] = rows;
  if (newest === undefined) {
    const asked = year ?? reportYear(call.now.today, undefined);
    return `${year === undefined ? "" : `${year} 年`}还没有草稿，发“生成 ${asked} 年述职报告”。`;
  }
  const lines: string[] = [];
  for (const [n, row] of rows.slice(0, MOST).entries()) {
    if (row.year !== rows[n - 1]?.year) lines.push(`${row.year} 年的草稿，各截至：`);
    lines.push(lineOf(call, row));
  }
  const cut = rows.length > MOST ? [`只列最近 ${MOST} 份，更早的请写年份，如“草稿 ${rows.at(-1)?.year}”。`] : [];
  return [...lines, ...cut, `再发一次请发如“草稿 ${newest.number} ${newest.year}”。`].join("\n");
}

function lineOf(call: Call, row: DraftHead): string {
  return `草稿${row.number} ${cutOf(call, row)}${scopeText(row.with_sub_units === 1)}${isPending(row) ? "（正在生成）" : ""}`;
}
