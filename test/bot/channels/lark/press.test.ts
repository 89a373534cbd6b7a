import { expect, test } from "vitest";
import { envelope, pressed, said } from "../../../helpers/fake-feishu-events.ts";
import { openLark, until } from "./opened.ts";

const button = { value: { a: "act1" } };

test("a press becomes an action of whoever pressed, keyed by its token, with what the form held", async () => {
  const { fake, channel, inbounds } = await openLark({}, async (inbound) => {
    if (inbound.kind === "action")
      await channel.send(inbound.chat, { kind: "toast", action: inbound.key, text: "好" }, `${inbound.key}/0`);
  });
  const form = {
    kind: "学习",
    day: "2026-11-20 +0800",
    people: "15",
    tags: ["甲", "乙"],
    "f1.place": "一楼",
    none: null,
  };
  await fake.push(pressed({ token: "c-1", from: "ou_li", action: { ...button, form_value: form } }));
  await fake.push(pressed({ token: "c-2", action: { value: { a: "act2" }, option: "会议", checked: true } }));
  expect(inbounds).toMatchObject([
    {
      kind: "action",
      action: "act1",
      chat: "oc_branch",
      chatType: "group",
      from: { id: "ou_li" },
      message: "om_card",
      values: { kind: "学习", day: "2026-11-20", people: "15", tags: "甲、乙", place: "一楼" },
    },
    { action: "act2", values: { option: "会议", checked: "true" } },
  ]);
  const [first, second] = inbounds;
  expect(first?.key).toMatch(/^lark:card:[\w-]{43}:om_card$/);
  expect(second?.key).not.toBe(first?.key);
  expect(first?.key).not.toContain("c-1");
});

test("in a private chat the chat is the person, known from a message or asked for", async () => {
  const { fake, channel, inbounds } = await openLark({}, async (inbound) => {
    if (inbound.kind === "action")
      await channel.send(inbound.chat, { kind: "toast", action: inbound.key, text: "好" }, `${inbound.key}/0`);
  });
  await fake.push(said({ isPrivate: true, from: "ou_li", content: { text: "学习" } }));
  await fake.push(pressed({ chat: "oc_p2p_ou_li", from: "ou_li", action: button }));
  fake.state.chats.set("oc_quiet", "p2p");
  await fake.push(pressed({ chat: "oc_quiet", from: "ou_wang", action: button }));
  expect(inbounds.slice(1)).toMatchObject([
    { chat: "ou_li", chatType: "private" },
    { chat: "ou_wang", chatType: "private" },
  ]);
});

test("the toast and the new card come back as the answer of the press, with no call of the API", async () => {
  const { fake, channel } = await openLark({}, async (inbound) => {
    const card = { plain: "已撤销", title: "已撤销" } as const;
    await channel.send(inbound.chat, { kind: "toast", action: inbound.key, text: "已撤销", card }, `${inbound.key}/0`);
  });
  const before = fake.requests.length;
  expect(await fake.push(pressed({ action: button }))).toMatchObject({
    code: 200,
    data: { toast: { type: "info", content: "已撤销" }, card: { type: "raw", data: { schema: "2.0" } } },
  });
  const calls = fake.requests.slice(before).filter(({ method }) => method !== "GET");
  expect(calls).toEqual([]);
});

test("an update of the pressed card is its answer, another message lets it go with nothing", async () => {
  let n = 0;
  const { fake, channel } = await openLark({}, async (inbound) => {
    n += 1;
    const card = { plain: "新的", blocks: [{ block: "text", text: "新的" }] } as const;
    const outbound =
      n === 1 ? ({ kind: "update", message: "om_card", card } as const) : ({ kind: "card", card } as const);
    await channel.send(inbound.chat, outbound, `${inbound.key}/0`);
  });
  expect((await fake.push(pressed({ action: button }))).data).toMatchObject({ card: { type: "raw" } });
  expect(fake.state.messages.size).toBe(0);
  expect(await fake.push(pressed({ action: button }))).toEqual({ code: 200, data: {} });
  await until(() => fake.state.messages.size === 1);
});

test("a press that nobody answers is answered with nothing after 2.5 s", async () => {
  const { fake, inbounds } = await openLark();
  const pressing = fake.push(pressed({ action: button }));
  await fake.clock.slept(2_500);
  await until(() => inbounds.length > 0);
  await fake.clock.advance(2_500);
  expect(await pressing).toEqual({ code: 200, data: {} });
});

test("a press that is not kept in time says so, and its late answer updates the card", async () => {
  let keep: () => void = () => {};
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  const { fake, channel, inbounds } = await openLark({}, () => kept);
  const pressing = fake.push(pressed({ message: "om_sent_1", action: button }));
  const card = { plain: "学习", blocks: [{ block: "text", text: "学习" }] } as const;
  expect(await channel.send("oc_branch", { kind: "card", card }, "out/0")).toBe("om_sent_1");
  await fake.clock.slept(2_500);
  await fake.clock.advance(2_500);
  expect((await pressing).data).toMatchObject({ toast: { content: "收到，正在处理。" } });
  keep();
  await until(() => inbounds.length > 0);
  const key = inbounds[0]?.key ?? "";
  await channel.send(
    "oc_branch",
    { kind: "toast", action: key, text: "已撤销", card: { plain: "已撤销" } },
    `${key}/0`,
  );
  expect(fake.state.messages.get("om_sent_1")?.content).toContain("已撤销");
});

test("a press that could not be kept asks to press again", async () => {
  const { fake, log } = await openLark({}, async () => {
    throw new Error("the disk is full");
  });
  expect((await fake.push(pressed({ action: button }))).data).toMatchObject({ toast: { type: "error" } });
  expect(log.join("\n")).toContain("lark press: Error: the disk is full");
});

test.for([
  ["a card of another program", { value: { op: "delete", id: 7 } }],
  ["a value that is text", { value: "act1" }],
  ["no value", {}],
  ["an id too long to be one", { value: { a: "x".repeat(65) } }],
  ["an id that is no id", { value: { a: { $gt: "" } } }],
] as const)("%s is told that it has expired, and nothing is kept", async ([, action]) => {
  const { fake, inbounds } = await openLark();
  expect((await fake.push(pressed({ action }))).data).toMatchObject({ toast: { type: "info" } });
  expect(inbounds).toEqual([]);
});

test("a recall takes back the message of its author, also after a restart", async () => {
  const recalled = (id: string) => ({
    ...said("x"),
    header: { ...said("x").header, event_type: "im.message.recalled_v1" },
    event: { message_id: id, chat_id: "oc_branch", recall_time: "1795140000000" },
  });
  const { fake, inbounds } = await openLark();
  await fake.push(said({ id: "om_1", from: "ou_li", content: { text: "学习" } }));
  await fake.push(recalled("om_1"));
  fake.state.senders.set("om_old", "ou_wang");
  await fake.push(recalled("om_old"));
  await fake.push(recalled("om_unknown"));
  expect(inbounds.slice(1)).toMatchObject([
    { kind: "recall", of: "lark:om_1", key: "lark:om_1:recall", from: { id: "ou_li" }, chat: "oc_branch" },
    { kind: "recall", of: "lark:om_old", from: { id: "ou_wang" } },
    { kind: "recall", of: "lark:om_unknown", from: { id: "", anonymous: true } },
  ]);
});

test("what cannot be looked up for now is not taken: a recall comes again, and a press has to be repeated", async () => {
  const { fake, inbounds } = await openLark();
  const recalled = { message_id: "om_old", chat_id: "oc_p2p_ou_li", recall_time: "1795140000000" };
  fake.state.senders.set("om_old", "ou_li");
  fake.state.chats.set("oc_p2p_ou_li", "p2p");
  for (const path of [/im\/v1\/chats/, /im\/v1\/messages\/om_old$/]) {
    fake.fail({ path, answer: { status: 500, body: "<html>" } });
    expect(await fake.push(envelope("im.message.recalled_v1", recalled))).toMatchObject({ code: 500 });
  }
  expect(await fake.push(envelope("im.message.recalled_v1", recalled))).toMatchObject({ code: 200 });
  expect(inbounds).toMatchObject([{ kind: "recall", from: { id: "ou_li" }, chat: "ou_li", chatType: "private" }]);

  fake.state.chats.set("oc_p2p_ou_wang", "p2p");
  fake.fail({ path: /im\/v1\/chats/, answer: { status: 500, body: "<html>" } });
  const press = pressed({ chat: "oc_p2p_ou_wang", from: "ou_wang", action: button });
  expect(JSON.stringify((await fake.push(press)).data)).toContain("没有保存，请再按一次");
  expect(inbounds).toHaveLength(1);
});
