import { dayIn } from "../../ledger/calendar.ts";
import { type Difference, differences } from "../../report/compare.ts";
import type { Draft } from "../../report/draft.ts";
import { readSnapshot } from "../../report/snapshot.ts";
import { recordLine as tracedRecord } from "../../report/trace.ts";
import { type DraftHead, type DraftRow, findDraft, findDrafts } from "../../store/drafts.ts";
import { findHistory } from "../../store/journal.ts";
import { findNames } from "../../store/people.ts";
import { type Call, said } from "../call.ts";
import type { Command } from "../command.ts";
import { recordLine, shortDay } from "../describe.ts";
import { draftOf } from "../drafting.ts";
import { seenRecord } from "../sight.ts";
import { behindText, enqueueFiles } from "./draft.ts";
import { historyLine } from "./history.ts";
import { reportYear } from "./report-year.ts";

/** Sends a kept draft again as it was, whatever the ledger says meanwhile; without a number, lists those kept. */
export const drafts: Command = {
  name: "草稿",
  latin: "drafts",
  usage: "草稿 3",
  summary: "把以前的一份草稿再发一次，数字不变；只发“草稿”列出全部",
  permission: "manage",
  rest: /^(\d{1,3})?(?:\s*(\d{4})\s*年?)?\s*((?:含附表|含附图|\s)*)$/,
  async run(call, [number, yearText, more = ""]) {
    const year = reportYear(call.now.today, yearText);
    if (number === undefined) return said("answered", await listText(call, year));
    const row = await draftNumbered(call, year, Number(number));
    if (row === undefined) return said("asked", missing(year, number));
    const wanted = { organisation: call.organisation.id, year, withSubUnits: row.with_sub_units === 1 };
    await enqueueFiles(call, { ...wanted, number: row.number, ...behindText(more) });
    return said("answered", `${year} 年草稿${number}（${madeOn(call, row)}生成），数字和当时一样，文件生成后发给您。`);
  },
};

/** What two drafts do not share, and which changes of the ledger made it so. */
export const compare: Command = {
  name: "对比",
  latin: "compare",
  usage: "对比 草稿3 草稿4",
  summary: "看两份草稿的数字哪里不同、为什么；只写一份就和现在比",
  permission: "manage",
  rest: /^(?:(\d{4})\s*年?\s*)?(?:草稿)?\s*(\d{1,3})?\s*(?:和|与|、|,)?\s*(?:草稿)?\s*(\d{1,3})?$/,
  async run(call, [yearText, one, two]) {
    const year = reportYear(call.now.today, yearText);
    const kept = (await findDrafts(call.db, { organisationId: call.organisation.id, year })).slice(0, 2);
    const first = one ?? (kept[1] ?? kept[0])?.number;
    if (first === undefined) return said("asked", `${year} 年还没有草稿，发“生成 ${year} 年述职报告”。`);
    const second = two ?? (one === undefined ? kept[1] && kept[0]?.number : undefined);
    const earlier = await draftNumbered(call, year, Number(first));
    if (earlier === undefined) return said("asked", missing(year, String(first)));
    const later =
      second === undefined ? await presentDraft(call, year, earlier) : await keptDraft(call, year, Number(second));
    if (later === undefined) return said("asked", missing(year, String(second ?? "")));
    return said("answered", await compared(call, earlier, later));
  },
};

type Kept = { readonly draft: Draft; readonly name: string; readonly cutoff: string };

async function draftNumbered(call: Call, year: number, number: number): Promise<DraftRow | undefined> {
  return findDraft(call.db, { organisationId: call.organisation.id, year, number });
}

async function keptDraft(call: Call, year: number, number: number): Promise<Kept | undefined> {
  const row = await draftNumbered(call, year, number);
  return row && { draft: draftIn(row), name: `草稿${row.number}（${madeOn(call, row)}）`, cutoff: row.cutoff };
}

/** The draft that would be made now, with the same units. */
async function presentDraft(call: Call, year: number, like: DraftRow): Promise<Kept | undefined> {
  const wanted = { organisation: call.organisation.id, year, withSubUnits: like.with_sub_units === 1 };
  const drafted = await draftOf(call.db, call.deps, wanted, new Date(call.sentAt));
  return drafted.ok ? { draft: drafted.draft, name: "现在", cutoff: call.sentAt } : undefined;
}

function draftIn({ snapshot }: DraftRow): Draft {
  return readSnapshot(snapshot);
}

function madeOn(call: Call, { created_at }: DraftHead): string {
  return shortDay(dayIn(call.organisation.zone, new Date(created_at)), call.now.today);
}

function missing(year: number, number: string): string {
  return `${year} 年没有草稿${number}，发“草稿”看有哪些；别的年度请写明，如：草稿 ${number || 1} ${year - 1}。`;
}

async function listText(call: Call, year: number): Promise<string> {
  const rows = await findDrafts(call.db, { organisationId: call.organisation.id, year });
  if (rows.length === 0) return `${year} 年还没有草稿，发“生成 ${year} 年述职报告”。`;
  const lines = rows.map(
    (row) => `草稿${row.number} ${madeOn(call, row)}${row.with_sub_units === 1 ? "（含下级）" : ""}`,
  );
  return [`${year} 年的草稿：`, ...lines, "再发一次请发“草稿 编号”。"].join("\n");
}

const MOST_FIELDS = 15;
const MOST_RECORDS = 12;

async function compared(call: Call, row: DraftRow, later: Kept): Promise<string> {
  const earlier = draftIn(row);
  const all = differences(earlier, later.draft);
  const named = new Set(later.draft.named);
  const shown = all.filter(({ field }) => named.has(field) || call.deps.headline.has(field));
  const head = `${row.year} 年草稿${row.number}（${madeOn(call, row)}）→ ${later.name}`;
  if (all.length === 0) return `${head}：数字都一样。`;
  const rest = all.length - Math.min(shown.length, MOST_FIELDS);
  const records = [...new Set(all.flatMap(({ added, gone, changed }) => [...added, ...gone, ...changed]))].sort(
    (a, b) => a - b,
  );
  const told: string[] = [];
  for (const id of records.slice(0, MOST_RECORDS))
    told.push(
      (await reasonOf(call, id, { after: row.cutoff, until: later.cutoff })) ?? lineIn([later.draft, earlier], id),
    );
  return [
    `${head}：`,
    ...shown.slice(0, MOST_FIELDS).map(differenceText),
    ...(rest > 0 ? [`另有 ${rest} 项（人次、小时等）也变了。`] : []),
    ...(told.length > 0 ? ["记录的变动：", ...told] : []),
    ...(records.length > MOST_RECORDS ? [`……共 ${records.length} 条记录有变动。`] : []),
  ].join("\n");
}

function differenceText({ label, from, to, added, gone, changed, filled }: Difference): string {
  const ids = (of: readonly number[]) =>
    of
      .slice(0, 6)
      .map((id) => `#${id}`)
      .join("、") + (of.length > 6 ? `等 ${of.length} 条` : "");
  const why = [
    ...(added.length > 0 ? [`新增 ${ids(added)}`] : []),
    ...(gone.length > 0 ? [`减去 ${ids(gone)}`] : []),
    ...(changed.length > 0 ? [`改动 ${ids(changed)}`] : []),
    ...(filled === null ? [] : [filled]),
  ];
  const shown = (display: string | null) => display ?? "没有这个字段";
  return `${label} ${shown(from)} → ${shown(to)}${why.length === 0 ? "" : `（${why.join("；")}）`}`;
}

/** A record of a branch below, as the drafts tell it: its history is the branch's own. */
function lineIn(drafts: readonly Draft[], id: number): string {
  const [found] = drafts.flatMap(({ rows }) => rows.filter((row) => row.id === id));
  return found === undefined ? `#${id}` : `${tracedRecord(found)}（${found.organisationName}）`;
}

/** What happened to a record between two drafts; where nothing did, what happened to it last. */
async function reasonOf(
  call: Call,
  id: number,
  { after, until }: { after: string; until: string },
): Promise<string | undefined> {
  const record = await seenRecord(call, id);
  if (record === undefined) return undefined;
  const rows = (await findHistory(call.db, id)).filter(({ at }) => at <= until || until === call.sentAt);
  const between = rows.filter(({ at }) => at > after);
  const told = between.length > 0 ? between : rows.slice(-1);
  const names = await findNames(call.db, [...new Set(told.flatMap(({ person_id }) => person_id ?? []))]);
  return [recordLine(record, call.now.today), ...told.map((one) => `　${historyLine(call, one, names)}`)].join("\n");
}
