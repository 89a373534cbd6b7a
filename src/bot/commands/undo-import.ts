import { said } from "../call.ts";
import type { Command } from "../command.ts";
import { undoImport } from "../importing.ts";

/** Takes back what the newest import brought. */
export const undoneImport: Command = {
  name: "撤销导入",
  latin: "undoimport",
  usage: "撤销导入",
  summary: "把最近一次导入的记录全部撤回",
  permission: "manage",
  rest: /^$/,
  async run(call) {
    const undone = await undoImport(call);
    if (undone === null) return said("answered", "没有可以撤回的导入。");
    return said("voided", `已撤回从 ${undone.file} 导入的 ${undone.count} 条记录。`);
  },
};
