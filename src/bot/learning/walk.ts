import { resolve } from "../../report/expression.ts";
import { findOpenQuestion } from "../../store/questions.ts";
import { type Answer, type Call, may, offered, said, saying } from "../call.ts";
import { plainWords } from "../questions/yes-no.ts";
import { offer } from "./offer.ts";
import { findLearning, keepLearning, type Learning } from "./state.ts";

const BY_HAND = "由人填写";
const AS_WRITTEN = "照原文";

/** Asks about the next doubtful number, or offers the template where none is left. */
export async function askNext(call: Call, learning: Learning, before: string): Promise<Answer> {
  const doubt = learning.doubts[learning.answered];
  if (doubt === undefined) return offer(call, learning, before);
  await keepLearning(call, { ...learning, resting: false });
  const place = `（${learning.answered + 1}/${learning.doubts.length}）`;
  const text = `${before}${place}“${doubt.phrase}”里的 ${doubt.number}，按哪一项算？请回复${[...doubt.options, BY_HAND, AS_WRITTEN].map((one) => `“${one}”`).join("、")}，也可以写别的字段；不确定发“跳过”，以后再说发“停”。`;
  const choices = [...doubt.options, BY_HAND, AS_WRITTEN, "跳过", "停"].map((words) => saying(words));
  return offered("asked", text, choices);
}

/**
 * Takes the words as an answer about the doubtful number, if they are one: a field, 由人填写, 照原文, 跳过 or 停.
 * Anything else stays a message of its own, and the number stays asked about.
 */
export async function answerLearning(call: Call): Promise<Answer | undefined> {
  if (call.place !== "private" || !may(call, "manage")) return undefined;
  const learning = await findLearning(call);
  const doubt = learning?.doubts[learning.answered];
  if (learning === undefined || doubt === undefined || learning.resting) return undefined;
  const question = await findOpenQuestion(call.db, { chat: call.chat, personId: call.speaker.id });
  if (question !== undefined && question.opened_at > learning.askedAt) return undefined;
  const words = plainWords(call.text);
  if (words === "停" || words === "停止") return rest(call, learning);
  const field = decisionOf(call, words);
  if (field === undefined) return undefined;
  const decisions = field === "skip" ? learning.decisions : [...learning.decisions, { slot: doubt.slot, field }];
  return askNext(call, { ...learning, decisions, answered: learning.answered + 1 }, "好的。\n");
}

async function rest(call: Call, learning: Learning): Promise<Answer> {
  await keepLearning(call, { ...learning, resting: true });
  return said("answered", "好的，先到这里。接着问请发“模板 继续”。");
}

/** What the words say of the number; nothing where they are no answer. */
function decisionOf({ deps, text }: Call, words: string): string | null | undefined {
  if (words === "跳过" || words === "下一个") return "skip";
  if (words === BY_HAND || words === "人工填写") return null;
  if (words === AS_WRITTEN || words === "保留") return "keep";
  const found = resolve(text.trim(), deps);
  return found.ok ? found.field.id : undefined;
}
