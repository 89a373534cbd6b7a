import * as z from "zod";
import { type Field, type Form, LEVELS, type Measure } from "../ledger/fields.ts";
import type { Catalogue, Kind } from "../ledger/kinds.ts";
import { type Complain, readYaml, unknownKind } from "./yaml.ts";

const MEASURES = ["次", "人次", "人", "小时", "人时", "数量", "清单", "手填"] as const;

const FORMS: Readonly<Record<"余" | "汉字", Form>> = { 余: "over", 汉字: "numeral" };

const entry = z.strictObject({
  id: z.string().min(1),
  label: z.string().min(1).optional(),
  unit: z.string().min(1),
  measure: z.enum(MEASURES),
  quantity: z.string().min(1).optional(),
  kinds: z.array(z.string()).default([]),
  heldBy: z.enum(LEVELS).optional(),
  display: z.enum(["余", "汉字"]).optional(),
  omit: z.boolean().default(false),
  optional: z.boolean().default(false),
});
type Entry = z.infer<typeof entry>;

const file = z.strictObject({ fields: z.array(entry) });

/** Reads fields.yaml against the kinds it speaks of; throws a ConfigError that names every fault with its line. */
export function readFields(text: string, fileName: string, catalogue: Catalogue): readonly Field[] {
  const kinds = new Map(catalogue.kinds.map((kind) => [kind.name, kind]));
  const { fields } = readYaml(text, {
    file: fileName,
    schema: file,
    check: (value, complain) => checkFields(value.fields, kinds, complain),
  });
  return fields.map(toField);
}

function checkFields(fields: readonly Entry[], kinds: ReadonlyMap<string, Kind>, complain: Complain): void {
  const ids = new Set<string>();
  fields.forEach((field, n) => {
    const at = (key: string, sentence: string) => complain(["fields", n, key], sentence);
    if (ids.has(field.id)) at("id", `字段“${field.id}”写了两次，请删去一个，或换一个名字。`);
    ids.add(field.id);
    for (const name of field.kinds.filter((one) => !kinds.has(one))) at("kinds", unknownKind(name, [...kinds.keys()]));
    checkMeasure(field, kinds, at);
  });
}

function checkMeasure(
  { measure, kinds, quantity }: Entry,
  known: ReadonlyMap<string, Kind>,
  at: (key: string, sentence: string) => void,
): void {
  const counted = measure !== "清单" && measure !== "手填";
  if (counted && kinds.length === 0) at("kinds", "没有写类别，请加上 kinds: [类别]。");
  if (!counted && kinds.length > 0) at("kinds", "这个字段由人填写，不从类别数出来，请去掉 kinds。");
  if (measure !== "数量") return;
  const names = [...new Set(kinds.flatMap((name) => known.get(name)?.quantities ?? []).map(({ name }) => name))];
  if (quantity !== undefined && (names.length === 0 || names.includes(quantity))) return;
  at(
    "quantity",
    `没有可数的数量“${quantity ?? ""}”，这些类别带有${names.map((name) => `“${name}”`).join("") || "（无）"}。`,
  );
}

function toField({ id, label = id, unit, kinds, heldBy, display, omit, ...how }: Entry): Field {
  const form = display === undefined ? "exact" : FORMS[display];
  return { id, label, unit, measure: toMeasure(how), kinds, heldBy: heldBy ?? null, form, omitted: omit };
}

function toMeasure({ measure, quantity = "", optional }: Pick<Entry, "measure" | "quantity" | "optional">): Measure {
  switch (measure) {
    case "次":
      return { by: "times" };
    case "人次":
      return { by: "person-times" };
    case "人":
      return { by: "people" };
    case "小时":
      return { by: "hours", perPerson: false };
    case "人时":
      return { by: "hours", perPerson: true };
    case "数量":
      return { by: "quantity", names: [quantity], required: !optional };
    case "清单":
      return { by: "list" };
    case "手填":
      return { by: "manual" };
  }
}
