import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { type Dialect, PostgresDialect, type PostgresPool, sql } from "kysely";
import { inject } from "vitest";
import type { NewActivity } from "../../src/store/activities.ts";
import { openStore, type Store, storeOn } from "../../src/store/open.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import { enrol } from "../../src/store/people.ts";
import type { Db } from "../../src/store/schema.ts";

/** Every database that the store promises to work on, each new and empty. */
export const stores: [name: string, open: () => Promise<Store>][] = [
  ["SQLite", () => openStore({ file: ":memory:" })],
  ["PGlite", async () => storeOn(await pgliteDialect())],
  ["PostgreSQL", async () => openStore({ url: await postgresUrl() })],
];

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

/** PostgreSQL in this process, behind the shape of a pool with one connection. */
async function pgliteDialect(): Promise<Dialect> {
  const lite = await PGlite.create({ loadDataDir: new Blob([await readFile(await ask("/pglite"))]) });
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
    end: () => lite.close(),
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
export async function clear({ db, dialect }: Store): Promise<void> {
  if (dialect === "postgres") {
    await sql`truncate ${sql.join(TABLES.map((table) => sql.table(table)))} restart identity`.execute(db);
  } else {
    for (const table of TABLES) await db.deleteFrom(table).execute();
  }
}

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
