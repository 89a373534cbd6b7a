import type { Amount } from "../activity.ts";
import { type Chunk, previous } from "./chunk.ts";
import { wordsOf } from "./normalise.ts";
import type { Doubt } from "./reading.ts";
import type { Token } from "./token.ts";

type BareToken = Extract<Token, { type: "bare" }>;

/** What numbers without a unit say of people and sums. */
export type Bare = { readonly used: readonly Token[]; readonly doubt: Doubt | null; readonly headcount: Amount | null };

/** What counts with a unit say of people: those present, some people, or nothing. */
export type Known = "present" | "people" | null;

/** 集中学习15: a number without a unit is asked about; behind 人数： it is a headcount, and behind 实到 it beats others. */
export function readBare(chunk: Chunk, known: Known, kinds: readonly string[]): Bare {
  const bare = chunk.tokens.filter((token): token is BareToken => token.type === "bare");
  if (bare.length === 0) return joinedSums(chunk, kinds);
  const labelled = bare.filter((token) => token.label === "headcount" || token.label === "absent");
  const present = labelled.find((token) => token.label === "headcount" && /实到|到会/.test(labelWord(chunk, token)));
  const stated =
    present ?? labelled.find((token) => token.label === "headcount" && !labelWord(chunk, token).startsWith("应"));
  const isNew = known === null || (known === "people" && stated === present);
  if (stated !== undefined && stated.choices.length === 0 && isNew)
    return { used: labelled, doubt: null, headcount: { value: stated.value, bound: "exact" } };
  const sum = moneyOf(chunk, kinds);
  const plain = bare.find((token) => isOpen(token) && (sum !== null || token.value < MOST_PEOPLE));
  const doubt = plain === undefined ? null : bareDoubt(chunk, plain, known !== null, sum);
  if (plain === undefined || doubt === null) return { used: labelled, doubt: null, headcount: null };
  return { used: [...labelled, plain], doubt, headcount: null };
}

/** 人数：30/32 is as open as a number without a label. */
function isOpen(token: BareToken): boolean {
  return token.label === null || (token.label === "headcount" && token.choices.length > 0);
}

/** What is more is a code or a telephone, never the people of a branch. */
const MOST_PEOPLE = 10_000;

/** Whether a number without a unit means people or a sum of money, has to be said. */
function bareDoubt(chunk: Chunk, token: BareToken, known: boolean, sum: Doubt["quantity"] | null): Doubt | null {
  const words = wordsOf(chunk.text, token.start, token.end);
  const { value, choices } = token;
  const isPair = choices.length > 0;
  const options = (isPair ? choices : [value]).map(String);
  const asked = { reason: isPair ? "either" : "unit", words, options } as const;
  if (sum !== null && sum !== undefined) return { ...asked, about: "quantity", quantity: sum };
  return known ? null : { ...asked, about: "participants" };
}

/** 捐款两千六 most likely is a sum of money. */
function moneyOf(chunk: Chunk, kinds: readonly string[]): { name: string; unit: string } | null {
  const [first] = kinds;
  if (first === undefined || chunk.vocabulary.kinds.get(first)?.unit !== "元") return null;
  return chunk.tokens.some((token) => token.type === "count" && token.count.unit === "元")
    ? null
    : { name: "金额", unit: "元" };
}

const NO_BARE: Bare = { used: [], doubt: null, headcount: null };

const JOINED_SUM = /[一-龥](\d{2,6})(?=$|[\s,;。、])/g;

/** 捐款张三100，李四200: what each gave, most likely in 元. */
function joinedSums(chunk: Chunk, kinds: readonly string[]): Bare {
  const quantity = moneyOf(chunk, kinds);
  if (quantity === null) return NO_BARE;
  const free = freeText(chunk);
  const sums = [...free.matchAll(JOINED_SUM)].map(([, sum]) => Number(sum));
  if (sums.length === 0) return NO_BARE;
  const words = free.replace(/□/g, " ").trim().slice(0, LONGEST_WORDS);
  const options = [String(sums.reduce((total, sum) => total + sum, 0))];
  return { ...NO_BARE, doubt: { about: "quantity", reason: "unit", words, options, quantity } };
}

const LONGEST_WORDS = 40;

/** The text of a stretch, each token of it blanked. */
function freeText({ text, tokens, from, to }: Chunk): string {
  let free = "";
  let at = from;
  for (const token of tokens) {
    free += `${text.s.slice(at, token.start)}□`;
    at = token.end;
  }
  return free + text.s.slice(at, to);
}

function labelWord(chunk: Chunk, token: Token): string {
  const last = previous(chunk, token);
  return last?.type === "label" ? last.word : "";
}
