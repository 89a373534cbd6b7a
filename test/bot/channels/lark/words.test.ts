import { expect, test } from "vitest";
import { pushWeekly } from "../../../../src/bot/weekly/push.ts";
import { enqueue } from "../../../../src/store/outbox.ts";
import { enrolled } from "../../../helpers/people.ts";
import { temporaryFolder } from "../../../helpers/temporary.ts";
import { type Office, openOffice, wordsOf } from "./office.ts";

const GROUP = "oc_branch";

/** A branch with two kinds of records, its group bound, and a folder for pictures. */
async function officeWithGroup(): Promise<Office> {
  const dataDir = temporaryFolder();
  const office = await openOffice("2026-11-20 10:00", { dataDir });
  await enrolled(office.branch, "ou_zhang", { name: "张三", channel: "lark" });
  await office.says("ou_wang", "绑定 第一党支部", { group: GROUP });
  await office.says("ou_wang", "今天上午集中学习 党章 15人");
  await office.says("ou_wang", "昨天志愿服务 清扫 6人");
  return office;
}

/** What was said in a chat since it was last looked. */
function listener(office: Office, chat: string) {
  let heard = office.told(chat).length;
  return async (happens: Promise<unknown>) => {
    await happens;
    await office.bot.idle();
    const fresh = office.told(chat).slice(heard);
    heard += fresh.length;
    return fresh.map(({ msg_type, content }) => [msg_type, content] as const);
  };
}

const post = (words: string) => ["post", expect.stringContaining(words)];
const CARD = ["interactive", expect.anything()];
const IMAGE = ["image", expect.stringContaining("img_v3")];

test("after 不用卡片 all that comes into a private chat is words, and pictures for charts", async () => {
  const office = await officeWithGroup();
  const heard = listener(office, "ou_wang");
  expect(await heard(office.says("ou_wang", "不用卡片"))).toEqual([post("以后只发文字和图片")]);
  expect(await heard(office.says("ou_wang", "前天党课 20人"))).toEqual([post("发“撤销”")]);
  expect(await heard(office.says("ou_wang", "改 人数 21"))).toEqual([post("已更正：#3")]);
  expect(await heard(office.says("ou_wang", "前天党课 22人"))).toEqual([post("回复“是”或“不是”")]);
  expect(await heard(office.says("ou_wang", "统计"))).toEqual([post("集中学习 1次"), post("2026 年各类次数"), IMAGE]);
  expect(await heard(office.says("ou_wang", "记一条"))).toEqual([post("请回复编号，或直接写。")]);
  expect(await heard(office.says("ou_wang", "1"))).toEqual([post("记一条（2/4）")]);
  expect(await heard(office.says("ou_wang", "义务"))).toEqual([post("请回复“义务 有支委会”")]);
  expect(await heard(office.says("ou_zhang", "统计"))).toEqual([]);
  expect(office.told("ou_zhang").at(-1)?.msg_type).toBe("interactive");

  expect(await heard(office.says("ou_wang", "用卡片"))).toEqual([post("以后用卡片")]);
  expect(await heard(office.says("ou_wang", "统计"))).toEqual([["interactive", expect.stringContaining('"chart"')]]);
});

test("an officer turns the cards of the group off: the weekly summary comes as words and a picture there", async () => {
  const office = await officeWithGroup();
  const heard = listener(office, GROUP);
  expect(await heard(office.says("ou_zhang", "不用卡片", { group: GROUP }))).toEqual([
    post("您可以私聊我发，只改您自己的"),
  ]);
  expect(await heard(office.says("ou_zhang", "统计", { group: GROUP }))).toEqual([CARD]);
  expect(await heard(office.says("ou_wang", "不用卡片", { group: GROUP }))).toEqual([post("这个群以后只发文字和图片")]);
  const push = () => pushWeekly({ deps: office.deps, channels: new Set(["lark"]), note: () => {} });
  office.branch.at("2026-11-23 08:40");
  expect(await heard(push().then(office.bot.queued))).toEqual([post("做了 2 次"), IMAGE]);
  expect(await heard(office.says("ou_zhang", "今天党课 20人", { group: GROUP }))).toEqual([]);
  expect(office.told("ou_zhang").at(-1)?.msg_type).toBe("interactive");
  await office.says("ou_wang", "用卡片", { group: GROUP });
  office.branch.at("2026-11-30 08:40");
  expect(await heard(push().then(office.bot.queued))).toEqual([post("以后用卡片"), CARD]);
});

test("what was queued as a card before comes in words too, and a lost picture leaves the words", async () => {
  const office = await officeWithGroup();
  const heard = listener(office, "ou_wang");
  await office.says("ou_wang", "不用卡片");
  const row = { channel: "lark", chat: "ou_wang", not_before: "2026", created_at: "2026" };
  const title = "标题";
  const blocks = [{ block: "text", text: "正文" }];
  const card = { plain: "标题\n正文", title, blocks, picture: { path: "/no-such-folder/a.png", name: "a.png" } };
  const payloads = [
    { kind: "card", card },
    { kind: "update", message: "om_sent_1", card },
  ];
  const rows = payloads.map((payload, n) => ({ ...row, key: `x/${n}`, payload: JSON.stringify(payload) }));
  await enqueue(office.deps.db, rows);
  office.bot.queued();
  expect((await heard(office.bot.idle())).map(([type]) => type)).toEqual(["post", "post", "post"]);
  expect(wordsOf(office.told("ou_wang").slice(-2))).not.toContain("interactive");
});

test("the welcome and the binding tell it so that an old app shows it, and other platforms have nothing to turn off", async () => {
  const office = await officeWithGroup();
  expect(wordsOf(office.told(GROUP))).toContain("请书记在群里发“不用卡片”");
  const zhang = await enrolled(office.branch, "7", { name: "赵六" });
  expect((await zhang.says("不用卡片")).text).toBe("这里发的就是文字和图片，不用改。");
});
