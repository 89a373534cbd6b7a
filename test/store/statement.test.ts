import { expect, test } from "vitest";
import { setMark } from "../../src/store/marks.ts";
import { openStore } from "../../src/store/open.ts";
import { command, query } from "../../src/store/statement.ts";
import { writing } from "../../src/store/transaction.ts";

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

test("a transaction that has ended takes no more statements", async () => {
  const { db, close } = await openStore({ file: ":memory:" });
  const ended = await writing(db, (trx) => Promise.resolve([trx]));
  const [trx] = ended;
  if (trx === undefined) throw new Error("no transaction");
  await expect(setMark(trx, "a", "1")).rejects.toThrow();
  await close();
});
