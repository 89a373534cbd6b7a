import { promisedText } from "../../report/learn/promises.ts";
import { findManualValues } from "../../store/manual-values.ts";
import { savePromises } from "../../store/promises.ts";
import { type Answer, type Call, isAnswer, may, said } from "../call.ts";
import { saveStated } from "../drafts/filled.ts";
import { journalCommand } from "../journal.ts";
import { askToConfirm } from "../questions/confirm.ts";
import { askedHere, leaveWork } from "../work/payload.ts";
import type { LearnJob } from "./make.ts";
import { askedOf, findLearning, keepLearning, type Learning } from "./state.ts";

const LIST = "上年度查摆问题";
const MOST_SHOWN = 12;

/** Says what a 是 will do: the template, the promises, the problems to answer for. */
export async function offer(call: Call, learning: Learning, before: string): Promise<Answer> {
  await keepLearning(call, learning);
  const { year, promises, problems } = learning;
  const shown = promises.slice(0, MOST_SHOWN).map((one) => `- ${promisedText(one, call.deps.catalogue)}`);
  const more = promises.length > MOST_SHOWN ? [`- ……共 ${promises.length} 条`] : [];
  const lines = [
    "都看完了。回复“是”以后：",
    "用这份报告作本支部的模板，格式不变；",
    ...(promises.length === 0 ? [] : [`记下 ${year + 1} 年的 ${promises.length} 条承诺：`, ...shown, ...more]),
    ...(problems.length === 0 ? [] : [`${year + 1} 年要答复的问题 ${problems.length} 个：${problems.join("；")}。`]),
  ];
  return askToConfirm(call, { do: "learn" }, before + lines.join("\n"));
}

/** Keeps what carries over, and lets the template be made. */
export async function adopt(call: Call): Promise<Answer> {
  const learning = await findLearning(call);
  if (learning === undefined) return said("refused", "那份报告已经不在了，请重新发一次。");
  if (!may(call, "manage")) return said("refused", "这一步只有书记、管理员可以办。");
  const { name, year, promises, problems } = learning;
  const by = {
    at: call.deps.clock().toISOString(),
    personId: call.speaker.id,
    sourceKey: call.key,
    salt: call.deps.random(),
  };
  const set = { organisation: call.organisation.id, year: year + 1, source: `${year} 年述职报告` };
  if (promises.length > 0) await savePromises(call.db, { ...set, promises }, by);
  const listed = problems.length > 0 && (await keepProblems(call, year + 1, problems));
  await journalCommand(call, "learn", { year, promises: promises.length, problems: problems.length });
  const job: LearnJob = {
    waiting: askedOf(call),
    organisation: call.organisation.id,
    person: call.speaker.id,
    ...askedHere(call),
  };
  await leaveWork(call, "learn", job);
  const kept = [
    ...(promises.length === 0 ? [] : [`已记 ${promises.length} 条承诺，发“义务 ${year + 1}”查看。`]),
    ...(listed ? [`已填 ${year + 1} 年“${LIST}”${problems.length} 个。`] : []),
  ];
  return said("answered", [...kept, `正在把 ${name} 改成模板，做好了发给您。`].join("\n"));
}

/** The list that the next report answers for, unless a person wrote one. */
async function keepProblems(call: Call, year: number, problems: readonly string[]): Promise<boolean> {
  const field = call.deps.fields.find(({ id }) => id === LIST);
  const stated = await findManualValues(call.db, { organisationId: call.organisation.id, year });
  if (field === undefined || stated.some((one) => one.field === LIST)) return false;
  return !isAnswer(await saveStated(call, { field, year, value: problems.join("；") }));
}
