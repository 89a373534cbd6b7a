import { type Selectable, sql } from "kysely";
import type { Promised } from "../ledger/duties.ts";
import type { Redact } from "../ledger/redact.ts";
import { numbersIn } from "./database/dialect.ts";
import { query } from "./database/statement.ts";
import { holds } from "./erasure/traces.ts";
import { appendJournal, type JournalEntry } from "./journal.ts";
import type { PromiseTable } from "./schema/duties.ts";
import type { Db, Trx } from "./schema.ts";

/** A promise as it is kept; people call it by `n`. */
export type StoredPromise = Promised & Pick<Selectable<PromiseTable>, "id" | "n" | "source" | "state" | "made_at">;

/** All that one source says for a year of an organisation. */
type PromiseSet = {
  readonly organisation: number;
  readonly year: number;
  /** `chat`, or the name of the report that it was read from. */
  readonly source: string;
  readonly promises: readonly Promised[];
};

/** Who changes promises, when, by which message. */
export type PromisedBy = Pick<JournalEntry, "at" | "personId" | "sourceKey" | "salt">;

/**
 * Makes a source's promises for a year the given ones. Those that it said before keep their
 * number and what became of them, also where somebody withdrew them; what it says no longer
 * stays as replaced. Journalled, unless nothing changes. Only inside of `writing`.
 */
export async function savePromises(trx: Trx, set: PromiseSet, by: PromisedBy): Promise<StoredPromise[]> {
  const { organisation, year, source } = set;
  const all = await allOf(trx, { organisation, year });
  const left = all.filter((one) => one.source === source && one.state !== "replaced");
  const added: Promised[] = [];
  for (const promised of set.promises) {
    const at = left.findIndex((one) => isSame(one, promised));
    if (at >= 0) left.splice(at, 1);
    else added.push(promised);
  }
  for (const { id } of left) await close(trx, id, { state: "replaced", closed_at: by.at });
  let n = Math.max(0, ...all.map((one) => one.n));
  for (const promised of added) await insert(trx, { ...set, n: ++n, made_at: by.at }, promised);
  if (added.length + left.length > 0) {
    const body = { year, source, added, replaced: left.map((one) => one.n) };
    await journal(trx, by, { organisationId: organisation, operation: "promises", body });
  }
  return (await allOf(trx, { organisation, year })).filter((one) => one.source === source && one.state !== "replaced");
}

/** Adds one promise to those that were said in the chat, and returns it; nothing where it was said already. */
export async function addPromise(
  trx: Trx,
  { organisation, year, promised }: { organisation: number; year: number; promised: Promised },
  by: PromisedBy,
): Promise<StoredPromise | undefined> {
  const all = await allOf(trx, { organisation, year });
  if (all.some((one) => (one.state === "open" || one.state === "done") && isSame(one, promised))) return undefined;
  const n = Math.max(0, ...all.map((one) => one.n)) + 1;
  await insert(trx, { organisation, year, source: "chat", n, made_at: by.at }, promised);
  await journal(trx, by, { organisationId: organisation, operation: "promise", body: { year, n, ...promised } });
  return (await allOf(trx, { organisation, year })).find((one) => one.n === n);
}

type Named = { readonly organisation: number; readonly year: number; readonly n: number };

/** Ends a promise or opens it again, and returns it; nothing where there is none of this number. */
export async function setPromiseState(
  trx: Trx,
  { organisation, year, n, state }: Named & { readonly state: "open" | "done" | "withdrawn" },
  by: PromisedBy,
): Promise<StoredPromise | undefined> {
  const found = (await allOf(trx, { organisation, year })).find((one) => one.n === n && one.state !== "replaced");
  if (found === undefined || found.state === state) return found;
  await close(trx, found.id, { state, closed_at: state === "open" ? null : by.at });
  const body = { year, n, before: found.state, after: state };
  await journal(trx, by, { organisationId: organisation, operation: "promise-state", body });
  return { ...found, state };
}

/** What an organisation promised for a year and neither withdrew nor replaced, by number. */
export async function findPromises(db: Db, wanted: { organisation: number; year: number }): Promise<StoredPromise[]> {
  return (await allOf(db, wanted)).filter(({ state }) => state === "open" || state === "done");
}

/** {@link findPromises} of many organisations, of those that promised anything. */
export async function findPromisesOf(
  db: Db,
  { organisations, year }: { organisations: readonly number[]; year: number },
): Promise<Map<number, StoredPromise[]>> {
  const found = new Map<number, StoredPromise[]>();
  for (const { organisation_id, ...one } of await standing(db, {
    organisations: JSON.stringify(organisations),
    year,
  })) {
    const known = found.get(organisation_id);
    if (known) known.push(one);
    else found.set(organisation_id, [one]);
  }
  return found;
}

const standing = query((db, { organisations, year }: { organisations: string; year: number }) =>
  db
    .selectFrom("promise")
    .select(["organisation_id", "id", "n", "source", "state", "text", "kind", "minimum", "per", "deadline", "made_at"])
    .where("organisation_id", "in", numbersIn(db, organisations))
    .where("year", "=", year)
    .where("state", "in", [sql.lit<StoredPromise["state"]>("open"), sql.lit<StoredPromise["state"]>("done")])
    .orderBy("n"),
);

const allOf = query((db, { organisation, year }: { organisation: number; year: number }) =>
  db
    .selectFrom("promise")
    .select(["id", "n", "source", "state", "text", "kind", "minimum", "per", "deadline", "made_at"])
    .where("organisation_id", "=", organisation)
    .where("year", "=", year)
    .orderBy("n"),
);

function isSame(a: Promised, b: Promised): boolean {
  return (
    a.text === b.text && a.kind === b.kind && a.minimum === b.minimum && a.per === b.per && a.deadline === b.deadline
  );
}

type Place = { readonly organisation: number; readonly year: number; readonly source: string };

async function insert(
  trx: Trx,
  { organisation, year, source, n, made_at }: Place & { readonly n: number; readonly made_at: string },
  { text, kind, minimum, per, deadline }: Promised,
): Promise<void> {
  await trx
    .insertInto("promise")
    .values({
      ...{ organisation_id: organisation, year, source, n, made_at },
      ...{ text, kind, minimum, per, deadline, state: "open" },
    })
    .execute();
}

async function close(trx: Trx, id: number, change: Pick<PromiseTable, "state" | "closed_at">): Promise<void> {
  await trx.updateTable("promise").set(change).where("id", "=", id).execute();
}

async function journal(
  trx: Trx,
  by: PromisedBy,
  what: Pick<JournalEntry, "organisationId" | "operation" | "body">,
): Promise<void> {
  await appendJournal(trx, { ...by, ...what, activityId: null });
}

/** Takes names out of the words of promises and of the reports that they were read from. */
export async function redactPromises(trx: Trx, mentions: readonly string[], redact: Redact): Promise<void> {
  const rows = await trx
    .selectFrom("promise")
    .select(["id", "text", "source"])
    .where((eb) => eb.or([holds(trx, "text", mentions), holds(trx, "source", mentions)]))
    .execute();
  for (const { id, text, source } of rows) {
    await trx
      .updateTable("promise")
      .set({ text: redact(text), source: source === "chat" ? source : redact(source) })
      .where("id", "=", id)
      .execute();
  }
}

/** What a merged organisation promised, its successor promised: under new numbers. */
export async function movePromises(db: Db, { from, into }: { from: number; into: number }): Promise<void> {
  await sql`update promise set organisation_id = ${into}, n = n + coalesce(
    (select max(p.n) from promise p where p.organisation_id = ${into} and p.year = promise.year), 0)
    where organisation_id = ${from}`.execute(db);
}
