import type { Amount } from "../../activity.ts";
import { type Chunk, previous } from "../chunk.ts";
import { wordsOf } from "../normalise.ts";
import type { Doubt } from "../reading.ts";
import type { Token } from "../token.ts";
import { PERSON } from "./persons.ts";
import { SURNAMES } from "./read-names.ts";

type BareToken = Extract<Token, { type: "bare" }>;

/** What numbers without a unit say of people and sums. */
type Bare = { readonly used: readonly Token[]; readonly doubt: Doubt | null; readonly headcount: Amount | null };

/** What counts with a unit say of people: those present, some people, or nothing. */
export type Known = "present" | "people" | null;

/** 集中学习15: a number without a unit is asked about; behind 人数： it is a headcount, and behind 实到 it beats others. */
export function readBare(chunk: Chunk, known: Known, kinds: readonly string[]): Bare {
  const bare = chunk.tokens.filter((token): token is BareToken => token.type === "bare");
  if (bare.length === 0) return joinedNumbers(chunk, known, kinds);
  const labelled = bare.filter((token) => token.label === "headcount" || token.label === "absent");
  const present = labelled.find((token) => token.label === "headcount" && /实到|到会/.test(labelWord(chunk, token)));
  const stated =
    present ?? labelled.find((token) => token.label === "headcount" && !labelWord(chunk, token).startsWith("应"));
  const listed = labelled.find((token) => token.label === "headcount" && previous(chunk, token)?.type === "bare");
  if (listed !== undefined && known === null)
    return { used: labelled, doubt: severalDoubt(chunk, labelled), headcount: null };
  const isNew = known === null || (known === "people" && stated === present);
  if (stated !== undefined && stated.choices.length === 0 && isNew)
    return { used: labelled, doubt: null, headcount: { value: stated.value, bound: "exact" } };
  const sum = moneyOf(chunk, kinds) ?? givenOf(chunk, kinds, bare);
  const plain = bare.find((token) => isOpen(token) && (sum !== null || token.value < MOST_PEOPLE));
  const doubt = plain === undefined ? null : bareDoubt(chunk, plain, known !== null, sum);
  if (plain === undefined || doubt === null) return { used: labelled, doubt: null, headcount: null };
  return { used: [...labelled, plain], doubt, headcount: null };
}

/** 人数14、16: how many came, and when? */
function severalDoubt(chunk: Chunk, tokens: readonly BareToken[]): Doubt {
  const words = wordsOf(chunk.text, tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
  return { about: "participants", reason: "either", words, options: tokens.map(({ value }) => String(value)) };
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

/** 书记500 其他党员共3200元: sums without a unit beside one that has it. */
function besideSum(chunk: Chunk, [kind]: readonly string[], free: string): Bare | null {
  if (kind === undefined || chunk.vocabulary.kinds.get(kind)?.unit !== "元") return null;
  const sums = chunk.tokens.flatMap((token) =>
    token.type === "count" && token.count.unit === "元" ? (token.count.value ?? []) : [],
  );
  const others = [...free.matchAll(OF_GIVER)].map(([, number]) => Number(number));
  const [sum] = sums;
  if (sum === undefined || sums.length > 1 || others.length === 0) return null;
  const total = others.reduce((all, value) => all + value, sum);
  const words = free.replace(/□/g, " ").trim().slice(0, LONGEST_WORDS);
  const options = [total, sum].map(String);
  const quantity = { name: "金额", unit: "元" };
  return { ...NO_BARE, doubt: { about: "quantity", reason: "conflict", words, options, quantity } };
}

const OF_GIVER = new RegExp(
  `(?:书记|委员|[组校院厂部科处局所站]长|主任|经理|师傅|老师|我|[老小][${SURNAMES}]|${PERSON})(\\d{2,6})(?=$|[\\s,;。、])`,
  "g",
);

/** The 7500 of 送慰问金7500 beside 15户. */
function givenOf(
  { text, vocabulary }: Chunk,
  kinds: readonly string[],
  [first]: readonly BareToken[],
): { name: string; unit: string } | null {
  if (
    first === undefined ||
    !/[金款费](?:共计?|合计|总计)?$/.test(text.s.slice(Math.max(0, first.start - 4), first.start))
  )
    return null;
  const own = kinds.flatMap((kind) => vocabulary.kinds.get(kind)?.quantities ?? []);
  return own.some(({ units }) => units.includes("元")) ? { name: "金额", unit: "元" } : null;
}

const NO_BARE: Bare = { used: [], doubt: null, headcount: null };

const JOINED = /[一-龥]\d{1,6}(?:$|[\s,;。、给])/;
const JOINED_SUM = /[一-龥](\d{2,6})(?=$|[\s,;。、给])/g;
const JOINED_PEOPLE = new RegExp(`${PERSON}(\\d{1,4})(?=$|[\\s,;。、])`, "g");
const JOINED_ITEMS = /([一-龥]{2,4})(\d{1,3})(?=$|[\s,;。、])/;

/** 捐款张三100，李四200; 党员31 优秀9; 议定事项2: numbers that stand behind their words without a unit. */
function joinedNumbers(chunk: Chunk, known: Known, kinds: readonly string[]): Bare {
  if (!JOINED.test(chunk.text.s.slice(chunk.from, chunk.to))) return NO_BARE;
  const sum = moneyOf(chunk, kinds);
  const free = freeText(chunk);
  const beside = besideSum(chunk, kinds, free);
  if (beside !== null) return beside;
  if (sum !== null) return joinedDoubt(free, [...free.matchAll(JOINED_SUM)], { about: "quantity", quantity: sum });
  const items = JOINED_ITEMS.exec(free);
  const quantity = items === null ? null : announced(chunk, items[1] ?? "", kinds);
  if (items !== null && quantity !== null)
    return joinedDoubt(items[0], [[items[0], items[2] ?? ""]], { about: "quantity", quantity });
  return known === null ? joinedDoubt(free, [...free.matchAll(JOINED_PEOPLE)], { about: "participants" }) : NO_BARE;
}

/** The quantity that a word such as 议定事项 announces for one of the kinds. */
function announced(
  { vocabulary }: Chunk,
  word: string,
  kinds: readonly string[],
): { name: string; unit: string } | null {
  for (let at = 0; at < word.length - 1; at++) {
    const found = vocabulary.announcers.get(word.slice(at))?.find(({ kind }) => kinds.includes(kind))?.quantity;
    if (found !== undefined) return { name: found.name, unit: found.units[0] ?? "" };
  }
  return null;
}

function joinedDoubt(free: string, found: readonly (readonly string[])[], of: Pick<Doubt, "about" | "quantity">): Bare {
  const numbers = found.map(([, number]) => Number(number));
  if (numbers.length === 0) return NO_BARE;
  const words = free.replace(/□/g, " ").trim().slice(0, LONGEST_WORDS);
  const options = [String(numbers.reduce((total, number) => total + number, 0))];
  return { ...NO_BARE, doubt: { ...of, reason: "unit", words, options } };
}

const LONGEST_WORDS = 40;

/** The parts in brackets behind their sum: 9人次（书记5、副书记4）. */
function partsOf({ text: { s } }: Chunk, token: Token): number {
  const parts = token.type === "count" && s.charAt(token.end) === "(" ? PARTS.exec(s.slice(token.end))?.[0] : undefined;
  if (token.type !== "count" || parts === undefined) return 0;
  const numbers = [...parts.matchAll(/\d+/g)].map(Number);
  return numbers.reduce((sum, number) => sum + number, 0) === token.count.value ? parts.length : 0;
}

const PARTS = /^\((?:[一-龥]{1,8}\d{1,5}[、,; ]?){2,6}\)/;

/** The text of a stretch, each token of it blanked. */
function freeText(chunk: Chunk): string {
  const { text, tokens, from, to } = chunk;
  let free = "";
  let at = from;
  for (const token of tokens) {
    if (token.start < at) continue;
    free += `${text.s.slice(at, token.start)}□`;
    at = token.end + partsOf(chunk, token);
  }
  return free + text.s.slice(at, to);
}

function labelWord(chunk: Chunk, token: Token): string {
  const last = previous(chunk, token);
  return last?.type === "label" ? last.word : "";
}
