import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type SQLite from "better-sqlite3";
import { openDatabase } from "../../src/store/database/driver.ts";
import { built } from "../built.ts";
import { alone, compared, type Figure, p99 } from "../figures.ts";
import { branchId, filledLedger, YEAR } from "../filled.ts";
import { rounds, type Setting } from "../rounds.ts";
import { quickApi } from "../telegram/api.ts";
import { contestant } from "../telegram/contestant.ts";

const { readFiles } = await built<typeof import("../../src/program.ts")>("program");
const { pushWeekly } = await built<typeof import("../../src/bot/weekly/push.ts")>("bot/weekly/push");
const { openStore } = await built<typeof import("../../src/store/open.ts")>("store/open");

/** A Monday before the year's end, when the duties of the month, the quarter and the year are looked at too. */
const NOW = new Date(`${YEAR}-12-29T00:45:00Z`);
const BOUND = `${YEAR}-12-01T00:00:00Z`;
const PER_BRANCH = 200;
const ACTIVITIES: Record<Setting["size"], number> = { quick: 100_000, full: 1_000_000 };

/** How many branches hear their summary at once, and how long that may take. */
const LIMITS_MS: ReadonlyMap<number, number> = new Map([
  [1, 5],
  [100, 30],
  [5000, 1000],
]);

/**
 * A look at the clock when summaries are due, until all are queued and durable: half of the
 * groups are on Feishu and half on Telegram. The ledger has as many activities of the year
 * before, for the comparison.
 */
export async function measure({ size, folder }: Setting): Promise<Figure[]> {
  const file = await filledLedger(folder, { activities: ACTIVITIES[size], perBranch: PER_BRANCH, years: 2 });
  const branches = ACTIVITIES[size] / PER_BRANCH;
  const store = await openStore({ file });
  const raw = openDatabase(file);
  const deps = { ...(await readFiles(folder)), db: store.db, dataDir: folder, clock: () => NOW, can: feishuOnly };
  const options = { deps, channels: new Set(["lark", "telegram"]), note: () => {} };

  const figures: Figure[] = [];
  for (const [most, atMost] of LIMITS_MS) {
    const count = Math.min(most, branches);
    const busy: number[] = [];
    const { waited } = await rounds(
      { warm: 3, runs: most > 100 ? 5 : 31 },
      {
        waited: async (n) => {
          bind(raw, (n * 7) % (branches - count + 1), count);
          const cpu = process.cpuUsage();
          const begin = performance.now();
          const queued = await pushWeekly(options);
          const taken = performance.now() - begin;
          const { user, system } = process.cpuUsage(cpu);
          if (queued !== count) throw new Error(`${queued} of ${count} summaries were queued`);
          busy.push((user + system) / 1000);
          return taken;
        },
      },
    );
    const name = `${count} of ${branches} branches`;
    figures.push(alone({ name, unit: "ms", limits: [{ of: "figure", atMost }] }, waited));
    figures.push(alone({ name: `${name}, by processor time`, unit: "ms" }, busy.slice(-waited.length)));
  }
  bind(raw, 0, branches, `${YEAR}-01-01T00:00:00Z`);
  raw.close();
  await store.close();
  return [...figures, ...(await beside({ size, folder }, file))];
}

const PER_SECOND = 100;

/** How long updates wait for their acknowledgement while the summaries of all branches are pushed and drawn, week after week. */
async function beside({ size, folder }: Setting, file: string): Promise<Figure[]> {
  mkdirSync(join(folder, "busy"), { recursive: true });
  renameSync(file, join(folder, "busy", "taizhang.sqlite"));
  const api = await quickApi();
  const busy = await contestant("busy", { folder, api: api.url, connections: 16 });
  const updates = PER_SECOND * (size === "full" ? 10 : 3);
  const waited = async () => p99(await busy.load.pace(busy.fresh(updates), PER_SECOND));
  try {
    const { idle, summaries, pictures } = await rounds(
      { warm: 1, runs: size === "full" ? 9 : 5 },
      {
        idle: waited,
        summaries: () => busy.during("summaries", waited),
        pictures: () => busy.during("pictures", waited),
      },
    );
    const limits = [{ of: "ratio", atMost: 1.5 }] as const;
    const alike = { name: "ms without", runs: idle };
    return [
      compared({ name: "acknowledged while summaries are pushed, p99", unit: "ms", limits }, summaries, alike),
      compared({ name: "acknowledged while pictures are drawn, p99", unit: "ms", limits }, pictures, alike),
    ];
  } finally {
    await busy.close();
    api.close();
    rmSync(join(folder, "busy"), { recursive: true });
  }
}

function feishuOnly(channel: string): boolean {
  return channel === "lark";
}

/** Binds a group to each of some branches that was told nothing yet, and to no others. */
function bind(raw: SQLite.Database, from: number, count: number, since = BOUND): void {
  const insert = raw.prepare("insert into chat (key, organisation_id, created_at) values (?, ?, ?)");
  raw.transaction(() => {
    raw.exec("delete from chat; delete from mark; delete from outbox; delete from job;");
    for (let n = from; n < from + count; n++) {
      const key = n % 2 === 0 ? `lark:oc_${n}` : `telegram:-${n + 1}`;
      insert.run(key, branchId(n), since);
    }
  })();
}
