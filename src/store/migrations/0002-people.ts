import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

export async function up(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, strict, keyed } = wordsOf(db);
  await sql`alter table membership add column via_chat ${text}`.execute(db);
  await sql`create index membership_via_chat on membership (via_chat) where via_chat is not null`.execute(db);

  await sql`create table invite (
    id ${id},
    code_hash ${text} not null unique,
    organisation_id ${whole} references organisation (id),
    role ${text} not null check (role in ('member', 'recorder', 'secretary', 'auditor', 'admin')),
    uses_left ${whole} not null check (uses_left >= 0),
    expires_at ${text} not null,
    person_id ${whole} references person (id),
    created_at ${text} not null
  ) ${strict}`.execute(db);

  await sql`create table joining (
    channel ${text} not null,
    external_id ${text} not null,
    organisation_id ${whole} references organisation (id),
    role ${text} not null check (role in ('member', 'recorder', 'secretary', 'auditor', 'admin')),
    invite_id ${whole} references invite (id),
    via_chat ${text},
    name ${text},
    expires_at ${text} not null,
    primary key (channel, external_id)
  ) ${keyed}`.execute(db);
  await sql`create index joining_expires on joining (expires_at)`.execute(db);

  await sql`create table link (
    code_hash ${text} not null primary key,
    person_id ${whole} not null references person (id),
    channel ${text} not null,
    external_id ${text} not null,
    state ${text} not null check (state in ('open', 'typed', 'claimed')),
    other_channel ${text},
    other_id ${text},
    expires_at ${text} not null
  ) ${keyed}`.execute(db);
  await sql`create index link_expires on link (expires_at)`.execute(db);

  await sql`create table throttle (
    key ${text} not null primary key,
    hits ${text} not null,
    expires_at ${text} not null
  ) ${keyed}`.execute(db);
  await sql`create index throttle_expires on throttle (expires_at)`.execute(db);

  await sql`create table chosen (
    chat ${text} not null primary key,
    organisation_id ${whole} references organisation (id),
    waiting ${text}
  ) ${keyed}`.execute(db);
}
