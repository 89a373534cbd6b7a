import { afterEach, beforeEach, expect, test } from "vitest";
import { findDue } from "../../../src/store/outbox-due.ts";
import { enrol } from "../../../src/store/people.ts";
import { writing } from "../../../src/store/transaction.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { type Account, account, enrolled, organisation } from "../../helpers/people.ts";

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
    { chat: "group", outbound: { kind: "reaction" } },
    { chat: "zhang", outbound: { kind: "card", card: { plain: expect.stringContaining("已记 #1") } } },
  ]);
});

test("what is open is asked in private under what was told in the group, and can be answered there", async () => {
  await zhang.saysIn("group", "昨天支委会 十几人");
  expect(await sent()).toMatchObject([
    { chat: "group", outbound: { kind: "reaction" } },
    { chat: "zhang", outbound: { card: { plain: expect.stringMatching(/已记 #1[\s\S]*人数请回复准确的数字/) } } },
  ]);
  expect((await zhang.says("15")).text).toContain("支委会 15人");

  await sent();
  await zhang.saysIn("group", "最近党课 20人");
  const asked = await sent();
  expect(asked.map(({ chat }) => chat)).toEqual(["group", "zhang"]);
  expect(buttonsOf(asked)).not.toEqual([]);
  expect((await zhang.says("昨天")).text).toContain("党课 20人");
});

test("a member of two branches answers in private what the group of one of them left open", async () => {
  const other = await organisation(branch, "第二党支部");
  await enrolled(branch, "zhang", { organisation: other });
  await zhang.saysIn("group", "昨天支委会 十几人");
  expect((await zhang.says("15")).text).toContain("支委会 15人");
  expect((await zhang.says("今天党课 20人")).text).toContain("这一句是哪个支部的");
});

test("whom the bot cannot write to in private is asked in the group", async () => {
  const now = branch.deps.clock().toISOString();
  const viaChat = "telegram:group";
  const sun = {
    channel: "telegram",
    externalId: "sun",
    name: "孙七",
    organisationId: branch.organisation,
    viaChat,
    now,
  };
  await writing(branch.deps.db, (trx) => enrol(trx, { ...sun, role: "member" }));
  const person = account(branch, "sun");
  await person.saysIn("group", "昨天支委会 十几人");
  expect(await sent()).toMatchObject([
    { chat: "group", outbound: { card: { plain: expect.stringContaining("人数请回复准确的数字") } } },
  ]);
  expect((await person.saysIn("group", "15")).text).toContain("支委会 15人");
  await person.says("今天党课 20人");
  await sent();
  await person.saysIn("group", "前天支委会 十几人");
  expect((await sent()).map(({ chat }) => chat)).toEqual(["group", "sun"]);
});

test("撤销 and 改 in private are about what was confirmed there last, be it told in the group", async () => {
  await zhang.says("前天党课 20人");
  await zhang.saysIn("group", "昨天集中学习 党章 15人");
  expect((await zhang.says("改 人数 16")).text).toContain("集中学习《党章》 16人");
  expect((await zhang.says("撤销")).text).toContain("集中学习《党章》");
  expect((await zhang.says("撤销")).text).toContain("党课");
  expect((await zhang.saysIn("group", "撤销")).text).toContain("您在这里还没有");
});

test("whether two reports are one event is asked where the message was written", async () => {
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
