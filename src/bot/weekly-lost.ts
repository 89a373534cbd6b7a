import { findMarks, setMark } from "../store/marks.ts";
import { findOfficerAccounts } from "../store/members.ts";
import { enqueue, findOutbox, type OutboxRow } from "../store/outbox.ts";
import type { Db } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import type { Outbound } from "./channel.ts";
import { PUSHED_PREFIX, type PushOptions, readPushed } from "./weekly-push.ts";

const AT_ONCE = 100;
const LOST = /^(?:gone|forbidden)\b/;

/**
 * Looks what became of the summaries: where the bot is no longer in a group, whoever looks
 * after the branch hears of it, once. Returns how many messages were queued.
 */
export async function tellOfLost({ deps }: PushOptions): Promise<number> {
  const all = await findMarks(deps.db, PUSHED_PREFIX);
  const open = [...all].flatMap(([organisation, value]) => {
    const pushed = readPushed(value);
    return pushed === undefined || pushed.open.length === 0 ? [] : [{ organisation: Number(organisation), pushed }];
  });
  let count = 0;
  for (let from = 0; from < open.length; from += AT_ONCE) {
    count += await writing(deps.db, async (trx) => {
      let told = 0;
      for (const { organisation, pushed } of open.slice(from, from + AT_ONCE)) {
        const rows = await rowsOf(trx, pushed.open);
        const queued = rows.filter(({ state }) => state === "queued").map(({ key }) => key);
        if (queued.length === pushed.open.length) continue;
        for (const row of rows.filter(isLost)) told += await tell(trx, organisation, row, deps.clock().toISOString());
        await setMark(trx, PUSHED_PREFIX + organisation, JSON.stringify({ ...pushed, open: queued }));
      }
      return told;
    });
  }
  return count;
}

async function rowsOf(db: Db, keys: readonly string[]): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = [];
  for (const key of keys) {
    const row = await findOutbox(db, key);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

function isLost({ state, error }: OutboxRow): boolean {
  return state === "dead" && LOST.test(error ?? "");
}

async function tell(db: Db, organisation: number, { channel, chat }: OutboxRow, now: string): Promise<number> {
  const plain =
    "周报没有送到绑定的群：机器人已不在群里，或不能在群里说话。请把机器人重新请进群并发“绑定”，不再需要请发“周报 关”。";
  const outbound: Outbound = { kind: "card", card: { plain } };
  const officers = await findOfficerAccounts(db, organisation);
  await enqueue(
    db,
    officers.map((officer) => ({
      // A key that was ever queued is not queued again: once for each group and officer.
      key: `week-lost:${organisation}:${channel}:${chat}:${officer.channel}:${officer.externalId}`,
      channel: officer.channel,
      chat: officer.externalId,
      payload: JSON.stringify(outbound),
      not_before: now,
      created_at: now,
    })),
  );
  return officers.length;
}
