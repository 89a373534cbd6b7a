import type { Chunk } from "../chunk.ts";
import type { CountToken, Token } from "../token.ts";

/** Numbers told one after the other, the first of the first day; a run without numbers only says nothing. */
export type Run = { readonly from: number; readonly to: number; readonly values: readonly CountToken[] };

const RESPECTIVELY = /(?:分别|各自?)(?:约|有|为|是|来了?|参加)*(?:参加|到会|议定|通过|形成|收|捐|写|服务|走访)?了?$/;
const MARK =
  "(?:第?[一二三四五六七八九\\d]|前|后|另|首|头)一?(?:场|批|次|组|期|天|日|班|个(?:党?小组|组)?|党?小组)?(?:是|有|为|来了?|去了?)?";
const MARKED = new RegExp(`(?:^|[\\s,、;。:])?${MARK}$`);
const BETWEEN = new RegExp(`^[\\s,、;]*(?:和|及|与)?(?:${MARK})?$`);
const JOINT = /^ ?[、和] ?$/;
const SUM = /(?:一共|总共|共计?|合计|总计)[一-龥]{0,3}$/;
/** 共清运5车 is told of all the days. */
const TOTAL = /(?:一共|总共|共计?|合计|总计|累计)[一-龥]{0,6}$/;
const SESSIONS = /^[场次批期班轮]$/;

/** The runs of as many numbers of one unit as there are days: 分别有5人、6人, 一批70人一批66人; and what only counts the days. */
export function runsBehind(chunk: Chunk, from: number, days: number): readonly Run[] {
  const counts = chunk.tokens.filter(
    (token, i): token is CountToken =>
      token.type === "count" && token.start >= from && !(isRun(token) && chunk.tokens[i + 1]?.start === token.end),
  );
  const runs: Run[] = [];
  for (let i = 0; i < counts.length; ) {
    const run = runAt(chunk, counts.slice(i, i + days), { days, next: counts[i + days] });
    if (run !== null) runs.push(run);
    i += run === null ? 1 : days;
  }
  return runs;
}

/** 共38人 behind 20人、18人, and 共38人次 */
export function sumsBehind({ text: { s }, tokens }: Chunk, from: number, values: readonly Token[]): readonly Run[] {
  const units = new Set(values.map((token) => (token.type === "count" ? token.count.unit : "")));
  return tokens.flatMap((token) => {
    if (token.type !== "count" || token.start < from) return [];
    const { unit } = token.count;
    const lead = SUM.exec(s.slice(Math.max(from, token.start - 6), token.start))?.[0].length ?? 0;
    const isOfUnit = units.has(unit) || (unit === "人次" && units.has("人"));
    return lead > 0 && isOfUnit ? [{ from: token.start - lead, to: token.end, values: [] }] : [];
  });
}

type Rest = { readonly days: number; readonly next: CountToken | undefined };

function runAt({ text: { s }, from }: Chunk, values: readonly CountToken[], { days, next }: Rest): Run | null {
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined || values.length < days) return null;
  if (values.some(({ count }) => count.unit !== first.count.unit || count.value === null)) return null;
  const between = values.slice(1).map((token, i) => s.slice(values[i]?.end, token.start));
  if (!between.every((words) => BETWEEN.test(words))) return null;
  if (next !== undefined && next.count.unit === first.count.unit && BETWEEN.test(s.slice(last.end, next.start)))
    return null;
  const lead = s.slice(Math.max(from, first.start - 12), first.start);
  const each = RESPECTIVELY.exec(lead)?.[0].length ?? 0;
  const marked = between.every((words) => !JOINT.test(words) && words.trim() !== "") ? MARKED.exec(lead) : null;
  if (each === 0 && marked === null && !between.every((words) => JOINT.test(words))) return null;
  return { from: first.start - Math.max(each, marked?.[0].length ?? 0), to: last.end, values };
}

/** Whether a number is that of all the days together; it stays with the first of them. */
export function isTotal({ text: { s }, from }: Chunk, token: Token): boolean {
  return token.type === "count" && TOTAL.test(s.slice(Math.max(from, token.start - 10), token.start));
}

/** Whether a number counts sessions: 两场, 分两批. */
function isRun(token: Token): token is CountToken {
  return token.type === "count" && SESSIONS.test(token.count.unit);
}

/** A stretch that keeps of each run the number of one day, and not how many days there were. */
export function withoutRuns(chunk: Chunk, runs: readonly Run[], [day, days]: readonly [number, number]): Chunk {
  const tokens = chunk.tokens.flatMap((token): readonly Token[] => {
    if (runs.some((run) => token.start >= run.from && token.end <= run.to)) return [];
    const isOfDays =
      (isRun(token) && (token.count.value === days || token.count.value === 1)) || (day > 0 && isTotal(chunk, token));
    return [isOfDays ? silent(token.start, token.end) : token];
  });
  const parts = runs.flatMap(({ from, to, values }): readonly Token[] => {
    const own = values[day];
    return own === undefined ? [silent(from, to)] : [silent(from, own.start), own, silent(own.end, to)];
  });
  const kept = [...tokens, ...parts.filter(({ start, end }) => end > start)];
  return { ...chunk, tokens: kept.toSorted((a, b) => a.start - b.start) };
}

/** A stretch that says nothing of a day. */
export function silent(start: number, end: number): Token {
  return { type: "break", start, end };
}
