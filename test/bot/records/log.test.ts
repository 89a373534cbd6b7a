import { afterEach, beforeEach, expect, test } from "vitest";
import { type Branch, openBranch } from "../../helpers/branch.ts";

let branch: Branch;
beforeEach(async () => {
  branch = await openBranch();
});
afterEach(() => branch.close());

test("a member logs one line and sees what was understood", async () => {
  const zhang = await branch.member("张三");

  const said = await zhang.says("昨天下午集中学习 二十大报告 15人 2小时");

  expect(said).toMatchObject({ outcome: "logged", records: [1] });
  expect(said.text).toContain("集中学习《二十大报告》");
  expect(said.text).toContain("11月22日（周日）下午");
  expect(said.text).toContain("15人");
  expect(said.text).toContain("2小时");
  expect(said.text).toContain("本年第 1 次集中学习");
});

test("who gave or wrote something is whom the words name, whoever tells it", async () => {
  const secretary = await branch.member("王五", "secretary");
  for (const name of ["张三", "李四"]) await branch.member(name);
  for (const words of ["昨天张三捐款100元", "11月20日李四捐款100元", "11月20日张三捐款50元", "给张三捐款20元"])
    await secretary.says(words);
  await secretary.says("11月18日李四写心得1篇\n11月19日张三写心得2篇");
  await secretary.says("11月17日我和李四交心得各1篇");
  expect((await secretary.says("为什么 捐款人数")).text).toContain("捐款人数：3人");
  const own = async (name: string) => (await (await branch.member(name)).says("我今年交了几篇心得")).text;
  expect(await own("张三")).toContain("心得体会：1次，2篇");
  expect(await own("李四")).toContain("心得体会：2次，3篇");
  expect(await own("王五")).toContain("心得体会：1次，2篇");
});

test("how many of a meeting's items were 三重一大 is not asked where it is said", async () => {
  const zhang = await branch.member("张三");
  for (const words of ["昨天支委会议定3项，其中三重一大1项", "前天支委会议定4项，其中属于“三重一大”的两项"]) {
    expect((await zhang.says(words)).text).not.toContain("？");
  }
  expect((await zhang.says("统计")).text).toContain("“三重一大”议定事项 3个");
  expect((await zhang.says("11月19日支委会 三重一大 议定2项")).text).toContain("属于“三重一大”的有几项？");
});

test("several records in one message are kept each, and none twice", async () => {
  const zhang = await branch.member("张三");

  const said = await zhang.says("周一集中学习15人，上周三党课20人");

  expect(said).toMatchObject({ outcome: "logged", records: [1, 2] });
  expect(said.text).toContain("集中学习");
  expect(said.text).toContain("党课");
});

test("kinds that each bring their own number count with it", async () => {
  const zhang = await branch.member("张三");

  const said = await zhang.says("今年以来开展党课2次 支委会3次 集中学习30次，其中研讨22次");

  expect(said.outcome).toBe("logged");
  const stats = (await zhang.says("统计")).text;
  for (const line of ["党课 2次", "支委会 3次", "集中学习 30次", "研讨交流 22次"]) expect(stats).toContain(line);
});

test("two numbers of one thing count only when one of them was chosen", async () => {
  const zhang = await branch.member("张三");

  const asked = await zhang.says("昨天微心愿 认领5个 完成3个");
  expect(asked.records).toEqual([1]);
  expect(asked.text).toContain("5个 3个");

  expect((await zhang.says("3")).text).toContain("微心愿 3个");
});

test("the same event told by another member is asked about and joined with one word", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  await zhang.says("今天上午集中学习 二十大报告 15人 1小时");

  const asked = await li.says("上午学习二十大报告 15人");
  expect(asked.outcome).toBe("asked");
  expect(asked.text).toContain("张三 10:00 记过 #1");
  expect(asked.text).toContain("是同一次吗？");

  const joined = await li.says("是");
  expect(joined).toMatchObject({ outcome: "joined", records: [1] });
  expect((await li.says("统计")).text).toContain("集中学习 1次");
});

test("a second sitting counts once a member says that it is another one", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("今天集中学习 二十大报告 15人");
  branch.at("2026-11-23 16:00");
  await zhang.says("今天集中学习 10人");

  const separate = await zhang.says("不是");

  expect(separate).toMatchObject({ outcome: "logged", records: [2] });
  expect((await zhang.says("统计")).text).toContain("集中学习 2次");
});

test("plainly different titles and halves of the day are two events, and nobody is asked", async () => {
  const zhang = await branch.member("张三");
  expect((await zhang.says("今天上午集中学习 党章 15人")).outcome).toBe("logged");
  expect((await zhang.says("今天下午集中学习 党章 15人")).outcome).toBe("logged");
  expect((await zhang.says("今天上午集中学习 十五五规划建议 15人")).outcome).toBe("logged");
});

test("a message sent again within five minutes is one, six minutes later it is asked about", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("今天集中学习 党章 15人");
  branch.at("2026-11-23 10:05");
  expect(await zhang.says("今天集中学习  党章 15人")).toMatchObject({ outcome: "duplicate", records: [1] });
  branch.at("2026-11-23 10:11");
  expect((await zhang.says("今天集中学习 党章 15人")).outcome).toBe("asked");
});

test("what adds up is never merged, but the same words at once are asked about", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  expect((await zhang.says("写了1篇心得")).outcome).toBe("logged");
  expect((await li.says("写了1篇心得")).outcome).toBe("logged");

  const again = await zhang.says("写了1篇心得");
  expect(again.outcome).toBe("asked");
  expect(again.text).toContain("又一次，还是重复发送？");
  expect(await zhang.says("重复发送")).toMatchObject({ outcome: "duplicate", records: [1] });

  branch.at("2026-11-23 10:02");
  await zhang.says("写了1篇心得");
  expect((await zhang.says("又一次")).outcome).toBe("logged");
  expect((await zhang.says("统计")).text).toContain("心得体会 3篇");
});

test("a doubtful day holds the record back until it is answered", async () => {
  const zhang = await branch.member("张三");
  const secretary = await branch.member("王五", "secretary");

  const held = await zhang.says("11月31日党课20人");
  expect(held).toMatchObject({ outcome: "held", records: [1] });
  expect(held.text).toContain("11月31日没有这一天");
  expect((await secretary.says("待办")).text).toContain("#1");
  expect((await secretary.says("统计")).text).not.toContain("党课 1次");

  expect((await zhang.says("昨天支委会 5人")).outcome).toBe("logged");
  expect((await zhang.says("11-20")).outcome).toBe("answered");
  expect((await secretary.says("统计")).text).toContain("党课 1次");
});

test("a doubtful number counts as an event, is left empty and asked", async () => {
  const zhang = await branch.member("张三");

  const said = await zhang.says("昨天集中学习 30或31人");
  expect(said.outcome).toBe("logged");
  expect(said.text).toContain("人数是 30 还是 31？");

  expect(await zhang.says("31")).toMatchObject({ outcome: "answered", records: [1] });
  expect((await zhang.says("最近")).text).toContain("31人");
});

test.for(["31", "31人", "三十一个人", "是31人", "31 人左右"])("%j answers how many came", async (words) => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天集中学习 30或31人");
  expect((await zhang.says(words)).outcome).toBe("answered");
});

test.for(["约31人", "31人左右"])("%j is shown as about that many", async (words) => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天集中学习 30或31人");
  await zhang.says(words);
  expect((await zhang.says("最近")).text).toContain("约31人");
});

test.for(["我叫 张三", "谢谢三哥", "第三会议室见", "收到，十分感谢"])(
  "%j is no answer to how many came",
  async (words) => {
    const zhang = await branch.member("张三");
    await zhang.says("昨天集中学习 30或31人");
    expect((await zhang.says(words)).text).not.toContain("已补上");
  },
);

test.for(["一至三季度各召开党员大会1次 15人", "集中学习x3 15人"])(
  "%s: the answer is how often it was held",
  async (words) => {
    const zhang = await branch.member("张三");
    await zhang.says(words);
    expect((await zhang.says("3")).text).toContain("15人 · 3次");
    expect((await zhang.says("统计")).text).toMatch(/(?:支部党员大会|集中学习) 3次/);
  },
);

test("who says 是 where nothing was asked is told so, in private, and talk stays unanswered", async () => {
  const zhang = await branch.member("张三");
  const said = await zhang.says("是的");
  expect(said).toMatchObject({ outcome: "ignored", text: expect.stringContaining("现在没有等您回答的问题") });
  expect((await zhang.says("嗯，好的")).replies).toEqual([]);
  expect((await zhang.says("是", { chatType: "group", chat: "g" })).replies).toEqual([]);
});

test("two members who tell one event in other words are asked", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  await zhang.says("今天上午集中学习 二十届四中全会 18人");
  expect((await li.says("今天上午学习四中全会精神 18人")).text).toContain("是同一次吗");
  await zhang.says("今天上午志愿服务 清理河道垃圾 12人");
  expect((await li.says("上午清河道志愿服务，12个人")).text).toContain("是同一次吗");
});

test("a list that is asked for answers no question", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("上月底主题党日 参观红色教育基地 15人");

  expect((await zhang.says("本月")).text).toContain("本月 0 条");
  expect((await zhang.says("10月30日")).outcome).toBe("answered");
});

test("what was not held is not logged, and the member is told", async () => {
  const zhang = await branch.member("张三");

  expect(await zhang.says("昨天没有学习")).toMatchObject({
    outcome: "ignored",
    records: [],
    text: "这句说的是没有办或没有参加，没有记。",
  });
  expect((await zhang.says("我的")).text).toContain("0 条");
});

test("yes and no with nothing open are ignored", async () => {
  const zhang = await branch.member("张三");
  expect((await zhang.says("是")).outcome).toBe("ignored");
  expect((await zhang.says("不是")).outcome).toBe("ignored");
});

test("a stranger learns nothing", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("今天集中学习 党章 15人");

  const said = await zhang.says("统计", { from: { id: "nobody" } });

  expect(said.outcome).toBe("refused");
  expect(said.text).not.toContain("集中学习");
});

test("a message delivered again is known by its id and changes nothing", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("今天集中学习 党章 15人", { key: "terminal:same" });

  const again = await zhang.says("今天集中学习 党章 15人", { key: "terminal:same" });

  expect(again).toMatchObject({ outcome: "duplicate", records: [1], replies: [] });
});

test("what was several times at once counts as often in the year", async () => {
  const branch = await openBranch();
  const zhang = await branch.member("张三");
  expect((await zhang.says("10月集中学习3次")).text).toContain("本年第 3 次集中学习");
  expect((await zhang.says("昨天集中学习 党章 15人")).text).toContain("本年第 4 次集中学习");
  expect((await zhang.says("#1 改 次数 5")).outcome).toBe("edited");
  expect((await zhang.says("今天上午集中学习 党史 15人")).text).toContain("本年第 7 次集中学习");
  await branch.close();
});

test("each of several is told its own number in the year, by its day", async () => {
  const branch = await openBranch();
  const zhang = await branch.member("张三");
  await zhang.says("今天集中学习 党章 15人");
  const { text } = await zhang.says("上周一集中学习 条例 10人；上周二集中学习 准则 12人");
  expect(text.match(/本年.*/g)).toEqual(["本年第 1 次集中学习", "本年第 2 次集中学习"]);
  await branch.close();
});

test("who tells more than is read is told from where on nothing was kept", async () => {
  const zhang = await branch.member("张三");
  const prose = "，重温了入党誓词".repeat(300);

  const logged = await zhang.says(`昨天党课 20人 学习《党章》${prose}`);
  expect(logged.outcome).toBe("logged");
  expect(logged.text).toContain("这段话太长，从“重温了入党誓词，重温了入”起没有读");

  const asked = await zhang.says(`前天支委会 5人 研究党费${prose}，议定3项`);
  expect(asked.outcome).toBe("held");
  expect(asked.text).toContain("起没有读");
  expect(asked.text).toContain("没有读的话里还有数字，请看看上面记的对不对。是 11月21日（周六） 吗？");
  expect(await zhang.says("是")).toMatchObject({ outcome: "answered", records: asked.records });

  const many = await zhang.says("昨天党课15人。".repeat(300));
  expect(many.outcome).toBe("held");
  expect(many.text).toContain("都没有登记。请分成几条再发");
  expect(many.text).not.toContain("哪一类");

  const talk = await zhang.says(`我们的想法很多${"，大家都说说".repeat(400)}`);
  expect(talk.text).toContain("起没有读，也没有记");
  expect((await zhang.says(`昨天三重一大会议 4人${prose}`)).text).toContain("这段话太长，后面的没有读，也没有记。");
});

test("of a correction beside something new the answer says that it was not made", async () => {
  const zhang = await branch.member("张三");
  const answered = await zhang.says("更正：上周的党课是22人不是20人。另外昨天集中学习12人1小时");
  expect(answered.outcome).toBe("logged");
  expect(answered.records).toHaveLength(1);
  expect(answered.text).toContain("“更正：上周的党课是22人不是20人”像是要更正，还没有改，请单独再发一遍。");
});

test("words that may mean one of some kinds are asked about, with the likeliest first", async () => {
  const zhang = await branch.member("张三");
  const asked = await zhang.says("帮助老人打扫卫生 3人");
  expect(asked.outcome).toBe("held");
  expect(asked.text).toContain("“打扫卫生”记成哪一类？ 志愿服务 / 为群众办实事 / 其他");
  expect((await zhang.says("志愿服务")).text).toContain("志愿服务《帮助老人打扫卫生》");
});

test("an hour of today that has not come is asked about", async () => {
  const zhang = await branch.member("张三");
  const asked = await zhang.says("今晚7点集中学习");
  expect(asked.outcome).toBe("held");
  expect(asked.text).toContain("今晚7点还没有到，只记已经办过的活动。");
});

test.for(["嗯", "谢谢", "好啊", "辛苦了"])("%s many times over is answered at once", async (word) => {
  const zhang = await branch.member("张三");
  const before = process.cpuUsage().user;
  expect((await zhang.says(`${word.repeat(60)}x`)).text).toContain("没有读懂");
  expect(process.cpuUsage().user - before).toBeLessThan(500_000);
});

test("a day without its year that lies far back in another year is told with how to move it", async () => {
  const zhang = await branch.member("张三");
  const far = "没有写年份，记在了 2025 年；不是的话请发如“#1 改 日期 11-21”。";
  expect((await zhang.says("12月20日文体活动 30人")).text).toContain(far);
  expect((await zhang.says("2025年12月21日文体活动 30人")).text).not.toContain("没有写年份");
  expect((await zhang.says("去年12月22日文体活动 30人")).text).not.toContain("没有写年份");
});
