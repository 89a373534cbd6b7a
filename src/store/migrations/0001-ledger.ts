import { type QueryExecutorProvider, type RawBuilder, sql } from "kysely";
import { wordsOf } from "../database/dialect.ts";

export async function up(db: QueryExecutorProvider): Promise<void> {
  await createPeople(db);
  await createActivities(db);
  await createTalk(db);
  await createJournal(db);
  await createReports(db);
}

async function createPeople(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, strict, keyed } = wordsOf(db);
  await sql`create table organisation (
    id ${id},
    parent_id ${whole} references organisation (id),
    name ${text} not null,
    level ${text} not null check (${oneOf("level", ["党委", "党总支", "党支部", "党小组"])}),
    zone ${text} not null,
    created_at ${text} not null
  ) ${strict}`.execute(db);
  // Two roots have no parent, and null is never equal to null.
  await sql`create unique index organisation_place on organisation (coalesce(parent_id, 0), name)`.execute(db);

  await sql`create index organisation_parent on organisation (parent_id)`.execute(db);

  await sql`create table person (id ${id}, name ${text} not null, created_at ${text} not null) ${strict}`.execute(db);
  await sql`create index person_name on person (name)`.execute(db);

  await sql`create table identity (
    channel ${text} not null,
    external_id ${text} not null,
    person_id ${whole} not null references person (id),
    primary key (channel, external_id)
  ) ${keyed}`.execute(db);
  await sql`create index identity_person on identity (person_id)`.execute(db);

  await sql`create table membership (
    person_id ${whole} not null references person (id),
    organisation_id ${whole} not null references organisation (id),
    role ${text} not null check (${oneOf("role", ["member", "recorder", "secretary", "auditor", "admin"])}),
    since ${text} not null,
    primary key (person_id, organisation_id)
  ) ${keyed}`.execute(db);
  await sql`create index membership_organisation on membership (organisation_id, person_id)`.execute(db);

  await sql`create table chat (
    key ${text} not null primary key,
    organisation_id ${whole} not null references organisation (id),
    created_at ${text} not null
  ) ${keyed}`.execute(db);
}

async function createActivities(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, real, strict, keyed } = wordsOf(db);
  await sql`create table activity (
    id ${id},
    source_key ${text} not null,
    source_n ${whole} not null,
    organisation_id ${whole} not null references organisation (id),
    author_id ${whole} not null references person (id),
    chat ${text} not null,
    state ${text} not null check (${oneOf("state", ["counted", "held", "void"])}),
    held_for ${text} check (${oneOf("held_for", ["kind", "date", "same", "again", "closed"])}),
    twin_id ${whole} references activity (id),
    joined ${whole} not null check (joined in (0, 1)),
    kinds ${text} not null,
    first_day ${text} check (first_day like '____-__-__'),
    last_day ${text} check (last_day like '____-__-__'),
    half ${text} check (${oneOf("half", ["morning", "afternoon", "evening"])}),
    title ${text},
    place ${text},
    headcount ${whole},
    headcount_bound ${text} check (${oneOf("headcount_bound", ["exact", "least", "approx"])}),
    minutes ${real},
    minutes_bound ${text} check (${oneOf("minutes_bound", ["exact", "least", "approx"])}),
    quantities ${text} not null,
    doubts ${text} not null,
    sent_at ${text} not null,
    created_at ${text} not null,
    version ${whole} not null default 1,
    unique (source_key, source_n),
    check ((first_day is null) = (last_day is null) and first_day <= last_day),
    check (state <> 'counted' or (first_day is not null and kinds <> '[]')),
    check ((state = 'held') = (held_for is not null))
  ) ${strict}`.execute(db);
  await sql`create index activity_first_day on activity (organisation_id, first_day, id)`.execute(db);
  await sql`create index activity_last_day on activity (organisation_id, last_day, first_day)`.execute(db);
  await sql`create index activity_author on activity (chat, author_id, id)`.execute(db);
  await sql`create index activity_twin on activity (twin_id) where twin_id is not null`.execute(db);
  await sql`create index activity_held on activity (organisation_id, id) where state = 'held'`.execute(db);

  await sql`create table activity_kind (
    organisation_id ${whole} not null references organisation (id),
    kind ${text} not null,
    first_day ${text} not null,
    activity_id ${whole} not null references activity (id),
    primary key (organisation_id, kind, first_day, activity_id)
  ) ${keyed}`.execute(db);

  await sql`create table participation (
    activity_id ${whole} not null references activity (id),
    person_id ${whole} not null references person (id),
    part ${text} not null check (${oneOf("part", ["took", "led", "spoke", "recorded"])}),
    primary key (activity_id, person_id)
  ) ${keyed}`.execute(db);
  await sql`create index participation_person on participation (person_id)`.execute(db);

  await sql`create table apart (
    first_id ${whole} not null references activity (id),
    second_id ${whole} not null references activity (id),
    primary key (first_id, second_id),
    check (first_id < second_id)
  ) ${keyed}`.execute(db);
  await sql`create index apart_second on apart (second_id)`.execute(db);
}

async function createTalk(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, strict, keyed } = wordsOf(db);
  await sql`create table inbox (
    key ${text} not null primary key,
    chat ${text} not null,
    person_id ${whole} references person (id),
    kind ${text} not null,
    payload ${text} not null,
    digest ${text},
    sent_at ${text} not null,
    received_at ${text} not null,
    state ${text} not null check (${oneOf("state", ["done", "quarantined", "erased"])}),
    outcome ${text} not null,
    records ${text} not null,
    error ${text}
  ) ${strict}`.execute(db);
  await sql`create index inbox_digest on inbox (person_id, digest, sent_at) where digest is not null`.execute(db);
  await sql`create index inbox_quarantined on inbox (received_at) where state = 'quarantined'`.execute(db);

  await sql`create table question (
    id ${id},
    chat ${text} not null,
    person_id ${whole} not null references person (id),
    organisation_id ${whole} not null references organisation (id),
    activity_id ${whole} not null references activity (id),
    about ${text} not null,
    payload ${text} not null,
    state ${text} not null check (${oneOf("state", ["open", "answered", "dropped"])}),
    opened_at ${text} not null
  ) ${strict}`.execute(db);
  await sql`create index question_asked on question (chat, person_id, id) where state = 'open'`.execute(db);
  await sql`create index question_organisation on question (organisation_id, id) where state = 'open'`.execute(db);
  await sql`create index question_activity on question (activity_id)`.execute(db);

  await sql`create table action (
    id ${text} not null primary key,
    organisation_id ${whole} not null references organisation (id),
    person_id ${whole} not null references person (id),
    operation ${text} not null,
    expires_at ${text} not null,
    used_at ${text}
  ) ${keyed}`.execute(db);
  await sql`create index action_expires on action (expires_at)`.execute(db);

  await sql`create table outbox (
    id ${id},
    key ${text} not null unique,
    channel ${text} not null,
    chat ${text} not null,
    payload ${text} not null,
    state ${text} not null check (${oneOf("state", ["queued", "sent", "dead"])}),
    attempts ${whole} not null,
    not_before ${text} not null,
    created_at ${text} not null,
    sent_at ${text},
    reference ${text},
    error ${text}
  ) ${strict}`.execute(db);
  await sql`create index outbox_queued on outbox (id) where state = 'queued'`.execute(db);
  await sql`create index outbox_postponed on outbox (chat, channel, id) where state = 'queued' and attempts > 0`.execute(
    db,
  );
}

async function createJournal(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, strict } = wordsOf(db);
  await sql`create table journal (
    id ${id},
    at ${text} not null,
    organisation_id ${whole} not null references organisation (id),
    person_id ${whole} references person (id),
    operation ${text} not null,
    activity_id ${whole} references activity (id),
    source_key ${text},
    digest ${text} not null,
    previous ${text} not null,
    hash ${text} not null
  ) ${strict}`.execute(db);
  await sql`create index journal_activity on journal (activity_id) where activity_id is not null`.execute(db);

  await sql`create table journal_body (
    journal_id ${whole} not null primary key references journal (id),
    salt ${text} not null,
    body ${text}
  ) ${strict}`.execute(db);
}

async function createReports(db: QueryExecutorProvider): Promise<void> {
  const { id, text, whole, strict, keyed } = wordsOf(db);
  await sql`create table manual_value (
    organisation_id ${whole} not null references organisation (id),
    year ${whole} not null,
    field ${text} not null,
    value ${text} not null,
    person_id ${whole} not null references person (id),
    set_at ${text} not null,
    primary key (organisation_id, year, field)
  ) ${keyed}`.execute(db);

  await sql`create table draft (
    id ${id},
    organisation_id ${whole} not null references organisation (id),
    year ${whole} not null,
    number ${whole} not null,
    with_sub_units ${whole} not null check (with_sub_units in (0, 1)),
    cutoff ${text} not null,
    snapshot ${text} not null,
    created_at ${text} not null,
    unique (organisation_id, year, number)
  ) ${strict}`.execute(db);

  await sql`create table job (
    id ${id},
    kind ${text} not null,
    payload ${text} not null,
    state ${text} not null check (${oneOf("state", ["queued", "done", "failed"])}),
    created_at ${text} not null,
    error ${text}
  ) ${strict}`.execute(db);
  await sql`create index job_queued on job (id) where state = 'queued'`.execute(db);

  await sql`create table mark (key ${text} not null primary key, value ${text} not null) ${keyed}`.execute(db);
}

/** Whether a column holds one of some words, or nothing. With `in`, SQLite would list them anew at every insert. */
function oneOf(column: string, words: readonly string[]): RawBuilder<boolean> {
  return sql`${sql.join(
    words.map((word) => sql`${sql.ref(column)} = ${sql.lit(word)}`),
    sql` or `,
  )}`;
}
