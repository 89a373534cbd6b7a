import { beforeEach, describe, expect, test } from "vitest";
import { insertActivity } from "../../src/store/activities.ts";
import { findInbox, findQuarantined, findSame, recordsOf, saveInbox } from "../../src/store/inbox.ts";
import type { InboxTable } from "../../src/store/schema.ts";
import { type Branch, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";

describe.for(stores)("inbox on %s", ([, open]) => {
  const store = storeFor(open);
  let branch: Branch;
  beforeEach(async () => {
    branch = await newBranch(store.db);
  });

  const message = (changes: Partial<InboxTable> = {}): InboxTable => ({
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

  test("messages with the same text and records of a span are found, both ends included, the newest first", async () => {
    const { person: other } = await newBranch(store.db, "第二党支部", "李四");
    const logged = async (key: string, at: string, changes: Partial<InboxTable> = {}, authorId = branch.person) => {
      const sentAt = `2023-03-06T${at}.000Z`;
      await saveInbox(store.db, message({ key, sent_at: sentAt, ...changes }));
      for (const sourceN of [0, 1]) {
        await insertActivity(store.db, studySession(branch, { sourceKey: key, sourceN, sentAt, authorId }));
      }
    };
    await logged("a", "01:10:00");
    await logged("b", "01:12:00");
    await logged("c", "01:11:00", { digest: "other" });
    await logged("d", "01:13:00", { state: "quarantined" });
    await logged("e", "01:13:00", { person_id: other }, other);
    await saveInbox(store.db, message({ key: "f" }));
    await logged("edited", "01:40:00", { sent_at: "2023-03-06T01:08:00.000Z" });
    await logged("edited into the span", "01:12:00", { sent_at: "2023-03-06T01:01:00.000Z" });

    expect(await same("01:07:00", "01:17:00")).toEqual(["b", "a", "edited"]);
    expect(await same("01:12:00", "01:12:00")).toEqual(["b"]);
    expect(await same("01:10:00", "01:11:59")).toEqual(["a"]);
    expect(await same("01:12:01", "01:17:00")).toEqual([]);
    expect(await same("01:07:00", "01:17:00", "none")).toEqual([]);
  });
});
