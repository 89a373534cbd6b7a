import { type QueryExecutorProvider, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

export async function up(db: QueryExecutorProvider): Promise<void> {
  await createDownloads(db);
  await createAttachments(db);
  // A reply to a message of the bot is about what that message answered.
  await sql`create index outbox_reference on outbox (reference, channel, chat) where reference is not null`.execute(db);
}

async function createDownloads(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, strict } = wordsOf(db);
  await sql`create table download (
    id ${id},
    source_key ${text} not null,
    source_n ${whole} not null,
    purpose ${text} not null,
    channel ${text} not null,
    payload ${text} not null,
    state ${text} not null check (state = 'queued' or state = 'done' or state = 'dead'),
    attempts ${whole} not null,
    not_before ${text} not null,
    created_at ${text} not null,
    error ${text},
    unique (source_key, source_n)
  ) ${strict}`.execute(db);
  await sql`create index download_queued on download (id) where state = 'queued'`.execute(db);
}

async function createAttachments(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, strict, keyed } = wordsOf(db);
  await sql`create table attachment (
    id ${id},
    source_key ${text} not null,
    source_n ${whole} not null,
    organisation_id ${whole} not null references organisation (id),
    person_id ${whole} not null references person (id),
    chat ${text} not null,
    album ${text},
    kind ${text} not null check (kind = 'image' or kind = 'file'),
    unique_id ${text},
    name ${text},
    state ${text} not null check (state = 'coming' or state = 'kept' or state = 'gone'),
    sha256 ${text},
    mime ${text},
    size ${whole},
    sent_at ${text} not null,
    created_at ${text} not null,
    unique (source_key, source_n),
    check (state <> 'kept' or (sha256 is not null and mime is not null and size is not null))
  ) ${strict}`.execute(db);
  await sql`create index attachment_sender on attachment (chat, person_id, id)`.execute(db);
  await sql`create index attachment_person on attachment (person_id)`.execute(db);
  await sql`create index attachment_album on attachment (chat, album) where album is not null`.execute(db);
  await sql`create index attachment_bytes on attachment (sha256) where sha256 is not null`.execute(db);

  await sql`create table activity_attachment (
    activity_id ${whole} not null references activity (id),
    attachment_id ${whole} not null references attachment (id),
    how ${text} not null check (how = 'caption' or how = 'reply' or how = 'after' or how = 'said'),
    primary key (activity_id, attachment_id)
  ) ${keyed}`.execute(db);
  await sql`create index activity_attachment_of on activity_attachment (attachment_id)`.execute(db);

  // Siblings of an album arrive one by one and in any order: what one of them says holds for all.
  await sql`create table album (
    chat ${text} not null,
    album ${text} not null,
    activity_id ${whole} references activity (id),
    how ${text} not null check (how = 'caption' or how = 'reply' or how = 'after' or how = 'said' or how = 'asked' or how = 'refused'),
    primary key (chat, album)
  ) ${keyed}`.execute(db);

  await sql`create table photo_request (
    chat ${text} not null,
    person_id ${whole} not null references person (id),
    activity_id ${whole} not null references activity (id),
    asked_at ${text} not null,
    primary key (chat, person_id)
  ) ${keyed}`.execute(db);
}
