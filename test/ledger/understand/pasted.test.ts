import { describe, expect, test } from "vitest";
import { lines, read } from "./reader.ts";

describe("what is said to the readers beside a record hides none", () => {
  test.for([
    ["11月12日主题党日25人。请没来的党员抓紧补学。", "主题党日 | 11-12 | - | 25 | - | - | -"],
    ["11月9日支委会4人\n各位再看看有没有写漏的？", "支委会 | 11-09 | - | 4 | - | - | -"],
    ["前天党课19人。请大家周五前每人交心得1篇。", "党课 | 11-21 | - | 19 | - | - | -"],
    ["11月16日集中学习14人 50分钟，请各小组把签到表发我", "集中学习 | 11-16 | - | 14 | 50 | - | -"],
    ["上次漏报了，补一下：11月6日党小组会8人", "党小组会 | 11-06 | 上次漏报 | 8 | - | - | -"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });

  test("what stands behind it is read, too", () => {
    expect(lines("昨天党课30人，请大家记得交笔记。11月20日支委会5人，定了2项。麻烦各位核对")).toEqual([
      "党课 | 11-22 | - | 30 | - | - | -",
      "支委会 | 11-20 | - | 5 | - | 议定事项2 | -",
    ]);
  });

  test.for([
    ["11月30日党课30人。请准时参加", "notice"],
    ["今天支委会5人。请各位提前看材料", "notice"],
    ["11月20日党课30人。算志愿服务吗？", "query"],
    ["11月20日党课30人。记了吗？", "query"],
    ["11月10日支委会漏报了，参会5人", "edit"],
  ] as const)("%s is a %s", ([text, intent]) => {
    expect(read(text).intent).toBe(intent);
  });
});

describe("lines that each begin with their day", () => {
  test.for([
    [
      "志愿服务\n11月2日 打扫活动室 9人 2小时\n11月9日 扶老人过街 6人 1小时",
      ["志愿服务 | 11-02 | 打扫活动室 | 9 | 120 | - | -", "志愿服务 | 11-09 | 扶老人过街 | 6 | 60 | - | -"],
    ],
    [
      "11月4日党小组会6人\n11月11日给老人送煤，3户，党员4人",
      ["党小组会 | 11-04 | - | 6 | - | - | -", "- | 11-11 | 给老人送煤 | 4 | - | 户数3 | kind:missing"],
    ],
    [
      "支部学习情况：\n11/3 党史简明读本 14人 1h\n11/10 警示教育片 16人 40min",
      ["集中学习 | 11-03 | 党史简明读本 | 14 | 60 | - | -", "集中学习+警示教育 | 11-10 | - | 16 | 40 | - | -"],
    ],
    ["周一：安全宣讲40人，不算党课\n周四：集中学习，26人", ["集中学习 | 11-19 | - | 26 | - | - | -"]],
    [
      "上周记录（11.16—11.20）\n1. 周一 党课 22人\n2. 周三 支委会 5人",
      ["党课 | 11-16 | - | 22 | - | - | -", "支委会 | 11-18 | - | 5 | - | - | -"],
    ],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });

  test("the line that names the columns and the one that adds up are none", () => {
    const rows = "11月2日 打扫活动室 9人 2小时\n11月9日 扶老人过街 6人 1小时";
    expect(
      lines(`志愿服务记录\n日期 内容 人数 时长\n${rows}\n合计15人次 3小时`).map((row) => row.split(" | ").slice(3)),
    ).toEqual([
      ["9", "120", "-", "-"],
      ["6", "60", "-", "-"],
    ]);
  });
});

describe("the days in brackets behind 1次 are its own", () => {
  test.for([
    [
      "9月：党课1次（9月3日，26人），支委会2次（9月7日、9月21日，均5人）",
      [
        "党课 | 09-03 | - | 26 | - | 次数1 | -",
        "支委会 | 09-07 | - | 5 | - | - | -",
        "支委会 | 09-21 | - | 5 | - | - | -",
      ],
    ],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });
});

describe("a title is of its record", () => {
  test.for([
    [
      "轧钢分厂支部10月份三会一课完成情况如下：\n支委会 10月12日 5人\n党课 10月19日 24人",
      ["支委会 | 10-12 | - | 5 | - | - | -", "党课 | 10-19 | - | 24 | - | - | -"],
    ],
    [
      "10月志愿服务汇总\n10月9日 擦站牌 9人 2小时\n10月16日 帮厨 6人 1小时",
      ["志愿服务 | 10-09 | 擦站牌 | 9 | 120 | - | -", "志愿服务 | 10-16 | 帮厨 | 6 | 60 | - | -"],
    ],
    ["一并报一下：昨天党课20人，公差2，病假1。大家早点休息", ["党课 | 11-22 | - | 20 | - | - | -"]],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });
});
