import { isDeepStrictEqual } from "node:util";
import type { Period } from "../../ledger/activity.ts";
import { yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { readContrast, readCorrection, readDescribed, understand } from "../../ledger/understand/message.ts";
import type { Change } from "../../ledger/understand/reading.ts";
import { findActivities, type StoredActivity } from "../../store/activities.ts";
import { type Answer, type Call, offered, saying } from "../call.ts";
import { mayChange } from "../commands/undo.ts";
import { factsOfChange } from "../records/changed-facts.ts";
import { recordLine } from "../replies/describe.ts";

/** More are not told: whoever means one of many finds it by 最近 or 本月. */
const MOST = 3;

/**
 * Answers a correction or a withdrawal of a record that is described: names the records that
 * may be meant, with what to send. Nothing is changed, since another may be meant.
 */
export async function askWhich(call: Call): Promise<Answer | undefined> {
  const wanted = readDescribed(call.text);
  if (wanted === null || call.place !== "private" || !isPlain(call, wanted.wish)) return undefined;
  return among(call, await meant(call, wanted.words), wanted.wish);
}

/**
 * Answers 不是15人，是16人 where the newest record never said 15人 and others of the speaker do:
 * names those. Nothing is changed.
 */
export async function askWhichHad(call: Call, newest: StoredActivity): Promise<Answer | undefined> {
  const said = readContrast(call.text);
  if (said === null || call.place !== "private") return undefined;
  const [wrong] = readCorrection(`改 ${said.wrong}`, call.now, call.deps.vocabulary)?.changes ?? [];
  if (wrong === undefined || has(newest, wrong)) return undefined;
  const own = (await ofPeriod(call, yearPeriod(yearOf(call.now.today)))).filter(
    (record) => record.authorId === call.speaker.id && has(record, wrong),
  );
  return among(call, own, `改成${said.right}`);
}

/** Whether a record already is as a change would make it. */
function has(record: StoredActivity, change: Change): boolean {
  if (change.field === "quantity") return record.quantities.some((one) => isDeepStrictEqual(one, change.quantity));
  const facts = factsOfChange(change, { ...record, quantities: [] });
  return isDeepStrictEqual({ ...record, ...facts }, record);
}

/** Names the records that may be meant, with what to send. */
function among(call: Call, records: readonly StoredActivity[], wish: string): Answer | undefined {
  const [first, ...others] = records.slice(0, MOST + 1);
  if (first === undefined || others.length >= MOST) return undefined;
  const words = ({ id }: StoredActivity) => (wish === "撤销" ? `撤销 #${id}` : `#${id} ${wish}`);
  const line = (record: StoredActivity) => recordLine(record, call.now.today);
  const text =
    others.length === 0
      ? `说的是 ${line(first)} 吗？是的话请发“${words(first)}”。`
      : ["说的是哪一条？", ...[first, ...others].map((one) => `${line(one)}：发“${words(one)}”`)].join("\n");
  const choices = [first, ...others].map((one) => saying(words(one)));
  return offered("asked", text, choices);
}

/** Whether it would be done, said of a record with its number. */
function isPlain({ now, deps }: Call, wish: string): boolean {
  const read = wish === "撤销" ? undefined : readCorrection(`#1 ${wish}`, now, deps.vocabulary);
  return read === undefined || (read !== null && read.doubt === null);
}

/** The records of the described day or kind that the speaker may change, newest first. */
async function meant(call: Call, words: string): Promise<StoredActivity[]> {
  const [told] = understand(words, call.now, call.deps.vocabulary).records;
  if (told === undefined) return [];
  const { kinds, start, end } = told;
  const isToday = start === call.now.today && !/今|当天/.test(words);
  const isDated = start !== null && !isToday;
  if (!isDated && kinds.length === 0) return [];
  const period = isDated ? { first: start, last: end ?? start } : yearPeriod(yearOf(call.now.today));
  const own = await ofPeriod(call, period);
  const ofKind = own.filter((record) => kinds.some((kind) => record.kinds.includes(kind)));
  return ofKind.length > 0 || !isDated ? ofKind : own;
}

/** The counted records of a period that the speaker may change, newest first. */
async function ofPeriod(call: Call, period: Period): Promise<StoredActivity[]> {
  const found = await findActivities(call.db, { organisations: [call.organisation.id], period, states: ["counted"] });
  return found.filter((record) => mayChange(call, record)).reverse();
}
