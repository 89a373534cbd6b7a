import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import * as z from "zod";
import { type Catalogue, FAMILIES } from "../ledger/kinds.ts";
import { CatalogueError } from "./catalogue-error.ts";
import { notYaml } from "./not-yaml.ts";

const words = z.array(z.string().min(1)).default([]);
const quantity = z.strictObject({ name: z.string().min(1), units: z.array(z.string().min(1)).min(1), words });
const kind = z.strictObject({
  name: z.string().min(1),
  aliases: words,
  slips: words,
  family: z.enum(FAMILIES),
  unit: z.string().min(1),
  quantities: z.array(quantity).default([]),
  adds: z.boolean().default(false),
  also: words,
  sensitive: z.boolean().default(false),
});
const unclear = z.strictObject({ words: z.array(z.string().min(1)).min(1), kinds: z.array(z.string().min(1)).min(1) });
const catalogue = z.strictObject({
  kinds: z.array(kind).min(1),
  phrases: words,
  unclear: z.array(unclear).default([]),
});

/** Reads kinds.yaml from a folder. */
export function loadCatalogue(folder: string): Catalogue {
  const file = join(folder, "kinds.yaml");
  return readKinds(readFileSync(file, "utf8"), file);
}

/** Reads the text of kinds.yaml; throws a CatalogueError that names file and line. */
export function readKinds(text: string, fileName: string): Catalogue {
  const source = readYaml(text, fileName, catalogue);
  checkNames(source.value, source.fault);
  return source.value;
}

/** A YAML file checked against a schema, and a way to complain about any place in it. */
type Source<T> = {
  readonly value: T;
  readonly fault: (path: readonly PropertyKey[], message: string) => CatalogueError;
};

/** Parses and checks one YAML file: the base of every reader of a file in catalogue/. */
export function readYaml<T>(text: string, fileName: string, schema: z.ZodType<T>): Source<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    throw new CatalogueError(`${fileName} 第 ${lines.linePos(syntax.pos[0]).line} 行：${notYaml(syntax)}。`);
  }
  const fault = (path: readonly PropertyKey[], message: string): CatalogueError => {
    return new CatalogueError(`${fileName} 第 ${lineOf(document, lines, path)} 行，${placeOf(path)}：${message}`);
  };
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return { value: checked.data, fault };
  const [issue] = checked.error.issues;
  throw fault(issue?.path ?? [], explained(issue));
}

function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (hasRange(node)) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? "整个文件"
    : path.map((part) => (typeof part === "number" ? `第 ${part + 1} 项` : String(part))).join(" › ");
}

type Issue = z.core.$ZodIssue | undefined;

function explained(issue: Issue): string {
  if (issue === undefined) return "内容不对。";
  if (issue.code === "unrecognized_keys") return `不认识 ${issue.keys.join("、")}，请删掉或改成文件开头列出的名称。`;
  if (issue.code === "invalid_type") return `应当是${typeName(issue.expected)}，这里缺少或类型不对。`;
  if (issue.code === "invalid_value") return `只能是 ${issue.values.map(String).join("、")} 之一。`;
  if (issue.code === "too_small") return "不能为空，请至少写一个。";
  return "写得不对，请照文件开头的说明改。";
}

function typeName(expected: string): string {
  const names: ReadonlyMap<string, string> = new Map([
    ["string", "文字"],
    ["array", "列表（[…] 或每行一个 -）"],
    ["boolean", " true 或 false"],
    ["object", "一组“名称: 内容”"],
    ["number", "数字"],
    ["int", "整数"],
  ]);
  return names.get(expected) ?? "另一种写法";
}

/** A word may mean one kind only, and `also` and `unclear` must name kinds that exist. */
function checkNames(value: Catalogue, fault: Source<Catalogue>["fault"]): void {
  const names = new Set(value.kinds.map((entry) => entry.name));
  const owners = new Map<string, string>();
  const known = (path: readonly PropertyKey[], kinds: readonly string[]): void => {
    const unknown = kinds.find((kind) => !names.has(kind));
    const remedy = `没有名为“${unknown}”的类别，请先添加它或改成已有的名称。`;
    if (unknown !== undefined) throw fault(path, remedy);
  };
  value.kinds.forEach((entry, i) => {
    for (const { field, word } of wordsOf(entry)) {
      const owner = owners.get(word);
      const twice = `“${word}”已经属于“${owner}”，请换一个叫法或从其中一处删掉。`;
      if (owner !== undefined) throw fault(["kinds", i, field], twice);
      owners.set(word, entry.name);
    }
    known(["kinds", i, "also"], entry.also);
  });
  value.unclear.forEach(({ words: unclear, kinds }, i) => {
    known(["unclear", i, "kinds"], kinds);
    const owned = unclear.find((word) => owners.has(word));
    const twice = `“${owned}”已经属于“${owners.get(owned ?? "")}”，请从其中一处删掉。`;
    if (owned !== undefined) throw fault(["unclear", i, "words"], twice);
  });
}

function wordsOf(kind: Catalogue["kinds"][number]): { field: "name" | "aliases" | "slips"; word: string }[] {
  return [
    { field: "name", word: kind.name },
    ...kind.aliases.map((word) => ({ field: "aliases" as const, word })),
    ...kind.slips.map((word) => ({ field: "slips" as const, word })),
  ];
}
