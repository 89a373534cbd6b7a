import { sql } from "kysely";
import type { Erasure } from "../erasure.ts";
import { redactTemplates } from "../own-templates.ts";
import { redactPromises } from "../promises.ts";
import type { Trx } from "../schema.ts";
import { forgetWaitingFiles } from "../waiting-files.ts";
import { accountIds, holds } from "./traces.ts";

/** Takes a person out of drafts and of all that people stated, promised or left for them. */
export async function eraseReports(trx: Trx, erasure: Erasure): Promise<void> {
  const { mentions, redact } = erasure;
  await eraseDrafts(trx, erasure);
  await redactStated(trx, erasure);
  await redactPromises(trx, mentions, redact);
  await redactTemplates(trx, mentions, redact);
  await forgetWaitingFiles(trx);
  await emptyJobs(trx, erasure);
}

async function eraseDrafts(trx: Trx, { traces, snapshot }: Erasure): Promise<void> {
  const drafts = await trx
    .selectFrom("draft")
    .select(["id", "snapshot"])
    .where(holds(trx, "snapshot", [...traces.names, ...accountIds(traces)]))
    .execute();
  for (const { id, snapshot: json } of drafts) {
    await trx
      .updateTable("draft")
      .set({ snapshot: snapshot(json) })
      .where("id", "=", id)
      .execute();
  }
}

async function redactStated(trx: Trx, { mentions, redact }: Erasure): Promise<void> {
  const stated = await trx
    .selectFrom("manual_value")
    .selectAll()
    .where((eb) => eb.or([holds(trx, "value", mentions), holds(trx, "field", mentions)]))
    .execute();
  for (const { organisation_id, year, field, value } of stated) {
    // A blank of a template may be named after somebody; the template's words change in the same way.
    const name = redact(field);
    const of = trx.deleteFrom("manual_value").where("organisation_id", "=", organisation_id).where("year", "=", year);
    if (name !== field) await of.where("field", "=", name).execute();
    await trx
      .updateTable("manual_value")
      .set({ value: redact(value), field: name })
      .where("organisation_id", "=", organisation_id)
      .where("year", "=", year)
      .where("field", "=", field)
      .execute();
  }
}

/** Of work that is done; what is still to be done keeps what it needs. */
async function emptyJobs(trx: Trx, { traces, tells }: Erasure): Promise<void> {
  const jobs = await trx
    .selectFrom("job")
    .select(["id", "payload"])
    .where("state", "<>", sql.lit("queued"))
    .where(holds(trx, "payload", accountIds(traces)))
    .execute();
  for (const { id } of jobs.filter(({ payload }) => tells(payload))) {
    await trx.updateTable("job").set({ payload: "{}" }).where("id", "=", id).execute();
  }
}
