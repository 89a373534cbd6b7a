import { describe, expect, test } from "vitest";
import { problemsIn } from "../../../src/report/learn/carried.ts";
import { learnTemplate } from "../../../src/report/learn/template.ts";
import { learn, reportYear } from "../../../src/report/learn.ts";
import { readTemplate } from "../../../src/report/template.ts";
import { catalogue, fields } from "../../helpers/ledger.ts";
import { REPORTS } from "./reports.ts";

const names = { catalogue, fields };

/** The template of a text whose first line is a title. */
function templateOf(text: string): string {
  const learnt = learn(`述职报告\n${text}`, names, { year: 2023 });
  return learnTemplate(learnt, names, { year: 2023 }).split("\n").slice(2).join("\n").trim();
}

describe("the template of a past report", () => {
  test.for<[rule: string, text: string, template: string]>([
    ["a tally becomes its field, unit included", "集中学习30余次。", "集中学习{{集中学习}}。"],
    [
      "traditional characters stay as they are, the unit goes with its number",
      "支委會開展黨課12場，下鄉植樹3萬餘棵、慰問老黨員40餘戶。",
      "支委會開展黨課{{党课}}，下鄉植樹【待填：下鄉植樹（棵）】、慰問老黨員{{走访慰问户数}}。",
    ],
    ["约 goes with the number", "撰写心得约 28 篇。", "撰写心得{{心得体会}}。"],
    [
      "several kinds become one free measure",
      "主题党日、志愿服务等活动14次。",
      "主题党日、志愿服务等活动{{主题党日+志愿服务 次}}。",
    ],
    [
      "problems found are no decisions",
      "组织生活会查摆问题12条，议定事项3个。",
      "组织生活会查摆问题【待填：组织生活会查摆问题（条）】，议定事项{{组织生活会议定事项}}。",
    ],
    [
      "the lectures of some have no field",
      "书记讲党课2次、支委讲党课3次。",
      "书记讲党课{{书记讲党课}}、支委讲党课【待填：其中党课（次）】。",
    ],
    ["各 has no measure", "党员大会、支委会各4次。", "党员大会、支委会各【待填：支部党员大会、支委会（次）】。"],
    [
      "a blank is named by what was counted, not by what was done with it, and by no unit where none is written",
      "对6处活动场所进行了修缮，12党员获评先进。",
      "对【待填：活动场所（处）】活动场所进行了修缮，【待填：党员（数字）】党员获评先进。",
    ],
    ["a number of no known kind becomes a blank", "改造设备12台。", "改造设备【待填：改造设备（台）】。"],
    ["a blank of a field becomes the field", "党总支会议XX次。", "党总支会议{{总支会议}}。"],
    ["the size of the branch is its field", "现有党员25名。", "现有党员{{党员人数}}。"],
    [
      "a promised number becomes a blank",
      "明年计划开展志愿服务10次。",
      "明年计划开展志愿服务【待填：计划志愿服务（次）】。",
    ],
    [
      "what a place has stays as written, its people do not",
      "下设4个党小组，全村612户2085人，员工68人。",
      "下设4个党小组，全村612户2085人，员工【待填：员工（人）】。",
    ],
    [
      "people are a measure where they took part",
      "慰问老党员35人，32名职工参加文体活动。",
      "慰问老党员【待填：走访慰问（人）】，{{文体活动 人}}职工参加文体活动。",
    ],
    [
      "a blank is named by the words of its number",
      "全年打造“红色网格”19个，党员9名，其中60岁以上4名。",
      "全年打造“红色网格”【待填：打造红色网格（个）】，党员{{党员人数}}，其中60岁以上【待填：60岁以上（名）】。",
    ],
    [
      "the cells of a table go with their row",
      "基本情况表\n党课\n4次\n路灯\n12盏",
      "基本情况表\n\n党课\n\n{{党课}}\n\n路灯\n\n【待填：路灯（盏）】",
    ],
    [
      "a cell without a unit has that of its column",
      "统计表\n序号\n内容类别\n召开次数（次）\n参加人次\n1\n支委会\n11\n55\n2\n植树\n2\n—\n以上。",
      "统计表\n\n序号\n\n内容类别\n\n召开次数（次）\n\n参加人次\n\n1\n\n支委会\n\n{{支委会}}\n\n{{支委会人次}}\n\n2\n\n植树\n\n【待填：植树（次）】\n\n—\n\n以上。",
    ],
    [
      "a cell that tells when goes with its row, and one without a heading stays",
      "统计表\n项目\n时间\n次数\n得分\n主题党日\n5月\n9\n88",
      "统计表\n\n项目\n\n时间\n\n次数\n\n得分\n\n主题党日\n\n5月\n\n{{主题党日}}\n\n88",
    ],
    ["a deadline loses its month", "下一步，6月底前补选。", "下一步，【待填：月份】月底前补选。"],
    [
      "a deadline of a day loses its day",
      "下一步，3月5日前组队，7月 1 日前补选。",
      "下一步，【待填：日期】前组队，【待填：日期】前补选。",
    ],
    ["a deadline in words stays", "下一步，年底前补选，上半年完成改造。", "下一步，年底前补选，上半年完成改造。"],
    ["a habit stays", "坚持每季度至少1次党课。", "坚持每季度至少1次党课。"],
    ["three kinds of year roll", "2022年、2023年度和2024年。", "{{上年度}}年、{{年度}}年度和{{下年度}}年。"],
    ["years in Chinese roll", "二〇二三年。", "{{年度}}年。"],
    ["other years and those of titles stay", "2021年《2023年要点》。", "2021年《2023年要点》。"],
    ["a day of the past year becomes a blank", "2023年5月12日召开。", "【待填：日期】召开。"],
    ["a month of the past year becomes a blank", "2023年5月至9月，好。", "{{年度}}年【待填：月份】月，好。"],
    ["what happened once stays in its year", "2023年1月换届，我当选书记。", "2023年1月换届，我当选书记。"],
    ["a day of the year before stays", "2022年10月16日党的二十大召开。", "2022年10月16日党的二十大召开。"],
    ["praise of the year before stays in its year", "2022年被评为先进。", "2022年被评为先进。"],
    ["the problems of the year before roll", "2022年反馈的问题已整改。", "{{上年度}}年反馈的问题已整改。"],
    ["a school year rolls as two", "2022—2023学年、2021-2022学年。", "{{上年度}}—{{年度}}学年、2021-2022学年。"],
    [
      "a year that is left blank is that of the draft, or the one before",
      "20XX年，支部学习。20××年述职评议问题整改。20XX年X月X日，好。",
      "{{年度}}年，支部学习。{{上年度}}年述职评议问题整改。【待填：日期】，好。",
    ],
    [
      "a blank is named by what stands before it where a verb follows",
      "栽植果苗120亩带动增收，产业收入突破80万元，共有在职职工36人。",
      "栽植果苗【待填：栽植果苗（亩）】带动增收，产业收入突破【待填：产业收入（万元）】，共有在职职工【待填：在职职工（人）】。",
    ],
    [
      "a blank is named without a verb whose object is cut off",
      "为9名老同志颁发“银龄”奖章，组建12人的应急队伍。",
      "为【待填：老同志（名）】老同志颁发“银龄”奖章，组建【待填：应急队伍（人）】的应急队伍。",
    ],
    ["the number of a document stays", "党发〔2023〕41号、[2023年]8号。", "党发〔2023〕41号、[2023年]8号。"],
    ["the day alone on a line is that of the draft", "2023年12月26日", "{{日期}}"],
    [
      "a part of a field's number is no second field",
      "党课12次，请党校老师讲党课2次。",
      "党课{{党课}}，请党校老师讲党课【待填：其中党课（次）】。",
    ],
    [
      "what counts a part of the year, or another year, is no field",
      "上半年党课3次。3月12日，开展志愿服务2次。去年主题党日9次，今年主题党日12次。",
      "上半年党课【待填：上半年党课（次）】。3月12日，开展志愿服务【待填：3月志愿服务（次）】。去年主题党日【待填：去年主题党日（次）】，今年主题党日{{主题党日}}。",
    ],
    [
      "what counts up to the end of the year is one",
      "1月至12月，党课3次。截至11月底，主题党日9次。",
      "1月至12月，党课{{党课}}。截至11月底，主题党日{{主题党日}}。",
    ],
    [
      "a blank behind 其中 is a part of the one before it, whatever will stand there",
      "收缴党费XX元，其中预备党员缴纳党费XX元。",
      "收缴党费{{党费金额}}，其中预备党员缴纳党费【待填：党费（元）】。",
    ],
    [
      "dues that were spent are none that were paid",
      "缴纳党费9000元，使用党费2600元，结余党费XX元。",
      "缴纳党费{{党费金额}}，使用党费【待填：党费（元）】，结余党费【待填：党费其二（元）】。",
    ],
    [
      "who was sent was not all who came",
      "选派3名骨干参加培训，26名党员参加培训。7名入党积极分子参加培训，培养入党积极分子5名。",
      "选派【待填：培训（名）】骨干参加培训，{{培训 人}}党员参加培训。【待填：培训其二（名）】入党积极分子参加培训，培养入党积极分子{{积极分子人数}}。",
    ],
    [
      "a comparison with the year before leaves what follows whole, a term does not",
      "党课9次，较去年增加2次，集中学习20次。上学期主题党日5次。",
      "党课{{党课}}，较去年增加2次，集中学习{{集中学习}}。上学期主题党日【待填：上学期主题党日（次）】。",
    ],
    [
      "the 约 of 签约 is none of its number",
      "“师徒结对”签约9对，谈话约30人次。",
      "“师徒结对”签约{{结对帮带对数}}，谈话{{谈心谈话人次}}。",
    ],
    [
      "a blank is named without the unit of another number",
      "车间25名骨干累计巡检400小时，新一届支委会由5人组成。",
      "车间【待填：骨干（名）】骨干累计巡检【待填：骨干累计巡检（小时）】，新一届支委会由【待填：新一届支委会（人）】组成。",
    ],
    ["the same number twice is the same field", "党课12次。全年党课12次。", "党课{{党课}}。全年党课{{党课}}。"],
    [
      "every number that only people know has a name of its own",
      "节约资金3万元，再节约资金5万元，节约资金8万元。",
      "节约资金【待填：节约资金（万元）】，再节约资金【待填：再节约资金（万元）】，节约资金【待填：节约资金其二（万元）】。",
    ],
    ["headings follow the numbering", "一、履职情况", "## 一、履职情况"],
    ["a second heading runs in", "（一）抓学习。全年很好。", "### （一）抓学习。\n全年很好。"],
    ["a lead is bold", "一是抓学习。全年很好。", "**一是抓学习。**全年很好。"],
    ["marks of the format are defused", "甲{{乙}}丙[[丁]]**戊**<!--己", "甲{ {乙} }丙[ [丁] ]戊<!- -己"],
    ["crawler marks go", "党##paidend##课2次。", "党课{{党课}}。"],
    ["characters beyond the BMP shift nothing", "𠮷水👍党课2次。", "𠮷水👍党课{{党课}}。"],
  ])("%s", ([, text, template]) => {
    expect(templateOf(text)).toBe(template);
  }); // biome-ignore-end format: a table

  test.for(REPORTS)("of $year is one that can be drafted from", ({ text, year, slots }) => {
    const template = learnTemplate(learn(text, names), names, { year });
    const read = readTemplate({ text: template, name: "模板" }, names);
    if (!read.ok) throw new Error(read.faults.join("\n"));
    const known = new Set(fields.map(({ id }) => id));
    const wanted = slots.map((slot) => slot.split(" ")[0] ?? "").filter((id) => known.has(id));
    expect(read.template.fields.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted));
    expect(template).not.toMatch(new RegExp(`(?<!《[^》]*)${year}年`));
  });

  test("asks for this year's problems anew and keeps their numbers", () => {
    const text = "三、存在的不足\n（一）学习不深。联系实际少。\n主要是忙。\n（二）办法不多。\n四、打算\n（一）再努力。";
    expect(templateOf(text).split("\n").filter(Boolean)).toEqual([
      "## 三、存在的不足",
      "### （一）【待填：存在的问题和表现】。",
      "### （二）【待填：存在的问题和表现】。",
      "## 四、打算",
      "### （一）再努力。",
    ]);
  });

  test("repeats the list of last year's problems once", () => {
    const template = learnTemplate(learn(REPORTS[0]?.text ?? "", names), names, { year: 2023 });
    expect(template.match(/\{\{每项 上年度查摆问题\}\}/g)).toHaveLength(1);
    expect(template).not.toContain("理论学习不够系统");
  });
});

test("problems told in one paragraph become the list behind the words that lead up to them", () => {
  expect(
    templateOf(
      "二、2022年度问题整改情况\n查摆问题2个，均已整改：一是学得少的问题，已增加。二是记录不全的问题，已补齐。\n三是到会晚。",
    ),
  ).toBe(
    [
      "## 二、{{上年度}}年度问题整改情况",
      "查摆问题{{上年度查摆问题}}，均已整改：",
      "{{每项 上年度查摆问题}}**{{序}}是{{本项}}。**整改情况：【待填：采取的措施和取得的效果】。",
    ].join("\n\n"),
  );
});

test("the problems of this year carry over", () => {
  expect(problemsIn(REPORTS[0]?.text ?? "")).toEqual([
    "理论学习的深度还不够",
    "支部班子力量有待加强",
    "党建与生产融合还不紧",
  ]);
});

test.for<[text: string, problems: string[]]>([
  ["三、不足\n1、学得少，3人常缺席。2、阵地小；3.办法老。", ["学得少，3人常缺席", "阵地小", "办法老"]],
  ["三、存在的不足\n（一）学习不深。\n（二）办法不多。", ["学习不深", "办法不多"]],
  ["三、存在的不足\n一是创新不强，二是队伍老化，40岁以上占六成。", ["创新不强", "队伍老化，40岁以上占六成"]],
  ["三、存在的不足\n主要有：一是创新不强；二是办法不多。", ["创新不强", "办法不多"]],
  ["二、2022年度问题整改情况\n（一）学习不深。\n三、下步打算", []],
  [
    "三、存在的不足\n（一）【待填：第一个问题】。【待填：表现】。\n（二）办法不多。\n（三）XXXX。\n（四）____。",
    ["办法不多"],
  ],
  [
    "三、存在的不足\n（一）执行打折扣：一是记录不细，二是收缴不及时。\n（二）办法不多。\n一是创新少。\n1.思路窄。",
    ["执行打折扣", "办法不多"],
  ],
  [
    "三、存在的不足\n（一）学习方面：一是计划不细；二是研讨不多。\n（二）作风方面。",
    ["计划不细", "研讨不多", "作风方面"],
  ],
])("the problems of %s", ([text, problems]) => {
  expect(problemsIn(text)).toEqual(problems);
}); // biome-ignore-end format: a table

test.for<[rule: string, text: string, year: number | null]>([
  ["the first that is named", "述职报告\n2023年，支部围绕2024年目标。", 2023],
  ["not the day that the report bears", "述职报告\n（2024年1月）\n现将我2023年的工作报告如下。", 2023],
  ["not a month of the past", "述职报告\n2021年6月，我到任。2023年，支部换届；2023年学习9次。", 2023],
  ["a range of months is its year", "述职报告\n2023年1月至12月，支部学习9次。", 2023],
  ["of a day of early spring alone the year before", "述职报告\n2024年2月5日\n学习9次。", 2023],
  ["of a day of winter alone its own", "述职报告\n学习9次。\n2023年12月20日", 2023],
  ["none", "述职报告\n学习9次。", null],
])("the year of a report: %s", ([, text, year]) => {
  expect(reportYear(text)).toBe(year);
});
