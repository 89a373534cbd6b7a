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
  const answers = () => made.fake.callsOf("sendMessage").map(({ params }) => shown.parse(params));
  const hear = async (update: object) => {
    await made.receive(update);
    await bot.idle();
  };

  await hear(message({ message_id: 9, text: "今天下午集中学习 二十大报告 15人 2小时" }));
  expect(answers()[0]?.text).toContain("集中学习");

  await hear(edited({ message_id: 9, text: "今天下午集中学习 二十大报告 16人 2小时" }));
  expect(answers().at(-1)?.text).toContain("16");

  await hear(message({ text: "撤销" }));
  expect(answers().at(-1)?.text).toContain("撤销");
  expect(failures).toEqual([]);
  expect(made.fake.violations).toEqual([]);
});
