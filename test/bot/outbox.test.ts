import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Channel, type Outbound, SendError } from "../../src/bot/channel.ts";
import { openOutbox } from "../../src/bot/outbox.ts";
import type { Pump } from "../../src/bot/work/pump.ts";
import type { Store } from "../../src/store/open.ts";
import { enqueue, findOutbox, type NewOutbox } from "../../src/store/outbox.ts";
import { channelDouble } from "../helpers/channel-double.ts";
import { storeInMemory } from "../helpers/empty-store.ts";
import { deferred } from "./channels/telegram/rig.ts";

let store: Store;
let outbox: Pump;
let now: Date;
let sent: string[];
let refusals: Map<string, SendError[]>;
let failures: string[];
/** What happens once a message is out and before it is marked. */
let afterSending: (() => Promise<unknown>) | undefined;
let beforeSending: ((key: string) => Promise<void>) | undefined;

beforeEach(async () => {
  store = await storeInMemory();
  now = new Date("2026-11-23T02:00:00Z");
  sent = [];
  refusals = new Map();
  failures = [];
  afterSending = undefined;
  beforeSending = undefined;
  outbox = open();
});
afterEach(async () => {
  await outbox.close();
  await store.close();
});

test("what waits is sent in order and once", async () => {
  await queue("a", "b", "c");
  await flush();
  await flush();
  expect(sent).toEqual(["a", "b", "c"]);
  expect(await findOutbox(store.db, "a")).toMatchObject({ state: "sent", reference: "ref a" });
});

test("a database that is away for a moment is told of, and sending goes on", async () => {
  await queue("a");
  await sql`alter table outbox rename to away`.execute(store.db);
  await flush();
  expect(failures).toEqual(["outbox"]);
  await sql`alter table away rename to outbox`.execute(store.db);
  await flush();
  expect(sent).toEqual(["a"]);
});

test("a platform that asks to wait is obeyed to the millisecond, and the chat keeps its order", async () => {
  refusals.set("a", [new SendError("rate-limited", "slow down", { retryAfterMs: 90_000 })]);
  await queue("a", "b");
  await flush();
  expect(sent).toEqual([]);

  now = new Date(now.getTime() + 89_999);
  await flush();
  expect(sent).toEqual([]);

  now = new Date(now.getTime() + 1);
  await flush();
  expect(sent).toEqual(["a", "b"]);
});

test("a chat that is gone is given up with the reason, and the others go on", async () => {
  refusals.set("a", [new SendError("forbidden", "the bot was kicked")]);
  await queue("a", "b");
  await flush();
  await flush();
  expect(sent).toEqual(["b"]);
  expect(await findOutbox(store.db, "a")).toMatchObject({ state: "dead", error: "forbidden: the bot was kicked" });
});

test("what nobody can send is given up, and the chat goes on", async () => {
  const at = now.toISOString();
  const damaged = ["{", '{"kind":"?"}'].map((payload, n) => {
    return { key: `d${n}`, channel: "terminal", chat: "c", payload, not_before: at, created_at: at };
  });
  await enqueue(store.db, damaged);
  await queue("a");
  await flush();
  expect(sent).toEqual(["a"]);
  expect(await findOutbox(store.db, "d1")).toMatchObject({ state: "dead" });
  expect(failures).toEqual(["outbox 1 to terminal", "outbox 2 to terminal"]);
});

test("whoever waits for a file that is given up hears so once, in the same chat", async () => {
  const told = ["forbidden", "too-large", "gone"] as const;
  for (const fault of told) {
    refusals.set(fault, [new SendError(fault, "no")]);
    const outbound: Outbound = { kind: "file", file: { path: "/nowhere", name: "述职报告.docx" } };
    await enqueue(store.db, [{ ...rowOf("c", fault), payload: JSON.stringify(outbound) }]);
  }
  await flush();
  expect(sent).toEqual(["forbidden/unsent", "too-large/unsent"]);
  const words = await Promise.all(sent.map(async (key) => (await findOutbox(store.db, key))?.payload));
  expect(words).toEqual([
    expect.stringContaining("“述职报告.docx”没有发出去，请告诉管理机器人的人"),
    expect.stringContaining("“述职报告.docx”太大"),
  ]);
});

test("a passing fault is tried again later and later", async () => {
  refusals.set("a", [new SendError("transient", "no route"), new SendError("transient", "no route")]);
  await queue("a");
  for (const wait of [0, 2_000, 4_000]) {
    now = new Date(now.getTime() + wait);
    await flush();
  }
  expect(sent).toEqual(["a"]);
});

test("what ends between sending and marking is sent once more and no oftener, before what follows in its chat", async () => {
  await queue("a", "b");
  afterSending = () => sql`alter table outbox rename to away`.execute(store.db);
  await flush();
  expect(sent).toEqual(["a"]);
  await outbox.close();

  await sql`alter table away rename to outbox`.execute(store.db);
  afterSending = undefined;
  outbox = open();
  await flush();
  await flush();
  expect(sent).toEqual(["a", "a", "b"]);
});

test("while nothing can be written, as on a full disk, what was sent is not sent again, and it is marked afterwards", async () => {
  await sql`create trigger full before update on outbox begin select raise(fail, 'disk is full'); end`.execute(
    store.db,
  );
  await queue("a", "b");
  for (let n = 0; n < 3; n += 1) {
    now = new Date(now.getTime() + 60_000);
    await flush();
  }
  expect(sent).toEqual(["a"]);

  await sql`drop trigger full`.execute(store.db);
  await flush();
  expect(sent).toEqual(["a", "b"]);
  expect(await findOutbox(store.db, "a")).toMatchObject({ state: "sent", reference: "ref a" });
});

test("chats do not wait for each other", async () => {
  refusals.set("a", [new SendError("rate-limited", "slow down", { retryAfterMs: 60_000 })]);
  await queueIn("one", "a");
  await queueIn("two", "b");
  await flush();
  expect(sent).toEqual(["b"]);
});

test("a long upload keeps back its own chat alone, also from what is queued after it began", async () => {
  const [begun, uploaded, heard] = [deferred(), deferred(), deferred()];
  beforeSending = async (key) => {
    if (key !== "big") return;
    begun.resolve();
    await uploaded.promise;
  };
  await queueIn("one", "big");
  outbox.wake();
  await begun.promise;

  await queueIn("one", "after");
  await queueIn("two", "b");
  afterSending = async () => heard.resolve();
  outbox.wake();
  await heard.promise;
  expect(sent).toEqual(["b"]);

  uploaded.resolve();
  await outbox.idle();
  expect(sent).toEqual(["b", "big", "after"]);
});

test("what arrives after others that were begun with it were marked is marked too, and not sent again", async () => {
  const uploaded = deferred();
  beforeSending = async (key) => {
    if (key === "slow") await uploaded.promise;
  };
  await queueIn("one", "slow");
  await queueIn("two", "quick");
  outbox.wake();
  while ((await findOutbox(store.db, "quick"))?.state !== "sent") await setImmediate();

  uploaded.resolve();
  await outbox.idle();
  expect(sent).toEqual(["quick", "slow"]);
  expect(await findOutbox(store.db, "slow")).toMatchObject({ state: "sent", reference: "ref slow", attempts: 1 });
});

test("who asked is answered before a push of hundreds that was queued earlier", async () => {
  const groups = Array.from({ length: 300 }, (_, n) => `week ${n}`);
  for (const group of groups) await push(group);
  await queueIn("someone", "answer");
  await flush();
  expect(sent.slice(0, 2)).toEqual(["answer", "week 0"]);
  expect(sent).toHaveLength(301);
});

test("a push leaves room for answers on each channel, and what it has to wait for is tried nowhere", async () => {
  await outbox.close();
  outbox = open({ pushesPerSecond: 10 });
  for (let n = 0; n < 25; n++) await push(`week ${n}`);
  for (let n = 0; n < 4; n++) await queueIn(`member ${n}`, `answer ${n}`);
  await flush();
  expect(sent.filter((key) => key.startsWith("answer"))).toHaveLength(4);
  expect(sent).toHaveLength(10);

  for (let n = 4; n < 30; n++) await queueIn(`member ${n}`, `answer ${n}`);
  await flush();
  expect(sent).toHaveLength(36);

  now = new Date(now.getTime() + 1_000);
  await flush();
  expect(sent).toHaveLength(46);
  now = new Date(now.getTime() + 1_000);
  await flush();
  expect(sent).toHaveLength(55);
  expect(await findOutbox(store.db, "week 24")).toMatchObject({ state: "sent", attempts: 1 });
});

test("a group that goes on under another id gets what waits for it there", async () => {
  refusals.set("a", [new SendError("moved", "the group became a supergroup", { movedTo: "new" })]);
  await queue("a", "b");
  await flush();
  await flush();
  expect(sent).toEqual(["a", "b"]);
  expect(await findOutbox(store.db, "b")).toMatchObject({ chat: "new" });
});

async function queue(...keys: string[]): Promise<void> {
  await queueIn("c", ...keys);
}

/** Queues what nobody asked for, each in a chat of its own. */
async function push(key: string): Promise<void> {
  await enqueue(store.db, [{ ...rowOf(`group of ${key}`, key), unasked: true }]);
}

async function queueIn(chat: string, ...keys: string[]): Promise<void> {
  await enqueue(
    store.db,
    keys.map((key) => rowOf(chat, key)),
  );
}

function rowOf(chat: string, key: string): NewOutbox {
  const at = now.toISOString();
  const payload = JSON.stringify({ kind: "card", card: { plain: key } } satisfies Outbound);
  return { key, channel: "terminal", chat, payload, not_before: at, created_at: at };
}

function open(more: Partial<Channel> = {}): Pump {
  return openOutbox({
    db: store.db,
    clock: () => now,
    channels: new Map([["terminal", { ...channel, ...more }]]),
    onError: (_error, about) => failures.push(about),
  });
}

async function flush(): Promise<void> {
  outbox.wake();
  await outbox.idle();
}

const channel = channelDouble("terminal", [], {
  send: async (_chat, _outbound, key) => {
    const refusal = refusals.get(key)?.shift();
    if (refusal !== undefined) throw refusal;
    await beforeSending?.(key);
    sent.push(key);
    await afterSending?.();
    return `ref ${key}`;
  },
});
