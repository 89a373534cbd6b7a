import { join } from "node:path";
import type SQLite from "better-sqlite3";
import { openDatabase } from "../src/store/database/driver.ts";
import { built } from "./built.ts";

const { readFiles } = await built<typeof import("../src/program.ts")>("program");
const { openStore } = await built<typeof import("../src/store/open.ts")>("store/open");

export const YEAR = 2025;

/** How many activities there are in all, and in each branch; all of one year unless told. */
export type Shape = { readonly activities: number; readonly perBranch: number; readonly years?: number };

const MEMBERS = 20;
const SENT = `${YEAR}-12-31T08:00:00.000Z`;
const DAY_MS = 86_400_000;

const QUANTITIES: Readonly<Record<string, string>> = {
  心得体会: '[{"name":"心得","unit":"篇","value":1,"bound":"exact"}]',
  走访慰问: '[{"name":"户数","unit":"户","value":4,"bound":"exact"}]',
};

const kinds = (await readFiles("no-such-folder")).catalogue.kinds.map(({ name }) => name);

/** The id of the n-th branch of a filled ledger, whose first organisation stands above all branches. */
export function branchId(n: number): number {
  return n + 2;
}

/** A day of the year for the n-th activity of a branch, with no order among them. */
export function dayOf(n: number): string {
  return new Date(Date.UTC(YEAR, 0, 1) + ((n * 229) % 365) * DAY_MS).toISOString().slice(0, 10);
}

/** A ledger file of a shape: the program's own tables, filled in bulk. */
export async function filledLedger(folder: string, { activities, perBranch, years = 1 }: Shape): Promise<string> {
  const file = join(folder, `${activities}-${perBranch}.sqlite`);
  await (await openStore({ file })).close();
  const db = openDatabase(file);
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  db.pragma("cache_size = -500000");
  db.transaction(() => {
    fillPeople(db, activities / perBranch);
    fillActivities(db, { activities, perBranch, years });
  })();
  db.pragma("journal_mode = WAL");
  db.close();
  return file;
}

function fillPeople(db: SQLite.Database, branches: number): void {
  const organisation = db.prepare(
    "insert into organisation (id, parent_id, name, level, zone, created_at) values (?, ?, ?, ?, 'Asia/Shanghai', ?)",
  );
  const person = db.prepare("insert into person (id, name, created_at) values (?, ?, ?)");
  const membership = db.prepare("insert into membership (person_id, organisation_id, role, since) values (?, ?, ?, ?)");
  organisation.run(1, null, "示范党委", "党委", SENT);
  for (let branch = 0; branch < branches; branch++) {
    organisation.run(branchId(branch), 1, `第${branch}党支部`, "党支部", SENT);
    for (let member = 0; member < MEMBERS; member++) {
      const id = personId(branch, member);
      person.run(id, `成员${id}`, SENT);
      membership.run(id, branchId(branch), member === 0 ? "secretary" : "member", SENT);
    }
  }
}

function fillActivities(db: SQLite.Database, { activities, perBranch, years }: Required<Shape>): void {
  const activity = db.prepare(`insert into activity (id, source_key, source_n, organisation_id, author_id, chat, state,
    joined, kinds, first_day, last_day, title, headcount, headcount_bound, minutes, minutes_bound, quantities, doubts,
    sent_at, created_at) values (?, ?, 0, ?, ?, ?, 'counted', 0, ?, ?, ?, ?, ?, 'exact', ?, 'exact', ?, '[]', ?, ?)`);
  const kindRow = db.prepare(
    "insert into activity_kind (organisation_id, kind, first_day, activity_id) values (?, ?, ?, ?)",
  );
  const took = db.prepare("insert into participation (activity_id, person_id, part) values (?, ?, 'took')");
  for (let n = 0; n < activities; n++) {
    const branch = Math.floor(n / perBranch);
    const kind = kinds[n % kinds.length] ?? "";
    const author = personId(branch, n % MEMBERS);
    const year = YEAR - (Math.floor(n / kinds.length) % years);
    const day = `${year}${dayOf(n % perBranch).slice(4)}`;
    const id = n + 1;
    activity.run(
      ...[id, `terminal:${id}`, branchId(branch), author, `terminal:成员${author}`, JSON.stringify([kind]), day, day],
      ...[`专题${n % 97}`, 5 + (n % 14), 60 + (n % 3) * 30, QUANTITIES[kind] ?? "[]", SENT, SENT],
    );
    kindRow.run(branchId(branch), kind, day, id);
    took.run(id, author);
    if (n % 3 === 0) took.run(id, personId(branch, (n + 1) % MEMBERS));
  }
}

function personId(branch: number, member: number): number {
  return branch * MEMBERS + member + 1;
}
