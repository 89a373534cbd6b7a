import { sql } from "kysely";
import { numbersIn } from "../database/dialect.ts";
import type { Account } from "../joining.ts";
import { findAccounts } from "../links.ts";
import { findOrganisations } from "../organisations.ts";
import type { Person } from "../people.ts";
import type { Db, Role } from "../schema.ts";
import { type HalfTold, halfToldBy, type PersonalPhoto, photosOf } from "./personal-parts.ts";
import { holds } from "./traces.ts";

/** Everything that is kept about one person. Instants are ISO 8601 in UTC. */
export type PersonalData = {
  readonly id: number;
  readonly name: string;
  readonly since: string;
  readonly accounts: readonly Account[];
  readonly memberships: readonly { readonly organisation: string; readonly role: Role; readonly since: string }[];
  readonly messages: readonly {
    readonly key: string;
    readonly sentAt: string;
    readonly kind: string;
    readonly payload: unknown;
    readonly outcome: string;
    readonly records: unknown;
  }[];
  /** What the bot sent to their private chats. */
  readonly replies: readonly { readonly createdAt: string; readonly payload: unknown }[];
  readonly records: readonly {
    readonly id: number;
    readonly organisation: string;
    readonly state: string;
    readonly kinds: unknown;
    readonly firstDay: string | null;
    readonly lastDay: string | null;
    readonly title: string | null;
    readonly logged: boolean;
    readonly took: boolean;
  }[];
  /** What they sent besides words and was not removed. */
  readonly photos: readonly PersonalPhoto[];
  readonly filled: readonly { readonly year: number; readonly field: string; readonly value: string }[];
  /** What they began to tell step by step and have not told whole. */
  readonly halfTold: readonly HalfTold[];
  /** What they did, and what was done that names them. */
  readonly journal: readonly {
    readonly at: string;
    readonly operation: string;
    readonly activity: number | null;
    readonly own: boolean;
    readonly body: unknown;
  }[];
};

/** Reads everything that is kept about a person. */
export async function findPersonalData(db: Db, id: number): Promise<PersonalData> {
  const person = await db.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const paths = new Map((await findOrganisations(db)).map((one) => [one.id, one.path]));
  const accounts = await findAccounts(db, id);
  const seats = await db.selectFrom("membership").selectAll().where("person_id", "=", id).orderBy("since").execute();
  return {
    id,
    name: person.name,
    since: person.created_at,
    accounts,
    memberships: seats.map(({ organisation_id, role, since }) => ({
      organisation: paths.get(organisation_id) ?? "",
      role,
      since,
    })),
    messages: await messagesOf(db, id),
    replies: await repliesTo(db, accounts),
    records: await recordsOf(db, id, paths),
    photos: await photosOf(db, id),
    filled: await db
      .selectFrom("manual_value")
      .select(["year", "field", "value"])
      .where("person_id", "=", id)
      .orderBy("year")
      .orderBy("field")
      .execute(),
    halfTold: await halfToldBy(db, id),
    journal: await journalOf(db, id, person.name),
  };
}

async function messagesOf(db: Db, id: number): Promise<PersonalData["messages"]> {
  const rows = await db
    .selectFrom("inbox")
    .selectAll()
    .where("person_id", "=", id)
    .orderBy("sent_at")
    .orderBy("key")
    .execute();
  return rows.map(({ key, sent_at, kind, payload, outcome, records }) => ({
    key,
    sentAt: sent_at,
    kind,
    payload: jsonOf(payload),
    outcome,
    records: jsonOf(records),
  }));
}

async function repliesTo(db: Db, accounts: PersonalData["accounts"]): Promise<PersonalData["replies"]> {
  const replies: { createdAt: string; payload: unknown }[] = [];
  for (const { channel, externalId } of accounts) {
    const rows = await db
      .selectFrom("outbox")
      .select(["created_at", "payload"])
      .where("channel", "=", channel)
      .where("chat", "=", externalId)
      .orderBy("id")
      .execute();
    replies.push(...rows.map(({ created_at, payload }) => ({ createdAt: created_at, payload: jsonOf(payload) })));
  }
  return replies;
}

async function recordsOf(db: Db, id: number, paths: ReadonlyMap<number, string>): Promise<PersonalData["records"]> {
  const taken = await db.selectFrom("participation").select("activity_id").where("person_id", "=", id).execute();
  const took = new Set(taken.map(({ activity_id }) => activity_id));
  const rows = await db
    .selectFrom("activity")
    .selectAll()
    .where((eb) => eb.or([eb("author_id", "=", id), eb("id", "in", numbersIn(db, JSON.stringify([...took])))]))
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    organisation: paths.get(row.organisation_id) ?? "",
    state: row.state,
    kinds: jsonOf(row.kinds),
    firstDay: row.first_day,
    lastDay: row.last_day,
    title: row.title,
    logged: row.author_id === id,
    took: took.has(row.id),
  }));
}

/** Bodies of what others did stay out, but for those that name this person: they may name others. */
async function journalOf(db: Db, id: number, name: string): Promise<PersonalData["journal"]> {
  const mentions = [`"person":${id},`, `"person":${id}}`, ...([...name].length < 2 ? [] : [name])];
  const rows = await db
    .selectFrom("journal as j")
    .leftJoin("journal_body as b", "b.journal_id", "j.id")
    .select(["j.at", "j.operation", "j.activity_id", "j.person_id", "b.body"])
    .where((eb) => eb.or([eb("j.person_id", "=", id), holds(db, "b.body", mentions)]))
    .orderBy("j.id")
    .execute();
  return rows.map(({ at, operation, activity_id, person_id, body }) => ({
    at,
    operation,
    activity: activity_id,
    own: person_id === id,
    body: person_id === id && body !== null ? jsonOf(body) : null,
  }));
}

function jsonOf(text: string): unknown {
  return text === "" ? null : JSON.parse(text);
}

/** Where a person is a member, by id. */
export async function findOrganisationsOf(db: Db, id: number): Promise<number[]> {
  const rows = await db
    .selectFrom("membership")
    .select("organisation_id")
    .where("person_id", "=", id)
    .orderBy("organisation_id")
    .execute();
  return rows.map(({ organisation_id }) => organisation_id);
}

export async function findPerson(db: Db, id: number): Promise<Person | undefined> {
  return db.selectFrom("person").select(["id", "name"]).where("id", "=", id).executeTakeFirst();
}

/** People of this name who are members of nothing any more, and of whom an organisation has records, by id. */
export async function findFormerNamed(db: Db, organisation: number, name: string): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select p.id, p.name from person p where p.name = ${name}
    and not exists (select 1 from membership m where m.person_id = p.id)
    and (exists (select 1 from journal j where j.person_id = p.id and j.organisation_id = ${organisation})
      or exists (select 1 from participation t join activity a on a.id = t.activity_id
        where t.person_id = p.id and a.organisation_id = ${organisation}))
    order by p.id`.execute(db);
  return rows;
}
