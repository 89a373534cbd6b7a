import { sql } from "kysely";
import { findLink } from "../attachment-links.ts";
import { type AttachmentRow, dropAttachment } from "../attachments.ts";
import type { Erasure } from "../erasure.ts";
import type { Trx } from "../schema.ts";
import { accountIds, GONE, holds } from "./traces.ts";

/**
 * Takes a person out of what they sent: photos that only their own records have are removed;
 * those of an event that others logged, joined or took part in stay with the branch, under
 * nobody's name. The bytes are looked after by whoever calls this.
 */
export async function eraseAttachments(trx: Trx, erasure: Erasure): Promise<void> {
  const { traces, rekey } = erasure;
  const own = await trx.selectFrom("attachment").selectAll().where("person_id", "in", traces.people).execute();
  for (const file of own) {
    if (!(await isOthersToo(trx, file, traces.people))) await dropAttachment(trx, file.id);
    const change = { chat: GONE, album: null, name: null, unique_id: null, source_key: rekey(file.source_key) };
    await trx.updateTable("attachment").set(change).where("id", "=", file.id).execute();
  }
  await eraseMentions(trx, erasure);
  await eraseWaiting(trx, erasure);
}

/** Whether the event that a file shows is not this person's alone. */
async function isOthersToo(trx: Trx, file: AttachmentRow, people: readonly number[]): Promise<boolean> {
  const link = await findLink(trx, file.id);
  if (link === undefined) return false;
  const { rows } = await sql`select 1 from activity a
    left join activity r on r.id = a.id or (r.joined = 1 and r.twin_id = a.id)
    left join participation p on p.activity_id = a.id
    where a.id = (select coalesce(case when joined = 1 then twin_id end, id) from activity where id = ${link.activity})
    and (a.author_id not in (${sql.join(people)}) or r.author_id not in (${sql.join(people)})
      or p.person_id not in (${sql.join(people)})) limit 1`.execute(trx);
  return rows.length > 0;
}

/** Names of files that others sent. */
async function eraseMentions(trx: Trx, { mentions }: Erasure): Promise<void> {
  await trx
    .updateTable("attachment")
    .set({ name: null })
    .where(holds(trx, "name", mentions))
    .execute();
}

/** What was still to be fetched, and where their photos were to go. */
async function eraseWaiting(trx: Trx, { traces, tells, rekey }: Erasure): Promise<void> {
  const ids = accountIds(traces);
  const waiting = await trx
    .selectFrom("download")
    .select(["id", "source_key", "payload", "state"])
    .where((eb) => eb.or([holds(trx, "source_key", ids), holds(trx, "payload", ids)]))
    .execute();
  for (const { id, source_key, payload, state } of waiting) {
    if (!tells(`${source_key} ${payload}`)) continue;
    const change = {
      payload: "{}",
      state: state === "queued" ? ("dead" as const) : state,
      source_key: rekey(source_key),
    };
    await trx.updateTable("download").set(change).where("id", "=", id).execute();
  }
  for (const { channel, externalId } of traces.accounts) {
    await trx.deleteFrom("album").where("chat", "=", `${channel}:${externalId}`).execute();
  }
  await trx.deleteFrom("photo_request").where("person_id", "in", traces.people).execute();
}
