import { findBoundSince } from "../../store/chats.ts";
import { getMarks, markPages, setMarks } from "../../store/marks.ts";
import { findOfficerAccounts } from "../../store/members.ts";
import { enqueue, findOutcomes, type Outcome } from "../../store/outbox.ts";
import type { Db, Trx } from "../../store/schema.ts";
import { writing } from "../../store/transaction.ts";
import type { Outbound } from "../channel.ts";
import { openWay } from "../work/way.ts";
import { PUSHED_PREFIX, type Pushed, type PushOptions, readPushed } from "./due.ts";

const LOST = /^(?:gone|forbidden)\b/;

/**
 * Looks what became of the summaries: where the bot is no longer in a group, whoever looks
 * after the branch hears of it, once. Returns how many messages were queued.
 */
export async function tellOfLost({ deps }: Pick<PushOptions, "deps">): Promise<number> {
  const giveWay = openWay(deps.db);
  let count = 0;
  for await (const page of markPages(deps.db, PUSHED_PREFIX)) {
    const settled = await findSettled(deps.db, waiting([...page]));
    if (settled.length > 0) count += await writing(deps.db, (trx) => settle(trx, settled, deps.clock().toISOString()));
    await giveWay();
  }
  return count;
}

type Waiting = { readonly organisation: number; readonly pushed: Pushed };

/** The pushes of which not all is known to have arrived or failed. */
function waiting(marks: readonly (readonly [organisation: string | number, value: string])[]): Waiting[] {
  return marks.flatMap(([organisation, value]) => {
    const pushed = readPushed(value);
    return pushed === undefined || pushed.open.length === 0 ? [] : [{ organisation: Number(organisation), pushed }];
  });
}

/** The organisations of pushes that wait for less than they did. */
async function findSettled(db: Db, open: readonly Waiting[]): Promise<number[]> {
  const outcomes = await outcomesOf(db, open);
  const isQueued = (key: string) => outcomes.get(key)?.state === "queued";
  return open.filter(({ pushed }) => !pushed.open.every(isQueued)).map(({ organisation }) => organisation);
}

/** Tells what was lost and keeps what is still queued, by the marks as they are now. */
async function settle(trx: Trx, organisations: readonly number[], now: string): Promise<number> {
  const open = waiting([...(await getMarks(trx, PUSHED_PREFIX, organisations))]);
  const outcomes = await outcomesOf(trx, open);
  const marks = new Map<string, string>();
  let told = 0;
  for (const { organisation, pushed } of open) {
    const found = pushed.open.flatMap((key) => outcomes.get(key) ?? []);
    for (const row of found.filter(isLost)) told += await tell(trx, { ...row, organisation }, now);
    const queued = found.filter(({ state }) => state === "queued").map(({ key }) => key);
    marks.set(PUSHED_PREFIX + organisation, JSON.stringify({ ...pushed, open: queued } satisfies Pushed));
  }
  await setMarks(trx, marks);
  return told;
}

async function outcomesOf(db: Db, open: readonly Waiting[]): Promise<Map<string, Outcome>> {
  const rows = await findOutcomes(
    db,
    open.flatMap(({ pushed }) => pushed.open),
  );
  return new Map(rows.map((row) => [row.key, row]));
}

function isLost({ state, error }: Outcome): boolean {
  return state === "dead" && LOST.test(error ?? "");
}

type Lost = Outcome & { readonly organisation: number };

async function tell(db: Db, { organisation, channel, chat }: Lost, now: string): Promise<number> {
  const plain =
    "周报没有送到绑定的群：机器人已不在群里，或不能在群里说话。请把机器人重新请进群并发“绑定”，不再需要请发“周报 关”。";
  const outbound: Outbound = { kind: "card", card: { plain } };
  const officers = await findOfficerAccounts(db, organisation);
  const since = (await findBoundSince(db, `${channel}:${chat}`)) ?? "";
  await enqueue(
    db,
    officers.map((officer) => ({
      // A key that was ever queued is not queued again: once for each binding and officer.
      key: `week-lost:${organisation}:${channel}:${chat}:${since}:${officer.channel}:${officer.externalId}`,
      channel: officer.channel,
      chat: officer.externalId,
      payload: JSON.stringify(outbound),
      not_before: now,
      created_at: now,
      unasked: true,
    })),
  );
  return officers.length;
}
