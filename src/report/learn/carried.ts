import type { Learnt, Slot } from "../learn.ts";
import { isProblems } from "./sections.ts";

/** What a past report hands on to the next: its open problems and what it promised. */
export type Carried = {
  /** The problems of its section 存在的问题, which the next report answers for. */
  readonly problems: readonly string[];
  /** Sentences with a quota or a deadline, which become duties. */
  readonly promises: readonly { readonly sentence: string; readonly slots: readonly Slot[] }[];
};

const SECTION = /^(?:#+\s*)?[一二三四五六七八九十]{1,3}[、.．]/;
const ITEM =
  /(?:^(?:#+\s*)?(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、．])|(?:^|[。；：，])[一二三四五六七八九十]{1,2}是)\s*([^。；：\n]{2,60}?)(?=[。；：]|，[二三四五六七八九十]是|$)/g;

/** Reads what carries over from a report that was learnt. */
export function carriedFrom({ text, slots }: Learnt): Carried {
  return { problems: problemsIn(text), promises: promisesIn(text, slots) };
}

/** Section 三 with problems and no rectification: that one speaks of the year before. */
function problemsIn(text: string): string[] {
  const problems: string[] = [];
  let isInside = false;
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (SECTION.test(line)) isInside = isProblems(line);
    if (isInside) problems.push(...Array.from(line.matchAll(ITEM), ([, item = ""]) => item));
  }
  return problems;
}

function promisesIn(text: string, slots: readonly Slot[]): Carried["promises"] {
  const points = Array.from(text);
  const bySentence = new Map<number, { end: number; slots: Slot[] }>();
  for (const slot of slots) {
    if (slot.role !== "quota" && slot.role !== "plan") continue;
    const start = points.findLastIndex((point, i) => i < slot.start && "。！？\n".includes(point)) + 1;
    const stop = points.findIndex((point, i) => i >= slot.end && "。！？\n".includes(point));
    const known = bySentence.get(start);
    if (known === undefined) bySentence.set(start, { end: stop < 0 ? points.length : stop, slots: [slot] });
    else known.slots.push(slot);
  }
  return [...bySentence].map(([start, found]) => ({
    sentence: points.slice(start, found.end).join("").trim(),
    slots: found.slots,
  }));
}
