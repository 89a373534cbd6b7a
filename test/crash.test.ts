import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { writeXlsx } from "hucre/xlsx";
import PizZip from "pizzip";
import { expect, onTestFinished, test } from "vitest";
import { verifyJournal } from "../src/store/journal.ts";
import { openStore } from "../src/store/open.ts";
import { ensureOrganisation } from "../src/store/organisations.ts";
import { enrol } from "../src/store/people.ts";
import type { Db } from "../src/store/schema.ts";
import { type Call, type FakeTelegram, fakeTelegram, TOKEN } from "./helpers/fake-telegram.ts";
import { SENT } from "./helpers/telegram-updates.ts";

// The program is killed as a machine does it, wherever it happens to be: that differs from run
// to run, and what has to hold afterwards does not.

const program = resolve("dist/bin/taizhang.js");
const NOW = "2026-11-20T02:00:00.000Z";
const ROWS = 300;
const ROUND = 8;
/** When the program is killed: with so many answers out, or as soon as it has confirmed all messages. */
const KILLS = [2, "confirmed", 2 * ROUND + 7] as const;

test("killed while a branch writes, it loses no confirmed message, counts none twice, and repeats an answer once at the most", async () => {
  const folder = await branchFolder("crash-chat-", 3 * ROUND);
  const telegram = await fakeTelegram();
  onTestFinished(() => telegram.close());
  const sent = KILLS.length * ROUND;

  for (const [round, at] of [...KILLS, undefined].entries()) {
    const before = telegram.calls.length;
    const running = startBot(folder, telegram);
    if (at === undefined)
      await telegram.until(() => telegram.waiting().length === 0 && new Set(answersOf(telegram.calls)).size === sent);
    else {
      telegram.send(...Array.from({ length: ROUND }, (_, n) => report(round * ROUND + n + 1)));
      await telegram.until(() =>
        at === "confirmed" ? telegram.waiting().length === 0 : answersOf(telegram.calls).length >= at,
      );
    }
    await end(running, at === undefined ? "SIGTERM" : "SIGKILL", telegram);
    const said = answersOf(telegram.calls.slice(before));
    expect(said).toEqual([...new Set(said)]);
    await inLedger(folder, async (db) => {
      const kept = await db.selectFrom("inbox").select("key").execute();
      const confirmed = Math.min(sent, (round + 1) * ROUND) - telegram.waiting().length;
      expect(kept.length).toBeGreaterThanOrEqual(confirmed);
    });
  }

  await inLedger(folder, async (db) => {
    const records = await db.selectFrom("activity").select(["source_key", "state"]).execute();
    expect(records.map(({ state }) => state)).toEqual(Array(sent).fill("counted"));
    expect(new Set(records.map(({ source_key }) => source_key)).size).toBe(sent);
    // Whoever had all answers before the last start may have some still to be marked.
    expect(await db.selectFrom("outbox").select("key").where("state", "=", "dead").execute()).toEqual([]);
    expect(await verifyJournal(db)).toMatchObject({ ok: true });
  });
  expect(telegram.violations).toEqual([]);
}, 60_000);

test("killed while an old ledger is imported, it has all of it or nothing, and takes it once", async () => {
  const folder = await branchFolder("crash-import-");
  const days = Array.from({ length: ROWS }, (_, n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
  const rows = [
    ["日期", "类别", "主题", "人数"],
    ...days.map((day, n) => [day, "志愿服务", `清扫${n}号楼`, 5 + (n % 9)]),
  ];
  writeFileSync(join(folder, "a.xlsx"), await writeXlsx({ sheets: [{ name: "台账", rows }] }));
  const args = ["import", "a.xlsx"];
  for (const events of [3, 9]) {
    await killedAt(join(folder, "data"), events, { args, cwd: folder });
    expect([0, ROWS]).toContain(await countRecords(folder));
  }
  expect(taizhang(args, folder)).toBe(0);
  expect(await countRecords(folder)).toBe(ROWS);
}, 60_000);

test("killed while a draft is written or a backup restored, it leaves whole files alone and goes on with the next command", async () => {
  const folder = await branchFolder("crash-files-");
  const draft = ["draft", "--year", "2026", "--out", "out"];
  mkdirSync(join(folder, "out"));
  await killedAt(join(folder, "out"), 2, { args: draft, cwd: folder });
  for (const name of readdirSync(join(folder, "out")).filter((one) => /\.(docx|xlsx)$/.test(one))) {
    expect(new PizZip(readFileSync(join(folder, "out", name))).files).toHaveProperty(["[Content_Types].xml"]);
  }
  expect(taizhang(draft, folder)).toBe(0);

  expect(taizhang(["backup", "b.tar.gz"], folder)).toBe(0);
  await killedAt(folder, 2, { args: ["restore", "b.tar.gz", "--force"], cwd: folder });
  expect(taizhang(["weekly"], folder)).toBe(0);
  await inLedger(folder, async (db) => {
    expect(await db.selectFrom("organisation").select("name").execute()).toEqual([{ name: "第一党支部" }]);
  });
}, 60_000);

/** A folder with the ledger of a branch, whose members write on Telegram. */
async function branchFolder(name: string, members = 0): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), name));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await inLedger(folder, async (db) => {
    const { id } = await ensureOrganisation(db, ["第一党支部"], NOW);
    for (let n = 1; n <= members; n += 1) {
      const account = { channel: "telegram", externalId: String(n), name: `成员${n}` } as const;
      await enrol(db, { ...account, organisationId: id, role: "member", now: NOW });
    }
  });
  return folder;
}

async function inLedger<T>(folder: string, work: (db: Db) => Promise<T>): Promise<T> {
  const store = await openStore({ file: join(folder, "data", "taizhang.sqlite") });
  try {
    return await work(store.db);
  } finally {
    await store.close();
  }
}

function countRecords(folder: string): Promise<number> {
  return inLedger(folder, async (db) => {
    expect(await verifyJournal(db)).toMatchObject({ ok: true });
    return (await db.selectFrom("activity").select("id").where("state", "=", "counted").execute()).length;
  });
}

function startBot(folder: string, telegram: FakeTelegram): ChildProcess {
  const env = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url, BACKUP_KEEP: "0" };
  return spawn(process.execPath, [program, "start"], { cwd: folder, env, stdio: "ignore" });
}

async function end(running: ChildProcess, signal: NodeJS.Signals, telegram: FakeTelegram): Promise<void> {
  const gone = once(running, "exit");
  running.kill(signal);
  telegram.expirePoll();
  await gone;
  // What it had sent last is still being read here, and belongs to this run.
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

/** What the n-th member tells, on a day of its own. */
function report(n: number): object {
  const member = { id: n, is_bot: false, first_name: `成员${n}` };
  const text = `10月${n}日志愿服务 清扫 6人 2小时`;
  return { message: { message_id: n, from: member, chat: { id: n, type: "private" }, date: SENT + n, text } };
}

/** The chats that heard that their report was logged, in this order. */
function answersOf(calls: readonly Call[]): string[] {
  return calls.flatMap(({ method, params: { chat_id, text } }) =>
    method === "sendMessage" && String(text).includes("已记") ? [String(chat_id)] : [],
  );
}

type Started = { readonly args: readonly string[]; readonly cwd: string };

/** Runs a command and kills it once so much happened in a folder; it may have ended by then. */
async function killedAt(folder: string, events: number, { args, cwd }: Started): Promise<void> {
  const running = spawn(process.execPath, [program, ...args], { cwd, env: {}, stdio: "ignore" });
  let seen = 0;
  const watcher = watch(folder, () => {
    seen += 1;
    if (seen >= events) running.kill("SIGKILL");
  });
  await once(running, "exit");
  watcher.close();
}

function taizhang(args: readonly string[], cwd: string): number | null {
  return spawnSync(process.execPath, [program, ...args], { cwd, env: {}, stdio: "ignore" }).status;
}
