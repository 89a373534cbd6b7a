import { may, said } from "../call.ts";
import type { Command } from "../command.ts";

const EXAMPLES = `平时发一句就行，例如：
昨天下午集中学习 二十大报告 15人 2小时
上周五支委会 议定3项
写了2篇心得
更正：改 人数 16、改 日期 11-21、#12 改 日期 11-21
撤回：撤销、撤销 #12`;

/** The help lists what this person may use, from the commands themselves. */
export function help(all: () => readonly Command[]): Command {
  return {
    name: "帮助",
    latin: "help",
    usage: "帮助",
    summary: "看用法",
    permission: "anyone",
    rest: /^$/,
    async run(call) {
      const allowed = all().filter(({ permission }) => may(call, permission));
      const lines = allowed.map(({ usage, summary }) => `${usage}：${summary}`);
      return said("answered", [EXAMPLES, "", ...lines].join("\n"));
    },
  };
}
