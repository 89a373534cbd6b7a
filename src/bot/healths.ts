import * as z from "zod";
import { getMark, setMark } from "../store/marks.ts";
import type { Db } from "../store/schema.ts";
import type { Channel, Health } from "./channel.ts";
import { openTicking } from "./ticking.ts";

const LOOK_MS = 15_000;

/** How a running program last said that a channel was, and since when. */
type ToldHealth = Health & { readonly since: string };

const told = z.object({
  state: z.enum(["starting", "up", "degraded", "down"]),
  detail: z.string().optional(),
  since: z.string(),
});

type Healths = {
  /** Keeps what has changed since the last look. */
  look(): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  readonly channels: readonly Pick<Channel, "name" | "health">[];
  readonly clock: () => Date;
  readonly report: (error: unknown, about: string) => void;
};

/**
 * Keeps each channel's health in the store, so that `doctor` can tell what only a running
 * program meets, such as a second one with the same token.
 */
export function openHealths(db: Db, { channels, clock, report }: Options): Healths {
  const known = new Map<string, string>();

  async function look(): Promise<void> {
    for (const { name, health } of channels) {
      const now = JSON.stringify(health());
      if (known.get(name) === now) continue;
      known.set(name, now);
      await setMark(db, markOf(name), JSON.stringify({ ...health(), since: clock().toISOString() }));
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
export async function findHealth(db: Db, channel: Channel["name"]): Promise<ToldHealth | undefined> {
  const kept = await getMark(db, markOf(channel));
  const read = told.safeParse(kept === undefined ? undefined : JSON.parse(kept));
  if (!read.success) return undefined;
  const { state, detail, since } = read.data;
  return { state, since, ...(detail === undefined ? {} : { detail }) };
}

function markOf(channel: string): string {
  return `health:${channel}`;
}
