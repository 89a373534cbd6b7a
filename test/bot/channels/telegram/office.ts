import { onTestFinished } from "vitest";
import { runBot } from "../../../../src/bot/run.ts";
import type { StoredActivity } from "../../../../src/store/activities.ts";
import { findActivities } from "../../../../src/store/activities.ts";
import { type Branch, openBranch } from "../../../helpers/branch.ts";
import type { FakeTelegram } from "../../../helpers/fake-telegram.ts";
import { enrolled } from "../../../helpers/people.ts";
import { GROUP, MEMBER, message } from "../../../helpers/telegram-updates.ts";
import { temporaryFolder } from "../../../helpers/temporary.ts";
import { rig } from "./rig.ts";

export const SECRETARY = { id: 8, is_bot: false, first_name: "五", last_name: "王" };

type OnPhones = {
  readonly fake: FakeTelegram;
  readonly failures: unknown[];
  /** Lets updates come, and resolves when all that they set off is sent. */
  comes(...updates: object[]): Promise<void>;
};

type TelegramOffice = OnPhones & {
  readonly branch: Branch;
  /** What the bot said or changed in a chat, oldest first. */
  told(chat: number): string[];
  records(): Promise<StoredActivity[]>;
};

/** Gives a branch the member 张三 and the program on a Bot API of this machine, until the test ends. */
export async function onPhones(branch: Branch): Promise<OnPhones> {
  await enrolled(branch, String(MEMBER.id), { name: "张三" });
  const made = await rig({ limits: { overall: [], chat: [], group: [] } });
  const failures: unknown[] = [];
  const bot = runBot(branch.deps, [made.channel], (error) => failures.push(error));
  onTestFinished(async () => {
    await bot.close();
    await branch.close();
  });
  made.keep = async (inbound) => {
    await bot.intake.deliver(inbound);
  };
  await made.start();
  return {
    fake: made.fake,
    failures,
    async comes(...updates) {
      await made.receive(...updates);
      await bot.idle();
    },
  };
}

/** The member 张三 and the secretary 王五 of a branch, over a Bot API of this machine. */
export async function telegramOffice({ bound = false } = {}): Promise<TelegramOffice> {
  const folder = temporaryFolder();
  const branch = await openBranch("第一党支部", "2026-11-20 18:05", folder);
  const { fake, failures, comes } = await onPhones(branch);
  await enrolled(branch, String(SECRETARY.id), { name: "王五", role: "secretary" });
  if (bound) await comes(message({ chat: GROUP, from: SECRETARY, text: "/bind" }));
  return {
    branch,
    fake,
    failures,
    comes,
    told: (chat) =>
      fake.calls.flatMap(({ method, params: { chat_id: where, text } }) =>
        (method === "sendMessage" || method === "editMessageText") && where === chat ? [String(text)] : [],
      ),
    records: () =>
      findActivities(branch.deps.db, {
        organisations: [branch.organisation],
        period: { first: "2020-01-01", last: "2030-12-31" },
        states: ["counted", "held"],
      }),
  };
}
