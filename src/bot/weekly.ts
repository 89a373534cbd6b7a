import type { Day, Facts, Period } from "../ledger/activity.ts";
import { isoWeek, yearOf } from "../ledger/calendar.ts";
import { getOrganisation } from "../store/organisations.ts";
import type { Deps } from "./call.ts";
import type { Block, Card, Chart } from "./channel.ts";
import { recordLine, shortDay } from "./replies/describe.ts";
import { openComing } from "./weekly/coming.ts";
import { openSummaries, type Summary } from "./weekly/summary.ts";

/** A summary longer than this is read by nobody; the rest is told by its number. */
const LONGEST = 20;
/** So many of those that came late are named. */
const LONGEST_LATE = 5;

/** A week with what people call it: 2026年第47周（11月16日至11月22日）. */
export type NamedWeek = Period & { readonly called: string };

/** A week by its number and days. */
export function namedWeek({ first, last }: Period): NamedWeek {
  return { first, last, called: `${weekName(isoWeek(last))}（${shortDay(first, last)}至${shortDay(last, last)}）` };
}

/** What a summary is written from; `coming` are whole lines. */
export type Weekly = {
  readonly name: string;
  readonly week: NamedWeek;
  readonly summary: Summary;
  readonly coming: readonly string[];
};

/**
 * The weekly summary of an organisation: what was done in a week, the year so far against
 * the year before, and what is coming on the day on which it is read. It names no member and what nobody did.
 */
export async function weeklyOf(
  { db, ...deps }: Pick<Deps, "db" | "catalogue" | "fields" | "headline" | "duties">,
  organisationId: number,
  { week, on }: { readonly week: Period; readonly on: Day },
): Promise<Weekly> {
  const { name } = await getOrganisation(db, organisationId);
  const [summary] = await openSummaries(deps, week)(db, [organisationId]);
  if (summary === undefined) throw new Error(`organisation ${organisationId} has no summary`);
  const coming = await openComing(deps, { week, on })(db, [organisationId]);
  return { name, week: namedWeek(week), summary, coming: coming.get(organisationId) ?? [] };
}

/** The words of a summary. */
export function weeklyText(weekly: Weekly): string {
  const { coming, week, name } = weekly;
  return [headText(name, week), ...doneLines(weekly), ...yearLine(weekly), ...coming].join("\n");
}

/** Whether nothing happened, here and below, and nothing of before came late. */
export function isEmptyWeek({ summary: { records, late, below } }: Weekly): boolean {
  return records.length === 0 && late.length === 0 && below === undefined;
}

/** One line where nothing happened. */
export function emptyText({ name, week, coming }: Weekly): string {
  return [`${headText(name, week)}：没有登记活动。`, ...coming].join("\n");
}

/** A summary for a channel that draws charts: what the text says, with the year's numbers as a chart and a table. */
export function weeklyCard(weekly: Weekly): Card {
  const { name, week, summary, coming } = weekly;
  const chart = weeklyChart(weekly);
  const blocks: Block[] = [
    { block: "text", text: doneLines(weekly).join("\n") },
    ...(chart === undefined ? [] : [{ block: "chart" as const, ...chart }]),
    ...(summary.soFar.length === 0 ? [] : [tableOf(summary)]),
    ...(summary.more === 0 ? [] : [{ block: "text" as const, text: `${moreText(weekly)}。` }]),
    ...(coming.length === 0 ? [] : [{ block: "text" as const, text: coming.join("\n") }]),
  ];
  return { plain: weeklyText(weekly), title: headText(name, week), blocks };
}

/** How often each kind was held so far, against the year before; nothing where nothing is counted by times. */
export function weeklyChart({ name, summary }: Weekly): Chart | undefined {
  const counted = summary.soFar.filter(({ unit }) => unit === "次");
  if (counted.length === 0) return undefined;
  const year = yearOf(summary.until);
  return {
    title: `${name} ${year} 年累计次数（到${shortDay(summary.until, summary.until)}）`,
    categories: counted.map(({ label }) => label),
    series: [
      { name: `${year} 年`, values: counted.map(({ values }) => values.now) },
      { name: `${year - 1} 年同期`, values: counted.map(({ values }) => values.before) },
    ],
  };
}

function tableOf({ soFar, until }: Summary): Block {
  const year = yearOf(until);
  return {
    block: "table",
    head: ["累计", `${year} 年`, `${year - 1} 年同期`],
    rows: soFar.map(({ label, display, before }) => [label, display, before ?? "－"]),
  };
}

function doneLines(weekly: Weekly): string[] {
  return [...weekLines(weekly), ...lateLines(weekly)];
}

/** What a summary before would have told, had it been told in time: of no number of the week. */
function lateLines({ summary: { late }, week }: Weekly): string[] {
  if (late.length === 0) return [];
  const rest = late.length - LONGEST_LATE;
  return [
    `另补记以前的 ${late.length} 条：`,
    ...late.slice(0, LONGEST_LATE).map((record) => `· ${recordLine(record, week.last)}`),
    ...(rest > 0 ? [`另有 ${rest} 条以前的。`] : []),
  ];
}

function weekLines(weekly: Weekly): string[] {
  const { below } = weekly.summary;
  if (below === undefined) return ownLines(weekly);
  const numbers = below.numbers.map(({ label, display }) => `${label} ${display}`).join("，");
  const rest = below.more === 0 ? "" : `，另有 ${below.more} 类`;
  return [...ownLines(weekly), `含下级这一周共 ${below.count} 次${numbers === "" ? "" : `：${numbers}${rest}`}。`];
}

function ownLines({ summary: { records, below }, week }: Weekly): string[] {
  if (records.length === 0) return [`${below === undefined ? "" : "本级"}这一周没有登记活动。`];
  const shown = records.slice(0, LONGEST).map((record) => `· ${recordLine(record, week.last)}`);
  const first = records[LONGEST];
  return [
    `做了 ${records.length} 次：`,
    ...shown,
    ...(first === undefined ? [] : [restText(records.length, first, week)]),
  ];
}

/** Words that show the rest whenever it is read: on the first of a month 本月 is another one. */
function restText(all: number, { start }: Pick<Facts, "start">, { last }: Period): string {
  const days = [...new Set([start ?? last, last])].map((day) => shortDay(day, last)).join("至");
  return `另有 ${all - LONGEST} 条，私聊我发“查看 ${days}”可以看。`;
}

function yearLine(weekly: Weekly): string[] {
  const { soFar, more, until, below } = weekly.summary;
  if (soFar.length === 0) return [];
  const numbers = soFar.map(
    ({ label, display, before }) => `${label} ${display}${before === null ? "" : `（${before}）`}`,
  );
  const compared = soFar.some(({ before }) => before !== null) ? "（括号里是去年同期）" : "";
  const rest = more === 0 ? "" : `。${moreText(weekly)}`;
  return [`${yearOf(until)} 年${below === undefined ? "" : "本级"}累计${compared}：${numbers.join("，")}${rest}`];
}

/** Over the year's end 统计 alone is already of the new year. */
function moreText({ summary: { more, until }, week }: Weekly): string {
  const year = yearOf(until);
  return `另有 ${more} 项，发“统计${year === yearOf(week.last) ? "" : ` ${year}`}”看全部`;
}

function headText(name: string, week: NamedWeek): string {
  return `${name} 周报 ${week.called}`;
}

/** A week as people call it: 2026年第48周 for 2026-W48. */
export function weekName(iso: string): string {
  const [year, number] = iso.split("-W");
  return `${year}年第${Number(number)}周`;
}
