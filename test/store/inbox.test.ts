import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findInbox, findQuarantined, findSame, type InboxRow, recordsOf, saveInbox } from "../../src/store/inbox.ts";
import type { Store } from "../../src/store/open.ts";
import { type Branch, clear, newBranch, stores } from "../helpers/stores.ts";

describe.for(stores)("inbox on %s", ([, open]) => {
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

  const message = (changes: Partial<InboxRow> = {}): InboxRow => ({
    key: "telegram:1",
    chat: "telegram:chat",
    person_id: branch.person,
    kind: "message",
    payload: '{"text":"集中学习 𠮷😀"}',
    digest: "d",
    sent_at: "2023-03-06T01:12:00.000Z",
    received_at: "2023-03-06T01:12:01.000Z",
    state: "done",
    outcome: "logged",
    records: "[3,1]",
    error: null,
    ...changes,
  });
  const same = async (from: string, to: string, digest = "d") => {
    const rows = await findSame(store.db, {
      personId: branch.person,
      digest,
      from: `2023-03-06T${from}.000Z`,
      to: `2023-03-06T${to}.000Z`,
    });
    return rows.map(({ key }) => key);
  };

  test("a message is kept as it came and known by its key", async () => {
    expect(await saveInbox(store.db, message())).toBe(true);
    const found = await findInbox(store.db, "telegram:1");
    expect(found).toEqual(message());
    expect(found && recordsOf(found)).toEqual([3, 1]);
    expect(await findInbox(store.db, "telegram:2")).toBeUndefined();
  });

  test("a message that is done never changes, a quarantined one may be tried again", async () => {
    await saveInbox(store.db, message());
    expect(await saveInbox(store.db, message({ outcome: "refused" }))).toBe(false);
    expect(await findInbox(store.db, "telegram:1")).toEqual(message());

    const poison = message({ key: "telegram:2", state: "quarantined", outcome: "ignored", error: "boom" });
    await saveInbox(store.db, poison);
    expect(await findQuarantined(store.db)).toEqual([poison]);
    expect(await saveInbox(store.db, message({ key: "telegram:2" }))).toBe(true);
    expect(await findQuarantined(store.db)).toEqual([]);
  });

  test("messages with the same text in a span are found, both ends included, the newest first", async () => {
    await saveInbox(store.db, message({ key: "a", sent_at: "2023-03-06T01:10:00.000Z" }));
    await saveInbox(store.db, message({ key: "b", sent_at: "2023-03-06T01:12:00.000Z" }));
    await saveInbox(store.db, message({ key: "c", sent_at: "2023-03-06T01:11:00.000Z", digest: "other" }));
    await saveInbox(store.db, message({ key: "d", sent_at: "2023-03-06T01:13:00.000Z", state: "quarantined" }));
    await saveInbox(store.db, message({ key: "e", sent_at: "2023-03-06T01:13:00.000Z", person_id: null }));

    expect(await same("01:07:00", "01:17:00")).toEqual(["b", "a"]);
    expect(await same("01:12:00", "01:12:00")).toEqual(["b"]);
    expect(await same("01:10:00", "01:11:59")).toEqual(["a"]);
    expect(await same("01:12:01", "01:17:00")).toEqual([]);
    expect(await same("01:07:00", "01:17:00", "none")).toEqual([]);
  });
});
