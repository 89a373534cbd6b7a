import * as z from "zod";
import { findGroup } from "../../store/chats.ts";
import { findInbox } from "../../store/inbox.ts";
import { enqueue, type OutboxRow } from "../../store/outbox.ts";
import type { Db } from "../../store/schema.ts";
import type { SendFault } from "../channel.ts";
import { isReminder, remindedOf } from "../duties/reminder-times.ts";
import { answeredBy } from "../replies/reply-keys.ts";
import { parsed } from "../work/payload.ts";
import type { Queued } from "./queued.ts";
import { outgoing } from "./telling.ts";

const NOTICE =
  "记了什么、要问什么，机器人只私下告诉您，可是给您的消息没有送到。请先私聊它一句，如“最近”，以后就能收到。";

const REMINDED = "给书记的提醒没有送到：机器人还不能私聊书记。请书记先私聊它一句，如“最近”，以后就能收到。";

const message = z.object({ message: z.string() });

/**
 * Where a person cannot be told in private what their words in a group came to, or a secretary
 * what is due, the group hears of that, once for each person: some platforms let a bot write
 * only to those who wrote to it.
 */
export async function tellUnreached(db: Db, row: OutboxRow, now: string): Promise<void> {
  const { key, channel, chat } = row;
  const told = isReminder(key) ? await reminded(db, row) : await answered(db, row);
  if (told === undefined || told.group === chat) return;
  const place = { channel, chat: told.group, key: `unreached:${channel}:${chat}` };
  await enqueue(db, [outgoing(place, told.queued, new Date(now))]);
}

type Told = { readonly group: string; readonly queued: Queued };

/** The group in which something was said whose answer could not be told. */
async function answered(db: Db, { key, channel }: OutboxRow): Promise<Told | undefined> {
  const asked = await findInbox(db, answeredBy(key));
  const group = asked?.chat.slice(channel.length + 1);
  if (asked === undefined || group === undefined || asked.chat !== `${channel}:${group}`) return undefined;
  const kept = message.safeParse(parsed(asked.payload)).data;
  return {
    group,
    queued: { kind: "card", card: { plain: NOTICE }, ...(kept && { replyTo: kept.message }) },
  };
}

/** The group of the branch whose reminder could not be told; of what it said nothing is told there. */
async function reminded(db: Db, { key, channel }: OutboxRow): Promise<Told | undefined> {
  const group = await findGroup(db, { organisation: remindedOf(key), channel });
  return group === undefined ? undefined : { group, queued: { kind: "card", card: { plain: REMINDED } } };
}

const fileSent = z.object({ kind: z.literal("file"), file: z.object({ name: z.string() }) });

/** Whoever waits for a file that was given up hears so in the same chat. */
export async function tellUnsent(
  db: Db,
  row: OutboxRow,
  { fault, now }: { fault: SendFault; now: string },
): Promise<void> {
  const given = fileSent.safeParse(parsed(row.payload));
  if (!given.success) return;
  const { name } = given.data.file;
  const plain =
    fault === "too-large"
      ? `“${name}”太大，这里发不了，请向管理机器人的人要。`
      : `“${name}”没有发出去，请告诉管理机器人的人：运行 doctor 能看到原因。`;
  const queued: Queued = { kind: "card", card: { plain } };
  await enqueue(db, [outgoing({ ...row, key: `${row.key}/unsent` }, queued, new Date(now))]);
}
