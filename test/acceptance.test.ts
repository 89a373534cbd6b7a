import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { commandLine, type Ended } from "./helpers/command-line.ts";
import { postgresUrl } from "./helpers/stores.ts";

const samples = "test/samples/acceptance";
const program = resolve("dist/bin/taizhang.js");

/** What a transcript must give; `test/samples/README.md` tells how to write one. */
const Expected = z.object({
  about: z.string(),
  transcript: z.string().optional(),
  malformed: z.array(z.number()).default([]),
  values: z.record(z.string(), z.record(z.string(), z.number().nullable())),
  held: z.record(z.string(), z.array(z.number())).default({}),
  outcomes: z.record(z.string(), z.string()),
  same: z.record(z.string(), z.number()),
});

const Replayed = z.object({ line: z.number(), outcome: z.string(), records: z.array(z.number()) });
type Replayed = z.infer<typeof Replayed>;

const Draft = z.object({
  values: z.array(z.object({ field: z.string(), value: z.number().nullable(), records: z.array(z.number()) })),
  held: z.array(z.object({ record: z.number() })),
});
type Draft = z.infer<typeof Draft>;

const names = readdirSync(samples)
  .filter((file) => file.endsWith(".expected.json"))
  .map((file) => file.replace(".expected.json", ""));

/** Played by the built program, away from the checkout, on a machine whose own clock is in another zone; the others here. */
const APART = "days-2024";

/** All of them on the default database, and the two richest on PostgreSQL. */
const cases = [
  ...names.map((name) => [name, "SQLite"] as const),
  ["several-records-2024", "PostgreSQL"] as const,
  ["corrections-2024", "PostgreSQL"] as const,
];

describe.for(cases)("the transcript %s on %s", ([name, database]) => {
  const expected = Expected.parse(JSON.parse(readFileSync(join(samples, `${name}.expected.json`), "utf8")));
  const transcript = resolve(expected.transcript ?? join(samples, `${name}.txt`));
  const lines = readFileSync(transcript, "utf8").split("\n");
  let folder: string;
  let played: Awaited<ReturnType<typeof play>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "taizhang-acceptance-"));
    const env = database === "PostgreSQL" ? { DATABASE_URL: await postgresUrl() } : {};
    const run = name === APART ? programIn(folder) : commandLine;
    played = await play((...args) => run(["--data", folder, ...args], env), transcript, Object.keys(expected.values));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("gives every number exactly", () => {
    const found = Object.entries(expected.values).map(([key, fields]) => [
      key,
      valuesOf(played.drafts.get(key), fields),
    ]);
    expect(Object.fromEntries(found)).toEqual(expected.values);
  });

  test("keeps back what nobody has decided, and nothing else", () => {
    const found = Object.keys(expected.held).map((key) => [key, heldOf(played.drafts.get(key))]);
    const wanted = Object.entries(expected.held).map(([key, of]) => [key, idsOf(played.first, of)]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });

  test("answers every line as the rules say", () => {
    const found = Object.entries(expected.outcomes).map(([line, wanted]) => {
      const outcome = played.first.get(Number(line))?.outcome ?? "not replayed";
      return [label(lines, line), wanted.split("|").includes(outcome) ? wanted : outcome];
    });
    const wanted = Object.entries(expected.outcomes).map(([line, outcome]) => [label(lines, line), outcome]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });

  test("joins and recognises the record that was meant", () => {
    const strays = Object.entries(expected.same).filter(([line, of]) => {
      const records = idsOf(played.first, [Number(line)]);
      const meant = idsOf(played.first, [of]);
      return records.length === 0 || records.some((id) => !meant.includes(id));
    });
    expect(strays.map(([line, of]) => `${label(lines, line)} should be the record of line ${of}`)).toEqual([]);
  });

  test("reports every message, and names the lines that are none", () => {
    const messages = lines.flatMap((text, at) =>
      isMessage(text) && !expected.malformed.includes(at + 1) ? [at + 1] : [],
    );
    expect([...played.first.keys()]).toEqual(messages);
    expect(played.code).toBe(expected.malformed.length > 0 ? 1 : 0);
    for (const line of expected.malformed) expect(played.stderr).toMatch(new RegExp(`\\b${line}\\b`));
  });

  test("changes nothing when it is played again", () => {
    const stored = [...played.first.values()].filter(({ records }) => records.length > 0);
    const again = stored.map(({ line }) => played.second.get(line));
    expect(again).toEqual(stored.map((message) => ({ ...message, outcome: "duplicate" })));
    expect(played.draftAfter).toEqual(played.drafts.values().next().value);
  });
});

/** Runs a command on the ledger of a case. */
type Run = (...args: string[]) => Promise<Ended>;

/** Plays a transcript twice, with drafts in between and the first of them once more at the end. */
async function play(run: Run, transcript: string, keys: string[]) {
  const { code, stdout, stderr } = await run("replay", transcript, "--json");
  const drafts = new Map<string, Draft>();
  for (const key of keys) drafts.set(key, await draft(run, key));
  const again = await run("replay", transcript, "--json");
  const draftAfter = await draft(run, keys[0] ?? "");
  return { code, stderr, first: replayed(stdout), second: replayed(again.stdout), drafts, draftAfter };
}

/** `key` is organisation|year, or organisation|year|with-sub-units. */
async function draft(run: Run, key: string): Promise<Draft> {
  const [org = "", year = "", scope] = key.split("|");
  const wide = scope === undefined ? [] : [`--${scope}`];
  const { stdout, stderr } = await run("draft", "--year", year, "--org", org, ...wide, "--json");
  if (stdout === "") throw new Error(`no draft of ${key}: ${stderr}`);
  return Draft.parse(JSON.parse(stdout));
}

function programIn(cwd: string): typeof commandLine {
  return (args, env) => {
    const options = { cwd, env: { TZ: "America/Los_Angeles", ...env }, maxBuffer: 64 * 1024 * 1024 };
    return new Promise((done) => {
      execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
        done({ code: error === null ? 0 : error.code, stdout, stderr }),
      );
    });
  };
}

function replayed(stdout: string): Map<number, Replayed> {
  const messages = stdout.split("\n").filter((line) => line !== "");
  return new Map(messages.map((line) => Replayed.parse(JSON.parse(line))).map((message) => [message.line, message]));
}

function valuesOf(draft: Draft | undefined, fields: Record<string, number | null>) {
  const values = new Map(draft?.values.map(({ field, value }) => [field, value]));
  return Object.fromEntries(
    Object.keys(fields).map((field) => [field, values.has(field) ? values.get(field) : "no such field"]),
  );
}

function heldOf(draft: Draft | undefined): number[] {
  return (draft?.held ?? []).map(({ record }) => record).sort((a, b) => a - b);
}

function idsOf(messages: Map<number, Replayed>, lines: number[]): number[] {
  return lines.flatMap((line) => messages.get(line)?.records ?? []).sort((a, b) => a - b);
}

function isMessage(text: string): boolean {
  return text.trim() !== "" && !text.startsWith("#") && !text.startsWith("@org ");
}

function label(lines: string[], line: string): string {
  return `${line}: ${(lines[Number(line) - 1] ?? "").slice(0, 60)}`;
}
