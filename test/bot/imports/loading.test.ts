import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verifyJournal } from "../../../src/store/journal.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { enrolled } from "../../helpers/people.ts";
import { type Sending, sendingTo } from "../../helpers/sent-files.ts";

let branch: Branch;
let secretary: Member;
let sending: Sending;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-23 10:00");
  secretary = await branch.member("王五", "secretary");
  sending = sendingTo(branch);
});
afterEach(async () => {
  await sending.close();
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
  await branch.close();
});

const TABLE = "日期,活动类型,主题,参加人数,经费\n2026-03-06,集中学习,二十大报告,15,0\n2026-05-08,党课,党章,20,0\n";

describe("an old ledger that the secretary sends", () => {
  test("is shown with its columns and written after 是", async () => {
    expect((await sending.sends(secretary, "台账.csv", TABLE)).text).toBe(
      "收到 台账.csv，正在读，读完先给您看，不会直接写入。",
    );
    const [shown] = await sending.later();
    expect(shown).toContain("活动类型 → 类别，主题 → 题目，参加人数 → 人数");
    expect(shown).toContain("没有用到的列：经费");
    expect(shown).toContain("共 2 行：新增 2，已经有了 0，可能和已有的重复 0。");
    expect((await secretary.says("统计")).text).not.toContain("党课");
    expect((await secretary.says("是")).text).toBe("已导入 2 条。撤回请发“撤销导入”。");
    expect((await secretary.says("统计")).text).toContain("党课");
  });

  test("is taken back whole by 撤销导入, and sent again changes nothing", async () => {
    for (const answer of ["已导入 2 条", "没有可以撤回"]) {
      await sending.sends(secretary, "台账.csv", TABLE);
      const shown = (await sending.later()).join();
      if (answer.startsWith("没有")) {
        expect(shown).toContain("这些记录都已经有了，不用导入。");
      } else {
        expect((await secretary.says("是")).text).toContain(answer);
      }
    }
    expect((await secretary.says("撤销导入")).text).toBe("已撤回从 台账.csv 导入的 2 条记录。");
    expect((await secretary.says("撤销导入")).text).toBe("没有可以撤回的导入。");
  });

  test("is what 导入 alone is told about", async () => {
    const onPhone = await enrolled(branch, "w", { name: "王五", role: "secretary" });
    expect((await onPhone.says("导入")).text).toContain("把旧台账（.xlsx、.csv）私聊发给我就行");
    expect((await (await branch.member("李四")).says("导入")).text).not.toContain("旧台账");
  });

  test("cannot come where nobody sends files, so that the command is told that takes it", async () => {
    const said = async (words: string) => (await secretary.says(words)).text;
    expect(await said("导入")).toContain("这里收不了文件，请在命令行运行：\ntaizhang import 旧台账.xlsx --dry-run");
    for (const words of ["模板", "模板 继续"]) {
      expect(await said(words)).toContain("taizhang learn 去年的述职报告.docx --out 模板.docx");
      expect(await said(words)).not.toContain("发给我");
    }
    expect(await said("模板")).toMatch(/存为 .*no-such-folder.templates.述职报告\.docx，重新启动/);
    await said("昨天党课 党章 20人");
    expect(await said("补照片")).toBe("这里收不了照片和文件，请在手机上的聊天软件里发给我。");
  });

  test("writes nothing where what waited is not what was kept", async () => {
    await sending.sends(secretary, "台账.csv", TABLE);
    await sending.later();
    const content = JSON.stringify([{ place: "第 2 行", facts: { kinds: ["党课"], start: "2026-13-45" } }]);
    await branch.deps.db.updateTable("waiting_file").set({ content }).execute();
    await expect(secretary.says("是")).rejects.toThrow("start");
    expect(await branch.deps.db.selectFrom("activity").select("id").execute()).toEqual([]);
  });

  test("writes nothing after 不是", async () => {
    await sending.sends(secretary, "台账.csv", TABLE);
    await sending.later();
    expect((await secretary.says("不是")).text).toContain("没有办");
    expect((await secretary.says("统计")).text).not.toContain("党课");
  });

  test("with faults is refused whole, each with its row", async () => {
    await sending.sends(secretary, "台账.csv", `${TABLE}昨天的昨天,党课,甲,3,0\n2026-06-01,不知道什么,乙,3,0\n`);
    const [told] = await sending.later();
    expect(told).toContain("第 4 行：");
    expect(told).toContain("第 5 行：");
    expect(told).toContain("全部没有导入");
    expect(told).not.toContain("新增");
    expect((await secretary.says("是")).outcome).toBe("ignored");
  });

  test("takes its year from the file's name where days have none", async () => {
    await sending.sends(secretary, "台账.csv", "日期,类别\n3月6日,党课\n");
    expect((await sending.later())[0]).toContain(
      "第 2 行：“3月6日”没有写年份，请写上，或者把年份写进文件名，如 2025台账.xlsx。",
    );
    await sending.sends(secretary, "台账.csv", "日期,类别\n2024-03-06,党课\n4月8日,党课\n");
    expect((await sending.later())[0]).toContain(
      "第 3 行：“4月8日”没有写年份，别的行都是 2024 年；请写上，或者把年份写进文件名，如 2024台账.xlsx。",
    );
    await sending.sends(secretary, "台账.csv", "日期,类别\n2024-12-06,党课\n2025-01-08,党课\n4月8日,党课\n");
    expect((await sending.later())[0]).toContain("第 4 行：“4月8日”没有写年份，请写上");
    await sending.sends(secretary, "2025台账.csv", "日期,类别\n3月6日,党课\n");
    expect((await sending.later())[0]).toContain("2025");
  });
});

test("rows of an old ledger are late by their nature, and nothing to look at", async () => {
  await sending.sends(secretary, "台账.csv", "日期,类别,人数\n2025-03-06,党课,12\n");
  await sending.later();
  await secretary.says("是");
  expect((await secretary.says("待办 2025")).text).not.toContain("#1");
  expect((await secretary.says("统计 2025")).text).toContain("党课 1次");
});

describe("sent again", () => {
  const ONE = "日期,类别,主题,人数\n2026-03-06,支委会,研究年度计划,5\n";

  async function imports(content: string): Promise<string> {
    await sending.sends(secretary, "台账.csv", content);
    const shown = (await sending.later()).join();
    await secretary.says("是");
    return shown;
  }

  test("what was told in chat after the import was taken back is asked about", async () => {
    await imports(ONE);
    await secretary.says("撤销导入");
    expect((await secretary.says("3月6日支委会 研究年度计划 5人")).outcome).toBe("logged");
    expect(await imports(ONE)).toContain("新增 0，已经有了 0，可能和已有的重复 1。");
    expect((await secretary.says("统计")).text).toContain("支委会 1次");
    expect((await secretary.says("待办")).text).toContain("合并 #1 #2 / 分开 #1");

    await secretary.says("分开 #1");
    await secretary.says("撤销导入");
    expect(await imports(ONE)).toContain("新增 1，已经有了 0，可能和已有的重复 0。");
    expect((await secretary.says("统计")).text).toContain("支委会 2次");
  });

  test("what was told in chat and joined to the import counts once", async () => {
    await imports(ONE);
    await secretary.says("3月6日支委会 研究年度计划 5人");
    await secretary.says("是");
    await secretary.says("撤销导入");
    expect((await secretary.says("统计")).text).toContain("支委会 1次");
    expect(await imports(ONE)).toContain("可能和已有的重复 1。");
    expect((await secretary.says("统计")).text).toContain("支委会 1次");
  });

  test("what was joined to another record is taken back with what it brought", async () => {
    await secretary.says("3月6日支委会 研究年度计划");
    await imports(ONE);
    await secretary.says("合并 #2 #1");
    expect((await secretary.says("最近")).text).toContain("5人");
    expect((await secretary.says("撤销导入")).text).toContain("1 条");
    expect((await secretary.says("最近")).text).not.toContain("5人");
    expect(await imports(ONE)).toContain("可能和已有的重复 1。");
  });

  test("a row that was mended in the table is asked about, and not added", async () => {
    await imports(ONE);
    expect(await imports(ONE.replace(",5", ",6"))).toContain("新增 0，已经有了 0，可能和已有的重复 1。");
    expect((await secretary.says("统计")).text).toContain("支委会 1次");
  });

  test("a mended amount of what adds up waits, and takes the place of the one before when that is withdrawn", async () => {
    const gift = "日期,类别,主题,实到,金额\n2026-05-08,捐款,一日捐,20,500\n";
    await imports(gift);
    expect(await imports(gift.replace("500", "600"))).toContain("新增 0，已经有了 0，可能和已有的重复 1。");
    expect((await secretary.says("为什么 捐款金额")).text).toContain("捐款金额：500元");
    expect((await secretary.says("待办")).text).toContain(
      "可能是 #1 在表格里改过，未计入；撤销 #1 就换成这一条\n  可发：撤销 #1 / 分开 #2 / 撤销 #2",
    );
    await secretary.says("撤销 #1");
    expect((await secretary.says("为什么 捐款金额")).text).toContain("捐款金额：600元（来自 1 条记录）");
  });

  test("headings in three rows are read, and who signed below the table is no record", async () => {
    await sending.sends(
      secretary,
      "台账.csv",
      "组织生活台账,,,,\n日期,类别,参加情况,,\n,,人数,,时长\n,,应到,实到,\n2026-03-06,集中学习,20,15,2\n填表人：李四,,审核人：王五,,\n制表日期,2026-06-30,,,\n",
    );
    const [shown = ""] = await sending.later();
    expect(shown).toContain("实到 → 人数，时长");
    expect(shown).toContain("集中学习 15人 · 2小时");
    expect(shown).toContain("第 6 行是“填表人”，没有导入。\n第 7 行是“制表日期”，没有导入。");
    expect(shown).toContain("共 1 行：新增 1");
  });

  test("a row with a day is a record, whatever its first cell says", async () => {
    const shown = await imports("主讲人,日期,类别\n书记,2026-03-06,党课\n书记：王五,,\n");
    expect(shown).toContain("共 1 行：新增 1");
    expect(shown).toContain("第 3 行是“书记”，没有导入。");
  });

  test("what somebody withdrew after it was brought back stays withdrawn", async () => {
    await imports(ONE);
    await secretary.says("撤销导入");
    await imports(ONE);
    await secretary.says("撤销 #1");
    expect(await imports(ONE)).toContain("已经有了 1");
  });
});

test("a closed year is taken back only with a reason", async () => {
  await sending.sends(secretary, "台账.csv", TABLE.replaceAll("2026", "2024"));
  await sending.later();
  await secretary.says("是");
  await secretary.says("封账 2024");
  const refused = await secretary.says("撤销导入");
  expect(refused.outcome).toBe("asked");
  expect(refused.text).toBe("2024 年已经封账。确实要撤回这次导入，请连同原因再发一次，如：撤销导入 原因 导错了。");
  expect((await secretary.says("统计 2024")).text).toContain("党课 1次");
  expect((await secretary.says("撤销导入 原因 导错了")).text).toBe("已撤回从 台账.csv 导入的 2 条记录。");
  expect((await secretary.says("统计 2024")).text).not.toContain("党课");
  expect((await secretary.says("历史 #1")).text).toContain("导错了");
});

describe("what is no ledger is told in one sentence", () => {
  test.for<readonly [name: string, content: string | Uint8Array, sentence: string]>([
    ["台账.csv", "甲,乙\n1,2\n", "台账.csv 里没有找到表头：至少要有“日期”和“类别”两列。"],
    ["台账.xlsx", "不是工作簿", "台账.xlsx "],
    ["台账.xlsx", Buffer.alloc(6 << 20), "文件超过 5 MB，没有收下。请压缩或拆开后再发。"],
    [
      "台账.csv",
      `日期,类别\n${"2026-03-06,党课\n".repeat(5001)}`,
      "台账.csv 超过 5000 行，请分成几份，或者请管理员在服务器上导入。",
    ],
  ])("%s", async ([name, content, sentence]) => {
    await sending.sends(secretary, name, content);
    const told = await sending.later();
    expect(told).toEqual([expect.stringContaining(sentence)]);
    expect(told[0]).not.toContain("\n");
  }); // biome-ignore-end format: a table
});

test("a member's table is not imported", async () => {
  const member = await branch.member("张三");
  expect((await sending.sends(member, "台账.csv", TABLE)).text).not.toContain("正在读");
});

test("a table sent right after a record belongs to it, unless its name says otherwise", async () => {
  await secretary.says("今天党课 12人");
  expect((await sending.sends(secretary, "签到.xlsx", TABLE)).text).not.toContain("正在读");
  expect((await sending.sends(secretary, "台账.csv", TABLE)).text).toContain("正在读");
});
