import fc from "fast-check";
import { expect, test } from "vitest";
import type { Inbound } from "../../../../src/bot/channel.ts";
import { ofBot, ofEntered, ofMembers, ofMenu, ofMessage } from "../../../../src/bot/channels/lark/normalise.ts";
import { BOT, envelope, type FeishuEvent, mention, type Said, said } from "../../../helpers/fake-feishu-events.ts";

const seen = { bot: BOT, now: new Date("2026-11-20T10:00:00+08:00") };

/** As the SDK hands an event over. */
function flat({ header, event }: FeishuEvent): object {
  return { ...header, ...event };
}

function read(given: Said | string): Inbound | undefined {
  return ofMessage(flat(said(given)), seen);
}

const toBot = mention("@_user_1", BOT, "台账");
const img = { tag: "img", image_key: "img_1" };

test.for<[about: string, given: Said | string, expected: object | undefined]>([
  [
    "plain words in a group are not for the bot",
    "今天学习",
    { text: "今天学习", addressed: false, chatType: "group", chat: "oc_branch" },
  ],
  [
    "in private all is for the bot, and the chat is the person",
    { isPrivate: true, content: { text: "今天学习" } },
    { addressed: true, chatType: "private", chat: "ou_zhang" },
  ],
  [
    "the mention of the bot goes, and counts",
    { content: { text: "@_user_1 今天学习" }, mentions: [toBot] },
    { text: "今天学习", addressed: true },
  ],
  [
    "the bot's mention alone still calls it",
    { content: { text: "@_user_1" }, mentions: [toBot] },
    { text: "", addressed: true },
  ],
  [
    "another's mention stays as the name",
    { content: { text: "和@_user_1 走访" }, mentions: [mention("@_user_1", "ou_li", "李四")] },
    { text: "和@李四 走访", addressed: false },
  ],
  [
    "@_user_10 beside @_user_1",
    {
      content: { text: "@_user_1 和 @_user_10 学习" },
      mentions: [mention("@_user_1", "ou_li", "张三"), mention("@_user_10", "ou_wu", "吴九")],
    },
    { text: "@张三 和 @吴九 学习" },
  ],
  [
    "@所有人 is no call of the bot",
    { content: { text: "@_all 明天开会" } },
    { text: "@所有人 明天开会", addressed: false },
  ],
  ["what looks like a mention and is none stays", { content: { text: "代码 @_user_7" } }, { text: "代码 @_user_7" }],
  ["a reply names its message", { content: { text: "是" }, parent: "om_parent" }, { replyTo: "om_parent" }],
  [
    "an image",
    { type: "image", content: { image_key: "img_1" }, id: "om_1", isPrivate: true },
    { text: "", attachments: [{ kind: "image", handle: "om_1/image/img_1", uniqueId: "img_1" }] },
  ],
  [
    "a file",
    { type: "file", content: { file_key: "f_1", file_name: "名单.xlsx" }, id: "om_1", isPrivate: true },
    { attachments: [{ kind: "file", handle: "om_1/file/f_1", name: "名单.xlsx" }] },
  ],
  [
    "a recording",
    { type: "audio", content: { file_key: "f_1", duration: 2000 }, isPrivate: true },
    { text: "", attachments: [{ kind: "audio" }] },
  ],
  [
    "a film",
    { type: "media", content: { file_key: "f_1", image_key: "i", file_name: "会.mp4" }, isPrivate: true },
    { attachments: [{ kind: "video", name: "会.mp4" }] },
  ],
  [
    "a post with a title, a mention and photos",
    {
      id: "om_1",
      type: "post",
      content: {
        title: "主题党日",
        content: [
          [
            { tag: "at", user_id: "@_user_1", user_name: "台账" },
            { tag: "text", text: " 参观纪念馆 " },
          ],
          [img],
          [
            { tag: "text", text: "15人" },
            { ...img, image_key: "img_2" },
          ],
        ],
      },
      mentions: [toBot],
    },
    {
      text: "主题党日\n参观纪念馆\n15人",
      addressed: true,
      attachments: [{ handle: "om_1/image/img_1" }, { handle: "om_1/image/img_2" }],
    },
  ],
  [
    "a post in its language",
    { type: "post", content: { zh_cn: { title: "", content: [[{ tag: "text", text: "学习" }]] } } },
    { text: "学习" },
  ],
  [
    "a post naming everybody",
    {
      type: "post",
      content: {
        title: "",
        content: [
          [
            { tag: "at", user_id: "all" },
            { tag: "text", text: "开会" },
          ],
        ],
      },
    },
    { text: "@所有人开会", addressed: false },
  ],
  ["an empty post", { type: "post", isPrivate: true, content: { title: "", content: [[]] } }, undefined],
  ["a sticker in a group", { type: "sticker", content: { file_key: "s" } }, undefined],
  ["a sticker in private", { type: "sticker", content: { file_key: "s" }, isPrivate: true }, { text: "[表情]" }],
  ["a shared place in private", { type: "location", content: { name: "广场" }, isPrivate: true }, { text: "[位置]" }],
  [
    "a merged forward in private",
    { type: "merge_forward", content: "Merged and Forwarded Message", isPrivate: true },
    { text: "[合并转发]" },
  ],
  ["a type nobody knows", { type: "hologram", content: {}, isPrivate: true }, undefined],
  ["a message of an app", { senderType: "app", content: { text: "学习" } }, undefined],
  ["a message without a person", { from: "", content: { text: "学习" } }, undefined],
  [
    "an anonymous sender is told as one",
    { senderType: "anonymous", content: { text: "学习" } },
    { from: { id: "ou_zhang", anonymous: true } },
  ],
  ["content that is no JSON", { content: "{", type: "text" }, undefined],
])("%s", ([, given, expected]) => {
  const inbound = read(given);
  if (expected === undefined) expect(inbound).toBeUndefined();
  else expect(inbound).toMatchObject(expected);
});

test("the sender's clock is the message's", () => {
  expect(read({ content: { text: "学习" }, at: Date.parse("2026-11-19T23:59:59.9+08:00") })?.sentAt).toEqual(
    new Date("2026-11-19T23:59:59.9+08:00"),
  );
});

const operator = { operator_id: { open_id: "ou_li" } };

test.for<[about: string, inbound: Inbound | undefined, expected: object | undefined]>([
  [
    "a menu entry says its words in private",
    ofMenu(flat(envelope("m", { event_key: "stats", operator })), seen),
    { kind: "message", text: "统计", chat: "ou_li", chatType: "private", addressed: true },
  ],
  [
    "an entry of one's own says its key",
    ofMenu(flat(envelope("m", { event_key: "三会一课", operator })), seen),
    { text: "三会一课" },
  ],
  [
    "who first opens the chat is greeted",
    ofEntered(flat(envelope("e", { operator_id: { open_id: "ou_li" }, chat_id: "oc_1" })), seen),
    { kind: "start", chat: "ou_li" },
  ],
  [
    "who comes back is not",
    ofEntered(flat(envelope("e", { operator_id: { open_id: "ou_li" }, last_message_id: "om_1" })), seen),
    undefined,
  ],
  [
    "members join",
    ofMembers(
      "join",
      flat(envelope("j", { chat_id: "oc_1", ...operator, users: [{ name: "王五", user_id: { open_id: "ou_wang" } }] })),
      seen,
    ),
    { kind: "join", chat: "oc_1", from: { id: "ou_li" }, members: [{ id: "ou_wang", name: "王五" }] },
  ],
  [
    "members leave",
    ofMembers("leave", flat(envelope("l", { chat_id: "oc_1", users: [{ user_id: { open_id: "ou_wang" } }] })), seen),
    { kind: "leave", members: [{ id: "ou_wang" }], from: { anonymous: true } },
  ],
  [
    "the bot is put into a group",
    ofBot("join", flat(envelope("b", { chat_id: "oc_1", ...operator })), seen),
    { kind: "join", chat: "oc_1", chatType: "group", members: [{ id: BOT, self: true }] },
  ],
  [
    "the bot is taken out of it",
    ofBot("leave", flat(envelope("b", { chat_id: "oc_1" })), seen),
    { kind: "leave", members: [{ id: BOT, self: true }] },
  ],
])("%s", ([, inbound, expected]) => {
  if (expected === undefined) expect(inbound).toBeUndefined();
  else expect(inbound).toMatchObject(expected);
});

test("whatever an event holds, nothing throws", () => {
  const types = fc.constantFrom("text", "post", "image", "file", "audio", "media", "sticker", "merge_forward", "x");
  const nodes = fc.array(
    fc.array(
      fc.record({
        tag: fc.constantFrom("text", "at", "img", "media", "z"),
        text: fc.anything(),
        user_id: fc.anything(),
        image_key: fc.anything(),
      }),
    ),
  );
  const content = fc.oneof(
    fc.string(),
    fc.json(),
    nodes.map((one) => JSON.stringify({ title: "t", content: one })),
  );
  fc.assert(
    fc.property(types, content, fc.anything(), fc.anything(), (type, body, mentions, event) => {
      const { header, event: fields } = said({ type, content: body });
      ofMessage({ ...header, ...fields, message: { ...Object(fields).message, mentions } }, seen);
      for (const normalise of [ofMessage, ofMenu, ofEntered]) normalise(event, seen);
      ofMembers("join", event, seen);
      ofBot("leave", event, seen);
    }),
    { numRuns: 300 },
  );
});
