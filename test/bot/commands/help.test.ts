import { afterEach, beforeEach, expect, test } from "vitest";
import { commandIn, commands } from "../../../src/bot/commands/index.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";

let branch: Branch;
beforeEach(async () => {
  branch = await openBranch();
});
afterEach(() => branch.close());

test("a member sees how to log and the daily words on one phone screen, and where the rest is", async () => {
  const zhang = await branch.member("张三");
  const { text } = await zhang.says("帮助");
  expect(text).toContain("昨天下午集中学习");
  expect(text).toContain("统计 2025");
  expect(text).toContain("更多：帮助 记录、帮助 计划、帮助 账号");
  expect(text).not.toContain("帮助 成员");
  expect(text.split("\n").length).toBeLessThanOrEqual(20);
});

test("a topic lists its words, as far as the person may use them", async () => {
  const zhang = await branch.member("张三");
  const wang = await branch.member("王五", "secretary");
  expect((await zhang.says("帮助 账号")).text).toContain("退出 第一党支部");
  expect((await wang.says("帮助 报告")).text).toContain("生成 2023 年述职报告");
  expect((await zhang.says("帮助 报告")).text).toBe("这一部分您用不到。可以发：帮助 记录、帮助 计划、帮助 账号。");
});

test("the name of a command shows its line, and the examples' words lead to the examples", async () => {
  const wang = await branch.member("王五", "secretary");
  expect((await wang.says("帮助 封账")).text).toBe("封账 2026：一年的数字定下来，以后要改须写原因");
  expect((await wang.says("帮助 更正")).text).toContain("更正：改 人数 16");
});

test("in private only thanks and the like are met with silence", async () => {
  const zhang = await branch.member("张三");
  for (const line of ["昨天下午召开民主恳谈", "开了个会", "今天我们去敬老院", "今天天气不错"]) {
    expect((await zhang.says(line)).text, line).not.toBe("");
  }
  for (const line of ["大家辛苦了", "收到", "好的 谢谢书记", "👍", "嗯嗯"]) {
    expect((await zhang.says(line)).text, line).toBe("");
  }
});

test("whoever says hello or asks how learns what to write", async () => {
  const zhang = await branch.member("张三");
  for (const line of ["你好", "在吗？", "在吗👋", "您好！"])
    expect((await zhang.says(line)).text, line).toContain("您好。办了活动发一句就行");
  for (const line of ["怎么用", "怎么登记", "党课怎么记"])
    expect((await zhang.says(line)).text, line).toContain("更正：改 人数 16");
});

test.for([
  ["年底述职报告怎么弄", "生成 2023 年述职报告"],
  ["怎么导入以前的表格", "以前的台账（.xlsx、.csv）私聊发来就能导入"],
  ["怎么拉人进来", "邀请 3人 7天"],
  ["能发照片吗", "补照片 #12"],
  ["怎么不要提醒", "义务"],
  ["你是谁", "平时发一句就行"],
] as const)("%s is answered with the page of the help that tells it", async ([asked, told]) => {
  const secretary = await branch.member("王书记", "admin");
  expect((await secretary.says(asked)).text).toContain(told);
});

test("how something went is a question to the ledger and not to the help", async () => {
  const secretary = await branch.member("王书记", "admin");
  for (const asked of ["总支今年党课怎么样", "今年报告会开得如何？"])
    expect((await secretary.says(asked)).text, asked).toContain("2026 年");
});

test("a command that lacks its number is answered with the whole of it", async () => {
  const zhang = await branch.member("张三");
  expect((await zhang.says("恢复")).text).toBe("请写完整，如：恢复 #15");
});

test("words that do not answer what is asked are met with the question", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天集中学习 十几人");
  const { text, outcome } = await zhang.says("很多");
  expect(text).toMatch(/^没有读懂“很多”。还没有回答的是：#1 .*集中学习，“十几人”，人数请回复准确的数字。/);
  expect(outcome).toBe("ignored");
  expect((await zhang.says("不知道")).text).toBe("好的，先不答，可以接着记别的。");
  expect((await zhang.says("16")).outcome).toBe("answered");
  expect((await zhang.says("很多")).text).not.toContain("还没有回答的是");

  await zhang.says("昨天下午开会");
  await zhang.says("今天党课 20人");
  expect((await zhang.says("25")).text).toContain("请发“#3 改 25人”");
  expect((await zhang.says("再说吧")).text).toMatch(/还没有回答的是：#2 .*，这是哪一类？ [^\n]*\n不清楚可以先不答。$/);
});

test("a correction to a mistyped kind is told the nearest one", async () => {
  const zhang = await branch.member("张三");
  await zhang.says("昨天集中学习 党章 16人");
  expect((await zhang.says("改 类别 党科")).text).toContain("没有“党科”这一类，最接近的是“党课”。");
});

test("whoever asks for a file is told how to get it", async () => {
  const secretary = await branch.member("李红", "secretary");
  const zhang = await branch.member("张三");
  expect((await secretary.says("把述职报告发给我")).text).toContain("请发“生成 2026 年述职报告”");
  expect((await zhang.says("导出台账")).text).toContain("报告和台账的文件由书记生成");
  expect((await secretary.says("写述职报告")).text).toContain("请发“生成 2026 年述职报告”");
  expect((await secretary.says("生成去年的述职报告")).text).toContain("2025 年述职报告");
  expect((await secretary.says("义务 去年")).text).toContain("2025 年义务");
  expect((await secretary.says("封帐 去年")).text).toContain("2025 年已封账");
});

test("words that only begin like the command are none", () => {
  expect(commandIn("帮助老人打扫卫生")).toBeUndefined();
  expect(commandIn("帮助 老人")).toBeUndefined();
});

test("every command stands in one topic of the help", async () => {
  const admin = await branch.member("赵六", "admin");
  const pages = ["帮助"];
  for (const [topic] of (await admin.says("帮助")).text.matchAll(/帮助 [^、。\n]+/g)) pages.push(topic);
  const shown: string[] = [];
  for (const page of pages) shown.push(...(await admin.says(page)).text.split("\n"));
  const missing = [...new Set(commands.values())].filter(
    ({ usage, summary }) => shown.filter((line) => line === `${usage}：${summary}`).length !== 1,
  );
  expect(missing.map(({ usage }) => usage)).toEqual([]);
});
