import { rmSync } from "node:fs";
import SQLite from "better-sqlite3";
import { built } from "../built.ts";
import { alone, type Figure } from "../figures.ts";
import { branchId, filledLedger, YEAR } from "../filled.ts";
import { rounds, type Setting } from "../rounds.ts";

const { readFiles } = await built<typeof import("../../src/program.ts")>("program");
const { pushWeekly } = await built<typeof import("../../src/bot/weekly-push.ts")>("bot/weekly-push");
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
  const raw = new SQLite(file);
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
  raw.close();
  await store.close();
  rmSync(file);
  return figures;
}

function feishuOnly(channel: string): boolean {
  return channel === "lark";
}

/** Binds a group to each of some branches that was told nothing yet, and to no others. */
function bind(raw: SQLite.Database, from: number, count: number): void {
  const insert = raw.prepare("insert into chat (key, organisation_id, created_at) values (?, ?, ?)");
  raw.transaction(() => {
    raw.exec("delete from chat; delete from mark; delete from outbox; delete from job;");
    for (let n = from; n < from + count; n++) {
      const key = n % 2 === 0 ? `lark:oc_${n}` : `telegram:-${n + 1}`;
      insert.run(key, branchId(n), BOUND);
    }
  })();
}
