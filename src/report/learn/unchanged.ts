import type { Learnt, Slot } from "../learn.ts";
import type { Edit } from "./edit.ts";

/** A number in digits with the word behind it; of dates, ordinals, times and marks before headings there is none. */
const NUMBER =
  /(?<![\d.．第〔[（(A-Za-z#])(?<!\d[-—–~:：/])\d+(?:\.\d+)?(?![\d.．:：/\-—–~])\s*[余多]?\s*(?![年月日号时点分季级届周%％‰℃、))])[一-龥]/gu;
/** A rate; that all were there is said every year. */
const RATE = /(?<![\d.．第〔[（(A-Za-z#])(?!100%)\d+(?:\.\d+)?\s*[%‰]/gu;
const NAMES = /《[^》\n]{0,80}》|[〔[][^〕\]\n]{0,12}[〕\]]/g;
const BEFORE = 10;
const BEHIND = 4;

type Told = { readonly learnt: Learnt; readonly edits: readonly Edit[] };

/**
 * The numbers and rates of a past report that its template keeps as they were, each with some words around it: 志愿服务9次24天 is
 * told as …{{志愿服务}}24天. Habits (每季度至少1次) are meant to stay and are none of them.
 */
export function unchangedNumbers({ learnt, edits }: Told): string[] {
  const points = Array.from(learnt.text);
  // One unit for every code point, so that indexes are code points.
  const text = points.map(plain).join("");
  const names = [...text.matchAll(NAMES)].map(({ index, 0: all }) => ({ start: index, end: index + all.length }));
  const kept = [...edits, ...learnt.slots.filter(isHabit), ...names];
  const found = [...text.matchAll(NUMBER), ...text.matchAll(RATE)].sort((a, b) => a.index - b.index);
  return found.flatMap(({ index, 0: all }) => {
    const end = index + all.length;
    if (kept.some((span) => span.start < end && index < span.end)) return [];
    const before = /[^，,；;。！？：\n]*$/.exec(text.slice(Math.max(0, index - BEFORE), index))?.[0] ?? "";
    const behind = /^[^，,；;。！？\n]*/.exec(text.slice(end, end + BEHIND))?.[0] ?? "";
    return [
      points
        .slice(index - before.length, end + behind.length)
        .join("")
        .trim(),
    ];
  });
}

/** Digits and what belongs to them in their narrow form. */
function plain(point: string): string {
  if (point.length > 1) return "\uFFFD";
  return /[０-９％]/.test(point) ? point.normalize("NFKC") : point;
}

function isHabit({ role }: Slot): boolean {
  return role === "quota" || role === "plan";
}
