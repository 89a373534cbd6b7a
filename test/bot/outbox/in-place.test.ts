import { afterEach, beforeEach, expect, test } from "vitest";
import { outboundOf } from "../../../src/bot/outbox/queued.ts";
import { WORK } from "../../../src/bot/work/slow-work.ts";
import { findAbout, markSent } from "../../../src/store/outbox.ts";
import { findDue } from "../../../src/store/outbox-due.ts";
import { writing } from "../../../src/store/transaction.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { type Account, enrolled } from "../../helpers/people.ts";
import { queuedJobs } from "../../helpers/queued-jobs.ts";

let branch: Branch;
let zhang: Account;
let secretary: Account;
beforeEach(async () => {
  branch = await openBranch();
  zhang = await enrolled(branch, "zhang", { name: "张三" });
  secretary = await enrolled(branch, "wang", { name: "王五", role: "secretary" });
});
afterEach(() => branch.close());

type Sent = { readonly chat: string; readonly kind: string; readonly text: string; readonly message?: string };

/** Sends what waits, and tells what the platform got; its references are numbers from 1. */
async function sent(): Promise<Sent[]> {
  const { db } = branch.deps;
  const all: Sent[] = [];
  for (const row of await findDue(db, { now: "9999", limit: 1000, channels: ["telegram", "terminal"] })) {
    const outbound = await outboundOf(db, row);
    const card = "card" in outbound ? outbound.card : undefined;
    const message = "message" in outbound ? { message: outbound.message } : {};
    all.push({ chat: row.chat, kind: outbound.kind, text: card?.plain ?? "", ...message });
    const reference = outbound.kind === "update" ? outbound.message : `m${row.id}`;
    await markSent(db, [{ id: row.id, reference }], "2026-11-23T02:00:00.000Z");
  }
  return all;
}

test("改 and 撤销 change the bot's own confirmation instead of sending a second message", async () => {
  const { inbound } = await zhang.says("昨天集中学习 党章 15人");
  expect(await sent()).toMatchObject([{ kind: "card", chat: "zhang" }]);
  const confirmed = await findAbout(branch.deps.db, { about: inbound.key, channel: "telegram", chat: "zhang" });
  const reference = confirmed?.reference;

  await zhang.says("改 人数 16");
  expect(await sent()).toEqual([
    { chat: "zhang", kind: "reaction", text: "", message: expect.any(String) },
    { chat: "zhang", kind: "update", message: reference, text: expect.stringMatching(/^已更正 #1：.*\n.*16人/) },
  ]);
  await zhang.says("撤销");
  expect(await sent()).toMatchObject([
    { kind: "reaction" },
    { kind: "update", message: reference, text: expect.stringMatching(/^已撤销 #1/) },
  ]);
});

test("what a draft counted takes the place of the word that it is being made", async () => {
  await secretary.says("生成述职报告");
  const [word] = await sent();
  expect(word?.text).toContain("草稿1 正在生成");
  const [job] = await queuedJobs(branch.deps.db);
  const ended = await WORK.get("draft-values")?.(branch.deps, JSON.parse(job?.payload ?? ""), {
    onStart: () => {},
    onDone: () => {},
    report: () => {},
  });
  await writing(branch.deps.db, async (trx) => ended?.keep?.(trx));
  expect(await sent()).toEqual([
    { chat: "wang", kind: "update", message: expect.any(String), text: expect.stringContaining("草稿1：报告里的数字") },
  ]);
});

test("what is typed long after the confirmation is answered below, and edited words are not", async () => {
  const { inbound } = await zhang.says("昨天集中学习 党章 15人");
  await sent();
  branch.at("2026-11-23 12:30");
  await zhang.says("改 人数 16");
  expect(await sent()).toMatchObject([{ kind: "card", text: expect.stringMatching(/^已更正：#1 .*16人/) }]);
  branch.at("2026-11-23 15:00");
  await zhang.edits(inbound.key, "昨天集中学习 党章 17人");
  expect(await sent()).toMatchObject([{ kind: "update", text: expect.stringContaining("17人") }]);
});

test("an edited message changes the confirmation of its records, all of them", async () => {
  const { inbound } = await zhang.says("昨天党课 20人；前天支委会 5人");
  await sent();
  await zhang.edits(inbound.key, "昨天党课 21人；前天支委会 5人");
  expect(await sent()).toMatchObject([
    { kind: "update", text: expect.stringMatching(/已更正 #1：党课\n[^\n]*21人[\s\S]*#2：支委会/) },
  ]);
});

test("a question that a correction brings is asked in a message of its own", async () => {
  await secretary.says("昨天集中学习 党章 15人");
  await zhang.says("前天集中学习 党章 15人");
  await sent();
  await zhang.says("改 日期 昨天");
  expect(await sent()).toMatchObject([
    { kind: "reaction" },
    { kind: "update", text: expect.stringContaining("先留着 #2") },
    { kind: "card", text: expect.stringContaining("是同一次吗") },
  ]);
});

test("an answer changes the confirmation that asked, and what is open after it is a message of its own", async () => {
  await zhang.says("最近党课 十几人");
  const [asked] = await sent();
  await zhang.says("昨天");
  expect(await sent()).toMatchObject([
    { kind: "reaction" },
    { kind: "update", message: "m1", text: expect.stringMatching(/^已记 #1：党课\n11月22日/) },
    { kind: "card", text: expect.stringContaining("人数请回复准确的数字") },
  ]);
  expect(asked?.text).toContain("是哪一天");
  await zhang.says("16");
  expect(await sent()).toMatchObject([
    { kind: "reaction" },
    { kind: "update", message: "m1", text: expect.stringContaining("16人") },
  ]);
});

test("where somebody else corrects a record, they are told in a message", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await sent();
  await secretary.says("#1 改 人数 16");
  expect(await sent()).toMatchObject([{ chat: "wang", kind: "card", text: expect.stringContaining("已更正：#1") }]);
  await secretary.says("#1 改 人数 17");
  expect(await sent()).toMatchObject([{ kind: "reaction" }, { kind: "update", text: expect.stringContaining("17人") }]);
});

test("on a platform that cannot edit, a correction is answered by a message", async () => {
  const li = await enrolled(branch, "li", { channel: "terminal" });
  await li.says("昨天集中学习 党章 15人");
  await li.says("改 人数 16");
  expect(await sent()).toMatchObject([{ kind: "card" }, { kind: "card", text: expect.stringContaining("已更正：#1") }]);
});

test("a confirmation that never went out is replaced by a new message", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await zhang.says("改 人数 16");
  const rows = await findDue(branch.deps.db, { now: "9999", limit: 10, channels: ["telegram"] });
  const [, , renewal] = rows;
  if (renewal === undefined) throw new Error("no renewal");
  expect(await outboundOf(branch.deps.db, renewal)).toMatchObject({ kind: "card" });
});

test("a press on another message than the confirmation changes both", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await sent();
  await zhang.presses(await undoing());
  expect(await sent()).toMatchObject([
    { kind: "toast", text: expect.stringMatching(/^已撤销 #1 /) },
    { kind: "update", text: expect.stringMatching(/^已撤销 #1：/) },
  ]);
});

test("in a group the confirmation in the private chat is what changes", async () => {
  await secretary.saysIn("group", "绑定 第一党支部");
  await zhang.saysIn("group", "昨天集中学习 党章 15人");
  await sent();
  await zhang.saysIn("group", "改 人数 16");
  expect(await sent()).toMatchObject([
    { chat: "group", kind: "reaction" },
    { chat: "zhang", kind: "update", text: expect.stringContaining("16人") },
  ]);
});

async function undoing(): Promise<string> {
  const { payload } = await branch.deps.db
    .selectFrom("outbox")
    .select("payload")
    .where("payload", "like", '%"label":"撤销"%')
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const [, id = ""] = /"action":"(\w+)","label":"撤销"/.exec(payload) ?? [];
  return id;
}
