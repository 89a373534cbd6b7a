import type { Amount } from "../ledger/activity.ts";
import { type Field, isPersons } from "../ledger/fields.ts";
import { numeralAt } from "../ledger/understand/numerals.ts";

/** What a person filled in: the words as typed, who and on which day. */
export type Manual = {
  readonly text: string;
  readonly by: string;
  readonly on: string;
  /** Stated for the organisation alone where its sub-units are counted with it. */
  readonly own?: true;
};

/** Whether it says nothing of a field: what was stated of one organisation's records is no number of its sub-units'. */
export function isOfOwnRecords({ own }: Manual, field: Field): boolean {
  return own === true && !isPersons(field);
}

/** A filled-in value as read; `items` are those of a list that was given in words. */
type ManualRead =
  | {
      readonly ok: true;
      readonly amount: Amount;
      readonly items: readonly string[];
      /** How many items the words before a list say there are: `3个：甲；乙`. */
      readonly stated?: number;
    }
  | { readonly ok: false; readonly problem: string };

const BEFORE = /^(?:一共|总共|共计?|是|为|有|达到?)?\s*(?:(约|大约|大概|差不多)|(至少|不少于))?\s*/;
const BEHIND = /^\s*(余|多)?\s*(.*?)\s*(左右|上下)?$/;

/** What is counted one by one. */
const WHOLE: ReadonlySet<string> = new Set([..."次人名个件篇户项条期份对", "人次"]);

/** How people say that there was none. */
const NONE = /^(?:没有|没|无|都没有|没有过|没有开展|没开展|未开展|没有召开|没召开|未召开)$/;

/** Units that mean the same in what people write. */
const ALIKE = ["个项件条", "名人位", "次场回"];

/**
 * Reads what a person fills in for a field: `6`, `六项`, `126.6万元`, `20余`, `约15`, `0`, `没有`. A list field
 * also takes its items, parted by ；or line breaks: their number is then the value.
 */
export function readManual(field: Field, text: string): ManualRead {
  const typed = text
    .normalize("NFKC")
    .replace(/[\s。.!]+$/, "")
    .trim();
  const amount: Amount | string = NONE.test(typed) ? { value: 0, bound: "exact" } : readAmount(field, typed);
  if (typeof amount !== "string") return { ok: true, amount, items: [] };
  if (field.measure.by !== "list") return { ok: false, problem: amount };
  const { stated, rest } = statedLength(text);
  const items = itemsOf(rest);
  if (items.length === 0) return { ok: false, problem: amount };
  const read = { ok: true, amount: { value: items.length, bound: "exact" }, items } as const;
  return stated === undefined ? read : { ...read, stated };
}

/** The number that stands before a list: `3个：`. */
function statedLength(text: string): { readonly stated?: number; readonly rest: string } {
  const typed = text.trim();
  const numeral = numeralAt(typed, 0);
  if (numeral === null) return { rest: typed };
  const behind = /^\s*[个条项]?\s*[:：]\s*/.exec(typed.slice(numeral.end));
  if (behind === null) return { rest: typed };
  return { stated: numeral.value, rest: typed.slice(numeral.end + behind[0].length) };
}

/** The amount, or why there is none. */
function readAmount({ id, unit }: Field, typed: string): Amount | string {
  const [before = "", about, least] = BEFORE.exec(typed) ?? [];
  const numeral = numeralAt(typed, before.length);
  if (numeral === null || numeral.vague !== null) {
    return `“${typed}”不是确定的数字，请写成 ${exampleIn(unit)} 这样`;
  }
  const [, over, written = "", around] = BEHIND.exec(typed.slice(numeral.end)) ?? [];
  const myriads = /[万亿]/.test(typed.slice(before.length, numeral.end));
  const factor = factorOf(written, unit, myriads);
  if (factor === null) return unfit({ id, unit }, typed);
  const problem = misfit(numeral.value * factor, unit);
  if (problem !== null) return problem;
  const bound = over || least ? "least" : about || around ? "approx" : "exact";
  return { value: rounded(numeral.value * factor), bound };
}

function unfit({ id, unit }: Pick<Field, "id" | "unit">, typed: string): string {
  return `“${id}”${unit === "" ? "" : `的单位是${unit}`}，“${typed}”不合适，请只写数字`;
}

function exampleIn(unit: string): string {
  return unit === "" ? "6" : `6 或 6${unit}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Why an amount cannot be kept; a zero is stated as one. */
function misfit(value: number, unit: string): string | null {
  if (WHOLE.has(unit) && !Number.isInteger(value)) return `${unit}数要是整数，请写成 6 或 6${unit} 这样`;
  return value !== 0 && rounded(value) === 0 ? `不到 0.01${unit}，只能写两位小数` : null;
}

/** What brings an amount in the written unit to the field's; null where they do not fit. 万 and 亿 may stand in the number. */
function factorOf(written: string, unit: string, myriads: boolean): number | null {
  const base = unit.startsWith("万") ? unit.slice(1) : unit;
  const toUnit = base === unit ? 1 : 0.0001;
  if (written === "") return myriads ? toUnit : 1;
  // A number without a unit may be written with the one that people say: 14人.
  if (unit === "" && written.length <= 2) return 1;
  if (written === base) return toUnit;
  if (written === `万${base}` || written === "万") return 10_000 * toUnit;
  return ALIKE.some((units) => units.includes(written) && units.includes(unit)) ? 1 : null;
}

/** The items of a list, without the 一是 or 1. before them and the full stop behind. */
function itemsOf(text: string): string[] {
  return text
    .split(/[;；\n]/)
    .map((item) => item.trim().replace(/^(?:[一二三四五六七八九十]+是|\d{1,2}[.、．])\s*|[。.]$/g, ""))
    .filter((item) => item !== "");
}
