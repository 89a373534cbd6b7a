import type { Day } from "../../ledger/activity.ts";
import { monthPeriod } from "../../ledger/calendar.ts";
import type { Promised } from "../../ledger/duties.ts";
import type { Catalogue } from "../../ledger/kinds.ts";
import { amountOf, amountPromised } from "../../ledger/promised-amount.ts";
import { toDay } from "../../ledger/understand/dates/days.ts";
import { fixedFestivalIn } from "../../ledger/understand/dates/festivals.ts";
import { movingFestivalIn } from "../../ledger/understand/dates/lunar.ts";
import type { Learnt, Slot } from "../learn.ts";
import { clean } from "./clean.ts";
import { tenseOf } from "./tense.ts";

/**
 * What a past report promised for a year as duties: quotas (每季度至少1次理论中心组学习), habits (每周一领学),
 * deadlines (6月底前补选) and meetings (召开2024年党建工作会议). A number that the ledger cannot count as
 * happenings is a promise without a kind: only a person can say that it is kept.
 */
export function promisesOf({ text, slots }: Learnt, year: number, catalogue: Catalogue): Promised[] {
  const points = Array.from(text);
  const plans = plannedIn(text, year);
  const clauses = new Map<number, { text: string; slots: Slot[] }>();
  for (const slot of slots) {
    if (slot.role !== "quota" && slot.role !== "plan") continue;
    const { start, words } = clauseOf(points, slot);
    const known = clauses.get(start);
    if (known === undefined) clauses.set(start, { text: words, slots: [slot] });
    else known.slots.push(slot);
  }
  return unique(
    [...clauses.values()].flatMap((clause) => {
      const isPlanned = clause.slots.some(({ role, start }) => role === "plan" || plans.has(start));
      return promised(clause, year, catalogue).filter(({ kind }) => kind !== null || isPlanned);
    }),
  );
}

/** The code points of what is to come: a habit that was told of the year itself (每月走访1次) is none of the next. */
function plannedIn(text: string, year: number): ReadonlySet<number> {
  const { s, at } = clean(text);
  const { isFuture } = tenseOf(s, year - 1);
  return new Set(at.filter((_, n) => isFuture(n)));
}

const PER: Readonly<Record<Promised["per"], string>> = { year: "全年", quarter: "每季度", month: "每月", week: "每周" };

/** A promise in one line: its words, and what is counted for it. */
export function promisedText({ text, kind, minimum, per, deadline }: Promised, catalogue: Catalogue): string {
  const [, month, day] = (deadline ?? "").split("-").map(Number);
  const until = deadline === null ? PER[per] : `${month}月${day}日前`;
  return kind === null
    ? `${text}（${deadline === null ? "办了请告诉我" : `${until}，办了请告诉我`}）`
    : `${text}（${kind}，${until}至少 ${minimum} ${amountPromised({ text, kind, minimum }, catalogue)?.unit ?? "次"}）`;
}

const STOPS = "，。；！？\n";
const MOST_WORDS = 60;

/** The words of a slot between commas, without the number of their item. */
function clauseOf(points: readonly string[], { start, end }: Slot): { start: number; words: string } {
  let from = start;
  while (from > 0 && !STOPS.includes(points[from - 1] ?? "")) from -= 1;
  let to = end;
  while (to < points.length && !STOPS.includes(points[to] ?? "")) to += 1;
  const words = points.slice(from, to).join("").trim();
  const plain = words.replace(
    /^(?:[（(]?[一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]是|\d{1,2}[.、．])\s*/,
    "",
  );
  return { start: from, words: Array.from(plain).slice(0, MOST_WORDS).join("") };
}

type Clause = { readonly text: string; readonly slots: readonly Slot[] };

function promised({ text, slots }: Clause, year: number, catalogue: Catalogue): Promised[] {
  const due = slots.find(isDeadline);
  const deadline = due === undefined ? null : dayOf(due, text, year);
  const amounts = slots.filter((slot) => !isDeadline(slot));
  if (amounts.length === 0)
    return kindsOf(due, text, catalogue).map((kind) => ({ text, kind, minimum: 1, per: "year", deadline }));
  return amounts.flatMap((slot) => {
    const { minimum, per } = oftenOf(slot, text, catalogue);
    return kindsOf(slot, text, catalogue).map((kind) => ({ text, kind, minimum, per, deadline }));
  });
}

function isDeadline({ role, unit, value }: Slot): boolean {
  return role === "plan" && value === null && /前$|^内?$/.test(unit);
}

/** What happens once each time it is counted: only such numbers are a number of records. */
const HAPPENINGS: ReadonlySet<string> = new Set("次 场 场次 期 堂 节 讲 回 轮 趟 批次 年".split(" "));
const HOURS: ReadonlySet<string> = new Set(["小时", "分钟"]);
const OFTEN = /每(?:个|一)?(?:周|星期|礼拜|月|季)|按[月季]|逐月/;
/** A plan of something is not the thing: 3月底前制定发展党员计划. */
const PAPER = /(?:制定|制订|印发|出台|编制|拟定|修订|完善)[^，。]{0,16}(?:计划|方案|制度|清单|要点|办法)/;
const FOR_EACH = /每(?:名|位|人|个党员|个支部)|人均/;

/** The kinds whose records fulfil it; null once where no record can. */
function kindsOf(slot: Slot | undefined, text: string, catalogue: Catalogue): readonly (string | null)[] {
  if (slot === undefined || slot.kinds.length === 0 || FOR_EACH.test(text) || PAPER.test(text)) return [null];
  const isHabit = HOURS.has(slot.unit) && OFTEN.test(text);
  const isCounted = isDeadline(slot) || HAPPENINGS.has(slot.unit) || isHabit || isAmount(slot, catalogue);
  return isCounted ? slot.kinds : [null];
}

/** 为群众办实事15件, 捐款1.5万元: what is counted is the amount of the one kind, not its records. */
function isAmount({ kinds, unit, value }: Slot, catalogue: Catalogue): boolean {
  const [only, ...others] = kinds;
  const kind = others.length === 0 ? catalogue.kinds.find(({ name }) => name === only) : undefined;
  return value !== null && kind !== undefined && amountOf(kind, unit.replace(/^万/, "")) !== null;
}

type Often = Pick<Promised, "minimum" | "per">;

/** 每周一领学1小时 is once a week, 每半年1次 twice a year. */
function oftenOf(slot: Slot, text: string, catalogue: Catalogue): Often {
  const isNumber = (HAPPENINGS.has(slot.unit) && slot.unit !== "年") || isAmount(slot, catalogue);
  const scale = slot.unit.startsWith("万") ? 1e4 : 1;
  const times = isNumber ? Math.max(1, Math.round((slot.value ?? 1) * scale)) : 1;
  if (/每(?:两|2|双|隔)(?:个)?(?:周|星期)|每半个?月/.test(text)) return { minimum: times * 2, per: "month" };
  if (/每(?:个|一)?(?:周|星期|礼拜)/.test(text) || /^每[周星]/.test(slot.text)) return { minimum: times, per: "week" };
  if (/每(?:个|一)?月|按月|逐月/.test(text)) return { minimum: times, per: "month" };
  if (/每(?:个|一)?季度?|按季/.test(text)) return { minimum: times, per: "quarter" };
  if (/半年|每(?:个|一)?学期/.test(text)) return { minimum: times * 2, per: "year" };
  const months = /每(?:隔)?([两二三四六\d])个月/.exec(text)?.[1];
  if (months !== undefined) return { minimum: Math.max(1, Math.round((times * 12) / monthsOf(months))), per: "year" };
  return { minimum: times, per: "year" };
}

const NUMERALS = "零一二三四五六七八九十";

function monthsOf(text: string): number {
  return text === "两" ? 2 : Number(text) || Math.max(1, NUMERALS.indexOf(text));
}

/** 6月底前 is June's last day, 6月前 the last of May, 6月30日前 that day, 七一前 the day before. Null for a blank. */
function dayOf({ text, unit }: Slot, clause: string, year: number): Day | null {
  const [, monthText = "", dayText] = /^([^月]+)(?:月(.+))?$/.exec(text.replace(/\s/g, "").replace(/日$/, "")) ?? [];
  const month = numberOf(monthText);
  return (
    termEnd(text, year) ??
    eveOf(text, year) ??
    (month < 1 || month > 12 ? null : dayIn({ month, dayText, unit }, clause, year))
  );
}

type Dated = { readonly month: number; readonly dayText: string | undefined; readonly unit: string };

function dayIn({ month, dayText, unit }: Dated, clause: string, year: number): Day | null {
  const of = (n: number) => monthPeriod(`${year}-${String(n).padStart(2, "0")}-01` as Day).last;
  const within = (day: number) => `${of(month).slice(0, 8)}${String(day).padStart(2, "0")}` as Day;
  if (unit.startsWith("日")) return onDay(dayText, { last: of(month), within });
  if (/上旬/.test(unit)) return within(10);
  if (/中旬/.test(unit)) return within(20);
  if (/初/.test(unit)) return within(5);
  if (/^月(?:之|以)?前/.test(unit) && !clause.includes("月内")) return month === 1 ? null : of(month - 1);
  return of(month);
}

/** The last day of 年底, 上半年 or 二季度. */
function termEnd(text: string, year: number): Day | null {
  const quarter = /([一二三四])季度/.exec(text)?.[1];
  const isEnd = /^(?:[本当]?年[底末]|下半年)/.test(text);
  const month =
    quarter !== undefined ? NUMERALS.indexOf(quarter) * 3 : text.startsWith("上半年") ? 6 : isEnd ? 12 : null;
  return month === null ? null : monthPeriod(`${year}-${String(month).padStart(2, "0")}-01` as Day).last;
}

/** The day before 七一 or 中秋. */
function eveOf(text: string, year: number): Day | null {
  const feast = fixedFestivalIn(text, year) ?? movingFestivalIn(text, year);
  return feast === null ? null : toDay(feast - 1);
}

function onDay(text: string | undefined, { last, within }: { last: Day; within: (day: number) => Day }): Day | null {
  const day = numberOf(text ?? "");
  if (day < 1) return null;
  return day > Number(last.slice(8)) ? last : within(day);
}

function numberOf(text: string): number {
  const digits = text.normalize("NFKC");
  if (/^\d{1,2}$/.test(digits)) return Number(digits);
  const [, tens, ones = ""] = /^(?:([一二三]?)十)?([一二三四五六七八九]?)$/.exec(digits) ?? [];
  if (tens === undefined && ones === "") return 0;
  return (
    (tens === undefined ? 0 : (tens === "" ? 1 : NUMERALS.indexOf(tens)) * 10) + Math.max(0, NUMERALS.indexOf(ones))
  );
}

/** The same promise is made once, however often the report says it. */
function unique(promises: readonly Promised[]): Promised[] {
  const seen = new Map<string, Promised>();
  for (const one of promises) {
    const what = one.kind === null ? one.text : one.kind;
    const key = [what, one.per, one.deadline ?? "", one.kind === null ? "" : one.minimum].join("|");
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}
