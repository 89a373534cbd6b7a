import { yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { readCorrection, readDescribed, understand } from "../../ledger/understand/message.ts";
import { findActivities, type StoredActivity } from "../../store/activities.ts";
import { type Answer, type Call, offered, saying } from "../call.ts";
import { mayChange } from "../commands/undo.ts";
import { recordLine } from "../describe.ts";

/** More are not told: whoever means one of many finds it by 最近 or 本月. */
const MOST = 3;

/**
 * Answers a correction or a withdrawal of a record that is described: names the records that
 * may be meant, with what to send. Nothing is changed, since another may be meant.
 */
export async function askWhich(call: Call): Promise<Answer | undefined> {
  const wanted = readDescribed(call.text);
  if (wanted === null || call.place !== "private" || !isPlain(call, wanted.wish)) return undefined;
  const [first, ...others] = (await meant(call, wanted.words)).slice(0, MOST + 1);
  if (first === undefined || others.length >= MOST) return undefined;
  const words = ({ id }: StoredActivity) => (wanted.wish === "撤销" ? `撤销 #${id}` : `#${id} ${wanted.wish}`);
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
  const found = await findActivities(call.db, { organisations: [call.organisation.id], period, states: ["counted"] });
  const own = found.filter((record) => mayChange(call, record)).reverse();
  const ofKind = own.filter((record) => kinds.some((kind) => record.kinds.includes(kind)));
  return ofKind.length > 0 || !isDated ? ofKind : own;
}
