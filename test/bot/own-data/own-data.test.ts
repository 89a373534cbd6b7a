import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openCalendar } from "../../../src/bot/calendar.ts";
import { draftOf } from "../../../src/bot/drafts/drafting.ts";
import { compactLate } from "../../../src/bot/own-data/compacting.ts";
import { erasePersonWhole } from "../../../src/bot/own-data/erasing.ts";
import { dropOldExports } from "../../../src/bot/own-data/exporting.ts";
import { openJobs } from "../../../src/bot/work/jobs.ts";
import { TO_COMPACT } from "../../../src/store/erasure/compact.ts";
import { verifyJournal } from "../../../src/store/journal.ts";
import { getMark, setMark } from "../../../src/store/marks.ts";
import { saveOwnTemplate } from "../../../src/store/own-templates.ts";
import { setPlainChat } from "../../../src/store/plain-chats.ts";
import { writing } from "../../../src/store/transaction.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { type Account, account, enrolled, groupEvent } from "../../helpers/people.ts";
import { temporaryFolder } from "../../helpers/temporary.ts";

/** Ids as platforms give them; they stand in chats and in keys of messages. */
const ZHANG = "8123456701";

let folder: string;
let branch: Branch;
let zhang: Account;
let li: Account;
let secretary: Account;
let admin: Account;
beforeEach(async () => {
  folder = temporaryFolder();
  branch = await openBranch("第一党支部", "2026-11-23 10:00", folder);
  zhang = await enrolled(branch, ZHANG, { name: "张三" });
  li = await enrolled(branch, "8123456702", { name: "李四" });
  secretary = await enrolled(branch, "8123456703", { name: "王五", role: "secretary" });
  admin = await enrolled(branch, "8123456704", { name: "赵六", role: "admin" });
});
afterEach(async () => {
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
  await branch.close();
});

/** Sends what waits and does the slow work. */
async function work(): Promise<void> {
  await branch.deps.db.updateTable("outbox").set({ state: "sent" }).where("state", "=", "queued").execute();
  await jobsDone();
}

async function jobsDone(): Promise<void> {
  const errors: unknown[] = [];
  const jobs = openJobs(branch.deps, { onStart: () => {}, onDone: () => {}, onError: (error) => errors.push(error) });
  jobs.wake();
  await jobs.idle();
  expect(errors).toEqual([]);
}

async function values() {
  const wanted = { organisation: branch.organisation, year: 2026, withSubUnits: false, madeAt: branch.deps.clock() };
  const drafted = await draftOf(branch.deps.db, branch.deps, wanted);
  if (!drafted.ok) throw new Error(drafted.faults.join());
  return drafted.draft.values;
}

/** Files of the data folder that hold these bytes. */
function filesWith(...words: string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => words.some((word) => readFileSync(join(folder, name)).includes(word) || name.includes(word)));
}

async function aYear(): Promise<void> {
  await zhang.says("昨天上午集中学习 二十大报告 15人 2小时");
  await li.says("昨天上午学习二十大报告 18人");
  await li.says("是");
  await li.says("昨天志愿服务 清扫 张三、李四参加 2小时");
  await li.says("捐款 800元 助学");
  await secretary.says("11月20日党课 张三讲的入党故事 20人 地点 张三工作室");
  await zhang.says("写了2篇心得");
  await zhang.says("捐款 500元");
  await zhang.says("我叫 张三丰");
  await zhang.says("我叫 张三");
  await zhang.says("十几个人参加了主题党日");
  await secretary.says("填 上年度查摆问题 一是张三工作作风；二是学习不够");
  await groupEvent(branch, "join", "-1009", [{ id: ZHANG, name: "张三" }]);
  await secretary.says("生成 2026 年述职报告");
}

test("a member gets everything about themselves as files, in private", async () => {
  await aYear();
  await zhang.says("记一条");
  await zhang.says("党课");
  await work();
  expect((await zhang.saysIn("-1009", "导出我的数据")).outcome).toBe("ignored");
  expect((await zhang.says("导出我的数据")).outcome).toBe("answered");
  await jobsDone();

  const { db } = branch.deps;
  const queued = await db.selectFrom("outbox").selectAll().where("key", "like", "%/file/%").orderBy("id").execute();
  const sent = queued.filter(({ chat }) => chat === ZHANG).map(({ payload }) => JSON.parse(payload).file);
  expect(sent.map(({ name }) => name)).toEqual(["我的数据2026-11-23.txt", "我的数据2026-11-23.json"]);
  for (const { path } of sent) {
    expect(path.startsWith(join(folder, "exports"))).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
  const [text = "", json = "{}"] = sent.map(({ path }) => readFileSync(path, "utf8"));
  expect(text).toContain("捐款 500元");
  expect(text).toContain("telegram 8123456701");
  expect(text).toMatch(/【没有说完的】\n2026-11-23 10:00 记一条：党课\n/);
  const data = JSON.parse(json);
  expect(data).toMatchObject({ name: "张三", accounts: [{ channel: "telegram", externalId: ZHANG }] });
  expect(data.memberships).toMatchObject([{ organisation: "第一党支部", role: "member" }]);
  expect(data.records.map(({ id }: { id: number }) => id)).toEqual([1, 3, 6, 7, 8]);
  const words = data.messages.map(({ payload }: { payload: { text: string } }) => payload.text);
  expect(words).toContain("捐款 500元");
  expect(words.join()).not.toContain("助学");
  expect(data.replies.length).toBeGreaterThanOrEqual(6);
  expect(data.journal.some(({ own }: { own: boolean }) => !own)).toBe(true);

  dropOldExports(folder, new Date());
  expect(readdirSync(join(folder, "exports"))).toHaveLength(2);
  dropOldExports(folder, new Date(Date.now() + 61 * 60_000));
  expect(readdirSync(join(folder, "exports"))).toEqual([]);
});

test("a large ledger is written anew in the night, or a day later, and holds nothing of the person after it", async () => {
  await aYear();
  await branch.deps.db.updateTable("outbox").set({ state: "sent" }).execute();
  const { id } = await branch.deps.db
    .selectFrom("identity")
    .select("person_id as id")
    .where("external_id", "=", ZHANG)
    .executeTakeFirstOrThrow();
  await erasePersonWhole(branch.deps, id, { patienceMs: 0, largeBytes: 1 });
  const held = filesWith(ZHANG);
  for (const [time, left] of [
    ["2026-11-23 23:00", held],
    ["2026-11-24 00:59", held],
    ["2026-11-24 01:00", []],
  ] as const) {
    branch.at(time);
    await compactLate(branch.deps);
    expect([held.length > 0, filesWith(ZHANG)]).toEqual([true, left]);
  }
  await setMark(branch.deps.db, TO_COMPACT, branch.deps.clock().toISOString());
  branch.at("2026-11-25 12:00");
  await openCalendar(branch.deps, { channels: [], onQueued: () => {}, report: () => {}, note: () => {} }).close();
  expect(await getMark(branch.deps.db, TO_COMPACT)).toBeUndefined();
});

test("erasing takes name, account and words out of every file, and no number changes", async () => {
  await aYear();
  await work();
  await zhang.says("导出我的数据");
  await work();
  writeFileSync(join(folder, "exports", "old.txt"), "张三");
  await setPlainChat(branch.deps.db, `telegram:${ZHANG}`, true);
  const before = await values();

  const asked = await zhang.says("抹除我的数据");
  expect(asked.outcome).toBe("asked");
  expect(asked.text).toContain("备份");
  expect((await zhang.says("是")).outcome).toBe("answered");
  expect((await zhang.says("统计")).outcome).toBe("refused");
  await work();

  expect(await values()).toEqual(before);
  expect(filesWith("张三", ZHANG, "写了2篇心得")).toEqual([]);
  expect((await li.says("统计")).text).toContain("集中学习 1次");
  expect((await secretary.says("历史 #1")).text).toContain("（已抹除） 记入（内容已抹除）");
  expect((await secretary.says("最近")).text).toContain("某某讲的入党故事");
  expect((await secretary.says("生成 2026 年述职报告")).outcome).toBe("answered");
});

test("a blank of the template that is named after somebody keeps its number without the name", async () => {
  const own = { digest: null, words: "慰问张三【待填：慰问张三（次）】，课{{党课}}", slots: [], person_id: 1 };
  await writing(branch.deps.db, (trx) =>
    saveOwnTemplate(trx, { ...own, organisation_id: branch.organisation, name: "a.md", set_at: "2026-11-01" }),
  );
  await secretary.says("填 慰问张三 3");
  await secretary.says("生成 2026 年述职报告");
  await work();
  await zhang.says("抹除我的数据");
  await zhang.says("是");
  await work();
  expect(filesWith("张三")).toEqual([]);
  expect((await secretary.says("为什么 慰问某某")).text).toContain("慰问某某：3次（由");
  await secretary.says("对比 草稿1");
  await work();
  const rows = await branch.deps.db.selectFrom("outbox").select("payload").where("key", "like", "%/outcome").execute();
  expect(rows.map(({ payload }) => payload).at(-1)).toContain("数字都一样");
});

test("an admin erases somebody, also one who left, and is told when it is done", async () => {
  await aYear();
  await zhang.says("退出 第一党支部");
  expect((await secretary.says("抹除 张三")).outcome).toBe("refused");
  expect((await admin.says("抹除 张三")).text).toContain("张三（1号）");
  expect((await admin.says("是")).outcome).toBe("answered");
  await work();

  expect(filesWith("张三", ZHANG)).toEqual([]);
  const queued = await branch.deps.db.selectFrom("outbox").select("payload").where("state", "=", "queued").execute();
  expect(queued.map(({ payload }) => payload).join()).toContain("数据已经抹除");
  expect((await admin.says("抹除 李四")).outcome).toBe("asked");
  expect((await admin.says("不是")).text).toContain("没有办");
});

test("a message that comes again from an erased person does nothing, whatever its key is", async () => {
  const { inbound } = await zhang.says("昨天党课 20人");
  const keyed = { ...inbound, key: `telegram:bot:${ZHANG}:7`, text: "昨天集中学习 党章 9人" };
  await branch.deliver(keyed);
  await zhang.says("抹除我的数据");
  await zhang.says("是");
  await work();

  expect((await branch.deliver(inbound)).outcome).toBe("duplicate");
  expect((await branch.deliver(keyed)).outcome).toBe("refused");
  expect((await li.says("统计")).text).toContain("党课 1次");
  expect((await li.says("统计")).text).toContain("集中学习 1次");
});

test("names that others share or hold stay theirs", async () => {
  const long = await enrolled(branch, "8123456705", { name: "张三丰" });
  await long.says("昨天党课 张三丰讲党史 20人");
  await li.says("昨天志愿服务 张三清扫 5人");
  await zhang.says("抹除我的数据");
  await zhang.says("是");
  await work();
  const recent = (await li.says("最近")).text;
  expect(recent).toContain("张三丰讲党史");
  expect(recent).toContain("某某清扫");
});

test("where a namesake stays, only what is surely the erased person's goes", async () => {
  await enrolled(branch, "8123456706", { name: "张三" });
  await li.says("昨天志愿服务 张三清扫 5人");
  await zhang.says("昨天党课 入党故事 20人");
  await zhang.says("抹除我的数据");
  await zhang.says("是");
  await work();
  expect(filesWith(ZHANG)).toEqual([]);
  expect((await li.says("最近")).text).toContain("张三清扫");
  expect((await li.says("历史 #2")).text).toContain("（已抹除）");
});

test("the last admin stays, and nobody else's button confirms", async () => {
  expect((await admin.says("抹除我的数据")).text).toContain("最后一位管理员");
  const asked = await zhang.says("抹除我的数据");
  const words = asked.replies[0]?.choices?.[0]?.operation;
  if (words?.do !== "say") throw new Error("no button");
  expect((await li.says(words.words)).outcome).toBe("refused");
  await zhang.says("不是");
  expect((await zhang.says(words.words)).outcome).toBe("refused");
  expect((await account(branch, ZHANG).says("统计")).outcome).toBe("answered");
});

test("a 是 to a question asked since goes to that question", async () => {
  await li.says("昨天集中学习 党章 15人");
  await zhang.says("抹除我的数据");
  branch.at("2026-11-23 10:05");
  await zhang.says("昨天集中学习 18人");
  expect((await zhang.says("是")).outcome).toBe("joined");
  expect((await zhang.says("统计")).text).toContain("集中学习 1次");
});
