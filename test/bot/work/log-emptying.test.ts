import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openLogEmptying } from "../../../src/bot/work/log-emptying.ts";
import { countUncopied, openStore } from "../../../src/store/open.ts";
import type { Db } from "../../../src/store/schema.ts";
import { temporaryFolder } from "../../helpers/temporary.ts";

/** Writes so many bytes in one commit. */
async function fill(db: Db, bytes: number): Promise<void> {
  await sql`create table if not exists filler (bytes blob)`.execute(db);
  await sql`insert into filler values (zeroblob(${bytes}))`.execute(db);
}

test("what many messages wrote is copied into the file by a thread, before a commit has to", async () => {
  const { db, close } = await openStore({ file: join(temporaryFolder(), "taizhang.sqlite") });
  const failures: unknown[] = [];
  const emptying = openLogEmptying(db, (error) => failures.push(error));
  await emptying.tick();
  await fill(db, 1_000_000);
  const few = await countUncopied(db);
  expect(few).toBeGreaterThan(400);
  await emptying.tick();
  expect(await countUncopied(db)).toBe(few);

  await fill(db, 6_000_000);
  expect(await countUncopied(db)).toBeGreaterThan(2500);
  await emptying.tick();
  expect(await countUncopied(db)).toBe(0);
  const { rows } = await sql<{ bytes: number }>`select sum(length(bytes)) as bytes from filler`.execute(db);
  expect(rows).toEqual([{ bytes: 7_000_000 }]);

  await emptying.close();
  await close();
  expect(failures).toEqual([]);
});

test("a ledger in memory has no log", async () => {
  const { db, close } = await openStore({ file: ":memory:" });
  await fill(db, 6_000_000);
  expect(await countUncopied(db)).toBe(0);
  await close();
});
