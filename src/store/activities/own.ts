import { sql } from "kysely";
import { query } from "../database/statement.ts";
import type { Db } from "../schema.ts";
import { withPeople } from "./people.ts";
import type { StoredActivity } from "./rows.ts";

type Own = { readonly chat: string; readonly author: number; readonly organisation: number };

/** The newest record of an organisation that an author logged in a chat and that is not void. */
export async function findNewestOwn(db: Db, own: Own): Promise<StoredActivity | undefined> {
  return (await withPeople(db, await newestOwn(db, own)))[0];
}

const newestOwn = query((db, { chat, ...own }: Own) => liveOf(db, own).where("chat", "=", chat).limit(sql.lit(1)));

/** The same in any chat of a platform. */
export async function findNewestOwnOn(
  db: Db,
  { channel, ...own }: Omit<Own, "chat"> & { readonly channel: string },
): Promise<StoredActivity | undefined> {
  const rows = await liveOf(db, own).where("chat", "like", `${channel}:%`).limit(1).execute();
  return (await withPeople(db, rows))[0];
}

function liveOf(db: Db, { author, organisation }: Omit<Own, "chat">) {
  return db
    .selectFrom("activity")
    .selectAll()
    .where("author_id", "=", author)
    .where("organisation_id", "=", organisation)
    .where((eb) => eb.or([eb("state", "<>", sql.lit("void")), eb("joined", "=", sql.lit(1))]))
    .orderBy("id", "desc");
}

/** An author's records of an organisation that are not void, wherever they were told, newest first. */
export async function findRecent(
  db: Db,
  { author, organisation, limit }: Omit<Own, "chat"> & { readonly limit: number },
): Promise<StoredActivity[]> {
  return withPeople(db, await liveOf(db, { author, organisation }).limit(sql.lit(limit)).execute());
}
