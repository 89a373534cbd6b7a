import { type ExpressionBuilder, sql } from "kysely";
import type { Day, State } from "../../ledger/activity.ts";
import { listed, numbersIn } from "../database/dialect.ts";
import { query } from "../database/statement.ts";
import type { Db, Schema } from "../schema.ts";
import { activityOf, type StoredActivity } from "./rows.ts";

/** Records of days, both included, that came to be counted after one instant and not after another. */
export type LateWanted = {
  readonly organisations: readonly number[];
  readonly first: Day;
  readonly last: Day;
  readonly since: string;
  readonly until: string;
};

/** The key of a row of an imported table begins so. */
const IMPORTED = "import:%";

/**
 * The counted activities of organisations that came to be counted in a span of time: told in
 * it, or freed in it from what had held them. What came from a table is none of them. By day and id.
 */
export async function findLate(db: Db, { organisations, ...span }: LateWanted): Promise<StoredActivity[]> {
  const rows = await late(db, { organisations: JSON.stringify(organisations), ...span });
  return rows.map(({ people, ...row }) => activityOf(row, people === null ? [] : people.split(",").map(Number)));
}

type Given = Omit<LateWanted, "organisations"> & { readonly organisations: string };

const late = query((db, { organisations, first, last, since, until }: Given) =>
  db
    .selectFrom("activity")
    .selectAll("activity")
    .select(
      sql<
        string | null
      >`(select ${listed(db, sql.ref("person_id"))} from participation where activity_id = activity.id)`.as("people"),
    )
    .where("organisation_id", "in", numbersIn(db, organisations))
    .where("first_day", ">=", first)
    .where("first_day", "<=", last)
    .where("state", "=", sql.lit<State>("counted"))
    .where("source_key", "not like", sql.lit(IMPORTED))
    .where((eb) =>
      eb.or([
        eb.and([eb("created_at", ">", since), eb("created_at", "<=", until)]),
        eb.and([eb("version", ">", sql.lit(1)), eb.exists(freed(eb, { since, until }))]),
      ]),
    )
    .orderBy("first_day")
    .orderBy("id"),
);

/** What frees a held record: an answer, or that what it waited for is settled. */
function freed(
  { selectFrom }: ExpressionBuilder<Schema, "activity">,
  { since, until }: Pick<LateWanted, "since" | "until">,
) {
  return selectFrom("journal as j")
    .innerJoin("journal_body as b", "b.journal_id", "j.id")
    .select("j.id")
    .whereRef("j.activity_id", "=", "activity.id")
    .where("j.at", ">", since)
    .where("j.at", "<=", until)
    .where((eb) =>
      eb.or([
        eb("j.operation", "in", [sql.lit("accept"), sql.lit("separate"), sql.lit("free")]),
        eb.and([
          eb("j.operation", "in", [sql.lit("answer"), sql.lit("edit")]),
          eb("b.body", "like", sql.lit('{"before":{%"state":"held"%')),
        ]),
      ]),
    );
}
