import { sql } from "kysely";
import { redactJson } from "../../ledger/redact.ts";
import { command } from "../database/statement.ts";
import type { Erasure } from "../erasure.ts";
import type { Trx } from "../schema.ts";
import { GONE, holds } from "./traces.ts";

/** Leaves what a person logged under nobody's account, and takes their name out of all records. */
export async function eraseRecords(trx: Trx, erasure: Erasure): Promise<void> {
  await disownRecords(trx, erasure);
  await redactRecords(trx, erasure);
  await trx
    .updateTable("question")
    .set({ chat: GONE, state: sql`case when state = 'open' then 'dropped' else state end` })
    .where("person_id", "in", erasure.traces.people)
    .execute();
}

async function disownRecords(trx: Trx, { traces, rekey }: Erasure): Promise<void> {
  const own = await trx
    .selectFrom("activity")
    .select(["id", "source_key"])
    .where("author_id", "in", traces.people)
    .execute();
  for (const { id, source_key } of own) {
    await disown(trx, { id, key: rekey(source_key) });
  }
}

const disown = command((db, { id, key }: { id: number; key: string }) =>
  db.updateTable("activity").set({ chat: GONE, source_key: key }).where("id", "=", id),
);

async function redactRecords(trx: Trx, { mentions, redact }: Erasure): Promise<void> {
  const named = await trx
    .selectFrom("activity")
    .select(["id", "title", "place", "doubts"])
    .where((eb) =>
      eb.or([holds(trx, "title", mentions), holds(trx, "place", mentions), holds(trx, "doubts", mentions)]),
    )
    .execute();
  for (const { id, title, place, doubts } of named) {
    const change = {
      title: title === null ? null : redact(title),
      place: place === null ? null : redact(place),
      doubts: redactJson(doubts, redact),
    };
    await trx.updateTable("activity").set(change).where("id", "=", id).execute();
  }
}
