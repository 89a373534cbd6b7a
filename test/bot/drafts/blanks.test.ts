import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verifyJournal } from "../../../src/store/journal.ts";
import { saveOwnTemplate } from "../../../src/store/own-templates.ts";
import { writing } from "../../../src/store/transaction.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";

let branch: Branch;
let zhang: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-23 10:00");
  zhang = await branch.member("张三");
  secretary = await branch.member("王五", "secretary");
});
afterEach(async () => {
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
  await branch.close();
});

describe("the blanks are walked through", () => {
  const asked = /还空着 (\d+) 项(?:（跳过 \d+ 项）)?。(.+?)（/;

  test("one by one: an answer fills, 跳过 skips, 停 stops", async () => {
    const first = await secretary.says("填空");
    expect(first.outcome).toBe("asked");
    const [, count = "", label = ""] = asked.exec(first.text) ?? [];
    const second = await secretary.says("7");
    expect(second.text).toMatch(new RegExp(`^已填 ${label}：7次。\\n还空着 ${Number(count) - 1} 项。`));
    const [, , skipped = ""] = asked.exec(second.text) ?? [];
    const third = await secretary.says("跳过");
    expect(third.text).toContain("好的，先空着。");
    expect(third.text).not.toContain(`。${skipped}（`);
    expect(third.text).toContain(`还空着 ${Number(count) - 1} 项（跳过 1 项）。`);
    expect((await secretary.says("停")).text).toContain(`还空着 ${Number(count) - 1} 项`);
    expect((await secretary.says("8")).text).not.toContain("已填");
  });

  test("不知道 leaves a blank empty, and what is no answer is met with the question", async () => {
    const [, , label = ""] = asked.exec((await secretary.says("填空")).text) ?? [];
    expect((await secretary.says("再想想")).text).toContain(`没有读懂“再想想”。${label}（`);
    const next = await secretary.says("不知道");
    expect(next.text).toContain("好的，先空着。");
    expect(next.text).not.toContain(`。${label}（`);
  });

  test("what is no value stays a message of its own", async () => {
    await secretary.says("填空");
    expect((await secretary.says("昨天党课 20人")).outcome).toBe("logged");
    expect((await secretary.says("统计")).text).toContain("党课 1次");
    expect((await secretary.says("5次")).text).toContain("已填");
  });

  test("none is a zero that a person states, and a number that does not fit is refused with the reason", async () => {
    const [, count = "", label = ""] = asked.exec((await secretary.says("填空")).text) ?? [];
    expect((await secretary.says("2.5")).text).toMatch(/^没有填：次数要是整数/);
    for (const words of ["3万元", "大概三十户"])
      expect((await secretary.says(words)).text).toMatch(/^没有填：.*单位是次/);
    expect((await secretary.says("没有")).text).toMatch(
      new RegExp(`^已填 ${label}：0次。\\n还空着 ${Number(count) - 1} 项。`),
    );
  });

  test("a question asked later is answered first", async () => {
    await secretary.says("填空");
    branch.at("2026-11-23 10:05");
    await secretary.says("昨天党课 十几人");
    expect((await secretary.says("16")).text).toContain("已补上");
    expect((await secretary.says("16")).text).toContain("已填");
  });

  test("which year they are of is said in January, when the last one's report is filled in", async () => {
    branch.at("2027-01-20 10:00");
    expect((await secretary.says("填空")).text).toMatch(/^2026 年的报告还空着 \d+ 项。/);
    expect((await secretary.says("7")).text).toMatch(/^已填 2026 年 .+：7次。\n2026 年的报告还空着/);
    await secretary.says("停");
    expect((await secretary.says("填空 2027")).text).toMatch(/^还空着/);
    expect((await secretary.says("填空 去年")).text).toMatch(/^2026 年的报告还空着/);
  });

  test("last year's value is a hint only", async () => {
    await zhang.says("2025年3月3日党建工作会议 20人");
    const { text } = await secretary.says("填空");
    expect(text).toContain("党建工作会议（次）是多少？2025 年是 1次，仅供参考。");
    await secretary.says("停");
    expect((await secretary.says("统计")).text).not.toContain("党建工作会议");
  });

  test("a list may be told in words", async () => {
    await secretary.says("填空");
    for (let n = 0; n < 60; n++) {
      const { text } = await secretary.says("跳过");
      if (text.includes("上年度查摆问题（个）")) break;
    }
    expect((await secretary.says("学习不够系统；服务办法不多")).text).toContain(
      "已填 上年度查摆问题：2个，学习不够系统；服务办法不多",
    );
  });

  test("is for the secretary alone, in private", async () => {
    expect((await zhang.says("填空")).outcome).toBe("refused");
  });
});

test("a number that the template names no more is told by its name when drafts are compared", async () => {
  const words = (blank: string) => ({ digest: null, words: `学习{{集中学习}}${blank}。`, slots: [], person_id: 1 });
  const use = (blank: string) =>
    writing(branch.deps.db, (trx) =>
      saveOwnTemplate(trx, {
        ...words(blank),
        organisation_id: branch.organisation,
        name: "a.md",
        set_at: "2026-11-01",
      }),
    );
  await use("，节水【待填：节约用水（吨）】");
  await secretary.says("填 节约用水 3");
  await secretary.asks("生成述职报告");
  await use("");
  expect((await secretary.asks("对比 草稿1")).text).toContain("节约用水 3吨 → 没有这个字段");
  expect((await secretary.asks("对比 草稿1")).text).not.toContain("另有");
});

describe("blanks of the branch's own template that name no known field", () => {
  beforeEach(async () => {
    const words = "# 报告\n\n学习{{集中学习}}，党员献血【待填：党员献血（毫升）】，经验【待填：做法】。";
    const own = { digest: null, words, slots: [], person_id: 1, set_at: "2026-11-01T00:00:00.000Z" };
    await writing(branch.deps.db, (trx) =>
      saveOwnTemplate(trx, { organisation_id: branch.organisation, name: "去年.md", ...own }),
    );
    await zhang.says("11月9日集中学习 党章 15人");
  });

  test("are counted as blank, asked about with their place in the text, and filled", async () => {
    expect((await secretary.asks("生成述职报告")).text).toContain("还空着 1 项");
    await secretary.says("填 2025 党员献血 2800");
    expect((await secretary.says("填空")).text).toBe(
      "还空着 1 项。党员献血（毫升）是多少？文中是“学习…，党员献血____，经验…”。2025 年是 2800毫升，仅供参考。回复数字，或发“跳过”“停”。",
    );
    expect((await secretary.says("3200毫升")).text).toBe("已填 党员献血：3200毫升。\n2026 年的报告没有空着的字段了。");
    expect((await secretary.asks("生成述职报告")).text).toContain("1 项由人填写。\n文件");
    expect((await secretary.asks("对比 草稿1 草稿2")).text).toContain(
      "党员献血 【待填：党员献血（毫升）】 → 3200毫升（由王五于 2026-11-23 填写）",
    );
    expect((await zhang.says("为什么 党员献血")).text).toBe(
      "2026 年 党员献血：3200毫升（由王五于 2026-11-23 填写）\n口径：由人填写。",
    );
  });

  test("answer a question that names them", async () => {
    await secretary.says("填 2025 党员献血 2800");
    expect((await zhang.says("今年党员献血多少")).text).toContain("2026 年 党员献血：还没有填");
    expect((await zhang.says("去年党员献血多少")).text).toContain("2025 年 党员献血：2800毫升（由王五");
    expect((await zhang.says("重点工作有几项")).text).toContain("2026 年 重点工作项数：");
    expect((await zhang.says("今年重点工作多少条")).text).toContain("2026 年 重点工作条数：");
    expect((await zhang.says("上年度查摆问题有几个")).text).toContain("2026 年 上年度查摆问题：");
    expect((await zhang.says("今年集中学习几次")).text).toContain("集中学习：1次");
  });

  test("are filled by 填 with the unit or without, and taken back", async () => {
    expect((await secretary.says("填 党员献血 3200毫升")).text).toBe(
      "已填 2026 年 党员献血：3200毫升。记录合计不会改动它。",
    );
    expect((await secretary.says("填党员献血（毫升） 3000")).text).toContain("党员献血：3000毫升");
    expect((await secretary.says("填 党员献血 3升")).text).toContain("单位是毫升");
    expect((await zhang.says("填 党员献血 3")).outcome).toBe("refused");
    await secretary.says("填 党员献血 取消");
    expect((await zhang.says("为什么 2026 党员献血")).text).toContain("党员献血：还没有填\n口径");
    expect((await secretary.says("填 做法 3")).text).toContain("没有叫“做法”的数字");
  });

  test("want a reason once the year is closed", async () => {
    await secretary.says("封账 2026");
    await secretary.says("是");
    expect((await secretary.says("填 党员献血 3200")).text).toContain("已经封账");
    expect((await secretary.says("填 党员献血 3200 原因 补填")).text).toContain("党员献血：3200毫升");
    expect((await secretary.asks("生成述职报告")).text).toContain("封账后变动：党员献血 空 → 3200毫升");
  });
});

describe("为什么", () => {
  test("lists the records of a number with its filter", async () => {
    await zhang.says("11月9日集中学习 党章 15人");
    await zhang.says("11月10日党课 20人");
    const { text, records } = await zhang.says("为什么 集中学习");
    expect(text).toBe(
      "2026 年 集中学习：1次（来自 1 条记录）\n口径：“集中学习”类活动，每次计 1 次，写明次数的按写明的计。\n#1 2026-11-09 集中学习 《党章》 15人",
    );
    expect(records).toEqual([1]);
  });

  test("knows free measures, other years and numbers that a person stated", async () => {
    await zhang.says("11月9日集中学习 党章 15人");
    expect((await zhang.says("为什么 集中学习+党课 人次")).text).toContain("15人次（来自 1 条记录）");
    expect((await zhang.says("为什么 2025 集中学习")).text).toContain("2025 年 集中学习：没有记录，待填");
    await secretary.says("填 重点工作项数 6");
    expect((await zhang.says("为什么 重点工作项数")).text).toContain("由王五于 2026-11-23 填写");
  });

  test("knows a field whose name begins as a year does", async () => {
    await secretary.says("填 上年度查摆问题 3");
    expect((await zhang.says("为什么 上年度查摆问题")).text).toContain("2026 年 上年度查摆问题：3个（由王五");
    expect((await zhang.says("为什么 去年集中学习")).text).toContain("2025 年 集中学习");
  });

  test("still shows how one record was read, and names the nearest field for an unknown one", async () => {
    await zhang.says("11月9日集中学习 党章 15人");
    expect((await zhang.says("为什么 #1")).text).toContain("原话：");
    expect((await zhang.says("为什么")).text).toContain("原话：");
    expect((await zhang.says("为什么 集中学系")).text).toContain("最接近的是“集中学习”");
  });
});
