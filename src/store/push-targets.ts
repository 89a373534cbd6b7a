import { sql } from "kysely";
import { query } from "./database/statement.ts";
import type { Db } from "./schema.ts";

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
  const found: Target[] = [];
  let rows: BoundRow[];
  let after = "";
  do {
    rows = await bound(db, { after });
    after = rows.at(-1)?.key ?? after;
    found.push(...rows.map(targetOf));
    await between();
  } while (rows.length === PAGE);
  return found.sort(byAge);
}

type BoundRow = Omit<Target, "channel" | "chat"> & { readonly key: string };

function targetOf({ key, organisation, name, zone, since }: BoundRow): Target {
  const at = key.indexOf(":");
  return { organisation, name, zone, since, channel: key.slice(0, at), chat: key.slice(at + 1) };
}

/** They were read by channel and chat, and stay so where nothing else tells them apart. */
function byAge(a: Target, b: Target): number {
  if (a.organisation !== b.organisation) return a.organisation - b.organisation;
  if (a.since !== b.since) return a.since < b.since ? -1 : 1;
  return 0;
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
