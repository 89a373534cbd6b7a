import { nearest } from "../../ledger/nearest.ts";
import { findOpenQuestion } from "../../store/questions.ts";
import type { Call } from "../call.ts";
import { blankAsked } from "../drafts/filling.ts";
import { mustFind } from "../records.ts";
import { recordLine } from "../replies/describe.ts";
import { isOpen, questionWording } from "./ask.ts";
import { plainWords } from "./yes-no.ts";

/** What is longer is no attempt to answer with a value. */
const LONGEST_ANSWER = 12;
/** What is answered by words. */
const WORDY: ReadonlySet<string> = new Set(["kind", "same", "again"]);
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

/** An open question, to be asked once more; `value` where a number or a day answers it. */
type StillAsked = { readonly text: string; readonly value: boolean };

/** What to say to short words that nobody could read while a question is open: the question once more. */
export async function stillAsked(call: Call): Promise<StillAsked | undefined> {
  const words = call.text.trim();
  if ([...words].length > LONGEST_ANSWER) return undefined;
  const blank = await blankAsked(call);
  if (blank !== undefined) return { text: `没有读懂“${words}”。${blank}`, value: true };
  const asked = await questionAsked(call);
  if (asked === undefined) return undefined;
  if (UNANSWERED.has(plainWords(words))) return { text: "好的，先不答，可以接着记别的。", value: true };
  return { text: `没有读懂“${words}”。还没有回答的是：${asked.text}\n不清楚可以先不答。`, value: asked.value };
}

async function questionAsked(call: Call): Promise<StillAsked | undefined> {
  const question = await findOpenQuestion(call.db, { chat: call.chat, personId: call.speaker.id });
  if (question === undefined) return undefined;
  const { activity_id: id, about } = question;
  const record = await mustFind(call, id);
  if (!isOpen(record, about)) return undefined;
  const { text } = await questionWording(call, record, about);
  return { text: `${recordLine(record, call.now.today)}，${text}`, value: !WORDY.has(about) };
}

/** That there is no such kind, with those that may have been meant. */
export function unknownKindText({ deps }: Call, words: string): string {
  const [near] = nearest(
    words,
    deps.catalogue.kinds.flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  return `没有“${words}”这一类${near === undefined ? "" : `，最接近的是“${near}”`}。请写类别，如“改 类别 党课”。`;
}
