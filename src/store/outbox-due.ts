import { sql } from "kysely";
import { dialectOf, textsIn } from "./database/dialect.ts";
import { query } from "./database/statement.ts";
import type { OutboxRow } from "./outbox.ts";
import type { Db } from "./schema.ts";
import { writing } from "./transaction.ts";

/** Which messages are looked for: those of some channels, but for chats, as `channel:chat`, that are seen to already. */
export type Due = {
  readonly now: string;
  readonly limit: number;
  readonly channels: readonly string[];
  readonly except?: readonly string[];
  /** Only what somebody waits for, or only the rest; without this both, in this order. */
  readonly sort?: "asked" | "unasked";
};

/**
 * What may be sent, in the order of queueing; what nobody waits for goes last. A message that
 * was tried and postponed keeps back those behind it in the same chat, so that a chat never
 * hears them in another order; one that was queued for a later time keeps back nothing.
 */
export async function findDue(db: Db, { now, except = [], ...wanted }: Due): Promise<OutboxRow[]> {
  if (wanted.channels.length === 0) return [];
  const key = JSON.stringify(wanted);
  const ask = dueQueries.get(key) ?? dueQuery(wanted);
  dueQueries.set(key, ask);
  return ask(db, { now, except: JSON.stringify(except) });
}

/** By what is wanted, of which a program has few sorts. */
const dueQueries = new Map<string, ReturnType<typeof dueQuery>>();

function dueQuery({ limit, channels, sort }: Omit<Due, "now" | "except">) {
  return query((db, { now, except }: { now: string; except: string }) =>
    db
      .selectFrom("outbox as o")
      .selectAll()
      .where("o.state", "=", sql.lit("queued"))
      .$if(sort !== undefined, (all) => all.where("o.unasked", "=", sql.lit(sort === "asked" ? 0 : 1)))
      .where("o.not_before", "<=", now)
      .where("o.channel", "in", channels)
      .where(sql`o.channel || ':' || o.chat`, "not in", textsIn(db, except))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("outbox as earlier")
              .select("earlier.id")
              .where("earlier.state", "=", sql.lit("queued"))
              .where("earlier.attempts", ">", sql.lit(0))
              .whereRef("earlier.channel", "=", "o.channel")
              .whereRef("earlier.chat", "=", "o.chat")
              .whereRef("earlier.id", "<", "o.id")
              .where("earlier.not_before", ">", now),
          ),
        ),
      )
      .orderBy("o.unasked")
      .orderBy("o.id")
      .limit(sql.lit(limit)),
  );
}

/**
 * {@link findDue} for a program that shares its database: what it takes nobody else takes
 * until an instant, so that two programs never send the same message. SQLite has one program.
 */
export async function claimDue(db: Db, { until, ...wanted }: Due & { readonly until: string }): Promise<OutboxRow[]> {
  const seen = await findDue(db, wanted);
  if (dialectOf(db) === "sqlite" || seen.length === 0) return seen;
  return writing(db, async (trx) => {
    const due = await findDue(trx, wanted);
    const ids = due.map(({ id }) => id);
    if (ids.length > 0) {
      const taken = trx.updateTable("outbox").set({ not_before: until, attempts: sql<number>`attempts + 1` });
      await taken.where("id", "in", ids).execute();
    }
    return due;
  });
}

/**
 * Gives back what {@link claimDue} took and what was neither sent, postponed nor given up since
 * then: each of these counts another attempt, and so does whoever takes it after the instant.
 */
export async function giveBack(
  db: Db,
  { until, rows }: { readonly until: string; readonly rows: readonly OutboxRow[] },
): Promise<void> {
  if (dialectOf(db) === "sqlite" || rows.length === 0) return;
  await writing(db, async (trx) => {
    for (const { id, not_before, attempts } of rows) {
      await trx
        .updateTable("outbox")
        .set({ not_before, attempts })
        .where("id", "=", id)
        .where("state", "=", sql.lit("queued"))
        .where("not_before", "=", until)
        .where("attempts", "=", attempts + 1)
        .execute();
    }
  });
}
