import type { Amount } from "./activity.ts";
import type { Field, Form } from "./fields.ts";

const DIGITS = "零一二三四五六七八九";
const PLACES = ["", "十", "百", "千"];

/**
 * A number with its unit as the report prints it. `over` rounds 23 down to 20余 and prints
 * 20 and 7 as they are; an approximate number is 约15; a lower bound is 20余 where it is
 * round and 至少23 where it is not.
 */
export function displayAmount({ value, bound }: Amount, unit: string, form: Form = "exact"): string {
  const step = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(value, 1))) - 1));
  const round = Math.floor(value / step) * step;
  const over = form === "over" && value > 10 && round < value;
  if (bound === "approx") return `约${digits(value, form)}${unit}`;
  if (over || (bound === "least" && round === value && value > 0)) return `${digits(round, form)}余${unit}`;
  return `${bound === "least" ? "至少" : ""}${digits(value, form)}${unit}`;
}

/** `【待填：增加经营收入（万元）】`; the unit is left out where the label already ends with it. */
export function displayBlank({ label, unit }: Pick<Field, "label" | "unit">): string {
  return `【待填：${label.endsWith(unit) ? label : `${label}（${unit}）`}】`;
}

function digits(value: number, form: Form): string {
  if (form !== "numeral" || !Number.isInteger(value) || value >= 10_000) return String(value);
  return value === 2 ? "两" : numeral(value);
}

/** A whole number below ten thousand in Chinese: 十二, 二十, 一百零五. */
export function numeral(value: number): string {
  if (value === 0) return "零";
  let text = "";
  let gap = false;
  for (let place = PLACES.length - 1; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== "";
      continue;
    }
    text += `${gap ? "零" : ""}${DIGITS[digit]}${PLACES[place]}`;
    gap = false;
  }
  return text.replace(/^一十/, "十");
}
