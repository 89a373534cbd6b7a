import { expect, test } from "vitest";
import type { Card, Outbound } from "../../../../src/bot/channel.ts";
import { MEMBER, message, press } from "../../../helpers/telegram-updates.ts";
import { type Rig, rig } from "./rig.ts";

const FREE = { overall: [], chat: [], group: [] };

function card(plain: string, more: Omit<Card, "plain"> = {}): Outbound {
  return { kind: "card", card: { plain, ...more } };
}

const buttons = [
  { block: "text", text: "和 #120 是同一次吗？" },
  {
    block: "buttons",
    rows: [
      [
        { action: "Zx09", label: "是" },
        { action: "Zx10", label: "不是" },
      ],
    ],
  },
] as const;

async function sent(made: Rig, outbound: Outbound, chat = "7"): Promise<unknown[]> {
  await made.channel.send(chat, outbound, `key-${made.fake.calls.length}`);
  expect(made.fake.violations).toEqual([]);
  return made.fake.calls
    .filter(({ method }) => method !== "sendChatAction")
    .map(({ method, params }) => [method, params]);
}

test("a card is one message without previews, whose id is its reference", async () => {
  const made = await rig({ limits: FREE });
  expect(await made.channel.send("7", card("已记 #1"), "k")).toBe("5001");
  expect(made.fake.callsOf("sendMessage")[0]?.params).toEqual({
    chat_id: 7,
    text: "已记 #1",
    link_preview_options: { is_disabled: true },
  });
});

test("an answer goes below what it answers, even where that is gone", async () => {
  const made = await rig({ limits: FREE });
  await made.channel.send("-1001", { kind: "card", card: { plain: "好" }, replyTo: "44" }, "k");
  expect(made.fake.callsOf("sendMessage")[0]?.params).toMatchObject({
    chat_id: -1001,
    reply_parameters: { message_id: 44, allow_sending_without_reply: true },
  });
  expect(made.fake.violations).toEqual([]);
});

test("blocks are shown: a bold title, words, a table in columns, buttons below", async () => {
  const made = await rig({ limits: FREE });
  const calls = await sent(
    made,
    card("全部", {
      title: "本周小结",
      blocks: [
        { block: "text", text: "组织：第一党支部\n次数：3" },
        {
          block: "table",
          head: ["类别", "次"],
          rows: [
            ["集中学习", "2"],
            ["支委会", "10"],
          ],
        },
        ...buttons,
      ],
    }),
  );
  expect(calls).toEqual([
    [
      "sendMessage",
      {
        chat_id: 7,
        text: "本周小结\n组织：第一党支部\n次数：3\n类别      次\n集中学习  2\n支委会    10\n和 #120 是同一次吗？",
        entities: [
          { type: "bold", offset: 0, length: 4 },
          { type: "pre", offset: 19, length: 27 },
        ],
        link_preview_options: { is_disabled: true },
        reply_markup: {
          inline_keyboard: [
            [
              { text: "是", callback_data: "Zx09" },
              { text: "不是", callback_data: "Zx10" },
            ],
          ],
        },
      },
    ],
  ]);
});

test("a form, which Telegram lacks, is said in words", async () => {
  const made = await rig({ limits: FREE });
  const form = { block: "form", action: "a", fields: [], submit: "保存" } as const;
  expect(await sent(made, card("请发：#1 改 人数 16", { blocks: [form] }))).toMatchObject([
    ["sendMessage", { text: "请发：#1 改 人数 16" }],
  ]);
});

test("a row of many buttons is broken into rows, and a long label is cut", async () => {
  const made = await rig({ limits: FREE });
  const row = Array.from({ length: 10 }, (_, n) => ({ action: `a${n}`, label: "长".repeat(99) }));
  await made.channel.send("7", card("选", { blocks: [{ block: "buttons", rows: [row, []] }] }), "k");
  expect(made.fake.violations).toEqual([]);
  expect(made.fake.callsOf("sendMessage")[0]?.params).toMatchObject({
    reply_markup: { inline_keyboard: [{ length: 8 }, { length: 2 }] },
  });
});

test.for([
  [
    "an action that is too long for a button",
    card("选", { blocks: [{ block: "buttons", rows: [[{ action: "长".repeat(22), label: "选" }]] }] }),
  ],
  ["an empty message", card(" \n ")],
  ["a message without a place", { kind: "update", message: "om_123", card: { plain: "好" } }],
  ["a toast for another platform", { kind: "toast", action: "lark:1", text: "好" }],
  ["a file that is gone", { kind: "file", file: { path: "/nowhere/x.docx", name: "x.docx" } }],
] as const)("%s is refused before anything is sent", async ([, outbound]) => {
  const made = await rig({ limits: FREE });
  await expect(made.channel.send("7", outbound, "k")).rejects.toMatchObject({ fault: "invalid" });
  expect(made.fake.calls).toEqual([]);
});

test("a chat of another platform is refused", async () => {
  const made = await rig({ limits: FREE });
  await expect(made.channel.send("oc_1", card("好"), "k")).rejects.toMatchObject({ fault: "invalid" });
});

test("a long text goes out in order, its buttons under the last part", async () => {
  const made = await rig({ limits: FREE });
  const line = `${"第一党支部集中学习二十大报告".repeat(7)}。\n`;
  const text = line.repeat(100);
  await made.channel.send("7", card(text, { blocks: [{ block: "text", text }, buttons[1]] }), "k");
  const parts = made.fake.callsOf("sendMessage").map(({ params }) => params);
  expect(parts.map(({ text: part }) => part).join("")).toBe(text);
  expect(parts.map(({ reply_markup: keyboard }) => keyboard !== undefined)).toEqual([false, false, true]);
  expect(made.fake.violations).toEqual([]);
});

test("a long text that failed half-way goes on where it stopped", async () => {
  const made = await rig({ limits: FREE });
  const text = `${"一".repeat(4000)}\n${"二".repeat(4000)}\n${"三".repeat(10)}`;
  const flood = { status: 429, description: "Too Many Requests", parameters: { retry_after: 3 } };
  await made.channel.send("8", card("先说一句"), "other");
  made.fake.fail("sendMessage", { status: 200, result: { message_id: 5000 } }, flood);
  await expect(made.channel.send("7", card(text), "k")).rejects.toMatchObject({
    fault: "rate-limited",
    retryAfterMs: 3_000,
  });
  made.time.advance(3_000);
  await made.channel.send("7", card(text), "k");
  const said = made.fake
    .callsOf("sendMessage")
    .slice(1)
    .map(({ params: { text: part } }) => String(part).trim()[0]);
  expect(said).toEqual(["一", "二", "二"]);
});

test("an update edits in place, keeps still where nothing changes, and speaks anew where the message is gone", async () => {
  const made = await rig({ limits: FREE });
  const first = await made.channel.send("7", card("已记 #1", { blocks: buttons }), "a");
  const update = { kind: "update", message: first, card: { plain: "已撤销 #1" } } as const;
  expect(await made.channel.send("7", update, "b")).toBe(first);
  expect(await made.channel.send("7", update, "c")).toBe(first);
  expect(await made.channel.send("7", { ...update, message: "77" }, "d")).toBe("5002");
  expect(made.fake.calls.map(({ method }) => method)).toEqual([
    "sendMessage",
    "editMessageText",
    "editMessageText",
    "editMessageText",
    "sendMessage",
  ]);
  expect(made.fake.calls[1]?.params).not.toHaveProperty("reply_markup");
  expect(made.fake.violations).toEqual([]);
});

test("what was taken gets ✍, as an answer where the chat allows no reactions", async () => {
  const made = await rig({ limits: FREE });
  const reaction = { kind: "reaction", message: "44" } as const;
  await made.channel.send("-1001", reaction, "a");
  made.fake.fail("setMessageReaction", { status: 400, description: "Bad Request: REACTION_INVALID" });
  await made.channel.send("-1001", reaction, "b");
  expect(made.fake.calls.at(0)?.params).toMatchObject({ message_id: 44, reaction: [{ type: "emoji", emoji: "✍" }] });
  expect(made.fake.calls.at(-1)).toMatchObject({
    method: "sendMessage",
    params: { text: "✍", reply_parameters: { message_id: 44 } },
  });
  expect(made.fake.violations).toEqual([]);
});

test("a pressed button is answered with a toast, and the card takes its message's place", async () => {
  const made = await rig({ limits: FREE });
  await made.start();
  await made.channel.send("7", card("同一次吗？", { blocks: buttons }), "a");
  await made.receive(press("4711", "Zx09"));
  const action = made.delivered[0]?.key ?? "";
  await made.channel.send(
    "7",
    { kind: "toast", action, text: "已合并".repeat(99), card: { plain: "已并入 #120" } },
    "b",
  );
  expect(made.fake.callsOf("answerCallbackQuery")).toMatchObject([{ params: { callback_query_id: "4711" } }]);
  expect(made.fake.callsOf("editMessageText")).toMatchObject([{ params: { message_id: 5001, text: "已并入 #120" } }]);
  expect(made.fake.violations).toEqual([]);
  made.time.advance(3_000);
  expect(made.fake.callsOf("answerCallbackQuery")).toHaveLength(1);
});

test("a press that nobody answers stops turning after three seconds", async () => {
  const made = await rig();
  await made.start();
  await made.receive(press("4711", "Zx09"));
  made.time.advance(3_000);
  const call = await made.fake.called("answerCallbackQuery");
  expect(call.params).toEqual({ callback_query_id: "4711" });
});

test("a toast that comes too late is no failure", async () => {
  const made = await rig({ limits: FREE });
  const late = { kind: "toast", action: "telegram:123456:7:5001:press:1", text: "好" } as const;
  await expect(made.channel.send("7", late, "k")).resolves.toBe("");
});

test("a hint shows that something is being made, and its failure hurts nobody", async () => {
  const made = await rig();
  made.fake.fail("sendChatAction", "reset");
  await made.channel.hint("7", "upload");
  await made.channel.hint("7", "typing");
  expect(made.fake.callsOf("sendChatAction").map(({ params: { action } }) => action)).toEqual([
    "upload_document",
    "typing",
  ]);
  expect(made.errors).toHaveLength(1);
});

test("the bot's name is known after the start, for links of invitation", async () => {
  const made = await rig();
  expect(made.channel.joinLink("K7M2-9QXD")).toBeUndefined();
  await made.start();
  await made.receive(message({ text: "在", from: MEMBER }));
  expect(made.channel.joinLink("K7M2-9QXD")).toBe("https://t.me/branch_bot?start=K7M2-9QXD");
  expect(made.channel.groupHint()).toContain("/log");
});
