import { findInbox } from "../store/inbox.ts";
import { isString } from "../store/json.ts";
import { enqueue, type OutboxRow } from "../store/outbox.ts";
import type { Db } from "../store/schema.ts";
import { parsed, shape } from "./payload.ts";
import type { Queued } from "./queued.ts";
import { answeredBy } from "./reply-keys.ts";

const NOTICE =
  "记了什么、要问什么，机器人只私下告诉您，可是它还不能给您发消息。请点开它的头像，在私聊里按一次“开始”，再发“最近”就能看到。";

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
