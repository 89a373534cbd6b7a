import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Branch, openBranch } from "../../helpers/branch.ts";

let branch: Branch;
beforeEach(async () => {
  branch = await openBranch();
});
afterEach(() => branch.close());

test("a member corrects people and day of the newest record", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天集中学习 党章 15人");

  expect(await zhang.says("改 人数 16")).toMatchObject({ outcome: "edited", records: [1] });
  const moved = await zhang.says("改 日期 11-21");

  expect(moved.outcome).toBe("edited");
  expect(moved.text).toContain("11月21日（周六）");
  expect(moved.text).toContain("16人");
});

test("how long it took is asked in hours, and a number alone is hours where minutes would be none", async () => {
  const zhang = await branch.member("张三");
  expect((await zhang.says("昨天集中学习 党章 15人 两三个小时")).text).toContain("时长是 2小时 还是 3小时？");
  expect((await zhang.says("2")).text).toContain("15人 · 2小时");
  expect((await zhang.says("改 时长 1.5")).text).toContain("1小时30分");
  expect((await zhang.says("改 时长 45")).text).toContain("45分钟");
  expect((await zhang.says("时长 清空")).text).not.toContain("45分钟");
});

test("a value alone is not logged, and its writer is told how to add it to their newest record", async () => {
  const zhang = await branch.member("张三");
  expect((await zhang.says("15人")).text).toContain("没有读懂");
  await zhang.says("昨天集中学习 党章");
  for (const [words, asked] of [
    ["15人", "#1 改 15人"],
    ["18", "#1 改 18人"],
    ["前天", "#1 改 前天"],
  ]) {
    const told = await zhang.says(words ?? "");
    expect(told).toMatchObject({ outcome: "ignored", records: [] });
    expect(told.replies[0]?.choices?.map(({ label }) => label)).toEqual([asked]);
  }
  for (const words of ["待办 去年", "出了什么事去年"])
    expect((await zhang.says(words)).replies[0]?.choices ?? []).toEqual([]);
  expect((await zhang.says("#1 改 18人")).text).toContain("18人");
});

test("who corrects without saying what hears what can be corrected", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天走访慰问 3户");
  for (const words of ["改一下", "改 主持人 李四", "人数不对"]) {
    expect((await zhang.says(words)).text).toContain("没有看出改哪一条、改成什么");
  }
  expect((await zhang.says("今天天气不错")).text).not.toContain("没有看出");
  expect((await zhang.says("改 慰问金 2500")).text).toContain("3户 · 金额 2500元");
});

test("what is added to the record just told makes no second one", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天集中学习 党章 15人");

  const added = await zhang.says("补充：学习2小时");

  expect(added).toMatchObject({ outcome: "edited", records: [1] });
  expect(added.text).toContain("15人 · 2小时");
});

test("a day soon to come is not taken for that of last year", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天集中学习 党章 15人");
  const asked = await zhang.says("改 日期 11月25日");
  expect(asked).toMatchObject({ outcome: "asked" });
  expect(asked.text).toContain(
    "11月25日还没有到。要改成2025年11月25日（周二），请把年份也写上，如“改 日期 2025-11-25”。",
  );
  expect((await zhang.says("改 日期 2025-11-25")).text).toContain("2025年11月25日（周二）");
  expect((await zhang.says("改 日期 去年11月26日")).text).toContain("2025年11月26日");
  expect((await zhang.says("改 日期 12月31日")).text).toContain("2025年12月31日");
});

test("withdrawing takes the sender's own newest record, whoever spoke in between", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  await zhang.says("昨天集中学习 党章 15人");
  await li.says("昨天党课 20人");

  expect(await zhang.says("撤销")).toMatchObject({ outcome: "voided", records: [1] });
  expect((await li.says("统计")).text).toContain("党课 1次");
  expect((await li.says("统计")).text).not.toContain("集中学习");
  expect((await zhang.says("撤销")).outcome).toBe("asked");
});

test("what is withdrawn a second time is said to be, and can still be restored", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  await zhang.says("昨天党课 20人");
  await zhang.says("撤销");

  const again = await zhang.says("撤销 #1");
  expect(again).toMatchObject({
    outcome: "answered",
    text: expect.stringContaining("已经撤销了。撤错了请发“恢复 #1”"),
  });
  expect(again.replies[0]?.choices).toEqual([{ label: "恢复", operation: { do: "say", words: "恢复 #1" } }]);
  expect((await li.says("撤销 #1")).text).toContain("没有找到 #1");
  expect((await zhang.says("恢复 #1")).outcome).toBe("logged");
});

test("a matter that is paid in money counts by times too, where nobody told the sum", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天收党费");
  expect((await zhang.says("统计")).text).toMatch(/党费 1次$/m);
  await zhang.says("10月20日收党费 共300元");
  expect((await zhang.says("统计")).text).toMatch(/党费 2次\n党费金额 300元/);
});

test("when the record asked about is withdrawn, the one that waited counts", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  await zhang.says("昨天集中学习 党章 15人");
  await li.says("昨天集中学习 15人");

  await zhang.says("撤销");

  const stats = await li.says("统计");
  expect(stats.text).toContain("集中学习 1次");
  expect(stats.text).not.toContain("待定");
  expect((await li.says("是")).outcome).toBe("ignored");
});

test("when an event that others joined is withdrawn by its author, their reports stand", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  const zhao = await branch.member("赵六");
  await zhang.says("昨天集中学习 党章 15人");
  for (const member of [li, zhao]) {
    await member.says("昨天集中学习 党章");
    await member.says("是");
  }

  await zhang.says("撤销");

  expect((await li.says("统计")).text).toContain("集中学习 1次");
});

test("nobody changes a record of somebody else, but the secretary does", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  const secretary = await branch.member("王五", "secretary");
  await zhang.says("昨天集中学习 党章 15人");

  expect((await li.says("#1 改 人数 3")).outcome).toBe("refused");
  expect((await li.says("撤销 #1")).outcome).toBe("refused");
  expect((await secretary.says("#1 改 人数 18")).outcome).toBe("edited");
  expect((await secretary.says("最近")).text).toContain("18人");
});

test("a correction of a held record settles what held it", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("11月31日党课20人");

  expect((await zhang.says("改 日期 11-20")).outcome).toBe("edited");
  expect((await zhang.says("统计")).text).toContain("党课 1次");
});

test("filled-in numbers are the secretary's and no tally overwrites them", async () => {
  const zhang = await branch.member("张三");
  const secretary = await branch.member("王五", "secretary");

  expect((await zhang.says("填 重点工作项数 6")).outcome).toBe("refused");
  expect((await secretary.says("填 重点工作项数 6")).outcome).toBe("answered");
  expect((await secretary.says("填 集中学习 0")).outcome).toBe("answered");
  await zhang.says("昨天集中学习 党章 15人");

  const stats = (await secretary.says("统计")).text;
  expect(stats).toContain("重点工作项数 6项");
  expect(stats).toContain("集中学习 0次");
});

test("a member who joined an event withdraws the joining, not an older record", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  await li.says("前天党课 20人");
  await zhang.says("昨天集中学习 党章");
  await li.says("昨天集中学习 党章 15人");
  await li.says("是");

  expect((await li.says("撤销")).text).toContain("已撤回您在 #2");

  const stats = (await li.says("统计")).text;
  expect(stats).toContain("党课 1次");
  expect(stats).toContain("集中学习 1次");
  expect((await li.says("最近")).text).not.toContain("15人");
});

test("the people of a correction take the place of 人次 that meant them", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天谈心谈话 2人次");
  expect((await zhang.says("改 人数 6")).text).toMatch(/谈心谈话 6人。/);
  await zhang.says("昨天走访慰问 8人次 3户");
  await zhang.says("改成6人次");
  expect((await zhang.says("为什么 走访慰问 人次")).text).toContain("：6人次（");
  await zhang.says("前天志愿服务 3次 30人次");
  expect((await zhang.says("改 人数 12")).text).toContain("12人 · 3次 · 30人次");
  expect((await zhang.says("改 人数 31")).text).toContain("31人 · 3次。");
});

test("数量 is the one amount that a record has; of several it is asked which", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天心得体会 3篇");
  expect((await zhang.says("改 数量 2")).text).toContain("2篇");
  expect((await zhang.says("#1 数量改成4篇")).text).toContain("4篇");
  await zhang.says("昨天走访慰问 3户 慰问金500元");
  const asked = await zhang.says("改 数量 4");
  const [, words = ""] = /如“(.*?)”/.exec(asked.text) ?? [];
  expect(asked.outcome).toBe("asked");
  expect((await zhang.says(words)).outcome).toBe("edited");
  await zhang.says("昨天党课 15人");
  expect((await zhang.says("改 数量 2")).text).toContain("没有看出改哪一条");
});

test("29 February of a year without one is told as that", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天党课 15人");
  const { text } = await zhang.says("改 日期 2-29");
  expect(text).toContain("今年没有 2-29");
  expect(text).not.toContain("还没有到");
});

test("a command's bare name is told how it goes on, and what is put off corrects nothing", async () => {
  const secretary = await branch.member("王书记", "admin");
  for (const [name, usage] of [
    ["改名", "改名 机关第一党支部"],
    ["我叫", "我叫 张三"],
    ["移动", "移动 第一党支部 到 第二党总支"],
    ["恢复", "恢复 #15"],
  ])
    expect((await secretary.says(name ?? "")).text).toBe(`请写完整，如：${usage}`);
  expect((await secretary.says("支委会改到明天")).text).toContain("还没有办的活动");
});

test("what was not kept of a sensitive meeting's words is told as that", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天谈心谈话 张三和李四 2人次");
  expect((await zhang.says("为什么 #1")).text).toMatch(/原话没有保留。$/);
});

test("who describes a record in place of its number is told which that is, and one press corrects it", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  await zhang.says("11月21日党课 知敬畏守底线 20人");
  await zhang.says("11月18日集中学习 条例 15人");
  await li.says("11月21日支委会 议定2项");
  await zhang.says("11月20日集中学习 纪要 18人");

  const asked = await zhang.says("把11月21日的党课改成25人");
  expect(asked.text).toBe("说的是 #1 11月21日（周六） 党课《知敬畏守底线》 20人 吗？是的话请发“#1 改成25人”。");
  const [choice] = asked.replies[0]?.choices ?? [];
  expect(choice).toEqual({ label: "#1 改成25人", operation: { do: "say", words: "#1 改成25人" } });
  expect((await zhang.says("#1 改成25人")).text).toContain("党课《知敬畏守底线》 25人");

  const two = await zhang.says("删掉那次集中学习");
  expect(two.text).toBe(
    [
      "说的是哪一条？",
      "#4 11月20日（周五） 集中学习《纪要》 18人：发“撤销 #4”",
      "#2 11月18日（周三） 集中学习《条例》 15人：发“撤销 #2”",
    ].join("\n"),
  );
  expect((await zhang.says("改一下11月18日集中学习的题目为 准则")).text).toContain("“#2 改 题目 准则”");
  expect((await zhang.says("最近")).text).toContain("#4 11月20日（周五） 集中学习《纪要》 18人");
});

test("who says what was wrong corrects the newest record that says it, and is asked where that is an older one", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("11月20日集中学习 条例 14人 90分钟");
  await zhang.says("11月21日支委会 议定2项");

  const asked = await zhang.says("记错了，不是14人，是13人");
  expect(asked.text).toBe("说的是 #1 11月20日（周五） 集中学习《条例》 14人 · 1小时30分 吗？是的话请发“#1 改成13人”。");
  expect((await zhang.says("不是90分钟，是2小时")).text).toContain("#1 改成2小时");
  expect((await zhang.says("不是11月20日，是11月19日")).text).toContain("#1 改成11月19日");
  expect((await zhang.says("最近")).text).not.toMatch(/13人|2小时|11月19日/);

  // Where nothing else says it, the newest is meant.
  expect(await zhang.says("不是8人，是9人")).toMatchObject({ outcome: "edited", records: [2] });
  expect(await zhang.says("不是9人，是7人")).toMatchObject({ outcome: "edited", records: [2] });
});

test("of others' records only who may change them is told, and what is wished has to be readable", async () => {
  const zhang = await branch.member("张三");
  const secretary = await branch.member("王书记", "secretary");
  await zhang.says("11月21日党课 20人");
  const li = await branch.member("李四");
  expect((await li.says("把11月21日的党课改成25人")).text).toContain("没有看出改哪一条");
  expect((await secretary.says("把11月21日的党课改成25人")).text).toContain("“#1 改成25人”");
  expect((await zhang.says("把11月21日的党课改成很好")).text).toContain("没有看出改哪一条");
  expect((await zhang.says("删掉11月19日的党课")).text).toContain("请写明撤销哪一条");
});

test("behind /log, which is all that some groups let the bot hear, stands whatever may be said", async () => {
  const zhang = await branch.member("张三");
  expect((await zhang.says("/log 昨天集中学习 党章 15人")).outcome).toBe("logged");
  expect(await zhang.says("/log 改 人数 16")).toMatchObject({ outcome: "edited", records: [1] });
  expect((await zhang.says("/log 最近党课 20人")).outcome).toBe("held");
  expect(await zhang.says("/log 昨天")).toMatchObject({ outcome: "answered", records: [2] });
  expect((await zhang.says("/log 我的")).text).toContain("您今年记了 2 条");
  expect(await zhang.says("/log 撤销")).toMatchObject({ outcome: "voided", records: [2] });
  expect((await zhang.says("/log")).text).toContain("记一条（1/4）");
});

describe("a correction in the words of everyday talk", () => {
  test.for([
    ["人数写错了，应该是18人", "18人 · 2小时"],
    ["刚才打错了，18个人", "18人 · 2小时"],
    ["更正一下，是18个人", "18人 · 2小时"],
    ["不好意思，应该是18人", "18人 · 2小时"],
    ["抱歉，是18人", "18人 · 2小时"],
    ["18人，刚才说错了", "18人 · 2小时"],
    ["漏了3个人，一共18人", "18人 · 2小时"],
    ["再加3人，一共18人", "18人 · 2小时"],
    ["人数更新为18人", "18人 · 2小时"],
    ["人数调整为18", "18人 · 2小时"],
    ["麻烦把人数改一下，18人", "18人 · 2小时"],
    ["15人改成18人", "18人 · 2小时"],
    ["15改18", "18人 · 2小时"],
    ["不是15，是18", "18人 · 2小时"],
    ["是18个不是15个", "18人 · 2小时"],
    ["18个人才对", "18人 · 2小时"],
    ["正确人数18人", "18人 · 2小时"],
    ["时长错了，1.5小时", "15人 · 1小时30分"],
    ["学习时间是90分钟", "15人 · 1小时30分"],
    ["日期错了，是11月20日", "11月20日"],
    ["日期写错了 应该是11.20", "11月20日"],
    ["题目错了，是二十大报告", "《二十大报告》"],
    ["改成学习二十大报告", "《二十大报告》"],
  ] as const)("%s", async ([words, told]) => {
    const zhang = await branch.member("张三");
    await zhang.says("昨天集中学习 党章 15人 2小时");
    const answer = await zhang.says(words);
    expect(answer).toMatchObject({ outcome: "edited", records: [1] });
    expect(answer.text).toContain(told);
  });

  test.for([
    ["实际是18人", "#1 改 18人"],
    ["实到18人", "#1 改 18人"],
    ["参加人数18人", "#1 改 18人"],
    ["是11月20日开的", "#1 改 11月20日"],
    ["是一个半小时", "#1 改 一个半小时"],
    ["学了90分钟", "#1 改 90分钟"],
    ["学的是二十大报告", "#1 改 题目 二十大报告"],
    ["是党课", "#1 改 党课"],
    ["那条是党课", "#1 改 党课"],
    ["这个算党课", "#1 改 党课"],
    ["刚才发错群了", "撤销 #1"],
    ["不要了", "撤销 #1"],
  ] as const)(
    "%s says nothing of an error: it changes and logs nothing, and one press does it",
    async ([words, asked]) => {
      const zhang = await branch.member("张三");
      await zhang.says("昨天集中学习 党章 15人 2小时");
      const told = await zhang.says(words);
      expect(told.records).toEqual([]);
      expect(told.replies[0]?.choices?.map(({ label }) => label)).toEqual([asked]);
      expect((await zhang.says("本月")).text).toContain("15人");
    },
  );

  test.for([
    "记错了，删掉",
    "记重了，删一条",
    "发错了，撤回",
    "刚才是测试，删了",
    "搞错了，没开",
    "刚才那个没开成",
    "上面那条撤销",
    "麻烦删一下上一条",
    "撤",
  ])("%s withdraws", async (words) => {
    const zhang = await branch.member("张三");
    await zhang.says("昨天集中学习 党章 15人 2小时");
    expect(await zhang.says(words)).toMatchObject({ outcome: "voided", records: [1] });
  });

  test("two numbers without a unit are asked about where the record has other people", async () => {
    const zhang = await branch.member("张三");
    await zhang.says("昨天集中学习 党章 16人 2小时");
    expect((await zhang.says("不是15，是18")).outcome).toBe("asked");
  });
});

test.for(["16吧", "16人参加", "实到16人", "就是16", "应该是16人"])("%s answers how many there were", async (words) => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天党课 十五六人");
  expect((await zhang.says(words)).text).toContain("16人");
});

test("不对，是两次 tells that it was another event, and changes no number", async () => {
  const zhang = await branch.member("张三");
  const li = await branch.member("李四");
  await zhang.says("昨天党课 防汛常识 20人");
  await li.says("昨天党课 防汛常识 20人");
  const told = await li.says("不对，是两次");
  expect(told.text).toContain("#2");
  expect(told.text).not.toContain("2次");
  expect((await zhang.says("党课几次")).text).toContain("党课：2次");
});

test.for(["归主题党日", "属于主题党日"])("%s answers of which kind it was", async (words) => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天重温入党誓词 20人");
  expect((await zhang.says(words)).text).toContain("主题党日");
});

test.for([
  "抱歉，晚到10分钟",
  "对不起，迟到半小时",
  "抱歉，20人没来",
  "不好意思，前天我不在",
  "抱歉，学习很认真",
  "18人 多",
  "学的是什么",
  "内容是什么",
  "主题是啥",
  "人数是多少",
  "人数写错了",
])("%s changes and logs nothing", async (words) => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天集中学习 党章 15人 2小时");
  const { records } = await zhang.says(words);
  expect(records.filter((id) => id !== 1)).toEqual([]);
  const kept = await zhang.says("本月");
  expect(kept.text).toContain("集中学习《党章》 15人 · 2小时");
  expect(kept.text).not.toContain("#2");
});
