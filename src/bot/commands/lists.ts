import type { Day, Period } from "../../ledger/activity.ts";
import { addDays, monthPeriod, yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { findLedger, type StoredActivity } from "../../store/activities.ts";
import { type Answer, type Call, said, saying } from "../call.ts";
import { photoNotes } from "../photos/text.ts";
import { type OpenPoint, openPoints } from "../questions/open-points.ts";
import { recordLine } from "../replies/describe.ts";
import type { Command } from "./command.ts";
import { YEAR_ALONE, yearMeant, yearsToOrder } from "./report-year.ts";

const RECENT = 10;
/** A few more than the newest are shown whole. */
const MOST_OWN = 15;
const LONGEST_TODO = 15;
/** So many records that were only logged late are one point. */
const LATE_TOGETHER = 4;
/** One press decides; what does not fit is typed. */
const MOST_BUTTONS = 12;

export const mine: Command = {
  name: "我的",
  latin: "my",
  usage: "我的",
  summary: "看自己今年记的；可写月份、年份，如 我的 3月、我的 2025",
  permission: "own",
  rest: /^(?:(\d{4})\s*年?)?\s*(?:(1[0-2]|0?[1-9])\s*月份?)?(?:的?记录)?$/,
  async run(call, [yearText, monthText]) {
    const now = yearOf(call.now.today);
    const year = yearMeant(yearText, call.now.today);
    const first = `${year}-${(monthText ?? "1").padStart(2, "0")}-01` as Day;
    const all = await inPeriod(call, monthText === undefined ? yearPeriod(year) : monthPeriod(first));
    const records = all.filter(({ authorId }) => authorId === call.speaker.id);
    const when = `${year === now ? "今年" : ` ${year} 年`}${monthText === undefined ? "" : ` ${Number(monthText)} 月`}`;
    const head = `您${when}记了 ${records.length} 条`;
    if (records.length <= MOST_OWN || monthText !== undefined) return list(call, head, records);
    return list(call, `${head}，最近 ${RECENT} 条（更早的请写月份，如“我的 3月”）`, records.slice(-RECENT));
  },
};

export const month: Command = {
  name: "本月",
  latin: "month",
  usage: "本月",
  summary: "看支部本月的记录",
  permission: "own",
  rest: /^(?:的?记录)?$/,
  async run(call) {
    const records = await inPeriod(call, monthPeriod(call.now.today));
    return list(call, `${call.organisation.name}本月 ${records.length} 条`, records);
  },
};

export const recent: Command = {
  name: "最近",
  latin: "recent",
  usage: "最近",
  summary: `看支部最近的 ${RECENT} 条`,
  permission: "own",
  rest: /^(?:的?记录)?$/,
  async run(call) {
    const period = { first: addDays(call.now.today, -365), last: addDays(call.now.today, 366) };
    const records = (await inPeriod(call, period)).slice(-RECENT);
    return list(call, `${call.organisation.name}最近 ${records.length} 条`, records);
  },
};

/** What waits for the secretary's decision, each with the words that decide it. */
export const todo: Command = {
  name: "待办",
  latin: "todo",
  usage: "待办",
  summary: "看还没有定下来的记录；可写年份，如 待办 2025",
  permission: "manage",
  rest: YEAR_ALONE,
  async run(call, [yearText]) {
    const points = await openPoints(call, yearsToOrder(call.now.today, yearText));
    if (points.length === 0) return said("answered", "没有待办，所有记录都已定下来。");
    const late = points.filter((point) => point.late);
    const together = late.length < LATE_TOGETHER ? [] : late;
    const each = points.filter((point) => !together.includes(point));
    const shown = each.slice(0, LONGEST_TODO);
    const lines = shown.map(
      ({ record, texts, decisions }) =>
        `${recordLine(record, call.now.today)}\n${texts.map((text) => `  ${text}\n`).join("")}  可发：${decisions.join(" / ")}`,
    );
    const rest = each.length > shown.length ? [`还有 ${each.length - shown.length} 条，办完这些再发“待办”。`] : [];
    const caughtUp = yearText === undefined ? "确认 补记" : `确认 补记 ${yearText}`;
    const ids = shown.map(({ record }) => record.id);
    const words = shown.flatMap(({ decisions }) => decisions.filter((one) => !one.includes("…")));
    const all = together.length === 0 ? [] : [caughtUp];
    const choices = [...all, ...words].slice(0, MOST_BUTTONS).map((one) => saying(one));
    const text = [
      `待办 ${points.length} 条：`,
      ...(together.length === 0 ? [] : [lateText(together, caughtUp)]),
      ...lines,
      ...rest,
    ].join("\n");
    return { outcome: "answered", records: ids, replies: [{ text, choices }] };
  },
};

/** What was logged long after its days, of which the years are what may be wrong. */
function lateText(points: readonly OpenPoint[], words: string): string {
  const days = points.flatMap(({ record }) => record.start ?? []).sort();
  return [
    `补记的 ${points.length} 条，日期从 ${days[0]} 到 ${days.at(-1)}`,
    `  都已计入，只是登记得晚。日期没有错就一次确认；想先看看，发“3月”这样的话`,
    `  可发：${words}`,
  ].join("\n");
}

async function inPeriod(call: Call, period: Period): Promise<StoredActivity[]> {
  return findLedger(call.db, { organisations: [call.organisation.id], period, states: ["counted", "held"] });
}

async function list(call: Call, head: string, records: readonly StoredActivity[]): Promise<Answer> {
  const photos = await photoNotes(call, records);
  const lines = records.map(
    (record) =>
      recordLine(record, call.now.today) + (photos.get(record.id) ?? "") + (record.state === "held" ? "（待定）" : ""),
  );
  const text = records.length === 0 ? `${head}。` : [`${head}：`, ...lines].join("\n");
  return said(
    "answered",
    text,
    records.map(({ id }) => id),
  );
}
