import * as z from "zod";
import { getMark, setMark } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";
import type { Channel, Health } from "../channel.ts";
import { openTicking } from "./ticking.ts";

const LOOK_MS = 15_000;
/** How often a program says that it still runs, and how long it may be silent before it counts as gone. */
const BEAT_MS = 60_000;
const SILENT_MS = 150_000;

/** How a running program last said that a channel was, and since when; whether none runs that could say more. */
export type ToldHealth = Health & { readonly since: string; readonly isSilent: boolean };

const told = z.object({
  state: z.enum(["starting", "up", "degraded", "down"]),
  detail: z.string().optional(),
  since: z.string(),
  /** When it was last so; programs of earlier versions did not tell. */
  at: z.string().optional(),
});

type Healths = {
  /** Keeps what has changed since the last look. */
  look(): Promise<void>;
  close(): Promise<void>;
};

/** What is told of the machine itself stands beside the channels under this name. */
export const MACHINE = "machine";

/** A channel, or the machine. */
export type Watched = { readonly name: Channel["name"] | typeof MACHINE; readonly health: Channel["health"] };

type Options = {
  readonly channels: readonly Watched[];
  readonly clock: () => Date;
  readonly report: (error: unknown, about: string) => void;
};

/**
 * Keeps each channel's health in the store, so that `doctor` can tell what only a running
 * program meets, such as a second one with the same token, and whether one runs at all.
 */
export function openHealths(db: Db, { channels, clock, report }: Options): Healths {
  const known = new Map<string, { readonly health: string; readonly since: string; readonly at: number }>();

  async function look(): Promise<void> {
    for (const { name, health } of channels) {
      const now = clock();
      const found = JSON.stringify(health());
      const last = known.get(name);
      const isSame = last?.health === found;
      if (isSame && Math.abs(now.getTime() - last.at) < BEAT_MS) continue;
      const since = isSame ? last.since : now.toISOString();
      known.set(name, { health: found, since, at: now.getTime() });
      await setMark(db, markOf(name), JSON.stringify({ ...health(), since, at: now.toISOString() }));
    }
  }

  const ticking = openTicking(LOOK_MS, look, (error) => report(error, "health"));
  return {
    look: ticking.tick,
    async close() {
      await ticking.close();
      await ticking.tick();
    },
  };
}

/** What a program last told of a channel; nothing where none ever ran. */
export async function findHealth(db: Db, channel: Watched["name"], now: Date): Promise<ToldHealth | undefined> {
  const kept = await getMark(db, markOf(channel));
  const read = told.safeParse(kept === undefined ? undefined : JSON.parse(kept));
  if (!read.success) return undefined;
  const { state, detail, since, at = since } = read.data;
  // One that goes on trying says why it is down; one that was stopped does not.
  const isStopped = state === "down" && detail === undefined;
  const isSilent = !isStopped && now.getTime() - Date.parse(at) > SILENT_MS;
  return { state, since, isSilent, ...(detail === undefined ? {} : { detail }) };
}

function markOf(channel: string): string {
  return `health:${channel}`;
}
