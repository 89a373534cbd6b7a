import { dayIn, minuteIn } from "../../ledger/calendar.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { findNames } from "../../store/people.ts";
import { openQuestion } from "../../store/questions.ts";
import { type Answer, type Call, chatKey, type Reply } from "../call.ts";
import { plannable, planWording } from "../plans/planned.ts";
import { mustFind } from "../records.ts";
import { clockText, momentText, recordLine } from "../replies/describe.ts";
import { mergeReplies } from "../replies/merged.ts";
import { isAskedInPrivate } from "../replies/privately.ts";
import { AGAIN, doubtWording, SAME, type Wording } from "./wording.ts";

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
  const wording = doubtWording(doubt, call.now.today);
  return plannable(call, record, doubt) === undefined ? wording : planWording(wording);
}

async function twinWording(call: Call, record: StoredActivity, about: "same" | "again"): Promise<Wording> {
  const twin = await mustFind(call, record.twinId ?? record.id);
  const held =
    twin.organisation === record.organisation ? undefined : await getOrganisation(call.db, twin.organisation);
  if (held !== undefined) {
    const text = `“${held.name}”记过 ${recordLine(twin, call.now.today)}，写明本支部参加了，是同一次吗？回复“是”或“不是”。`;
    return { text, answers: [SAME.yes, SAME.no] };
  }
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
  const { zone } = call.organisation;
  const { today } = call.now;
  const sent = new Date(record.sentAt);
  return dayIn(zone, sent) === today ? clockText(minuteIn(zone, sent)) : momentText(zone, sent, today);
}

/** Whether there is still something to ask: another one may have decided it in the meantime. */
export function isOpen({ state, heldFor, doubts }: StoredActivity, about: string): boolean {
  if (about === "same" || about === "again") return heldFor === about;
  return state !== "void" && doubts.some((doubt) => doubt.about === about);
}
