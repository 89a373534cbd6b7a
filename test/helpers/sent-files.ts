import { Buffer } from "node:buffer";
import { SendError } from "../../src/bot/channel.ts";
import { openDownloads } from "../../src/bot/files/downloads.ts";
import { fileUses } from "../../src/bot/files.ts";
import { openJobs } from "../../src/bot/work/jobs.ts";
import type { Branch, Member, Said } from "./branch.ts";
import { channelDouble } from "./channel-double.ts";

/** A branch to which people send files: what the bot said later than at once can be read back. */
export type Sending = {
  /** Sends a file in private and returns the first answer; what follows comes with {@link Sending.later}. */
  sends(who: Member, name: string, bytes: Uint8Array | string, text?: string): Promise<Said>;
  /** Fetches what was sent and does the work that waits; returns what was queued to be said since. */
  later(): Promise<string[]>;
  /** The files that were queued to be sent since. */
  files(): Promise<{ path: string; name: string }[]>;
  close(): Promise<void>;
};

export function sendingTo(branch: Branch): Sending {
  const contents = new Map<string, Uint8Array>();
  const failures: unknown[] = [];
  let seen = 0;
  let n = 0;
  const channel = channelDouble("terminal", [], {
    send: async (_chat, _outbound, key) => key,
    async fetch(handle, maxBytes) {
      const bytes = contents.get(handle);
      if (bytes === undefined) throw new SendError("invalid", "no such file");
      if (bytes.length > maxBytes) throw new SendError("too-large", "too large");
      return bytes;
    },
  });
  const downloads = openDownloads({
    deps: branch.deps,
    channels: new Map([["terminal", channel]]),
    uses: async () => fileUses,
    onDone: () => {},
    onError: (error) => void (error instanceof SendError || failures.push(error)),
  });
  const jobs = openJobs(branch.deps, { onStart: () => {}, onDone: () => {}, onError: (error) => failures.push(error) });

  async function queued(): Promise<{ id: number; payload: string }[]> {
    const { db } = branch.deps;
    const rows = await db.selectFrom("outbox").select(["id", "payload"]).where("id", ">", seen).orderBy("id").execute();
    seen = Math.max(seen, ...rows.map(({ id }) => id));
    return rows;
  }

  let sent: { path: string; name: string }[] = [];
  return {
    async sends(who, name, bytes, text = "") {
      n += 1;
      contents.set(`f${n}`, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
      const answered = await who.says(text, { attachments: [{ kind: "file", handle: `f${n}`, name }] });
      await queued();
      return answered;
    },
    async later() {
      await queued();
      downloads.wake();
      await downloads.idle();
      jobs.wake();
      await jobs.idle();
      if (failures.length > 0) throw failures[0];
      const rows = (await queued()).map(({ payload }) => JSON.parse(payload));
      sent = rows.flatMap((one) => (one.kind === "file" ? [one.file] : []));
      return rows.flatMap((one) => (one.kind === "file" ? [] : [one.card.plain]));
    },
    files: async () => sent,
    close: () => downloads.close(),
  };
}
