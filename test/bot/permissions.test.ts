import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/bot/commands/index.ts";
import { mayGrant, type Place, type Verdict, verdictOf } from "../../src/bot/permissions.ts";
import { bindChat } from "../../src/store/chats.ts";
import type { Role } from "../../src/store/schema.ts";
import { type Branch, openBranch, type Said } from "../helpers/branch.ts";
import { type Account, account, enrolled } from "../helpers/people.ts";
import { type Act, actsOf, PLACES, permissionsPage, ROLES } from "../helpers/permissions-page.ts";

const acts = actsOf(commands.values());
const GROUP = "-100";

test("docs/permissions.md shows the table; `npx vitest run test/bot/permissions.test.ts -u` writes it", async () => {
  await expect(permissionsPage(acts)).toMatchFileSnapshot("../../docs/permissions.md");
});

describe.for(PLACES)("every cell holds in the place %s", (place) => {
  let branch: Branch;
  let cells = 0;
  beforeAll(async () => {
    branch = await openBranch();
    const admin = await enrolled(branch, "a", { name: "管理", role: "admin" });
    await admin.says("2026-11-01 集中学习 15人");
  });
  afterAll(() => branch.close());

  const cellsHere = acts.flatMap((act) => ROLES.map((role) => [act, role] as const));
  test.for(cellsHere.map(([act, role]) => [act.name, role, act] as const))("%s by %s", async ([, role, act]) => {
    cells += 1;
    const bound = { key: `telegram:${GROUP}`, organisationId: branch.organisation, now: "2026-11-23T02:00:00.000Z" };
    await bindChat(branch.deps.db, bound);
    const speaker = await somebody(branch, `c${cells}`, role);
    const said = await say(speaker, act, place, cells);
    expect(became(said)).toBe(verdictOf(act.permission, role, place));
  });
});

test("nobody gives a role above their own, and what is not listed is denied", () => {
  expect(mayGrant("secretary", "secretary")).toBe(false);
  expect(mayGrant("secretary", "admin")).toBe(false);
  for (const role of ["member", "recorder", "auditor"] as const) expect(mayGrant(role, "member")).toBe(false);
  expect(verdictOf("bind", "nobody", "own-group")).toBe("deny");
  expect(verdictOf("manage", "admin", "other-group")).toBe("deny");
});

async function somebody(branch: Branch, id: string, role: Role | "nobody"): Promise<Account> {
  return role === "nobody" ? account(branch, id, "路人") : enrolled(branch, id, { name: `成员${id}`, role });
}

/** Says it where it belongs; the other group is a new one each time, since binding it would change the place. */
async function say(speaker: Account, { words }: Act, place: Place, n: number): Promise<Said> {
  if (place === "private") return speaker.says(words);
  return speaker.saysIn(place === "own-group" ? GROUP : `-2${n}`, words);
}

const DENIALS = /只对本支部的成员开放|还没有加入本支部|只能查看台账|没有绑定您的支部|只有.*可以用|不是您记的/;

/** What the speaker saw: nothing or a refusal, an answer here, or one in private alone. */
function became({ text, replies }: Said): Verdict {
  if (replies.length === 0 || DENIALS.test(text)) return "deny";
  return replies[0]?.text.startsWith("已私下回复") ? "privately" : "allow";
}
