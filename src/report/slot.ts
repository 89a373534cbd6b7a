import type { Field } from "../ledger/fields.ts";
import { nearest } from "../ledger/nearest.ts";
import { ASPECTS, type Aspect, readAspect } from "./aspect.ts";
import { resolve, type Vocabulary } from "./expression.ts";

/**
 * Words of the draft itself: three kinds of year, who reports and for whom, the day it was made, and what an
 * organisation of this level is called: 党支部, 支部, 支委; 党总支, 总支, 总支委员. 总支或党委 is whose meetings are told
 * beside those of branches.
 */
const WORDS = [
  ...(["年度", "上年度", "下年度", "组织", "书记", "日期"] as const),
  ...(["党组织", "党组织简称", "党组织委员", "总支或党委"] as const),
] as const;
export type Word = (typeof WORDS)[number];

/** Words inside a paragraph that is repeated for each item of a list. */
export const ITEM_WORDS = ["序", "本项"] as const;
export type ItemWord = (typeof ITEM_WORDS)[number];

/** What stands between two braces: a word of the draft, a field's number, or more of a field than its number. */
export type Slot =
  | { readonly is: "word"; readonly word: Word }
  | { readonly is: "field"; readonly field: Field }
  | {
      readonly is: "aspect";
      readonly field: Field;
      readonly aspect: Aspect;
      /** The slot as normalised. */
      readonly key: string;
    };

type SlotRead = { readonly ok: true; readonly slot: Slot } | { readonly ok: false; readonly problem: string };

/** A table is a paragraph of its own, which only a template of text can put in its place. */
const QUARTERS =
  "“季度表”只能用在文本模板里，单独一段，写成“季度表 集中学习、党课”；Word 模板里可以写“集中学习 一季度”“集中学习 按季度”";

/** Reads what a template names. What is unknown is told in one sentence with the nearest known names. */
export function readSlot(name: string, vocabulary: Vocabulary): SlotRead {
  const key = name.normalize("NFKC").replace(/\s+/g, " ").trim();
  const word = WORDS.find((one) => one === key);
  if (word !== undefined) return { ok: true, slot: { is: "word", word } };
  if (/^季度表(?: |$)/.test(key)) return { ok: false, problem: QUARTERS };
  const asked = readAspect(key);
  const resolved = resolve(asked?.base ?? key, vocabulary);
  if (resolved.ok) {
    const { field } = resolved;
    return {
      ok: true,
      slot: asked === null ? { is: "field", field } : { is: "aspect", field, aspect: asked.aspect, key },
    };
  }
  const words = nearest(key, WORDS).map((one) => `“${one}”`);
  if (resolved.nearest.length === 0 && words.length > 0) {
    return { ok: false, problem: `${resolved.problem}，最接近的是${words.join("")}` };
  }
  return { ok: false, problem: resolved.problem + misspelt(key) };
}

/** Whether only what is asked of a field was mistyped: `集中学习 最近曰期`. */
function misspelt(key: string): string {
  const last = key.includes(" ") ? (key.split(" ").at(-1) ?? "") : "";
  if (last === "") return "";
  const [near] = nearest(last, ASPECTS);
  return near === undefined ? "，字段后面还可以写题目、清单、日期、上年、增减等" : `，字段后面可以写“${near}”`;
}
