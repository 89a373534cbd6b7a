import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import * as z from "zod";
import { type Field, type Form, LEVELS, type Measure } from "../ledger/fields.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { nearest } from "../ledger/nearest.ts";
import { notYaml } from "./not-yaml.ts";

/** A mistake in a file that people edit: where it stands, what is wrong and what to write instead. */
type Fault = { readonly file: string; readonly line: number; readonly what: string; readonly instead: string };

type FieldsRead =
  | { readonly ok: true; readonly fields: readonly Field[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

type Source = { readonly text: string; readonly file: string };

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

/** Reads fields.yaml against the kinds it speaks of; every fault is reported, not the first alone. */
export function parseFields({ text, file }: Source, catalogue: Catalogue): FieldsRead {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => counter.linePos(offset).line;
  const fault: Faulty = (line, [what, instead]) => ({ file, line, what, instead });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => fault(lineAt(error.pos[0]), ["这个文件读不了", notYaml(error)]));
    return { ok: false, faults };
  }
  const { contents } = document;
  const list = isMap(contents) ? contents.get("fields") : undefined;
  if (!isSeq(list)) return { ok: false, faults: [fault(1, ["没有字段表", "请以 fields: 开头，下面每个字段一段"])] };

  const read = list.items.map((node) => readEntry(node, { document, lineAt, fault }, catalogue));
  const faults = [
    ...others(contents).map(({ name, at }) => fault(lineAt(at), [`不认识“${name}”`, "请删掉，或写到 fields: 下面"])),
    ...read.flatMap((one) => one.faults),
    ...twice(read).map(({ line, id }) => fault(line, [`字段“${id}”写了两次`, "请删去一个，或换一个名字"])),
  ];
  const fields = read.flatMap(({ entry }) => (entry ? [toField(entry)] : []));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, fields };
}

/** What stands beside the fields, where nobody looks for it. */
function others(contents: unknown): { name: string; at: number }[] {
  if (!isMap(contents)) return [];
  return contents.items.flatMap(({ key }) =>
    isScalar(key) && key.value !== "fields" ? [{ name: String(key.value), at: key.range?.[0] ?? 0 }] : [],
  );
}

type Mistake = readonly [what: string, instead: string];
type Faulty = (line: number, mistake: Mistake) => Fault;
type Reader = { readonly document: Document; readonly lineAt: (offset: number) => number; readonly fault: Faulty };
type EntryRead = { readonly line: number; readonly entry: Entry | null; readonly faults: readonly Fault[] };

function readEntry(node: unknown, { document, lineAt, fault }: Reader, catalogue: Catalogue): EntryRead {
  const line = isNode(node) && node.range ? lineAt(node.range[0]) : 1;
  if (!isMap(node))
    return { line, entry: null, faults: [fault(line, ["这里不是一个字段", "请写成 - id: 名字 开头的一段"])] };
  const read = entry.safeParse(node.toJS(document));
  if (read.success) {
    const faults = mistakes(read.data, catalogue).map((mistake) => fault(line, mistake));
    return { line, entry: read.data, faults };
  }
  const faults = read.error.issues.map((issue) => {
    const offset = offsetOf(node, issue.code === "unrecognized_keys" ? issue.keys[0] : issue.path[0]);
    return fault(offset === undefined ? line : lineAt(offset), explain(issue));
  });
  return { line, entry: null, faults };
}

/** Where a key of an entry stands in the file. */
function offsetOf(node: unknown, key: PropertyKey | undefined): number | undefined {
  if (!isMap(node)) return undefined;
  const found = node.items.map((pair) => pair.key).find((one) => isScalar(one) && one.value === key);
  return isScalar(found) ? found.range?.[0] : undefined;
}

function twice(read: readonly EntryRead[]): { line: number; id: string }[] {
  const seen = new Set<string>();
  return read.flatMap(({ line, entry }) => {
    if (entry === null) return [];
    const again = seen.has(entry.id);
    seen.add(entry.id);
    return again ? [{ line, id: entry.id }] : [];
  });
}

/** A fault as the one sentence that people read. */
export function faultSentence({ file, line, what, instead }: Fault): string {
  return `${file} 第 ${line} 行：${what}。${instead}。`;
}

function explain(issue: z.core.$ZodIssue): Mistake {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(entry.shape);
    return [
      `不认识“${issue.keys.join("、")}”`,
      `请用 ${nearest(issue.keys[0] ?? "", known).join("、") || known.join("、")}`,
    ];
  }
  if (issue.code === "invalid_value") return [`“${path}”的值不对`, `请写 ${issue.values.join("、")} 之一`];
  return [`“${path}”没有写或写得不对`, path === "kinds" ? "请写成 [类别, 类别]" : `请给出 ${path}`];
}

function mistakes({ id, measure, kinds, quantity }: Entry, catalogue: Catalogue): Mistake[] {
  const known = new Map(catalogue.kinds.map((kind) => [kind.name, kind]));
  const counted = measure !== "清单" && measure !== "手填";
  const found: Mistake[] = kinds
    .filter((name) => !known.has(name))
    .map((name) => [`字段“${id}”里没有类别“${name}”`, meant(name, [...known.keys()])]);
  if (counted && kinds.length === 0) found.push([`字段“${id}”没有写类别`, "请加上 kinds: [类别]"]);
  if (!counted && kinds.length > 0) found.push([`字段“${id}”由人填写，不从类别数出来`, "请去掉 kinds"]);
  if (measure !== "数量") return found;
  const names = kinds.flatMap((name) => known.get(name)?.quantities ?? []).map(({ name }) => name);
  if (quantity === undefined || (names.length > 0 && !names.includes(quantity))) {
    found.push([`字段“${id}”没有可数的数量“${quantity ?? ""}”`, `这些类别带有${quoted([...new Set(names)])}`]);
  }
  return found;
}

function meant(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near.length > 0 ? `最接近的是${quoted(near)}` : "请写 kinds.yaml 里的类别名称";
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join("") || "（无）";
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
