import { type Call, may, said } from "../call.ts";
import type { Command } from "./command.ts";

const EXAMPLES = `平时发一句就行，例如：
昨天下午集中学习 二十大报告 15人 2小时
上周五支委会 议定3项
写了2篇心得
更正：改 人数 16、改 日期 11-21、#12 改 日期 11-21
撤回：撤销、撤销 #12`;

/** Commands by the word that shows them: `帮助 账号`. */
export type Topics = ReadonlyMap<string, readonly Command[]>;

/** The help lists what this person may use, from the commands themselves, a phone screen at a time, or one by its name. */
export function help(daily: () => readonly Command[], topics: Topics): Command {
  const byName = new Map([...topics.values()].flat().map((command) => [command.name, [command]] as const));
  return {
    name: "帮助",
    latin: "help",
    usage: "帮助",
    summary: "看用法",
    permission: "own",
    rest: new RegExp(`^(?:(${[...topics.keys(), ...byName.keys()].join("|")})|更正|修改|撤回|撤销)?$`),
    async run(call, [topic]) {
      const pages = [...topics].filter(([, commands]) => linesOf(call, commands).length > 0);
      const more = pages.map(([word]) => `帮助 ${word}`).join("、");
      if (topic === undefined)
        return said("answered", [EXAMPLES, "", ...linesOf(call, daily()), "", `更多：${more}`].join("\n"));
      const lines = linesOf(call, topics.get(topic) ?? byName.get(topic) ?? []);
      return said("answered", lines.length === 0 ? `这一部分您用不到。可以发：${more}。` : lines.join("\n"));
    },
  };
}

function linesOf(call: Call, commands: readonly Command[]): string[] {
  return commands.filter(({ permission }) => may(call, permission)).map(({ usage, summary }) => `${usage}：${summary}`);
}
