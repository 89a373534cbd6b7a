import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Deps } from "../../src/bot/call.ts";
import { type Channel, SendError } from "../../src/bot/channel.ts";
import { remindOfDuties } from "../../src/bot/duties/reminders.ts";
import { openOutbox } from "../../src/bot/outbox.ts";
import { pushWeekly } from "../../src/bot/weekly/push.ts";
import { WORK } from "../../src/bot/work/slow-work.ts";
import { bindChat } from "../../src/store/chats.ts";
import { findDraft, reserveDraft } from "../../src/store/drafts.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import { enqueue } from "../../src/store/outbox.ts";
import { claimDue } from "../../src/store/outbox-due.ts";
import { enrol } from "../../src/store/people.ts";
import { writing } from "../../src/store/transaction.ts";
import { type Branch, openBranch } from "../helpers/branch.ts";
import { channelDouble } from "../helpers/channel-double.ts";
import { queuedJobs } from "../helpers/queued-jobs.ts";
import { postgresUrl } from "../helpers/stores.ts";

const START = "2026-11-02T02:00:00.000Z";
const BRANCHES = 12;

let branch: Branch;
let programs: Store[];
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-02 10:00");
  const url = await postgresUrl();
  programs = [await openStore({ url }), await openStore({ url })];
});
afterEach(async () => {
  for (const { db } of programs) await db.destroy();
  await branch.close();
});

/** The same program twice, each with its own connections to one PostgreSQL. */
function bothOf<T>(run: (deps: Deps) => Promise<T>): Promise<T[]> {
  return Promise.all(programs.map(({ db }) => run({ ...branch.deps, db })));
}

async function branches(): Promise<void> {
  const [{ db }] = programs as [Store];
  for (let n = 1; n <= BRANCHES; n++) {
    const { id } = await ensureOrganisation(db, [`第${n}党支部`], START);
    await bindChat(db, { key: `lark:oc_${n}`, organisationId: id, now: START });
    const secretary = { channel: "lark", externalId: `ou_${n}`, name: `书记${n}`, role: "secretary" } as const;
    await enrol(db, { ...secretary, organisationId: id, now: START });
  }
}

test("two programs on one PostgreSQL push each summary and each reminder once, and each message leaves once", async () => {
  await branches();
  branch.at("2026-11-23 09:00");
  const channels = new Set(["lark"]);
  const pushed = await bothOf((deps) => pushWeekly({ deps, channels, note: () => {} }));
  const reminded = await bothOf((deps) => remindOfDuties({ deps, channels }));
  expect([pushed, reminded].map((counts) => counts.reduce((a, b) => a + b))).toEqual([BRANCHES, BRANCHES]);

  const sent = await sentByBoth();
  expect(sent).toHaveLength(2 * BRANCHES);
  expect(new Set(sent).size).toBe(sent.length);
});

test("two programs that empty one outbox send every message once, in order within each chat", async () => {
  const [{ db }] = programs as [Store];
  const rows = Array.from({ length: 120 }, (_, n) => ({
    ...{ key: `k${String(n).padStart(3, "0")}`, channel: "lark", chat: `oc_${n % 7}` },
    ...{ payload: JSON.stringify({ kind: "card", card: { plain: "x" } }), not_before: START, created_at: START },
  }));
  await enqueue(db, rows);
  const sent = await sentByBoth();
  expect([...sent].sort()).toEqual(rows.map(({ key }) => key));
});

test("what a chat still waits for behind a refusal goes as soon as it may, not when the claim ends", async () => {
  await queue("a", "b", "c");
  expect(await sentByBoth([new SendError("rate-limited", "slow down", { retryAfterMs: 60_000 })])).toEqual([]);
  branch.at("2026-11-02 10:01");
  expect(await sentByBoth([new SendError("moved", "another id", { movedTo: "oc_2" })])).toEqual(["a", "b", "c"]);
});

test("a database that is away while a program sends keeps back nothing of what it took", async () => {
  const [{ db }] = programs as [Store];
  await queue("a", "b", "c");
  const sent: string[] = [];
  const failures: string[] = [];
  const channel = channelOf(async (_chat, _outbound, key) => {
    sent.push(key);
    if (sent.length === 1) await sql`alter table outbox rename to away`.execute(db);
    return key;
  });
  const onError = (_error: unknown, about: string) => failures.push(about);
  const outbox = openOutbox({ db, clock: branch.deps.clock, channels: new Map([["lark", channel]]), onError });
  outbox.wake();
  await outbox.idle();
  await sql`alter table away rename to outbox`.execute(db);
  outbox.wake();
  await outbox.idle();
  await outbox.close();
  expect(sent).toEqual(["a", "b", "c"]);
  expect(failures).toContain("outbox");
});

test("what a killed program had taken is sent by the others after five minutes, once and in order", async () => {
  const [{ db }] = programs as [Store];
  await queue("a", "b");
  const now = branch.deps.clock();
  const until = new Date(now.getTime() + 5 * 60_000).toISOString();
  expect(await claimDue(db, { now: now.toISOString(), until, limit: 50, channels: ["lark"] })).toHaveLength(2);
  await queue("c");
  branch.at("2026-11-02 10:04");
  expect(await sentByBoth()).toEqual([]);
  branch.at("2026-11-02 10:05");
  expect(await sentByBoth()).toEqual(["a", "b", "c"]);
});

test("nothing that a program took is begun when sending it may outlast the claim", async () => {
  const [{ db }] = programs as [Store];
  await queue("a", "b", "c");
  const sent: string[] = [];
  const taken: unknown[] = [];
  const other = () =>
    claimDue(db, { now: branch.deps.clock().toISOString(), until: "", limit: 50, channels: ["lark"] });
  const channel = channelOf(async (_chat, _outbound, key) => {
    branch.at(["2026-11-02 10:02", "2026-11-02 10:04", "2026-11-02 10:06"][sent.length] ?? "2026-11-02 11:00");
    taken.push(...(await other()));
    sent.push(key);
    return key;
  });
  const onError = (error: unknown) => {
    throw error;
  };
  const outbox = openOutbox({ db, clock: branch.deps.clock, channels: new Map([["lark", channel]]), onError });
  outbox.wake();
  await outbox.idle();
  await outbox.close();
  expect([sent, taken]).toEqual([["a", "b", "c"], []]);
});

async function queue(...keys: string[]): Promise<void> {
  const at = branch.deps.clock().toISOString();
  const payload = JSON.stringify({ kind: "card", card: { plain: "x" } });
  const rows = keys.map((key) => ({ key, channel: "lark", chat: "oc_1", payload, not_before: at, created_at: at }));
  await enqueue((programs as [Store])[0].db, rows);
}

/** Runs both outboxes until nothing is due, and returns the keys that went out; some sendings are refused first. */
async function sentByBoth(refusals: SendError[] = []): Promise<string[]> {
  const sent: string[] = [];
  await bothOf(async ({ db, clock }) => {
    const channel = channelOf(async (_chat, _outbound, key) => {
      await new Promise(setImmediate);
      const refusal = refusals.shift();
      if (refusal !== undefined) throw refusal;
      sent.push(key);
      return key;
    });
    const outbox = openOutbox({
      db,
      clock,
      channels: new Map([["lark", channel]]),
      onError: (error) => {
        if (!(error instanceof SendError)) throw error;
      },
    });
    outbox.wake();
    await outbox.idle();
    await outbox.close();
  });
  return sent;
}

function channelOf(send: Channel["send"]): Channel {
  return channelDouble("lark", ["buttons", "forms", "charts", "edits"], { send });
}

test("a draft that two programs count at once is kept once, told once, and its files are made once", async () => {
  const [{ db }] = programs as [Store];
  const { id } = await ensureOrganisation(db, ["第一党支部"], START);
  const person = { channel: "lark", externalId: "ou_1", name: "书记", role: "secretary" } as const;
  await enrol(db, { ...person, organisationId: id, now: START });
  const number = await reserveDraft(db, { organisation_id: id, year: 2026, with_sub_units: 0, created_at: START });
  const job = { channel: "lark", chat: "ou_1", key: "lark:om_1", organisation: id, year: 2026, number };
  const around = { onStart: () => {}, onDone: () => {}, report: () => {} };
  const ended = await bothOf(async (deps) => WORK.get("draft-values")?.(deps, job, around));
  await Promise.all(programs.map((program, n) => writing(program.db, async (trx) => ended[n]?.keep?.(trx))));

  expect(await findDraft(db, { organisationId: id, year: 2026 })).toMatchObject({ number: 1, entry: 0 });
  expect((await queuedJobs(db)).map(({ kind }) => kind)).toEqual(["draft"]);
  expect(await sentByBoth()).toEqual(["lark:om_1/outcome"]);
});
