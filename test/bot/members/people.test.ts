import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verifyJournal } from "../../../src/store/journal.ts";
import { findSpeaker } from "../../../src/store/people.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { type Account, account, codeIn, enrolled, organisation, toldTo } from "../../helpers/people.ts";

let branch: Branch;
let admin: Account;
let secretary: Account;
beforeEach(async () => {
  branch = await openBranch();
  admin = await enrolled(branch, "a", { name: "管理", role: "admin" });
  secretary = await enrolled(branch, "s", { name: "王书记", role: "secretary" });
});
afterEach(() => branch.close());

const roleOf = async (id: string) => (await findSpeaker(branch.deps.db, "telegram", id))?.memberships[0]?.role;

test("a secretary makes recorders and auditors, but no officers", async () => {
  const li = await enrolled(branch, "7", { name: "李四" });
  expect((await secretary.says("设为 李四 记录员")).text).toContain("李四现在是“第一党支部”的记录员");
  expect(await roleOf("7")).toBe("recorder");
  expect((await secretary.says("设为 李四 书记")).outcome).toBe("refused");
  expect((await secretary.says("设为 管理 成员")).outcome).toBe("refused");
  expect((await li.says("设为 李四 管理员")).outcome).toBe("refused");
  expect((await secretary.says("邀请 管理员")).outcome).toBe("refused");
  expect(await roleOf("7")).toBe("recorder");
});

test("an admin makes the next secretary, and the last admin stays", async () => {
  await enrolled(branch, "7", { name: "李四" });
  await admin.says("设为 李四 书记");
  expect(await roleOf("7")).toBe("secretary");
  expect((await admin.says("设为 管理 成员")).text).toContain("最后一位管理员");
  expect((await admin.says("退出 第一党支部")).text).toContain("最后一位管理员");
  await admin.says("设为 李四 管理员");
  expect((await admin.says("退出 第一党支部")).text).toContain("您已退出");
});

test("an auditor sees and writes nothing", async () => {
  const auditor = await enrolled(branch, "7", { name: "检查", role: "auditor" });
  expect((await auditor.says("统计")).outcome).toBe("answered");
  expect(await auditor.says("今天集中学习 15人")).toMatchObject({ outcome: "refused", records: [] });
  expect((await auditor.says("撤销 #1")).outcome).toBe("refused");
});

test("namesakes are told apart by number", async () => {
  await enrolled(branch, "7", { name: "李四" });
  await enrolled(branch, "8", { name: "李四" });
  const asked = await secretary.says("设为 李四 记录员");
  expect(asked.text).toContain("有 2 位李四");
  const [, number] = /(\d+)号（成员）/.exec(asked.text) ?? [];
  expect((await secretary.says(`设为 ${number}号 记录员`)).text).toContain("李四现在是");
});

test("removal ends every right with the next word, and the records stay", async () => {
  const li = await enrolled(branch, "7", { name: "李四" });
  const logged = await li.says("今天集中学习 15人");
  expect((await secretary.says("移出 李四")).text).toContain("以前的记录保留");
  expect((await li.says("统计")).text).toContain("只对本支部的成员开放");
  expect((await li.edits(logged.inbound.key, "今天集中学习 99人")).outcome).toBe("ignored");
  expect((await secretary.says("统计")).text).toContain("集中学习 1次");
  expect((await secretary.says("为什么 #1")).text).toContain("15人");
});

test("leaving takes the name of the branch as its confirmation", async () => {
  const li = await enrolled(branch, "7", { name: "李四" });
  expect((await li.says("退出")).text).toContain("退出 第一党支部");
  expect((await li.says("退出 第一党支部")).text).toContain("您已退出");
  expect((await li.says("最近")).outcome).toBe("refused");
});

test("a button outlives its role by no press", async () => {
  const li = await enrolled(branch, "7", { name: "李四" });
  await li.says("大概上周集中学习 15人");
  const [action] = await branch.deps.db.selectFrom("action").select("id").execute();
  await secretary.says("移出 李四");
  if (action !== undefined) expect((await li.presses(`${action.id}_0`)).records).toEqual([]);
});

test("a phone and an office client become one person, after both have agreed", async () => {
  const phone = await enrolled(branch, "7", { name: "李四" });
  await phone.says("今天集中学习 15人");
  const code = codeIn(await phone.says("关联"));
  const office = account(branch, "ou_7", "李四", "lark");

  const asked = await office.says(`关联 ${code}`);
  expect(asked.replies[0]?.text).toContain("请到那边回复“确认关联”");
  expect(toldTo(asked, "7")).toContain("您的飞书账号（显示名“李四”）要和您关联成一个人");
  expect(await findSpeaker(branch.deps.db, "lark", "ou_7")).toBeUndefined();
  for (const words of ["是", "对", "不是"]) {
    expect(await phone.says(words)).toMatchObject({ outcome: "asked", text: expect.stringContaining("“确认关联”") });
  }
  await phone.says("确认关联");

  expect((await office.says("#1 改 人数 16")).outcome).toBe("edited");
  expect((await office.says("我的")).text).toContain("您今年记了 1 条");
});

test("two known people become one: memberships together, records under one author, the journal whole", async () => {
  const second = await organisation(branch, "第二党支部");
  const one = await enrolled(branch, "7", { name: "李四" });
  const other = await enrolled(branch, "ou_7", {
    name: "李四同志",
    role: "secretary",
    organisation: second,
    channel: "lark",
  });
  await other.says("今天党课 20人");
  const code = codeIn(await one.says("关联"));

  expect((await other.says(`关联 ${code}`)).text).toContain("有您的全部权限和记录");
  expect((await one.says("确认关联")).text).toContain("没有等您确认的关联");
  await other.says("确认关联");
  await one.says("确认关联");

  const speaker = await findSpeaker(branch.deps.db, "telegram", "7");
  expect(speaker?.memberships.map(({ role }) => role)).toEqual(["member", "secretary"]);
  expect((await findSpeaker(branch.deps.db, "lark", "ou_7"))?.id).toBe(speaker?.id);
  await one.says("切换 第二党支部");
  expect((await one.says("我的")).text).toContain("党课");
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
});

test("two people made one have one turn to read and one seat on the committee", async () => {
  const one = await enrolled(branch, "7", { name: "李四" });
  await enrolled(branch, "8", { name: "张三" });
  const other = await enrolled(branch, "ou_7", { name: "李四同志", channel: "lark" });
  await secretary.says("领学 名单 李四 张三 李四同志 王书记");
  await secretary.says("义务 支委 李四同志 王书记");
  branch.at("2026-11-24 10:00");
  await other.says(`关联 ${codeIn(await one.says("关联"))}`);
  await other.says("确认关联");
  await one.says("确认关联");

  expect((await secretary.says("领学")).text).toContain("张三，12月7日 李四");
  branch.at("2026-12-01 10:00");
  expect((await secretary.says("领学")).text).toContain("李四，12月14日 王书记");
  expect((await secretary.says("义务 学时")).text).toContain("李四 0（要 56）");
});

test("a name alone links nothing, and a link that is refused or late is none", async () => {
  const phone = await enrolled(branch, "7", { name: "李四" });
  const office = account(branch, "ou_7", "李四", "lark");
  expect((await office.says("今天集中学习 15人")).outcome).toBe("refused");
  await office.says(`关联 ${codeIn(await phone.says("关联"))}`);
  expect((await phone.says("不关联")).text).toContain("没有关联");
  const late = codeIn(await phone.says("关联"));
  branch.at("2026-11-23 10:11");
  expect((await office.says(`关联 ${late}`)).text).toContain("这个码不对");
});

test("an account is taken apart again, and what it logged stays", async () => {
  const phone = await enrolled(branch, "7", { name: "李四" });
  const office = account(branch, "ou_7", "李四", "lark");
  await office.says(`关联 ${codeIn(await phone.says("关联"))}`);
  await phone.says("确认关联");
  await office.says("今天集中学习 15人");
  expect((await phone.says("取消关联 飞书")).text).toContain("已分开");
  branch.at("2026-11-23 11:30");
  expect((await office.says("统计")).text).toContain("只对本支部的成员开放");
  expect((await phone.says("我的")).text).toContain("您今年记了 1 条");
});

test("a member of two branches is asked once which one, and the message that waited is logged there", async () => {
  const second = await organisation(branch, "第二党支部");
  const li = await enrolled(branch, "7", { name: "李四" });
  await enrolled(branch, "7", { organisation: second });

  const asked = await li.says("昨天下午集中学习 党章 15人");
  expect(asked).toMatchObject({ outcome: "asked", records: [] });
  expect(asked.text).toContain("1 第一党支部，2 第二党支部");
  branch.at("2026-11-24 09:00");
  const logged = await li.says("2");
  expect(logged).toMatchObject({ outcome: "logged", records: [1] });
  expect(logged.text).toContain("11月22日");

  expect((await li.says("当前支部")).text).toContain("第二党支部");
  await li.says("今天党课 20人");
  const rows = await branch.deps.db.selectFrom("activity").select("organisation_id").execute();
  expect(rows).toEqual([{ organisation_id: second }, { organisation_id: second }]);
  expect((await li.says("切换 第一党支部")).text).toContain("第一党支部");
  expect((await li.says("统计")).text).toContain("还没有记录");
});

test("an answer and an edit stay with the branch of their record after a switch", async () => {
  const second = await organisation(branch, "第二党支部");
  const li = await enrolled(branch, "7", { name: "李四" });
  await enrolled(branch, "7", { organisation: second });
  await li.says("切换 第二党支部");
  const logged = await li.says("今天集中学习 党章 十几人");
  await li.says("切换 第一党支部");
  expect((await li.says("15人")).text).toContain("15人");
  await li.edits(logged.inbound.key, "今天集中学习 党章 18人");
  const rows = await branch.deps.db.selectFrom("activity").select(["organisation_id", "headcount"]).execute();
  expect(rows).toEqual([{ organisation_id: second, headcount: 18 }]);
});

test("the same words to two branches are two records, and 撤销 takes back the one of this branch", async () => {
  const second = await organisation(branch, "第二党支部");
  const li = await enrolled(branch, "7", { name: "李四" });
  await enrolled(branch, "7", { organisation: second });
  await li.says("切换 第一党支部");
  expect(await li.says("今天集中学习 党章 15人")).toMatchObject({ outcome: "logged", records: [1] });
  await li.says("切换 第二党支部");
  expect((await li.says("撤销")).outcome).toBe("asked");
  expect(await li.says("今天集中学习 党章 15人")).toMatchObject({ outcome: "logged", records: [2] });
  expect(await li.says("撤销")).toMatchObject({ outcome: "voided", records: [2] });
});

test("an admin makes a branch below and invites its secretary", async () => {
  const made = await admin.says("新建 第三党小组");
  expect(made.text).toContain("已建“第三党小组”");
  // They go on speaking of the unit above, without being asked of which.
  expect(made.text).toContain("您私聊说的话仍记到“第一党支部”");
  expect((await admin.says("新建 第四党小组")).text).not.toContain("仍记到");
  expect((await admin.says("邀请 书记 第三党小组")).text).toContain("加入“第三党小组”");
});

test("a wrong name is put right by its owner, and never by an activity", async () => {
  const li = await enrolled(branch, "7", { name: "小猫" });
  expect((await li.says("我叫 李四")).text).toContain("李四");
  await li.says("我叫李四今天集中学习15人");
  expect(await findSpeaker(branch.deps.db, "telegram", "7")).toMatchObject({ name: "李四" });
});

describe("an admin of the unit above", () => {
  let above: Account;
  let old: Account;
  let next: Account;
  beforeEach(async () => {
    const general = await organisation(branch, "示范党总支");
    const second = await organisation(branch, "示范党总支 > 第二党支部");
    above = await enrolled(branch, "above", { name: "总管", role: "admin", organisation: general });
    old = await enrolled(branch, "old", { name: "孙七", role: "secretary", organisation: second });
    next = await enrolled(branch, "next", { name: "周八", organisation: second });
  });

  test("changes the secretary of a branch, who is told, and hears that the old one still is", async () => {
    const said = await above.says("设为 第二党支部 周八 书记");
    expect(said.replies[0]?.text).toBe(
      "周八现在是“第二党支部”的书记。\n孙七也还是书记；不再担任的请发“设为 第二党支部 孙七 成员”。",
    );
    expect(toldTo(said, "next")).toContain("您现在是“第二党支部”的书记。待办、义务、述职报告都由您来看");
    expect(await roleOf("next")).toBe("secretary");
    expect((await next.says("待办")).outcome).toBe("answered");

    const ended = await above.says("设为 第二党支部 孙七 成员");
    expect(toldTo(ended, "old")).toBe("您现在是“第二党支部”的成员。发“帮助”看能用的话。");
    expect((await old.says("待办")).text).toContain("只有书记、管理员可以用");
    expect((await old.says("今天集中学习 党章 15人")).outcome).toBe("logged");
  });

  test.each([
    "设为 周八 第二党支部书记",
    "设为 第二党支部的周八 书记",
    "设为 周八 书记 第二党支部",
    "设为 示范党总支 > 第二党支部 周八 党支部书记",
  ])("says it as people do: %s", async (words) => {
    expect((await above.says(words)).text).toContain("周八现在是“第二党支部”的书记。");
    expect(await roleOf("next")).toBe("secretary");
  });

  test("hears how to name the branch of somebody who is not in the unit itself", async () => {
    expect((await above.says("设为 周八 书记")).text).toContain("请在姓名前面写上是哪个支部，如“第二党支部 张三”");
    expect((await above.says("设为 第三党支部 周八 书记")).text).toBe("您管理的组织里没有“第三党支部”。");
    expect((await above.says("移出 第二党支部 吴九")).text).toContain("发“成员 第二党支部”看名单");
    expect((await above.says("成员 第二党支部")).text).toMatch(/第二党支部 2 人：\n\d+号 孙七 书记.*\n\d+号 周八 成员/);
  });

  test("has no say in a branch that is not below, nor has a secretary in another one", async () => {
    expect((await above.says("设为 第一党支部 王书记 成员")).text).toBe("您管理的组织里没有“第一党支部”。");
    expect((await secretary.says("成员 第二党支部")).text).toBe("您管理的组织里没有“第二党支部”。");
    expect((await secretary.says("移出 第二党支部 周八")).text).toBe("您管理的组织里没有“第二党支部”。");
    expect((await old.says("设为 周八 书记")).outcome).toBe("refused");
    expect(await roleOf("next")).toBe("member");
  });

  test("hears that nobody looks after a branch whose only secretary goes", async () => {
    const nobody = "“第二党支部”现在没有书记，到期要办的没有人收到提醒。";
    expect((await above.says("设为 第二党支部 孙七 成员")).text).toContain(nobody);
    await above.says("设为 第二党支部 周八 书记");
    const said = await next.says("退出 第二党支部");
    expect(toldTo(said, "above")).toContain(nobody);
    expect(toldTo(said, "above")).toContain("设为 第二党支部 李四 书记");
    expect((await above.says("移出 第二党支部 孙七")).text).toContain(nobody);
  });

  test("leaves a branch that they made, but not the unit at the top", async () => {
    await above.says("新建 第三党支部");
    expect((await above.says("退出 第三党支部")).text).toContain("您已退出“第三党支部”");
    expect((await above.says("退出 示范党总支")).text).toContain("最后一位管理员");
    expect((await above.says("邀请 书记 第三党支部")).text).toContain("身份是书记");
  });
});

describe("a change of people that no command is", () => {
  test.each([
    ["我换手机了", "“关联”"],
    ["我换了新号码", "“关联”"],
    ["我要退出", "退出 第一党支部"],
    ["本人已经退休了", "退出 第一党支部"],
  ])("tells a member how it is done: %s", async (words, how) => {
    const li = await enrolled(branch, "7", { name: "李四" });
    expect(await li.says(words)).toMatchObject({ records: [], text: expect.stringContaining(how) });
  });

  test.each([
    ["书记换人了", "设为 李四 书记"],
    ["我不当书记了", "设为 李四 书记"],
    ["第一党支部书记换成李四", "设为 李四 书记"],
    ["李四同志调走了", "移出 李四"],
    ["李四退休了", "移出 李四"],
    ["李四改名李小四", "我叫 李四"],
  ])("tells the secretary how it is done, and members no more than before: %s", async (words, how) => {
    const li = await enrolled(branch, "7", { name: "李四" });
    expect((await secretary.says(words)).text).toContain(how);
    expect((await li.says(words)).text).not.toContain(how);
  });

  test.each(["解散 第二党支部", "撤销第二党支部", "第二党支部撤销了"])(
    "tells an admin how a branch ends: %s",
    async (words) => {
      expect((await admin.says(words)).text).toContain("并入 第三党支部 到 第一党支部");
      expect((await secretary.says(words)).text).not.toContain("并入");
    },
  );

  test.each(["今天集中学习 换届选举办法 15人", "昨天走访慰问退休了的党员 3户", "今天学习党支部撤销的规定 12人"])(
    "takes no record for one: %s",
    async (words) => {
      expect((await secretary.says(words)).outcome).toBe("logged");
    },
  );
});
