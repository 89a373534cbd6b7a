import { type Selectable, sql } from "kysely";
import { textsIn } from "./database/dialect.ts";
import { command, commands, countOf, query } from "./database/statement.ts";
import type { Db, OutboxTable } from "./schema.ts";

export type OutboxRow = Selectable<OutboxTable>;
export type NewOutbox = Pick<OutboxRow, "key" | "channel" | "chat" | "payload" | "not_before" | "created_at"> &
  Partial<Pick<OutboxRow, "about">> & {
    /** Nobody waits for it, such as a summary: it goes behind what somebody asked for. */
    readonly unasked?: boolean;
  };

/** Queues messages to send. A key that was ever queued is not queued again. */
export async function enqueue(db: Db, rows: readonly NewOutbox[]): Promise<void> {
  await insert(
    db,
    rows.map(({ unasked = false, ...row }) => ({ about: null, ...row, unasked: unasked ? 1 : 0 })),
  );
}

/** Rows of one statement, far below what a database takes. */
const AT_ONCE = 25;

type Row = Required<Omit<NewOutbox, "unasked">> & Pick<OutboxRow, "unasked">;

const insert = commands<Row>(AT_ONCE, (db, rows) =>
  db
    .insertInto("outbox")
    .values(rows.map((row) => ({ ...row, state: "queued" as const, attempts: 0 })))
    .onConflict((oc) => oc.column("key").doNothing()),
);

/** Follows a chat whose platform gave it another id. */
export async function moveQueued(
  db: Db,
  { channel, chat, to }: { channel: string; chat: string; to: string },
): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ chat: to })
    .where("channel", "=", channel)
    .where("chat", "=", chat)
    .where("state", "=", sql.lit("queued"))
    .execute();
}

/** Keeps that messages were sent, each with the platform's reference of it. */
export async function markSent(
  db: Db,
  sent: readonly { readonly id: number; readonly reference: string | null }[],
  now: string,
): Promise<void> {
  for (const { id, reference } of sent) await close(db, { id, reference, now });
}

const close = command((db, { id, reference, now }: { id: number; reference: string | null; now: string }) =>
  db
    .updateTable("outbox")
    .set((eb) => ({ state: "sent" as const, sent_at: now, reference, attempts: eb("attempts", "+", 1), error: null }))
    .where("id", "=", id),
);

/** Tries again from an instant on. */
export async function postpone(db: Db, id: number, notBefore: string, error: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set((eb) => ({ not_before: notBefore, attempts: eb("attempts", "+", 1), error }))
    .where("id", "=", id)
    .where("state", "=", sql.lit("queued"))
    .execute();
}

/** Gives a message up, with the reason. */
export async function bury(db: Db, id: number, error: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set((eb) => ({ state: "dead" as const, attempts: eb("attempts", "+", 1), error }))
    .where("id", "=", id)
    .where("state", "=", sql.lit("queued"))
    .execute();
}

/** Lets a message go at an instant, unless it was tried, taken or sent. */
export async function releaseQueued(db: Db, key: string, at: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ not_before: at })
    .where("key", "=", key)
    .where("state", "=", sql.lit("queued"))
    .where("attempts", "=", 0)
    .execute();
}

/** Takes back what was queued under a key, unless it is sent already. */
export async function dropQueued(db: Db, key: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ state: "dead", error: "not needed any more" })
    .where("key", "=", key)
    .where("state", "=", sql.lit("queued"))
    .execute();
}

/** What was sent to a chat, by the platform's reference of it. */
export async function findOutboxSent(
  db: Db,
  { channel, chat, reference }: { channel: string; chat: string; reference: string },
): Promise<OutboxRow | undefined> {
  return db
    .selectFrom("outbox")
    .selectAll()
    .where("reference", "=", reference)
    .where("channel", "=", channel)
    .where("chat", "=", chat)
    .orderBy("id")
    .limit(sql.lit(1))
    .executeTakeFirst();
}

/** How many messages still wait to be sent. */
export async function countQueued(db: Db): Promise<number> {
  return countOf(db.selectFrom("outbox").where("state", "=", sql.lit("queued")));
}

/** Whether any message waits to be sent, now or later. */
export async function hasQueued(db: Db): Promise<boolean> {
  return (await anyQueued(db, {})).length > 0;
}

const anyQueued = query((db) =>
  db.selectFrom("outbox").select("id").where("state", "=", sql.lit("queued")).limit(sql.lit(1)),
);

/** What was queued under a key, whatever became of it. */
export async function findOutbox(db: Db, key: string): Promise<OutboxRow | undefined> {
  return db.selectFrom("outbox").selectAll().where("key", "=", key).executeTakeFirst();
}

/** What became of a queued message. */
export type Outcome = Pick<OutboxRow, "key" | "channel" | "chat" | "state" | "error">;

/** What became of those queued under some keys. */
export async function findOutcomes(db: Db, keys: readonly string[]): Promise<Outcome[]> {
  return keys.length === 0 ? [] : outcomes(db, { keys: JSON.stringify(keys) });
}

const outcomes = query((db, { keys }: { keys: string }) =>
  db.selectFrom("outbox").select(["key", "channel", "chat", "state", "error"]).where("key", "in", textsIn(db, keys)),
);

/** The newest message to a chat that tells of something, sent or about to be. */
export async function findAbout(
  db: Db,
  { about, channel, chat }: { about: string; channel: string; chat: string },
): Promise<OutboxRow | undefined> {
  return (await newestAbout(db, { about, channel, chat }))[0];
}

const newestAbout = query((db, { about, channel, chat }: { about: string; channel: string; chat: string }) =>
  db
    .selectFrom("outbox")
    .selectAll()
    .where("about", "=", about)
    .where("channel", "=", channel)
    .where("chat", "=", chat)
    .where("state", "<>", sql.lit("dead"))
    .orderBy("id", "desc")
    .limit(sql.lit(1)),
);
