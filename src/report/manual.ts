import type { Amount } from "../ledger/activity.ts";
import type { Field } from "../ledger/fields.ts";

/** What a person filled in: the words as typed, who and on which day. */
export type Manual = { readonly text: string; readonly by: string; readonly on: string };

/** A filled-in value as read; `items` are those of a list that was given in words. */
export type ManualRead =
  | { readonly ok: true; readonly amount: Amount; readonly items: readonly string[] }
  | { readonly ok: false; readonly problem: string };

const NUMBER = /^(约|大约|大概|至少|不少于)?\s*(\d[\d,]*(?:\.\d+)?)\s*(万)?(余|多)?(万)?\s*(\D*)$/u;

/**
 * Reads what a person fills in for a field: `6`, `6项`, `126.6万元`, `20余`, `约15`, `0`. A list field
 * also takes its items, parted by ；or line breaks: their number is then the value.
 */
export function readManual(field: Field, text: string): ManualRead {
  const typed = text.normalize("NFKC").trim();
  const [, before, digits, wan, over, wan2, unit = ""] = NUMBER.exec(typed) ?? [];
  if (digits === undefined) {
    const items = field.measure.by === "list" ? itemsOf(text) : [];
    if (items.length > 0) return { ok: true, amount: { value: items.length, bound: "exact" }, items };
    return { ok: false, problem: `“${text.trim()}”不是数字，请写成 6 或 6${field.unit} 这样` };
  }
  const value = Number(digits.replaceAll(",", ""));
  const written = `${wan ?? wan2 ?? ""}${unit}`;
  const factor = factorOf(written, field.unit);
  if (factor === undefined) {
    return { ok: false, problem: `“${field.id}”的单位是${field.unit}，不是${written}，请只写数字` };
  }
  return {
    ok: true,
    amount: { value: Math.round(value * factor * 100) / 100, bound: boundOf(before, over) },
    items: [],
  };
}

function itemsOf(text: string): string[] {
  return text
    .split(/[;；\n]/)
    .map((item) => item.trim().replace(/[。.]$/, ""))
    .filter((item) => item !== "");
}

function boundOf(before: string | undefined, over: string | undefined): Amount["bound"] {
  if (over !== undefined || before === "至少" || before === "不少于") return "least";
  return before === undefined ? "exact" : "approx";
}

/** What to multiply by to come from the unit written to the field's; undefined where they do not fit. */
function factorOf(written: string, unit: string): number | undefined {
  if (written === "" || written === unit) return 1;
  if (written === "万" || written === `万${unit}`) return unit.startsWith("万") ? 1 : 10_000;
  if (unit === `万${written}`) return 0.0001;
  const same = ["个项件条", "名人位"].some((units) => units.includes(written) && units.includes(unit));
  return same ? 1 : undefined;
}
