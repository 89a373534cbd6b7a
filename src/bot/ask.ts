import type { Amount, Facts } from "../ledger/activity.ts";
import { dayIn, minuteIn } from "../ledger/calendar.ts";
import { partName } from "../ledger/mixed.ts";
import {
  minutesMeant,
  readCorrection,
  readDay,
  readHeadcount,
  readKind,
  readMinutes,
  readNumber,
  understand,
} from "../ledger/understand/message.ts";
import type { Doubt, Reading } from "../ledger/understand/reading.ts";
import { findBySource, type StoredActivity } from "../store/activities.ts";
import { findNames } from "../store/people.ts";
import { closeQuestion, dropQuestions, findOpenQuestion, openQuestion, type QuestionRow } from "../store/questions.ts";
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
import { AGAIN, doubtWording, plainWords, readYesNo, SAME, type Wording } from "./wording.ts";

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
  const facts = readValue(call, record, doubt);
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

function readValue(call: Call, record: StoredActivity, doubt: Doubt): Partial<Facts> | undefined {
  const option = offered(call, doubt);
  const words = option ?? call.text;
  if (doubt.about === "kind") {
    const kind = readKind(words, call.deps.vocabulary);
    return kind === null ? undefined : { kinds: [kind] };
  }
  if (option === undefined && saysMore(call)) return undefined;
  if (doubt.about === "date") {
    const days = readDay(words, call.now);
    return days === null || "ask" in days ? undefined : { start: days.start, end: days.end };
  }
  return readAmount(words, record, doubt);
}

/** A number or a length of time alone, with its unit and the small words people put around it. */
const AMOUNT_ALONE =
  /^(?:是|有|共|一共|总共|大概|大约|约)*[\d.,零〇一二两三四五六七八九十百千万半廿卅]+(?:个|人|名|位|人次|项|件|篇|户|元|次|小时|钟头|分钟|分|刻钟|半|天|h|min|\d|[一二两三四五六七八九十])*(?:左右)?[。.]?$/iu;

function readAmount(words: string, record: StoredActivity, doubt: Doubt): Partial<Facts> | undefined {
  if (doubt.about === "participants") return readPeople(words);
  if (doubt.reason === "part") return readPart(words, record, doubt);
  return readCounted(words, record, doubt);
}

const ALL_OF_IT = /^(?:全部?|全都|都|全部都)(?:是|算|属于)?(?:三重一大)?(?:的|事项)?$/;
const NONE_OF_IT = /^(?:都|全部?|全都)?(?:不是|不算|不属于|没有|没)(?:三重一大)?(?:的|事项)?$/;

/** How much of a meeting's amount was 三重一大: 都是, 都不是, 其中2个是 or the number. */
function readPart(words: string, record: StoredActivity, doubt: Doubt): Partial<Facts> | undefined {
  const said = plainWords(words);
  const whole = record.quantities.find(({ name }) => partName(name) === doubt.quantity?.name);
  if (whole !== undefined && ALL_OF_IT.test(said)) return readCounted(String(whole.value), record, doubt);
  if (NONE_OF_IT.test(said)) return readCounted("0", record, doubt);
  const facts = readCounted(said.replace(/^其中的?(?=.)|(?<=.)(?:是|属于)(?:三重一大)?的?$/g, ""), record, doubt);
  const part = facts?.quantities?.at(-1);
  return part !== undefined && whole !== undefined && part.value > whole.value ? undefined : facts;
}

function readCounted(words: string, record: StoredActivity, doubt: Doubt): Partial<Facts> | undefined {
  if (!AMOUNT_ALONE.test(words.normalize("NFKC").replace(/\s+/g, ""))) return undefined;
  const number = readNumber(words.replace(/\s*(个人|人次|人|名|位|个|项|件|篇|户|元|次)\s*$/, ""));
  const value = doubt.about === "duration" ? minutesIn(words, number) : number;
  if (value === null) return undefined;
  const amount: Amount = { value, bound: /约|大概|左右/.test(words) ? "approx" : "exact" };
  if (doubt.about === "duration") return { minutes: amount };
  const { name, unit } = doubt.quantity ?? { name: "数量", unit: "" };
  const others = record.quantities.filter((quantity) => quantity.name !== name);
  return { quantities: [...others, { name, unit, ...amount }] };
}

function minutesIn(words: string, number: number | null): number | null {
  return readMinutes(words) ?? (number === null ? null : minutesMeant(number));
}

function readPeople(words: string): Partial<Facts> | undefined {
  const headcount = readHeadcount(words.trim().replace(/^(?:是|有|一共|总共|共)+/u, ""));
  return headcount === null ? undefined : { headcount };
}

/** The offered option that the words mean, whether typed as shown, or 是 to the only one. */
function offered(call: Call, doubt: Doubt): string | undefined {
  const { answers } = doubtWording(doubt, call.now.today);
  const words = plainWords(call.text);
  const index = answers.findIndex((answer) => plainWords(answer) === words);
  if (index >= 0) return doubt.options[index];
  return answers.length === 1 && readYesNo(call.text, "confirm") === true ? doubt.options[0] : undefined;
}

/** Whether the words are a message of their own rather than a value alone. */
function saysMore(call: Call): boolean {
  const { intent, records } = understand(call.text, call.now, call.deps.vocabulary);
  if (intent === "log") return records.some(namesKind);
  return intent !== "chat" || readCorrection(call.text, call.now, call.deps.vocabulary) !== null;
}

/** Whether words tell what was done, be it known (党课) or asked about (开会). */
function namesKind({ kinds, doubts }: Reading): boolean {
  return kinds.length > 0 || doubts.some(({ about, words }) => about === "kind" && words !== "");
}
