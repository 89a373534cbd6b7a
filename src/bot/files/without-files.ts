import { resolve } from "node:path";
import type { Call } from "../call.ts";

const FROM_SOURCE = "从源码运行的，把 taizhang 换成 npm run --silent taizhang --。";

/** Whether the speaker can send files where they speak. */
export function takesFiles({ deps, channel }: Pick<Call, "deps" | "channel">): boolean {
  return deps.can(channel, "takesFiles");
}

/** How an old ledger comes in. */
export function howToImport(call: Call): string {
  if (takesFiles(call))
    return "把旧台账（.xlsx、.csv）私聊发给我就行：先给您看读成了什么，回复“是”才写入。撤回请发“撤销导入”。";
  return [
    "这里收不了文件，请在命令行运行：",
    "taizhang import 旧台账.xlsx --dry-run",
    `先看读成了什么，没有问题再去掉 --dry-run 写入。撤回请发“撤销导入”。${FROM_SOURCE}`,
  ].join("\n");
}

/** How a past report becomes the template. */
export function howToLearn(call: Call): string {
  if (takesFiles(call)) return "把去年的述职报告（.docx）私聊发给我，就能做成本支部的模板。";
  return [
    "要用去年的述职报告做模板：这里收不了文件，请在命令行运行：",
    "taizhang learn 去年的述职报告.docx --out 模板.docx",
    `打开看过，没有问题就存为 ${resolve(call.deps.dataDir, "templates", "述职报告.docx")}，重新启动。${FROM_SOURCE}`,
  ].join("\n");
}
