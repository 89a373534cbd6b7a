import type { Command } from "../../src/bot/commands/command.ts";
import { type Permission, type Place, ROLE_NAMES, type Verdict, verdictOf } from "../../src/bot/permissions.ts";
import type { Role } from "../../src/store/schema.ts";

export const ROLES: readonly (Role | "nobody")[] = ["nobody", "auditor", "member", "recorder", "secretary", "admin"];
export const PLACES: readonly Place[] = ["private", "own-group", "other-group"];

/** One thing that can be said, and what it takes. */
export type Act = { readonly name: string; readonly words: string; readonly permission: Permission };

/** The example of a command as a person types it, without the remark behind it. */
export function example({ usage }: Pick<Command, "usage">): string {
  return usage.replace(/（.*）$/, "");
}

/** Every command by its own example, and what is said without a command. */
export function actsOf(commands: Iterable<Command>): Act[] {
  const named = [...new Set(commands)].map((command) => ({
    name: command.name,
    words: example(command),
    permission: command.permission,
  }));
  return [
    { name: "登记、更正和撤销自己的", words: "今天集中学习 15人", permission: "log" },
    { name: "更正和撤销别人的", words: "#1 改 人数 16", permission: "edit-others" },
    { name: "问句", words: "今年一共学习了几次？", permission: "anyone" },
    ...named,
  ];
}

const PLACE_NAMES: Readonly<Record<Place, string>> = {
  private: "私聊",
  "own-group": "本支部的群",
  "other-group": "别的群",
};
const VERDICTS: Readonly<Record<Verdict, string>> = { allow: "可以", privately: "私下回复", deny: "不可以" };

/** docs/permissions.md: one table for each place. */
export function permissionsPage(acts: readonly Act[]): string {
  const head = ["做什么", ...ROLES.map((role) => (role === "nobody" ? "不是成员" : ROLE_NAMES[role]))];
  const tables = PLACES.flatMap((place) => [
    "",
    `## ${PLACE_NAMES[place]}`,
    "",
    rowOf(head),
    rowOf(head.map(() => "---")),
    ...acts.map(({ name, permission }) =>
      rowOf([name, ...ROLES.map((role) => VERDICTS[verdictOf(permission, role, place)])]),
    ),
  ]);
  return [
    "# 权限表",
    "",
    "谁在哪里可以做什么。没有列出的一律不可以。“私下回复”：照办，结果只发到私聊，群里只说一声。",
    "不是成员的人只能用邀请码加入（`加入 码`）或关联自己已有的身份（`关联 码`），其余的话一小时最多得到一句客气的回复；在别的群里，除书记和管理员外，机器人不出声。",
    "书记可以给成员、记录员、检查员的身份；书记和管理员的身份只能由管理员来定，最后一位管理员不能移出。上级的管理员也管下级的成员和身份。一人在几个支部时，在每个支部各按自己在那里的身份。",
    ...tables,
    "",
  ].join("\n");
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
