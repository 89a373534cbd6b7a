import { sql } from "kysely";
import type { AttachmentRow, Sent } from "./attachments.ts";
import { numbersIn } from "./database/dialect.ts";
import type { Linking } from "./schema/attachments.ts";
import type { Db } from "./schema.ts";

/** A person's files, sent since an instant, of which nobody knows yet where they belong; oldest first. */
export async function findUnplaced(db: Db, { person, organisation, since }: Sent): Promise<AttachmentRow[]> {
  return db
    .selectFrom("attachment as t")
    .selectAll("t")
    .where("t.person_id", "=", person)
    .where("t.organisation_id", "=", organisation)
    .where("t.state", "<>", sql.lit("gone"))
    .where("t.sent_at", ">=", since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom("activity_attachment as l").select("l.activity_id").whereRef("l.attachment_id", "=", "t.id")),
      ),
    )
    .orderBy("t.id")
    .execute();
}

/** The record of a file, and how that is known. */
export async function findLink(db: Db, attachment: number): Promise<{ activity: number; how: Linking } | undefined> {
  return db
    .selectFrom("activity_attachment")
    .select(["activity_id as activity", "how"])
    .where("attachment_id", "=", attachment)
    .executeTakeFirst();
}

/** Lets a file belong to a record, in place of the one it belonged to. */
export async function linkAttachment(
  db: Db,
  { activity, attachment, how }: { activity: number; attachment: number; how: Linking },
): Promise<void> {
  await db.deleteFrom("activity_attachment").where("attachment_id", "=", attachment).execute();
  await db
    .insertInto("activity_attachment")
    .values({ activity_id: activity, attachment_id: attachment, how })
    .execute();
}

/** A file of a record, which may be a report's that was joined to it. */
export type PlacedAttachment = AttachmentRow & { readonly activity: number; readonly report: number };

/**
 * The files of records, by record and in the order of sending. Those of reports that were
 * joined to a record are its own as long as they are joined, and the same bytes stand once.
 */
export async function findAttachments(db: Db, activities: readonly number[]): Promise<PlacedAttachment[]> {
  if (activities.length === 0) return [];
  const asked = new Set(activities);
  const ids = numbersIn(db, JSON.stringify(activities));
  const rows = await db
    .selectFrom("activity_attachment as l")
    .innerJoin("activity as r", "r.id", "l.activity_id")
    .innerJoin("attachment as t", "t.id", "l.attachment_id")
    .selectAll("t")
    .select(["r.id as report", "r.twin_id", "r.joined"])
    .where("t.state", "<>", sql.lit("gone"))
    .where((eb) =>
      eb.or([eb("r.id", "in", ids), eb.and([eb("r.twin_id", "in", ids), eb("r.joined", "=", sql.lit(1))])]),
    )
    .orderBy("t.id")
    .execute();
  const placed = rows.flatMap(({ twin_id, joined, ...row }) => {
    const event = joined === 1 && twin_id !== null ? twin_id : undefined;
    const own = asked.has(row.report) ? [row.report] : [];
    const brought = event !== undefined && asked.has(event) ? [event] : [];
    return [...own, ...brought].map((activity) => ({ ...row, activity }));
  });
  return once(placed);
}

/** Other files of the report that a file belongs to with the same bytes: {@link findAttachments} tells one of them. */
export async function findCopies(
  db: Db,
  { id, report, sha256 }: Pick<PlacedAttachment, "id" | "report" | "sha256">,
): Promise<AttachmentRow[]> {
  if (sha256 === null) return [];
  return db
    .selectFrom("attachment as t")
    .innerJoin("activity_attachment as l", "l.attachment_id", "t.id")
    .selectAll("t")
    .where("l.activity_id", "=", report)
    .where("t.sha256", "=", sha256)
    .where("t.id", "<>", id)
    .orderBy("t.id")
    .execute();
}

function once(placed: readonly PlacedAttachment[]): PlacedAttachment[] {
  const seen = new Set<string>();
  return placed.filter(({ activity, id, sha256, unique_id }) => {
    const key = `${activity} ${sha256 ?? unique_id ?? id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
