import { said } from "../call.ts";
import { undoImport } from "../imports/undo.ts";
import type { Command } from "./command.ts";

/** Takes back what the newest import brought. */
export const undoneImport: Command = {
  name: "撤销导入",
  latin: "undoimport",
  usage: "撤销导入",
  summary: "以前的台账（.xlsx、.csv）私聊发来就能导入；导错了发这个，最近一次导入的记录全部撤回",
  permission: "manage",
  rest: /^(?:[\s,，]*原因\s*[:：]?\s*(\S.*))?$/su,
  async run(call, [reason]) {
    const undone = await undoImport(call, reason);
    if (undone === null) return said("answered", "没有可以撤回的导入。");
    if ("closed" in undone) {
      const text = `${undone.closed}已经封账。确实要撤回这次导入，请连同原因再发一次，如：撤销导入 原因 导错了。`;
      return said("asked", text);
    }
    return said("voided", `已撤回从 ${undone.file} 导入的 ${undone.count} 条记录。`);
  },
};
