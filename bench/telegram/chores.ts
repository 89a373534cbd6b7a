import type { Deps } from "../../src/bot/call.ts";
import type { DrawJob } from "../../src/bot/pictures/drawings.ts";
import { built } from "../built.ts";
import { YEAR } from "../filled.ts";

const { pushWeekly } = await built<typeof import("../../src/bot/weekly/push.ts")>("bot/weekly/push");
const { drawAll } = await built<typeof import("../../src/bot/pictures/drawings.ts")>("bot/pictures/drawings");
const { slicesOf } = await built<typeof import("../../src/bot/work/slices.ts")>("bot/work/slices");
const { closeJob, findJob } = await built<typeof import("../../src/store/jobs.ts")>("store/jobs");

/** What a program does by the clock, beside the messages. */
export type Chore = "summaries" | "pictures";

const WEEK_MS = 7 * 86_400_000;
/** The first Monday on which summaries of the filled year are due. */
const FIRST = Date.parse(`${YEAR}-01-06T00:45:00Z`);

export type Chores = {
  /** Does a chore again and again: the summaries of week after week, or their pictures one after the other. */
  begin(chore: Chore): void;
  /** Resolves when the present one is done with. */
  rest(): Promise<void>;
};

/** In a ledger whose branches are bound to groups, half of them on Feishu and half on Telegram. */
export function openChores(program: Deps): Chores {
  const deps: Deps = { ...program, can: (channel, what) => channel === "lark" && what === "charts" };
  const channels = new Set(["lark", "telegram"]);
  let weeks = 0;
  let isResting = true;
  let running: Promise<void> = Promise.resolve();

  async function summaries(): Promise<void> {
    const now = new Date(FIRST + weeks++ * WEEK_MS);
    const queued = await pushWeekly({ deps: { ...deps, clock: () => now }, channels, note: () => {} });
    if (queued === 0) throw new Error(`no summaries were due on ${now.toISOString()}`);
  }

  async function pictures(): Promise<void> {
    const job = await findJob(deps.db, new Set());
    if (job === undefined) throw new Error("no pictures are left to draw");
    const { drawings }: DrawJob = JSON.parse(job.payload);
    for (const some of slicesOf(drawings, 10)) if (!isResting) await drawAll(deps, { drawings: some }, () => {});
    await closeJob(deps.db, job.id);
  }

  async function work(chore: Chore): Promise<void> {
    while (!isResting) await (chore === "summaries" ? summaries() : pictures());
  }

  return {
    begin(chore) {
      isResting = false;
      running = work(chore);
    },
    async rest() {
      isResting = true;
      await running;
    },
  };
}
