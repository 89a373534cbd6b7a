import { statSync } from "node:fs";
import { minuteIn } from "../../ledger/calendar.ts";
import { inThread } from "../../report/threads.ts";
import { alone, compact, TO_COMPACT } from "../../store/erasure/compact.ts";
import { dropMark, getMark, setMark } from "../../store/marks.ts";
import { fileOf } from "../../store/open.ts";
import type { Db } from "../../store/schema.ts";
import type { Deps } from "../call.ts";

/** Up to this nobody waits longer than two seconds. */
const LARGE_BYTES = 100_000_000;
/** Longer than any ledger takes. */
const COMPACTING_MS = 30 * 60_000;

/** From one to five, where nearly all members are. */
const NIGHT = { zone: "Asia/Shanghai", from: 60, to: 300 } as const;
const LATEST_MS = 86_400_000;

type Ledger = Pick<Deps, "db" | "clock">;

/** Takes what was deleted out of the files of the database: at once, or in the night where that would keep many waiting. */
export async function compactSoon({ db, clock }: Ledger, largeBytes = LARGE_BYTES): Promise<void> {
  const file = await fileOf(db);
  if (file === undefined) await compact(db);
  else if (statSync(file).size < largeBytes) await compactApart(db, file);
  else await setMark(db, TO_COMPACT, clock().toISOString());
}

/** Does what {@link compactSoon} left for the night, and a day later at the latest. */
export async function compactLate({ db, clock }: Ledger): Promise<void> {
  const since = await getMark(db, TO_COMPACT);
  if (since === undefined) return;
  const now = clock();
  const minute = minuteIn(NIGHT.zone, now);
  const isNight = minute >= NIGHT.from && minute < NIGHT.to;
  if (!isNight && Math.abs(now.getTime() - Date.parse(since)) < LATEST_MS) return;
  const file = await fileOf(db);
  if (file !== undefined) await compactApart(db, file);
  await dropMark(db, TO_COMPACT);
}

/** What comes meanwhile waits for its turn, and the platforms stay connected. */
async function compactApart(db: Db, file: string): Promise<void> {
  const options = {
    module: "bot/own-data/compact-file",
    failure: "the ledger was not compacted",
    limitMs: COMPACTING_MS,
  } as const;
  await alone(db, () => inThread(file, options));
}
