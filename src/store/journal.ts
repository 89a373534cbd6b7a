import { hash } from "node:crypto";
import { type Selectable, sql } from "kysely";
import { command, getId, query } from "./database/statement.ts";
import type { Db, JournalBodyTable, JournalTable, Trx } from "./schema.ts";

/** What was done, by whom, to what; `at` is an instant. */
export type JournalEntry = {
  readonly at: string;
  readonly organisationId: number;
  readonly personId: number | null;
  readonly operation: string;
  readonly activityId: number | null;
  readonly sourceKey: string | null;
  /** New random text for each entry, so that nobody can guess a body from its digest. */
  readonly salt: string;
  /** What was done, with the values before and after where there are any. */
  readonly body: object;
};

/** A link of the chain, with the text behind it. */
export type JournalRow = Selectable<JournalTable> & {
  /** JSON, or null where it was erased. */
  readonly body: string | null;
  /** The inbox key of the message that caused it, or null where there was none or it was erased. */
  readonly message: string | null;
};

/** Whether the chain holds, or the first row that does not. */
type Verdict =
  | { readonly ok: true; readonly rows: number }
  | { readonly ok: false; readonly id: number; readonly broken: "chain" | "row" | "body" };

const START = "0".repeat(64);
const PAGE = 1000;

/** Adds the next link of the chain. Only inside `writing`, which has one writer at a time. */
export async function appendJournal(trx: Trx, entry: JournalEntry): Promise<number> {
  const [newest] = await head(trx, {});
  const body = JSON.stringify(entry.body);
  const fixed = {
    at: entry.at,
    organisation_id: entry.organisationId,
    person_id: entry.personId,
    operation: entry.operation,
    activity_id: entry.activityId,
    source_key: entry.sourceKey === null ? null : digestOf(entry.salt, entry.sourceKey),
    digest: digestOf(entry.salt, body),
    previous: newest?.hash ?? START,
  };
  const id = getId(await insert(trx, { ...fixed, hash: hashOf(fixed) }));
  await insertBody(trx, { journal_id: id, salt: entry.salt, body, source_key: entry.sourceKey });
  return id;
}

const head = query((db) => db.selectFrom("journal").select(["id", "hash"]).orderBy("id", "desc").limit(sql.lit(1)));

const insert = query((db, row: Omit<Selectable<JournalTable>, "id">) =>
  db.insertInto("journal").values(row).returning("id"),
);

const insertBody = command((db, row: JournalBodyTable) => db.insertInto("journal_body").values(row));

/** The entry that was written last; 0 where there is none. */
export async function newestEntry(db: Db): Promise<number> {
  const [newest] = await head(db, {});
  return newest?.id ?? 0;
}

/** Recomputes the whole chain, so many rows at a time. An erased body is no break. */
export async function verifyJournal(db: Db, atOnce = PAGE): Promise<Verdict> {
  let previous = START;
  let last = 0;
  let rows = 0;
  for (;;) {
    const page = await pageAfter(db, { last, atOnce });
    for (const row of page) {
      const broken = breakOf(row, previous);
      if (broken !== undefined) return { ok: false, id: row.id, broken };
      previous = row.hash;
      last = row.id;
      rows += 1;
    }
    if (page.length < atOnce) return { ok: true, rows };
  }
}

/** What was done to a record, oldest first. */
export async function findHistory(db: Db, activityId: number): Promise<JournalRow[]> {
  return db
    .selectFrom("journal as j")
    .leftJoin("journal_body as b", "b.journal_id", "j.id")
    .selectAll("j")
    .select(["b.body", "b.source_key as message"])
    .where("j.activity_id", "=", activityId)
    .orderBy("j.id")
    .execute();
}

async function pageAfter(db: Db, { last, atOnce }: { readonly last: number; readonly atOnce: number }) {
  return db
    .selectFrom("journal as j")
    .leftJoin("journal_body as b", "b.journal_id", "j.id")
    .selectAll("j")
    .select(["b.body", "b.salt", "b.source_key as message"])
    .where("j.id", ">", last)
    .orderBy("j.id")
    .limit(sql.lit(atOnce))
    .execute();
}

type Link = Omit<Selectable<JournalTable>, "id" | "hash">;

function breakOf(
  row: Link & { hash: string; body: string | null; salt: string | null; message: string | null },
  previous: string,
): "chain" | "row" | "body" | undefined {
  if (row.previous !== previous) return "chain";
  if (hashOf(row) !== row.hash) return "row";
  const { body, message, salt } = row;
  if (body !== null && digestOf(salt ?? "", body) !== row.digest) return "body";
  if (message !== null && digestOf(salt ?? "", message) !== row.source_key) return "body";
  return undefined;
}

function hashOf(link: Link): string {
  return hash(
    "sha256",
    JSON.stringify([
      link.previous,
      link.at,
      link.organisation_id,
      link.person_id,
      link.operation,
      link.activity_id,
      link.source_key,
      link.digest,
    ]),
  );
}

function digestOf(salt: string, body: string): string {
  return hash("sha256", `${salt}\n${body}`);
}
