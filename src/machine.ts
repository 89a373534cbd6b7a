import { openBackups } from "./backups.ts";
import type { Health, Inbound } from "./bot/channel.ts";
import { outgoing } from "./bot/outbox/telling.ts";
import { MACHINE } from "./bot/work/healths.ts";
import { openTicking } from "./bot/work/ticking.ts";
import { lateBy } from "./cli/clock.ts";
import { roomOf } from "./cli/disk.ts";
import type { Program } from "./program.ts";
import type { StartOptions } from "./start.ts";
import { findAdminAccounts } from "./store/members.ts";
import { enqueue } from "./store/outbox.ts";

const LOOK_MS = 10 * 60_000;
/** Admins hear of the same trouble again after so long. */
const AGAIN_MS = 7 * 86_400_000;

type Machine = {
  readonly name: typeof MACHINE;
  /** What is amiss with the machine, and not with a platform. */
  health(): Health;
  /** A message came: the sender's platform dated it. */
  heard(inbound: Inbound): void;
  /** Looks now. */
  look(): Promise<void>;
  close(): Promise<void>;
};

type Options = Pick<StartOptions, "place" | "report" | "note"> & {
  /** Something was queued. */
  readonly onQueued: () => void;
};

/**
 * Backs up by the day, and looks for what nobody notices before it is too late: a disk that is
 * nearly full, backups that fail, a clock that is slow. It is noted once while it lasts, shows
 * in `doctor` and `/healthz`, and admins hear of it in private.
 */
export function openMachine({ deps }: Program, { place, report, note, onQueued }: Options): Machine {
  const { db, clock } = deps;
  const backups = openBackups(place, clock, report);
  let faults = new Map<string, string>();
  let late: string | undefined;

  async function look(): Promise<void> {
    const room = roomOf(place.dataDir);
    const seen = { disk: room?.ok === false ? room.text : undefined, backup: backups.amiss(), clock: late };
    const found = new Map(
      Object.entries(seen).flatMap(([kind, text]) => (text === undefined ? [] : [[kind, text] as const])),
    );
    for (const [kind, text] of found) if (!faults.has(kind)) note(`${text}。\n`);
    faults = found;
    for (const [kind, text] of found) await tell(kind, text);
  }

  async function tell(kind: string, text: string): Promise<void> {
    const now = clock();
    const card = { plain: `机器人所在的机器有问题，请告诉管理机器的人。${text}。` };
    const rows = (await findAdminAccounts(db)).map(({ channel, externalId: chat }) => {
      const key = `machine:${kind}:${Math.floor(now.getTime() / AGAIN_MS)}:${channel}:${chat}`;
      return { ...outgoing({ channel, chat, key }, { kind: "card", card }, now), unasked: true };
    });
    await enqueue(db, rows);
    if (rows.length > 0) onQueued();
  }

  const ticking = openTicking(LOOK_MS, look, (error) => report(error, "machine"));
  return {
    name: MACHINE,
    health: () => (faults.size === 0 ? { state: "up" } : { state: "up", detail: [...faults.values()].join("；") }),
    heard({ kind, sentAt }) {
      if (kind === "message") late = lateBy(sentAt.getTime() - clock().getTime());
    },
    look: ticking.tick,
    async close() {
      await ticking.close();
      await backups.close();
    },
  };
}
