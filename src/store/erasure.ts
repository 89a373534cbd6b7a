import { sql } from "kysely";
import { type Redact, redactJson } from "../ledger/redact.ts";
import { eraseAttachments } from "./erasure-attachments.ts";
import { setPlainChat } from "./plain-chats.ts";
import { redactPromises } from "./promises.ts";
import type { Db, JournalBodyTable, Trx } from "./schema.ts";
import { ERASED_NAME, GONE, holds, type Traces } from "./traces.ts";
import { forgetWaitingFiles, redactTemplates } from "./waiting-files.ts";

export type Erasure = {
  readonly traces: Traces;
  /** Names that mean this person wherever they stand; none where somebody else has the same. */
  readonly mentions: readonly string[];
  /** Replaces the mentions in words that others wrote. */
  readonly redact: Redact;
  /** A draft's snapshot without the person. */
  readonly snapshot: (json: string) => string;
  /** Whether JSON, a chat or a key of a message tells one of the person's accounts. */
  readonly tells: (text: string) => boolean;
  /** Another word for a key that does so: the same one for the same key, and no way back. */
  readonly rekey: (key: string) => string;
};

/**
 * Takes a person out of the store. Their participations and records stay, under nobody's
 * name, so that no number changes; their messages stay as empty rows, so that none comes
 * twice. To be followed by {@link compact}: what is deleted is still on the disk until then.
 */
export async function eraseRows(trx: Trx, erasure: Erasure): Promise<void> {
  await eraseMessages(trx, erasure);
  await eraseOutbox(trx, erasure);
  await eraseRecords(trx, erasure);
  await eraseJournal(trx, erasure);
  await eraseReports(trx, erasure);
  await eraseAttachments(trx, erasure);
  await eraseAccounts(trx, erasure);
}

async function eraseMessages(trx: Trx, { traces, redact, mentions, tells, rekey }: Erasure): Promise<void> {
  const rows = await trx
    .selectFrom("inbox")
    .select(["key", "person_id", "chat", "payload"])
    .where((eb) =>
      eb.or([
        eb("person_id", "in", traces.people),
        holds(trx, "chat", accountIds(traces)),
        holds(trx, "payload", inJson(traces)),
      ]),
    )
    .execute();
  const gone = { chat: GONE, payload: "", digest: null, state: "erased" as const, error: null };
  for (const { key, person_id, chat, payload } of rows) {
    const own = person_id !== null && traces.people.includes(person_id);
    if (!own && !tells(`${chat} ${payload}`)) continue;
    await trx
      .updateTable("inbox")
      .set({ ...gone, key: rekey(key) })
      .where("key", "=", key)
      .execute();
  }
  const told = await trx
    .selectFrom("inbox")
    .select(["key", "payload"])
    .where(holds(trx, "payload", mentions))
    .execute();
  for (const { key, payload } of told) {
    await trx
      .updateTable("inbox")
      .set({ payload: redactJson(payload, redact) })
      .where("key", "=", key)
      .execute();
  }
}

async function eraseOutbox(trx: Trx, { traces, redact, mentions, rekey }: Erasure): Promise<void> {
  const ids = accountIds(traces);
  const rows = await trx
    .selectFrom("outbox")
    .select(["id", "key", "channel", "chat", "payload", "state", "about"])
    .where((eb) =>
      eb.or([
        holds(trx, "chat", ids),
        holds(trx, "key", ids),
        holds(trx, "payload", mentions),
        holds(trx, "about", ids),
      ]),
    )
    .execute();
  for (const { id, key, channel, chat, payload, state, about } of rows) {
    const theirs = traces.accounts.some((one) => one.channel === channel && one.externalId === chat);
    const change = theirs
      ? { chat: GONE, payload: "", reference: null, error: null, state: state === "queued" ? ("dead" as const) : state }
      : { payload: payload === "" ? "" : redactJson(payload, redact) };
    await trx
      .updateTable("outbox")
      .set({ ...change, key: rekey(key), about: about === null ? null : rekey(about) })
      .where("id", "=", id)
      .execute();
  }
}

async function eraseRecords(trx: Trx, { traces, redact, mentions, rekey }: Erasure): Promise<void> {
  const own = await trx
    .selectFrom("activity")
    .select(["id", "source_key"])
    .where("author_id", "in", traces.people)
    .execute();
  for (const { id, source_key } of own) {
    await trx
      .updateTable("activity")
      .set({ chat: GONE, source_key: rekey(source_key) })
      .where("id", "=", id)
      .execute();
  }
  const named = await trx
    .selectFrom("activity")
    .select(["id", "title", "place", "doubts"])
    .where((eb) =>
      eb.or([holds(trx, "title", mentions), holds(trx, "place", mentions), holds(trx, "doubts", mentions)]),
    )
    .execute();
  for (const { id, title, place, doubts } of named) {
    const change = {
      title: title === null ? null : redact(title),
      place: place === null ? null : redact(place),
      doubts: redactJson(doubts, redact),
    };
    await trx.updateTable("activity").set(change).where("id", "=", id).execute();
  }
  await trx
    .updateTable("question")
    .set({ chat: GONE, payload: "{}", state: sql`case when state = 'open' then 'dropped' else state end` })
    .where("person_id", "in", traces.people)
    .execute();
}

/** Operations whose bodies hold ids and settings and no words of anybody. */
const WORDLESS: ReadonlySet<string> = new Set(
  ["grant-role", "remove-member", "close", "erase", "export"].concat([
    "move-unit",
    "merge-unit",
    "attend",
    "absent",
    "join",
    "photo",
    "photo-removed",
  ]),
);

/** Empties what lies beside the chain; its rows keep ids and digests, and hold. */
async function eraseJournal(trx: Trx, erasure: Erasure): Promise<void> {
  const { traces, mentions } = erasure;
  const rows = await trx
    .selectFrom("journal as j")
    .innerJoin("journal_body as b", "b.journal_id", "j.id")
    .select(["j.id", "j.person_id", "j.operation", "b.body", "b.source_key as message"])
    .where((eb) =>
      eb.or([
        eb("j.person_id", "in", traces.people),
        holds(trx, "b.body", [...mentions, ...accountIds(traces)]),
        holds(trx, "b.source_key", accountIds(traces)),
      ]),
    )
    .execute();
  for (const row of rows) {
    const change = leftOf(row, erasure);
    if (change === undefined) continue;
    await trx.updateTable("journal_body").set(change).where("journal_id", "=", row.id).execute();
  }
}

type Beside = { person_id: number | null; operation: string; body: string | null; message: string | null };

/** What is left of a body that is this person's, names them or tells their account. */
function leftOf(
  { person_id, operation, body, message }: Beside,
  { traces, mentions, tells }: Erasure,
): Partial<JournalBodyTable> | undefined {
  const own = person_id !== null && traces.people.includes(person_id);
  const text = body ?? "";
  const named = mentions.some((name) => text.includes(name)) || tells(text);
  if (named || (own && !WORDLESS.has(operation))) return { body: null, salt: "", source_key: null };
  return own || tells(message ?? "") ? { source_key: null } : undefined;
}

async function eraseReports(trx: Trx, { traces, mentions, redact, snapshot, tells }: Erasure): Promise<void> {
  const drafts = await trx
    .selectFrom("draft")
    .select(["id", "snapshot"])
    .where(holds(trx, "snapshot", [...traces.names, ...accountIds(traces)]))
    .execute();
  for (const { id, snapshot: json } of drafts) {
    await trx
      .updateTable("draft")
      .set({ snapshot: snapshot(json) })
      .where("id", "=", id)
      .execute();
  }
  const stated = await trx
    .selectFrom("manual_value")
    .selectAll()
    .where(holds(trx, "value", mentions))
    .execute();
  for (const { organisation_id, year, field, value } of stated) {
    await trx
      .updateTable("manual_value")
      .set({ value: redact(value) })
      .where("organisation_id", "=", organisation_id)
      .where("year", "=", year)
      .where("field", "=", field)
      .execute();
  }
  await redactPromises(trx, mentions, redact);
  await redactTemplates(trx, mentions, redact);
  await forgetWaitingFiles(trx);
  const jobs = await trx
    .selectFrom("job")
    .select(["id", "payload"])
    .where("state", "<>", sql.lit("queued"))
    .where(holds(trx, "payload", accountIds(traces)))
    .execute();
  for (const { id } of jobs.filter(({ payload }) => tells(payload))) {
    await trx.updateTable("job").set({ payload: "{}" }).where("id", "=", id).execute();
  }
}

async function eraseAccounts(trx: Trx, { traces, mentions }: Erasure): Promise<void> {
  const { people, accounts } = traces;
  for (const table of ["membership", "identity", "link", "confirmation", "guide"] as const) {
    await trx.deleteFrom(table).where("person_id", "in", people).execute();
  }
  await trx
    .deleteFrom("action")
    .where((eb) => eb.or([eb("person_id", "in", people), holds(trx, "operations", mentions)]))
    .execute();
  await trx
    .deleteFrom("guide")
    .where(holds(trx, "entered", mentions))
    .execute();
  await trx.updateTable("invite").set({ uses_left: 0 }).where("person_id", "in", people).execute();
  for (const { channel, externalId } of accounts) {
    await trx.deleteFrom("joining").where("channel", "=", channel).where("external_id", "=", externalId).execute();
    await trx.deleteFrom("link").where("other_channel", "=", channel).where("other_id", "=", externalId).execute();
    await trx.deleteFrom("chosen").where("chat", "=", `${channel}:${externalId}`).execute();
    await setPlainChat(trx, `${channel}:${externalId}`, false);
  }
  await trx.updateTable("person").set({ name: ERASED_NAME }).where("id", "in", people).execute();
}

function accountIds({ accounts }: Traces): string[] {
  return [...new Set(accounts.map(({ externalId }) => externalId))];
}

/** Accounts as they stand in messages and in events of groups. */
function inJson(traces: Traces): string[] {
  return accountIds(traces).map((id) => JSON.stringify(id));
}

/** What of a queue still waits to be sent to a person. */
export async function countWaiting(db: Db, { accounts }: Traces): Promise<number> {
  let count = 0;
  for (const { channel, externalId } of accounts) {
    const rows = await db
      .selectFrom("outbox")
      .select("id")
      .where("channel", "=", channel)
      .where("chat", "=", externalId)
      .where("state", "=", sql.lit("queued"))
      .execute();
    count += rows.length;
  }
  return count;
}
