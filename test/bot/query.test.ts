import { afterEach, beforeEach, expect, test } from "vitest";
import { type Branch, type Member, openBranch } from "../helpers/branch.ts";

let branch: Branch;
let zhang: Member;
beforeEach(async () => {
  branch = await openBranch();
  zhang = await branch.member("张三");
  await zhang.says("10月10日志愿服务 清扫 12人 2小时");
  await zhang.says("10月20日志愿服务 助老 8人");
  await zhang.says("11月10日志愿服务 植树 5人");
  await zhang.says("11月12日党课 20人");
});
afterEach(() => branch.close());

test("a question names a kind and a month, and gets their numbers and records", async () => {
  const { text, records } = await zhang.says("查一下10月份志愿服务总人数");
  expect(text).toContain("志愿服务：2次，20人次，2小时");
  expect(records).toEqual([1, 2]);
});

test("a question without a period is about this year", async () => {
  expect((await zhang.says("今年党课上了几次？")).text).toContain("党课：1次");
});

test("a kind without records is said to have none", async () => {
  expect((await zhang.says("10月份党课有几次？")).text).toContain("党课：没有记录");
});

test("a very long title is kept whole and shown cut", async () => {
  const said = await zhang.says(`昨天集中学习 ${"学习材料".repeat(100)} 15人`);
  expect(said.outcome).toBe("logged");
  expect(said.text.length).toBeLessThan(300);
});
