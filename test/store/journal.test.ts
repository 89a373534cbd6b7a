import { beforeEach, describe, expect, test } from "vitest";
import { insertActivity } from "../../src/store/activities.ts";
import { appendJournal, findHistory, type JournalEntry, verifyJournal } from "../../src/store/journal.ts";
import { writing } from "../../src/store/transaction.ts";
import { type Branch, NOW, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";

describe.for(stores)("journal on %s", ([, open]) => {
  const store = storeFor(open);
  let branch: Branch;
  let activity: number;
  beforeEach(async () => {
    branch = await newBranch(store.db);
    activity = await insertActivity(store.db, studySession(branch));
  });

  const append = (changes: Partial<JournalEntry> = {}) =>
    writing(store.db, (trx) =>
      appendJournal(trx, {
        at: NOW,
        organisationId: branch.organisation,
        personId: branch.person,
        operation: "log",
        activityId: activity,
        sourceKey: "terminal:1",
        salt: "5a17",
        body: { after: { title: "二十大报告", n: [1, { b: 1, a: null }] } },
        ...changes,
      }),
    );

  test("the history of a record is what was done to it, oldest first", async () => {
    const first = await append();
    await append({ activityId: null, personId: null, sourceKey: null });
    const third = await append({ operation: "void", body: {} });
    expect(await findHistory(store.db, activity)).toMatchObject([
      { id: first, operation: "log", body: '{"after":{"title":"二十大报告","n":[1,{"b":1,"a":null}]}}' },
      { id: third, operation: "void", person_id: branch.person, body: "{}" },
    ]);
    expect(await verifyJournal(store.db)).toEqual({ ok: true, rows: 3 });
  });

  test("equal bodies have equal digests only with the same salt", async () => {
    await append();
    await append();
    await append({ salt: "other" });
    const [a, b, c] = await findHistory(store.db, activity);
    expect(a?.digest).toBe(b?.digest);
    expect(c?.digest).not.toBe(a?.digest);
    expect(b?.previous).toBe(a?.hash);
  });

  test("a changed row, body or order is found; an erased body breaks nothing", async () => {
    await append();
    const second = await append();
    const third = await append();
    const body = (id: number, text: string | null) =>
      store.db.updateTable("journal_body").set({ body: text }).where("journal_id", "=", id).execute();

    await body(second, null);
    expect(await verifyJournal(store.db)).toEqual({ ok: true, rows: 3 });
    await body(third, "{}");
    expect(await verifyJournal(store.db)).toEqual({ ok: false, id: third, broken: "body" });
    await store.db.updateTable("journal").set({ operation: "void" }).where("id", "=", second).execute();
    expect(await verifyJournal(store.db)).toEqual({ ok: false, id: second, broken: "row" });
    await store.db.deleteFrom("journal_body").where("journal_id", "=", second).execute();
    await store.db.deleteFrom("journal").where("id", "=", second).execute();
    expect(await verifyJournal(store.db)).toEqual({ ok: false, id: third, broken: "chain" });
  });

  test.for([1, 2, 3, 4])("a chain of three rows is verified to its end, %i at a time", async (atOnce) => {
    await append();
    await append();
    const third = await append();
    expect(await verifyJournal(store.db, atOnce)).toEqual({ ok: true, rows: 3 });
    await store.db.updateTable("journal").set({ operation: "void" }).where("id", "=", third).execute();
    expect(await verifyJournal(store.db, atOnce)).toEqual({ ok: false, id: third, broken: "row" });
  });
});
