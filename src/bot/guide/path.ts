import { isSensitive } from "../../ledger/discreet.ts";
import type { Catalogue } from "../../ledger/kinds.ts";
import { plainWords } from "../questions/yes-no.ts";
import { HALVES } from "../replies/describe.ts";
import { EMPTY, emptied } from "./emptying.ts";
import { type EntryField, type Reader, type ReadField, readField } from "./entry.ts";
import type { Guide, Step } from "./state.ts";

/** Words that mean the same at every step. */
export const SKIP = "跳过";
export const BACK = "上一步";
export const CANCEL = "取消";
export const KEEP = "不改了";
export const RECORD = "记下";
const AGAIN = "重新来";
export const MORE_KINDS = "更多类别";
export const OTHER_DAY = "其他日期";

/** Whether words lead on, back or out at any step: 取消 alone would else withdraw a record. */
export function isWayOut(words: string): boolean {
  return [SKIP, BACK, CANCEL, KEEP, EMPTY, AGAIN].includes(plainWords(words)) || isSlashed(words);
}

/** `/cancel` is known from other bots, and no other command that is none of ours answers anything. */
function isSlashed(words: string): boolean {
  return /^\s*\/[a-z_]+(?:@\w+)?\s*$/i.test(words);
}

/** What the words do: lead to another step, end the guide, or cannot be taken as an answer to it. */
export type Move =
  | { readonly to: Pick<Guide, "step" | "entered"> }
  | { readonly end: "cancel" | "record" }
  | { readonly corrects: Exclude<ReadField, { field: "problem" | "names" }> }
  | { readonly problem: string };

/** The way through a new record; of a sensitive kind no title is asked. */
function wayOf({ entered }: Pick<Guide, "entered">, catalogue: Catalogue): Step[] {
  const kinds = entered.kind?.split("、") ?? [];
  const steps: Step[] = ["kind", "date", "title", "people", "confirm"];
  return isSensitive(kinds, catalogue) ? steps.filter((step) => step !== "title") : steps;
}

/** Where a step stands on the way: `[2, 4]` is the second of four questions. */
export function placeOf(guide: Guide, catalogue: Catalogue): readonly [number, number] {
  const way = wayOf(guide, catalogue);
  return [way.indexOf(stopOf(guide.step)) + 1, way.length - 1];
}

/** The step on the way that another view of it belongs to. */
function stopOf(step: Step): Step {
  if (step === "kinds") return "kind";
  return step === "day" ? "date" : step;
}

/** The field that a step asks for; none where it asks which field, which kind of many, or whether to log. */
export function fieldOf(step: Step): EntryField | undefined {
  const stop = stopOf(step);
  return stop === "choose" || stop === "confirm" || stop === "kinds" || stop === "day" ? undefined : stop;
}

/** What words mean at a step; they may come from a button or be typed. */
export function moveOf(guide: Guide, words: string, reader: Reader): Move {
  const plain = plainWords(words);
  if (plain === CANCEL || plain === KEEP || plain === "cancel") return { end: "cancel" };
  if (isSlashed(words)) return { problem: `没有 ${words.trim()} 这个命令。不记了请发“取消”。` };
  if (plain === AGAIN && guide.record === null) return { to: { step: "kind", entered: {} } };
  if (plain === BACK) return { to: { ...guide, step: before(guide, reader.catalogue) } };
  if (guide.step === "confirm") return confirmed(plain);
  if (guide.step === "choose") return chosen(guide, plain);
  if (plain === MORE_KINDS && guide.step === "kind") return { to: { ...guide, step: "kinds" } };
  if (plain === OTHER_DAY && guide.step === "date") return { to: { ...guide, step: "day" } };
  return answered(guide, words, reader);
}

/** 没有题目, 不知道: there is nothing to enter, or nobody remembers. */
const NOTHING =
  /^(?:(?:没有?|无|暂无|没啥|没什么)(?:题目|主题|标题|内容|人数)?|(?:不知道|不清楚|不记得|记不清|忘)了?|不(?:写|填|用)了?)$/;

function answered(guide: Guide, words: string, reader: Reader): Move {
  const field = fieldOf(guide.step);
  if (field === undefined) return { problem: "请按按钮选。" };
  const { [field]: _, ...others } = guide.entered;
  if (guide.record === null && (plainWords(words) === SKIP || NOTHING.test(plainWords(words)))) {
    return { to: next({ ...guide, entered: others }, reader.catalogue) };
  }
  const isEmptied = guide.record !== null && plainWords(words) === EMPTY;
  const read = isEmptied ? emptied(field) : readField(field, words, reader);
  if (read.field === "problem") return { problem: read.text };
  if (guide.record === null) {
    return { to: next({ ...guide, entered: { ...others, [field]: keptWords(read, words) } }, reader.catalogue) };
  }
  return read.field === "names" ? { problem: "这里请写人数，如 15。" } : { corrects: read };
}

/** A day and a kind are kept as what they were read as: 昨天 is another day tomorrow. */
function keptWords(read: Exclude<ReadField, { field: "problem" }>, words: string): string {
  if (read.field === "kinds") return read.kinds.join("、");
  if (read.field !== "date") return words.trim();
  if (read.end !== null) return `${read.start}至${read.end}`;
  return read.half === undefined ? read.start : read.start + HALVES[read.half];
}

function next(guide: Guide, catalogue: Catalogue): Pick<Guide, "step" | "entered"> {
  const way = wayOf(guide, catalogue);
  return { entered: guide.entered, step: way[way.indexOf(stopOf(guide.step)) + 1] ?? "confirm" };
}

function before(guide: Guide, catalogue: Catalogue): Step {
  if (guide.step === "kinds") return "kind";
  if (guide.step === "day") return "date";
  if (guide.record !== null) return "choose";
  const way = wayOf(guide, catalogue);
  return way[Math.max(0, way.indexOf(guide.step) - 1)] ?? "kind";
}

const RIGHT = new Set([RECORD, "是", "是的", "对", "对的", "好", "好的", "确定", "可以"]);

function confirmed(plain: string): Move {
  return RIGHT.has(plain) ? { end: "record" } : { problem: "对的话请发“记下”；要改请发“上一步”。" };
}

/** Which field of a record is to be corrected. */
export const CHOICES: ReadonlyMap<string, EntryField> = new Map([
  ["人数", "people"],
  ["日期", "date"],
  ["题目", "title"],
  ["时长", "hours"],
  ["地点", "place"],
  ["类别", "kind"],
]);

function chosen(guide: Guide, plain: string): Move {
  const step = CHOICES.get(plain);
  return step === undefined
    ? { problem: `要改哪一项：${[...CHOICES.keys()].join("、")}？` }
    : { to: { ...guide, step } };
}
