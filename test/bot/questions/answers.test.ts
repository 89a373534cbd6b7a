import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Inbound } from "../../../src/bot/channel.ts";
import { commands } from "../../../src/bot/commands/index.ts";
import { type Handled, handle } from "../../../src/bot/intake/handle.ts";
import type { Trx } from "../../../src/store/schema.ts";
import { writing } from "../../../src/store/transaction.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";

/** Reports that leave a question open, by what is asked about. */
const ASKING = [
  ["date", "10月32日党课 24人"],
  ["kind", "前天打扫卫生 5人"],
  ["participants", "前天集中学习 党章 十几人"],
  ["duration", "上周五集中学习 党章 5人 两三个小时"],
  ["quantity", "前天支委会 三重一大 议定事项3个 5人"],
  ["same", "昨天主题党日 参观 15人"],
] as const;

let branch: Branch;
beforeAll(async () => {
  branch = await openBranch();
  const secretary = await branch.member("王五", "secretary");
  await (await branch.member("李四")).says("昨天主题党日 参观 16人");
  for (const [, words] of ASKING) await secretary.says(words);
});
afterAll(() => branch.close());

type Seen = Pick<Handled, "outcome"> & { readonly texts: readonly string[]; readonly records: readonly unknown[] };

/** What comes of words where nothing but this is asked, and how the records then are; undone afterwards. */
async function seen(words: string, about: string | undefined): Promise<Seen> {
  const undone = new Error("undone");
  let found: Seen | undefined;
  await writing(branch.deps.db, async (trx) => {
    await dropOthers(trx, about ?? "");
    const { outcome, replies } = await handle({ ...branch.deps, random: counted() }, trx, messageOf(words));
    const records = await trx.selectFrom("activity").selectAll().orderBy("id").execute();
    found = { outcome, texts: replies.map(({ text }) => text), records };
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (found === undefined) throw new Error("nothing came of it");
  return found;
}

async function dropOthers(trx: Trx, about: string): Promise<void> {
  await trx.updateTable("question").set({ state: "dropped" }).where("about", "!=", about).execute();
}

function counted(): () => string {
  let drawn = 0;
  return () => {
    drawn += 1;
    return String(drawn).padStart(32, "a");
  };
}

function messageOf(text: string): Inbound {
  const sentAt = branch.deps.clock();
  const from = { id: "王五" };
  const message = "asked";
  return {
    kind: "message",
    key: "terminal:asked",
    channel: "terminal",
    chat: "王五",
    chatType: "private",
    from,
    sentAt,
    message,
    text,
    addressed: true,
  };
}

/** What the page of the chat's words shows to type, but for the answers themselves. */
function documented(): string[] {
  const rows = readFileSync("docs/commands.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| `是`"));
  const shown = rows.flatMap((row) =>
    [...row.matchAll(/`([^`]+)`/g)].map(([, words = ""]) => words.replace(/（.*?）/g, "")),
  );
  return [...new Set(shown)].filter((words) => !ANSWERS.has(words));
}

/** Words of the page that answer what the bot asks, or are only a part of a phrase. */
const ANSWERS: ReadonlySet<string> = new Set([
  ...["跳过", "上一步", "取消", "清空", "含下级", "关联 码", "5 原因 补填"],
  ...["我也参加了", "+1"],
]);

const NUMBERS: ReadonlySet<string> = new Set(["participants", "duration", "quantity"]);

/** Whether words could be taken for an answer; a kind, too, may be named 领学. */
function isTempting(words: string, about: string): boolean {
  if (about === "kind") return words !== "领学";
  return !NUMBERS.has(about) || /[\d零一二两三四五六七八九十半]/.test(words);
}

test("what is documented does what it does, whatever is being asked", async () => {
  const phrases = [...documented(), ...[...commands.values()].map(({ usage }) => usage.replace(/（.*?）/g, ""))];
  expect(phrases.length).toBeGreaterThan(200);
  const swallowed: string[] = [];
  for (const words of new Set(phrases)) {
    const plain = await seen(words, undefined);
    for (const [about] of ASKING.filter(([about]) => isTempting(words, about))) {
      if (!isDeepStrictEqual(await seen(words, about), plain)) swallowed.push(`${about}: ${words}`);
    }
  }
  expect(swallowed).toEqual([]);
});

test("+1 tells that somebody was there, and not how many were", async () => {
  const plain = await seen("+1", undefined);
  for (const [about] of ASKING.filter(([about]) => NUMBERS.has(about))) expect(await seen("+1", about)).toEqual(plain);
});

test.for([
  "10月31日",
  "昨天",
  "是昨天",
  "就是昨天吧",
  "应该是10月31号",
  "10-31",
  "10月31日 周六下午",
  "昨天下午三点开的",
  "上周五那天",
  "30号",
  "上周末",
  "10月30日到31日",
  "日期是10月31日",
  "前天上午办的。",
  "10月31",
])("%s answers which day it was", async (words) => {
  expect((await seen(words, "date")).texts.join()).toContain("已补上：#2");
});

test.for([
  "谢谢，昨天辛苦了",
  "昨天的事改天说",
  "周五见",
  "十月",
  "去年",
  "本周",
  "明天再报",
  "15号那天我不在",
  "过两天补给您",
  "不是昨天",
  "好像是昨天",
  "昨天或前天",
  "昨天15人",
  "昨天忘了",
  "昨天问过书记了",
  "三季度",
  "2025年",
])("%s is no answer to which day it was", async (words) => {
  const { texts, records } = await seen(words, "date");
  expect(texts.join()).not.toContain("已补上");
  expect(records[1]).toMatchObject({ id: 2, state: "held", first_day: null });
});
