import type { Day } from "../../ledger/activity.ts";
import { dayIn } from "../../ledger/calendar.ts";
import { type Difference, differences } from "../../report/compare.ts";
import type { Draft } from "../../report/draft.ts";
import { readSnapshot } from "../../report/snapshot.ts";
import { recordLine as tracedRecord } from "../../report/trace.ts";
import { type Cut, type DraftRow, findDraft, isPending } from "../../store/drafts.ts";
import { findHistory, type JournalRow } from "../../store/journal.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { findNames } from "../../store/people.ts";
import type { Db } from "../../store/schema.ts";
import { reading } from "../../store/transaction.ts";
import { historyLine } from "../commands/history.ts";
import { seenRecord } from "../records/sight.ts";
import { momentText, recordLine } from "../replies/describe.ts";
import { draftOf, type Source } from "./drafting.ts";

/** Two drafts of an organisation's year to compare, or one with the ledger as it stands. Plain data: a thread may do it. */
export type Comparing = {
  readonly source: Source;
  /** The fields that are told beside those of the template. */
  readonly headline: ReadonlySet<string>;
  readonly organisation: number;
  readonly year: number;
  readonly first: number;
  readonly second?: number | undefined;
  readonly askedAt: Date;
};

const MOST_FIELDS = 15;
const MOST_RECORDS = 12;

/** Tells what two drafts do not share, and which changes of the ledger made it so. */
export function compareDrafts(db: Db, asked: Comparing): Promise<string> {
  return reading(db, async (trx) => {
    const { zone } = await getOrganisation(trx, asked.organisation);
    const eyes: Eyes = { db: trx, organisation: asked.organisation, zone, today: dayIn(zone, asked.askedAt) };
    const row = await draftNumbered(trx, asked, asked.first);
    const later = row && (await laterOf(eyes, asked, row));
    if (row === undefined || later === undefined) return "要比较的草稿还没有生成，发“草稿”看有哪些。";
    return typeof later === "string" ? later : compared(eyes, asked.headline, { row, later });
  });
}

/** Who reads: what they may see, and how days are told. */
type Eyes = { readonly db: Db; readonly organisation: number; readonly zone: string; readonly today: Day };

type Later = { readonly draft: Draft; readonly name: string; readonly cut: Cut | "now" };

/** The other draft, or what would be drafted now with the same units; words where it cannot be. */
async function laterOf(eyes: Eyes, asked: Comparing, like: DraftRow): Promise<Later | string | undefined> {
  const { organisation, year, second, source, askedAt } = asked;
  if (second !== undefined) {
    const row = await draftNumbered(eyes.db, asked, second);
    return row && { draft: readSnapshot(row.snapshot), name: nameOf(eyes, row), cut: row };
  }
  const wanted = { organisation, year, withSubUnits: like.with_sub_units === 1 };
  const drafted = await draftOf(eyes.db, source, { ...wanted, madeAt: askedAt });
  if (!drafted.ok) return `模板有问题，没有比较：${drafted.faults.join("；")}`;
  return { draft: drafted.draft, name: "现在", cut: "now" };
}

/** A draft that has its values. */
async function draftNumbered(
  db: Db,
  { organisation: organisationId, year }: Comparing,
  number: number,
): Promise<DraftRow | undefined> {
  const row = await findDraft(db, { organisationId, year, number });
  return row === undefined || isPending(row) ? undefined : row;
}

/** With the moment that it counts, as the list of drafts tells it. */
function nameOf({ zone, today }: Eyes, { number, cutoff }: DraftRow): string {
  return `草稿${number}（截至 ${momentText(zone, new Date(cutoff), today)}）`;
}

type Pair = { readonly row: DraftRow; readonly later: Later };

async function compared(eyes: Eyes, headline: ReadonlySet<string>, { row, later }: Pair): Promise<string> {
  const earlier = readSnapshot(row.snapshot);
  const all = differences(earlier, later.draft);
  const named = new Set([...earlier.named, ...later.draft.named]);
  const wanted = all.filter(({ field }) => named.has(field) || headline.has(field));
  const shown = wanted.length === 0 ? all : wanted;
  const head = `${row.year} 年${nameOf(eyes, row)}→ ${later.name}`;
  if (all.length === 0) return `${head}：数字都一样。`;
  const rest = all.length - Math.min(shown.length, MOST_FIELDS);
  const records = [...new Set(all.flatMap(({ added, gone, changed }) => [...added, ...gone, ...changed]))].sort(
    (a, b) => a - b,
  );
  const told: string[] = [];
  for (const id of records.slice(0, MOST_RECORDS))
    told.push((await reasonOf(eyes, id, { after: row, until: later.cut })) ?? lineIn([later.draft, earlier], id));
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
  { db, organisation, zone, today }: Eyes,
  id: number,
  { after, until }: { readonly after: Cut; readonly until: Cut | "now" },
): Promise<string | undefined> {
  const record = await seenRecord({ db, organisation: { id: organisation } }, id);
  if (record === undefined) return undefined;
  const rows = (await findHistory(db, id)).filter((row) => until === "now" || isCounted(row, until));
  const between = rows.filter((row) => !isCounted(row, after));
  const told = between.length > 0 ? between : rows.slice(-1);
  const names = await findNames(db, [...new Set(told.flatMap(({ person_id }) => person_id ?? []))]);
  return [recordLine(record, today), ...told.map((one) => `　${historyLine(one, names, { zone, today })}`)].join("\n");
}

/** Whether a draft counts what an entry of the journal tells. */
function isCounted({ id, at }: JournalRow, { entry, cutoff }: Cut): boolean {
  return entry === null ? at <= cutoff : id <= entry;
}
