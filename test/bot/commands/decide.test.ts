import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyJournal } from "../../../src/store/journal.ts";
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
afterEach(async () => {
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
  await branch.close();
});

test("the secretary merges two records and takes them apart again", async () => {
  await zhang.says("昨天上午集中学习 党章");
  await li.says("昨天下午集中学习 学习党章 15人");
  expect((await secretary.says("统计")).text).toContain("集中学习 2次");

  expect(await secretary.says("合并 #2 #1")).toMatchObject({ outcome: "joined", records: [1] });
  expect((await secretary.says("统计")).text).toContain("集中学习 1次");
  expect((await secretary.says("最近")).text).toContain("15人");

  expect(await secretary.says("分开 #2")).toMatchObject({ outcome: "logged", records: [2] });
  expect((await secretary.says("统计")).text).toContain("集中学习 2次");
  expect((await secretary.says("历史 #2")).text).toMatch(/记入[\s\S]*并入 #1[\s\S]*分开/);
});

test("works of members are never merged", async () => {
  await zhang.says("写了1篇心得");
  await li.says("写了1篇心得");
  expect((await secretary.says("合并 #2 #1")).outcome).toBe("refused");
});

test("open points list what waits, with the words that decide it", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await li.says("昨天集中学习 18人");
  await li.says("11月31日党课20人");
  await zhang.says("昨天支委会");
  await zhang.says("昨天主题党日 300人 26小时");

  const { text } = await secretary.says("待办");
  expect(text).toContain("合并 #2 #1 / 分开 #2");
  expect(text).toContain("#3 改 日期 …");
  expect(text).toContain("没有人数");
  expect(text).toContain("支部登记的党员只有 3 人");
  expect(text).toContain("时长 26 小时");
  expect((await zhang.says("待办")).outcome).toBe("refused");
});

test("what was told before its day is a question of that day once it has passed, beside what was told of it then", async () => {
  branch.at("2026-11-16 09:00");
  expect((await zhang.says("明天志愿服务 献血 3人")).outcome).toBe("held");
  expect((await li.says("后天党课 3人")).outcome).toBe("held");
  expect((await secretary.says("待办")).text).toContain("明天还没有到");

  branch.at("2026-11-18 09:00");
  await zhang.says("昨天献血志愿服务 3人");
  const { text } = await secretary.says("待办");
  expect(text).toContain("原说11月17日（周二）办，那天已记 #3 11月17日（周二） 志愿服务");
  expect(text).toContain("可发：撤销 #1 / #1 改 日期 11月17日");
  expect(text).toContain("原说11月18日（周三）办，办了请改日期，没有办就撤销");
  expect((await secretary.says("#2 改 日期 11月18日")).outcome).toBe("edited");
  await secretary.says("撤销 #1");
  expect((await secretary.says("待办")).text).not.toMatch(/#[12] /);
});

test("a headcount is unusual beside the members that were stated, and beside who usually comes", async () => {
  await zhang.says("昨天主题党日 40人");
  expect((await secretary.says("待办")).text).toContain("人数 40，支部登记的党员只有 3 人");
  await secretary.says("填 2026 党员人数 30");
  expect((await secretary.says("待办")).text).not.toContain("人数 40");
  await zhang.says("前天党课 120人");
  expect((await secretary.says("待办")).text).toContain("人数 120，填写的党员人数是 30");

  await secretary.says("填 2026 党员人数 取消");
  for (const day of [1, 2, 3]) await zhang.says(`11月${day}日集中学习 ${40 + day}人`);
  const { text } = await secretary.says("待办");
  expect(text).not.toMatch(/人数 4\d/);
  await zhang.says("11月6日集中学习 410人");
  expect((await secretary.says("待办")).text).toContain("人数 410，平时多在 43 人左右");
});

test("differing numbers of one event are kept side by side until the secretary decides", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await li.says("昨天集中学习 党章 18人 3小时");
  await li.says("是");
  await secretary.says("昨天集中学习 党章 2小时");
  await secretary.says("是");
  expect((await secretary.says("最近")).text).toContain("15人");
  const { text } = await secretary.says("待办");
  expect(text).toContain("人数：已记 15人，#2 报的是 18人");
  expect(text).toContain("时长：已记 3小时，#3 报的是 2小时");

  await secretary.says("#1 改 人数 18");
  await secretary.says("#1 改 时长 3小时");
  expect((await secretary.says("待办")).text).not.toContain("报的是");
  expect((await secretary.says("最近")).text).toContain("18人");
});

test("two that were parted and then joined are one again, also after the event was withdrawn and restored", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await li.says("昨天集中学习 党章 16人");
  await secretary.says("分开 #2");
  expect((await secretary.says("统计")).text).toContain("集中学习 2次");
  await secretary.says("合并 #2 #1");
  await secretary.says("撤销 #1");
  expect((await secretary.says("恢复 #1")).text).toContain("是同一次吗");
  expect((await secretary.says("统计")).text).toContain("集中学习 1次");
});

test("in January last year's open points are still listed, and those of any year on request", async () => {
  branch.at("2025-11-20 10:00");
  await zhang.says("昨天支委会");
  branch.at("2026-01-10 10:00");
  expect((await secretary.says("待办")).text).toContain("补数 #1");
  branch.at("2026-03-10 10:00");
  expect((await secretary.says("待办")).text).toContain("没有待办");
  expect((await secretary.says("待办 2025")).text).toContain("补数 #1");
});

test("a number that may count something else is asked about by what it would count", async () => {
  const { text } = await zhang.says("昨天走访困难党员 9人");
  expect(text).toContain("“9人”是参加的人数吗？可以回复“是”或准确的数字。");
  expect((await zhang.says("是")).text).toContain("9人");
});

test("after the close, what was said is shown with where its reason goes, and works so", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await secretary.says("封账 2026");
  expect((await secretary.says("撤销 #1")).text).toContain("如：撤销 #1 原因 记错了。");
  expect((await zhang.says("撤销")).text).toContain("如：撤销 #1 原因 记错了。");
  expect((await secretary.says("#1 改 人数 18")).text).toContain("如：#1 改 人数 18 原因 记错了。");
  expect((await zhang.says("改 人数 18")).text).toContain("如：#1 改 人数 18 原因 记错了。");
  expect((await zhang.says("#1 改 人数 18 原因 记错了")).outcome).toBe("edited");
  expect((await secretary.says("撤销 #1 原因 记错了")).outcome).toBe("voided");

  await zhang.says("昨天党课 20人");
  expect((await secretary.says("待办")).text).toContain("撤销 #2 原因 …");
});

test.for(["30日", "11/30", "是三十号"])(
  "of the days offered, %s is the one of that day, whatever year it is by then",
  async (words) => {
    await zhang.says("11月31日党课 20人");
    branch.at("2027-01-02 10:00");
    await secretary.says("封账 2025");
    expect((await zhang.says(words)).text).toBe(
      "先留着 #1 2025年11月30日（周日） 党课 20人。\n那一年已经封账，等书记写明原因后计入。",
    );
    expect((await secretary.says("计入 #1 原因 补记")).text).toContain("2025年11月30日");
  },
);

test("whoever closes a year hears what is still open, and that it is not over", async () => {
  await zhang.says("昨天集中学习 党章");
  await zhang.says("11月10日集中学习 12人");
  await li.says("11月10日集中学习");
  const { text } = await secretary.says("封账 2026");
  expect(text).toContain("还有 2 条待办没有办，其中 1 条待定，没有计入，发“待办 2026”查看。");
  expect(text).toContain("2026 年还没有过完，以后记的活动要您写明原因才计入。封早了请发“解封 2026 封早了”。");
  branch.at("2027-01-10 10:00");
  await secretary.says("解封 2026 封早了");
  await secretary.says("补数 #1");
  await secretary.says("15");
  await secretary.says("撤销 #3");
  expect((await secretary.says("封账")).text).toMatch(/^2026 年已封账，数字存为草稿2。以后要改，请写明原因。$/);
});

test("in a closed year a number is stated with a reason alone, be it for a blank", async () => {
  branch.at("2027-01-10 10:00");
  await secretary.says("填 党建工作会议 3");
  await secretary.says("封账");
  for (const words of ["填 党建工作会议 4", "填 党建工作会议 取消", "填 重点工作项数 6"]) {
    const { outcome, text } = await secretary.says(words);
    expect(outcome).toBe("asked");
    expect(text).toMatch(/^2026 年已经封账。确实要改 \S+，请连同原因再发一次，如：填 2026 \S+ \S+ 原因 记错了。$/);
  }
  expect((await secretary.says("填 重点工作项数 6 原因 漏填")).outcome).toBe("answered");
  await secretary.says("填空 2026");
  const refused = await secretary.says("5");
  expect(refused.text).toContain("如：5 原因 补填。");
  expect((await secretary.says("5 原因 补填")).text).toContain("已填");
  await secretary.says("停");
  expect((await secretary.says("统计 去年")).text).toContain("党建工作会议 3次");
  expect((await secretary.says("填 党建工作会议 4 原因 核对会议记录")).text).toContain("党建工作会议：4次");
  expect((await secretary.says("填 2026 党建工作会议 取消 原因 不该填")).text).toContain("已取消");
});

test("a year that has not begun is neither closed nor reported on", async () => {
  expect(await secretary.says("封账 2027")).toMatchObject({ outcome: "refused", text: "2027 年还没有到，没有封账。" });
  expect(await secretary.says("生成 2027 年述职报告")).toMatchObject({
    outcome: "refused",
    text: "2027 年还没有到，没有生成。",
  });
});

test("what the secretary confirms is not listed again", async () => {
  await zhang.says("昨天主题党日 300人");
  expect((await secretary.says("待办")).text).toContain("300");
  await secretary.says("确认 #1");
  expect((await secretary.says("待办")).text).toContain("没有待办");
});

test("a record is listed once with all that is open about it", async () => {
  await zhang.says("昨天主题党日 300人 两三个小时");
  const { text } = await secretary.says("待办");
  expect(text).toMatch(
    /^待办 1 条：\n#1 .*\n .*300.*\n .*时长是 2小时 还是 3小时？\n {2}可发：确认 #1 \/ 撤销 #1 \/ #1 改 时长 …$/,
  );
});

test("a missing headcount is asked for and filled by one number", async () => {
  await zhang.says("昨天支委会");
  const { replies, text } = await secretary.says("待办");
  expect(text).toContain("没有人数");
  expect(replies[0]?.choices?.map(({ label }) => label)).toEqual(["补数 #1", "确认 #1"]);

  expect((await secretary.says("补数 #1")).text).toContain("#1的人数是多少");
  expect((await secretary.says("5")).outcome).toBe("answered");
  expect((await secretary.says("待办")).text).toContain("没有待办");
  expect((await secretary.says("最近")).text).toContain("5人");
});

test("a withdrawn record comes back by 恢复", async () => {
  await zhang.says("昨天党课 20人");
  await zhang.says("撤销");
  const back = await secretary.says("恢复 #1");
  expect(back.outcome).toBe("logged");
  expect(back.text).toMatch(/^已恢复：#1 /);
  expect((await secretary.says("统计")).text).toContain("党课 1次");
});

test("whoever withdrew their own record brings it back, but not what the secretary withdrew", async () => {
  await zhang.says("昨天党课 20人");
  expect((await zhang.says("撤销")).text).toContain("撤错了请发“恢复 #1”");
  expect((await zhang.says("恢复 #1")).text).toMatch(/^已恢复：#1 /);
  await secretary.says("撤销 #1");
  expect(await zhang.says("恢复 #1")).toMatchObject({
    outcome: "refused",
    text: "#1 不是您自己撤销的，要恢复请找书记。",
  });
  expect((await secretary.says("统计")).text).not.toContain("党课 1次");
});

test("in a closed year a change needs a reason, and drafts show the difference", async () => {
  branch.at("2026-12-30 10:00");
  await zhang.says("昨天党课 20人");
  await secretary.says("封账 2026");

  const asked = await zhang.says("改 人数 21");
  expect(asked.outcome).toBe("asked");
  expect(asked.text).toContain("原因");
  expect((await zhang.says("改 人数 21 原因 点错了")).outcome).toBe("edited");

  const late = await zhang.says("前天集中学习 12人");
  expect(late.text).toContain("封账");
  expect((await secretary.says("统计")).text).not.toContain("集中学习 1次");
  expect((await secretary.says("计入 #2")).outcome).toBe("asked");
  expect((await secretary.says("计入 #2 原因 补记")).outcome).toBe("logged");

  const draft = await secretary.asks("生成 2026 年述职报告");
  expect(draft.text).toContain("封账后变动");
  expect(draft.text).toContain("集中学习");
  expect((await secretary.says("解封 2026")).outcome).toBe("asked");
  expect((await secretary.says("解封 2026 上级要求更正")).outcome).toBe("answered");
  expect((await zhang.says("改 人数 22")).outcome).toBe("edited");
});

test("history tells who changed what and when", async () => {
  await zhang.says("昨天党课 20人");
  branch.at("2026-11-23 11:00");
  await secretary.says("#1 改 人数 21");
  const { text } = await zhang.says("历史 #1");
  expect(text).toContain("11月23日 10:00 张三 记入");
  expect(text).toContain("11月23日 11:00 王五 更正：人数 20人 → 21人");
});

test("of sensitive kinds only counts and dates are kept, and the bot says so", async () => {
  const said = await zhang.says("昨天三重一大会议 研究张某任职问题 议定2项 5人");
  expect(said.text).toContain("没有保存");
  expect(said.text).not.toContain("任职");
  expect((await secretary.says("最近")).text).not.toContain("任职");
  expect((await secretary.says("为什么 #1")).text).not.toContain("任职");
});

test("a year that was caught up on late is one point, confirmed at once, beside what has to be decided", async () => {
  for (const day of ["3月5日", "4月9日", "5月14日", "6月18日", "9月3日"]) await zhang.says(`${day}集中学习 党章 15人`);
  await zhang.says("7月2日集中学习 党章");
  await li.says("11月20日主题党日 300人");
  const { text, replies } = await secretary.says("待办");
  expect(text).toContain("待办 7 条：\n补记的 5 条，日期从 2026-03-05 到 2026-09-03\n");
  expect(text).toContain("可发：确认 补记\n");
  expect(text).not.toContain("#1 ");
  expect(text).toMatch(/#6 .*\n.*才登记\n.*没有人数/);
  expect(text).toContain("确认 #7");
  expect(replies[0]?.choices?.map(({ label }) => label)[0]).toBe("确认 补记");

  expect((await zhang.says("确认 补记")).outcome).toBe("refused");
  expect((await secretary.says("确认 补记")).text).toBe("补记的 5 条已确认，不再列入待办。");
  const after = (await secretary.says("待办")).text;
  expect(after).toMatch(/^待办 2 条：\n#6 /);
  expect(after).not.toContain("补记的");
  expect((await secretary.says("确认 补记")).text).toBe("没有等确认的补记。");
  expect((await secretary.says("统计")).text).toContain("集中学习 6次");
});

test("a few that were logged late are listed one by one, and so is one that changed after it was confirmed", async () => {
  for (const day of ["3月5日", "4月9日", "9月3日"]) await zhang.says(`${day}集中学习 党章 15人`);
  expect((await secretary.says("待办")).text).toMatch(/#1 .*\n {2}日期在半年以前，年份对吗\n {2}可发：确认 #1/);
  await secretary.says("确认 补记");
  await secretary.says("#2 改 人数 16");
  expect((await secretary.says("待办")).text).toMatch(/^待办 1 条：\n#2 /);
});

test("what was caught up on of the year before is confirmed with its year", async () => {
  for (const day of ["3月5日", "4月9日", "5月14日", "6月18日"]) await zhang.says(`2025年${day}集中学习 党章 15人`);
  expect((await secretary.says("待办")).text).toContain("没有待办");
  expect((await secretary.says("待办 2025")).text).toContain("可发：确认 补记 2025");
  expect((await secretary.says("确认 补记 2025")).text).toContain("补记的 4 条已确认");
  expect((await secretary.says("待办 2025")).text).toContain("没有待办");
});

test("two lengths in one message are asked about as they were told, and as nobody else's", async () => {
  await zhang.says("昨天志愿服务 上午2小时 下午3小时 2人");
  const { text } = await secretary.says("待办");
  expect(text).toContain("时长是 5小时、2小时 还是 3小时？");
  expect(text).not.toContain("已记");
});
