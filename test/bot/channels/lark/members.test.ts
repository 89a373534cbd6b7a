import { expect, test } from "vitest";
import { countCounted } from "../../../helpers/counted.ts";
import { envelope, pressed } from "../../../helpers/fake-feishu-events.ts";
import { refuse } from "../../../helpers/fake-feishu-http.ts";
import { type Office, openOffice, wordsOf } from "./office.ts";

const GROUP = "oc_branch";
const LISTED = [
  { id: "ou_wang", name: "王书记" },
  { id: "ou_zhang", name: "张三" },
  { id: "ou_li", name: "李四" },
];

async function boundOffice(): Promise<Office> {
  const office = await openOffice();
  office.fake.state.members.set(GROUP, LISTED);
  await office.says("ou_wang", "绑定 第一党支部", { group: GROUP });
  return office;
}

test("binding a group writes to nobody in private, also once its list is read", async () => {
  const { told, rosters, bot } = await boundOffice();
  await rosters.refresh();
  await bot.idle();
  expect(wordsOf(told(GROUP))).toContain("这个群已绑定“第一党支部”");
  expect([...told("ou_zhang"), ...told("ou_li"), ...told("ou_wang")]).toEqual([]);
});

test("who is on the group's list logs with the first word, without code or name, and is told in private", async () => {
  const office = await boundOffice();
  await office.says("ou_zhang", "今天上午集中学习 15人", { group: GROUP });
  expect(await countCounted(office.branch)).toBe(1);
  const words = wordsOf(office.told("ou_zhang"));
  expect(words).toContain("张三，您在“第一党支部”的群里，已按成员登记");
  expect(words).toContain("退出 第一党支部");
  expect(office.told("ou_zhang").at(-1)?.msg_type).toBe("post");
  await office.says("ou_zhang", "今天下午党课 20人", { group: GROUP });
  expect(wordsOf(office.told("ou_zhang")).split("已按成员登记")).toHaveLength(2);
  expect(office.told("ou_li")).toEqual([]);
});

test("the list also opens the private chat, and only a stranger to it needs a code", async () => {
  const office = await boundOffice();
  await office.says("ou_li", "今天志愿服务 清扫 6人");
  expect(await countCounted(office.branch)).toBe(1);
  expect(wordsOf(office.told("ou_li"))).toContain("李四，您在“第一党支部”的群里");
  await office.says("ou_far", "今天志愿服务 6人");
  expect(wordsOf(office.told("ou_far"))).toContain("请向支部书记要邀请码");
  expect(await countCounted(office.branch)).toBe(1);
});

test("who needs a code agrees with a press", async () => {
  const office = await boundOffice();
  await office.says("ou_wang", "邀请");
  const [code = ""] = /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}/.exec(wordsOf(office.told("ou_wang"))) ?? [];
  await office.says("ou_far", code);
  await office.says("ou_far", "赵六");
  const asked = office.told("ou_far").at(-1);
  const [, action = ""] = /"a":"([\w-]{43})"/.exec(asked?.content ?? "") ?? [];
  await office.comes(
    pressed({ token: "c-join", chat: "oc_p2p_ou_far", from: "ou_far", action: { value: { a: action } } }),
  );
  const { db } = office.deps;
  const found = await db.selectFrom("identity").selectAll().where("external_id", "=", "ou_far").execute();
  expect(found).toHaveLength(1);
});

test("who only opens the chat is told what the first word does, once, and nothing is kept of them", async () => {
  const office = await boundOffice();
  const opened = () => envelope("im.chat.access_event.bot_p2p_chat_entered_v1", { operator_id: { open_id: "ou_li" } });
  await office.comes(opened());
  await office.comes(opened());
  expect(office.told("ou_li")).toHaveLength(1);
  expect(wordsOf(office.told("ou_li"))).toContain("您发来第一句话，就按群里的姓名登记为成员");
  const { db } = office.deps;
  expect(await db.selectFrom("identity").selectAll().where("external_id", "=", "ou_li").execute()).toEqual([]);
  expect(JSON.stringify(await db.selectFrom("inbox").selectAll().execute())).not.toContain("ou_li");
  await office.says("ou_li", "不同意");
  expect(wordsOf(office.told("ou_li"))).toContain("没有保存您的任何内容");
  expect(await db.selectFrom("person").select("name").where("name", "=", "李四").execute()).toEqual([]);
});

test("a member who opens the chat is welcomed once, with the first steps as buttons", async () => {
  const office = await openOffice();
  const opened = () =>
    envelope("im.chat.access_event.bot_p2p_chat_entered_v1", { operator_id: { open_id: "ou_wang" } });
  await office.comes(opened());
  await office.comes(opened());
  const [card, ...more] = office.told("ou_wang");
  expect(more).toEqual([]);
  expect(JSON.parse(card?.content ?? "{}").header.title.content).toContain("请发“不用卡片”");
  for (const step of ["记一条", "我的", "统计", "帮助"]) expect(card?.content).toContain(`"content":"${step}"`);
});

test("who came while the bot was away is known by the list, read anew for them", async () => {
  const office = await boundOffice();
  await office.says("ou_zhang", "今天集中学习 15人", { group: GROUP });
  office.fake.state.members.set(GROUP, [...LISTED, { id: "ou_sun", name: "孙七" }]);
  office.branch.at("2026-11-20 10:11");
  await office.says("ou_sun", "今天党课 20人", { group: GROUP });
  expect(wordsOf(office.told("ou_sun"))).toContain("孙七，您在“第一党支部”的群里");
});

test("who left while the bot was away is no member after the next reading of the list", async () => {
  const office = await boundOffice();
  await office.says("ou_zhang", "今天集中学习 15人", { group: GROUP });
  office.fake.state.members.set(
    GROUP,
    LISTED.filter(({ id }) => id !== "ou_zhang"),
  );
  office.branch.at("2026-11-21 10:01");
  await office.rosters.refresh();
  await office.says("ou_zhang", "今天党课 20人");
  expect(await countCounted(office.branch)).toBe(1);
});

test("a list that is not whole, or that cannot be read, ends nobody's membership", async () => {
  const office = await boundOffice();
  await office.says("ou_zhang", "今天集中学习 15人", { group: GROUP });
  office.branch.at("2026-11-21 10:01");
  const items = [{ member_id: "ou_wang", name: "王书记" }];
  const data = { items, has_more: false, member_total: 3 };
  office.fake.fail({ path: /members$/, answer: { status: 200, body: { code: 0, msg: "ok", data } } });
  await office.rosters.refresh();
  office.branch.at("2026-11-22 10:02");
  office.fake.fail({ path: /members$/, answer: refuse(99991672) });
  await office.rosters.refresh();
  await office.says("ou_zhang", "今天党课 20人");
  expect(await countCounted(office.branch)).toBe(2);
});

test("without the permission to see the list the name is asked for, and the operator hears it once", async () => {
  const office = await openOffice();
  office.fake.fail({ path: /members$/, answer: refuse(99991672), times: 9 });
  await office.says("ou_wang", "绑定 第一党支部", { group: GROUP });
  await office.says("ou_zhang", "今天集中学习 15人", { group: GROUP });
  await office.says("ou_li", "今天党课 15人", { group: GROUP });
  expect(wordsOf(office.told("ou_zhang"))).toContain("请回复您的姓名");
  expect(office.log.filter((line) => line.includes("不让看群成员名单"))).toHaveLength(1);
});

test("who was put out, or left, does not come back by the list without being asked", async () => {
  const office = await boundOffice();
  for (const [id, name] of [
    ["ou_zhang", "张三"],
    ["ou_li", "李四"],
  ] as const) {
    await office.says(id, "今天个人自学 2小时", { group: GROUP });
    if (id === "ou_li") await office.says(id, "退出 第一党支部");
    else await office.says("ou_wang", `移出 ${name}`);
  }
  const before = await countCounted(office.branch);
  await office.says("ou_zhang", "今天个人自学 3小时", { group: GROUP });
  await office.says("ou_li", "今天个人自学 3小时", { group: GROUP });
  expect(await countCounted(office.branch)).toBe(before);
  expect(wordsOf(office.told("ou_li"))).toContain("同意请回复“同意”");
});

test("whoever looks after the branch hears once that the bot was put out of its group", async () => {
  const office = await boundOffice();
  await office.comes(envelope("im.chat.member.bot.deleted_v1", { chat_id: GROUP }));
  await office.comes(envelope("im.chat.disbanded_v1", { chat_id: GROUP }));
  expect(office.told("ou_wang")).toHaveLength(1);
  expect(wordsOf(office.told("ou_wang"))).toContain("机器人已不在“第一党支部”绑定的群里");
  await office.says("ou_zhang", "今天集中学习 15人", { group: GROUP });
  expect(await countCounted(office.branch)).toBe(0);
});
