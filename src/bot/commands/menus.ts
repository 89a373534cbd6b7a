/** What the menu of a kind of chat offers. It grants nothing: the table of permissions does. */
type MenuOf = {
  readonly scope: "private" | "groups" | "group-admins";
  readonly commands: readonly { readonly command: string; readonly description: string }[];
};

type Entry = MenuOf["commands"][number];

/** What members do, in a few words each: a phone shows so many lines without scrolling, and cuts long ones. */
const IN_PRIVATE: readonly Entry[] = [
  { command: "log", description: "一步一步记一条" },
  { command: "undo", description: "撤销最近的一条" },
  { command: "my", description: "我记的" },
  { command: "recent", description: "支部最近的记录" },
  { command: "stats", description: "全年统计" },
  { command: "week", description: "本周周报" },
  { command: "draft", description: "书记：生成述职报告" },
  { command: "help", description: "看用法" },
];

const IN_GROUPS = IN_PRIVATE.filter(({ command }) => ["log", "undo", "stats", "week", "help"].includes(command));

const BINDING: readonly Entry[] = [
  { command: "bind", description: "书记：绑定这个群" },
  { command: "unbind", description: "书记：解除绑定" },
];

/** The menus of a platform that has one for each kind of chat, with Latin names and Chinese descriptions. */
export function menus(): MenuOf[] {
  return [
    { scope: "private", commands: IN_PRIVATE },
    { scope: "groups", commands: IN_GROUPS },
    { scope: "group-admins", commands: [...IN_GROUPS, ...BINDING] },
  ];
}
