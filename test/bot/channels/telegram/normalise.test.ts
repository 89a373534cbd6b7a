import { expect, test } from "vitest";
import type { Inbound } from "../../../../src/bot/channel.ts";
import { inboundOf, pressOf } from "../../../../src/bot/channels/telegram/normalise.ts";
import { readUpdate } from "../../../../src/bot/channels/telegram/updates.ts";
import { BOT } from "../../../helpers/fake-telegram-methods.ts";
import { edited, GROUP, MEMBER, message, photo, press, SENT, standing } from "../../../helpers/telegram-updates.ts";

const bot = { id: String(BOT.id), username: BOT.username };
const now = new Date(0);

function read(update: object): Inbound | undefined {
  const known = readUpdate({ update_id: 1, ...update });
  return known && inboundOf(known, bot, now);
}

/** A mention of the bot as phones mark it. */
function mention(text: string, name = "@branch_bot") {
  return { text, entities: [{ type: "mention", offset: text.indexOf(name), length: name.length }] };
}

const inGroup = { chat: GROUP };

test("a line in private is a message to the bot, with the sender's clock and a key for ever", () => {
  expect(read(message({ message_id: 9, text: "今天集中学习 15人" }))).toEqual({
    kind: "message",
    key: "telegram:123456:7:9",
    channel: "telegram",
    chat: "7",
    chatType: "private",
    from: { id: "7", name: "张三" },
    sentAt: new Date("2026-11-20T10:00:00Z"),
    message: "9",
    text: "今天集中学习 15人",
    addressed: true,
  });
});

test.for([
  ["chatter in a group", { ...inGroup, text: "吃饭了吗" }, { text: "吃饭了吗", addressed: false }],
  ["a command in a group", { ...inGroup, text: "/log 今天集中学习" }, { text: "/log 今天集中学习", addressed: true }],
  [
    "a command as phones capitalise it",
    { ...inGroup, text: "/LOG@Branch_Bot 今天" },
    { text: "/log 今天", addressed: true },
  ],
  [
    "a command with full-width signs",
    { ...inGroup, text: "／log＠branch_bot 今天" },
    { text: "/log 今天", addressed: true },
  ],
  ["a command with line breaks", { text: "/log\n今天\n15人" }, { text: "/log 今天\n15人", addressed: true }],
  [
    "a mention before",
    { ...inGroup, ...mention("@branch_bot 今天集中学习") },
    { text: "今天集中学习", addressed: true },
  ],
  ["a mention behind", { ...inGroup, ...mention("😀今天学习 @branch_bot") }, { text: "😀今天学习", addressed: true }],
  [
    "a mention in other letters",
    { ...inGroup, ...mention("@Branch_Bot 统计", "@Branch_Bot") },
    { text: "统计", addressed: true },
  ],
  ["a mention and a command", { ...inGroup, ...mention("@branch_bot /my") }, { text: "/my", addressed: true }],
  ["the mention alone", { ...inGroup, ...mention("@branch_bot") }, { text: "", addressed: true }],
  [
    "a mention of somebody else",
    { ...inGroup, ...mention("@lisi 来开会", "@lisi") },
    { text: "@lisi 来开会", addressed: false },
  ],
  [
    "a mention without a name",
    { ...inGroup, text: "台账 统计", entities: [{ type: "text_mention", offset: 0, length: 2, user: { id: BOT.id } }] },
    { text: "统计", addressed: true },
  ],
  [
    "a reply to the bot",
    { ...inGroup, text: "是", reply_to_message: { message_id: 44, from: BOT } },
    { text: "是", addressed: true, replyTo: "44" },
  ],
  [
    "a reply to somebody else",
    { ...inGroup, text: "是", reply_to_message: { message_id: 44, from: MEMBER } },
    { text: "是", addressed: false, replyTo: "44" },
  ],
  ["a path, which is no command", { text: "/etc/passwd" }, { text: "/etc/passwd", addressed: true }],
  ["the longest text", { text: "学".repeat(4096) }, { text: "学".repeat(4096) }],
  [
    "a name of one word",
    { text: "在", from: { id: 7, first_name: "Anna", last_name: "Li" } },
    { from: { id: "7", name: "Anna Li" } },
  ],
] as const)("%s is read as meant", ([, fields, expected]) => {
  expect(read(message(fields))).toMatchObject({ kind: "message", ...expected });
});

test.for([
  [
    "a photo, of which the largest size counts",
    { photo: photo("p"), caption: "今天志愿服务" },
    "今天志愿服务",
    [{ kind: "image", handle: "p-l", uniqueId: "pl", size: 90_000 }],
  ],
  [
    "a photo of an album without words",
    { photo: photo("p"), media_group_id: "g1" },
    "",
    [{ kind: "image", handle: "p-l", uniqueId: "pl", size: 90_000 }],
  ],
  [
    "a document",
    {
      document: {
        file_id: "d",
        file_unique_id: "du",
        file_name: "名单.xlsx",
        mime_type: "application/vnd.ms-excel",
        file_size: 5,
      },
    },
    "",
    [{ kind: "file", handle: "d", uniqueId: "du", name: "名单.xlsx", mime: "application/vnd.ms-excel", size: 5 }],
  ],
  [
    "a photo sent as a file",
    { document: { file_id: "d", file_unique_id: "du", mime_type: "image/png" } },
    "",
    [{ kind: "image", handle: "d", uniqueId: "du", mime: "image/png" }],
  ],
  [
    "a voice message",
    { voice: { file_id: "v", file_unique_id: "vu" } },
    "",
    [{ kind: "audio", handle: "v", uniqueId: "vu" }],
  ],
  [
    "a video",
    { video: { file_id: "v", file_unique_id: "vu" }, caption: "活动" },
    "活动",
    [{ kind: "video", handle: "v", uniqueId: "vu" }],
  ],
  [
    "a video note",
    { video_note: { file_id: "v", file_unique_id: "vu" } },
    "",
    [{ kind: "video", handle: "v", uniqueId: "vu" }],
  ],
  [
    "a moving picture, which comes as a document too",
    { animation: { file_id: "a", file_unique_id: "au" }, document: { file_id: "a", file_unique_id: "au" } },
    "",
    [{ kind: "video", handle: "a", uniqueId: "au" }],
  ],
] as const)("%s is handed on by its handle", ([, fields, text, attachments]) => {
  const album = "media_group_id" in fields ? { album: "g1" } : {};
  expect(read(message(fields))).toMatchObject({ kind: "message", text, attachments, ...album });
});

test("a sticker in private is told by what it is", () => {
  expect(read(message({ sticker: { file_id: "s", file_unique_id: "su" } }))).toMatchObject({ text: "[表情]" });
});

test.for([
  ["a sticker in a group", { ...inGroup, sticker: { file_id: "s", file_unique_id: "su" } }],
  ["a poll", { poll: { id: "1", question: "几点开会？", options: [] } }],
  ["a contact, which holds a number", { contact: { phone_number: "13800000000", first_name: "李" } }],
  ["a location", { location: { latitude: 39.9, longitude: 116.4 } }],
  ["a venue", { venue: { location: {}, title: "会议室", address: "" } }],
  ["a die", { dice: { emoji: "🎲", value: 3 } }],
  ["a game", { game: { title: "g" } }],
  ["a pinned message", { ...inGroup, pinned_message: { message_id: 1 } }],
  ["a new title", { ...inGroup, new_chat_title: "新群名" }],
  ["a command for another bot", { ...inGroup, text: "/log@other_bot 今天集中学习 15人" }],
  ["a post in a channel", { chat: { id: -5, type: "channel", title: "公告" }, text: "通知" }],
  [
    "a channel's post forwarded into its group",
    { ...inGroup, is_automatic_forward: true, sender_chat: { id: -5, type: "channel" }, text: "通知" },
  ],
  ["a message without a sender", { ...inGroup, from: undefined, text: "?" }],
  ["a message of the bot itself", { ...inGroup, from: BOT, text: "?" }],
  ["white space alone", { text: "" }],
] as const)("%s is passed over", ([, fields]) => {
  expect(read(message(fields))).toBeUndefined();
});

test.for([
  { channel_post: { message_id: 1, date: SENT, chat: { id: -5, type: "channel" }, text: "通知" } },
  { message_reaction: { chat: GROUP, message_id: 1, date: SENT, old_reaction: [], new_reaction: [] } },
  { inline_query: { id: "1", from: MEMBER, query: "", offset: "" } },
  { something_new: { from: MEMBER } },
])("an update of a kind that was not asked for is passed over: %o", (update) => {
  expect(read(update)).toBeUndefined();
});

test.for([
  ["an anonymous admin", { sender_chat: GROUP }, { id: "chat:-1001", anonymous: true, name: "第一党支部" }],
  [
    "somebody speaking as a channel",
    { sender_chat: { id: -5, type: "channel", title: "公告" } },
    { id: "chat:-5", anonymous: true, name: "公告" },
  ],
] as const)("%s has no identity", ([, fields, from]) => {
  const fake = { id: 1_087_968_824, is_bot: true, first_name: "Group", username: "GroupAnonymousBot" };
  expect(read(message({ ...inGroup, from: fake, text: "/undo", ...fields }))).toMatchObject({ from });
});

test.for([
  { forward_origin: { type: "user", date: SENT - 86_400, sender_user: MEMBER } },
  { forward_date: SENT - 86_400, forward_from: MEMBER },
])("今天 in a forwarded message is the day it was first sent", (origin) => {
  expect(read(message({ text: "今天集中学习", ...origin }))).toMatchObject({
    sentAt: new Date("2026-11-19T10:00:00Z"),
  });
});

test.for([
  ["/start Ab_9-xyz", { payload: "Ab_9-xyz" }],
  ["/start", {}],
  ["/START@branch_bot code", { payload: "code" }],
] as const)("%s is a start", ([text, expected]) => {
  const found = read(message({ text }));
  expect(found).toMatchObject({ kind: "start", ...expected });
  expect(found && "payload" in found).toBe("payload" in expected);
});

test("an edit names the message it changes, is dated by it, and has a key of its own", () => {
  expect(read(edited({ message_id: 9, text: "/log@branch_bot 今天集中学习 16人" }))).toMatchObject({
    kind: "edit",
    key: `telegram:123456:7:9:${SENT + 60}`,
    of: "telegram:123456:7:9",
    message: "9",
    text: "/log 今天集中学习 16人",
    sentAt: new Date("2026-11-20T10:00:00Z"),
  });
  expect(read(edited({ photo: photo("p"), caption: "改" }))).toMatchObject({ kind: "edit", text: "改" });
  expect(read(edited({ photo: photo("p") }))).toMatchObject({ kind: "edit", text: "" });
  expect(read(edited({ location: { latitude: 1, longitude: 2 } }))).toBeUndefined();
});

test("a press names its message, its presser and its moment, and its key can be answered", () => {
  const found = read(press("4711", "Zx09_action", { from: { id: 8, first_name: "李四" } }));
  expect(found).toEqual({
    kind: "action",
    key: "telegram:123456:7:5001:press:4711",
    channel: "telegram",
    chat: "7",
    chatType: "private",
    from: { id: "8", name: "李四" },
    sentAt: now,
    message: "5001",
    action: "Zx09_action",
    values: {},
  });
  expect(pressOf("telegram:123456:-1001:5001:press:4711")).toEqual({ query: "4711", message: "5001" });
  expect(pressOf("telegram:123456:7:9")).toBeUndefined();
});

test.for([
  ["without a message", { message: undefined }],
  ["of a game", { data: undefined, game_short_name: "g" }],
  ["in a channel", { message: { message_id: 1, date: 0, chat: { id: -5, type: "channel" } } }],
] as const)("a press %s is passed over", ([, fields]) => {
  expect(read(press("1", "a", fields))).toBeUndefined();
});

test.for([
  [
    "the bot is added",
    "my_chat_member",
    BOT,
    "left",
    "member",
    { kind: "join", members: [{ id: "123456", self: true }] },
  ],
  [
    "the bot is thrown out",
    "my_chat_member",
    BOT,
    "administrator",
    "kicked",
    { kind: "leave", members: [{ id: "123456", self: true }] },
  ],
  ["a member joins", "chat_member", MEMBER, "left", "member", { kind: "join", members: [{ id: "7", name: "张三" }] }],
  ["a member leaves", "chat_member", MEMBER, "member", "left", { kind: "leave", members: [{ id: "7" }] }],
  ["a member is locked out", "chat_member", MEMBER, "member", "restricted", { kind: "leave", members: [{ id: "7" }] }],
] as const)("%s", ([, kind, user, from, to, expected]) => {
  expect(read(standing(kind, { user, from, to }))).toMatchObject({ chat: "-1001", from: { id: "7" }, ...expected });
});

test("a mere change of rights is passed over, and standings have keys of their own", () => {
  expect(read(standing("chat_member", { user: MEMBER, from: "member", to: "administrator" }))).toBeUndefined();
  const joined = read(standing("chat_member", { user: MEMBER, from: "left", to: "member" }));
  const left = read(standing("chat_member", { user: MEMBER, from: "member", to: "left" }));
  expect(joined?.key).not.toBe(left?.key);
});

test("without being an admin the bot still hears of members from the group's own notices", () => {
  expect(read(message({ ...inGroup, new_chat_members: [MEMBER, BOT] }))).toMatchObject({
    kind: "join",
    members: [
      { id: "7", name: "张三" },
      { id: "123456", self: true },
    ],
  });
  expect(read(message({ ...inGroup, left_chat_member: MEMBER }))).toMatchObject({
    kind: "leave",
    members: [{ id: "7" }],
  });
});

test("other bots are nobody: they neither come nor go nor speak", () => {
  const other = { id: 55, is_bot: true, first_name: "投票助手", username: "vote_bot" };
  expect(read(standing("chat_member", { user: other, from: "left", to: "member" }))).toBeUndefined();
  expect(read(message({ ...inGroup, new_chat_members: [other] }))).toBeUndefined();
  expect(read(message({ ...inGroup, new_chat_members: [other, MEMBER] }))).toMatchObject({ members: [{ id: "7" }] });
  expect(read(message({ ...inGroup, left_chat_member: other }))).toBeUndefined();
  expect(read(message({ ...inGroup, from: other, text: "/log 今天党课 5人" }))).toBeUndefined();
});

test("a group that becomes a supergroup goes on under its new id", () => {
  expect(read(message({ chat: { id: -44, type: "group" }, migrate_to_chat_id: -10044 }))).toMatchObject({
    kind: "moved",
    chat: "-44",
    to: "-10044",
  });
});
