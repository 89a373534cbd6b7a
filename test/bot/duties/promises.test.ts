import { afterEach, beforeEach, expect, test } from "vitest";
import { remindOfDuties } from "../../../src/bot/duties/reminders.ts";
import { savePromises } from "../../../src/store/promises.ts";
import { writing } from "../../../src/store/transaction.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { enrolled } from "../../helpers/people.ts";
import { queued } from "../../helpers/pushed.ts";

let branch: Branch;
let zhang: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-06-22 10:00");
  zhang = await branch.member("张三");
  secretary = await branch.member("王五", "secretary");
});
afterEach(() => branch.close());

test("a promise in words is listed with the duties, counted by records, and closed by a word", async () => {
  expect((await zhang.says("承诺 6月底前 换届补选")).outcome).toBe("refused");
  expect((await secretary.says("承诺 6月底前 换届补选")).text).toContain(
    "已记下 2026 年的承诺1 6月底前 换届补选（6月30日前，算换届补选 1 次）",
  );
  await secretary.says("承诺 每季度至少2次警示教育");
  await secretary.says("承诺 年底前 改造活动室");
  expect((await secretary.says("承诺 年底前 改造活动室")).text).toContain("已经有了");
  expect((await secretary.says("承诺 31月底前 党课")).outcome).toBe("asked");
  expect((await secretary.says("承诺书签订 12份")).text).not.toContain("承诺1");

  const { text } = await secretary.says("义务");
  expect(text).toContain("承诺1 换届补选（6月30日前）○");
  expect(text).toContain("承诺2 警示教育（每季度2次）－○··");
  expect(text).toContain("承诺3 年底前 改造活动室：12月31日前，办完请回复“承诺 办了 3”");
  await zhang.says("今天换届大会 20人");
  await secretary.says("承诺 办了 3");
  const later = (await secretary.says("义务")).text;
  expect(later).toContain("承诺1 换届补选（6月30日前）●");
  expect(later).toContain("承诺3 年底前 改造活动室（12月31日前）●");
  await secretary.says("承诺 取消 2");
  expect((await secretary.says("承诺")).text).not.toContain("警示教育");
  expect((await secretary.says("承诺 办了 9")).outcome).toBe("asked");
});

test("what is promised in a unit of its kind is counted in that unit, and what no record tells in none", async () => {
  await secretary.says("承诺 今年为群众办实事不少于15件");
  await secretary.says("承诺 今年改造活动室不少于2间");
  await secretary.says("承诺 今年上报信息不少于12篇");
  await secretary.says("承诺 今年捐款不少于1.2万元");
  await zhang.says("昨天为群众办实事4件");
  const { text: all } = await secretary.says("承诺");
  expect(all).toContain("1 为群众办实事不少于15件（全年，算为群众办实事 15 件）");
  expect(all).toContain("3 上报信息不少于12篇（全年，算宣传 12 篇）");
  expect(all).toContain("4 捐款不少于1.2万元（全年，算捐款捐物 12000 元）");
  const { text } = await secretary.says("义务");
  expect(text).toContain("承诺1 为群众办实事（每年15件）○");
  expect(text).toContain("承诺1 为群众办实事：全年记了 4 件，要 15 件");
  expect(text).toContain("承诺2 改造活动室不少于2间（每年）○");
});

test("a deadline of another year is kept in that year, and one that has passed is told with its year", async () => {
  branch.at("2026-11-27 10:00");
  for (const words of ["2027年6月底前 换届补选", "明年3月底前 党课", "2027 9月底前 换届补选", "明年底前 改造活动室"]) {
    expect((await secretary.says(`承诺 ${words}`)).text).toContain("已记下 2027 年的承诺");
  }
  const { text } = await secretary.says("承诺 2027");
  expect(text).toContain("1 6月底前 换届补选（2027年6月30日前，");
  expect(text).toContain("2 3月底前 党课（2027年3月31日前，");
  expect(text).toContain("3 9月底前 换届补选（2027年9月30日前，");
  expect(text).toContain("4 年底前 改造活动室（2027年12月31日前，");
  expect(await secretary.says("承诺 2026年3月底前 党课")).toMatchObject({
    outcome: "asked",
    text: expect.stringContaining("没有记：2026年3月31日已经过了。"),
  });
});

test("a word closes what is promised once, and no quota that records count", async () => {
  await secretary.says("承诺 每季度至少1次警示教育");
  await secretary.says("承诺 6月底前 换届补选");
  await secretary.says("承诺 年底前 党课3次");
  for (const [n, kind] of [
    [1, "警示教育"],
    [3, "党课"],
  ] as const) {
    expect(await secretary.says(`承诺 办了 ${n}`)).toMatchObject({
      outcome: "asked",
      text: expect.stringContaining(`办过没记的请直接记一句，或发“已线下完成 ${kind}”`),
    });
  }
  expect((await secretary.says("承诺 办了 2")).text).toBe("已办：2026 年的承诺2 6月底前 换届补选。");
  const { text } = await secretary.says("义务");
  expect(text).toContain("承诺1 警示教育（每季度）－○··");
  expect(text).toContain("承诺2 换届补选（6月30日前）●");
  expect(text).toContain("承诺3 党课（12月31日前3次）○");
  expect((await secretary.says("已线下完成 警示教育")).outcome).toBe("held");
});

test("what is promised late in the year is meant for the next, says so, and is moved by a word", async () => {
  branch.at("2025-12-29 10:00");
  const { text } = await secretary.says("承诺 每季度至少1次警示教育");
  expect(text).toContain("已记下 2026 年的承诺1 每季度至少1次警示教育");
  expect(text).toContain("说的是今年，请发“承诺 改到今年 1”");
  expect((await secretary.says("义务")).text).not.toContain("承诺");
  expect((await secretary.says("义务 2026")).text).toContain("承诺1 警示教育（每季度）····");
  expect((await secretary.says("承诺")).text).toContain("2026 年的承诺：\n· 1 每季度至少1次警示教育");

  expect((await secretary.says("承诺 改到今年 1")).text).toContain("已改到 2025 年：承诺1 每季度至少1次警示教育");
  expect((await secretary.says("义务")).text).toContain("承诺1 警示教育（每季度）－－－○");
  expect((await secretary.says("义务")).text).not.toContain("警示教育：第一季度");
  expect((await secretary.says("义务 2026")).text).not.toContain("承诺");
  expect((await secretary.says("承诺 恢复 1")).text).toBe("已恢复：2026 年的承诺1 每季度至少1次警示教育。");
  expect((await secretary.says("承诺 明年 取消 1")).text).toBe("已取消：2026 年的承诺1 每季度至少1次警示教育。");
  expect((await secretary.says("承诺 改到明年 2")).outcome).toBe("asked");
});

test("weeks before a promise was made are not lacking, and what a rule demanded of them stays the rule's", async () => {
  branch.at("2026-11-27 10:00");
  await zhang.says("2026-02-05 党课 20人");
  await secretary.says("承诺 今年每周一次领学");
  await secretary.says("承诺 今年每季度1次党课");
  const { text } = await secretary.says("义务");
  expect(text).toContain("承诺1 领学（每周）－46周 ○1周 ·5周");
  expect(text).toContain("\n党课（每季度）●△△－\n");
  expect(text).toContain("承诺2 党课（每季度）●－－○");
  expect(text).toContain("－ 还没有这条承诺");
  expect(text).not.toContain("领学：46 周");
  branch.at("2027-01-05 10:00");
  expect((await secretary.says("义务 2026")).text).toContain("承诺1 领学（每周）－46周 ×6周");
});

test("what last year's report promised is reminded of, and stands in the summary until it is done", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  const promises = [
    { text: "6月底前补选支委", kind: "换届补选", minimum: 1, per: "year", deadline: "2026-06-30" },
  ] as const;
  const set = { organisation: branch.organisation, year: 2026, source: "2025年述职报告.docx", promises };
  const by = { at: "2026-01-05T00:00:00.000Z", personId: null, sourceKey: null, salt: "s" };
  await writing(branch.deps.db, (trx) => savePromises(trx, set, by));
  expect((await secretary.says("承诺")).text).toContain("来自 2025年述职报告.docx");
  expect((await zhang.says("周报")).text).toMatch(/6月30日前要办：.*、承诺1 换届补选/);
  branch.at("2026-06-23 10:00");
  await remindOfDuties({ deps: branch.deps, channels: new Set(["telegram"]) });
  expect((await queued(branch.deps.db, "duty:")).at(-1)?.text).toContain("承诺1 换届补选：还没有记录，6月30日前");
  await zhang.says("今天换届大会 20人");
  expect((await zhang.says("周报")).text).not.toContain("承诺1");
});

test("what no record tells and is promised every quarter is said to be done for one quarter at a time", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  const promises = [{ text: "每季度走访2户", kind: null, minimum: 2, per: "quarter", deadline: null }] as const;
  const set = { organisation: branch.organisation, year: 2026, source: "2025年述职报告.docx", promises };
  const by = { at: "2026-01-05T00:00:00.000Z", personId: null, sourceKey: null, salt: "s" };
  await writing(branch.deps.db, (trx) => savePromises(trx, set, by));
  expect((await secretary.says("承诺 办了 1")).text).toBe("本季度的已办：2026 年的承诺1 每季度走访2户。");
  expect((await secretary.says("义务")).text).toContain("承诺1 每季度走访2户（每季度）×●··");
  expect((await zhang.says("周报")).text).not.toContain("承诺1");

  branch.at("2026-09-23 10:00");
  expect((await zhang.says("周报")).text).toContain("承诺1 每季度走访2户");
  await remindOfDuties({ deps: branch.deps, channels: new Set(["telegram"]) });
  expect((await queued(branch.deps.db, "duty:")).at(-1)?.text).toContain("9月30日前，办完请回复“承诺 办了 1”");
  await secretary.says("承诺 办了 1");
  expect((await secretary.says("义务")).text).toContain("承诺1 每季度走访2户（每季度）×●●·");
  expect((await zhang.says("周报")).text).not.toContain("承诺1");
  expect((await secretary.says("承诺 没办 1")).text).toContain("本季度的改为没办");
  expect((await secretary.says("义务")).text).toContain("承诺1 每季度走访2户（每季度）×●○·");
});
