import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Deps } from "../../src/bot/call.ts";
import { type Channel, type Inbound, type Outbound, SendError } from "../../src/bot/channel.ts";
import type { Attachment } from "../../src/bot/files/attachment.ts";
import type { Handled } from "../../src/bot/intake/handle.ts";
import { type Bot, runBot } from "../../src/bot/run.ts";
import { findAttachments } from "../../src/store/attachment-links.ts";
import { bindChat } from "../../src/store/chats.ts";
import { type Branch, openBranch } from "./branch.ts";
import { channelDouble } from "./channel-double.ts";
import { enrolled } from "./people.ts";
import { temporaryFolder } from "./temporary.ts";

type Message = Extract<Inbound, { kind: "message" }>;

type SentTo = { readonly chat: string; readonly outbound: Outbound };

/** A branch with a folder of its own, a bot, and a platform whose files a test puts there by hand. */
export type Room = {
  readonly branch: Branch;
  readonly folder: string;
  readonly files: Map<string, Uint8Array>;
  /** What the platform refuses next, one fetch each. */
  readonly refusals: SendError[];
  readonly sent: SentTo[];
  readonly failures: unknown[];
  /** Words of member 7 in private, unless told otherwise. */
  says(text: string, more?: Partial<Message>): Promise<Handled>;
  /** A photo of member 7; the platform has its bytes by its id. */
  photo(id: string, more?: Partial<Message> & { file?: Partial<Attachment> }): Promise<Handled>;
  deliver(inbound: Inbound): Promise<Handled>;
  idle(): Promise<void>;
  /** The texts sent to a chat. */
  told(chat?: string): string[];
  /** Ids of the photos of a record, as members see it, by their handles. */
  photosOf(record: number): Promise<string[]>;
  /** Names in the folder of files. */
  stored(): string[];
  restart(): Promise<void>;
};

export const GROUP = "-1001";

let sent = 0;

export async function openRoom(photoLimits?: Deps["photoLimits"]): Promise<Room> {
  const folder = temporaryFolder();
  const branch = await openBranch("第一党支部", "2026-11-23 10:00", folder);
  await enrolled(branch, "7", { name: "张三" });
  await enrolled(branch, "8", { name: "李四" });
  await enrolled(branch, "9", { name: "王书记", role: "secretary" });
  await bindChat(branch.deps.db, {
    key: `telegram:${GROUP}`,
    organisationId: branch.organisation,
    now: branch.deps.clock().toISOString(),
  });
  const files = new Map<string, Uint8Array>();
  const refusals: SendError[] = [];
  const out: SentTo[] = [];
  const failures: unknown[] = [];
  const deps: Deps = { ...branch.deps, ...(photoLimits && { photoLimits }) };
  const open = () => runBot(deps, [platform({ files, refusals, out })], (error) => failures.push(error));
  let bot: Bot = open();
  onTestFinished(async () => {
    await bot.close();
    await branch.close();
  });

  async function deliver(inbound: Inbound): Promise<Handled> {
    const handled = await bot.intake.deliver(inbound);
    await bot.idle();
    return handled;
  }

  const message = (text: string, more: Partial<Message>): Message => {
    const id = more.message ?? String(++sent);
    const chat = more.chat ?? "7";
    return {
      kind: "message",
      key: `telegram:1:${chat}:${id}`,
      channel: "telegram",
      chat,
      chatType: chat === GROUP ? "group" : "private",
      from: { id: "7" },
      sentAt: branch.deps.clock(),
      message: id,
      text,
      addressed: chat !== GROUP,
      ...more,
    };
  };

  return {
    branch,
    folder,
    files,
    refusals,
    sent: out,
    failures,
    deliver,
    says: (text, more = {}) => deliver(message(text, more)),
    photo(id, { file = {}, ...more } = {}) {
      if (!files.has(id)) files.set(id, jpeg(id));
      const attachment: Attachment = { kind: "image", handle: id, uniqueId: `u-${id}`, ...file };
      return deliver({ ...message(more.text ?? "", more), attachments: [attachment] });
    },
    idle: () => bot.idle(),
    told: (chat = "7") =>
      out.flatMap((one) => (one.chat === chat && one.outbound.kind === "card" ? [one.outbound.card.plain] : [])),
    async photosOf(record) {
      const found = await findAttachments(branch.deps.db, [record]);
      return found.map(({ unique_id }) => unique_id?.replace(/^u-/, "") ?? "");
    },
    stored() {
      const top = join(folder, "attachments");
      if (!existsSync(top)) return [];
      return readdirSync(top, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);
    },
    async restart() {
      await bot.close();
      bot = open();
    },
  };
}

type Side = { files: Map<string, Uint8Array>; refusals: SendError[]; out: SentTo[] };

function platform({ files, refusals, out }: Side): Channel {
  let last = 5000;
  return channelDouble("telegram", ["buttons", "edits"], {
    send: async (chat, outbound) => {
      out.push({ chat, outbound });
      last += 1;
      return String(last);
    },
    fetch: async (handle, maxBytes) => {
      const refusal = refusals.shift();
      if (refusal !== undefined) throw refusal;
      const bytes = files.get(handle);
      if (bytes === undefined) throw new SendError("invalid", "no such file");
      if (bytes.length > maxBytes) throw new SendError("too-large", "above the cap");
      return bytes;
    },
  });
}

/** The first bytes of a photo, and then whatever. */
export function jpeg(content: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(content)]);
}
