import { Kysely, sql } from "kysely";
import { expect, test } from "vitest";
import { takeAction } from "../../src/store/actions.ts";
import { sqliteDialect } from "../../src/store/database/sqlite.ts";
import { openFile } from "../../src/store/database/sqlite-file.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import type { Schema } from "../../src/store/schema.ts";

test("kinds of records that were not counted go when an older ledger is opened", async () => {
  const db = new Kysely<Schema>({ dialect: sqliteDialect(openFile(":memory:")) });
  const all = [...migrations];
  const newer = all.findIndex(([name]) => name === "0008-speed");
  for (const [, { up }] of all.slice(0, newer)) await up(db);
  await sql`insert into organisation values (1, null, '第一党支部', '党支部', 'Asia/Shanghai', '')`.execute(db);
  await sql`insert into person values (1, '张三', '')`.execute(db);
  for (const [id, state, heldFor] of [
    [1, "counted", null],
    [2, "held", "date"],
    [3, "void", null],
  ]) {
    await sql`insert into activity (id, source_key, source_n, organisation_id, author_id, chat, state, held_for, joined,
      kinds, first_day, last_day, quantities, doubts, sent_at, created_at) values (${id}, ${`terminal:${id}`}, 0, 1, 1,
      'terminal:1', ${state}, ${heldFor}, 0, '["党课"]', '2026-11-02', '2026-11-02', '[]', '[]', '', '')`.execute(db);
    await sql`insert into activity_kind values (1, '党课', '2026-11-02', ${id})`.execute(db);
  }

  for (const [, { up }] of all.slice(newer)) await up(db);

  expect(await db.selectFrom("activity_kind").select("activity_id").execute()).toEqual([{ activity_id: 1 }]);
  await db.destroy();
});

test("what states how often it was counts so when an older ledger is opened", async () => {
  const db = new Kysely<Schema>({ dialect: sqliteDialect(openFile(":memory:")) });
  const all = [...migrations];
  const newer = all.findIndex(([name]) => name === "0011-times");
  for (const [, { up }] of all.slice(0, newer)) await up(db);
  await sql`insert into organisation values (1, null, '第一党支部', '党支部', 'Asia/Shanghai', '')`.execute(db);
  await sql`insert into person values (1, '张三', '')`.execute(db);
  const quantities = JSON.stringify([{ name: "次数", value: 3, unit: "次", bound: "exact" }]);
  await sql`insert into activity (id, source_key, source_n, organisation_id, author_id, chat, state, joined, kinds,
    first_day, last_day, quantities, doubts, sent_at, created_at) values (1, 'terminal:1', 0, 1, 1, 'terminal:1',
    'counted', 0, '["党课","主题党日"]', '2026-11-02', '2026-11-02', ${quantities}, '[]', '', '')`.execute(db);
  for (const kind of ["党课", "主题党日"]) {
    await sql`insert into activity_kind values (1, ${kind}, '2026-11-02', 1)`.execute(db);
  }

  for (const [, { up }] of all.slice(newer)) await up(db);

  const kept = await db.selectFrom("activity_kind").select(["kind", "times"]).orderBy("times").execute();
  expect(kept).toEqual([
    { kind: "主题党日", times: 1 },
    { kind: "党课", times: 3 },
  ]);
  await db.destroy();
});

test("buttons that an older program sent go on working, each once", async () => {
  const db = new Kysely<Schema>({ dialect: sqliteDialect(openFile(":memory:")) });
  const all = [...migrations];
  const newer = all.findIndex(([name]) => name === "0013-pages");
  for (const [, { up }] of all.slice(0, newer)) await up(db);
  await sql`insert into organisation values (1, null, '第一党支部', '党支部', 'Asia/Shanghai', '')`.execute(db);
  await sql`insert into person values (1, '张三', '')`.execute(db);
  for (const [id, used] of [
    ["fresh", null],
    ["pressed", "2026-11-02"],
  ]) {
    const operation = JSON.stringify({ do: "say", words: "撤销 #1" });
    await sql`insert into action values (${id}, 1, 1, ${operation}, '2026-11-30', ${used})`.execute(db);
  }

  for (const [, { up }] of all.slice(newer)) await up(db);

  const press = (id: string) => takeAction(db, { id, personId: 1, now: "2026-11-03" });
  expect(await press("fresh")).toEqual({
    outcome: "taken",
    organisationId: 1,
    operation: { do: "say", words: "撤销 #1" },
  });
  expect(await press("fresh")).toEqual({ outcome: "used" });
  expect(await press("pressed")).toEqual({ outcome: "used" });
  await db.destroy();
});
