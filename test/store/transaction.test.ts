import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findBySource, insertActivity } from "../../src/store/activities.ts";
import { alone } from "../../src/store/erasure/compact.ts";
import { storeFault } from "../../src/store/errors.ts";
import { appendJournal, verifyJournal } from "../../src/store/journal.ts";
import { getMark, setMark } from "../../src/store/marks.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import type { Db } from "../../src/store/schema.ts";
import { savepoint, writing } from "../../src/store/transaction.ts";
import { type Branch, NOW, newBranch, postgresUrl, storeFor, stores, studySession } from "../helpers/stores.ts";

const boom = new Error("boom");

describe.for(stores)("transactions on %s", ([, open]) => {
  const store = storeFor(open);
  let branch: Branch;
  beforeEach(async () => {
    branch = await newBranch(store.db);
  });

  test("work that throws leaves nothing behind", async () => {
    const failed = writing(store.db, async (trx) => {
      await setMark(trx, "a", "1");
      throw boom;
    });
    await expect(failed).rejects.toBe(boom);
    expect(await getMark(store.db, "a")).toBeUndefined();
    expect(await writing(store.db, () => Promise.resolve(7))).toBe(7);
  });

  test("a piece that throws is undone alone, and the others are kept", async () => {
    const attempts = await writing(store.db, async (trx) => [
      await savepoint(trx, async (piece) => {
        await setMark(piece, "a", "1");
        return "first";
      }),
      await savepoint(trx, async (piece) => {
        await setMark(piece, "b", "2");
        throw boom;
      }),
      await savepoint(trx, (piece) => setMark(piece, "c", "3")),
    ]);
    expect(attempts).toEqual([
      { ok: true, value: "first" },
      { ok: false, error: boom },
      { ok: true, value: undefined },
    ]);
    expect([await getMark(store.db, "a"), await getMark(store.db, "b"), await getMark(store.db, "c")]).toEqual([
      "1",
      undefined,
      "3",
    ]);
  });

  test("a piece that the database refuses is undone alone", async () => {
    const record = studySession(branch);
    const refused = await writing(store.db, async (trx) => {
      await insertActivity(trx, record);
      const attempt = await savepoint(trx, async (piece) => {
        await setMark(piece, "a", "1");
        await insertActivity(piece, record);
      });
      await setMark(trx, "b", "2");
      return attempt;
    });
    expect(refused.ok).toBe(false);
    expect(await findBySource(store.db, record.sourceKey)).toHaveLength(1);
    expect([await getMark(store.db, "a"), await getMark(store.db, "b")]).toEqual([undefined, "2"]);
  });

  test("a piece within a piece is undone alone", async () => {
    await writing(store.db, (trx) =>
      savepoint(trx, async (outer) => {
        await setMark(outer, "a", "1");
        await savepoint(outer, async (inner) => {
          await setMark(inner, "a", "2");
          throw boom;
        });
        await setMark(outer, "b", (await getMark(outer, "a")) ?? "");
      }),
    );
    expect(await getMark(store.db, "b")).toBe("1");
  });

  test("writers that come at once take turns, and readers wait or see what was before", async () => {
    await setMark(store.db, "n", "0");
    const add = () =>
      writing(store.db, async (trx) => {
        const n = Number(await getMark(trx, "n"));
        await setMark(trx, "n", String(n + 1));
      });
    await Promise.all([...Array.from({ length: 20 }, add), getMark(store.db, "n")]);
    expect(await getMark(store.db, "n")).toBe("20");
  });
});

describe("two instances on one PostgreSQL", () => {
  let instances: [Store, Store];
  let branch: Branch;
  let url: string;
  beforeAll(async () => {
    url = await postgresUrl();
    instances = await Promise.all([openStore({ url }), openStore({ url })]);
    branch = await newBranch(instances[0].db);
  });
  afterAll(async () => {
    for (const store of instances) await store.close();
  });

  test("opening at once brings the tables up to date once", async () => {
    expect(await instances[1].db.selectFrom("organisation").select("name").execute()).toEqual([{ name: "第一党支部" }]);
  });

  test("a connection that breaks in the middle of work undoes it, is told of in one sentence, and the next one works", async () => {
    const [{ db }, other] = instances;
    for (const between of [() => new Promise((resolve) => setImmediate(resolve)), async () => {}]) {
      const cut = writing(db, async (trx) => {
        await setMark(trx, "a", "1");
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
        await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(other.db);
        await between();
        await savepoint(trx, (piece) => setMark(piece, "b", "2"));
      });
      const error = await cut.catch((reason: unknown) => reason);
      expect(storeFault(error)).toBe("与 PostgreSQL 的连接中断，这次没有保存，请稍后再试。");
      expect(await getMark(db, "a")).toBeUndefined();
      expect(await writing(db, () => Promise.resolve(7))).toBe(7);
    }
  });

  test("a writer that waited sees what was committed meanwhile, whatever isolation the server is set to", async () => {
    const { name } = await instances[0].db
      .selectNoFrom(sql<string>`current_database()`.as("name"))
      .executeTakeFirstOrThrow();
    await sql`alter database ${sql.id(name)} set default_transaction_isolation = 'repeatable read'`.execute(
      instances[0].db,
    );
    const strict = await Promise.all([openStore({ url }), openStore({ url })]);
    const add = (db: Db) =>
      writing(db, async (trx) => setMark(trx, "n", String(Number((await getMark(trx, "n")) ?? "0") + 1)));
    await Promise.all(Array.from({ length: 20 }, (_, n) => add(strict[n % 2 === 0 ? 0 : 1].db)));
    expect(await getMark(strict[0].db, "n")).toBe("20");
    for (const store of strict) await store.close();
  });

  test("writing at once keeps the journal one chain", async () => {
    const append = (db: Db, n: number) =>
      writing(db, (trx) =>
        appendJournal(trx, {
          at: NOW,
          organisationId: branch.organisation,
          personId: branch.person,
          operation: "log",
          activityId: null,
          sourceKey: null,
          salt: String(n),
          body: { n },
        }),
      );
    await Promise.all(Array.from({ length: 60 }, (_, n) => append(instances[n % 2 === 0 ? 0 : 1].db, n)));
    expect(await verifyJournal(instances[0].db)).toEqual({ ok: true, rows: 60 });
  });
});

test("while a file is written anew by another thread, whoever writes waits, and this thread is free", async () => {
  const { db, close } = await openStore({ file: ":memory:" });
  const order: string[] = [];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const compacted = alone(db, async () => {
    for (let n = 0; n < 3; n += 1) await turn();
    order.push("compacted");
  });
  const written = writing(db, (trx) => setMark(trx, "a", "1")).then(() => order.push("written"));
  await turn();
  order.push("free");
  await Promise.all([compacted, written]);
  await close();
  expect(order).toEqual(["free", "compacted", "written"]);
});
