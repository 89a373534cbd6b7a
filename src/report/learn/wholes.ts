import { resolve } from "../expression.ts";
import type { Learnt, Names, Slot } from "../learn.ts";
import { isSpent } from "./words.ts";

const STOPS = "，,；;。！？\n";
const MOST_BEFORE = 60;
const AROUND = 24;
/** So many parts of one whole are looked back on. */
const MOST_PARTS = 6;
/** Words that let a number count a part of the year, or another year; 较去年增加 only compares. */
const SPAN =
  /[上下]半年|[上下春秋]季?学期|[一二三四]季度|(?<!截[至止]|\d)(?:\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?!\s*[底末])|(?<![较比与同和])(?:去年|上一?年)/g;
const WHOLE_YEAR = /全年|一年来|年度内|今年|本年|截[至止]|[1一]\s*月份?\s*[至到—–-]\s*(?:12|十二)\s*月/g;

/**
 * The slots with a field only where it stands for the number: where one field would stand for different numbers, the
 * largest is the whole; what counts a quarter, last year or some of the members is none. The others are told by a person.
 */
export function wholes({ text, slots }: Learnt, names: Names): Slot[] {
  const points = Array.from(text);
  const keyOf = (slot: Slot) => (isCounted(slot) ? (slot.field ?? freeMeasure(slot, names, points)) : null);
  const isPart = (slot: Slot, n: number) =>
    isSurePart(points, slot) ||
    slots
      .slice(Math.max(0, n - MOST_PARTS), n)
      .some((whole) => isBlankPart(points, whole, slot) && keyOf(whole) === keyOf(slot));
  const parts = new Set(slots.filter((slot, n) => keyOf(slot) !== null && isPart(slot, n)));
  const largest = new Map<string, number>();
  for (const slot of slots) {
    const key = parts.has(slot) ? null : keyOf(slot);
    if (key !== null) largest.set(key, Math.max(largest.get(key) ?? 0, slot.value ?? 0));
  }
  return slots.map((slot) => {
    const isSmaller = slot.value !== null && slot.value < (largest.get(keyOf(slot) ?? "") ?? 0);
    return isSmaller || parts.has(slot) ? { ...slot, field: null, role: "manual" } : slot;
  });
}

/** What its own words call a part of the year or of those who did it: no field is asked about for it. */
export function isSurePart(points: readonly string[], slot: Slot): boolean {
  return isOfSpan(points, slot) || isOfSome(points, slot) || isOfSettled(points, slot);
}

function isCounted({ role }: Slot): boolean {
  return role === "tally" || role === "manual" || role === "roster";
}

/** 上半年集中学习14次; the words stand in its clause, or in the one before it. */
function isOfSpan(points: readonly string[], { start, role }: Slot): boolean {
  if (role !== "tally") return false;
  let [from, stops] = [start, 0];
  while (from > 0 && start - from < MOST_BEFORE) {
    const point = points[from - 1] ?? "";
    if (/[。！？\n]/.test(point) || (STOPS.includes(point) && ++stops > 1)) break;
    from -= 1;
  }
  const before = points.slice(from, start).join("");
  return lastOf(before, SPAN) > lastOf(before, WHOLE_YEAR);
}

/** 收缴党费XX元，其中预备党员缴纳XX元: no value tells which blank is the whole. */
function isBlankPart(points: readonly string[], whole: Slot, { start, value }: Slot): boolean {
  if (value !== null || start - whole.end > MOST_BEFORE) return false;
  const between = points.slice(whole.end, start).join("");
  return /其中/.test(between) && !/[。！？\n]/.test(between);
}

/** 收到意见17条，办结17条: what was settled of them need not be all of them another year. */
function isOfSettled(points: readonly string[], { start, role }: Slot): boolean {
  return role === "tally" && SETTLED.test(points.slice(Math.max(0, start - AROUND), start).join(""));
}

const SETTLED = /[，；、](?:其中)?(?:现?已|均|全部|目前)*(?:采纳|采用|录用|办结|答复|整改|落实|完成|点亮|解决)了?$/;

/** 支委讲党课3次, which no record tells from the lectures of others; the secretary's have a field. */
function isOfSome(points: readonly string[], { start, role, kinds }: Slot): boolean {
  return (
    role === "tally" &&
    kinds.includes("党课") &&
    LECTURERS.test(points.slice(Math.max(0, start - AROUND), start).join(""))
  );
}

const LECTURERS =
  /(?<!(?:组织|为|给|向)[^，。、]{0,6})(?:支委|委员|副书记|成员|干部|骨干)(?:带头|轮流|分别|先后|共)*(?:讲授?|上)(?:专题|微)?党课$/;

function clauseOf(points: readonly string[], { start, end }: Slot): string {
  const before = points.slice(Math.max(0, start - AROUND), start).join("");
  const after = points.slice(end, end + AROUND).join("");
  return (/[^，,、；;。！？\n]*$/.exec(before)?.[0] ?? "") + (/^[^，,；;。！？\n]*/.exec(after)?.[0] ?? "");
}

/** The words before a number that let it count a part of the year: 上半年, 三季度; "" where it counts all of it. */
export function spanBefore(before: string): string {
  const clause = /[^。！？\n]*$/.exec(before)?.[0] ?? "";
  if (lastOf(clause, SPAN) <= lastOf(clause, WHOLE_YEAR)) return "";
  return [...clause.matchAll(SPAN)].at(-1)?.[0].replace(/\s/g, "") ?? "";
}

/** Where the last of the words ends. */
function lastOf(text: string, words: RegExp): number {
  const last = [...text.matchAll(words)].at(-1);
  return last === undefined ? -1 : last.index + last[0].length;
}

const SAME_UNIT: ReadonlyMap<string, string> = new Map([
  ["人/次", "人次"],
  ["场", "次"],
  ["场次", "次"],
  ["名", "人"],
  ["位", "人"],
]);

const PART = /参[加与训学会赛]|出席|到会|受训|受教育|听课|捐/;
/** 选送2名干部参加培训, 9名发展对象参加培训: others came, too. */
const SENT = /选[送派]|推荐|派出|抽调|积极分子|发展对象|预备党员/;

function isOfAllWhoCame(clause: string): boolean {
  return PART.test(clause) && !SENT.test(clause);
}

/**
 * The measure that a template may name, where there is one: 主题党日+志愿服务 次. People are counted where they took
 * part: 32名职工参加文体活动, not 慰问老党员35人.
 */
export function freeMeasure(slot: Slot, names: Names, points: readonly string[]): string | null {
  const { kinds, unit } = slot;
  if (kinds.length === 0) return null;
  const plain = unit.replace(/\(.*\)$/, "");
  const measured = SAME_UNIT.get(plain) ?? plain;
  if (measured === "人" && !isOfAllWhoCame(clauseOf(points, slot))) return null;
  if (isSpent(kinds, points.slice(Math.max(0, slot.start - AROUND), slot.start).join(""))) return null;
  const expression = `${kinds.join("+")} ${measured}`;
  return resolve(expression, names).ok ? expression : null;
}
