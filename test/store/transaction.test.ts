import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findBySource, insertActivity } from "../../src/store/activities.ts";
import { appendJournal, verifyJournal } from "../../src/store/journal.ts";
import { getMark, setMark } from "../../src/store/marks.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import type { Db } from "../../src/store/schema.ts";
import { savepoint, writing } from "../../src/store/transaction.ts";
import { type Branch, clear, NOW, newBranch, postgresUrl, stores, studySession } from "../helpers/stores.ts";

const boom = new Error("boom");

describe.for(stores)("transactions on %s", ([, open]) => {
  let store: Store;
  let branch: Branch;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    await clear(store);
    branch = await newBranch(store.db);
  });
  afterAll(() => store.close());

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
  beforeAll(async () => {
    const url = await postgresUrl();
    instances = await Promise.all([openStore({ url }), openStore({ url })]);
    branch = await newBranch(instances[0].db);
  });
  afterAll(async () => {
    for (const store of instances) await store.close();
  });

  test("opening at once brings the tables up to date once", async () => {
    expect(await instances[1].db.selectFrom("organisation").select("name").execute()).toEqual([{ name: "第一党支部" }]);
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
