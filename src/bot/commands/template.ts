import { relative, resolve } from "node:path";
import { dropOwnTemplate, findOwnTemplate } from "../../store/own-templates.ts";
import { type Answer, type Call, said } from "../call.ts";
import { howToLearn, takesFiles } from "../files/without-files.ts";
import { journalCommand } from "../journal.ts";
import { findLearning } from "../learning/state.ts";
import { askNext } from "../learning/walk.ts";
import type { Command } from "./command.ts";

/** Which template the report has, back to the shipped one, or on with the questions about a report that was sent. */
export const template: Command = {
  name: "模板",
  latin: "template",
  usage: "模板",
  summary: "看述职报告用哪份模板；把以往的报告（.docx）私聊发来就能做成模板",
  permission: "manage",
  rest: /^(默认|继续)?$/,
  async run(call, [what]) {
    if (what === "继续") return goOn(call);
    return what === "默认" ? reset(call) : show(call);
  },
};

/** What all branches use that have none of their own: the shipped one, or what stands in the data folder in its place. */
function ofAll({ deps: { template, dataDir } }: Call): string {
  const own = relative(resolve(dataDir, "templates"), resolve(template.name));
  return own.startsWith("..") ? "自带的模板" : `数据文件夹里的 templates/${own}`;
}

async function show(call: Call): Promise<Answer> {
  const own = await findOwnTemplate(call.db, call.organisation.id);
  const waiting = await findLearning(call);
  const used =
    own === undefined ? `现在用${ofAll(call)}。` : `现在用 ${own.name} 改成的模板，换回原来的请发“模板 默认”。`;
  const open = waiting === undefined ? "" : `\n${waiting.name} 还没有问完，接着问请发“模板 继续”。`;
  const how = own === undefined && waiting === undefined ? `\n${howToLearn(call)}` : "";
  return said("answered", used + open + how);
}

async function reset(call: Call): Promise<Answer> {
  const own = await findOwnTemplate(call.db, call.organisation.id);
  if (own === undefined) return said("answered", `现在用的就是${ofAll(call)}。`);
  await dropOwnTemplate(call.db, call.organisation.id);
  await journalCommand(call, "template-reset", { digest: own.digest });
  return said(
    "answered",
    `好的，以后生成述职报告用${ofAll(call)}。${takesFiles(call) ? "要再用自己的，把报告重新发给我。" : ""}`,
  );
}

async function goOn(call: Call): Promise<Answer> {
  const learning = await findLearning(call);
  if (learning === undefined) return said("answered", `没有问到一半的报告。${howToLearn(call)}`);
  return askNext(call, learning, "");
}
