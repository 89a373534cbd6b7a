import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openJobs } from "../../../src/bot/work/jobs.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { type Account, enrolled } from "../../helpers/people.ts";
import { bound, GROUP } from "../../helpers/pushed.ts";
import { temporaryFolder } from "../../helpers/temporary.ts";

let branch: Branch;
let folder: string;
let member: Account;
let secretary: Account;
beforeEach(async () => {
  branch = await openBranch();
  folder = temporaryFolder();
  member = await enrolled(branch, "m", { name: "张三" });
  secretary = await enrolled(branch, "s", { name: "王五", role: "secretary" });
  await bound(branch);
  await member.says("昨天集中学习 15人");
});
afterEach(() => branch.close());

async function sent(): Promise<{ chat: string; file: { path: string; name: string } }[]> {
  const jobs = openJobs(
    { ...branch.deps, dataDir: folder },
    {
      onStart: () => {},
      onDone: () => {},
      onError: (error) => {
        throw error;
      },
    },
  );
  jobs.wake();
  await jobs.idle();
  const rows = await branch.deps.db
    .selectFrom("outbox")
    .selectAll()
    .where("key", "like", "%/file/%")
    .orderBy("id")
    .execute();
  return rows.map(({ chat, payload }) => ({ chat, file: JSON.parse(payload).file }));
}

test("a picture is drawn and sent to the chat that asked", async () => {
  expect((await member.saysIn(GROUP, "图")).text).toContain("正在画");
  await member.says("图 月 2025");
  const files = await sent();
  expect(files.map(({ chat, file }) => [chat, file.name])).toEqual([
    [GROUP, "第一党支部2026年各周活动.png"],
    ["m", "第一党支部2025年各月活动.png"],
  ]);
  for (const { file } of files) {
    expect(existsSync(file.path)).toBe(true);
    expect(readFileSync(file.path).subarray(1, 4).toString()).toBe("PNG");
  }
});

test("the duties go to the secretary alone, in private", async () => {
  expect((await member.says("图 义务")).outcome).toBe("refused");
  expect((await secretary.saysIn(GROUP, "图 义务")).text).toContain("私下");
  expect((await sent()).map(({ chat, file }) => [chat, file.name])).toEqual([["s", "第一党支部2026年义务.png"]]);
});

test.for([
  ["图 全年", "第一党支部2026年各周活动.png"],
  ["图 12月", "第一党支部2026年各月活动.png"],
] as const)("%s is drawn as %s", async ([words, name]) => {
  await member.says(words);
  expect((await sent()).map(({ file }) => file.name)).toEqual([name]);
});
