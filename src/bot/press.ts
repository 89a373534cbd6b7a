import { z } from "zod";
import { takeAction } from "../store/actions.ts";
import { findQuestion } from "../store/questions.ts";
import { answer } from "./answer.ts";
import { answerTo } from "./ask.ts";
import { type Answer, type Call, may, type Operation, said } from "./call.ts";

const operation: z.ZodType<Operation> = z.discriminatedUnion("do", [
  z.object({ do: z.literal("answer"), question: z.number(), words: z.string() }),
  z.object({ do: z.literal("say"), words: z.string() }),
]);

const REFUSALS = {
  unknown: "这个按钮已经失效，请直接发一句话。",
  expired: "这个按钮已经过期，请直接发一句话。",
  used: "这一步已经办过了。",
  "not-allowed": "您现在的身份只能查看台账，不能登记。",
  "not-yours": "这个按钮是给别人的，您按了不起作用。",
} as const;

/** Does what a button stands for, once, for the person it was shown to; else says why not. */
export async function press(call: Call, action: string): Promise<Answer> {
  const taken = await takeAction(call.db, {
    id: action,
    personId: call.speaker.id,
    now: call.deps.clock().toISOString(),
  });
  if (taken.outcome !== "taken") return said("refused", REFUSALS[taken.outcome]);
  const wanted = operation.parse(JSON.parse(taken.operation));
  const asked: Call = { ...call, text: wanted.words };
  if (wanted.do === "say") return answer(asked);
  if (!may(call, "log")) return said("refused", REFUSALS["not-allowed"]);
  const question = await findQuestion(call.db, wanted.question);
  if (question === undefined || question.state !== "open") return said("refused", REFUSALS.used);
  return (await answerTo(asked, question)) ?? said("refused", REFUSALS.unknown);
}
