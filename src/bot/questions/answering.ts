import { findBySource, type StoredActivity } from "../../store/activities.ts";
import { closeQuestion, dropQuestions, findOpenQuestion, type QuestionRow } from "../../store/questions.ts";
import { type Answer, type Call, said } from "../call.ts";
import { isPart } from "../events/doubts.ts";
import { changeRecord, joinRecord, separateRecord, voidRecord } from "../events/joins.ts";
import { meansPlan, planInstead, plannable } from "../plans/planned.ts";
import { CLOSED, guardClosed, splitReason } from "../records/closing.ts";
import { toldAnew } from "../records/confirmation.ts";
import { mustFind } from "../records.ts";
import { nameText, recordLine } from "../replies/describe.ts";
import { answeredValue } from "./answered-value.ts";
import { askAlso, isOpen } from "./ask.ts";
import { readYesNo } from "./yes-no.ts";

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
  const settled = await separateRecord(call, record);
  return afterSettling(call, settled, { outcome: "logged", done: "已另记 " });
}

async function sentAgain(call: Call, record: StoredActivity, twin: StoredActivity): Promise<Answer> {
  await voidRecord(call, record);
  return said("duplicate", `好的，按重复发送处理，只保留 ${recordLine(twin, call.now.today)}。`, [twin.id]);
}

async function same(call: Call, record: StoredActivity, twin: StoredActivity): Promise<Answer> {
  const joined = await joinRecord(call, record, { target: twin });
  const text = `已并入 ${recordLine(joined, call.now.today)}，您也在参加人员中。${toldElsewhere(record, joined)}`;
  const answer: Answer = { outcome: "joined", records: [joined.id], replies: [{ text }] };
  const divided = twin.doubts.some(isPart) || !joined.doubts.some(isPart);
  return askAlso(call, answer, [...(await findBySource(call.db, record.sourceKey)), ...(divided ? [] : [joined])]);
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
  const planned = meansPlan(call.text) ? plannable(call, record, doubt) : undefined;
  if (planned !== undefined) return { changes: undefined, run: () => planInstead(call, record, planned) };
  const facts = answeredValue(call, record, doubt);
  if (facts === undefined) return undefined;
  const doubts = record.doubts.filter((one) => one.about !== about || one.quantity?.name !== doubt.quantity?.name);
  return {
    changes: record.state === "counted" ? record : undefined,
    async run() {
      const settled = await changeRecord(call, { record, operation: "answer" }, { ...facts, doubts });
      return afterSettling(call, settled, { outcome: "answered", done: "已补上：" });
    },
  };
}

type Settled = { readonly outcome: "logged" | "answered"; readonly done: string };

/** Confirms, or goes on asking where the record is still held or another one of its message is open. */
async function afterSettling(call: Call, record: StoredActivity, { outcome, done }: Settled): Promise<Answer> {
  const line = recordLine(record, call.now.today);
  const waits = record.heldFor === "closed" ? `先留着 ${line}。\n${CLOSED}` : `${nameText(record)} 暂不计入。`;
  const told = record.state === "counted" ? `${done}${line}。` : waits;
  const kept: Answer = {
    outcome: record.heldFor === "same" ? "asked" : outcome,
    records: [record.id],
    replies: [{ text: told, ...(await toldAnew(call, record.sourceKey)) }],
  };
  return askAlso(call, kept, await findBySource(call.db, record.sourceKey));
}
