import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Card, type ChannelName, type Outbound, SendError } from "../../../src/bot/channel.ts";
import { runBot } from "../../../src/bot/run.ts";
import { pushWeekly } from "../../../src/bot/weekly/push.ts";
import { bindChat } from "../../../src/store/chats.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { channelDouble } from "../../helpers/channel-double.ts";
import { type Account, enrolled } from "../../helpers/people.ts";
import { bound, GROUP, queued, reminders } from "../../helpers/pushed.ts";
import { queuedJobs } from "../../helpers/queued-jobs.ts";

let folder: string;
let branch: Branch;
let member: Account;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "taizhang-weekly-"));
  branch = await openBranch("第一党支部", "2026-11-02 10:00", folder);
  member = await enrolled(branch, "m", { name: "张三" });
  await bound(branch);
  branch.at("2026-11-18 18:00");
  await member.says("今天集中学习 二十大报告 15人 2小时");
});
afterEach(async () => {
  await branch.close();
  rmSync(folder, { recursive: true });
});

async function push(): Promise<void> {
  await pushWeekly({ deps: branch.deps, channels: new Set(["telegram", "lark"]), note: () => {} });
}

type Sent = { readonly chat: string; readonly card: Card; readonly hadPicture: boolean };

/** The program's moving parts over one channel, until all that is due is out; what failed is told too. */
async function run(name: ChannelName = "telegram", unreached?: string): Promise<{ sent: Sent[]; failures: unknown[] }> {
  const sent: Sent[] = [];
  const failures: unknown[] = [];
  const channel = channelDouble(name, ["buttons", "edits"], {
    async send(chat, outbound: Outbound, key) {
      if (outbound.kind !== "card") throw new Error(outbound.kind);
      if (chat === unreached) throw new SendError("forbidden", "bot can't initiate conversation with a user");
      const { card } = outbound;
      sent.push({ chat, card, hadPicture: card.picture !== undefined && existsSync(card.picture.path) });
      return key;
    },
  });
  const bot = runBot(branch.deps, [channel], (error) => failures.push(error));
  await bot.idle();
  await bot.close();
  return { sent, failures };
}

test("the group gets its words and one picture, drawn while nothing waits for it", async () => {
  branch.at("2026-11-23 08:40");
  await push();
  const [waiting] = await queued(branch.deps.db, "week:");
  expect(waiting?.notBefore).toBe("2026-11-23T00:50:00.000Z");
  const { sent, failures } = await run();
  expect(failures).toEqual([]);
  expect(sent.filter(({ chat }) => chat === GROUP)).toMatchObject([{ hadPicture: true }]);
  const [{ card }] = sent.filter(({ chat }) => chat === GROUP) as [Sent];
  expect(card.plain).toContain("做了 1 次");
  expect(card.picture?.name).toBe("第一党支部周报2026-W47.png");
  expect(readFileSync(card.picture?.path ?? "").length).toBeLessThan(200_000);
});

test("where a secretary cannot be written to, the group is told that once, and nothing of the reminder", async () => {
  await enrolled(branch, "s", { name: "赵六", role: "secretary" });
  for (const day of ["2026-11-23", "2026-11-27"]) {
    expect(await reminders(branch, `${day} 09:30`)).toHaveLength(1);
    await run("telegram", "s");
  }
  const { sent } = await run("telegram");
  const told = (await queued(branch.deps.db, "unreached:")).map(({ chat, text }) => [chat, text]);
  expect(told).toEqual([[GROUP, expect.stringContaining("给书记的提醒没有送到")]]);
  expect(sent).toEqual([]);
});

test("a restart between the mark and the picture loses neither, and nothing comes twice", async () => {
  branch.at("2026-11-23 08:40");
  await push();
  await branch.close();
  branch = await openBranch("第一党支部", "2026-11-23 08:43", folder);
  await push();
  expect((await run()).sent.filter(({ chat }) => chat === GROUP)).toMatchObject([{ hadPicture: true }]);
  branch.at("2026-11-23 09:30");
  await push();
  expect((await run()).sent).toEqual([]);
});

test("where the picture cannot be drawn the words go at once, alone", async () => {
  branch.at("2026-11-23 08:40");
  await push();
  writeFileSync(join(folder, "pictures"), "no folder");
  const { sent, failures } = await run();
  expect(sent.filter(({ chat }) => chat === GROUP)).toMatchObject([{ hadPicture: false }]);
  expect(failures).toHaveLength(1);
});

test("where nobody draws it the words go after ten minutes", async () => {
  branch.at("2026-11-23 08:40");
  await push();
  await branch.deps.db.updateTable("job").set({ state: "failed" }).execute();
  expect((await run()).sent.filter(({ chat }) => chat === GROUP)).toEqual([]);
  branch.at("2026-11-23 08:50");
  expect((await run()).sent).toMatchObject([{ chat: GROUP, hadPicture: false }]);
});

test("a channel that draws charts gets the chart and a table of the same numbers, and waits for nothing", async () => {
  await branch.deps.db.deleteFrom("chat").execute();
  const now = "2026-11-02T02:00:00.000Z";
  await bindChat(branch.deps.db, { key: "lark:oc_1", organisationId: branch.organisation, now });
  branch.at("2026-11-23 08:40");
  await push();
  expect(await queuedJobs(branch.deps.db)).toEqual([]);
  const [group] = (await run("lark")).sent;
  expect(group?.card.picture).toBeUndefined();
  expect(group?.card).toMatchObject({
    title: "第一党支部 周报 2026年第47周（11月16日至11月22日）",
    blocks: [
      { block: "text", text: expect.stringContaining("集中学习《二十大报告》 15人") },
      {
        block: "chart",
        categories: ["集中学习"],
        series: [
          { name: "2026 年", values: [1] },
          { name: "2025 年同期", values: [0] },
        ],
      },
      { block: "table", head: ["累计", "2026 年", "2025 年同期"], rows: [["集中学习", "1次", "－"]] },
      { block: "text", text: expect.stringContaining("11月30日前要办") },
    ],
  });
});

test("周报 is answered at once with the same words, and the picture follows", async () => {
  branch.at("2026-11-20 10:00");
  const { text } = await member.saysIn(GROUP, "周报");
  expect(text).toContain("做了 1 次");
  const { sent } = await run();
  const [words, picture] = sent.filter(({ chat }) => chat === GROUP);
  expect([words?.card.plain, words?.hadPicture]).toEqual([text, false]);
  expect([picture?.card.plain, picture?.hadPicture]).toEqual(["第一党支部 2026 年累计次数（到11月22日）", true]);
});
