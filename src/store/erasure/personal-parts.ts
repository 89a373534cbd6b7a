import { sql } from "kysely";
import type { Db } from "../schema.ts";

/** A photo or file that somebody sent, as they are told of it. */
export type PersonalPhoto = {
  readonly id: number;
  readonly sentAt: string;
  readonly kind: "image" | "file";
  readonly name: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  /** The record it is of. */
  readonly record: number | null;
};

/** What somebody began to tell, or to correct of a record: the words by field. */
export type HalfTold = {
  readonly record: number | null;
  readonly touchedAt: string;
  readonly entered: unknown;
};

/** What somebody began to tell and has not finished, oldest first. */
export async function halfToldBy(db: Db, id: number): Promise<HalfTold[]> {
  const rows = await db
    .selectFrom("guide")
    .select(["record_id", "touched_at", "entered"])
    .where("person_id", "=", id)
    .orderBy("touched_at")
    .execute();
  return rows.map(({ record_id, touched_at, entered }) => ({
    record: record_id,
    touchedAt: touched_at,
    entered: JSON.parse(entered) as unknown,
  }));
}

/** What somebody sent and is still kept, in the order of sending. */
export async function photosOf(db: Db, id: number): Promise<PersonalPhoto[]> {
  return db
    .selectFrom("attachment as t")
    .leftJoin("activity_attachment as l", "l.attachment_id", "t.id")
    .select([
      "t.id",
      "t.sent_at as sentAt",
      "t.kind",
      "t.name",
      "t.mime",
      "t.size",
      "t.sha256",
      "l.activity_id as record",
    ])
    .where("t.person_id", "=", id)
    .where("t.state", "<>", sql.lit("gone"))
    .orderBy("t.id")
    .execute();
}
