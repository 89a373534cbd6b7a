import { expect, test } from "vitest";
import { command, commands, query } from "../../../src/store/database/statement.ts";
import { setMark } from "../../../src/store/marks.ts";
import { openStore } from "../../../src/store/open.ts";
import { writing } from "../../../src/store/transaction.ts";

test("a statement is written once and run with the values of each run", async () => {
  const { db, close } = await openStore({ file: ":memory:" });
  let written = 0;
  const save = command((trx, { key, value }: { key: string; value: string }) => {
    written += 1;
    return trx.insertInto("mark").values({ value, key });
  });
  const find = query((trx, { a, b }: { a: string; b: string }) =>
    trx.selectFrom("mark").selectAll().where("key", "in", [b, a, "fixed"]).orderBy("key"),
  );
  for (const key of ["x", "y", "fixed"]) expect(await save(db, { key, value: `${key}!` })).toBe(1);

  expect(written).toBe(1);
  expect(await find(db, { a: "x", b: "none" })).toEqual([
    { key: "fixed", value: "fixed!" },
    { key: "x", value: "x!" },
  ]);
  expect(await find(db, { b: "y", a: "none" })).toHaveLength(2);
  await expect(find(db, { a: "x" } as never)).rejects.toThrow("lacks its b");
  await close();
});

test("a statement of many rows is written once for each number of rows, and takes any number", async () => {
  const { db, close } = await openStore({ file: ":memory:" });
  const written: number[] = [];
  const save = commands<{ key: string; value: string }>(3, (trx, rows) => {
    written.push(rows.length);
    return trx.insertInto("mark").values([...rows]);
  });
  const rows = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, n) => ({ key: `${prefix}${n}`, value: `${n}` }));
  expect(await save(db, rows(8, "a"))).toBe(8);
  expect(await save(db, rows(5, "b"))).toBe(5);
  expect(await save(db, [])).toBe(0);
  expect(written).toEqual([3, 2]);
  const kept = await db.selectFrom("mark").selectAll().orderBy("key").execute();
  expect(kept).toEqual([...rows(8, "a"), ...rows(5, "b")]);
  await close();
});

test("a transaction that has ended takes no more statements", async () => {
  const { db, close } = await openStore({ file: ":memory:" });
  const ended = await writing(db, (trx) => Promise.resolve([trx]));
  const [trx] = ended;
  if (trx === undefined) throw new Error("no transaction");
  await expect(setMark(trx, "a", "1")).rejects.toThrow();
  await close();
});
