import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { dialectOf } from "../database/dialect.ts";
import type { Account } from "../joining.ts";
import type { Db } from "../schema.ts";

/** What an erased person is called. */
export const ERASED_NAME = "（已抹除）";

/** What stands where a chat or a key was. */
export const GONE = "erased";

/** By what a person is known in the store: to be found again, and to be erased. */
export type Traces = {
  /** The person, and others that were merged into them when accounts were linked. */
  readonly people: readonly number[];
  /** The name and earlier ones. */
  readonly names: readonly string[];
  /** Every account they ever wrote from. */
  readonly accounts: readonly Account[];
};

const link = z.object({ merged: z.number().nullable() });
const renamed = z.object({ before: z.string() });
const sender = z.object({ channel: z.string(), from: z.object({ id: z.string() }) });

/** Collects what a person is known by. Reads the messages of one person whole: not for every day. */
export async function findTraces(db: Db, personId: number): Promise<Traces> {
  const people = await peopleOf(db, personId);
  const names = await db.selectFrom("person").select("name").where("id", "in", people).execute();
  const earlier = await bodies(db, { people, operation: "rename-person" }, renamed);
  const all = [...names.map(({ name }) => name), ...earlier.map(({ before }) => before)];
  const known = new Set(all.filter((name) => name !== ERASED_NAME));
  return { people, names: [...known], accounts: await accountsOf(db, people) };
}

async function peopleOf(db: Db, personId: number): Promise<number[]> {
  const found = new Set([personId]);
  for (const id of found) {
    for (const { merged } of await bodies(db, { people: [id], operation: "link" }, link))
      if (merged !== null) found.add(merged);
  }
  return [...found];
}

async function bodies<T>(
  db: Db,
  { people, operation }: { readonly people: readonly number[]; readonly operation: string },
  shape: z.ZodType<T>,
): Promise<T[]> {
  const rows = await db
    .selectFrom("journal as j")
    .innerJoin("journal_body as b", "b.journal_id", "j.id")
    .select("b.body")
    .where("j.person_id", "in", people)
    .where("j.operation", "=", operation)
    .orderBy("j.id")
    .execute();
  return rows.flatMap(({ body }) => {
    const read = shape.safeParse(body === null ? undefined : JSON.parse(body));
    return read.success ? [read.data] : [];
  });
}

async function accountsOf(db: Db, people: readonly number[]): Promise<Account[]> {
  const identities = await db
    .selectFrom("identity")
    .select(["channel", "external_id"])
    .where("person_id", "in", people)
    .execute();
  const accounts = new Map(
    identities.map(({ channel, external_id }) => [`${channel}:${external_id}`, { channel, externalId: external_id }]),
  );
  const messages = await db.selectFrom("inbox").select("payload").where("person_id", "in", people).execute();
  for (const { payload } of messages) {
    const read = sender.safeParse(payload === "" ? undefined : JSON.parse(payload));
    if (!read.success) continue;
    const { channel, from } = read.data;
    accounts.set(`${channel}:${from.id}`, { channel, externalId: from.id });
  }
  return [...accounts.values()];
}

/** The ids of a person's accounts, each once, whatever the platform. */
export function accountIds({ accounts }: Pick<Traces, "accounts">): string[] {
  return [...new Set(accounts.map(({ externalId }) => externalId))];
}

/** Whether a column of text holds one of these words, as it stands; nothing is held where there are none. */
export function holds(db: Db, column: string, words: readonly string[]): RawBuilder<boolean> {
  if (words.length === 0) return sql<boolean>`1 = 0`;
  const find = dialectOf(db) === "postgres" ? sql.raw("strpos") : sql.raw("instr");
  return sql<boolean>`(${sql.join(
    words.map((word) => sql`${find}(${sql.ref(column)}, ${word}) > 0`),
    sql` or `,
  )})`;
}
