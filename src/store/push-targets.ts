import { sql } from "kysely";
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

/** Groups that are read at once where there are many. */
const PAGE = 500;

/** Every bound group, by organisation and age. `between` pages others may have their turn. */
export async function findTargets(db: Db, between: () => Promise<void> = async () => {}): Promise<Target[]> {
  const found: BoundRow[] = [];
  let rows: BoundRow[];
  do {
    rows = await bound(db, { after: found.at(-1)?.key ?? "" });
    found.push(...rows);
    await between();
  } while (rows.length === PAGE);
  return found.sort(byAge).map(({ key, ...target }) => {
    const at = key.indexOf(":");
    return { ...target, channel: key.slice(0, at), chat: key.slice(at + 1) };
  });
}

type BoundRow = Omit<Target, "channel" | "chat"> & { readonly key: string };

function byAge(a: BoundRow, b: BoundRow): number {
  if (a.organisation !== b.organisation) return a.organisation - b.organisation;
  if (a.since !== b.since) return a.since < b.since ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

const bound = query((db, { after }: { after: string }) =>
  db
    .selectFrom("chat as c")
    .innerJoin("organisation as o", "o.id", "c.organisation_id")
    .select(["o.id as organisation", "o.name", "o.zone", "c.key", "c.created_at as since"])
    .where("c.key", ">", after)
    .orderBy("c.key")
    .limit(sql.lit(PAGE)),
);
