import { describe, expect, test } from "vitest";
import { promisesOf } from "../../../src/report/learn/promises.ts";
import { learn } from "../../../src/report/learn.ts";
import { catalogue, fields } from "../../helpers/ledger.ts";
import { REPORTS } from "./reports.ts";

const names = { catalogue, fields };

function told(text: string, year = 2024): string[] {
  return promisesOf(learn(text, names, { year: year - 1 }), year).map(({ text: words, kind, minimum, per, deadline }) =>
    [words, kind ?? "-", minimum, per, ...(deadline === null ? [] : [deadline])].join(" "),
  );
}

describe("what the plans of a report promise", () => {
  test.for<readonly [sentence: string, ...promises: string[]]>([
    ["每季度至少开展1次理论中心组学习。", "每季度至少开展1次理论中心组学习 理论中心组学习 1 quarter"],
    ["每月集中学习不少于两次。", "每月集中学习不少于两次 集中学习 2 month"],
    ["坚持每周一领学1小时。", "坚持每周一领学1小时 领学 1 week"],
    ["坚持每周一领学。", "坚持每周一领学 领学 1 week"],
    ["每半年开展1次警示教育。", "每半年开展1次警示教育 警示教育 2 year"],
    ["坚持集中学习制度，全年不少于40次。", "全年不少于40次 集中学习 40 year"],
    [
      "抓好志愿服务，每季度至少2次，全年不少于10次。",
      "每季度至少2次 志愿服务 2 quarter",
      "全年不少于10次 志愿服务 10 year",
    ],
    [
      "坚持每周一领学。二是每月至少召开1次支委会。",
      "坚持每周一领学 领学 1 week",
      "每月至少召开1次支委会 支委会 1 month",
    ],
    ["坚持每周一领学，每季度至少上1次党课。", "坚持每周一领学 领学 1 week", "每季度至少上1次党课 党课 1 quarter"],
    ["全年讲党课不少于4次。", "全年讲党课不少于4次 党课 4 year"],
    ["6月底前完成支委补选。", "6月底前完成支委补选 换届补选 1 year 2024-06-30"],
    ["4月底前制定年度工作计划。", "4月底前制定年度工作计划 - 1 year 2024-04-30"],
    ["二月底前制定学习计划。", "二月底前制定学习计划 - 1 year 2024-02-29"],
    ["６月３０日前完成换届。", "６月３０日前完成换届 换届补选 1 year 2024-06-30"],
    ["10月底前完成换届。", "10月底前完成换届 换届补选 1 year 2024-10-31"],
    ["十二月底前完成换届。", "十二月底前完成换届 换届补选 1 year 2024-12-31"],
    ["11月15日前完成换届。", "11月15日前完成换届 换届补选 1 year 2024-11-15"],
    ["3月底前制定发展党员计划。", "3月底前制定发展党员计划 - 1 year 2024-03-31"],
    ["6月中旬前完成换届。", "6月中旬前完成换届 换届补选 1 year 2024-06-20"],
    ["6月前完成换届。", "6月前完成换届 换届补选 1 year 2024-05-31"],
    ["年底前完成换届。", "年底前完成换届 换届补选 1 year 2024-12-31"],
    ["上半年完成换届。", "上半年完成换届 换届补选 1 year 2024-06-30"],
    ["三季度末前完成换届。", "三季度末前完成换届 换届补选 1 year 2024-09-30"],
    ["【 】月底前完成换届。", "【 】月底前完成换届 换届补选 1 year"],
    ["召开2024年党建工作会议。", "召开2024年党建工作会议 党建工作会议 1 year"],
    [
      "召开2024年党建暨党风廉政会议。",
      "召开2024年党建暨党风廉政会议 党建工作会议 1 year",
      "召开2024年党建暨党风廉政会议 党风廉政建设工作会议 1 year",
    ],
    ["6月底前开展主题党日3次。", "6月底前开展主题党日3次 主题党日 3 year 2024-06-30"],
    ["为群众办实事10件以上。", "为群众办实事10件以上 - 1 year"],
    ["每名党员志愿服务不少于20小时。", "每名党员志愿服务不少于20小时 - 1 year"],
    [
      "召开支委会不少于12次，主题党日每月不少于1次。",
      "召开支委会不少于12次 支委会 12 year",
      "主题党日每月不少于1次 主题党日 1 month",
    ],
    ["今后继续努力。"],
  ])("%s", ([sentence, ...promises]) => {
    expect(told(`四、下一步打算\n（一）${sentence}`)).toEqual(promises);
  }); // biome-ignore-end format: a table

  test("is told once, also where a habit of this year goes on", () => {
    expect(told(REPORTS[0]?.text ?? "")).toEqual([
      "坚持每周一安排1小时领学 领学 1 week",
      "每季度至少开展1次理论中心组学习 理论中心组学习 1 quarter",
      "6月底前完成支委补选 换届补选 1 year 2024-06-30",
      "4月底前制定全年工作计划 - 1 year 2024-04-30",
      "召开2024年党建暨党风廉政会议 党建工作会议 1 year",
      "召开2024年党建暨党风廉政会议 党风廉政建设工作会议 1 year",
    ]);
  });
});
