import * as z from "zod";
import { dropConfirmation, findConfirmation } from "../../store/confirmations.ts";
import { findOpenQuestion } from "../../store/questions.ts";
import { type Answer, type Call, said } from "../call.ts";
import { erasePerson } from "../commands/erase.ts";
import { mergeUnits } from "../commands/organise.ts";
import { load } from "../imports/load.ts";
import { adopt } from "../learning/offer.ts";
import type { Grave } from "./confirm.ts";
import { readYesNo } from "./yes-no.ts";

const grave: z.ZodType<Grave> = z.discriminatedUnion("do", [
  z.object({ do: z.literal("erase"), person: z.number() }),
  z.object({ do: z.literal("learn") }),
  z.object({ do: z.literal("import") }),
  z.object({ do: z.literal("merge-units"), from: z.number(), into: z.number() }),
]);

/** What a button says: the id of what was asked is part of it. */
const PRESSED = /^(是|不是) ([0-9a-f]{8})$/;

/**
 * Takes 是 or 不是 as the word on something grave that waits for it in this chat, unless
 * something else was asked here since. What no longer may be done is refused.
 */
export async function confirmed(call: Call): Promise<Answer | undefined> {
  if (call.forwarded === true) return undefined;
  const [, pressed, id] = PRESSED.exec(call.text) ?? [];
  const yes = readYesNo(pressed ?? call.text, "confirm");
  if (yes === undefined) return undefined;
  const asked = { chat: call.chat, personId: call.speaker.id };
  const waiting = await findConfirmation(call.db, { ...asked, now: call.deps.clock().toISOString() });
  if (id !== undefined && waiting?.id !== id) return said("refused", "这一步已经办过，或等得太久，请重新发一次。");
  if (waiting === undefined) return undefined;
  const question = await findOpenQuestion(call.db, asked);
  if (id === undefined && question !== undefined && question.opened_at > waiting.opened_at) return undefined;
  await dropConfirmation(call.db, asked);
  if (!yes) return said("answered", "好的，没有办，什么都没有变。");
  return carryOut(call, grave.parse(JSON.parse(waiting.operation)));
}

function carryOut(call: Call, wanted: Grave): Promise<Answer> {
  switch (wanted.do) {
    case "erase":
      return erasePerson(call, wanted.person);
    case "merge-units":
      return mergeUnits(call, wanted);
    case "learn":
      return adopt(call);
    case "import":
      return load(call);
  }
}
