import { afterEach, beforeEach, expect, test } from "vitest";
import { findActivity, type StoredActivity } from "../../../src/store/activities.ts";
import { type Branch, openBranch, type Said } from "../../helpers/branch.ts";
import { type Account, enrolled } from "../../helpers/people.ts";

let branch: Branch;
let zhang: Account;
let li: Account;
let secretary: Account;
beforeEach(async () => {
  branch = await openBranch();
  zhang = await enrolled(branch, "张三");
  li = await enrolled(branch, "李四");
  secretary = await enrolled(branch, "王五", { role: "secretary" });
});
afterEach(() => branch.close());

async function record(id: number): Promise<StoredActivity> {
  const found = await findActivity(branch.deps.db, id);
  if (found === undefined) throw new Error(`no #${id}`);
  return found;
}

async function told(by: Account, text: string): Promise<string> {
  return (await by.says(text)).inbound.key;
}

test("a counted record whose message is edited to an impossible day waits for its day", async () => {
  const key = await told(zhang, "昨天党课 20人");
  await zhang.edits(key, "11月31日党课 20人");
  expect(await record(1)).toMatchObject({ state: "held", heldFor: "date" });
});

test("what was withdrawn of a message stays withdrawn when the rest is edited", async () => {
  const key = await told(zhang, "昨天党课 20人；昨天支委会 5人");
  await zhang.says("撤销 #2");
  expect(await zhang.edits(key, "昨天党课 21人；昨天支委会 5人")).toMatchObject({ outcome: "edited", records: [1] });
  expect(await record(1)).toMatchObject({ headcount: { value: 21 } });
  expect(await record(2)).toMatchObject({ state: "void" });
});

/** The confirmation as it stands after an edit, where the platform changes what it sent. */
function confirmed({ replies }: Said): string {
  return replies[0]?.inPlace?.text ?? "";
}

test("an edit that adds a record tells the new one as new, and leaves what it does not change", async () => {
  const key = await told(zhang, "昨天党课 20人");
  const text = confirmed(await zhang.edits(key, "昨天党课 20人；昨天支委会 5人"));
  expect(text.match(/^.*(?=：)/gm)).toEqual(["已记 #1", "已记 #2"]);
  expect(confirmed(await zhang.edits(key, "昨天党课 21人；昨天支委会 5人"))).toMatch(/^已更正 #1：[\s\S]*\n已记 #2：/);
});

test("what an edit withdraws is all told how to restore, and what it brings back counts again aloud", async () => {
  const key = await told(zhang, "昨天党课 20人；昨天支委会 5人；前天主题党日 9人");
  expect(confirmed(await zhang.edits(key, "昨天党课 20人"))).toContain("撤错了请发“恢复 #2”、“恢复 #3”。");
  await zhang.says("撤销 #1");
  const again = await zhang.edits(key, "昨天党课 20人。");
  expect(confirmed(again)).toContain("重新计入 #1：党课");
  expect(again.text).toContain("#1 原来撤销了，现在重新计入。");
});

test("small talk that is edited to a report twice is one record", async () => {
  const key = await told(zhang, "写了");
  expect((await zhang.edits(key, "写了1篇心得")).outcome).toBe("logged");
  expect(await zhang.edits(key, "写了2篇心得")).toMatchObject({ outcome: "edited", records: [1] });
  expect((await zhang.says("统计")).text).toContain("心得体会 2篇");
});

test("an edited report that was joined brings its new words to the event", async () => {
  await zhang.says("昨天集中学习 党章");
  const key = await told(li, "昨天集中学习 15人");
  await li.says("是");
  await li.edits(key, "昨天集中学习 16人");
  expect(await record(1)).toMatchObject({ headcount: { value: 16 }, participants: [1, 2] });
  expect(await record(2)).toMatchObject({ joined: true });

  await li.edits(key, "昨天党课 16人");
  expect(await record(1)).toMatchObject({ headcount: null, participants: [1] });
  expect(await record(2)).toMatchObject({ state: "counted", kinds: ["党课"] });
});

test("those named in an edited message are those who took part", async () => {
  const key = await told(zhang, "昨天集中学习 党章 参加人：张三、李四");
  await zhang.edits(key, "昨天集中学习 党章 参加人：张三、王五");
  expect((await record(1)).participants).toEqual([1, 3]);
});

test("an edit answers what was asked before", async () => {
  await zhang.says("昨天集中学习 党章");
  const key = await told(li, "昨天集中学习");
  await li.edits(key, "昨天党课");
  expect((await li.says("是")).outcome).toBe("ignored");
  expect(await record(2)).toMatchObject({ state: "counted", joined: false });
});

test("a mixed meeting is asked about its part after an edit too", async () => {
  const key = await told(zhang, "昨天支委会 议定3项");
  const edited = await zhang.edits(key, "昨天三重一大会议 支委会 议定3项");
  expect(edited.text).toContain("三重一大");
  expect((await record(1)).doubts).toMatchObject([{ reason: "part" }]);
});

test("what the words of an edit say of pairs and parts is kept as that of the message was", async () => {
  const key = await told(zhang, "昨天书记与委员谈心谈话 2人次");
  await zhang.edits(key, "昨天书记与委员谈心谈话 3人次");
  expect((await record(1)).quantities).toContainEqual(expect.objectContaining({ name: "支委之间" }));
  const other = await told(zhang, "前天支委会议定3项，其中三重一大1项");
  await zhang.edits(other, "前天支委会议定3项，其中三重一大2项");
  expect((await record(2)).quantities).toContainEqual(expect.objectContaining({ name: "三重一大议定事项", value: 2 }));
});

test("an edit that arrives after its message was taken back changes nothing", async () => {
  const key = await told(zhang, "昨天党课 20人");
  await recall(key, zhang);
  expect((await zhang.edits(key, "昨天党课 21人")).outcome).toBe("ignored");
  expect(await record(1)).toMatchObject({ state: "void" });
});

function recall(of: string, by: Account) {
  const sentAt = branch.deps.clock();
  const key = `telegram:recall ${of}`;
  return branch.deliver({
    ...{ kind: "recall", key, of, message: key, channel: "telegram", chat: by.id, chatType: "private", sentAt },
    from: { id: by.id },
  });
}

test("in a closed year neither edit, recall nor answer changes a number without a reason", async () => {
  const key = await told(zhang, "昨天党课 20人");
  await zhang.says("昨天集中学习 党章");
  await li.says("昨天集中学习 15人");
  await li.says("前天支委会 十几人");
  await secretary.says("封账 2026");

  expect((await zhang.edits(key, "昨天党课 21人")).outcome).toBe("asked");
  expect((await recall(key, zhang)).outcome).toBe("asked");
  expect((await li.says("9")).outcome).toBe("asked");
  expect((await li.says("9 原因 补记")).outcome).toBe("answered");
  expect(await record(4)).toMatchObject({ headcount: { value: 9 } });
  expect((await li.says("是")).outcome).toBe("asked");
  expect(await record(2)).toMatchObject({ headcount: null });
  expect((await li.says("是 原因 漏记")).outcome).toBe("joined");
  expect(await record(1)).toMatchObject({ state: "counted", headcount: { value: 20 } });
  expect(await record(2)).toMatchObject({ headcount: { value: 15 } });
});

test("a report of the open year leaves an event of the closed one by a reason alone", async () => {
  branch.at("2027-01-05 10:00");
  await zhang.says("2026年12月31日至2027年1月2日集中学习 党章");
  await li.says("2027年1月1日集中学习 15人");
  await li.says("是");
  await secretary.says("封账 2026");
  expect((await li.says("撤销")).outcome).toBe("asked");
  expect((await secretary.says("分开 #2")).outcome).toBe("asked");
  expect((await li.says("撤销 原因 记错了")).outcome).toBe("voided");
});

test("withdrawing an event frees a report of a closed year by a reason alone", async () => {
  branch.at("2027-01-05 10:00");
  await zhang.says("2027年1月1日集中学习 党章");
  await li.says("2026年12月31日至2027年1月2日集中学习 15人");
  await li.says("是");
  await secretary.says("封账 2026");
  expect((await zhang.says("撤销")).outcome).toBe("asked");
  expect((await zhang.says("撤销 原因 记错了")).outcome).toBe("voided");
  expect(await record(2)).toMatchObject({ state: "counted" });
});
