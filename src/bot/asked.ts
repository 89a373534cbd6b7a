import { nearest } from "../ledger/nearest.ts";
import { findOpenQuestion } from "../store/questions.ts";
import { isOpen, questionWording } from "./ask.ts";
import type { Call } from "./call.ts";
import { recordLine } from "./describe.ts";
import { blankAsked } from "./filling.ts";
import { mustFind } from "./records.ts";
import { plainWords } from "./wording.ts";

/** What is longer is no attempt to answer with a value. */
const LONGEST_ANSWER = 12;
/** What says that there is no answer now; the question stays open. */
const UNANSWERED: ReadonlySet<string> = new Set([
  "停",
  "跳过",
  "算了",
  "不知道",
  "不清楚",
  "不记得",
  "不记得了",
  "忘了",
]);

/** What to say to short words that nobody could read while a question is open: the question once more. */
export async function openQuestionText(call: Call): Promise<string | undefined> {
  const words = call.text.trim();
  if ([...words].length > LONGEST_ANSWER) return undefined;
  if (UNANSWERED.has(plainWords(words)) && (await questionAsked(call)) !== undefined)
    return "好的，先不答，可以接着记别的。";
  const asked = (await blankAsked(call)) ?? (await questionAsked(call));
  return asked && `没有读懂“${words}”。${asked}`;
}

async function questionAsked(call: Call): Promise<string | undefined> {
  const question = await findOpenQuestion(call.db, { chat: call.chat, personId: call.speaker.id });
  if (question === undefined) return undefined;
  const record = await mustFind(call, question.activity_id);
  if (!isOpen(record, question.about)) return undefined;
  const { text } = await questionWording(call, record, question.about);
  return `还没有回答的是：${recordLine(record, call.now.today)}，${text}不清楚可以先不答。`;
}

/** That there is no such kind, with those that may have been meant. */
export function unknownKindText({ deps }: Call, words: string): string {
  const [near] = nearest(
    words,
    deps.catalogue.kinds.flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  return `没有“${words}”这一类${near === undefined ? "" : `，最接近的是“${near}”`}。请写类别，如“改 类别 党课”。`;
}
