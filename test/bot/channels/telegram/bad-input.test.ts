import { expect, test } from "vitest";
import { edited, GROUP, MEMBER, message, PRIVATE, press, SENT, standing } from "../../../helpers/telegram-updates.ts";
import { SECRETARY, telegramOffice } from "./office.ts";

const inGroup = { chat: GROUP };
const LOG = "今天党课 廉洁纪律 20人";
const CHANNEL = { id: -5, type: "channel", title: "公告" };
const ADMIN = { id: 1_087_968_824, is_bot: true, first_name: "Group", username: "GroupAnonymousBot" };

/** After each of these another member's report must still be taken, and nothing else. */
test.for([
  ["a post in a channel", { channel_post: { message_id: 1, date: SENT, chat: CHANNEL, text: LOG } }],
  ["a channel's message", message({ chat: CHANNEL, sender_chat: CHANNEL, from: undefined, text: LOG })],
  [
    "a channel's post in its group",
    message({ ...inGroup, is_automatic_forward: true, sender_chat: CHANNEL, text: LOG }),
  ],
  ["an anonymous admin", message({ ...inGroup, from: ADMIN, sender_chat: GROUP, text: `/log ${LOG}` })],
  ["a sticker", message({ sticker: { file_id: "s", file_unique_id: "su" } })],
  ["a sticker in the group", message({ ...inGroup, sticker: { file_id: "s", file_unique_id: "su" } })],
  ["a poll", message({ poll: { id: "1", question: LOG, options: [] } })],
  ["a voice message", message({ voice: { file_id: "v", file_unique_id: "vu", duration: 3 } })],
  ["a voice message in the group", message({ ...inGroup, voice: { file_id: "v", file_unique_id: "vu", duration: 3 } })],
  ["a contact", message({ contact: { phone_number: "13800000000", first_name: "李" } })],
  ["a location", message({ location: { latitude: 39.9, longitude: 116.4 } })],
  ["a kind of update nobody knows", { brand_new_update: { text: LOG } }],
  ["an update of another shape", { message: { message_id: "one", text: 7 } }],
  ["a press without data", press("p-0", "x", { data: undefined })],
  ["a press of a button that never was", press("p-1", "no-such-action")],
  ["a forwarded message in the group", message({ ...inGroup, text: `/log ${LOG}`, ...origin(SECRETARY) })],
] as const)("%s is answered or passed over, logs nothing and stops nobody", async ([, update]) => {
  const office = await telegramOffice({ bound: true });
  await office.comes(update, message({ text: "今天志愿服务 6人 2小时" }));
  expect((await office.records()).map(({ kinds }) => kinds)).toEqual([["志愿服务"]]);
  expect(office.failures).toEqual([]);
  expect(office.fake.violations).toEqual([]);
});

function origin(sender: object): object {
  return { forward_origin: { type: "user", date: SENT - 86_400, sender_user: sender } };
}

test("an anonymous admin is told once how to be known", async () => {
  const office = await telegramOffice({ bound: true });
  const words = { ...inGroup, from: ADMIN, sender_chat: GROUP, text: `/log ${LOG}` };
  await office.comes(message(words), message(words));
  expect(office.told(GROUP.id).filter((text) => text.includes("匿名"))).toHaveLength(1);
});

test("the longest text that Telegram takes is one record with its whole title", async () => {
  const office = await telegramOffice();
  const head = "今天党课 20人 ";
  await office.comes(message({ text: head + "学".repeat(4096 - head.length) }));
  expect(await office.records()).toMatchObject([{ kinds: ["党课"], headcount: { value: 20 } }]);
  expect(office.told(PRIVATE.id).every((text) => text.length <= 4096)).toBe(true);
});

test("a report of somebody else that is passed on is logged only after 记下, as of the day it was written", async () => {
  const office = await telegramOffice();
  await office.comes(message({ text: LOG, ...origin(SECRETARY) }));
  expect(office.told(PRIVATE.id).at(-1)).toContain("这是转发来的话");
  expect(await office.records()).toEqual([]);

  const { reply_markup: keyboard } = office.fake.callsOf("sendMessage").at(-1)?.params ?? {};
  const [, action = ""] = /"callback_data":"(\w+)"/.exec(JSON.stringify(keyboard)) ?? [];
  await office.comes(press("p-1", action));
  expect(await office.records()).toMatchObject([{ kinds: ["党课"], start: "2026-11-19", authorId: 1 }]);
  await office.comes(press("p-2", action));
  expect(await office.records()).toHaveLength(1);
});

test.for([
  ["a command", "撤销"],
  ["a correction", "改 人数 16"],
  ["small talk", "辛苦了"],
  ["a sensitive meeting", "今天三重一大会议 干部任免"],
])("%s that is passed on does nothing", async ([, text]) => {
  const office = await telegramOffice();
  await office.comes(message({ text: LOG }), message({ text, ...origin(SECRETARY) }));
  expect(await office.records()).toMatchObject([{ headcount: { value: 20 }, state: "counted" }]);
  const rows = await office.branch.deps.db.selectFrom("inbox").select("payload").execute();
  expect(JSON.stringify(rows)).not.toContain("任免");
});

test("one's own words passed on are one's own", async () => {
  const office = await telegramOffice();
  await office.comes(message({ text: LOG, ...origin(MEMBER) }));
  expect(await office.records()).toMatchObject([{ start: "2026-11-19" }]);
});

test("what was said in a group before it was bound is not logged, and cannot be by an edit", async () => {
  const office = await telegramOffice();
  const early = message({ ...inGroup, text: `/log ${LOG}`, date: SENT - 600 });
  await office.comes(early, message({ ...inGroup, from: SECRETARY, text: "/bind" }));
  await office.comes(edited({ ...early.message, edit_date: SENT + 60, text: `/log ${LOG} 2小时` }));
  expect(await office.records()).toEqual([]);
  await office.comes(message({ ...inGroup, text: `/log ${LOG}` }));
  expect(await office.records()).toHaveLength(1);
});

test.for([
  ["behind", SENT - 3 * 86_400, "2026-11-17"],
  ["ahead", SENT + 86_400, "2026-11-21"],
] as const)("with a clock that is %s, 今天 is the sender's day", async ([, date, day]) => {
  const office = await telegramOffice();
  await office.comes(message({ text: LOG, date }));
  expect(await office.records()).toMatchObject([{ start: day }]);
});

test("an officer who adds the bot hears once how to bind the group, a stranger nothing", async () => {
  const office = await telegramOffice();
  const bot = { id: 123456, is_bot: true, first_name: "台账", username: "branch_bot" };
  const stranger = { id: 99, is_bot: false, first_name: "路人" };
  const elsewhere = { ...GROUP, id: -1002 };
  await office.comes(message({ chat: elsewhere, from: stranger, new_chat_members: [bot] }));
  expect(office.told(elsewhere.id)).toEqual([]);

  const { my_chat_member: change } = standing("my_chat_member", { user: bot, from: "left", to: "member" });
  const byOfficer = { my_chat_member: { ...change, from: SECRETARY } };
  await office.comes(byOfficer, message({ ...inGroup, from: SECRETARY, new_chat_members: [bot] }));
  expect(office.told(GROUP.id)).toEqual([
    expect.stringMatching(/\/bind[\s\S]*第一党支部[\s\S]*群里的话我只收得到命令/),
  ]);
  await office.comes(message({ ...inGroup, from: SECRETARY, text: "/bind" }));
  expect(office.told(GROUP.id).at(-1)).toMatch(
    /已绑定“第一党支部”[\s\S]*群里的话我只收得到命令[\s\S]*先点开和我的私聊/,
  );
});

test("an invitation comes with a link, and opening it is the way in", async () => {
  const office = await telegramOffice();
  await office.comes(message({ from: SECRETARY, chat: { id: 8, type: "private" }, text: "邀请" }));
  const [, code = ""] = /https:\/\/t\.me\/branch_bot\?start=(\S+)/.exec(office.told(8).at(-1) ?? "") ?? [];
  const new1 = { id: 55, is_bot: false, first_name: "六", last_name: "赵" };
  await office.comes(message({ from: new1, chat: { id: 55, type: "private" }, text: `/start ${code}` }));
  expect(office.told(55).at(-1)).toContain("您的姓名是“赵六”吗");
});

test("a group that becomes a supergroup keeps its branch, its records and what waits for it", async () => {
  const office = await telegramOffice({ bound: true });
  const [bound] = office.told(GROUP.id);
  await office.comes(message({ ...inGroup, text: `/log ${LOG}` }));
  expect(office.fake.callsOf("setMessageReaction").map(({ params: { chat_id: chat } }) => chat)).toEqual([GROUP.id]);
  expect(office.told(GROUP.id)).toEqual([bound]);
  expect(office.told(PRIVATE.id)).toEqual([expect.stringContaining("已记 #1：党课")]);
  await office.comes(message({ ...inGroup, migrate_to_chat_id: -2001 }));
  const after = { id: -2001, type: "supergroup", title: "第一党支部" };
  await office.comes(message({ chat: after, text: "/log 昨天志愿服务 6人" }));
  expect(await office.records()).toHaveLength(2);
  await office.comes(message({ chat: after, text: "/undo" }), message({ chat: after, text: "/undo" }));
  expect(await office.records()).toEqual([]);
});

test("the questions of 记一条 stand in one message that changes", async () => {
  const office = await telegramOffice();
  await office.comes(message({ text: "/log" }));
  await office.comes(message({ text: "党课" }));
  await office.comes(message({ text: "昨天" }));
  expect(office.fake.callsOf("sendMessage")).toHaveLength(1);
  expect(office.told(PRIVATE.id).map((text) => text.split("\n")[0])).toEqual([
    "记一条（1/4）",
    "记一条（2/4）",
    "记一条（3/4）",
  ]);
  expect(office.fake.callsOf("setMessageReaction")).toHaveLength(2);
  expect(office.fake.violations).toEqual([]);
});

test("a long work shows that something is being uploaded", async () => {
  const office = await telegramOffice();
  await office.comes(message({ from: SECRETARY, chat: { id: 8, type: "private" }, text: "导出我的数据" }));
  expect(office.fake.callsOf("sendChatAction")[0]).toMatchObject({
    params: { chat_id: expect.anything(), action: "upload_document" },
  });
});

test("a table that is being read shows that the bot is at it", async () => {
  const office = await telegramOffice();
  office.fake.files.set("t", Buffer.from("日期,类别,人数\n2026-11-19,党课,20\n"));
  const document = { file_id: "t", file_unique_id: "tu", file_name: "台账.csv" };
  await office.comes(message({ from: SECRETARY, chat: { id: 8, type: "private" }, document }));
  expect(office.told(8)).toEqual([expect.stringContaining("正在读"), expect.stringContaining("党课")]);
  expect(office.fake.callsOf("sendChatAction")).toMatchObject([{ params: { action: "typing" } }]);
});
