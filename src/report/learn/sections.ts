import { simplified } from "./clean.ts";

/**
 * A stretch of the report under one heading: plans are promises, rectification speaks of last year's problems, and
 * problems of what this year lacks.
 */
type Line = {
  readonly start: number;
  readonly end: number;
  readonly plan: boolean;
  readonly rectification: boolean;
  readonly problems: boolean;
};

const HEADING =
  /^(?:#{1,4}\s*)?(?:([一二三四五六七八九十]{1,3})[、.]|([(][一二三四五六七八九十]{1,3}[)])|(\d{1,2})[.、](?!\d))/;
const PLAN =
  /下一?步|今后|明年|来年|下一?年|新一年|努力方向|(?:工作|发展)(?:思路|打算|计划|安排|设想|目标|规划)|改进(?:措施|方向|举措|办法|思路)|整改(?:措施|方向|思路|打算)|打算|怎么(?:干|办|做)|奋斗目标/;
const PAST = /情况|成效|回顾|完成|开展|落实|总结|问题|不足/;
const RECTIFICATION = /整改|(?:上一?年|去年|\d{4}年|上次).{0,8}问题/;

const PROBLEMS = /^(?:#+\s*)?[一二三四五六七八九十]{1,3}[、.．][^。]{0,16}(?:问题|不足|短板|差距)/;

/** Whether a heading of the first level opens what was done about last year's problems. */
export function isRectification(title: string): boolean {
  const words = (/^[^。；\n]*/.exec(simplified(title.trim()))?.[0] ?? "").slice(0, 40);
  if (PLAN.test(words) && !PAST.test(words)) return false;
  return RECTIFICATION.test(words) && (!/存在/.test(words) || /年|上次/.test(words));
}

/** Whether a heading of the first level opens the report's own problems: 三、存在的不足. */
export function isProblems(title: string): boolean {
  return PROBLEMS.test(simplified(title.trim())) && !/年度问题/.test(simplified(title)) && !isRectification(title);
}

type State = { plan: number; rectification: number; problems: boolean };
const NONE = 9;

/** The lines of the cleaned text with what their section is about. */
export function linesOf(s: string, year: number | null): Line[] {
  const state: State = { plan: NONE, rectification: NONE, problems: false };
  const lines: Line[] = [];
  for (let start = 0; start <= s.length; ) {
    const stop = s.indexOf("\n", start);
    const end = stop < 0 ? s.length : stop;
    enter(s.slice(start, Math.min(end, start + 60)), state, year);
    const { plan, rectification, problems } = state;
    lines.push({ start, end, plan: plan < NONE, rectification: rectification < NONE, problems });
    start = end + 1;
  }
  return lines;
}

/** A heading ends the sections of its level and above, and may begin one. */
function enter(opening: string, state: State, year: number | null): void {
  const found = HEADING.exec(opening);
  if (found === null) return;
  const level = levelOf(found);
  const title = (/^[^。；\n]*/.exec(opening)?.[0] ?? "").slice(0, 40);
  if (level === 1) state.problems = isProblems(opening);
  const isPlan = (PLAN.test(title) || isLater(title, year)) && !PAST.test(title);
  if (level <= state.plan) state.plan = isPlan ? level : NONE;
  if (level <= state.rectification) state.rectification = level === 1 && RECTIFICATION.test(title) ? level : NONE;
}

/** 四、2026年重点任务 in a report of 2025. */
function isLater(title: string, year: number | null): boolean {
  const named = /(20\d\d)年/.exec(title)?.[1];
  return named !== undefined && year !== null && Number(named) > year;
}

/** 一、 is 1, （一） 2, 1. 3. */
function levelOf([, first, second]: RegExpExecArray): number {
  if (first !== undefined) return 1;
  return second === undefined ? 3 : 2;
}
