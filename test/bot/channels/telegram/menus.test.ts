import { expect, test } from "vitest";
import { commandIn } from "../../../../src/bot/commands/index.ts";
import { menus } from "../../../../src/bot/commands/menus.ts";
import { verdictOf } from "../../../../src/bot/permissions.ts";
import { readWithdrawal } from "../../../../src/ledger/understand/message.ts";
import { rig } from "./rig.ts";

test("Telegram takes the menus, one for each kind of chat, described in Chinese", async () => {
  const made = await rig({ menus: menus() });
  await made.start();
  await made.fake.called("setMyCommands", 3);
  const shown = made.fake.callsOf("setMyCommands").map(({ params }) => params);
  expect(shown.map(({ scope }) => scope)).toEqual([
    { type: "all_private_chats" },
    { type: "all_group_chats" },
    { type: "all_chat_administrators" },
  ]);
  expect(made.fake.violations).toEqual([]);
  for (const { commands } of menus()) {
    expect(new Set(commands.map(({ command }) => command)).size).toBe(commands.length);
    for (const { description } of commands) expect(description).toMatch(/^[\p{sc=Han}：]{2,12}$/u);
    // So many lines a phone shows without scrolling.
    expect(commands.length).toBeLessThanOrEqual(8);
  }
});

test("every entry is understood as it is tapped, without a word behind it", () => {
  const all = menus().flatMap(({ commands }) => commands.map(({ command }) => `/${command}`));
  expect(all.filter((text) => commandIn(text) === undefined && readWithdrawal(text) === null)).toEqual([]);
});

test("the menu of a group has what may be answered there, and binding for its admins", () => {
  const [, groups, admins] = menus().map(({ commands }) => commands.map(({ command }) => command));
  expect(groups).toEqual(expect.arrayContaining(["log", "undo", "stats", "week", "help"]));
  const offered = (groups ?? []).flatMap((name) => commandIn(`/${name}`)?.command ?? []);
  for (const { permission } of offered) expect(verdictOf(permission, "member", "own-group")).not.toBe("deny");
  expect(admins).toEqual([...(groups ?? []), "bind", "unbind"]);
});
