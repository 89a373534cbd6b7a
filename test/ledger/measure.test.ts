import { describe, expect, test } from "vitest";
import type { Bound, Quantity } from "../../src/ledger/activity.ts";
import { indexActivities, type Scope, type Tally, tally } from "../../src/ledger/measure.ts";
import type { Doubt } from "../../src/ledger/understand/reading.ts";
import type { LedgerRow } from "../../src/report/draft.ts";
import { resolve } from "../../src/report/expression.ts";
import { catalogue, fields, row, scope } from "../helpers/ledger.ts";

const q = (name: string, value: number, unit: string, bound: Bound = "exact"): Quantity => ({
  name,
  value,
  unit,
  bound,
});
const people = (value: number, bound: Bound = "exact") => ({ headcount: { value, bound } });
const minutes = (value: number) => ({ minutes: { value, bound: "exact" as const } });
const part: Doubt = {
  about: "quantity",
  reason: "part",
  words: "议定事项5个",
  options: [],
  quantity: { name: "三重一大议定事项", unit: "个" },
};
const doubt = (about: Doubt["about"], words: string): Doubt => ({ about, words, reason: "approximate", options: [] });

function count(name: string, rows: readonly LedgerRow[], within: Scope = scope): Tally {
  const resolved = resolve(name, { fields, catalogue });
  if (!resolved.ok) throw new Error(resolved.problem);
  return tally(resolved.field, indexActivities(rows, catalogue, within));
}

type Case = readonly [rule: string, field: string, rows: LedgerRow[], value: number | null, records: number[]];

describe("次", () => {
  test.for<Case>([
    ["each activity counts once", "集中学习", [row(1, ["集中学习"]), row(2, ["集中学习"])], 2, [1, 2]],
    ["no record is no number, not zero", "集中学习", [], null, []],
    [
      "held and void records do not count",
      "集中学习",
      [row(1, ["集中学习"], { state: "held" }), row(2, ["集中学习"], { state: "void" }), row(3, ["集中学习"])],
      1,
      [3],
    ],
    [
      "a stated n次 counts n",
      "志愿服务",
      [row(1, ["志愿服务"], { quantities: [q("次数", 3, "次")] }), row(2, ["志愿服务"])],
      4,
      [1, 2],
    ],
    [
      "n次 counts once for a kind that was not stated first",
      "研讨交流",
      [row(1, ["集中学习", "研讨交流"], { quantities: [q("次数", 3, "次")] })],
      1,
      [1],
    ],
    [
      "a 报备 of 2次 is not two meetings",
      "三重一大会议",
      [row(1, ["三重一大会议"], { quantities: [q("报备", 2, "次")] })],
      1,
      [1],
    ],
    ["a joint meeting raises 党建 by one", "党建工作会议", [row(1, ["党建工作会议", "党风廉政建设工作会议"])], 1, [1]],
    [
      "a joint meeting raises 党风廉政 by one",
      "党风廉政建设工作会议",
      [row(1, ["党建工作会议", "党风廉政建设工作会议"])],
      1,
      [1],
    ],
    [
      "a joint meeting is one in the union",
      "党建工作会议+党风廉政建设工作会议 次",
      [row(1, ["党建工作会议", "党风廉政建设工作会议"]), row(2, ["党建工作会议"])],
      2,
      [1, 2],
    ],
    [
      "an extended 总支 meeting is also a 总支 meeting",
      "总支会议",
      [row(1, ["总支扩大会议"]), row(2, ["总支会议"])],
      2,
      [1, 2],
    ],
    ["one that carries both is one 总支 meeting", "总支会议", [row(1, ["总支扩大会议", "总支会议"])], 1, [1]],
    ["a 总支 meeting is no extended one", "总支扩大会议", [row(1, ["总支会议"])], null, []],
    [
      "a 支委会 with such an item is also 三重一大",
      "三重一大会议",
      [row(1, ["支委会", "三重一大会议"]), row(2, ["支委会"])],
      1,
      [1],
    ],
    [
      "the three kinds of activities count distinct ones",
      "学习教育结对帮带志愿服务活动",
      [row(1, ["学习教育活动", "志愿服务"]), row(2, ["结对帮带"]), row(3, ["集中学习"])],
      2,
      [1, 2],
    ],
    [
      "a kind of adding entries counts entries",
      "谈心谈话",
      [row(1, ["谈心谈话"], { quantities: [q("人次", 5, "人次")] })],
      1,
      [1],
    ],
  ])("%s", ([, field, rows, value, records]) => {
    expect(count(field, rows)).toMatchObject({ value, records });
  });
});

describe("数量, 人次, 人 and 小时", () => {
  test.for<Case>([
    [
      "items decided are summed, whatever their unit",
      "三重一大议定事项",
      [
        row(1, ["三重一大会议"], { quantities: [q("议定事项", 3, "项")] }),
        row(2, ["支委会", "三重一大会议"], { quantities: [q("议定事项", 2, "件")] }),
      ],
      5,
      [1, 2],
    ],
    [
      "items of other meetings stay out",
      "三重一大议定事项",
      [row(1, ["支委会"], { quantities: [q("议定事项", 3, "项")] })],
      null,
      [],
    ],
    [
      "reports to the higher level are counted apart",
      "三重一大报备",
      [
        row(1, ["三重一大会议"], { quantities: [q("议定事项", 3, "项"), q("报备", 1, "次")] }),
        row(2, ["三重一大会议"]),
      ],
      1,
      [1],
    ],
    [
      "of a mixed meeting only the stated part is 三重一大",
      "三重一大议定事项",
      [row(1, ["支委会", "三重一大会议"], { quantities: [q("议定事项", 5, "个"), q("三重一大议定事项", 2, "个")] })],
      2,
      [1],
    ],
    [
      "the whole stays the meeting's own",
      "支委会议定事项",
      [row(1, ["支委会", "三重一大会议"], { quantities: [q("议定事项", 5, "个"), q("三重一大议定事项", 2, "个")] })],
      5,
      [1],
    ],
    [
      "an essay without a number is one",
      "心得体会",
      [row(1, ["心得体会"]), row(2, ["心得体会"], { quantities: [q("心得", 2, "篇")] })],
      3,
      [1, 2],
    ],
    [
      "an amount under another name counts by its unit",
      "心得体会",
      [row(1, ["心得体会"], { quantities: [q("体会文章", 2, "篇")] })],
      2,
      [1],
    ],
    [
      "a good deed without a number is one",
      "为群众办实事",
      [row(1, ["为群众办实事"]), row(2, ["为群众办实事"], { quantities: [q("件数", 3, "件")] })],
      4,
      [1, 2],
    ],
    ["a stated zero is zero", "三重一大报备", [row(1, ["三重一大会议"], { quantities: [q("报备", 0, "次")] })], 0, [1]],
    [
      "donations add up, 万元 included",
      "捐款金额",
      [
        row(1, ["捐款捐物"], { quantities: [q("金额", 500, "元")] }),
        row(2, ["捐款捐物"], { quantities: [q("金额", 0.3, "万元")] }),
      ],
      3500,
      [1, 2],
    ],
    [
      "a donation of money is no thing given",
      "捐物件数",
      [row(1, ["捐款捐物"], { quantities: [q("金额", 500, "元")] })],
      null,
      [],
    ],
    [
      "cents do not drift",
      "捐款金额",
      [
        row(1, ["捐款捐物"], { quantities: [q("金额", 0.1, "元")] }),
        row(2, ["捐款捐物"], { quantities: [q("金额", 0.2, "元")] }),
      ],
      0.3,
      [1, 2],
    ],
    [
      "households visited",
      "走访慰问户数",
      [row(1, ["走访慰问"], { quantities: [q("户数", 6, "户"), q("金额", 3000, "元")] })],
      6,
      [1],
    ],
    ["members developed", "发展党员人数", [row(1, ["发展党员"], { quantities: [q("名数", 2, "名")] })], 2, [1]],
    [
      "stated 人次 comes before the headcount",
      "志愿服务人次",
      [row(1, ["志愿服务"], { ...people(10), quantities: [q("人次", 30, "人次")] }), row(2, ["志愿服务"], people(5))],
      35,
      [1, 2],
    ],
    [
      "those who were served did not serve",
      "志愿服务人次",
      [row(1, ["志愿服务"], { ...people(8), quantities: [q("受益人次", 90, "人次")] })],
      8,
      [1],
    ],
    [
      "how often somebody was served",
      "志愿服务受益人次",
      [
        row(1, ["志愿服务"], { ...people(8), quantities: [q("受益人次", 90, "人次")] }),
        row(2, ["志愿服务"], { quantities: [q("人次", 12, "人次")] }),
      ],
      90,
      [1],
    ],
    [
      "those named count where no number stands",
      "志愿服务人次",
      [row(1, ["志愿服务"], { participants: [1, 2, 3] })],
      3,
      [1],
    ],
    [
      "a talk without a number is one",
      "谈心谈话人次",
      [row(1, ["谈心谈话"]), row(2, ["谈心谈话"], people(3))],
      4,
      [1, 2],
    ],
    [
      "members count once however often they came",
      "志愿服务 人",
      [row(1, ["志愿服务"], { participants: [1, 2] }), row(2, ["志愿服务"], { participants: [2, 3] })],
      3,
      [1, 2],
    ],
    [
      "hours are summed before they are rounded",
      "志愿服务小时",
      [row(1, ["志愿服务"], minutes(50)), row(2, ["志愿服务"], minutes(50)), row(3, ["志愿服务"], minutes(50))],
      2.5,
      [1, 2, 3],
    ],
    [
      "person-hours of several sessions multiply the length of one",
      "志愿服务人时",
      [row(1, ["志愿服务"], { ...minutes(360), quantities: [q("次数", 3, "次"), q("人次", 30, "人次")] })],
      60,
      [1],
    ],
    ["person-hours multiply", "志愿服务人时", [row(1, ["志愿服务"], { ...minutes(120), ...people(15) })], 30, [1]],
    [
      "several kinds' amounts in one unit",
      "心得体会+宣传 篇",
      [
        row(1, ["心得体会"], { quantities: [q("心得", 2, "篇")] }),
        row(2, ["宣传"], { quantities: [q("篇数", 4, "篇")] }),
      ],
      6,
      [1, 2],
    ],
  ])("%s", ([, field, rows, value, records]) => {
    expect(count(field, rows)).toMatchObject({ value, records });
  });
});

describe("what is missing or inexact is said", () => {
  test.for<
    readonly [rule: string, field: string, rows: LedgerRow[], value: number | null, bound: Bound, warnings: string[]]
  >([
    [
      "records without a headcount are named",
      "集中学习人次",
      [row(1, ["集中学习"], people(15)), row(2, ["集中学习"]), row(3, ["集中学习"])],
      15,
      "exact",
      ["2 条记录没有人数，未计入：#2、#3"],
    ],
    [
      "nothing stated at all leaves a blank and a warning",
      "三重一大议定事项",
      [row(1, ["三重一大会议"])],
      null,
      "exact",
      ["1 条记录没有议定事项，未计入：#1"],
    ],
    [
      "as long as nobody has said the part, all of it counts, with a warning",
      "三重一大议定事项",
      [row(1, ["支委会", "三重一大会议"], { quantities: [q("议定事项", 5, "个")], doubts: [part] })],
      5,
      "exact",
      ["1 条记录没有说明其中多少属于“三重一大”，暂按全部计入：#1"],
    ],
    [
      "the meeting's own field is not in doubt",
      "支委会议定事项",
      [row(1, ["支委会", "三重一大会议"], { quantities: [q("议定事项", 5, "个")], doubts: [part] })],
      5,
      "exact",
      [],
    ],
    [
      "a meeting without a report to the higher level is normal",
      "三重一大报备",
      [row(1, ["三重一大会议"])],
      null,
      "exact",
      [],
    ],
    [
      "of a record without a headcount those known by name count",
      "集中学习人次",
      [row(1, ["集中学习"], { participants: [1, 2] })],
      2,
      "exact",
      ["1 条记录没有人数，只按已知参加的人计（没写姓名的是记的人自己）：#1"],
    ],
    [
      "a member's own entry is a person by itself",
      "谈心谈话人次",
      [row(1, ["谈心谈话"], { participants: [1] })],
      1,
      "exact",
      [],
    ],
    ["an ordinary meeting need not report anything upwards", "支委会报备", [row(1, ["支委会"])], null, "exact", []],
    [
      "a visit without its households is named",
      "走访慰问户数",
      [row(1, ["走访慰问"])],
      null,
      "exact",
      ["1 条记录没有户数，未计入：#1"],
    ],
    [
      "an approximate part makes the sum approximate",
      "志愿服务人次",
      [row(1, ["志愿服务"], people(15, "approx")), row(2, ["志愿服务"], people(5, "least"))],
      20,
      "approx",
      ["1 条记录是约数，合计也是约数：#1", "1 条记录只写了下限（余、至少），合计不少于此数：#2"],
    ],
    [
      "a lower bound stays one",
      "为群众办实事",
      [row(1, ["为群众办实事"], { quantities: [q("件数", 20, "件", "least")] }), row(2, ["为群众办实事"])],
      21,
      "least",
      ["1 条记录只写了下限（余、至少），合计不少于此数：#1"],
    ],
    [
      "an amount in doubt is not assumed to be one",
      "心得体会",
      [row(1, ["心得体会"], { doubts: [doubt("quantity", "十几篇")] }), row(2, ["心得体会"])],
      1,
      "exact",
      ["1 条记录没有心得，未计入：#1"],
    ],
    [
      "n次 in doubt is not assumed to be one",
      "集中学习",
      [row(1, ["集中学习"], { doubts: [doubt("quantity", "三四次")] }), row(2, ["集中学习"])],
      1,
      "exact",
      ["1 条记录没有确定的次数，未计入：#1"],
    ],
    [
      "a headcount in doubt leaves 次 alone",
      "集中学习",
      [row(1, ["集中学习"], { doubts: [doubt("participants", "十几人")] })],
      1,
      "exact",
      [],
    ],
    [
      "a headcount in doubt is not replaced by the names",
      "集中学习人次",
      [row(1, ["集中学习"], { participants: [1], doubts: [doubt("participants", "十几人")] })],
      null,
      "exact",
      ["1 条记录没有人数，未计入：#1"],
    ],
    [
      "members cannot be told apart without a list",
      "志愿服务 人",
      [row(1, ["志愿服务"], people(10)), row(2, ["志愿服务"], { participants: [1, 2] })],
      10,
      "least",
      ["1 条记录没有完整名单，人数无法去重：#1"],
    ],
    [
      "long lists of records are cut",
      "集中学习人次",
      Array.from({ length: 10 }, (_, i) => row(i + 1, ["集中学习"])),
      null,
      "exact",
      ["10 条记录没有人数，未计入：#1、#2、#3、#4、#5、#6、#7、#8等 10 条"],
    ],
  ])("%s", ([, field, rows, value, bound, warnings]) => {
    expect(count(field, rows)).toMatchObject({ value, bound, warnings });
  });
});

describe("whose meetings count", () => {
  const within: Scope = {
    organisation: 1,
    levels: new Map([
      [1, "党委"],
      [2, "党总支"],
      [3, "党支部"],
    ]),
  };
  const rows = [1, 2, 3].map((organisation) => row(organisation, ["总支会议"], { organisation }));

  test("in a roll-up a branch's records do not leak into the 总支 meetings", () => {
    expect(count("总支会议", rows, within).records).toEqual([1, 2]);
  });

  test("other fields take all activities that the scope holds", () => {
    const studies = [1, 2, 3].map((organisation) => row(organisation, ["集中学习"], { organisation }));
    expect(count("集中学习", studies, within).value).toBe(3);
  });
});

test("an unknown kind name such as constructor is no kind", () => {
  expect(resolve("constructor", { fields, catalogue }).ok).toBe(false);
  expect(count("集中学习", [row(1, ["constructor", "__proto__"])]).value).toBeNull();
});
