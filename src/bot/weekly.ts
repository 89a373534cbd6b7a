import type { Period } from "../ledger/activity.ts";
import { isoWeek, yearOf } from "../ledger/calendar.ts";
import { getOrganisation } from "../store/organisations.ts";
import type { Db } from "../store/schema.ts";
import type { Deps } from "./call.ts";
import { openComing } from "./coming.ts";
import { recordLine, shortDay } from "./describe.ts";
import { openSummaries, type Summary } from "./weekly-summary.ts";

/** A summary longer than this is read by nobody; the rest is told by its number. */
const LONGEST = 20;

/**
 * The weekly summary of an organisation: what was done in a week, the year so far against
 * the year before, and what is coming. It names no member and what nobody did.
 */
export async function weeklyText(
  db: Db,
  deps: Pick<Deps, "catalogue" | "fields" | "headline" | "duties">,
  organisationId: number,
  week: Period,
): Promise<string> {
  const { name } = await getOrganisation(db, organisationId);
  const [summary] = await openSummaries(deps, week)(db, [organisationId]);
  if (summary === undefined) throw new Error(`organisation ${organisationId} has no summary`);
  return summaryText(name, summary, week, await openComing(deps, week)(db, organisationId));
}

/** The words of a summary; `coming` are whole lines. */
export function summaryText(
  name: string,
  { records, soFar }: Summary,
  week: Period,
  coming: readonly string[],
): string {
  const shown = records.slice(0, LONGEST).map((record) => `· ${recordLine(record, week.last)}`);
  const rest = records.length > LONGEST ? [`另有 ${records.length - LONGEST} 条，发“本月”查看。`] : [];
  const done = records.length === 0 ? ["这一周没有登记活动。"] : [`做了 ${records.length} 次：`, ...shown, ...rest];
  const numbers = soFar.map(
    ({ label, display, before }) => `${label} ${display}${before === null ? "" : `（${before}）`}`,
  );
  const compared = soFar.some(({ before }) => before !== null) ? "（括号里是去年同期）" : "";
  const year = numbers.length === 0 ? [] : [`${yearOf(week.last)} 年累计${compared}：${numbers.join("，")}`];
  return [headText(name, week), ...done, ...year, ...coming].join("\n");
}

/** One line where nothing happened. */
export function emptyText(name: string, week: Period, coming: readonly string[]): string {
  return [`${headText(name, week)}：没有登记活动。`, ...coming].join("\n");
}

function headText(name: string, week: Period): string {
  return `${name} 周报 ${isoWeek(week.last)}（${shortDay(week.first, week.last)}至${shortDay(week.last, week.last)}）`;
}
