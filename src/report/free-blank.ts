import { type Field, isPersons } from "../ledger/fields.ts";
import { isUnit } from "./learn/units.ts";
import type { Fields } from "./values.ts";

/** A blank of a template and what stands in it: `待填：党员献血（毫升）`. */
const BLANK = /【(待填[:：][^【】\n]*)】/g;
const WORDS = /^待填[:：]\s*(.+)[）)]\s*$/;

/** The unit of a number that has none: 14 of 14党员获评先进. */
export const NO_UNIT = "数字";

/**
 * The numbers that a template leaves to people without naming a field, by what stands between 【】: a blank that ends
 * with a unit. One that is named as a field that only people know is that field; the same words mean the same number.
 */
export function freeBlanks(text: string, fields: Fields): Map<string, Field> {
  const found = new Map<string, Field>();
  for (const [, name = ""] of text.matchAll(BLANK)) {
    const field = found.has(name) ? null : freeField(name, fields);
    if (field !== null) found.set(name, field);
  }
  return found;
}

function freeField(name: string, fields: Fields): Field | null {
  const words = WORDS.exec(name)?.[1] ?? "";
  const open = [...words.matchAll(/[（(]/g)].find(({ index }) => index > 0 && isOwnUnit(words.slice(index + 1)));
  if (open === undefined) return null;
  const label = words.slice(0, open.index).trim();
  const unit = words
    .slice(open.index + 1)
    .normalize("NFKC")
    .trim();
  // What records count is not meant: 【待填：集中学习（次）】 may be what was learnt in half a year.
  const known = fields.find((one) => isPersons(one) && (one.id === label || one.label === label) && one.unit === unit);
  return known ?? made(label, unit);
}

function isOwnUnit(written: string): boolean {
  const unit = written.normalize("NFKC").trim();
  return unit === NO_UNIT || isUnit(unit);
}

function made(label: string, unit: string): Field {
  const counted = { unit: unit === NO_UNIT ? "" : unit, measure: { by: "manual" }, kinds: [], heldBy: null } as const;
  return { id: `${label}（${unit}）`, label, ...counted, form: "exact", omitted: false };
}

const AROUND = 12;

/** The words of a template around the blank of a field: `党员献血____，同比增长8.5%`; "" where it has none. */
export function wordsAround(text: string, { id }: Pick<Field, "id">, fields: Fields): string {
  const [name] = [...freeBlanks(text, fields)].find(([, field]) => field.id === id) ?? [];
  const at = name === undefined ? -1 : text.indexOf(`【${name}】`);
  if (name === undefined || at < 0) return "";
  const before = /[^\n。]*$/.exec(text.slice(0, at))?.[0] ?? "";
  const behind = /^[^\n。]*/.exec(text.slice(at + name.length + 2))?.[0] ?? "";
  return `${bare(before).slice(-AROUND)}____${bare(behind).slice(0, AROUND)}`;
}

/** Without what means something in a template alone. */
function bare(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}|【[^】]*】/g, "…").replace(/\*\*|^#+\s*|\[\[|\]\]/g, "");
}
