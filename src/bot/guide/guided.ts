import { readCorrection, readDay, readWithdrawal, understand } from "../../ledger/understand/message.ts";
import type { Reading } from "../../ledger/understand/reading.ts";
import { findOpenQuestion } from "../../store/questions.ts";
import { type Answer, type Call, may, type Operation, type Reply, said } from "../call.ts";
import { correct, notToCorrect } from "../commands/edit.ts";
import { callIn } from "../intake/place.ts";
import { splitReason } from "../records/closing.ts";
import { toldAnew } from "../records/confirmation.ts";
import { log } from "../records/log.ts";
import { mustFind } from "../records.ts";
import { problemsOf, readingOf, wordsOfEntry } from "./entry.ts";
import { fieldOf, isWayOut, type Move, moveOf } from "./path.ts";
import { aboutGuide, endGuide, type Guide, keepGuide, openGuide } from "./state.ts";
import { numbered, readerOf, shown } from "./view.ts";

/** How long typed words are taken for an answer; buttons work longer. */
const PATIENCE_MS = 60 * 60_000;

/** Begins to ask about a new record, or goes on where the speaker had stopped. */
export async function startGuide(call: Call): Promise<Answer> {
  const before = await openGuide(call);
  const isHalf =
    before?.record === null && before.organisation === call.organisation.id && Object.keys(before.entered).length > 0;
  const fresh = { organisation: call.organisation.id, record: null, step: "kind", entered: {} } as const;
  const guide = withId(call, isHalf && before !== undefined ? before : fresh);
  return asked(call, guide, isHalf ? "接着上次没记完的；要从头来请发“重新来”。" : undefined);
}

/** Asks what to correct of a record. */
export async function guideCorrection(call: Call, record: number): Promise<Answer> {
  return asked(call, withId(call, { organisation: call.organisation.id, record, step: "choose", entered: {} }));
}

function withId(call: Call, guide: Omit<Guide, "id" | "touchedAt">): Guide {
  return { ...guide, id: call.deps.random().slice(0, 12), touchedAt: call.sentAt };
}

/**
 * Takes typed words as an answer to the open guide, unless they are a message of their own
 * or something else was asked since. Words that begin a command do not come here.
 */
export async function answerGuide(whole: Call): Promise<Answer | undefined> {
  const guide = await openGuide(whole);
  if (guide === undefined || !isPatient(whole, guide)) return undefined;
  const call = guide.organisation === whole.organisation.id ? whole : await callIn(whole, guide.organisation);
  if (call === undefined || !may(call, "log") || (await isAskedSince(call, guide))) return undefined;
  const words = (await numbered(call, guide, call.text)) ?? call.text;
  if (words === call.text && !isWayOut(words) && isOwnMessage(reasoned(call, guide).call, guide)) return undefined;
  return step(call, guide, words);
}

function isPatient({ sentAt }: Call, { touchedAt }: Guide): boolean {
  return new Date(sentAt).getTime() - new Date(touchedAt).getTime() <= PATIENCE_MS;
}

async function isAskedSince(call: Call, { touchedAt }: Guide): Promise<boolean> {
  const question = await findOpenQuestion(call.db, { chat: call.chat, personId: call.speaker.id });
  return question !== undefined && question.opened_at > touchedAt;
}

/** Only a correction may carry a reason: 21 原因 数错了. */
function reasoned(call: Call, { record }: Guide): ReturnType<typeof splitReason> {
  return record === null ? { call, reason: undefined } : splitReason(call);
}

/** A whole report, a correction, a withdrawal or a question goes its ordinary way. */
function isOwnMessage(call: Call, { step }: Guide): boolean {
  const { text, now, deps } = call;
  if (readWithdrawal(text) !== null || readCorrection(text, now, deps.vocabulary) !== null) return true;
  const { intent, records } = understand(text, now, deps.vocabulary);
  if (intent === "log") return records.some(tellsEvent);
  if (fieldOf(step) === "date" && readDay(text, now) !== null) return false;
  // A title may sound like a question: 中国共产党为什么能.
  if (step === "title" || step === "place") return intent === "query" && /[?？]$|多少|几次/.test(text);
  return intent !== "chat";
}

/** A kind with a day or a number; a kind alone may be an answer. */
function tellsEvent({ kinds, headcount, minutes, quantities, doubts, trace }: Reading): boolean {
  const isDated = trace.some(({ field }) => field === "date") || doubts.some(({ about }) => about === "date");
  return kinds.length > 0 && (isDated || headcount !== null || minutes !== null || quantities.length > 0);
}

const OVER = "这一步已经办过了。";

/** Takes a pressed answer, as long as its step is still asked. */
export async function pressGuide(call: Call, pressed: Extract<Operation, { do: "guide" }>): Promise<Answer> {
  const guide = await openGuide(call);
  if (guide?.id !== pressed.guide || guide.step !== pressed.step) return said("refused", OVER);
  return step(call, guide, pressed.words);
}

async function step(whole: Call, guide: Guide, words: string): Promise<Answer> {
  const { call, reason } = reasoned({ ...whole, text: words }, guide);
  const move = moveOf(guide, call.text, readerOf(call));
  if ("problem" in move) return wrong(call, guide, move.problem);
  if ("to" in move) return asked(call, { ...guide, ...move.to });
  if ("corrects" in move) return corrected(call, guide, { change: move.corrects, reason });
  return move.end === "cancel" ? cancelled(call, guide) : recorded(call, guide);
}

async function asked(call: Call, guide: Guide, note?: string): Promise<Answer> {
  await keepGuide(call, guide);
  return { outcome: "answered", records: [], replies: [await shown(call, guide, note)] };
}

async function wrong(call: Call, guide: Guide, problem: string): Promise<Answer> {
  await keepGuide(call, guide);
  return { outcome: "asked", records: [], replies: [await shown(call, guide, problem)] };
}

async function cancelled(call: Call, guide: Guide): Promise<Answer> {
  await endGuide(call);
  if (guide.record === null)
    return { ...said("answered", ""), replies: [inItsPlace(guide, { text: "好的，没有记。" })] };
  const { sourceKey } = await mustFind(call, guide.record);
  const { inPlace } = await toldAnew(call, sourceKey);
  const reply = {
    text: "好的，没有改。",
    ...(inPlace && { inPlace: { ...inPlace, of: aboutGuide(guide), becomes: sourceKey } }),
  };
  return { outcome: "answered", records: [guide.record], replies: [reply] };
}

/** The reply where the guide's message stood. */
function inItsPlace(guide: Guide, reply: Reply): Reply {
  const { text, choices, about } = reply;
  const inPlace = { of: aboutGuide(guide), text, ...(choices && { choices }), ...(about && { becomes: about }) };
  return { ...reply, inPlace };
}

/** Logs what was entered, on the same way as a message that tells it. */
async function recorded(call: Call, guide: Guide): Promise<Answer> {
  const reader = readerOf(call);
  const [problem] = problemsOf(guide.entered, reader);
  if (problem !== undefined && problem.of !== "hours" && problem.of !== "place") {
    return wrong(call, { ...guide, step: problem.of }, problem.text);
  }
  await endGuide(call);
  const text = wordsOfEntry(guide.entered, call.now.today);
  // The last word, such as 记下, may be edited or taken back without a meaning for the record.
  const answered = await log({ ...call, text, key: `${call.key}/guide` }, [readingOf(guide.entered, reader)]);
  const [first, ...more] = answered.replies;
  return first === undefined ? answered : { ...answered, replies: [inItsPlace(guide, first), ...more] };
}

type Corrected = {
  readonly change: Extract<Move, { corrects: unknown }>["corrects"];
  readonly reason: string | undefined;
};

async function corrected(call: Call, guide: Guide, { change, reason }: Corrected): Promise<Answer> {
  const record = await mustFind(call, guide.record ?? 0);
  const refused = notToCorrect(call, record);
  if (refused !== undefined || record.state === "void") {
    await endGuide(call);
    return refused ?? said("refused", `#${record.id} 已经撤销。`);
  }
  const answered = await correct(call, record, { changes: [change], reason });
  const [first] = answered.replies;
  if (answered.outcome !== "edited") return wrong(call, guide, first?.text ?? "");
  await endGuide(call);
  return answered;
}
