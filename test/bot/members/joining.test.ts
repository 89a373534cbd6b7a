import { afterEach, beforeEach, expect, test } from "vitest";
import { newCode } from "../../../src/bot/members/codes.ts";
import { findInbox } from "../../../src/store/inbox.ts";
import { verifyJournal } from "../../../src/store/journal.ts";
import { findSpeaker } from "../../../src/store/people.ts";
import { type Branch, openBranch, type Said } from "../../helpers/branch.ts";
import { account, codeIn, enrolled, organisation, toldTo } from "../../helpers/people.ts";

let branch: Branch;
beforeEach(async () => {
  branch = await openBranch();
});
afterEach(() => branch.close());

const secretary = () => enrolled(branch, "s", { name: "王书记", role: "secretary" });

test("a stranger joins by the secretary's code: name, what is stored, consent", async () => {
  const invited = await (await secretary()).says("邀请");
  const stranger = account(branch, "7", "小张");

  const asked = await stranger.says(`加入 ${codeIn(invited)}`);
  expect(asked.text).toContain("“第一党支部”");
  expect(asked.text).toContain("您的姓名是“小张”吗？");
  const told = await stranger.says("张三");
  expect(told.text).toContain("台账会保存您的姓名、账号编号、您发来的活动记录和原话");
  expect(told.text).toContain("成员和检查员能查看记录");
  expect((await stranger.says("今天集中学习 15人")).outcome).toBe("asked");
  const joined = await stranger.says("同意");

  expect(joined.text).toContain("张三，您已加入“第一党支部”，身份是成员");
  expect((await stranger.says("今天集中学习 15人")).outcome).toBe("logged");
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
});

test("是 takes the name that the platform shows, cleaned of what hides or turns text", async () => {
  const code = codeIn(await (await secretary()).says("邀请"));
  const stranger = account(branch, "7", "张\u202e三\u200b");

  expect((await stranger.says(code.toLowerCase().replaceAll("-", " "))).text).toContain("您的姓名是“张三”吗？");
  await stranger.says("是");
  await stranger.says("同意");

  expect(await findSpeaker(branch.deps.db, "telegram", "7")).toMatchObject({ name: "张三" });
});

test("a link that opens the chat carries the code", async () => {
  const code = codeIn(await (await secretary()).says("邀请"));
  expect((await account(branch, "7", "张三").starts(code)).text).toContain("您的姓名是“张三”吗？");
});

test.for(["telegram", "lark"] as const)("on %s the two questions are answered by buttons as well", async (channel) => {
  const code = codeIn(await (await secretary()).says("邀请"));
  const stranger = account(branch, "7", "张三", channel);
  const name = buttonsOf(await stranger.says(code));
  expect([...name.keys()]).toEqual(["是"]);
  const consent = buttonsOf(await stranger.presses(name.get("是") ?? ""));
  expect([...consent.keys()]).toEqual(["同意", "不同意"]);

  // A button that was answered is over, and somebody else's is nothing.
  expect((await stranger.presses(name.get("是") ?? "")).outcome).toBe("ignored");
  expect((await account(branch, "8", "李四", channel).presses(consent.get("同意") ?? "")).outcome).toBe("ignored");
  const joined = await stranger.presses(consent.get("同意") ?? "");
  expect(joined.text).toContain("张三，您已加入“第一党支部”，身份是成员");
  expect((await stranger.presses(consent.get("不同意") ?? "")).text).toBe("这个按钮已经失效，请直接发一句话。");
});

test("a typed name and a pressed 不同意 go together, and a day later the buttons are over", async () => {
  const code = codeIn(await (await secretary()).says("邀请"));
  const stranger = account(branch, "7", "小张");
  await stranger.says(code);
  const consent = buttonsOf(await stranger.says("张三"));
  expect((await stranger.presses(consent.get("不同意") ?? "")).text).toContain("没有保存");
  const again = buttonsOf(await stranger.says(code));
  branch.at("2026-11-24 10:01");
  expect((await stranger.presses(again.get("是") ?? "")).outcome).toBe("ignored");
});

/** The buttons under an answer, by what is written on them. */
function buttonsOf({ replies }: Said): Map<string, string> {
  const blocks = replies.flatMap(({ card }) => card?.blocks ?? []);
  const buttons = blocks.flatMap((one) => (one.block === "buttons" ? one.rows.flat() : []));
  return new Map(buttons.map(({ label, action }) => [label, action]));
}

test("who does not agree leaves nothing behind", async () => {
  const code = codeIn(await (await secretary()).says("邀请"));
  const stranger = account(branch, "7");
  await stranger.says(`加入 ${code}`);
  const named = await stranger.says("张三");
  expect((await stranger.says("不同意")).text).toContain("没有保存");

  expect(await findSpeaker(branch.deps.db, "telegram", "7")).toBeUndefined();
  expect((await findInbox(branch.deps.db, named.inbound.key))?.payload).not.toContain("张三");
  expect(await branch.deps.db.selectFrom("joining").selectAll().execute()).toEqual([]);
});

test("a code is for so many people, for so many days, and for a role", async () => {
  const s = await secretary();
  const invited = await s.says("邀请 2人 3天 记录员");
  expect(invited.text).toContain("身份是记录员，可用 2 次，11月26日前有效");
  const join = async (id: string) => {
    const stranger = account(branch, id, `成员${"甲乙丙"[Number(id)]}`);
    await stranger.says(`加入 ${codeIn(invited)}`);
    await stranger.says("是");
    return stranger.says("同意");
  };

  expect((await join("0")).text).toContain("身份是记录员");
  expect((await join("1")).text).toContain("身份是记录员");
  expect((await account(branch, "2").says(`加入 ${codeIn(invited)}`)).text).toContain("这个码不对、已过期或已用完");

  const later = codeIn(await s.says("邀请 3天"));
  branch.at("2026-11-26 10:01");
  expect((await account(branch, "3").says(`加入 ${later}`)).text).toContain("这个码不对、已过期或已用完");
});

test("of a code the store keeps a hash", async () => {
  const code = codeIn(await (await secretary()).says("邀请"));
  const rows = await branch.deps.db.selectFrom("invite").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(code);
  expect(JSON.stringify(rows)).not.toContain(code.replaceAll("-", ""));
});

test("a code has 80 random bits", () => {
  const codes = new Set(Array.from({ length: 20 }, (_, n) => newCode(`${n}`.padStart(20, "f") + "0".repeat(12))));
  expect(codes.size).toBe(20);
  for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
});

test("after five wrong codes in an hour even the right one is answered with the same words", async () => {
  const code = codeIn(await (await secretary()).says("邀请"));
  const stranger = account(branch, "7", "张三");
  const answers = new Set<string>();
  for (let n = 0; n < 5; n++) answers.add((await stranger.says(`加入 AAAA-AAAA-AAAA-AAA${"ABCDE"[n]}`)).text);
  answers.add((await stranger.says(`加入 ${code}`)).text);
  expect(answers.size).toBe(1);

  branch.at("2026-11-23 11:01");
  expect((await stranger.says(`加入 ${code}`)).text).toContain("您的姓名是“张三”吗？");
});

test("after fifty wrong codes of all strangers the branch takes none for an hour", async () => {
  const code = codeIn(await (await secretary()).says("邀请"));
  for (let who = 0; who < 10; who++) {
    const stranger = account(branch, `x${who}`);
    for (let n = 0; n < 5; n++) await stranger.says(`加入 AAAA-AAAA-AAAA-AAA${"ABCDE"[n]}`);
  }
  expect((await account(branch, "7").says(`加入 ${code}`)).text).toContain("这个码不对");
  branch.at("2026-11-23 11:01");
  expect((await account(branch, "7", "张三").says(`加入 ${code}`)).text).toContain("您的姓名");
});

test("a code delivered again is one try and one step", async () => {
  const code = codeIn(await (await secretary()).says("邀请"));
  const stranger = account(branch, "7", "张三");
  const first = await stranger.says(`加入 ${code}`);
  await stranger.says("是");
  expect((await branch.deliver(first.inbound)).outcome).toBe("duplicate");
  expect((await stranger.says("同意")).text).toContain("您已加入");
});

test("a stranger hears one polite word an hour, which says nothing of the branch, and leaves nothing but a counter", async () => {
  await secretary();
  const stranger = account(branch, "7", "路人");
  const first = await stranger.says("你们支部今年学习了几次？我的电话13800000000");
  expect(first.text).toContain("只对本支部的成员开放");
  expect(first.text).not.toContain("第一党支部");
  expect((await stranger.says("在吗")).replies).toEqual([]);
  branch.at("2026-11-23 11:01");
  expect((await stranger.says("在吗")).replies).toHaveLength(1);

  const { db } = branch.deps;
  for (const table of ["inbox", "activity", "person", "journal", "joining"] as const) {
    expect(await db.selectFrom(table).selectAll().execute(), table).toHaveLength(table === "person" ? 1 : 0);
  }
  expect(JSON.stringify(await db.selectFrom("throttle").selectAll().execute())).not.toContain("路人");
});

test("what a stranger wrote is not kept even where it could not be handled", async () => {
  const { db } = branch.deps;
  await db.schema.dropTable("throttle").execute();
  await account(branch, "7")
    .says("我的秘密")
    .catch(() => undefined);
  const [row] = await db.selectFrom("inbox").selectAll().execute();
  expect(row).toMatchObject({ state: "quarantined", person_id: null });
  expect(row?.payload).not.toContain("秘密");
});

test("a flood of strangers is greeted only so often, so that members' answers go out", async () => {
  let greeted = 0;
  for (let n = 0; n < 200; n++) greeted += (await account(branch, `x${n}`).says("你好")).replies.length;
  expect(greeted).toBe(60);
});

test("a member of one branch joins a second one with consent alone", async () => {
  const second = await organisation(branch, "第二党支部");
  const other = await enrolled(branch, "s2", { name: "赵书记", role: "secretary", organisation: second });
  const zhang = await enrolled(branch, "7", { name: "张三" });
  expect((await zhang.says(`加入 ${codeIn(await other.says("邀请"))}`)).text).toContain(
    "张三，您将以成员的身份加入“第二党支部”",
  );
  expect((await zhang.says("同意")).text).toContain("您已加入“第二党支部”");
});

test("the secretary hears of a new name that only looks like a member's", async () => {
  const s = await secretary();
  await enrolled(branch, "1", { name: "Anna Wang" });
  const code = codeIn(await s.says("邀请"));
  const stranger = account(branch, "7", "Аnnа Wang");
  await stranger.says(`加入 ${code}`);
  await stranger.says("是");
  const joined = await stranger.says("同意");

  expect(toldTo(joined, "s")).toContain("姓名看上去和“Anna Wang”一样，写法不同");
  expect(joined.replies[0]?.text).not.toContain("请核对");
});

test("words that only begin like an invitation are an activity", async () => {
  expect((await (await secretary()).says("邀请专家讲党课 今天下午 30人")).outcome).toBe("logged");
});

test.for(["您好", "你好啊", "谢谢", "好的", "不知道", "怎么加入", "帮助"])("%s is nobody's name", async (words) => {
  const code = codeIn(await (await secretary()).says("邀请"));
  const stranger = account(branch, "7");
  await stranger.says(`加入 ${code}`);
  expect((await stranger.says(words)).text).toContain("这不像姓名");
  expect((await stranger.says("我叫安好")).text).toContain("安好，您将以成员的身份加入");
});

test("whoever spoke in the group before they joined is told to say it again", async () => {
  await (await secretary()).saysIn("group", "绑定 第一党支部");
  const stranger = account(branch, "7", "张三");
  expect((await stranger.saysIn("group", "今天集中学习 15人")).text).toContain("这一句没有记");
  await stranger.says("是");
  expect((await stranger.says("同意")).text).toContain("请再发一次");
  expect(await stranger.saysIn("group", "今天集中学习 15人")).toMatchObject({ outcome: "logged", records: [1] });
});
