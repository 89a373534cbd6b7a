import { dayIn, minuteIn } from "../ledger/calendar.ts";
import { findBySource, type StoredActivity } from "../store/activities.ts";
import { findNames } from "../store/people.ts";
import { closeQuestion, dropQuestions, findOpenQuestion, openQuestion, type QuestionRow } from "../store/questions.ts";
import { answeredValue } from "./answered-value.ts";
import type { Answer, Call, Reply } from "./call.ts";
import { said } from "./call.ts";
import { guardClosed, splitReason } from "./closing.ts";
import { toldAnew } from "./confirmation.ts";
import { clockText, nameText, recordLine, shortDay } from "./describe.ts";
import { isPart } from "./fitting.ts";
import { changeRecord, joinRecord, separateRecord, voidRecord } from "./joins.ts";
import { mergeReplies } from "./merged.ts";
import { chatKey } from "./place.ts";
import { isAskedInPrivate } from "./privately.ts";
import { mustFind, type Standing } from "./records.ts";
import { AGAIN, doubtWording, readYesNo, SAME, type Wording } from "./wording.ts";

/**
 * Asks the one most important thing about the records of a message, if anything is open:
 * kind and day first, then sameness, then numbers in doubt. In a group only sameness, of
 * which others may know more, is asked in front of all.
 */
export async function askNext(call: Call, records: readonly StoredActivity[]): Promise<Reply | undefined> {
  const open = records.filter(({ state, heldFor }) => state !== "void" && heldFor !== "closed");
  const urgent =
    open.find(({ heldFor }) => heldFor === "kind" || heldFor === "date") ??
    open.find(({ state }) => state === "held") ??
    open.find(({ doubts }) => doubts.length > 0);
  return urgent === undefined ? undefined : ask(call, urgent);
}

/** The same answer, with {@link askNext} under it. */
export async function askAlso(call: Call, answer: Answer, records: readonly StoredActivity[]): Promise<Answer> {
  const next = await askNext(call, records);
  return next === undefined ? answer : { ...answer, replies: mergeReplies(answer.replies, next) };
}

async function ask(call: Call, record: StoredActivity): Promise<Reply> {
  const about = record.heldFor !== null && record.heldFor !== "closed" ? record.heldFor : record.doubts[0]?.about;
  if (about === undefined) throw new Error(`activity ${record.id} has nothing to ask`);
  const isOpenly = about === "same" || about === "again" || !(await isAskedInPrivate(call));
  const question = await openQuestion(call.db, {
    chat: isOpenly ? call.chat : chatKey(call.home),
    person_id: call.speaker.id,
    organisation_id: call.organisation.id,
    activity_id: record.id,
    about,
    payload: "{}",
    opened_at: call.sentAt,
  });
  const { text, answers } = await questionWording(call, record, about);
  const choices = answers.map((words) => ({ label: words, operation: { do: "answer", question, words } as const }));
  return { text, choices, openly: isOpenly, ...(isOpenly ? {} : { to: call.home }) };
}

/** A question as it was asked, about a record of which it {@link isOpen}. */
export async function questionWording(call: Call, record: StoredActivity, about: string): Promise<Wording> {
  if (about === "same" || about === "again") return twinWording(call, record, about);
  const doubt = record.doubts.find((one) => one.about === about);
  if (doubt === undefined) throw new Error(`activity ${record.id} has no doubt about its ${about}`);
  return doubtWording(doubt, call.now.today);
}

async function twinWording(call: Call, record: StoredActivity, about: "same" | "again"): Promise<Wording> {
  const twin = await mustFind(call, record.twinId ?? record.id);
  const who =
    twin.authorId === call.speaker.id
      ? "您"
      : ((await findNames(call.db, [twin.authorId])).get(twin.authorId) ?? "有人");
  const told = `${who} ${whenTold(call, twin)} 记过 ${recordLine(twin, call.now.today)}`;
  if (about === "same") {
    return { text: `${told}，是同一次吗？回复“是”或“不是”。`, answers: [SAME.yes, SAME.no] };
  }
  return { text: `${told}。这是又一次，还是重复发送？`, answers: [AGAIN.no, AGAIN.yes] };
}

/** When a record was told: the time alone on the same day. */
function whenTold(call: Call, record: StoredActivity): string {
  const sent = new Date(record.sentAt);
  const day = dayIn(call.organisation.zone, sent);
  const time = clockText(minuteIn(call.organisation.zone, sent));
  return day === call.now.today ? time : `${shortDay(day, call.now.today)} ${time}`;
}

/**
 * Takes the words as an answer to the author's newest open question in this chat, if they
 * are one of the offered answers or a value of the asked type; otherwise nothing happens
 * and the question stays open.
 */
export async function answerQuestion(call: Call): Promise<Answer | undefined> {
  for (;;) {
    const question = await findOpenQuestion(call.db, { chat: call.chat, personId: call.speaker.id });
    if (question === undefined) return undefined;
    if (isOpen(await mustFind(call, question.activity_id), question.about)) return answerTo(call, question);
    await closeQuestion(call.db, question.id, "dropped");
  }
}

/** Whether there is still something to ask: another one may have decided it in the meantime. */
export function isOpen({ state, heldFor, doubts }: StoredActivity, about: string): boolean {
  if (about === "same" || about === "again") return heldFor === about;
  return state !== "void" && doubts.some((doubt) => doubt.about === about);
}

/** What an answer does, once it is known to be one, and the counted record that it changes. */
type Step = { readonly changes: StoredActivity | undefined; run(): Promise<Answer> };

/**
 * Takes the words as an answer to this question, if they are one. Whoever else was asked
 * about the record need not answer any more. What changes a closed year needs a reason.
 */
export async function answerTo(whole: Call, question: QuestionRow): Promise<Answer | undefined> {
  const { call, reason } = splitReason(whole);
  const record = await mustFind(call, question.activity_id);
  const { about } = question;
  const step =
    about === "same" || about === "again"
      ? await answerSameness(call, record, about)
      : answerValue(call, record, about);
  if (step === undefined) return undefined;
  const refused = step.changes && (await guardClosed(call, step.changes, { reason, days: [] }));
  if (refused !== undefined) return refused;
  await closeQuestion(call.db, question.id, "answered");
  await dropQuestions(call.db, record.id);
  return step.run();
}

async function answerSameness(call: Call, record: StoredActivity, about: "same" | "again"): Promise<Step | undefined> {
  const yes = readYesNo(call.text, about);
  if (yes === undefined || !isOpen(record, about) || record.twinId === null) return undefined;
  if (!yes) return { changes: undefined, run: () => another(call, record) };
  const twin = await mustFind(call, record.twinId);
  if (about === "again") return { changes: undefined, run: () => sentAgain(call, record, twin) };
  return { changes: twin.state === "counted" ? twin : undefined, run: () => same(call, record, twin) };
}

async function another(call: Call, record: StoredActivity): Promise<Answer> {
  const standing = await separateRecord(call, record);
  return afterSettling(call, standing, "logged", `已另记 ${recordLine(standing.record, call.now.today)}。`);
}

async function sentAgain(call: Call, record: StoredActivity, twin: StoredActivity): Promise<Answer> {
  await voidRecord(call, record);
  return said("duplicate", `好的，按重复发送处理，只保留 ${recordLine(twin, call.now.today)}。`, [twin.id]);
}

async function same(call: Call, record: StoredActivity, twin: StoredActivity): Promise<Answer> {
  const joined = await joinRecord(call, record, twin);
  const text = `已并入 ${recordLine(joined, call.now.today)}，您也在参加人员中。${toldElsewhere(record, joined)}`;
  const answer: Answer = { outcome: "joined", records: [joined.id], replies: [{ text }] };
  const divided = twin.doubts.some(isPart) || !joined.doubts.some(isPart);
  return withNext(call, answer, record, divided ? [] : [joined]);
}

/** What the report tells that another record counts already. */
function toldElsewhere(report: StoredActivity, event: StoredActivity): string {
  const kinds = report.kinds.filter((kind) => !event.kinds.includes(kind));
  if (kinds.length === 0 || report.organisation !== event.organisation) return "";
  return `${kinds.join("、")}另有记录，没有再算一次。`;
}

function answerValue(call: Call, record: StoredActivity, about: string): Step | undefined {
  const doubt = record.doubts.find((one) => one.about === about);
  if (doubt === undefined || !isOpen(record, about)) return undefined;
  const facts = answeredValue(call, record, doubt);
  if (facts === undefined) return undefined;
  const doubts = record.doubts.filter((one) => one.about !== about || one.quantity?.name !== doubt.quantity?.name);
  return {
    changes: record.state === "counted" ? record : undefined,
    async run() {
      const standing = await changeRecord(call, record, { ...facts, doubts }, "answer");
      return afterSettling(call, standing, "answered", `已补上：${recordLine(standing.record, call.now.today)}。`);
    },
  };
}

/** Confirms, or goes on asking where the record is still held or another one of its message is open. */
async function afterSettling(
  call: Call,
  standing: Standing,
  outcome: "logged" | "answered",
  text: string,
): Promise<Answer> {
  const { record } = standing;
  const told = record.state === "counted" ? text : `${nameText(record)} 暂不计入。`;
  const kept: Answer = {
    outcome: record.heldFor === "same" ? "asked" : outcome,
    records: [record.id],
    replies: [{ text: told, ...(await toldAnew(call, record.sourceKey)) }],
  };
  return withNext(call, kept, record);
}

/** Asks about the records of a message that was settled, and about what it changed besides. */
async function withNext(
  call: Call,
  answer: Answer,
  record: StoredActivity,
  more: readonly StoredActivity[] = [],
): Promise<Answer> {
  return askAlso(call, answer, [...(await findBySource(call.db, record.sourceKey)), ...more]);
}
