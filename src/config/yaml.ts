import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import * as z from "zod";
import { nearest } from "../ledger/nearest.ts";
import { ConfigError } from "./environment.ts";
import { notYaml } from "./not-yaml.ts";

/** Complains about a place in a file, as a sentence of what is wrong and what would be right. */
export type Complain = (path: readonly PropertyKey[], sentence: string) => void;

type Wanted<T> = {
  readonly file: string;
  readonly schema: z.ZodType<T>;
  /** What a schema cannot tell, such as names that stand elsewhere. */
  readonly check: (value: T, complain: Complain) => void;
};

/** What stands for bytes that are no UTF-8. */
const UNREADABLE = "\uFFFD";

/** Reads a YAML file that people edit. Throws one ConfigError that names every fault with its line. */
export function readYaml<T>(text: string, { file, schema, check }: Wanted<T>): T {
  if (text.includes(UNREADABLE)) throw new ConfigError(`${file} 的编码不是 UTF-8，请另存为 UTF-8。`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  // Whatever follows the first is mostly of its making.
  if (syntax !== undefined) {
    throw new ConfigError(`${file} 第 ${lines.linePos(syntax.pos[0]).line} 行：${notYaml(syntax)}。`);
  }
  const faults: string[] = [];
  const complain: Complain = (path, sentence) => {
    faults.push(`${file} 第 ${lineOf(document, lines, path)} 行，${nameOf(path)}：${sentence}`);
  };
  const read = schema.safeParse(plain(document, file));
  if (read.success) check(read.data, complain);
  else for (const issue of read.error.issues) complain(placeOf(issue), explained(issue, schema));
  if (!read.success || faults.length > 0) throw new ConfigError(faults.join("\n"));
  return read.data;
}

type Document = ReturnType<typeof parseDocument>;

/** An alias may name nothing, or so much that it would fill the memory. */
function plain(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ConfigError(`${file}：& 和 * 用得不对或太多，请把内容直接写出来。`, { cause: error });
  }
}

/** A kind that kinds.yaml does not have. */
export function unknownKind(name: string, known: readonly string[]): string {
  const [near] = nearest(name, known);
  return `没有名为“${name}”的类别，${near === undefined ? "请改成 kinds.yaml 里有的名称。" : `是不是“${near}”？`}`;
}

/** Where a key stands, or what holds it where it is missing. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const above = document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(above)
      ? above.items.find(({ key }) => isScalar(key) && key.value === path[depth - 1])
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function nameOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === "number" ? `第 ${part + 1} 项` : String(part)));
  return parts.join(" › ") || "整个文件";
}

type Issue = z.core.$ZodIssue;

function placeOf(issue: Issue): readonly PropertyKey[] {
  return issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
}

function explained(issue: Issue, schema: z.ZodType): string {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, keysAt(schema, issue.path));
  if (issue.code === "invalid_type") return `应当是${typeName(issue.expected)}，这里缺少或类型不对。`;
  if (issue.code === "invalid_value") return `只能是 ${issue.values.map(String).join("、")} 之一。`;
  if (issue.code === "too_small") return "不能为空，请至少写一个。";
  return "写得不对，请照文件开头的说明改。";
}

function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  const [near] = nearest(keys[0] ?? "", known);
  return `不认识“${keys.join("、")}”，请${near !== undefined ? `改成 ${near}` : `删掉，或改成 ${known.join("、")} 之一`}。`;
}

/** The names that a schema knows at a place. */
function keysAt(schema: z.core.$ZodType, [part, ...deeper]: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    return keysAt(schema.unwrap(), part === undefined ? [] : [part, ...deeper]);
  }
  if (schema instanceof z.ZodArray) return keysAt(schema.element, deeper);
  if (!(schema instanceof z.ZodObject)) return [];
  const inner: unknown = schema.shape[String(part)];
  return part === undefined || !(inner instanceof z.ZodType) ? Object.keys(schema.shape) : keysAt(inner, deeper);
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ["string", "文字"],
  ["array", "列表（[…] 或每行一个 -）"],
  ["boolean", " true 或 false"],
  ["object", "一组“名称: 内容”"],
  ["number", "数字"],
  ["int", "整数"],
]);

function typeName(expected: string): string {
  return TYPES.get(expected) ?? "另一种写法";
}
