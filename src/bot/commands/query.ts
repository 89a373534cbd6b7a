import { isDeepStrictEqual } from "node:util";
import type { Day, Period } from "../../ledger/activity.ts";
import { yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { displayAmount } from "../../ledger/display.ts";
import { type Field, isPersons, kindFields } from "../../ledger/fields.ts";
import type { Kind } from "../../ledger/kinds.ts";
import { indexActivities, tally } from "../../ledger/measure.ts";
import { findLedger, type StoredActivity } from "../../store/activities.ts";
import { type Answer, type Call, may, said } from "../call.ts";
import { reportFields } from "../drafts/report-fields.ts";
import { dayText, recordLine } from "../replies/describe.ts";
import { mergeReplies } from "../replies/merged.ts";
import { kindsAmong, ofKinds } from "./asked-kinds.ts";
import { askedScope } from "./asked-scope.ts";
import { draft } from "./draft.ts";
import { lastTime } from "./last-time.ts";
import { isAboutPeople, periodIn, type Query, readQuery, wantsFile } from "./query-words.ts";
import { reportYear } from "./report-year.ts";
import { statedBeside } from "./stated-beside.ts";
import { yearStats } from "./stats.ts";
import { whyField } from "./why-field.ts";

const LONGEST = 10;

const HOW_TO_ASK = "没有读懂要问什么。可以这样问：今年党课几次、上月的记录。看全年请发“统计”。";

/** Answers a question in free words: the kinds and the period it names, else the year's numbers, and how to get files. */
export async function query(call: Call): Promise<Answer> {
  const asked = readQuery(call);
  const isAboutKinds = asked.kinds.length > 0 || asked.shared !== undefined;
  if (wantsFile(call.text) && !isAboutKinds) return filesOf(call, asked.period);
  if (isAboutPeople(call.text)) return said("ignored", HOW_TO_ASK);
  if (isAboutKinds) return asked.isLastTime ? lastTime(call, asked) : told(call, asked);
  const stated = await statedIn(call);
  if (stated !== undefined) return whyField(call, stated.id, yearBeside(call, stated));
  return asked.isWhole ? ofWhole(call, asked) : said("ignored", HOW_TO_ASK);
}

/** The numbers of a year as 统计 gives them; else those of the period. */
async function ofWhole(call: Call, asked: Query): Promise<Answer> {
  const year = yearOf(asked.period.first);
  const isYear = isDeepStrictEqual(asked.period, yearPeriod(year));
  return isYear && !asked.own ? yearStats(call, year) : told(call, asked);
}

/** What is shorter is part of many questions. */
const SHORTEST_LABEL = 3;

/** The number that a question names and only people know: 今年党员献血多少. */
async function statedIn(call: Call): Promise<Field | undefined> {
  const text = call.text.normalize("NFKC");
  const known = (await reportFields(call)).filter((field) => isPersons(field) && names(text, field));
  return known.sort((a, b) => b.label.length - a.label.length)[0];
}

/** The year that a question names beside the number; the one in 上年度查摆问题 is part of its name. */
function yearBeside(call: Call, { label }: Field): string | undefined {
  const named = periodIn({ ...call, text: call.text.normalize("NFKC").replace(label, "") });
  return named && String(yearOf(named.first));
}

/** By its label, or by that and its unit: 重点工作有几项 asks for 重点工作项数. */
function names(text: string, { label, unit }: Field): boolean {
  const counted = `${unit}数`;
  if (label.length < SHORTEST_LABEL) return false;
  if (text.includes(label)) return true;
  return (
    label.endsWith(counted) &&
    text.includes(label.slice(0, -counted.length)) &&
    [`几${unit}`, `多少${unit}`].some((asked) => text.includes(asked))
  );
}

async function filesOf(call: Call, period: Period): Promise<Answer> {
  return withFiles(call, await yearStats(call, yearOf(period.first)));
}

async function told(call: Call, { period, own, kinds, shared }: Query): Promise<Answer> {
  const { speaker, deps } = call;
  const { organisations, name: asked, scope, withUnits, notes } = await askedScope(call);
  const all = await findLedger(call.db, { organisations, period, states: ["counted"] });
  const activities = own ? all.filter(({ participants }) => participants.includes(speaker.id)) : all;
  const index = indexActivities(activities, deps.catalogue, scope);
  const wanted = kindsAmong(activities, { kinds, shared }, deps.catalogue);
  const named = ofKinds(activities, wanted);
  const totals = wanted.map((kind) => `${kind.name}：${totalsOf(kind, { index, own })}`);
  const lines = call.place === "private" && !withUnits ? linesOf(named, call.now.today) : [];
  const whose = own ? "您参加的" : asked;
  const none = totals.length === 0 ? ["没有记录"] : [];
  const year = yearOf(period.first);
  const isCounted = own || withUnits || !isDeepStrictEqual(period, yearPeriod(year));
  const stated = isCounted ? [] : await statedBeside(call, { kinds: wanted, year });
  return said(
    "answered",
    [
      `${whose} ${spanText(period, call.now.today)}`,
      ...totals,
      ...none,
      ...lines,
      ...stated,
      ...(own ? [] : notes),
    ].join("\n"),
    withUnits ? [] : named.map(({ id }) => id),
  );
}

/** The newest, for the private chat: a group is not filled with lists. */
function linesOf(records: readonly StoredActivity[], today: Day): string[] {
  const lines = records.slice(-LONGEST).map((record) => recordLine(record, today));
  return records.length > LONGEST ? [...lines, `（只列最近 ${LONGEST} 条）`] : lines;
}

function withFiles(call: Call, { replies, ...answered }: Answer): Answer {
  const how = may(call, draft.permission)
    ? `要报告和台账的文件，请发“生成 ${reportYear(call.now.today, undefined)} 年述职报告”。`
    : "报告和台账的文件由书记生成；要自己的记录请发“导出我的数据”。";
  return { ...answered, replies: mergeReplies(replies, { text: how }) };
}

type Counting = { readonly index: ReturnType<typeof indexActivities>; readonly own: boolean };

/** Of one's own activities how many others were there is not told. */
function totalsOf(kind: Kind, { index, own }: Counting): string {
  const fields = kindFields(kind).filter(({ unit }) => !own || unit !== "人次");
  const known = fields.flatMap((field, n) => {
    const { value, bound } = tally(field, index);
    const isSecond = fields.findIndex(({ unit }) => unit === field.unit) < n;
    const what = isSecond ? field.label.slice(kind.name.length).replace(field.unit, "") : "";
    return value === null ? [] : [what + displayAmount({ value, bound }, field.unit)];
  });
  return known.length === 0 ? "没有记录" : known.join("，");
}

function spanText({ first, last }: Period, today: Day): string {
  if (isDeepStrictEqual({ first, last }, yearPeriod(yearOf(first)))) return `${yearOf(first)} 年：`;
  return first === last ? `${dayText(first, today)}：` : `${dayText(first, today)}至${dayText(last, today)}：`;
}
