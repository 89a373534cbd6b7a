import { dropExpiredActions } from "../store/actions.ts";
import { dropStaleGuides } from "../store/guides.ts";
import { dropStaleFiles } from "../store/waiting-files.ts";
import type { Deps } from "./call.ts";
import type { Channel } from "./channel.ts";
import { openDownloads } from "./files/downloads.ts";
import { type Intake, openIntake } from "./intake.ts";
import { openOutbox } from "./outbox.ts";
import { dropOldExports } from "./own-data/exporting.ts";
import { openJobs } from "./work/jobs.ts";
import { openLogEmptying } from "./work/log-emptying.ts";
import { openTicking } from "./work/ticking.ts";

/** How often it is looked for what has had its time. */
const SWEEP_MS = 10 * 60_000;
/** A button that expired says so for this long, and a file or an entry waits this long for its sender. */
const KEPT_MS = 30 * 86_400_000;
/** How often work is looked for that failed, or that another program of the same database left. */
const LOOK_MS = 10_000;

/** The moving parts between the channels and the ledger. */
export type Bot = {
  readonly intake: Intake;
  /** Something was queued without a message. */
  queued(): void;
  /** Resolves when the slow work that was left so far is done. */
  worked(): Promise<void>;
  /** Resolves when all that was delivered is answered and all that is due is sent. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/** Told of each failure with what it was about; never with what a member wrote. */
export type Report = (error: unknown, about: string) => void;

/**
 * Starts intake, work, downloads and sending over some channels; what fails in any of them is
 * reported and stops none.
 */
export function runBot(deps: Deps, channels: readonly Channel[], report: Report): Bot {
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  const outbox = openOutbox({ db: deps.db, clock: deps.clock, channels: byName, onError: report });
  const jobs = openJobs(deps, {
    onStart({ channel, chat }) {
      const hinted = byName.get(channel)?.hint?.(chat, "upload");
      hinted?.catch((error: unknown) => report(error, `hint to ${channel}`));
    },
    onDone: outbox.wake,
    onError: report,
  });
  const queued = () => {
    jobs.wake();
    outbox.wake();
  };
  const downloads = openDownloads({
    deps,
    channels: byName,
    uses: () => import("./files.ts").then(({ fileUses }) => fileUses),
    onDone: queued,
    onError: report,
  });
  const intake = openIntake(
    deps,
    (left) => {
      if (left.has("job")) jobs.wake();
      if (left.has("download")) downloads.wake();
      outbox.wake();
    },
    (error, { channel, kind }) => report(error, `${kind} from ${channel}`),
  );
  const ticking = [
    openTicking(
      SWEEP_MS,
      () => sweep(deps),
      (error) => report(error, "sweep"),
    ),
    openTicking(
      LOOK_MS,
      async () => {
        downloads.wake();
        queued();
      },
      (error) => report(error, "look"),
    ),
    openLogEmptying(deps.db, (error) => report(error, "write-ahead log")),
  ];

  async function idle(): Promise<void> {
    await intake.idle();
    await downloads.idle();
    await jobs.idle();
    await outbox.idle();
  }

  return {
    intake,
    queued,
    worked: jobs.idle,
    /** A download that was put off and is due by now waits too. */
    idle() {
      downloads.wake();
      return idle();
    },
    async close() {
      for (const one of ticking) await one.close();
      await downloads.close();
      await idle();
      await jobs.close();
      await outbox.close();
    },
  };
}

async function sweep({ db, dataDir, clock }: Deps): Promise<void> {
  // The files bear the machine's own time.
  dropOldExports(dataDir, new Date());
  const before = new Date(clock().getTime() - KEPT_MS).toISOString();
  await dropExpiredActions(db, before);
  await dropStaleFiles(db, before);
  await dropStaleGuides(db, before);
}
