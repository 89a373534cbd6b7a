import type { Day } from "./activity.ts";
import { isDay, monthPeriod, yearOf } from "./calendar.ts";
import type { Duty, Promised } from "./duties.ts";
import { readNumber } from "./understand/message.ts";

/** A promise with its number, and whether somebody said that it is done. */
export type Kept = Promised & { readonly n: number; readonly state: string };

/** The duties of the rules and those that the branch promised; a promise takes the place of a rule that asks for no more. */
export function withPromises(duties: readonly Duty[], promises: readonly Kept[]): readonly Duty[] {
  if (promises.length === 0) return duties;
  const own = promises.map((promise) => ({ kind: promise.kind, duty: dutyOf(promise) }));
  const covered = ({ period, minimum, kinds }: Duty) =>
    own.some(
      ({ kind, duty }) =>
        period === duty.period && duty.minimum >= minimum && kinds.length === 1 && kind !== null && kinds[0] === kind,
    );
  return [...duties.filter((duty) => !covered(duty)), ...own.map(({ duty }) => duty)];
}

function dutyOf({ n, text, kind, minimum, per, deadline, state }: Kept): Duty {
  return {
    id: `承诺${n} ${kind ?? text}`,
    kinds: kindsOf({ kind, per, deadline }),
    period: deadline === null ? per : "once",
    minimum,
    when: [],
    usual: false,
    wording: text,
    source: "本支部的承诺",
    promise: { n, done: state === "done" },
    ...(kind === null ? { closedBy: `承诺 办了 ${n}` } : {}),
    ...(deadline === null ? {} : { deadline }),
  };
}

/** Kinds whose records bear out weekly study, however the promise or the report calls it. */
export const STUDIES: readonly string[] = ["领学", "集中学习", "理论中心组学习"];

/** Whether a branch promised to study every week. */
export function isWeeklyStudy({ kind, per, deadline }: Pick<Promised, "kind" | "per" | "deadline">): boolean {
  return per === "week" && deadline === null && kind !== null && STUDIES.includes(kind);
}

function kindsOf(promised: Pick<Promised, "kind" | "per" | "deadline">): readonly string[] {
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

/** A promise in people's words, or what is lacking: `每季度至少1次理论中心组学习`, `6月底前 换届补选`, `全年党课不少于4次`. */
export function readPromise(words: string, today: Day, kindIn: (words: string) => string | null): Promised | string {
  const text = words.normalize("NFKC").replace(/\s+/g, " ").trim();
  const kind = kindIn(text);
  const per = PER.get(/每(?:个)?(周|星期|月|季度|季|年)/.exec(text)?.[1] ?? "");
  const minimum = minimumIn(text);
  if (minimum === 0) return `次数请写至少 1 次，${HOW}`;
  const until = deadlineIn(text, today);
  if (until === "impossible") return "没有这一天，请改日期";
  if (until !== undefined && per === undefined) {
    return until < today ? "这个日期已经过了" : { text, kind, minimum: minimum ?? 1, per: "year", deadline: until };
  }
  if (kind === null && per !== undefined) return `没有读懂是哪类活动，${HOW}`;
  return { text, kind, minimum: minimum ?? 1, per: per ?? "year", deadline: null };
}

function minimumIn(text: string): number | undefined {
  const found = /([\d一二两三四五六七八九十]{1,4})\s*(?:余|多)?\s*(?:次|场|期|篇|件|回|个)(?!月)/.exec(text)?.[1];
  if (found === undefined) return undefined;
  const value = readNumber(found);
  return value === null ? undefined : Math.round(value);
}

/** 6月底前, 6月30日前, 年底前, 2027年3月底以前: the last day for it. */
function deadlineIn(text: string, today: Day): Day | "impossible" | undefined {
  const [whole, year, month = "", day] =
    /(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号]|底|末)?\s*(?:之前|以前|前)/.exec(text) ?? [];
  const meant = year === undefined ? yearOf(today) : Number(year);
  if (whole === undefined) return /(?:年底|年末)(?:之前|以前|前)/.test(text) ? (`${meant}-12-31` as Day) : undefined;
  const first = `${meant}-${month.padStart(2, "0")}-01`;
  if (!isDay(first)) return "impossible";
  if (day === undefined) return monthPeriod(first).last;
  const named = `${first.slice(0, 8)}${day.padStart(2, "0")}`;
  return isDay(named) ? named : "impossible";
}
