import * as z from "zod";
import { takeAction } from "../../store/actions.ts";
import { findQuestion } from "../../store/questions.ts";
import { logForwarded } from "../answer/forwarded.ts";
import { answer } from "../answer.ts";
import { type Answer, type Call, may, type Operation, said } from "../call.ts";
import { keepRecord, startCorrection } from "../guide/correction.ts";
import { withoutBlanks } from "../guide/entry.ts";
import { submitForm } from "../guide/form.ts";
import { pressGuide } from "../guide/guided.ts";
import { STEPS } from "../guide/state.ts";
import { answerTo } from "../questions/answering.ts";

const entry = z.record(z.string(), z.string()).transform(withoutBlanks);

const operation: z.ZodType<Operation> = z.discriminatedUnion("do", [
  z.object({ do: z.literal("answer"), question: z.number(), words: z.string() }),
  z.object({ do: z.literal("say"), words: z.string() }),
  z.object({ do: z.literal("guide"), guide: z.string(), step: z.enum(STEPS), words: z.string() }),
  z.object({ do: z.literal("pass"), of: z.string() }),
  z.object({ do: z.literal("correct"), record: z.number() }),
  z.object({ do: z.literal("keep"), record: z.number() }),
  z.object({ do: z.literal("enter"), record: z.number().optional(), before: entry }),
]);

const REFUSALS = {
  unknown: "这个按钮已经失效，请直接发一句话。",
  expired: "这个按钮已经过期，请直接发一句话。",
  used: "这一步已经办过了。",
  "not-allowed": "您现在的身份只能查看台账，不能登记。",
  "not-yours": "这个按钮是给别人的，您按了不起作用。",
} as const;

type Pressed = { readonly action: string; readonly values: Readonly<Record<string, string>> };

/** Does what a button stands for, once, for the person it was shown to; else says why not. */
export async function press(call: Call, { action, values }: Pressed): Promise<Answer> {
  const taken = await takeAction(call.db, {
    id: action,
    personId: call.speaker.id,
    now: call.deps.clock().toISOString(),
  });
  if (taken.outcome !== "taken") return said("refused", REFUSALS[taken.outcome]);
  const wanted = operation.parse(taken.operation);
  if (wanted.do === "say") return answer({ ...call, text: wanted.words });
  if (!may(call, "log")) return said("refused", REFUSALS["not-allowed"]);
  switch (wanted.do) {
    case "answer":
      return answerQuestion({ ...call, text: wanted.words }, wanted.question);
    case "guide":
      return pressGuide(call, wanted);
    case "pass":
      return logForwarded(call, wanted.of);
    case "correct":
      return startCorrection(call, wanted.record);
    case "keep":
      return keepRecord(call, wanted.record);
    case "enter":
      return submitForm(call, { wanted, values });
  }
}

async function answerQuestion(call: Call, id: number): Promise<Answer> {
  const question = await findQuestion(call.db, id);
  if (question === undefined || question.state !== "open") return said("refused", REFUSALS.used);
  return (await answerTo(call, question)) ?? said("refused", REFUSALS.unknown);
}
