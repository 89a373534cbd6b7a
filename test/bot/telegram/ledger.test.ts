import { expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { runBot } from "../../../src/bot/run.ts";
import { openBranch } from "../../helpers/branch.ts";
import { enrolled } from "../../helpers/people.ts";
import { edited, message } from "../../helpers/telegram-updates.ts";
import { rig } from "./rig.ts";

const shown = z.object({ text: z.string() });

test("a line in private is kept, answered, corrected by editing, and taken back", async () => {
  const branch = await openBranch("第一党支部", "2026-11-20 18:00");
  const made = await rig({ limits: { overall: [], chat: [], group: [] } });
  await enrolled(branch, "7", { name: "张三" });
  const failures: unknown[] = [];
  const bot = runBot(branch.deps, [made.channel], (error) => failures.push(error));
  onTestFinished(async () => {
    await made.channel.stop();
    await bot.close();
    await branch.close();
  });
  await made.channel.start(async (inbound) => {
    await bot.intake.deliver(inbound);
  });
  const shownBy = (method: string) => made.fake.callsOf(method).map(({ params }) => shown.parse(params).text);
  const hear = async (update: object) => {
    await made.receive(update);
    await bot.idle();
  };

  await hear(message({ message_id: 9, text: "今天下午集中学习 二十大报告 15人 2小时" }));
  const [confirmed = ""] = shownBy("sendMessage");
  expect(confirmed).toMatch(/^已记 #1：集中学习《二十大报告》\n.*15人/);

  await hear(edited({ message_id: 9, text: "今天下午集中学习 二十大报告 16人 2小时" }));
  expect(shownBy("editMessageText")).toEqual([expect.stringMatching(/^已更正 #1：集中学习《二十大报告》\n.*16人/)]);

  await hear(message({ text: "撤销" }));
  expect(shownBy("editMessageText").at(-1)).toMatch(/^已撤销 #1：/);
  expect(shownBy("sendMessage")).toEqual([confirmed]);
  expect(made.fake.callsOf("setMessageReaction")).toHaveLength(1);
  expect(failures).toEqual([]);
  expect(made.fake.violations).toEqual([]);
});
