import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** Which folders of src/ each folder may import from, besides itself. Files directly in src/ and cli/ wire. */
const mayImport: Record<string, readonly string[]> = {
  ledger: [],
  config: ["ledger"],
  store: ["ledger"],
  report: ["ledger"],
  bot: ["ledger", "store", "report"],
};

/** The only files that may know a library. */
const home: Record<string, RegExp> = {
  kysely: /^store\//,
  "better-sqlite3": /^store\//,
  pg: /^store\//,
  telegraf: /^bot\/channels\/telegram/,
  "@larksuiteoapi/node-sdk": /^bot\/channels\/lark/,
  docx: /^report\/word/,
  docxtemplater: /^report\/word/,
  commander: /^cli\.ts$/,
  pino: /^config\/logger\.ts$/,
};

test("every file imports only what its folder may", () => {
  expect(sources().flatMap(forbiddenImports)).toEqual([]);
});

test("every library has one home", () => {
  const astray = sources().flatMap(([file, text]) =>
    importsOf(text)
      .filter((from) => home[packageOf(from)]?.test(file) === false)
      .map((from) => `${file} imports ${from}`),
  );
  expect(astray).toEqual([]);
});

test("zod is imported as a whole, so that the bundle takes only what is used of it", () => {
  const astray = sources().filter(([, text]) => /^import (?!\* as z |type )[^;]*? from "zod";/m.test(text));
  expect(astray.map(([file]) => file)).toEqual([]);
});

test("the ledger does no input or output", () => {
  const touching = sources()
    .filter(([file]) => file.startsWith("ledger/"))
    .filter(
      ([, text]) => importsOf(text).some((from) => from.startsWith("node:")) || /\bnew Date\(\)|Date\.now\(/.test(text),
    );
  expect(touching.map(([file]) => file)).toEqual([]);
});

test("only src/config and bin read the environment", () => {
  const readers = sources().filter(([file, text]) => !file.startsWith("config/") && text.includes("process.env"));
  expect(readers.map(([file]) => file)).toEqual([]);
});

test("SQLite is opened in one place, which knows the driver for each version of Node", () => {
  const files = ["src", "test", "bench"].flatMap((folder) => sources(folder));
  const astray = files.filter(([, text]) => libraryImports(text).includes("better-sqlite3"));
  expect(astray.map(([file]) => file)).toEqual([]);
});

test("the address of a file becomes a path by fileURLToPath alone: on Windows others lose its drive", () => {
  const astray = sources().filter(([, text]) => /import\.meta\.url\)\.pathname|`file:\/\/|"file:\/\//.test(text));
  expect(astray.map(([file]) => file)).toEqual([]);
});

test("only the files that journal it change activities", () => {
  const writing = sources().filter(
    ([file, text]) => !file.startsWith("store/") && /\b(?:insertActivity|updateActivity|addParticipants)\b/.test(text),
  );
  const named = [
    "commands/decide",
    "events/accounts",
    "events/fitting",
    "events/joins",
    "imports/importing",
    "records",
  ].map((name) => `bot/${name}.ts`);
  expect(writing.map(([file]) => file)).toEqual(named);
});

test("no cycle of imports of values", () => {
  const graph = new Map(sources().map(([file, text]) => [file, valueImports(file, text)]));
  expect([...graph.keys()].flatMap((file) => cycleFrom(file, graph))).toEqual([]);
});

test.for<[what: string, files: string[], servers: string[]]>([
  ["the terminal chat", ["terminal-chat.ts"], []],
  ["the bot on Telegram", ["platforms.ts", "bot/channels/telegram.ts"], ["node:http", "node:https"]],
])("%s at rest has loaded what every start needs, and all else only where it is used", ([, files, servers]) => {
  const graph = new Map(sources().map(([file, text]) => [file, valueImports(file, text)]));
  const loaded = new Set(["cli.ts", "cli/start.ts", ...files].flatMap((file) => [file, ...reachable(file, graph)]));
  const libraries = new Set(
    sources()
      .flatMap(([file, text]) => (loaded.has(file) ? libraryImports(text) : []))
      .map(packageOf),
  );
  const always = ["@date-fns/tz", "commander", "croner", "kysely", "zod"];
  const light = (name: string) => name.startsWith("node:") && !/^node:(?:https?|net|child_process)$/.test(name);
  expect(new Set([...libraries].filter((name) => !light(name)))).toEqual(new Set([...always, ...servers]));
});

function forbiddenImports([file, text]: [file: string, text: string]): string[] {
  const folder = file.includes("/") ? (file.split("/")[0] ?? "") : "";
  const allowed = mayImport[folder];
  if (allowed === undefined) return [];
  return importsOf(text)
    .filter((from) => from.startsWith("."))
    .filter((from) => {
      const target = join(dirname(file), from).split("/")[0] ?? "";
      return target !== folder && !allowed.includes(target);
    })
    .map((from) => `${file} imports ${from}`);
}

function importsOf(text: string): string[] {
  const fixed = [...text.matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)"/gms)].map(([, from = ""]) => from);
  const lazy = [...text.matchAll(/\bimport\("([^"]+)"\)/g)].map(([, from = ""]) => from);
  return [...fixed, ...lazy];
}

function valueImports(file: string, text: string): string[] {
  return [...text.matchAll(/^(?:import|export)\b(?! type)[^;]*?from "(\.[^"]+)"/gms)].map(([, from = ""]) =>
    join(dirname(file), from),
  );
}

/** What a file loads from elsewhere when it is loaded itself. */
function libraryImports(text: string): string[] {
  return [...text.matchAll(/^import\b(?! type)[^;]*?from "([^."][^"]*)"/gms)].map(([, from = ""]) => from);
}

function packageOf(from: string): string {
  const parts = from.split("/");
  return from.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

/** The files that a file leads to and that lead back to it, told once, at the one that sorts first. */
function cycleFrom(start: string, graph: ReadonlyMap<string, readonly string[]>): string[] {
  const back = [...reachable(start, graph)].filter((file) => reachable(file, graph).has(start));
  return back.length > 0 && back.every((file) => file >= start)
    ? [back.toSorted((a, b) => a.localeCompare(b)).join(", ")]
    : [];
}

function reachable(start: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const next = (graph.get(file) ?? []).filter((one) => !found.has(one));
    for (const one of next) found.add(one);
    open.push(...next);
  }
  return found;
}

function sources(folder = "src"): [file: string, text: string][] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => [file.replaceAll("\\", "/"), readFileSync(join(folder, file), "utf8")]);
}
