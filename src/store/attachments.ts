import { type Selectable, sql } from "kysely";
import type { AttachmentTable, Linking } from "./attachments-schema.ts";
import { numbersIn } from "./dialect.ts";
import type { Db } from "./schema.ts";
import { getId } from "./statement.ts";

export type AttachmentRow = Selectable<AttachmentTable>;
export type NewAttachment = Omit<AttachmentRow, "id" | "state" | "sha256" | "mime" | "size">;

/** Keeps that a file is coming, and returns its id. */
export async function addAttachment(db: Db, row: NewAttachment): Promise<number> {
  const added = await db
    .insertInto("attachment")
    .values({ ...row, state: "coming" })
    .returning("id")
    .execute();
  return getId(added);
}

/** The n-th file of a message. */
export async function findAttachment(
  db: Db,
  { key, n }: { key: string; n: number },
): Promise<AttachmentRow | undefined> {
  return db
    .selectFrom("attachment")
    .selectAll()
    .where("source_key", "=", key)
    .where("source_n", "=", n)
    .executeTakeFirst();
}

/** The files of a message that were not removed. */
export async function findAttachmentsOfMessage(db: Db, key: string): Promise<AttachmentRow[]> {
  return db
    .selectFrom("attachment")
    .selectAll()
    .where("source_key", "=", key)
    .where("state", "<>", sql.lit("gone"))
    .orderBy("source_n")
    .execute();
}

/** The files of an album that came until now and were not removed. */
export async function findAlbumFiles(
  db: Db,
  { chat, album }: { chat: string; album: string },
): Promise<AttachmentRow[]> {
  return db
    .selectFrom("attachment")
    .selectAll()
    .where("chat", "=", chat)
    .where("album", "=", album)
    .where("state", "<>", sql.lit("gone"))
    .orderBy("id")
    .execute();
}

type Sent = { readonly person: number; readonly organisation: number; readonly since: string };

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

/** A person's files in a branch, sent since an instant and not removed; oldest first. */
export async function findSentBy(db: Db, { person, organisation, since }: Sent): Promise<AttachmentRow[]> {
  return sentBy(db, { person, since }).selectAll().where("organisation_id", "=", organisation).orderBy("id").execute();
}

/** How many files of a person, sent since an instant to whatever branch, were not removed. */
export async function countSentBy(db: Db, whose: Omit<Sent, "organisation">): Promise<number> {
  const { count } = await sentBy(db, whose)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function sentBy(db: Db, { person, since }: Omit<Sent, "organisation">) {
  return db
    .selectFrom("attachment")
    .where("person_id", "=", person)
    .where("state", "<>", sql.lit("gone"))
    .where("sent_at", ">=", since);
}

/** Keeps what the bytes of a file turned out to be. */
export async function keepAttachment(
  db: Db,
  id: number,
  what: { sha256: string; mime: string; size: number; name: string | null },
): Promise<void> {
  await db
    .updateTable("attachment")
    .set({ ...what, state: "kept" })
    .where("id", "=", id)
    .execute();
}

/** Removes a file from everything it belonged to. Its bytes go with the last one that had them. */
export async function dropAttachment(db: Db, id: number): Promise<void> {
  await db.deleteFrom("activity_attachment").where("attachment_id", "=", id).execute();
  await db
    .updateTable("attachment")
    .set({ state: "gone", sha256: null, mime: null, size: null, name: null, unique_id: null })
    .where("id", "=", id)
    .execute();
}

/** Whether any file still has these bytes. */
export async function hasBytes(db: Db, sha256: string): Promise<boolean> {
  const row = await db.selectFrom("attachment").select("id").where("sha256", "=", sha256).executeTakeFirst();
  return row !== undefined;
}

/** The sizes of all bytes that are kept, by their hashes. */
export async function findHashes(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("attachment")
    .select(["sha256", "size"])
    .distinct()
    .where("sha256", "is not", null)
    .execute();
  return new Map(rows.flatMap(({ sha256, size }) => (sha256 === null || size === null ? [] : [[sha256, size]])));
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
