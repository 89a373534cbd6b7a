import { describe, expect, test } from "vitest";
import { lines, read } from "./reader.ts";

// Each record: kinds | days | title | people | minutes | quantities | questions

describe("words that only speak to the reader are no title", () => {
  test.for([
    [
      "书记好，昨天下午我们支部组织大家集中学习了党章，一共来了15个人，学了一个小时左右",
      "集中学习 | 11-22 | 党章 | 15 | 60 | - | -",
    ],
    ["小助手帮我记一下 昨天党课 20人 谢谢", "党课 | 11-22 | - | 20 | - | - | -"],
    ["@小台 昨天集中学习 15人", "集中学习 | 11-22 | - | 15 | - | - | -"],
    ["您好，我想登记一下昨天的党课，20人参加", "党课 | 11-22 | - | 20 | - | - | -"],
    ["刚刚开完支委会，5个人，一个小时", "支委会 | 11-23 | - | 5 | 60 | - | -"],
    ["党课搞完了！昨天的，20人", "党课 | 11-22 | - | 20 | - | - | -"],
    ["昨天的集中学习圆满结束，共计15名党员参加", "集中学习 | 11-22 | - | 15 | - | - | -"],
    ["补录一条 11月3日 集中学习 党章 15人", "集中学习 | 11-03 | 党章 | 15 | - | - | -"],
    ["写了篇心得", "心得体会 | 11-23 | - | - | - | - | -"],
    ["/meeting 昨天 支委会 5人", "支委会 | 11-22 | - | 5 | - | - | -"],
    ["11月20日，第二党支部组织全体党员开展主题党日活动", "主题党日 | 11-20 | - | - | - | - | -"],
    ["昨天党课 迟到1人 实到20人", "党课 | 11-22 | - | 20 | - | - | -"],
    ["昨天集中学习 除2人请假外全部参加", "集中学习 | 11-22 | - | - | - | - | -"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("what was done is a title, not a place", () => {
  test.for([
    ["6月28日主题党日，参观革命纪念馆，34名党员", "参观革命纪念馆", null],
    ["昨天在5号楼302室集中学习 15人", null, "5号楼302室"],
    ["昨天在12号楼3层集中学习 15人", null, "12号楼3层"],
    ["昨天集中学习15人2小时三楼会议室", null, "三楼会议室"],
  ] as const)("%s", ([text, title, place]) => {
    expect(read(text).records).toMatchObject([{ title, place }]);
  });
});

describe("names of kinds that are no event of their own", () => {
  test.for([
    ["昨天党课 党员20人 积极分子5人", "党课 | 11-22 | - | 25 | - | - | -"],
    ["昨天集中学习20人（其中入党积极分子3人）", "集中学习 | 11-22 | - | 20 | - | - | -"],
    ["昨天党课 全体党员和积极分子", "党课 | 11-22 | - | - | - | - | -"],
    ["昨天支委会 讨论确定3名入党积极分子 5人", "支委会 | 11-22 | 讨论确定3名入党积极分子 | 5 | - | - | -"],
    [
      "昨天支委会研究2026年党费收支、慰问困难党员3人等事项，议定2项，5人",
      "支委会 | 11-22 | 研究2026年党费收支、慰问困难党员3人等事项 | 5 | - | 议定事项2 | -",
    ],
    ["昨天支委会 定于12月1日召开党员大会 5人", "支委会 | 11-22 | 定于12月1日召开党员大会 | 5 | - | - | -"],
    ["昨天集中学习文件3份 20人", "集中学习 | 11-22 | 文件3份 | 20 | - | - | -"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });

  test.for(["“12·4”宪法日宣传提纲", "星期六义务劳动的由来", "第三批主题教育总结"])("%s alone is no record", (text) => {
    expect(read(text).intent).toBe("chat");
  });
});

describe("one day said in two ways", () => {
  test.for([
    ["上周五11月20日党课 22人", "党课 | 11-20 | - | 22 | - | - | -"],
    ["11月20日（上周五）党课 22人", "党课 | 11-20 | - | 22 | - | - | -"],
    ["周三11月18日下午 集中学习 20人", "集中学习 | 11-18 | - | 20 | - | - | -"],
    ["昨天11月21日党课 22人", "党课 | - | - | 22 | - | - | date:conflict"],
    ["上周五11月19日党课 22人", "党课 | - | - | 22 | - | - | date:conflict"],
    ["不是昨天就是前天党课 20人", "党课 | - | - | 20 | - | - | date:either"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("days that need a question", () => {
  test.for([
    ["1106集中学习20人", "集中学习 | - | - | 20 | - | - | date:unit"],
    ["七一主题党日 30人", "主题党日 | - | - | 30 | - | - | date:vague"],
    ["过去两周集中学习 20人", "集中学习 | - | - | 20 | - | - | date:vague"],
    ["腊月二十三走访慰问 5户", "走访慰问 | - | - | - | - | 户数5 | date:vague"],
    ["中旬集中学习 20人", "集中学习 | - | - | 20 | - | - | date:vague"],
    ["去年中秋节前后走访慰问 5户", "走访慰问 | - | - | - | - | 户数5 | date:vague"],
    ["上月最后一周党课 20人", "党课 | - | - | 20 | - | - | date:vague"],
    ["传达学习11月18日会议精神 15人", "集中学习 | - | 传达 11月18日会议精神 | 15 | - | - | date:content"],
    ["集中学习省委11月3日会议精神 15人", "集中学习 | - | 省委11月3日会议精神 | 15 | - | - | date:content"],
    ["昨天党课 1.5 20人", "党课 | 11-22 | - | 20 | - | - | duration:unit"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("days that need none", () => {
  test.for([
    ["26.11.8 志愿服务 9人", "志愿服务 | 11-08 | - | 9 | - | - | -"],
    ["10.31—11.2培训 20人", "培训 | 10-31..11-02 | - | 20 | - | - | -"],
    ["昨天和今天集中学习 20人", "集中学习 | 11-22..11-23 | - | 20 | - | - | -"],
    ["前年的主题党日", "主题党日 | 01-01..12-31 | - | - | - | - | -"],
    ["今年以来开展党课5次", "党课 | 01-01..12-31 | - | - | - | 次数5 | -"],
    ["国庆节走访慰问 9月30日 6户", "走访慰问 | 09-30 | - | - | - | 户数6 | -"],
    ["支部昨天按要求召开了支委会，5名支委全部到会", "支委会 | 11-22 | - | 5 | - | - | -"],
    ["三八妇女节志愿服务 9人", "志愿服务 | 03-08 | - | 9 | - | - | -"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("numbers of people and sums", () => {
  test.for([
    ["昨天捐款 张三200元 李四100元", "捐款捐物 | 11-22 | 张三 李四 | - | - | 金额300 | -"],
    ["昨天捐款两千六", "捐款捐物 | 11-22 | - | - | - | - | quantity:unit"],
    ["昨天集中学习 不到20人", "集中学习 | 11-22 | - | - | - | - | participants:approximate"],
    ["昨天集中学习 三十几号人", "集中学习 | 11-22 | - | - | - | - | participants:approximate"],
    ["昨天集中学习 十五、六人", "集中学习 | 11-22 | - | - | - | - | participants:either"],
    ["昨天集中学习 30/31人", "集中学习 | 11-22 | - | - | - | - | participants:either"],
    ["昨天集中学习 25人或26人", "集中学习 | 11-22 | - | - | - | - | participants:conflict"],
    ["昨天集中学习 人数20左右", "集中学习 | 11-22 | - | 20 | - | - | -"],
    ["昨天集中学习 六四人", "集中学习 | 11-22 | - | - | - | - | participants:either"],
    ["昨天党课 上百人", "党课 | 11-22 | - | - | - | - | participants:approximate"],
    ["昨天党课 到了二十八个", "党课 | 11-22 | - | 28 | - | - | -"],
    ["上个月集中学习4次", "集中学习 | 10-01..10-31 | - | - | - | 次数4 | -"],
    ["昨天自学 2个学时", "个人自学 | 11-22 | - | - | - | 学时2 | -"],
    ["昨天党课 不到1小时 20人", "党课 | 11-22 | - | 20 | - | - | duration:approximate"],
    ["昨天党课 一个半到两个小时 20人", "党课 | 11-22 | - | 20 | - | - | duration:either"],
    ["昨天党课从两点讲到四点半 20人", "党课 | 11-22 | - | 20 | 150 | - | -"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});

describe("lists of activities", () => {
  test.for([
    ["一是昨天集中学习15人；二是前天党课20人", ["集中学习", "党课"]],
    ["（1）昨天党课20人（2）前天支委会5人", ["党课", "支委会"]],
    ["第一，昨天集中学习15人；第二，昨天党课20人", ["集中学习", "党课"]],
    ["11月3日和4日分别召开支委会、党员大会", ["支委会", "支部党员大会"]],
    ["上周工作：周一支委会5人，周三党小组会10人", ["支委会", "党小组会"]],
  ] as const)("%s", ([text, kinds]) => {
    const { records } = read(text);
    expect(records.map((record) => record.kinds)).toEqual(kinds.map((kind) => [kind]));
    expect(records.map((record) => record.title)).toEqual(kinds.map(() => null));
  });
});

describe("a document instead of a message", () => {
  test("several activities in more than 2000 characters are asked about as a whole", () => {
    const { records } = read("昨天党课15人。".repeat(300));
    expect(records).toHaveLength(1);
    expect(records[0]?.doubts.map((doubt) => doubt.about)).toEqual(["date", "kind"]);
  });

  test("one activity with a long content is one record", () => {
    const { records } = read(`昨天党课 20人 学习《党章》${"，重温了入党誓词".repeat(300)}`);
    expect(records).toMatchObject([{ kinds: ["党课"], start: "2026-11-22", headcount: { value: 20 } }]);
  });
});
