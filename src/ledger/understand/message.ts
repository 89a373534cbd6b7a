import type { Chunk } from "./chunk.ts";
import { recordsOf } from "./chunk-records.ts";
import { spellForm, withContentKind } from "./forms.ts";
import { withGroupMeetings } from "./group-meetings.ts";
import { withoutAbsence } from "./intent/absence.ts";
import { withoutAsides } from "./intent/asides.ts";
import { signalsOf } from "./intent/signals.ts";
import { supplement } from "./intent/supplement.ts";
import { withoutTakenBack } from "./intent/taken-back.ts";
import { intentOf, isSummons, mayCorrect } from "./intent.ts";
import { apart } from "./layout/apart.ts";
import { withoutBody } from "./layout/body.ts";
import { headedChunks } from "./layout/headed.ts";
import { withSignIn } from "./layout/sign-in.ts";
import { withoutSum } from "./layout/sums.ts";
import { withTable } from "./layout/tables.ts";
import { linesOfTalk } from "./layout/talk.ts";
import { readPart, withRest } from "./long.ts";
import { withMottos } from "./mottos.ts";
import { nearKind } from "./near.ts";
import { normalise, type Text } from "./normalise.ts";
import { withoutNumbered } from "./numbered-places.ts";
import { withoutOrder } from "./orders.ts";
import { withoutMentions } from "./people/mentions.ts";
import { type Doubt, EMPTY_READING, type Now, type Reading, type Understood } from "./reading.ts";
import { scan } from "./scan.ts";
import { split } from "./split.ts";
import type { Token } from "./token.ts";
import { withoutUnclear } from "./unclear.ts";
import type { Vocabulary } from "./vocabulary.ts";

export { readCorrection } from "./intent/correction.ts";
export { readDescribed } from "./intent/described.ts";
export { readContrast } from "./intent/instruction.ts";
export { isPutOff } from "./intent/put-off.ts";
export { readWithdrawal } from "./intent/withdrawal.ts";
export { leftOut } from "./long.ts";
export { readDuration, readLength, readMinutes } from "./numbers/read-length.ts";
export { readNumber } from "./numbers/read-number.ts";
export { behindOrder } from "./orders.ts";
export { readHeadcount } from "./people/read-headcount.ts";
export { isPersonName } from "./people/read-names.ts";
export { likelyKinds } from "./read-kinds.ts";
export { readDay, readDayAlone, readKind } from "./values.ts";
export { type Vocabulary, vocabulary } from "./vocabulary.ts";

/**
 * Reads a message of a member: what it is, and the activities it tells. Everything but a log gives no
 * records. What is missing or doubtful is never guessed: it stands in a record's `doubts`, and its value is
 * null, except that a kind read from a slip of the pen is proposed. Of a document its beginning is read: one
 * activity is a record, in doubt where numbers follow; several are asked about as a whole. {@link leftOut} tells
 * what was not read.
 */
export function understand(text: string, now: Now, vocabulary: Vocabulary): Understood {
  const { head, rest } = readPart(text);
  const { intent, records } = toldBeside(head, now, vocabulary) ?? readWhole(head, now, vocabulary);
  if (rest === "") return { intent, records };
  return { intent, records: records.length > 1 ? [unread(text)] : records.map((one) => withRest(one, rest)) };
}

function readWhole(text: string, now: Now, vocabulary: Vocabulary): Understood {
  const read = spellForm(normalise(withoutOrder(withoutSum(text))));
  if (supplement(read.s.trimStart(), vocabulary) !== null) return { intent: "edit", records: [] };
  const scanned = withSignIn(read.s, withTable(read.s, withoutNumbered(read.s, scan(read, vocabulary))));
  const held = withoutTakenBack(
    read.s,
    withMottos(read.s, withoutAbsence(read.s, withGroupMeetings(read.s, scanned, vocabulary))),
  );
  const named = withoutMentions(read.s, held, vocabulary.kinds);
  const all = withContentKind(read.s, named, vocabulary);
  const told = withoutBody(read.s, all, vocabulary.kinds);
  const tokens = withoutUnclear(read.s, told.tokens);
  const signals = signalsOf(read.s, tokens);
  const whole: Chunk = { text: read, vocabulary, from: 0, to: read.s.length, tokens };
  const isNear = !signals.hasKind && (signals.hasDate || signals.hasValue) && nearKind(whole) !== null;
  const plain = plainOf(read, all);
  const intent = intentOf(plain, signals, isNear);
  if (intent === "query") return toldIn(text, now, vocabulary) ?? { intent, records: [] };
  if (intent === "edit") return toldApart(text, now, vocabulary) ?? { intent, records: [] };
  if (intent !== "log") return { intent, records: [] };
  const chunks = headedChunks(read, tokens, vocabulary) ?? split(read, tokens, vocabulary, told.cuts);
  const records = chunks.length > MOST_RECORDS ? [unread(text)] : recordsOf(chunks, now);
  if (records.length === 0) return { intent: "denial", records };
  return isSummons(plain, records.every(isFuture)) ? { intent: "notice", records: [] } : { intent, records };
}

/** 昨天支委会 5人。请大家尽快交心得: what is told whole beside what is said to the readers. */
function toldBeside(text: string, now: Now, vocabulary: Vocabulary): Understood | null {
  const told = withoutAsides(text);
  return told === null ? null : wholeLog(readWhole(told, now, vocabulary));
}

function wholeLog({ intent, records }: Understood): Understood | null {
  const isTold = intent === "log" && records.every(isWhole) && records.some(({ kinds }) => kinds.length > 0);
  return isTold ? { intent, records } : null;
}

/** What is told whole before a question of something else, or by one of those who talk. */
function toldIn(text: string, now: Now, vocabulary: Vocabulary): Understood | null {
  const lines = linesOfTalk(text);
  return lines === null ? toldBefore(text, now, vocabulary) : toldInTalk(text, lines, [now, vocabulary]);
}

/** The line of a talk that tells an activity whole; what the others say of it is not told of another. */
function toldInTalk(text: string, lines: readonly string[], [now, vocabulary]: [Now, Vocabulary]): Understood | null {
  const told = lines.filter((line) => wholeLog(readWhole(line, now, vocabulary)) !== null);
  const rest = lines.reduce((left, line) => (told.includes(line) ? left : left.replace(line, blank)), text);
  return told.length === 0 ? null : wholeLog(readWhole(rest, now, vocabulary));
}

function blank(words: string): string {
  return " ".repeat(words.length);
}

/** What is new beside the correction of a record that is there. */
function toldApart(text: string, now: Now, vocabulary: Vocabulary): Understood | null {
  const parts = partsOf(text, now, vocabulary);
  return parts === null ? null : wholeLog(readWhole(parts.told, now, vocabulary));
}

function partsOf(text: string, now: Now, vocabulary: Vocabulary): ReturnType<typeof apart> {
  return apart(text, (words) => readWhole(words, now, vocabulary).intent === "edit");
}

/** The correction that stands beside what a message tells, and that nobody made; null where there is none. */
export function correctionBeside(text: string, now: Now, vocabulary: Vocabulary): string | null {
  const parts = mayCorrect(text) ? partsOf(readPart(text).head, now, vocabulary) : null;
  const isNew = parts !== null && wholeLog(readWhole(parts.told, now, vocabulary)) !== null;
  return isNew ? parts.correction.trim() : null;
}

/** 昨天支委会 5人；顺便问下…: what is told whole before a question of something else. */
function toldBefore(text: string, now: Now, vocabulary: Vocabulary): Understood | null {
  const at = ASKED_BESIDE.exec(text)?.index ?? 0;
  if (at === 0) return null;
  return wholeLog(readWhole(text.slice(0, at), now, vocabulary));
}

const ASKED_BESIDE =
  /[;；。!！\n,，\s]+(?:(?:顺便|另外|对了|还有|再)[,， ]?(?:我?[想请]?(?:问|请教|咨询|打听)|[^,，;；。\n]{1,30}[?？])|(?:我?想问|请问|问(?:一?下|个|问)|请教一?下))/;

/** Its day and a number are told, be it a doubtful one, and its kind or what was done. */
function isWhole({ start, headcount, minutes, quantities, doubts, trace }: Reading): boolean {
  const isOpen = doubts.some(({ about }) => about !== "date" && about !== "kind");
  const isCounted = isOpen || headcount !== null || minutes !== null || quantities.length > 0;
  return start !== null && isCounted && trace.some(({ field }) => field === "date");
}

function isFuture({ doubts }: Reading): boolean {
  return doubts.some(({ about, reason }) => about === "date" && reason === "future");
}

/** No line of chat tells more; whole tables are imported as a workbook. */
const MOST_RECORDS = 60;

/** A message of too many records is asked about as a whole. */
function unread(text: string): Reading {
  const doubt: Doubt = { about: "kind", reason: "several", words: text.slice(0, 20), options: [] };
  return { ...EMPTY_READING, doubts: [{ ...doubt, about: "date" }, doubt] };
}

/** The text without what stands in quotation marks or fixed phrases, which may sound like anything. */
function plainOf(text: Text, tokens: readonly Token[]): string {
  let plain = "";
  let at = 0;
  for (const token of tokens) {
    if (token.type !== "mask" && token.type !== "title" && token.type !== "other") continue;
    plain += `${text.s.slice(at, token.start)}□`;
    at = token.end;
  }
  return (plain + text.s.slice(at)).trim().replace(/^\//, "");
}
