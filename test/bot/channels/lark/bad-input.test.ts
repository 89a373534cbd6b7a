import { expect, test } from "vitest";
import { runBot } from "../../../../src/bot/run.ts";
import { countCounted } from "../../../helpers/counted.ts";
import { envelope, type FeishuEvent, pressed, said } from "../../../helpers/fake-feishu-events.ts";
import { enrolled } from "../../../helpers/people.ts";
import { type Office, openOffice, wordsOf } from "./office.ts";

const GROUP = "oc_branch";

/** An office in whose group 李四 was asked whether their report is 张三's event. */
async function askedInGroup(): Promise<Office & { press(from: string, label: string): Promise<string> }> {
  const office = await openOffice();
  await enrolled(office.branch, "ou_zhang", { name: "张三", channel: "lark" });
  await enrolled(office.branch, "ou_li", { name: "李四", channel: "lark" });
  await office.says("ou_wang", "绑定 第一党支部", { group: GROUP });
  await office.says("ou_zhang", "今天上午集中学习 15人", { group: GROUP });
  await office.says("ou_li", "今天上午集中学习 15人", { group: GROUP });
  const card = office.told(GROUP).find(({ content }) => content.includes("是同一次吗"));
  const content = card?.content ?? "";
  async function press(from: string, label: string): Promise<string> {
    const [, action = ""] =
      new RegExp(`"content":"${label}[^"]*"}[^{]*{"type":"callback","value":{"a":"(\\w+)"`).exec(content) ?? [];
    const event = pressed({ message: card?.message_id ?? "", chat: GROUP, from, action: { value: { a: action } } });
    const { data } = await office.fake.push(event);
    await office.bot.idle();
    return JSON.stringify(data);
  }
  return { ...office, press };
}

test("a button of somebody else's question does nothing, and says so to whoever pressed it", async () => {
  const office = await askedInGroup();
  expect(await office.press("ou_zhang", "不是")).toContain("这个按钮是给别人的");
  expect(await office.press("ou_stranger", "不是")).not.toContain("card");
  expect(await countCounted(office.branch)).toBe(1);
  expect(await office.press("ou_li", "不是")).toContain('"schema":"2.0"');
  expect(await countCounted(office.branch)).toBe(2);
});

test("pressed twice, it is done once", async () => {
  const office = await askedInGroup();
  await office.press("ou_li", "不是");
  expect(await office.press("ou_li", "不是")).toContain("这一步已经办过了");
  expect(await office.press("ou_li", "是")).toMatch(/办过|失效/);
  expect(await countCounted(office.branch)).toBe(2);
});

test("a press that is delivered twice under its token is done once", async () => {
  const office = await askedInGroup();
  const card = office.told(GROUP).find(({ content }) => content.includes("是同一次吗"));
  const [, action = ""] = /"a":"(\w+)"/.exec(card?.content ?? "") ?? [];
  const event = pressed({
    token: "c-1",
    message: card?.message_id ?? "",
    from: "ou_li",
    action: { value: { a: action } },
  });
  await office.comes(event);
  const counted = await countCounted(office.branch);
  const again = office.fake.push(event);
  await office.overdue();
  expect(await again).toMatchObject({ code: 200 });
  await office.bot.idle();
  expect(await countCounted(office.branch)).toBe(counted);
  const kept = await office.deps.db.selectFrom("inbox").select("key").where("kind", "=", "action").execute();
  expect(kept).toHaveLength(1);
});

test("a button works after a restart, and on the fifteenth day it is politely too late", async () => {
  const restarted = await askedInGroup();
  await restarted.channel.stop();
  const bot = runBot(restarted.deps, [restarted.channel], (error) => restarted.log.push(String(error)));
  await restarted.channel.start(async (inbound) => {
    await bot.intake.deliver(inbound);
  });
  await restarted.fake.connections.connected(2);
  expect(await restarted.press("ou_li", "不是")).toContain('"schema":"2.0"');
  expect(await countCounted(restarted.branch)).toBe(2);
  await bot.close();

  const late = await askedInGroup();
  late.branch.at("2026-12-05 10:01");
  expect(await late.press("ou_li", "不是")).toContain("这个按钮已经过期，请直接发一句话");
  expect(await countCounted(late.branch)).toBe(1);
});

test.for<[about: string, event: FeishuEvent]>([
  ["a type of event that nobody knows", envelope("im.message.dreamt_v1", { message: "x" })],
  ["an event without its fields", envelope("im.message.receive_v1", {})],
  ["a merged forward in the group", said({ type: "merge_forward", content: "Merged and Forwarded Message" })],
  ["a sticker in the group", said({ type: "sticker", content: { file_key: "s" } })],
  ["a place in the group", said({ type: "location", content: { name: "广场", longitude: "1", latitude: "2" } })],
  ["an empty post", said({ type: "post", isPrivate: true, content: { title: "", content: [[]] } })],
  ["a type of message that nobody knows", said({ type: "hologram", content: {}, isPrivate: true })],
  ["everybody being called", said({ content: { text: "@_all 今天集中学习 15人" } })],
])("%s is acknowledged and disturbs nobody", async ([, event]) => {
  const office = await openOffice();
  await enrolled(office.branch, "ou_zhang", { name: "张三", channel: "lark" });
  expect(await office.fake.push(event)).toMatchObject({ code: 200 });
  await office.bot.idle();
  expect(office.fake.state.messages.size).toBe(0);
  expect(office.log.filter((line) => line.includes("Error"))).toEqual([]);
  expect(await countCounted(office.branch)).toBe(0);
});

test.for([
  ["sticker", { file_key: "s" }],
  ["location", { name: "广场" }],
  ["merge_forward", "Merged and Forwarded Message"],
  ["audio", { file_key: "f_1", duration: 2000 }],
] as const)("%s in private is no activity, and the next line is logged as ever", async ([type, content]) => {
  const office = await openOffice();
  await office.comes(said({ type, content, isPrivate: true, from: "ou_wang" }));
  await office.says("ou_wang", "今天党课 20人");
  expect(await countCounted(office.branch)).toBe(1);
  expect(office.log.filter((line) => line.includes("Error"))).toEqual([]);
});

test("while the app is stopped by its administrator nothing is lost, and all goes on when it is allowed again", async () => {
  const office = await openOffice();
  const refused = { status: 200, body: { code: 10014, msg: "app disabled" } };
  office.fake.revokeTokens();
  const stopped = { path: /tenant_access_token/, answer: refused, times: 99 };
  office.fake.fail(stopped);
  await office.says("ou_wang", "今天党课 20人");
  expect(office.told("ou_wang")).toEqual([]);
  expect(await countCounted(office.branch)).toBe(1);
  expect(office.log.join("\n")).not.toContain("app-secret");
  stopped.times = 0;
  office.branch.at("2026-11-20 10:10");
  office.bot.queued();
  await office.bot.idle();
  expect(wordsOf(office.told("ou_wang"))).toContain("已记 #1");
});
