import { findInbox } from "../store/inbox.ts";
import { isString } from "../store/json.ts";
import { enqueue, type OutboxRow } from "../store/outbox.ts";
import type { Db } from "../store/schema.ts";
import { parsed, shape } from "./payload.ts";
import type { Queued } from "./queued.ts";
import { answeredBy } from "./reply-keys.ts";

const NOTICE =
  "记了什么、要问什么，机器人只私下告诉您，可是给您的消息没有送到。请先私聊它一句，如“最近”，以后就能收到。";

const isMessage = shape<{ readonly message: string }>({ message: isString });

/**
 * Where a person cannot be told in private what their words in a group came to, the group
 * hears it below them, once for each person: some platforms let a bot write only to those
 * who wrote to it.
 */
export async function tellUnreached(db: Db, { key, channel, chat }: OutboxRow, now: string): Promise<void> {
  const asked = await findInbox(db, answeredBy(key));
  const group = asked?.chat.slice(channel.length + 1);
  if (asked === undefined || group === undefined || asked.chat !== `${channel}:${group}` || group === chat) return;
  const kept = parsed(asked.payload);
  const queued: Queued = {
    kind: "card",
    card: { plain: NOTICE },
    ...(isMessage(kept) && { replyTo: kept.message }),
  };
  await enqueue(db, [
    {
      // A key that was ever queued is not queued again.
      key: `unreached:${channel}:${chat}`,
      ...{ channel, chat: group, payload: JSON.stringify(queued) },
      ...{ not_before: now, created_at: now },
    },
  ]);
}
