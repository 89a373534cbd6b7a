import { describe, expect, test } from "vitest";
import { correctionBeside } from "../../../src/ledger/understand/message.ts";
import { lines, NOW, read, WORDS } from "./reader.ts";

describe("of minutes, reports and news only what is told of the event counts", () => {
  test.for([
    [
      "支委会会议纪要\n时间：2026年11月9日 14:00—15:10\n地点：调度楼\n主持：方志\n参会：方志、钱丽、周凯\n议题一：讨论食堂改造，预计投入8万元，涉及职工120人。\n议题二：研究发展对象2名。\n决定：形成决议2项。",
      ["支委会 | 11-09 | 议题一：讨论食堂改造 决定 | 3 | 70 | 议定事项2 | -"],
    ],
    [
      "11月3日，客运党支部组织14名党员到福利院开展志愿服务。\n大家为38位老人送去棉鞋40双，拖把12个。\n活动历时2小时。\n据悉，该支部今年以来累计服务500人次。",
      ["志愿服务 | 11-03 | - | 14 | 120 | - | -"],
    ],
    [
      "货运支部10月小结\n本月支部现有党员29名，其中女党员8名。\n10月8日召开支部党员大会，27人参加。\n10月21日党课，25人，50分钟。\n本月受表彰3人。",
      ["支部党员大会 | 10-08 | - | 27 | - | - | -", "党课 | 10-21 | - | 25 | 50 | - | -"],
    ],
    [
      "车间支部组织生活会情况\n11月10日晚召开组织生活会，到会17名，1名党员在外培训请假。\n会前征求意见26条，谈心谈话30人次。\n会议从19:00开到21:00。",
      ["组织生活会 | 11-10 | - | 17 | 120 | - | -"],
    ],
    [
      "客服支部近期开展活动情况：上周四党员示范岗授牌3个，到场15人。上周五集中学习11人45分钟，请假1人。今天党课19人，请假2人。",
      [
        "- | 11-19 | 党员示范岗授牌3个 | 15 | - | - | kind:missing",
        "集中学习 | 11-20 | - | 11 | 45 | - | -",
        "党课 | 11-23 | - | 19 | - | - | -",
      ],
    ],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });
});

describe("a table is read by the names of its columns", () => {
  test.for([
    [
      "序号 日期 类别 内容 人数 时长(小时)\n1 11月2日 集中学习 安全规程 12 1.5\n2 11月9日 党课 廉洁从业 20 1",
      ["集中学习 | 11-02 | 安全规程 | 12 | 90 | - | -", "党课 | 11-09 | 廉洁从业 | 20 | 60 | - | -"],
    ],
    [
      "| 日期 | 类别 | 应到 | 实到 |\n| --- | --- | --- | --- |\n| 10月9日 | 支委会 | 5 | 4 |\n| 10月16日 | 党课 | 30 | 26 |",
      ["支委会 | 10-09 | - | 4 | - | - | -", "党课 | 10-16 | - | 26 | - | - | -"],
    ],
    [
      "走访慰问登记表\n日期 对象 户数 金额\n11月4日 困难职工 3 900\n11月6日 老党员 2 800",
      [
        "走访慰问 | 11-04 | 困难职工 | - | - | 户数3 金额900 | -",
        "走访慰问 | 11-06 | 老党员 | - | - | 户数2 金额800 | -",
      ],
    ],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });
});

describe("lines take their day or their kind from the line above", () => {
  test.for([
    [
      "11月2日\n集中学习 党章 14人 1小时\n志愿服务 修路灯 5人\n11月9日\n支委会 5人",
      [
        "集中学习 | 11-02 | 党章 | 14 | 60 | - | -",
        "志愿服务 | 11-02 | 修路灯 | 5 | - | - | -",
        "支委会 | 11-09 | - | 5 | - | - | -",
      ],
    ],
    [
      "党课：\n11月4日，30人\n11月18日，28人，1小时\n志愿服务：\n11月7日，扫雪，9人",
      [
        "党课 | 11-04 | - | 30 | - | - | -",
        "党课 | 11-18 | - | 28 | 60 | - | -",
        "志愿服务 | 11-07 | 扫雪 | 9 | - | - | -",
      ],
    ],
    [
      "走访慰问情况汇总\n10月12日 困难党员3户，慰问金900元\n10月19日 病休职工1户\n以上合计4户",
      ["走访慰问 | 10-12 | 困难党员 | - | - | 户数3 金额900 | -", "走访慰问 | 10-19 | 病休职工 | - | - | 户数1 | -"],
    ],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });
});

describe("names one a line are those who signed", () => {
  test("of an activity", () => {
    expect(lines("11月12日党课签到\n1. 王海\n2. 李明\n3. 赵倩\n4. 周凯")).toEqual(["党课 | 11-12 | - | 4 | - | - | -"]);
  });

  test("and not those who were away", () => {
    expect(lines("11月12日党课25人，请假人员：\n王海\n李明\n赵倩").map((row) => row.split(" | ")[3])).toEqual(["25"]);
  });
});

describe("what is new stands beside a correction", () => {
  test.for([
    [
      "更正：上周的党课是22人不是20人。另外昨天集中学习12人1小时",
      ["集中学习 | 11-22 | - | 12 | 60 | - | -"],
      "更正：上周的党课是22人不是20人",
    ],
    [
      "1、昨天的党课人数写错了，应该是31人\n2、新增：11月19日支委会，5人",
      ["支委会 | 11-19 | - | 5 | - | - | -"],
      "1、昨天的党课人数写错了，应该是31人",
    ],
  ] as const)("%s", ([text, expected, correction]) => {
    expect(lines(text)).toEqual(expected);
    expect(correctionBeside(text, NOW, WORDS)).toBe(correction);
  });

  test("one behind what was told may be of that, and nothing is logged", () => {
    expect(read("昨天党课20人。人数应该是21人").intent).toBe("edit");
    expect(correctionBeside("昨天党课20人", NOW, WORDS)).toBeNull();
  });
});

test("of a talk the line counts that tells all", () => {
  expect(
    lines("小方：昨天那个会几个人？\n老钱：5个\n小方：行，记一下：11月20日支委会5人，50分钟").map((row) =>
      row.replace(/\| 小方：行 \|/, "| - |"),
    ),
  ).toEqual(["支委会 | 11-20 | - | 5 | 50 | - | -"]);
});

test("the two times of two days are one of each", () => {
  expect(lines("本月志愿服务两次：5号扫楼道8人2小时，12号护路7人1小时")).toEqual([
    "志愿服务 | 11-05 | 扫楼道 | 8 | 120 | - | -",
    "志愿服务 | 11-12 | 护路 | 7 | 60 | - | -",
  ]);
});

describe("people and words that only sound like an event", () => {
  test.for([
    ["11月20日支委会，实到：机关4人，基层9人", "支委会 | 11-20 | - | - | - | - | participants:conflict"],
    ["11月19日支委会5人，议了三件事", "支委会 | 11-19 | - | 5 | - | 议定事项3 | -"],
    ["昨天中心组学习，中心组成员8人参加，交流发言3人", "理论中心组学习 | 11-22 | - | 8 | - | - | -"],
    ["今天全员交齐党费，共860元", "党费 | 11-23 | 全员交齐 | - | - | 金额860 | -"],
  ] as const)("%s", ([text, expected]) => {
    expect(lines(text)).toEqual([expected]);
  });
});
