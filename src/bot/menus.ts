import type { Command } from "./command.ts";
import { commands } from "./commands/index.ts";
import type { Permission } from "./permissions.ts";

/** What the menu of a kind of chat offers. It grants nothing: the table of permissions does. */
type MenuOf = {
  readonly scope: "private" | "groups" | "group-admins";
  readonly commands: readonly { readonly command: string; readonly description: string }[];
};

/** 撤销 is a way of speaking and no command, but it is what people look for. */
const UNDO = { command: "undo", description: "撤销自己最近的一条" };

/** What every member may do. */
const MEMBERS: ReadonlySet<Permission> = new Set(["anyone", "own", "self", "log", "enter", "photos"]);

/** What officers do most; the rest stands in the help, since nobody scrolls through sixty lines. */
const OFFICERS = ["todo", "duties", "draft", "blanks", "invite", "members"];

const BINDING = ["bind", "unbind"];

/** The menus of a platform that has one for each kind of chat, with Latin names and Chinese descriptions. */
export function menus(): MenuOf[] {
  // Who taps an entry sends it without a word behind it.
  const all = [...new Set(commands.values())].filter(({ rest }) => rest.test(""));
  const isOffered = ({ permission, latin }: Command) => MEMBERS.has(permission) || OFFICERS.includes(latin);
  const inGroups = all.filter(({ permission, latin }) => permission === "anyone" || latin === "log");
  const binding = all.filter(({ latin }) => BINDING.includes(latin));
  return [
    { scope: "private", commands: menuOf(all.filter(isOffered)) },
    { scope: "groups", commands: menuOf(inGroups) },
    { scope: "group-admins", commands: menuOf([...inGroups, ...binding]) },
  ];
}

function menuOf(list: readonly Command[]): MenuOf["commands"] {
  const [first, ...more] = list.map(({ latin, summary }) => ({ command: latin, description: summary }));
  return [...(first === undefined ? [] : [first]), UNDO, ...more];
}
