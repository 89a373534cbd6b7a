import { type Field, levelOf, type Measure } from "../ledger/fields.ts";
import type { Catalogue, Kind } from "../ledger/kinds.ts";
import { nearest } from "../ledger/nearest.ts";
import type { Fields } from "./values.ts";

/** What a template may name: the fields, and the kinds for free measures. */
export type Vocabulary = { readonly fields: Fields; readonly catalogue: Catalogue };

/** The field that a name or a free measure means; else why none, with the nearest known names. */
export type Resolved =
  | { readonly ok: true; readonly field: Field }
  | { readonly ok: false; readonly problem: string; readonly nearest: readonly string[] };

/**
 * Reads `集中学习` (a field) or `学习教育活动+结对帮带+志愿服务 次` (a free measure: the union of
 * the kinds, each activity once, in 次, 人次, 人, 小时, 人时 or the unit or name of an amount).
 */
export function resolve(expression: string, { fields, catalogue }: Vocabulary): Resolved {
  const text = plain(expression);
  const named = fields.find(
    ({ id, label }) => plain(id) === text || (plain(label) === text && unambiguous(label, fields)),
  );
  if (named) return { ok: true, field: named };
  const [, names = text, unit] = /^(.*?)\s*[ :]\s*([^ +]+)$/.exec(text) ?? [];
  const kinds: Kind[] = [];
  for (const name of names.split(/\s*[+、]\s*/)) {
    const kind = catalogue.kinds.find((one) => one.name === name || one.aliases.includes(name));
    if (!kind) return unknown(name, { fields, catalogue });
    kinds.push(kind);
  }
  return free(kinds, unit ?? "次", fields);
}

/** The same of a list: only such a field has items. */
export function resolveList(expression: string, vocabulary: Vocabulary): Resolved {
  const read = resolve(expression, vocabulary);
  if (!read.ok || read.field.measure.by === "list") return read;
  return { ok: false, problem: `“${read.field.id}”不是清单，不能用“每项”`, nearest: [] };
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim();
}

function unambiguous(label: string, fields: Fields): boolean {
  return fields.filter((field) => field.label === label).length === 1;
}

function unknown(name: string, { fields, catalogue }: Vocabulary): Resolved {
  const names = new Set([...fields.map(({ id }) => id), ...catalogue.kinds.map((kind) => kind.name)]);
  const near = nearest(name, [...names]);
  const hint = near.length > 0 ? `，最接近的是${near.map((one) => `“${one}”`).join("")}` : "";
  return { ok: false, problem: `没有名为“${name}”的字段或类别${hint}`, nearest: near };
}

function free(kinds: readonly Kind[], unit: string, fields: Fields): Resolved {
  const names = [...new Set(kinds.map(({ name }) => name))];
  const measure = measureOf(kinds, unit);
  if (measure === undefined) {
    const units = [
      "次",
      "人次",
      "人",
      "小时",
      "人时",
      ...kinds.flatMap((kind) => kind.quantities.flatMap((q) => q.units)),
    ];
    const known = [...new Set(units)];
    return { ok: false, problem: `${names.join("、")}不能按“${unit}”来数，可以用${known.join("、")}`, nearest: known };
  }
  const shown = unit === "人时" ? "小时" : (quantitiesOf(kinds).find(({ name }) => name === unit)?.units[0] ?? unit);
  const id = `${names.join("+")} ${unit}`;
  const label = names.join("、");
  return {
    ok: true,
    field: {
      id,
      label,
      unit: shown,
      measure,
      kinds: names,
      heldBy: levelOf(fields, names),
      form: "exact",
      omitted: false,
    },
  };
}

function measureOf(kinds: readonly Kind[], unit: string): Measure | undefined {
  if (unit === "次") return { by: "times" };
  if (unit === "人次") return { by: "person-times" };
  if (unit === "小时" || unit === "人时") return { by: "hours", perPerson: unit === "人时" };
  const fitting = quantitiesOf(kinds).filter(({ name, units }) => name === unit || units.includes(unit));
  if (fitting.length === 0) return unit === "人" ? { by: "people" } : undefined;
  return { by: "quantity", names: [...new Set(fitting.map(({ name }) => name))], required: true };
}

function quantitiesOf(kinds: readonly Kind[]): Kind["quantities"] {
  return kinds.flatMap(({ quantities }) => quantities);
}
