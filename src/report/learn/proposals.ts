import { resolve } from "../expression.ts";
import type { Learnt, Names, Slot } from "../learn.ts";
import { isSurePart, wholes } from "./wholes.ts";

/** A number that nobody can tell the field of without asking. */
type Doubt = {
  /** The n-th of the slots. */
  readonly slot: number;
  /** The number with its unit, and with the words around it. */
  readonly number: string;
  readonly phrase: string;
  /** Fields and free measures that it may be, the likeliest first. */
  readonly options: readonly string[];
};

export type Proposals = {
  readonly numbers: number;
  /** Numbers with the field that is proposed for each: `30次 → 集中学习`. */
  readonly known: readonly string[];
  /** How many only people know. */
  readonly manual: number;
  readonly doubts: readonly Doubt[];
};

/** Doubtful ones beyond this are left as blanks: nobody answers more in a row. */
const MOST_DOUBTS = 12;
const AROUND = 14;

/** What is proposed for the numbers of a report, and which have to be asked about. */
export function proposalsOf(learnt: Learnt, names: Names): Proposals {
  const told = wholes(learnt, names);
  const counted = told.filter(isNumber);
  const doubts = told.flatMap((slot, n): Doubt[] => {
    const options = isNumber(slot) ? optionsOf(slot, n, { learnt, told, names }) : [];
    return options.length === 0
      ? []
      : [{ slot: n, number: slot.text + slot.unit, phrase: phraseOf(learnt.text, slot), options }];
  });
  return {
    numbers: learnt.slots.length,
    known: counted.flatMap((slot) => (slot.field === null ? [] : [`${slot.text}${slot.unit} → ${slot.field}`])),
    manual: counted.filter(({ field, role }) => field === null && role === "manual").length,
    doubts: doubts.slice(0, MOST_DOUBTS),
  };
}

function isNumber({ role }: Slot): boolean {
  return role === "tally" || role === "manual";
}

type Around = { readonly learnt: Learnt; readonly told: readonly Slot[]; readonly names: Names };

/** None where it is clear: a field is known, or nothing near it is counted in this way. */
function optionsOf(slot: Slot, n: number, { learnt, told, names }: Around): string[] {
  const before = learnt.slots[n];
  if (slot.field !== null || before === undefined) return [];
  if (before.field !== null) return isPart(learnt.text, before) ? [] : [before.field];
  if (slot.role === "manual" && isPart(learnt.text, before)) return [];
  if (slot.role === "tally") return fitting(slot.kinds, slot, names);
  if (!COUNTABLE.has(slot.unit)) return [];
  const sentence = sentenceOf(learnt.text, slot);
  const near = told.filter(({ start, kinds }) => start >= sentence.start && start < sentence.end && kinds.length === 1);
  const kinds = [...new Set(near.flatMap((one) => one.kinds))].filter((kind) => isHeld(kind, slot, names));
  return fitting(kinds.slice(0, 2), slot, names);
}

/** 发展党员7名，其中女性4名, 上半年党课3次: it says itself that it is a part. */
function isPart(text: string, slot: Slot): boolean {
  const points = Array.from(text);
  const before = points.slice(Math.max(0, slot.start - AROUND), slot.start).join("");
  return /其中[^，。；\n]*$/.test(before) || isSurePart(points, slot);
}

/** 公示12次 is asked about beside what is held, 党课 or 警示教育, not beside 责任书, which is counted in 份. */
function isHeld(name: string, { unit }: Slot, { catalogue }: Names): boolean {
  const kind = catalogue.kinds.find((one) => one.name === name);
  if (/^(?:人次|小时)$/.test(unit)) return kind?.family !== "organisation";
  if (!/^[次场期]/.test(unit)) return true;
  return kind?.unit === "次" || kind?.quantities.some(({ units }) => units.includes(unit)) === true;
}

const COUNTABLE: ReadonlySet<string> = new Set("次 场 场次 期 人次 小时 篇".split(" "));

/** The measures of kinds in the slot's unit that a template may name; one for all of them is clear and no doubt. */
function fitting(kinds: readonly string[], { unit, role }: Slot, names: Names): string[] {
  const measured = /^(?:人次|小时|篇)$/.test(unit) ? unit : "次";
  const found = kinds.flatMap((kind) => {
    const expression = measured === "次" ? kind : `${kind} ${measured}`;
    return resolve(expression, names).ok ? [expression] : [];
  });
  return role === "tally" && resolve(`${kinds.join("+")} ${measured}`, names).ok ? [] : found;
}

type Stretch = { readonly start: number; readonly end: number };

function sentenceOf(text: string, slot: Slot): Stretch {
  const points = Array.from(text);
  let { start, end } = slot;
  while (start > 0 && !"。！？\n".includes(points[start - 1] ?? "")) start -= 1;
  while (end < points.length && !"。！？\n".includes(points[end] ?? "")) end += 1;
  return { start, end };
}

function phraseOf(text: string, slot: Slot): string {
  const points = Array.from(text);
  const { start, end } = sentenceOf(text, slot);
  const from = Math.max(start, slot.start - AROUND);
  const to = Math.min(end, slot.end + AROUND);
  return `${from > start ? "…" : ""}${points.slice(from, to).join("")}${to < end ? "…" : ""}`;
}
