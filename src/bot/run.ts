import type { Deps } from "./call.ts";
import type { Channel } from "./channel.ts";
import { openDownloads } from "./downloads.ts";
import { dropOldExports } from "./exporting.ts";
import { fileUses } from "./files.ts";
import { type Intake, openIntake } from "./intake.ts";
import { openJobs } from "./jobs.ts";
import { openOutbox } from "./outbox.ts";

/** How often exported files that are no longer needed are looked for. */
const SWEEP_MS = 10 * 60_000;

/** The moving parts between the channels and the ledger. */
export type Bot = {
  readonly intake: Intake;
  /** Something was queued without a message. */
  queued(): void;
  /** Resolves when all that was delivered is answered and all that is due is sent. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/** Told of each failure with what it was about; never with what a member wrote. */
export type Report = (error: unknown, about: string) => void;

export function runBot(deps: Deps, channels: readonly Channel[], report: Report): Bot {
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  const outbox = openOutbox({
    db: deps.db,
    clock: deps.clock,
    channels: byName,
    onError: report,
  });
  const jobs = openJobs(deps, {
    onStart({ channel, chat }) {
      const hinted = byName.get(channel)?.hint?.(chat, "upload");
      hinted?.catch((error: unknown) => report(error, `hint to ${channel}`));
    },
    onDone: outbox.wake,
    onError: report,
  });
  const downloads = openDownloads({
    deps,
    channels: byName,
    uses: fileUses,
    onDone: () => {
      jobs.wake();
      outbox.wake();
    },
    onError: report,
  });
  const intake = openIntake(
    deps,
    () => {
      jobs.wake();
      downloads.wake();
      outbox.wake();
    },
    (error, { channel, kind }) => report(error, `${kind} from ${channel}`),
  );
  const sweep = () => dropOldExports(deps.dataDir, new Date());
  const sweeping = setInterval(sweep, SWEEP_MS).unref();
  sweep();
  jobs.wake();
  downloads.wake();
  outbox.wake();

  async function idle(): Promise<void> {
    await intake.idle();
    await downloads.idle();
    await jobs.idle();
    await outbox.idle();
  }

  return {
    intake,
    queued() {
      jobs.wake();
      outbox.wake();
    },
    idle,
    async close() {
      clearInterval(sweeping);
      await downloads.close();
      await idle();
      await jobs.close();
      await outbox.close();
    },
  };
}
