import { afterEach, beforeEach, expect, test } from "vitest";
import { findActivities } from "../../../src/store/activities.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { type Account, account, codeIn, enrolled, groupEvent, organisation, toldTo } from "../../helpers/people.ts";

let branch: Branch;
let secretary: Account;
beforeEach(async () => {
  branch = await openBranch();
  secretary = await enrolled(branch, "s", { name: "王书记", role: "secretary" });
});
afterEach(() => branch.close());

test("a secretary binds a group, and what members say there is logged for the branch", async () => {
  const bound = await secretary.saysIn("-100", "绑定 第一党支部");
  expect(bound.text).toContain("这个群已绑定“第一党支部”");
  const zhang = await enrolled(branch, "7", { name: "张三" });
  expect((await zhang.saysIn("-100", "今天集中学习 15人")).outcome).toBe("logged");
});

test("a member cannot bind, and nobody binds to a branch that is not theirs", async () => {
  await organisation(branch, "第二党支部");
  const zhang = await enrolled(branch, "7", { name: "张三" });
  expect((await zhang.saysIn("-100", "绑定 第一党支部")).replies).toEqual([]);
  expect((await secretary.saysIn("-100", "绑定 第二党支部")).outcome).toBe("asked");
});

test("a group of another branch is not taken over", async () => {
  const second = await organisation(branch, "第二党支部");
  const other = await enrolled(branch, "s2", { role: "secretary", organisation: second });
  await secretary.saysIn("-100", "绑定 第一党支部");
  expect((await other.saysIn("-100", "绑定 第二党支部")).outcome).toBe("refused");
  expect((await other.saysIn("-100", "解绑")).outcome).toBe("refused");
  expect((await secretary.saysIn("-100", "解绑")).text).toContain("已解绑");
});

test("who enters a bound group is a member, is told privately what is kept, and is none once they leave", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  const came = await groupEvent(branch, "join", "-100", [{ id: "7", name: "张\u200b三" }]);
  expect(toldTo(came, "7")).toContain("张三，您进了“第一党支部”的群，已按成员登记");
  expect(toldTo(came, "7")).toContain("台账会保存");
  const zhang = account(branch, "7", "张三");
  expect((await zhang.says("今天集中学习 15人")).outcome).toBe("logged");

  await groupEvent(branch, "leave", "-100", [{ id: "7" }]);

  expect((await zhang.says("今天党课 15人")).outcome).toBe("refused");
  const kept = await findActivities(branch.deps.db, {
    organisations: [branch.organisation],
    period: { first: "2026-01-01", last: "2026-12-31" },
    states: ["counted"],
  });
  expect(kept).toHaveLength(1);
});

test("leaving a group does not end a membership that came by a code", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  const zhang = await enrolled(branch, "7", { name: "张三" });
  await groupEvent(branch, "join", "-100", [{ id: "7", name: "张三" }]);
  await groupEvent(branch, "leave", "-100", [{ id: "7" }]);
  expect((await zhang.says("今天集中学习 15人")).outcome).toBe("logged");
});

test("who was in the group before is asked for name and consent in private, once they speak to the bot", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  const zhang = account(branch, "7", "张三");
  const met = await zhang.saysIn("-100", "今天集中学习 15人");
  expect(met.replies[0]?.text).toContain("已私下问您姓名");
  expect(toldTo(met, "7")).toContain("您的姓名是“张三”吗？");
  await zhang.says("是");
  await zhang.says("同意");
  expect((await zhang.saysIn("-100", "今天集中学习 15人")).outcome).toBe("logged");
});

test("who was put out does not come back through the group, but by a new code", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  await groupEvent(branch, "join", "-100", [{ id: "7", name: "张三" }]);
  const zhang = account(branch, "7", "张三");
  await secretary.says("移出 张三");
  expect((await zhang.saysIn("-100", "今天集中学习 15人")).replies).toEqual([]);
  await groupEvent(branch, "join", "-100", [{ id: "7", name: "张三" }]);
  expect((await zhang.saysIn("-100", "今天集中学习 15人")).replies).toEqual([]);

  await zhang.says(`加入 ${codeIn(await secretary.says("邀请"))}`);
  await zhang.says("同意");
  expect((await zhang.saysIn("-100", "今天集中学习 15人")).outcome).toBe("logged");
});

test("in a group that is not bound strangers and members hear nothing, an officer hears why", async () => {
  const zhang = await enrolled(branch, "7", { name: "张三" });
  expect((await account(branch, "8").saysIn("-200", "今天集中学习 15人")).replies).toEqual([]);
  expect((await zhang.saysIn("-200", "今天集中学习 15人")).replies).toEqual([]);
  expect((await secretary.saysIn("-200", "今天集中学习 15人")).text).toContain("没有绑定");
  expect((await secretary.saysIn("-200", "大家好", { addressed: false })).replies).toEqual([]);
  expect(await branch.deps.db.selectFrom("activity").selectAll().execute()).toEqual([]);
});

test("who speaks as the group is nobody", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  const hidden = await secretary.saysIn("-100", "统计", { anonymous: true });
  expect(hidden.text).toContain("匿名发言认不出是谁");
  expect((await secretary.saysIn("-100", "今天集中学习 15人", { anonymous: true })).records).toEqual([]);
});

test("what is the secretary's alone is answered in private, and the group only hears that it was", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  const said = await secretary.saysIn("-100", "邀请");
  expect(said.replies[0]).toEqual({ text: "已私下回复您；没有收到请先私聊我一句再发。" });
  expect(toldTo(said, "s")).toContain("加入 ");
  const queued = await branch.deps.db.selectFrom("outbox").select(["chat", "payload"]).execute();
  expect(queued.filter(({ payload }) => /加入 [A-Z2-9]{4}-/.test(payload)).map(({ chat }) => chat)).toEqual(["s"]);
});

test("a draft asked for in the group is sent in private", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  await secretary.saysIn("-100", "生成 2026 年述职报告");
  const [job] = await branch.deps.db.selectFrom("job").select("payload").execute();
  expect(JSON.parse(job?.payload ?? "{}")).toMatchObject({ channel: "telegram", chat: "s" });
});

test("a group that goes on under another id stays bound", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  await branch.deliver({
    kind: "moved",
    key: "telegram:moved",
    channel: "telegram",
    chat: "-100",
    chatType: "group",
    from: { id: "s" },
    sentAt: branch.deps.clock(),
    to: "-1009",
  });
  expect((await secretary.saysIn("-1009", "今天集中学习 15人")).outcome).toBe("logged");
});

test("a group that puts the bot out is not bound any more", async () => {
  await secretary.saysIn("-100", "绑定 第一党支部");
  await groupEvent(branch, "leave", "-100", [{ id: "bot", self: true }]);
  expect((await secretary.saysIn("-100", "今天集中学习 15人")).text).toContain("没有绑定");
});
