import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { type Dialect, PostgresDialect, type PostgresPool, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import type { NewActivity } from "../../src/store/activities.ts";
import { dialectOf } from "../../src/store/database/dialect.ts";
import { openStore, type Store, storeOn } from "../../src/store/open.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import { enrol } from "../../src/store/people.ts";
import type { Db } from "../../src/store/schema.ts";

/** Every database that the store promises to work on, each new and empty. */
export const stores: [name: string, open: () => Promise<Store>][] = [
  ["SQLite", () => openStore({ file: ":memory:" })],
  ["PGlite", async () => storeOn(await pgliteDialect())],
  ["PostgreSQL", openPostgres],
];

/** One store for all the tests of a block, empty when each begins. */
export function storeFor(open: () => Promise<Store>): Pick<Store, "db"> {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(() => clear(store));
  afterAll(() => store.close());
  return {
    get db() {
      return store.db;
    },
  };
}

/** What a test file is done with, and the next one in this process takes: making another takes longer than most files. */
const spare: { lite?: PGlite | undefined; url?: string | undefined } = {};

async function openPostgres(): Promise<Store> {
  const url = spare.url ?? (await postgresUrl());
  spare.url = undefined;
  const store = await openStore({ url });
  await clear(store);
  const close = async () => {
    await store.close();
    spare.url = url;
  };
  return { ...store, close };
}

/** A new, empty database on the run's PostgreSQL server. */
export async function postgresUrl(): Promise<string> {
  return ask("/postgres");
}

async function ask(path: string): Promise<string> {
  const response = await fetch(inject("databases") + path);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

async function emptyPglite(): Promise<PGlite> {
  const { lite } = spare;
  spare.lite = undefined;
  if (lite === undefined) return PGlite.create({ loadDataDir: new Blob([await readFile(await ask("/pglite"))]) });
  await lite.exec(EMPTYING);
  return lite;
}

/** PostgreSQL in this process, behind the shape of a pool with one connection. */
async function pgliteDialect(): Promise<Dialect> {
  const lite = await emptyPglite();
  let free: Promise<void> = Promise.resolve();
  const pool = {
    async connect() {
      const mine = free;
      let release = () => {};
      free = new Promise((resolve) => {
        release = resolve;
      });
      await mine;
      return {
        async query(text: string, parameters: readonly unknown[] = []) {
          const { rows, affectedRows } = await lite.query(text, [...parameters]);
          return { rows, rowCount: affectedRows ?? rows.length, command: text.trim().split(" ", 1)[0]?.toUpperCase() };
        },
        release,
      };
    },
    end: async () => {
      if (spare.lite === undefined) spare.lite = lite;
      else await lite.close();
    },
  };
  return new PostgresDialect({ pool: pool as unknown as PostgresPool });
}

/** Tables of the schema, those that refer to others first. */
const TABLES = [
  "photo_request",
  "album",
  "activity_attachment",
  "attachment",
  "download",
  "own_template",
  "waiting_file",
  "promise",
  "confirmation",
  "guide",
  "successor",
  "attendance",
  "apart",
  "participation",
  "activity_kind",
  "question",
  "action",
  "journal_body",
  "journal",
  "manual_value",
  "draft",
  "job",
  "mark",
  "chosen",
  "throttle",
  "link",
  "joining",
  "invite",
  "outbox",
  "inbox",
  "activity",
  "chat",
  "membership",
  "identity",
  "person",
  "organisation",
] as const;

/** Empties every table. */
export async function clear({ db }: Store): Promise<void> {
  if (dialectOf(db) === "postgres") {
    await sql.raw(EMPTYING).execute(db);
  } else {
    for (const table of TABLES) await db.deleteFrom(table).execute();
  }
}

/** One statement for all: `truncate` makes new files for every table, which takes ten times as long. */
const EMPTYING = `do $$ declare counter regclass; begin
  ${TABLES.map((table) => `delete from ${table};`).join("\n  ")}
  for counter in select oid from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace loop
    perform setval(counter, 1, false);
  end loop;
end $$`;

export const NOW = "2023-03-06T01:12:00.000Z";

export type Branch = { readonly organisation: number; readonly person: number };

/** A branch with one member. */
export async function newBranch(db: Db, name = "第一党支部", member = "张三"): Promise<Branch> {
  const { id } = await ensureOrganisation(db, [name], NOW);
  const person = await enrol(db, {
    channel: "terminal",
    externalId: `${name}/${member}`,
    name: member,
    organisationId: id,
    role: "member",
    now: NOW,
  });
  return { organisation: id, person };
}

/** A counted study session of one day. */
export function studySession(branch: Branch, changes: Partial<NewActivity> = {}): NewActivity {
  return {
    kinds: ["集中学习"],
    start: "2023-03-06",
    end: null,
    half: "morning",
    title: "二十大报告",
    place: null,
    headcount: { value: 15, bound: "exact" },
    minutes: { value: 60, bound: "approx" },
    quantities: [],
    sourceKey: "terminal:1",
    sourceN: 0,
    organisation: branch.organisation,
    authorId: branch.person,
    chat: "terminal:chat",
    state: "counted",
    heldFor: null,
    twinId: null,
    doubts: [],
    sentAt: NOW,
    createdAt: NOW,
    ...changes,
  };
}
