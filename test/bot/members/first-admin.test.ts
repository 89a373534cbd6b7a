import { afterEach, beforeEach, expect, test } from "vitest";
import { firstAdminCode } from "../../../src/cli/first-admin.ts";
import { findSpeaker } from "../../../src/store/people.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { account, enrolled } from "../../helpers/people.ts";

let branch: Branch;
beforeEach(async () => {
  branch = await openBranch();
});
afterEach(() => branch.close());

const draw = () => firstAdminCode(branch.deps.db, branch.deps.clock());

async function claim(id: string, code: string | undefined): Promise<string> {
  const somebody = account(branch, id, "李管");
  const begun = await somebody.says(`加入 ${code}`);
  if (begun.outcome !== "asked") return begun.text;
  await somebody.says("是");
  return (await somebody.says("同意")).text;
}

test("the first who sends the code that doctor shows is the admin, and nobody after them", async () => {
  const code = await draw();
  expect(await claim("7", code)).toContain("您已加入“第一党支部”，身份是管理员");
  expect((await findSpeaker(branch.deps.db, "telegram", "7"))?.memberships).toEqual([
    expect.objectContaining({ organisationId: branch.organisation, role: "admin" }),
  ]);
  expect(await claim("8", code)).toContain("这个码不对");
  expect(await draw()).toBeUndefined();
});

test("each run of doctor ends the code before, and a code ends after a day", async () => {
  const first = await draw();
  const second = await draw();
  expect(await claim("7", first)).toContain("这个码不对");
  branch.at("2026-11-24 10:01");
  expect(await claim("7", second)).toContain("这个码不对");
});

test("an admin of the terminal alone is none on a platform", async () => {
  await enrolled(branch, "我", { role: "admin", channel: "terminal" });
  expect(await draw()).toBeDefined();
  await enrolled(branch, "7", { role: "admin", channel: "lark" });
  expect(await draw()).toBeUndefined();
});

test("where the ledger has no organisation yet, the first admin gets one to rename", async () => {
  await branch.deps.db.deleteFrom("organisation").execute();
  expect(await claim("7", await draw())).toContain("您已加入“示范党支部”，身份是管理员。发“改名");
});
