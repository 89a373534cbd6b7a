import type { Day } from "./activity.ts";
import { isDay, monthPeriod, yearOf } from "./calendar.ts";
import type { Duty, Promised } from "./duties.ts";
import type { Catalogue, Kind } from "./kinds.ts";
import { amountPromised, minimumIn } from "./promised-amount.ts";

/** A promise with its number, and whether somebody said that it is done, or on which days that it is for their period. */
export type Kept = Promised & { readonly n: number; readonly state: string; readonly on?: readonly Day[] };

/**
 * The duties of the rules and those that the branch promised. A promise takes the place of a
 * rule that asks for no more; what ended before it was said is still the rule's.
 */
export function withPromises(
  duties: readonly Duty[],
  promises: readonly Kept[],
  catalogue: Pick<Catalogue, "kinds"> = { kinds: [] },
): readonly Duty[] {
  if (promises.length === 0) return duties;
  const own = promises.map((promise) => ({ kind: promise.kind, duty: dutyOf(promise, catalogue) }));
  const left = duties.flatMap((rule): Duty[] => {
    const covering = own.filter((one) => covers(one, rule)).map(({ duty }) => duty.from ?? "");
    const until = covering.sort()[0];
    if (until === "") return [];
    return [until === undefined ? rule : { ...rule, until }];
  });
  return [...left, ...own.map(({ duty }) => duty)];
}

function covers({ kind, duty }: { readonly kind: string | null; readonly duty: Duty }, rule: Duty): boolean {
  const isOfKind = rule.kinds.length === 1 && kind !== null && rule.kinds[0] === kind;
  return isOfKind && duty.amount === undefined && rule.period === duty.period && duty.minimum >= rule.minimum;
}

function dutyOf(
  { n, text, kind, minimum, per, deadline, state, since, on }: Kept,
  catalogue: Pick<Catalogue, "kinds">,
): Duty {
  const amount = amountPromised({ text, kind, minimum }, catalogue);
  return {
    id: `承诺${n} ${kind ?? text}`,
    kinds: kindsOf({ kind, per, deadline }),
    period: deadline === null ? per : "once",
    minimum,
    ...(amount === null ? {} : { amount }),
    when: [],
    usual: false,
    wording: text,
    source: "本支部的承诺",
    promise: {
      n,
      done: state === "done" && isClosedOnce({ kind, minimum, per, deadline }),
      ...(on === undefined ? {} : { on }),
    },
    ...(kind === null ? { closedBy: `承诺 办了 ${n}` } : {}),
    ...(deadline === null ? {} : { deadline }),
    ...(since === undefined ? {} : { from: since }),
  };
}

type Often = Pick<Promised, "kind" | "per" | "deadline">;

/** Whether one word closes a promise: one event is all that was promised, or no record tells of it. */
export function isClosedOnce({ kind, minimum, per, deadline }: Often & Pick<Promised, "minimum">): boolean {
  return (kind === null || minimum === 1) && (deadline !== null || per === "year");
}

/** Whether a word closes a promise for the period in which it is said: no record tells, and it is promised again and again. */
export function isClosedEachTime({ kind, per, deadline }: Often): boolean {
  return kind === null && deadline === null && per !== "year";
}

/** Kinds whose records bear out weekly study, however the promise or the report calls it. */
export const STUDIES: readonly string[] = ["领学", "集中学习", "理论中心组学习"];

/** Whether a branch promised to study every week. */
export function isWeeklyStudy({ kind, per, deadline }: Often): boolean {
  return per === "week" && deadline === null && kind !== null && STUDIES.includes(kind);
}

function kindsOf(promised: Often): readonly string[] {
  const { kind } = promised;
  if (kind === null) return [];
  return isWeeklyStudy(promised) ? [kind, ...STUDIES.filter((name) => name !== kind)] : [kind];
}

const PER: ReadonlyMap<string, Promised["per"]> = new Map([
  ["周", "week"],
  ["星期", "week"],
  ["月", "month"],
  ["季", "quarter"],
  ["季度", "quarter"],
  ["年", "year"],
]);

const HOW = "如“每季度至少1次理论中心组学习”“6月底前 换届补选”";

/** What a promise has to know of a kind. */
type KindOf = Pick<Kind, "name" | "quantities">;

/** A promise, and the year that it is for; `assumed` where nobody said which. */
type Vow = { readonly year: number; readonly assumed: boolean; readonly promised: Promised };

/** From this month on what a branch promises is meant for the next year, unless it says another. */
const LATE = 11;

function isLate(today: Day): boolean {
  return Number(today.slice(5, 7)) >= LATE;
}

/**
 * A promise in people's words, or what is lacking: `每季度至少1次理论中心组学习`, `明年6月底前 换届补选`,
 * `2027年全年党课不少于4次`. The words are kept without their year.
 */
export function readPromise(words: string, today: Day, kindIn: (words: string) => KindOf | null): Vow | string {
  const { year: said, text } = yearIn(words.normalize("NFKC").replace(/\s+/g, " ").trim(), today);
  const kind = kindIn(text);
  const per = PER.get(/每(?:个)?(周|星期|月|季度|季|年)/.exec(text)?.[1] ?? "");
  const minimum = minimumIn(text, kind);
  if (minimum === 0) return `次数请写至少 1 次，${HOW}`;
  if (said !== undefined && said < yearOf(today)) return `${said} 年已经过去了`;
  if (kind === null && per !== undefined) return `没有读懂是哪类活动，${HOW}`;
  const promised = { text, kind: kind?.name ?? null, minimum: minimum ?? 1, per: per ?? ("year" as const) };
  const until = per === undefined ? lastDay(text, said, today) : null;
  return until !== null && typeof until === "object"
    ? until.fault
    : vowOf({ ...promised, deadline: until }, said, today);
}

function vowOf(promised: Promised, said: number | undefined, today: Day): Vow {
  if (promised.deadline !== null) return { year: yearOf(promised.deadline), assumed: false, promised };
  const year = said ?? yearOf(today) + (isLate(today) ? 1 : 0);
  return { year, assumed: said === undefined, promised };
}

/** The last day for what is promised; nothing where none is named. */
function lastDay(text: string, said: number | undefined, today: Day): Day | null | { readonly fault: string } {
  const year = said ?? yearOf(today);
  const day = deadlineIn(text, year);
  if (day === "impossible") return { fault: "没有这一天，请改日期" };
  if (day === undefined || day >= today) return day ?? null;
  if (said !== undefined) return { fault: `${dayOfYear(day, year)}已经过了` };
  if (isLate(today)) return lastDay(text, year + 1, today);
  return { fault: `${dayOfYear(day, "今")}已经过了，明年的请发“承诺 明年${text}”` };
}

function dayOfYear(day: Day, year: number | string): string {
  return `${year}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

const YEAR = "(20\\d{2})(?:\\s*年度?|(?=\\s))|今年|本年度?|明年|来年|下一?年|(?<![今以])后年";
/** Where the words begin, or where a day follows by which it is to be done. */
const YEARS = [
  new RegExp(`^(?:[在到于]\\s*)?(?:${YEAR})(?:以?内|里|的)?\\s*`),
  new RegExp(`(?:${YEAR})\\s*(?=年?[底末]|\\d{1,2}\\s*月)`),
];
const AHEAD: ReadonlyMap<string, number> = new Map([
  ["今", 0],
  ["本", 0],
  ["后", 2],
]);

/** The year that is said of a promise, and the words without it. */
function yearIn(text: string, today: Day): { readonly year: number | undefined; readonly text: string } {
  for (const pattern of YEARS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const [whole, digits] = found;
    const word = whole.replace(/^[在到于]\s*/, "")[0] ?? "";
    const rest = text.slice(found.index + whole.length);
    // 明年底 is the end of that year.
    const joined = text.slice(0, found.index) + (/^[底末]/.test(rest) ? `年${rest}` : rest);
    return { year: digits === undefined ? yearOf(today) + (AHEAD.get(word) ?? 1) : Number(digits), text: joined };
  }
  return { year: undefined, text };
}

/** 6月底前, 6月30日前, 年底前: the last day for it in a year. */
function deadlineIn(text: string, year: number): Day | "impossible" | undefined {
  const [whole, month = "", day] = /(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号]|底|末)?\s*(?:之前|以前|前)/.exec(text) ?? [];
  if (whole === undefined) return /(?:年底|年末)(?:之前|以前|前)/.test(text) ? (`${year}-12-31` as Day) : undefined;
  const first = `${year}-${month.padStart(2, "0")}-01`;
  if (!isDay(first)) return "impossible";
  if (day === undefined) return monthPeriod(first).last;
  const named = `${first.slice(0, 8)}${day.padStart(2, "0")}`;
  return isDay(named) ? named : "impossible";
}
