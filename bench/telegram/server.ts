import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import type SQLite from "better-sqlite3";
import { Telegraf } from "telegraf";
import type { Deps } from "../../src/bot/call.ts";
import { openDatabase } from "../../src/store/database/driver.ts";
import { built } from "../built.ts";
import { enrolAll } from "../members.ts";
import { PATH, SECRET, TOKEN } from "./api.ts";
import { type Chore, type Chores, openChores } from "./chores.ts";
import { accountOf } from "./load.ts";

// One of the contestants in a process of its own: server.ts KIND FOLDER API.
//
// Asked to `tell` it says what it used; `summaries` and `pictures` begin a chore that ends with `rest`.
//
// `echo` is a bare telegraf bot that says back what it hears; `durable` is the same but commits
// the text as one row before, as durable as the program; `sent` is the program with its
// replies sent and marked; `kept` is the program whose replies stay queued; `busy` is its
// intake with the emptying of the log, and what goes by the clock in this file's hands.

export type Kind = "echo" | "durable" | "sent" | "kept" | "busy";
/** What a contestant tells on request: processor time and commits since its start. */
export type Told = { readonly cpuMs: number; readonly commits: number };

const [kind = "", folder = "", api = ""] = process.argv.slice(2);
let commits = 0;
const { listener, idle, chores } = kind === "echo" || kind === "durable" ? echo(kind === "durable") : await ours();
const server = createServer(listener);
// A contestant rests while the others have their turns, and some connections wait for a crowd.
server.keepAliveTimeout = 0;
server.headersTimeout = 0;
server.requestTimeout = 0;
server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
process.send?.({ port: typeof address === "object" ? address?.port : undefined });
process.on("message", async (wish: "tell" | "rest" | Chore) => {
  if (wish === "rest") await chores?.rest();
  else if (wish !== "tell") chores?.begin(wish);
  await idle();
  const { user, system } = process.cpuUsage();
  const told: Told = { cpuMs: (user + system) / 1000, commits };
  process.send?.(told);
});
process.on("disconnect", () => process.exit());

type Contestant = {
  readonly listener: RequestListener;
  readonly idle: () => Promise<void>;
  readonly chores?: Chores;
};

function echo(isDurable: boolean): Contestant {
  const bot = new Telegraf(TOKEN, { telegram: { apiRoot: api, webhookReply: false } });
  const keep = isDurable ? rawRows(join(folder, "raw.sqlite")) : undefined;
  bot.on("text", async (context) => {
    keep?.(context.message.text);
    await context.reply(context.message.text);
  });
  bot.botInfo = {
    ...{ id: 123456, is_bot: true, first_name: "台账", username: "bench_bot" },
    ...{ can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false },
  };
  return { listener: bot.webhookCallback(PATH, { secretToken: SECRET }), idle: async () => {} };
}

function rawRows(file: string): (text: string) => void {
  const database = openDatabase(file);
  database.pragma("page_size = 2048");
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("create table message (id integer primary key, text text not null)");
  const insert = database.prepare("insert into message (text) values (?)");
  return (text) => insert.run(text);
}

async function ours(): Promise<Contestant> {
  countCommits();
  const { openProgram } = await built<typeof import("../../src/program.ts")>("program");
  const { readConfig } = await built<typeof import("../../src/config/environment.ts")>("config/environment");
  const { runBot } = await built<typeof import("../../src/bot/run.ts")>("bot/run");
  const { openLogEmptying } = await built<typeof import("../../src/bot/work/log-emptying.ts")>("bot/work/log-emptying");
  const { openIntake } = await built<typeof import("../../src/bot/intake.ts")>("bot/intake");
  const { telegramChannel } = await built<typeof import("../../src/bot/channels/telegram.ts")>("bot/channels/telegram");
  const { sleep } = await built<typeof import("../../src/bot/channels/time.ts")>("bot/channels/time");
  const report = (error: unknown, about: string) => console.error(about, error);
  const { deps } = await openProgram(
    { dataDir: folder, config: readConfig({}) },
    { can: (channel, what) => channel === "telegram" && what === "buttons" },
  );
  await enrolAll(deps.db, "telegram", (n) => String(accountOf(n)));
  const channel = telegramChannel({
    token: TOKEN,
    apiRoot: api,
    webhook: { url: `https://bench.invalid${PATH}`, secret: SECRET },
    cursor: { get: async () => undefined, set: async () => {} },
    known: { get: async () => undefined, set: async () => {} },
    menus: [],
    limits: { overall: [], chat: [], group: [] },
    clock: deps.clock,
    random: Math.random,
    sleep,
    onError: report,
    note: () => {},
  });
  const parts = kind === "busy" ? intakeAlone(deps) : runBot(deps, kind === "sent" ? [channel] : [], report);
  await channel.start(async (inbound) => {
    await parts.intake.deliver(inbound);
  });
  const { webhook } = channel;
  if (webhook === undefined) throw new Error("no webhook");
  return { listener: webhook.handler, idle: parts.idle, chores: openChores(deps) };

  function intakeAlone(of: Deps) {
    openLogEmptying(of.db, (error) => report(error, "write-ahead log"));
    const intake = openIntake(
      of,
      () => {},
      (error) => report(error, "intake"),
    );
    return { intake, idle: () => intake.idle() };
  }
}

/** Every commit of a write-ahead log that is `synchronous=FULL` is one fsync. */
function countCommits(): void {
  const driver: SQLite.Database = Object.getPrototypeOf(openDatabase(":memory:").close());
  const { prepare } = driver;
  driver.prepare = function (this: SQLite.Database, text: string) {
    const statement = prepare.call(this, text);
    if (!/^(?:commit|insert|update|delete)/i.test(text)) return statement;
    const run = statement.run.bind(statement);
    statement.run = (...values: unknown[]) => {
      const done = run(...(values as [never]));
      if (!this.inTransaction) commits += 1;
      return done;
    };
    return statement;
  } as typeof prepare;
}
