import * as z from "zod";
import { command, query } from "./database/statement.ts";
import type { Db } from "./schema.ts";

const instants = z.array(z.string());

/** How often something with this key happened since an instant. */
export async function countHits(db: Db, key: string, since: string): Promise<number> {
  return (await hitsOf(db, key)).filter((at) => at > since).length;
}

/** Counts one more. The newest `keep` are remembered until they no longer matter, over a restart too. */
export async function addHit(
  db: Db,
  { key, now, keep, windowMs }: { key: string; now: Date; keep: number; windowMs: number },
): Promise<void> {
  const at = now.toISOString();
  const hits = JSON.stringify([...(await hitsOf(db, key)), at].slice(-keep));
  await forget(db, { at });
  await save(db, { key, hits, expires: new Date(now.getTime() + windowMs).toISOString() });
}

async function hitsOf(db: Db, key: string): Promise<string[]> {
  const [row] = await byKey(db, { key });
  return row === undefined ? [] : instants.parse(JSON.parse(row.hits));
}

const byKey = query((db, { key }: { key: string }) => db.selectFrom("throttle").select("hits").where("key", "=", key));

const forget = command((db, { at }: { at: string }) => db.deleteFrom("throttle").where("expires_at", "<=", at));

const save = command((db, { key, hits, expires }: { key: string; hits: string; expires: string }) =>
  db
    .insertInto("throttle")
    .values({ key, hits, expires_at: expires })
    .onConflict((oc) => oc.column("key").doUpdateSet({ hits, expires_at: expires })),
);
