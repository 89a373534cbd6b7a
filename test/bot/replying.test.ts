import { afterEach, beforeEach, expect, test } from "vitest";
import { findDue } from "../../src/store/outbox.ts";
import { type Branch, openBranch } from "../helpers/branch.ts";
import { type Account, enrolled } from "../helpers/people.ts";

let branch: Branch;
let zhang: Account;
let li: Account;
beforeEach(async () => {
  seen = 0;
  branch = await openBranch();
  const secretary = await enrolled(branch, "wang", { role: "secretary" });
  zhang = await enrolled(branch, "zhang");
  li = await enrolled(branch, "li");
  await secretary.saysIn("group", "绑定 第一党支部");
  await sent();
});
afterEach(() => branch.close());

test("in the group a logged message gets a sign, and its details go to the private chat", async () => {
  await zhang.saysIn("group", "昨天集中学习 党章 15人");
  expect(await sent()).toMatchObject([
    { chat: "group", outbound: { kind: "reaction", meaning: "recorded" } },
    { chat: "zhang", outbound: { kind: "card", card: { plain: expect.stringContaining("已记 #1") } } },
  ]);
});

test("a question is asked where the message was written", async () => {
  await zhang.saysIn("group", "昨天集中学习 党章 15人");
  await sent();
  await li.saysIn("group", "昨天集中学习 15人");
  expect(await sent()).toMatchObject([
    { chat: "group", outbound: { kind: "card", card: { plain: expect.stringContaining("是同一次吗") } } },
  ]);
});

test("talk that is not to the bot gets no answer", async () => {
  await zhang.saysIn("group", "大家辛苦了", { addressed: false });
  await zhang.saysIn("group", "今年党课有几次", { addressed: false });
  expect(await sent()).toEqual([]);
});

test("a press is answered at once, and the answer takes the place of the question", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  await sent();
  await li.says("昨天集中学习 15人");
  const [yes] = buttonsOf(await sent());

  const pressed = await li.presses(yes ?? "");

  expect(pressed).toMatchObject({ outcome: "joined", records: [1] });
  expect(await sent()).toMatchObject([
    { chat: "li", outbound: { kind: "toast", action: pressed.inbound.key, card: { plain: pressed.text } } },
  ]);
});

test("a press by somebody else, or once more, changes nothing and says so", async () => {
  await zhang.says("昨天集中学习 党章 15人");
  const [undo] = buttonsOf(await sent());

  expect((await li.presses(undo ?? "")).text).toContain("给别人的");
  const [answer] = await sent();
  expect(answer?.outbound).toMatchObject({ kind: "toast" });
  expect(answer?.outbound).not.toHaveProperty("card");

  expect((await zhang.presses(undo ?? "")).outcome).toBe("voided");
  expect((await zhang.presses(undo ?? "")).text).toContain("已经办过");
});

type Sent = { readonly chat: string; readonly outbound: { readonly card?: { readonly blocks?: readonly object[] } } };

let seen: number;

/** What was queued since the last look. */
async function sent(): Promise<Sent[]> {
  const all = await findDue(branch.deps.db, { now: "9999", limit: 1000, channels: ["telegram"] });
  const fresh = all.filter(({ id }) => id > seen);
  seen = all.at(-1)?.id ?? 0;
  return fresh.map(({ chat, payload }) => ({ chat, outbound: JSON.parse(payload) }));
}

function buttonsOf(messages: readonly Sent[]): string[] {
  const text = JSON.stringify(messages.map(({ outbound }) => outbound.card?.blocks ?? []));
  return [...text.matchAll(/"action":"(\w+)"/g)].map(([, action = ""]) => action);
}
