import { describe, expect, test } from "vitest";
import { bury, countQueued, enqueue, findOutbox, markSent, type NewOutbox, postpone } from "../../src/store/outbox.ts";
import { findDue } from "../../src/store/outbox-due.ts";
import { storeFor, stores } from "../helpers/stores.ts";

const NOW = "2023-03-06T01:12:00.000Z";
const LATER = "2023-03-06T01:13:00.000Z";

describe.for(stores)("outbox on %s", ([, open]) => {
  const store = storeFor(open);

  const item = (key: string, changes: Partial<NewOutbox> = {}): NewOutbox => ({
    key,
    channel: "telegram",
    chat: "1",
    payload: "{}",
    not_before: NOW,
    created_at: NOW,
    ...changes,
  });
  const due = async (now = NOW, channels = ["telegram", "lark"], limit = 50) =>
    (await findDue(store.db, { now, limit, channels })).map(({ key }) => key);
  const idOf = async (key: string) => {
    const found = await findOutbox(store.db, key);
    if (found === undefined) throw new Error("not queued");
    return found.id;
  };

  test("a key is queued once, and due messages come in order", async () => {
    await enqueue(store.db, [item("b"), item("a")]);
    await enqueue(store.db, [item("a", { payload: "[]" }), item("c", { channel: "lark" })]);
    await enqueue(store.db, []);
    expect(await due()).toEqual(["b", "a", "c"]);
    expect(await due(NOW, ["lark"])).toEqual(["c"]);
    expect(await due(NOW, [])).toEqual([]);
    expect(await due(NOW, ["telegram", "lark"], 2)).toEqual(["b", "a"]);
    expect((await findOutbox(store.db, "a"))?.payload).toBe("{}");
    expect(await countQueued(store.db)).toBe(3);
  });

  test("what nobody waits for goes behind what was queued later, and either is asked for alone", async () => {
    await enqueue(store.db, [item("week", { unasked: true }), item("answer", { chat: "2" })]);
    expect(await due()).toEqual(["answer", "week"]);
    const wanted = { now: NOW, limit: 9, channels: ["telegram"] };
    expect((await findDue(store.db, { ...wanted, sort: "asked" })).map(({ key }) => key)).toEqual(["answer"]);
    expect((await findDue(store.db, { ...wanted, sort: "unasked" })).map(({ key }) => key)).toEqual(["week"]);
  });

  test("a postponed message keeps back those behind it in its chat alone", async () => {
    await enqueue(store.db, [item("a"), item("b", { chat: "2" }), item("c"), item("d", { channel: "lark" })]);
    await postpone(store.db, await idOf("a"), LATER, "slow down");
    expect(await due()).toEqual(["b", "d"]);
    expect(await due(LATER)).toEqual(["a", "b", "c", "d"]);
    expect(await findOutbox(store.db, "a")).toMatchObject({ attempts: 1, error: "slow down", state: "queued" });
  });

  test("a message queued for a later time keeps back nothing", async () => {
    await enqueue(store.db, [item("weekly", { not_before: LATER }), item("reply")]);
    expect(await due()).toEqual(["reply"]);
    expect(await due(LATER)).toEqual(["weekly", "reply"]);
  });

  test("what is sent or given up is not due again, and frees its chat", async () => {
    await enqueue(store.db, [item("a"), item("b"), item("c")]);
    await markSent(store.db, [{ id: await idOf("a"), reference: "m7" }], LATER);
    await postpone(store.db, await idOf("b"), LATER, "slow down");
    await bury(store.db, await idOf("b"), "blocked");
    expect(await due()).toEqual(["c"]);
    expect(await findOutbox(store.db, "a")).toMatchObject({
      state: "sent",
      sent_at: LATER,
      reference: "m7",
      attempts: 1,
    });
    expect(await findOutbox(store.db, "b")).toMatchObject({ state: "dead", error: "blocked", attempts: 2 });
    await postpone(store.db, await idOf("a"), NOW, "late");
    await bury(store.db, await idOf("a"), "late");
    await enqueue(store.db, [item("a")]);
    expect(await countQueued(store.db)).toBe(1);
  });

  test("a thousand messages are queued at once", async () => {
    await enqueue(
      store.db,
      Array.from({ length: 1100 }, (_, n) => item(`k${n}`, { chat: String(n) })),
    );
    expect(await countQueued(store.db)).toBe(1100);
  });
});
