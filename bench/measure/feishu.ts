import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type FakeFeishu, SECRET, startFeishu } from "../../test/helpers/fake-feishu.ts";
import { APP, said } from "../../test/helpers/fake-feishu-events.ts";
import { fakeTelegram, TOKEN } from "../../test/helpers/fake-telegram.ts";
import { built, residentMb, root, startFlags } from "../built.ts";
import { alone, compared, type Figure, p99 } from "../figures.ts";
import { logMessage } from "../messages.ts";
import type { Setting } from "../rounds.ts";

const { openStore } = await built<typeof import("../../src/store/open.ts")>("store/open");
const { ensureOrganisation } = await built<typeof import("../../src/store/organisations.ts")>("store/organisations");
const { enrol } = await built<typeof import("../../src/store/people.ts")>("store/people");
const { writing } = await built<typeof import("../../src/store/transaction.ts")>("store/transaction");

const BRANCHES = 20;
const MEMBERS = 200;
const PER_SECOND = 100;
const LIMIT_MS = 100;
const LIMIT_MB = 165;
const PATIENCE_MS = 60_000;

/**
 * The built program on a Feishu of this machine: from sending an event to its acknowledgement,
 * which says that it is kept, with a hundred messages a second from 200 members of 20 branches, alone and
 * while drafts are made; and the memory it keeps, connected to Feishu and Telegram, at rest.
 */
export async function measure({ size, folder }: Setting): Promise<Figure[]> {
  const data = join(folder, "data");
  await members(data);
  const feishu = await startFeishu();
  const telegram = await fakeTelegram();
  const child = start({ folder, data, feishu, telegram: telegram.url });
  try {
    await feishu.connections.connected(1);
    await wait(size === "full" ? 10_000 : 4_000);
    const memory = existsSync("/proc/self/status") ? residentMb(child) : undefined;
    const next = messages(feishu);
    const windows = size === "full" ? 9 : 3;
    await during(next, wait(5_000));
    const idle: number[] = [];
    const drafting: number[] = [];
    for (let n = 0; n < windows; n++) {
      idle.push(p99(await during(next, wait(4_000))));
      drafting.push(p99(await during(next, drafts(feishu, data, 2))));
    }
    const limits = [{ of: "figure", atMost: LIMIT_MS }] as const;
    return [
      alone({ name: "event to acknowledgement on Feishu, p99 at 100/s", unit: "ms", limits }, idle),
      compared(
        { name: "the same while drafts are made, p99", unit: "ms", limits: [...limits, { of: "ratio", atMost: 1.5 }] },
        drafting,
        { name: "ms without drafts", runs: idle },
      ),
      ...(memory === undefined
        ? []
        : [
            alone(
              {
                name: "memory at rest on Feishu and Telegram",
                unit: "MB",
                limits: [{ of: "figure", atMost: LIMIT_MB }],
              },
              [memory],
            ),
          ]),
    ];
  } finally {
    if (child.exitCode === null && child.kill()) await once(child, "exit");
    await feishu.close();
    await telegram.close();
  }
}

/** A ledger whose members speak on Feishu; the first is a secretary. */
async function members(data: string): Promise<void> {
  await mkdir(data, { recursive: true });
  const file = join(data, "taizhang.sqlite");
  const store = await openStore({ file });
  const now = new Date().toISOString();
  await writing(store.db, async (trx) => {
    for (let n = 0; n < MEMBERS; n++) {
      const { id: organisationId } = await ensureOrganisation(trx, [`第${n % BRANCHES}党支部`], now);
      const role = n === 0 ? ("secretary" as const) : ("member" as const);
      await enrol(trx, { channel: "lark", externalId: `ou_${n}`, name: `成员${n}`, organisationId, role, now });
    }
  });
  await store.close();
}

type Place = { readonly folder: string; readonly data: string; readonly feishu: FakeFeishu; readonly telegram: string };

function start({ folder, data, feishu, telegram }: Place): ChildProcess {
  const { PATH, SystemRoot } = process.env;
  const env = {
    PATH,
    SystemRoot,
    FEISHU_APP_ID: APP,
    FEISHU_APP_SECRET: SECRET,
    FEISHU_DOMAIN: feishu.url,
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram,
    BACKUP_KEEP: "0",
  };
  const args = [...startFlags, join(root, "dist", "bin", "taizhang.js"), "start", "--data", data];
  return spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
}

type Next = () => Promise<number>;

/** Sends the next message and resolves with the time until it is acknowledged. */
function messages(feishu: FakeFeishu): Next {
  let sent = 0;
  return async () => {
    sent += 1;
    const from = `ou_${sent % MEMBERS}`;
    const event = said({ from, isPrivate: true, content: { text: logMessage(sent) }, at: Date.now() });
    const begin = performance.now();
    const { code } = await feishu.push(event);
    if (code !== 200) throw new Error(`acknowledged with ${code}`);
    return performance.now() - begin;
  };
}

/** A message each hundredth of a second, whatever became of the ones before, until something is over. */
async function during(next: Next, work: Promise<unknown>): Promise<number[]> {
  const times: Promise<number>[] = [];
  let isOver = false;
  const ends = work.then(() => {
    isOver = true;
  });
  for (const begin = performance.now(); !isOver; ) {
    times.push(next());
    await wait(Math.max(0, begin + (times.length * 1_000) / PER_SECOND - performance.now()));
  }
  await ends;
  return Promise.all(times);
}

/** Asks for drafts, one after the other, each until its Word file and its workbook are written. */
async function drafts(feishu: FakeFeishu, data: string, count: number): Promise<void> {
  const ends = performance.now() + PATIENCE_MS;
  const written = () => (existsSync(join(data, "drafts")) ? readdirSync(join(data, "drafts")).length : 0);
  for (let n = 0; n < count; n++) {
    const text = `生成 ${new Date().getFullYear()} 年述职报告`;
    const before = written();
    await feishu.push(said({ from: "ou_0", isPrivate: true, content: { text }, at: Date.now() }));
    while (written() < before + 2) {
      if (performance.now() > ends) throw new Error("no draft came");
      await wait(20);
    }
  }
}
