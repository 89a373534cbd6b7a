import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { commands as chatCommands } from "../src/bot/commands/index.ts";
import { commands } from "../src/cli.ts";
import { SETTINGS } from "../src/config/environment.ts";
import { readFiles } from "../src/program.ts";

const read = (file: string) => readFileSync(file, "utf8");

test("both READMEs have the same commands", () => {
  expect(commandsOf("README.en.md")).toEqual(commandsOf("README.md"));
});

test("the README names every command of the command line, and no other", () => {
  const program = commands(
    {
      input: process.stdin,
      output: process.stdout,
      out: () => {},
      err: () => {},
      clock: () => new Date(0),
      config: () => {
        throw new Error("not needed");
      },
      report: () => {},
    },
    async () => {},
  );
  const offered = program.commands.map((command) => command.name()).sort((a, b) => a.localeCompare(b));
  const rows = [...section(read("README.md"), "## 命令").matchAll(/^\|(.+?)\|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([a-z]+)/g)].map(([, name = ""]) => name),
  );
  expect(rows.sort((a, b) => a.localeCompare(b))).toEqual(offered);
});

test("every setting stands in .env.example, and every name there is a setting", () => {
  const named = [...read(".env.example").matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(SETTINGS));
});

test("every field stands in docs/fields.md", async () => {
  const text = read("docs/fields.md");
  const { fields, catalogue } = await readFiles("no-such-folder");
  const kinds = new Set(catalogue.kinds.map(({ name }) => name));
  const missing = fields.filter(({ id }) => !text.includes(id) && ![...kinds].some((kind) => id.startsWith(kind)));
  expect(missing.map(({ id }) => id)).toEqual([]);
  expect([...kinds].filter((kind) => !text.includes(kind))).toEqual([]);
});

test("docs/commands.md names every command of the chat as people type it", () => {
  const text = read("docs/commands.md");
  const missing = [...new Set(chatCommands.values())].filter(({ usage }) => !text.includes(`\`${usage}\``));
  expect(missing.map(({ usage }) => usage)).toEqual([]);
});

test("every command for the service names its user and its data folder", () => {
  const service = section(read("docs/install.md"), "## 作为服务运行（Linux）");
  const typed = service.split("\n").filter((line) => /^(?:sudo .*)?node dist\/|^npm run/.test(line));
  expect(typed.length).toBeGreaterThan(3);
  expect(typed.filter((line) => !/^sudo (?:-u taizhang )?node .* --data \/var\/lib\/taizhang/.test(line))).toEqual([]);
});

test("links between documents lead to files", () => {
  const documents = ["README.md", "README.en.md", "CONTRIBUTING.md", ...docs()];
  const dead = documents.flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)|src="([^":]+)"/g)]
      .map(([, link, source]) => link ?? source ?? "")
      .filter((target) => !existsSync(join(dirname(file), target)))
      .map((target) => `${file} → ${target}`),
  );
  expect(dead).toEqual([]);
});

test("the pages for developers name files that there are", () => {
  const folders = ["src", "test", "catalogue", "docs", "bench"];
  const all = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map(
      (name) => `/${folder}/${name.replaceAll("\\", "/")}`,
    ),
  );
  const missing = ["CONTRIBUTING.md", ...docs()].flatMap((page) =>
    [...read(page).matchAll(/`([\w./-]+\.(?:ts|yaml))`/g)]
      .map(([, name = ""]) => name)
      .filter((name) => !existsSync(name) && !all.some((file) => file.endsWith(`/${name}`)))
      .map((name) => `${page}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test("no page has marks of a conflict left in it", () => {
  const pages = ["README.md", "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", ".env.example", ...docs()];
  expect(pages.filter((file) => /^(<{7}|={7}|>{7})/m.test(read(file)))).toEqual([]);
});

function docs(): string[] {
  return readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name));
}

function commandsOf(file: string): string[] {
  const text = read(file);
  const fenced = [...text.matchAll(/^```\n(npm[^`]*?)\n```/gms)].map(([, command = ""]) => command);
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...fenced, ...inline.filter((code) => /^(npm|[a-z]+ |[a-z]+$)/.test(code))].map((code) =>
    code.replace("<命令>", "<command>"),
  );
}

function section(text: string, heading: string): string {
  const start = text.indexOf(`${heading}\n`);
  const end = text.indexOf("\n## ", start + 1);
  return text.slice(start, end < 0 ? undefined : end);
}
