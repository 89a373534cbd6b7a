import { TO_COMPACT } from "../store/erasure/compact.ts";
import { getMark } from "../store/marks.ts";
import type { Deps } from "./call.ts";
import type { ChannelName } from "./channel.ts";
import { findToLookAt } from "./duties/reminder-times.ts";
import { tellOfLost } from "./weekly/lost.ts";
import { pushWeekly } from "./weekly/push.ts";
import { openTicking, type Ticking } from "./work/ticking.ts";

const TICK_MS = 60_000;
/** Duties change by the day; nobody minds ten minutes. */
const DUTIES_MS = 10 * 60_000;

type Options = {
  readonly channels: readonly ChannelName[];
  /** Something was queued. */
  readonly onQueued: () => void;
  readonly report: (error: unknown, about: string) => void;
  readonly note: (text: string) => void;
};

/**
 * Pushes what is due by the clock. It looks at the clock anew at each tick and trusts its
 * marks alone, so that restarts, clock jumps and a second program neither lose nor repeat
 * anything.
 */
export function openCalendar(deps: Deps, { channels, onQueued, report, note }: Options): Ticking {
  const options = { deps, channels: new Set<string>(channels), note: once(note) };
  let looked = Number.NEGATIVE_INFINITY;

  async function duties(): Promise<number> {
    const now = deps.clock();
    if (Math.abs(now.getTime() - looked) < DUTIES_MS) return 0;
    looked = now.getTime();
    if ((await findToLookAt(deps.db, now, options.channels)).length === 0) return 0;
    // The calendar of holidays takes 8 MB, and is of no use while nobody is to be reminded.
    const { remindOfDuties } = await import("./duties/reminders.ts");
    return remindOfDuties(options);
  }

  async function run(): Promise<void> {
    const queued = (await pushWeekly(options)) + (await tellOfLost(options)) + (await duties());
    if (queued > 0) onQueued();
    if ((await getMark(deps.db, TO_COMPACT)) === undefined) return;
    const { compactLate } = await import("./own-data/compacting.ts");
    await compactLate(deps);
  }

  return openTicking(TICK_MS, run, (error) => report(error, "calendar"));
}

/** What is the matter at every look, such as a zone that does not exist, is told at the first. */
function once(note: (text: string) => void): (text: string) => void {
  const noted = new Set<string>();
  return (text) => {
    if (noted.has(text)) return;
    noted.add(text);
    note(text);
  };
}
