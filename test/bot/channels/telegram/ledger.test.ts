import { expect, test } from "vitest";
import * as z from "zod";
import { bindChat } from "../../../../src/store/chats.ts";
import { openBranch } from "../../../helpers/branch.ts";
import { codeIn, enrolled } from "../../../helpers/people.ts";
import { edited, GROUP, message, press, SENT } from "../../../helpers/telegram-updates.ts";
import { onPhones } from "./office.ts";

const shown = z.object({ text: z.string() });

test("a line in private is kept, answered, corrected by editing, and taken back", async () => {
  const { fake, comes, failures } = await onPhones(await openBranch());
  const shownBy = (method: string) => fake.callsOf(method).map(({ params }) => shown.parse(params).text);

  await comes(message({ message_id: 9, text: "今天下午集中学习 二十大报告 15人 2小时" }));
  const [confirmed = ""] = shownBy("sendMessage");
  expect(confirmed).toMatch(/^已记 #1：集中学习《二十大报告》\n.*15人/);

  await comes(edited({ message_id: 9, text: "今天下午集中学习 二十大报告 16人 2小时" }));
  expect(shownBy("editMessageText")).toEqual([expect.stringMatching(/^已更正 #1：集中学习《二十大报告》\n.*16人/)]);

  await comes(message({ text: "撤销" }));
  expect(shownBy("editMessageText").at(-1)).toMatch(/^已撤销 #1：/);
  expect(shownBy("sendMessage")).toEqual([confirmed]);
  expect(fake.callsOf("setMessageReaction")).toHaveLength(1);
  expect(failures).toEqual([]);
  expect(fake.violations).toEqual([]);
});

test("a member whom the bot cannot write to hears once, below their words in the group, how to let it", async () => {
  const branch = await openBranch();
  const { fake, comes, failures } = await onPhones(branch);
  await bindChat(branch.deps.db, { key: "telegram:-1001", organisationId: branch.organisation, now: "2026-11-20" });
  const cannot = { status: 403, description: "Forbidden: bot can't initiate conversation with a user" };
  fake.fail("sendMessage", cannot);
  await comes(message({ message_id: 21, chat: GROUP, text: "@branch_bot 今天集中学习 15人" }));

  const [refused, notice] = fake.callsOf("sendMessage").map(({ params }) => params);
  expect(refused).toMatchObject({ chat_id: 7, text: expect.stringContaining("已记 #1") });
  expect(notice).toMatchObject({
    chat_id: -1001,
    text: expect.stringContaining("请先私聊它一句"),
    reply_parameters: { message_id: 21 },
  });
  expect(failures).toHaveLength(1);

  fake.fail("sendMessage", cannot);
  await comes(message({ chat: GROUP, text: "@branch_bot 今天主题党日 15人" }));
  expect(fake.callsOf("sendMessage")).toHaveLength(3);
  expect(fake.callsOf("setMessageReaction")).toHaveLength(2);
  expect(fake.violations).toEqual([]);
});

test("a newcomer comes in by the link and two taps, in one message that changes where it stands", async () => {
  const branch = await openBranch();
  const { fake, comes, failures } = await onPhones(branch);
  const code = codeIn(await (await enrolled(branch, "8", { name: "王五", role: "secretary" })).says("邀请"));
  const from = { id: 55, is_bot: false, first_name: "六", last_name: "赵" };
  const chat = { id: 55, type: "private", first_name: "六" };
  const keyboard = z.object({
    reply_markup: z.object({ inline_keyboard: z.array(z.array(z.object({ callback_data: z.string() }))) }),
  });
  const tap = (method: string, message_id: number) => {
    const params = keyboard.parse(fake.callsOf(method).at(-1)?.params);
    const data = params.reply_markup.inline_keyboard[0]?.[0]?.callback_data ?? "";
    return comes(press(data.slice(0, 9), data, { from, message: { message_id, chat, date: SENT } }));
  };
  await comes(message({ from, chat, text: `/start ${code}` }));
  await tap("sendMessage", 5001);
  await tap("editMessageText", 5001);

  const changed = fake.callsOf("editMessageText").map(({ params }) => shown.parse(params).text);
  expect(changed).toEqual([
    expect.stringContaining("赵六，您将以成员的身份加入"),
    expect.stringContaining("赵六，您已加入“第一党支部”"),
  ]);
  expect(failures).toEqual([]);
  expect(fake.violations).toEqual([]);
});
