import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fakeTelegram, TOKEN } from "../../test/helpers/fake-telegram.ts";
import { built, residentMb, root, startFlags } from "../built.ts";
import { alone, compared, type Figure } from "../figures.ts";
import { enrolAll } from "../members.ts";
import { rounds, type Setting } from "../rounds.ts";
import { PATH, TOKEN as PUSHED, quickApi, SECRET } from "./api.ts";
import { accountOf, openLoad, updateOf } from "./load.ts";

const { openStore } = await built<typeof import("../../src/store/open.ts")>("store/open");

const LIMIT_MB = 100;
/** What a program on the same libraries loads before it does anything. */
const IMPORTS = ["telegraf", "better-sqlite3", "kysely", "zod", "yaml", "commander"];
const ENTRY = join(root, "dist", "bin", "taizhang.js");

/** The whole program at rest on Telegram, after a message was fetched and answered. */
export async function resident({ size, folder }: Setting): Promise<Figure> {
  const data = await ledger(folder);
  const idleMs = size === "full" ? 5000 : 2000;
  const used: number[] = [];
  for (let round = 0; round < 5; round++) {
    const fake = await fakeTelegram();
    const child = start(data, { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: fake.url });
    await fake.polling();
    const id = accountOf(round);
    const person = { id, first_name: "成员", is_bot: false };
    const text = `交心得体会${round + 1}篇`;
    const chat = { id, type: "private" };
    fake.send({ message: { message_id: 5 + round, from: person, chat, date: Math.floor(Date.now() / 1000), text } });
    await fake.called("sendMessage");
    await wait(idleMs);
    used.push(residentMb(child));
    await end(child);
    await fake.close();
  }
  const limits = [{ of: "figure", atMost: LIMIT_MB }] as const;
  return alone({ name: "memory at rest on Telegram", unit: "MB", limits }, used);
}

/** From spawning node to the first acknowledgement, beside loading the libraries and nothing else. */
export async function cold({ size, folder }: Setting): Promise<Figure> {
  const data = await ledger(folder);
  const api = await quickApi();
  let n = 0;
  const bare = IMPORTS.map((name) => `import ${JSON.stringify(name)};`).join("");
  const { ours, imports } = await rounds(
    { warm: 1, runs: size === "full" ? 11 : 7 },
    {
      imports: async () => {
        const begin = performance.now();
        const child = spawn(process.execPath, ["--input-type=module", "--eval", `${bare}console.log("> ")`], {
          cwd: root,
          stdio: ["ignore", "pipe", "inherit"],
        });
        await once(child.stdout, "data");
        const ms = performance.now() - begin;
        await end(child);
        return ms;
      },
      ours: async () => {
        const port = await freePort();
        const begin = performance.now();
        const child = start(data, {
          ...{ TELEGRAM_BOT_TOKEN: PUSHED, TELEGRAM_API_ROOT: api.url, TELEGRAM_WEBHOOK_SECRET: SECRET },
          ...{ TELEGRAM_WEBHOOK_URL: `https://bench.invalid${PATH}`, HTTP_PORT: String(port) },
        });
        await acknowledged(port, updateOf(n++));
        const ms = performance.now() - begin;
        await end(child);
        return ms;
      },
    },
  );
  api.close();
  const limits = [{ of: "ratio", atMost: 1.3 }] as const;
  const baseline = { name: "ms the bare imports", runs: imports };
  return compared({ name: "cold start to the first acknowledgement", unit: "ms", limits }, ours, baseline);
}

async function ledger(folder: string): Promise<string> {
  const data = join(folder, "whole");
  const file = join(data, "taizhang.sqlite");
  if (existsSync(file)) return data;
  const store = await openStore({ file });
  await enrolAll(store.db, "telegram", (n) => String(accountOf(n)));
  await store.close();
  return data;
}

function start(data: string, settings: Record<string, string>): ChildProcess {
  const { PATH: path, SystemRoot } = process.env;
  const env = { ...(path && { PATH: path }), ...(SystemRoot && { SystemRoot }), ...settings };
  const options = { cwd: data, env, stdio: "ignore" } as const;
  return spawn(process.execPath, [...startFlags, ENTRY, "start", "--data", data], options);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}

/** Pushes the update until the program, once it listens and has connected, acknowledges it. */
async function acknowledged(port: number, body: string): Promise<void> {
  for (;;) {
    const load = await openLoad(port, 1).catch(() => undefined);
    const taken = await load?.push([body]).then(
      () => true,
      () => false,
    );
    load?.close();
    if (taken === true) return;
    await wait(2);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
