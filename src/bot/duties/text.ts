import type { Day } from "../../ledger/activity.ts";
import { yearPeriod } from "../../ledger/calendar.ts";
import { type Duty, type Stand, unitOf } from "../../ledger/duties.ts";
import { groupedBy } from "../../ledger/grouped.ts";
import { type Term, termEnd } from "../../ledger/term.ts";
import { shortDay } from "../replies/describe.ts";
import type { DutyState } from "./state.ts";
import { termQuestion } from "./term.ts";

/** `每月`, `6月30日前`, with how often where that is more than once. */
function everyText({ kinds, period, deadline, minimum, amount }: Duty, year: number): string {
  // What no record tells is not counted: its number stands in its words.
  const isOnce = kinds.length === 0 || (minimum === 1 && amount === undefined);
  const often = isOnce ? "" : `${minimum}${unitOf({ amount })}`;
  if (period === "once" && deadline !== undefined) return `${shortDay(deadline, yearPeriod(year).first)}前${often}`;
  return EVERY[period] + often;
}

const EVERY: Readonly<Record<Duty["period"], string>> = {
  week: "每周",
  month: "每月",
  quarter: "每季度",
  year: "每年",
  once: "一次",
};

const LEGEND = "● 办了　○ 本期还没有　× 没有记录　△ 没有记录（规定是“一般”）　· 未到";
const OUTSIDE = "　－ 还没有这条承诺";
/** Of a year without any: a general branch that promised nothing. */
const NONE = "三会一课、主题党日等由各支部办，这里没有要按期办的。自己定下的事可以发“承诺”列进来。";

/** A year's duties, or those of a part of it that is called so, as a compact calendar: one line a duty, one sign a period. */
export function calendarText(
  { name, year, today, called = `${year} 年` }: { name: string; year: number; today: Day; called?: string },
  { stands, undecided, level, elects, term }: DutyState,
): string {
  const rows = [...groupedBy(stands, ({ duty }) => duty)].map(
    ([duty, own]) => `${duty.id}（${everyText(duty, year)}）${signsText(duty, own)}`,
  );
  const due = stands.filter(({ standing }) => standing === "due").map((stand) => `· ${dueText(stand, today)}`);
  const missing = missingLines(stands.filter(({ standing }) => standing === "missing"));
  const isOutside = stands.some(({ standing }) => standing === "outside");
  return [
    `${name} ${called}义务`,
    ...(rows.length === 0 ? [NONE] : [LEGEND + (isOutside ? OUTSIDE : ""), ...rows]),
    ...(due.length === 0 ? [] : ["本期还没有：", ...due]),
    ...(missing.length === 0 ? [] : ["没有记录或不够的（办过的请补记）：", ...missing]),
    ...undecided.map(conditionAsked),
    ...(elects ? [term === undefined ? termQuestion(level) : termText(term, today)] : []),
  ].join("\n");
}

/** `· 主题党日：1月至10月`: what ended with too little, one line a duty; `when` says of which year. */
export function missingLines(stands: readonly Stand[], when = ""): string[] {
  return [...groupedBy(stands, ({ duty }) => duty)].map(
    ([duty, own]) =>
      `· ${duty.id}：${when}${duty.period === "week" ? `${own.length} 周` : listed(own.map(missedText))}${duty.usual ? "（一般要求）" : ""}`,
  );
}

/** Nothing but months: those in a row as the first and the last of them, 1月至10月、12月. */
function listed(names: readonly string[]): string {
  if (names.some((name) => monthNamed(name) === undefined)) return names.join("、");
  const runs: string[][] = [];
  for (const name of names) {
    const run = runs.at(-1);
    if (run !== undefined && monthNamed(name) === Number(monthNamed(run.at(-1) ?? "")) + 1) run.push(name);
    else runs.push([name]);
  }
  return runs.flatMap((run) => (run.length < 3 ? run : [`${run[0]}至${run.at(-1)}`])).join("、");
}

function monthNamed(name: string): number | undefined {
  const month = /^(\d+)月$/.exec(name)?.[1];
  return month === undefined ? undefined : Number(month);
}

function termText(term: Term, today: Day): string {
  const end = termEnd(term);
  return `换届：上次 ${term.elected}，${end} 前${end < today ? "就要再换届，已经过了" : "再换届"}`;
}

/** Asks whether a branch has what some duties presuppose. */
export function conditionQuestion(condition: string): string {
  return condition === "支委会" ? "有支委会吗？" : condition === "党小组" ? "下面分党小组吗？" : "有理论学习中心组吗？";
}

/** The same with what to reply. */
export function conditionAsked(condition: string): string {
  return `${conditionQuestion(condition)}请回复“义务 有${condition}”或“义务 没有${condition}”。`;
}

/** One sign a period; of weeks only how many have each. */
function signsText({ period }: Duty, own: readonly Stand[]): string {
  const signs = own.map(signOf);
  if (period !== "week") return signs.join("");
  const counts = new Map<string, number>();
  for (const sign of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return [...counts].map(([sign, count]) => `${sign}${count}周`).join(" ");
}

/** `支委会：11月还没有记录，11月30日前` */
export function dueText(stand: Stand, today: Day): string {
  const { duty, period, count, lacking } = stand;
  if (duty.closedBy !== undefined) {
    return `${duty.id}：${shortDay(period.last, today)}前，办完请回复“${duty.closedBy}”`;
  }
  if (count >= duty.minimum && lacking.length > 0) {
    const how = duty.each === undefined ? "" : "（记的时候写一句，如“书记与委员谈心谈话 2人次”）";
    return `${duty.id}：记了 ${count} 次，还没有记录的是 ${lacking.join("、")}${how}`;
  }
  const had = count === 0 ? "还没有记录" : `记了 ${countText(count, duty)}，要 ${countText(duty.minimum, duty)}`;
  const when = duty.period === "once" ? "" : periodText(stand);
  return `${duty.id}：${when}${had}，${shortDay(period.last, today)}前${duty.usual ? "（一般要求）" : ""}`;
}

/** `3 次`, `15 件` */
function countText(count: number, duty: Duty): string {
  return `${count} ${unitOf(duty)}`;
}

/** `第四季度`; with what is still lacking where there are records but not of all that is demanded: `全年缺…`. */
function missedText(stand: Stand): string {
  const { count, lacking, duty } = stand;
  if (count === 0) return periodText(stand);
  const had = `${periodText(stand)}记了 ${countText(count, duty)}，`;
  return had + (count < duty.minimum ? `要 ${countText(duty.minimum, duty)}` : `缺${lacking.join("、")}`);
}

/** `11月`, `第四季度`, `全年` */
function periodText({ duty, period }: Pick<Stand, "duty" | "period">): string {
  const month = Number((duty.period === "once" ? period.last : period.first).slice(5, 7));
  if (duty.period === "month") return `${month}月`;
  if (duty.period === "once") return `${month}月${Number(period.last.slice(8))}日前`;
  if (duty.period === "week") return "本周";
  return duty.period === "quarter" ? `第${"一二三四"[(month - 1) / 3]}季度` : "全年";
}

function signOf({ standing, duty }: Stand): string {
  if (standing === "done") return "●";
  if (standing === "due") return "○";
  if (standing === "later") return "·";
  if (standing === "outside") return "－";
  return duty.usual ? "△" : "×";
}
