import type { Chunk } from "../chunk.ts";
import type { Reading } from "../reading.ts";
import type { CountToken } from "../token.ts";
import { PEOPLE } from "./counts.ts";

/** What each of several is that are named before 各5人. */
const GROUP =
  /(?:组|班|车间|支部|总支|科|科室|部门?|队|工地|区|单位|厂|站|所|处|室|中心|公司|校|院|系|级|专业|村|屯|社区|网格|党员|群众|干部|职工|员工|教师|学生|老师|同学|团员|积极分子|志愿者|代表)$/;
const EACH = /各(?:自)?(?:派出?|出|有|来|去|组织|安排|选派)?了?$/;
const AND = /[、和与及跟 ]/;
const STOP = /[,;。:!?\n]/;

/** 一小组、二小组各5人 are ten, and 机关党员、退休党员各8人 sixteen. */
export function ofGroups(reading: Reading, chunk: Chunk): Reading {
  const { headcount } = reading;
  if (headcount === null || !chunk.text.s.includes("各", chunk.from)) return reading;
  const times = chunk.tokens.reduce(
    (most, token) =>
      token.type === "count" && PEOPLE.has(token.count.unit) && token.count.value === headcount.value
        ? Math.max(most, groupsBefore(chunk, token))
        : most,
    1,
  );
  return times === 1 ? reading : { ...reading, headcount: { ...headcount, value: headcount.value * times } };
}

/** How many groups are listed before 各 and a number; none of them is the name of an activity. */
function groupsBefore({ text: { s }, from, tokens }: Chunk, { start }: CountToken): number {
  const each = EACH.exec(s.slice(Math.max(from, start - 6), start))?.[0].length ?? 0;
  if (each === 0) return 1;
  let begin = start - each;
  while (begin > from && !STOP.test(s.charAt(begin - 1))) begin--;
  const last = tokens.findLast(({ type, end }) => end <= start - each && end > begin && READ.has(type));
  const names = s
    .slice(Math.max(begin, last?.end ?? begin), start - each)
    .split(AND)
    .filter((name) => name !== "");
  return names.length > 1 && names.every((name) => GROUP.test(name)) ? names.length : 1;
}

/** What ends the list towards its beginning. */
const READ = new Set(["date", "half", "clock", "kind", "study", "generic", "count", "duration"]);
