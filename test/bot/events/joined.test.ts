import { afterEach, beforeEach, expect, test } from "vitest";
import { findActivity, type StoredActivity } from "../../../src/store/activities.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";

let branch: Branch;
let zhang: Member;
let li: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch();
  zhang = await branch.member("张三");
  li = await branch.member("李四");
  secretary = await branch.member("王五", "secretary");
});
afterEach(() => branch.close());

async function record(id: number): Promise<StoredActivity> {
  const found = await findActivity(branch.deps.db, id);
  if (found === undefined) throw new Error(`no #${id}`);
  return found;
}

test("one answer is enough where the same was asked twice", async () => {
  await zhang.says("昨天集中学习 党章");
  await li.says("昨天集中学习 党章 15人");
  await li.says("昨天集中学习 党章 15人");
  expect((await li.says("是")).outcome).toBe("joined");
  expect((await li.says("不是")).outcome).toBe("ignored");
  expect(await record(2)).toMatchObject({ joined: true, twinId: 1 });
});

test.each(["我也参加了", "参加了", "我去了", "也去了的", "是的，我去了", "+1", "算我一个"])(
  "%s is asked about with what was held, and answers whether it is the same",
  async (words) => {
    await zhang.says("前天集中学习 党章 15人");
    await zhang.says("昨天下午党课 20人");
    await zhang.says("昨天谈心谈话 2人次");
    await zhang.says("昨天捐款100元");
    const asked = await li.says(words);
    expect(asked).toMatchObject({ outcome: "ignored", records: [] });
    expect(asked.replies[0]?.choices?.map(({ label }) => label)).toEqual([
      "参加 11月22日（周日）下午 党课",
      "参加 11月21日（周六） 集中学习《党章》",
    ]);
    expect((await li.says("参加 11月21日（周六） 集中学习《党章》")).text).toContain("是同一次吗");
    expect(await li.says(words)).toMatchObject({ outcome: "joined", records: [1] });
    expect((await record(1)).participants).toHaveLength(2);
    expect((await li.says(words)).replies[0]?.choices).toHaveLength(1);
  },
);

test.each(["我没参加", "不去了", "谁参加了", "大家都去了吗"])("%s tells of nobody who took part", async (words) => {
  await zhang.says("昨天下午党课 20人");
  expect((await li.says(words)).text).not.toContain("参加的是哪一次");
});

test("one who was asked need not answer what another one decided", async () => {
  await zhang.says("昨天集中学习 党章");
  await li.says("昨天集中学习 15人");
  await secretary.says("合并 #2 #1");
  expect((await li.says("是")).outcome).toBe("ignored");
});

test("when a report leaves its event, what the others told stays", async () => {
  await zhang.says("昨天集中学习");
  await li.says("昨天集中学习 党章 15人");
  await li.says("是");
  await secretary.says("昨天集中学习 党章 16人");
  await secretary.says("是");
  await li.says("昨天集中学习 15人，1小时");
  await li.says("是");
  expect(await record(1)).toMatchObject({ headcount: { value: 15 }, participants: [1, 2, 3] });

  await li.says("撤销 #2");

  expect(await record(1)).toMatchObject({
    title: "党章",
    headcount: { value: 16 },
    minutes: { value: 60 },
    participants: [1, 2, 3],
  });
  expect((await secretary.says("待办")).text).toContain("人数：已记 16人，#4 报的是 15人");
});

test("what is told of the event itself does not go with a report that told it too", async () => {
  await zhang.says("昨天集中学习");
  await li.says("昨天集中学习 15人");
  await li.says("是");
  await zhang.says("改 人数 15");
  await li.says("撤销");
  expect(await record(1)).toMatchObject({ headcount: { value: 15 } });
});

test("reports that were joined to one that is joined are taken back with it", async () => {
  await zhang.says("昨天上午集中学习 党章");
  await li.says("昨天下午集中学习 民法典 15人");
  await secretary.says("昨天下午集中学习 民法典");
  await secretary.says("是");

  await secretary.says("合并 #2 #1");
  expect(await record(1)).toMatchObject({ headcount: { value: 15 }, participants: [1, 2, 3] });
  expect(await record(3)).toMatchObject({ joined: true, twinId: 1 });

  await secretary.says("分开 #2");
  expect(await record(1)).toMatchObject({ headcount: null, participants: [1] });
  expect(await record(2)).toMatchObject({ state: "counted", participants: [2, 3] });
  expect(await record(3)).toMatchObject({ joined: true, twinId: 2 });
});

test("who waits for a report that turns out to be another's event waits for that event", async () => {
  await zhang.says("昨天上午集中学习 党章");
  await li.says("昨天集中学习");
  await secretary.says("昨天下午集中学习 民法典");
  expect(await record(3)).toMatchObject({ heldFor: "same", twinId: 2 });

  await li.says("是");
  expect(await record(3)).toMatchObject({ heldFor: "same", twinId: 1 });
  await secretary.says("是");
  expect(await record(1)).toMatchObject({ participants: [1, 2, 3] });
});

test("of several that waited for a withdrawn record the first counts", async () => {
  await zhang.says("昨天集中学习");
  await li.says("昨天集中学习");
  await secretary.says("昨天集中学习");
  await zhang.says("撤销");
  expect(await record(2)).toMatchObject({ state: "counted" });
  expect(await record(3)).toMatchObject({ state: "held", twinId: 2 });
});

test("a withdrawn event that is restored brings nobody else's report", async () => {
  await zhang.says("昨天集中学习");
  await li.says("昨天集中学习 15人");
  await li.says("是");
  await zhang.says("撤销");
  await secretary.says("恢复 #1");
  expect(await record(1)).toMatchObject({ heldFor: "same", headcount: null, participants: [1] });
});

test("a message sent twice is known although characters that nobody sees stand in it", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("今天上午\u200b集中学习\ufeff 党章 15人");

  const again = await zhang.says("今天上午\u200b集中学习\ufeff 党章 15人");

  expect(again).toMatchObject({ outcome: "duplicate", records: [1] });
  expect((await zhang.says("今天上午集中学习 党章 15人")).outcome).toBe("duplicate");
});

test("the same words after a withdrawal are no retry of what was withdrawn", async () => {
  await zhang.says("昨天集中学习 党章");
  await li.says("昨天集中学习 党章 15人");
  await li.says("是");
  await li.says("昨天集中学习 党章 15人");
  await li.says("撤销");
  expect((await li.says("昨天集中学习 党章 15人")).outcome).toBe("asked");
});

test("of a sensitive event no words are kept that another report tells", async () => {
  await zhang.says("昨天三重一大会议 支委会 议定2项");
  await li.says("昨天支委会 研究张某任职问题 5人");
  await li.says("是");
  expect(await record(1)).toMatchObject({ title: null, headcount: { value: 5 } });
});

test("a question that the secretary settled by 确认 is not answered any more", async () => {
  await zhang.says("昨天集中学习 15人");
  await li.says("昨天集中学习 18人");
  await li.says("是");
  await zhang.says("改 标题 党章");
  await secretary.says("确认 #1");
  expect((await zhang.says("18")).outcome).toBe("ignored");
  expect(await record(1)).toMatchObject({ headcount: { value: 15 } });
});

test("words that tell another activity are no answer, and a day is no number of people", async () => {
  await zhang.says("11月31日党课 20人");
  expect(await zhang.says("11月20日开会")).toMatchObject({ outcome: "held", records: [2] });
  await li.says("昨天集中学习 十几人");
  expect((await li.says("11月20日")).outcome).toBe("ignored");
  expect(await record(3)).toMatchObject({ headcount: null });
});

test("what more an event was is told by the report that says so, and goes with it", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await li.says("昨天集中学习并研讨交流 党章");
  await li.says("是");
  expect(await record(1)).toMatchObject({ kinds: ["集中学习", "研讨交流"] });
  expect((await zhang.says("统计")).text).toContain("研讨交流 1次");

  await li.says("撤销 #2");
  expect(await record(1)).toMatchObject({ kinds: ["集中学习"] });
});

test("kinds that a person decided stay, whatever was reported before", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await li.says("昨天集中学习并研讨交流 党章");
  await li.says("是");
  await zhang.says("#1 改 类别 集中学习");
  expect(await record(1)).toMatchObject({ kinds: ["集中学习"] });
  await secretary.says("昨天集中学习 党章 15人");
  await secretary.says("是");
  expect(await record(1)).toMatchObject({ kinds: ["集中学习"] });
});

test("a kind that has a record of its own is not counted again with a report that tells of both", async () => {
  await zhang.says("昨天主题党日 重温誓词 30人；昨天书记讲党课");
  await li.says("昨天主题党日，重温入党誓词，书记上党课");
  const { outcome, text } = await li.says("是");
  expect(outcome).toBe("joined");
  expect(text).toContain("党课另有记录，没有再算一次。");
  expect(await record(1)).toMatchObject({ kinds: ["主题党日"] });
  expect((await secretary.says("统计 党课")).text).toContain("1次");
  await secretary.says("#1 改 人数 31");
  expect(await record(1)).toMatchObject({ kinds: ["主题党日"], headcount: { value: 31 } });
});

test.each([
  ["都是", 3],
  ["全部是", 3],
  ["其中2个是", 2],
  ["都不是", 0],
])("how much of a meeting's amount was 三重一大 may be said in words: %s", async (words, value) => {
  await zhang.says("昨天支委会，三重一大，议定事项3个");
  expect((await zhang.says(words)).outcome).toBe("answered");
  expect((await record(1)).quantities).toContainEqual({ name: "三重一大议定事项", value, unit: "个", bound: "exact" });
});

test.each(["不是一次", "不是一回事"])("%s keeps both", async (words) => {
  await zhang.says("昨天集中学习 党章");
  await li.says("昨天集中学习");
  expect((await li.says(words)).outcome).toBe("logged");
});

test("a meeting that a report calls 三重一大 is asked how much of it was, and keeps no words", async () => {
  await zhang.says("昨天支委会 绿化方案 5人 议定事项3个");
  await li.says("昨天支委会，三重一大，议定事项3个");
  const { text } = await li.says("是");
  expect(text).toContain("支委会、三重一大会议");
  expect(text).toContain("议定事项3个中，属于“三重一大”的有几个？");
  await li.says("1");
  expect(await record(1)).toMatchObject({ title: null, kinds: ["支委会", "三重一大会议"] });
  const { text: why } = await secretary.says("为什么 三重一大议定事项");
  expect(why).toContain("1个");
});

test("more than a meeting's amount cannot have been 三重一大, whatever is answered, written or corrected", async () => {
  const parts = async () =>
    (await record(1)).quantities.filter(({ name }) => name.startsWith("三重一大")).map(({ value }) => value);
  await zhang.says("昨天支委会，三重一大，议定事项5个");
  expect((await zhang.says("9")).outcome).not.toBe("answered");
  expect(await parts()).toEqual([]);
  await zhang.says("4");
  expect(await parts()).toEqual([4]);

  const { text } = await zhang.says("改 议定事项 2");
  expect(text).toContain("议定事项2个中，属于“三重一大”的有几个？");
  expect(await parts()).toEqual([]);
  await zhang.says("1");
  expect(await parts()).toEqual([1]);
});

test("how much of a meeting's amount was 三重一大 can be corrected", async () => {
  await zhang.says("昨天支委会，三重一大，议定事项5个");
  await zhang.says("4");
  expect((await zhang.says("改 三重一大议定事项 3")).outcome).toBe("edited");
  expect((await secretary.says("为什么 三重一大议定事项")).text).toContain("3个");
  expect((await zhang.says("改 三重一大议定事项 6")).text).toContain("属于“三重一大”的有几个？");
});

test("a meeting's amount that is corrected before the answer is asked about anew", async () => {
  await zhang.says("昨天支委会，三重一大，议定事项5个");
  expect((await zhang.says("改 三重一大议定事项 7")).text).toContain("属于“三重一大”的有几个？");
  const { text } = await zhang.says("改 议定事项 8");
  expect(text).toContain("议定事项8个中，属于“三重一大”的有几个？");
  expect((await record(1)).doubts).toHaveLength(1);
  expect((await secretary.says("待办")).text).toContain("#1 改 三重一大议定事项 …");
  expect((await zhang.says("改 类别 支委会")).text).not.toContain("？");
  expect((await record(1)).doubts).toEqual([]);
});
