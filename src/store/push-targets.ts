import type { Db } from "./schema.ts";
import { query } from "./statement.ts";

/** A group that hears from its branch, since when, and what the branch's clock shows. */
export type Target = {
  readonly organisation: number;
  readonly name: string;
  readonly zone: string;
  readonly channel: string;
  readonly chat: string;
  readonly since: string;
};

/** Every bound group, by organisation and age. */
export async function findTargets(db: Db): Promise<Target[]> {
  return (await bound(db, {})).map(({ key, ...target }) => {
    const at = key.indexOf(":");
    return { ...target, channel: key.slice(0, at), chat: key.slice(at + 1) };
  });
}

const bound = query((db) =>
  db
    .selectFrom("chat as c")
    .innerJoin("organisation as o", "o.id", "c.organisation_id")
    .select(["o.id as organisation", "o.name", "o.zone", "c.key", "c.created_at as since"])
    .orderBy("o.id")
    .orderBy("c.created_at")
    .orderBy("c.key"),
);
