import { sql } from "kysely";
import { redactJson } from "../../ledger/redact.ts";
import { command, countOf } from "../database/statement.ts";
import type { Erasure } from "../erasure.ts";
import type { Db, Trx } from "../schema.ts";
import { accountIds, GONE, holds, type Traces } from "./traces.ts";

/** Empties what a person wrote. Rows stay empty under their keys, so that no message is taken twice. */
export async function emptyOwn(trx: Trx, { traces, tells, rekey }: Erasure): Promise<void> {
  const rows = await trx
    .selectFrom("inbox")
    .select(["key", "person_id", "chat", "payload"])
    .where((eb) =>
      eb.or([
        eb("person_id", "in", traces.people),
        holds(trx, "chat", accountIds(traces)),
        holds(trx, "payload", inJson(traces)),
      ]),
    )
    .execute();
  for (const { key, person_id, chat, payload } of rows) {
    const own = person_id !== null && traces.people.includes(person_id);
    if (!own && !tells(`${chat} ${payload}`)) continue;
    await emptyMessage(trx, { key, other: rekey(key) });
  }
}

const emptyMessage = command((db, { key, other }: { key: string; other: string }) =>
  db
    .updateTable("inbox")
    .set({ chat: GONE, payload: "", digest: null, state: "erased", error: null, key: other })
    .where("key", "=", key),
);

/** Takes a person out of what others wrote. */
export async function redactOthers(trx: Trx, { redact, mentions }: Erasure): Promise<void> {
  const told = await trx
    .selectFrom("inbox")
    .select(["key", "payload"])
    .where(holds(trx, "payload", mentions))
    .execute();
  for (const { key, payload } of told) {
    await trx
      .updateTable("inbox")
      .set({ payload: redactJson(payload, redact) })
      .where("key", "=", key)
      .execute();
  }
}

/** Empties what a person was sent, and takes them out of what others were. */
export async function eraseOutbox(trx: Trx, { traces, redact, mentions, rekey }: Erasure): Promise<void> {
  const ids = accountIds(traces);
  const rows = await trx
    .selectFrom("outbox")
    .select(["id", "key", "channel", "chat", "payload", "state", "about"])
    .where((eb) =>
      eb.or([
        holds(trx, "chat", ids),
        holds(trx, "key", ids),
        holds(trx, "payload", mentions),
        holds(trx, "about", ids),
      ]),
    )
    .execute();
  for (const { id, key, channel, chat, payload, state, about } of rows) {
    const theirs = traces.accounts.some((one) => one.channel === channel && one.externalId === chat);
    const change = theirs
      ? { chat: GONE, payload: "", reference: null, error: null, state: state === "queued" ? ("dead" as const) : state }
      : { payload: payload === "" ? "" : redactJson(payload, redact) };
    await trx
      .updateTable("outbox")
      .set({ ...change, key: rekey(key), about: about === null ? null : rekey(about) })
      .where("id", "=", id)
      .execute();
  }
}

/** Accounts as they stand in messages and in events of groups. */
function inJson(traces: Traces): string[] {
  return accountIds(traces).map((id) => JSON.stringify(id));
}

/** How many messages still wait to be sent to a person. */
export async function countWaiting(db: Db, { accounts }: Traces): Promise<number> {
  let count = 0;
  for (const { channel, externalId } of accounts) {
    const queued = db.selectFrom("outbox").where("state", "=", sql.lit("queued"));
    count += await countOf(queued.where("channel", "=", channel).where("chat", "=", externalId));
  }
  return count;
}
