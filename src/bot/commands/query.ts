import type { Day, Period } from "../../ledger/activity.ts";
import { yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { displayAmount } from "../../ledger/display.ts";
import { kindFields } from "../../ledger/fields.ts";
import type { Kind } from "../../ledger/kinds.ts";
import { indexActivities, tally } from "../../ledger/measure.ts";
import { readDay } from "../../ledger/understand/message.ts";
import { findLedger } from "../../store/activities.ts";
import { type Answer, type Call, may, said } from "../call.ts";
import { dayText, recordLine } from "../describe.ts";
import { mergeReplies } from "../merged.ts";
import { draft } from "./draft.ts";
import { reportYear } from "./report-year.ts";
import { stats } from "./stats.ts";

const LONGEST = 10;

const WANTS_FILE = /导出|下载|发(?:给)?我|报告|初稿|文件|excel|word/i;

/** Answers a question in free words: the kinds and the period it names, else the year's numbers, and how to get files. */
export async function query(call: Call): Promise<Answer> {
  const kinds = kindsIn(call);
  if (kinds.length === 0)
    return WANTS_FILE.test(call.text) ? withFiles(call, await stats.run(call, [])) : stats.run(call, []);
  const period = periodIn(call);
  const activities = await findLedger(call.db, {
    organisations: [call.organisation.id],
    period,
    states: ["counted"],
  });
  const scope = { organisation: call.organisation.id, levels: new Map() };
  const index = indexActivities(activities, call.deps.catalogue, scope);
  const named = activities.filter((one) => one.kinds.some((name) => kinds.some((kind) => kind.name === name)));
  const totals = kinds.map((kind) => `${kind.name}：${totalsOf(kind, index)}`);
  const lines = named.slice(-LONGEST).map((record) => recordLine(record, call.now.today));
  const cut = named.length > LONGEST ? [`（只列最近 ${LONGEST} 条）`] : [];
  return said(
    "answered",
    [spanText(period, call.now.today), ...totals, ...lines, ...cut].join("\n"),
    named.map(({ id }) => id),
  );
}

function withFiles(call: Call, { replies, ...answered }: Answer): Answer {
  const how = may(call, draft.permission)
    ? `要报告和台账的文件，请发“生成 ${reportYear(call.now.today, undefined)} 年述职报告”。`
    : "报告和台账的文件由书记生成；要自己的记录请发“导出我的数据”。";
  return { ...answered, replies: mergeReplies(replies, { text: how }) };
}

function totalsOf(kind: Kind, index: ReturnType<typeof indexActivities>): string {
  const known = kindFields(kind).flatMap((field) => {
    const { value, bound } = tally(field, index);
    return value === null ? [] : [displayAmount({ value, bound }, field.unit)];
  });
  return known.length === 0 ? "没有记录" : known.join("，");
}

/** The kinds that a question names, by name or alias; a longer word hides the shorter ones in it. */
function kindsIn(call: Call): Kind[] {
  const words = call.deps.catalogue.kinds
    .flatMap((kind) => [kind.name, ...kind.aliases].map((word) => ({ word, kind })))
    .sort((a, b) => b.word.length - a.word.length);
  let rest = call.text.normalize("NFKC");
  const found = new Set<Kind>();
  for (const { word, kind } of words) {
    if (!rest.includes(word)) continue;
    found.add(kind);
    rest = rest.replaceAll(word, " ");
  }
  return [...found];
}

function periodIn(call: Call): Period {
  const year = /(\d{4})\s*年/.exec(call.text)?.[1];
  if (year !== undefined && !/\d\s*月/.test(call.text)) return yearPeriod(Number(year));
  const days = readDay(call.text, call.now);
  if (days === null || "ask" in days) return yearPeriod(yearOf(call.now.today));
  return { first: days.start, last: days.end ?? days.start };
}

function spanText({ first, last }: Period, today: Day): string {
  return first === last ? `${dayText(first, today)}：` : `${dayText(first, today)}至${dayText(last, today)}：`;
}
