import type { Day } from "../../ledger/activity.ts";
import { addDays, yearOf } from "../../ledger/calendar.ts";
import { isSensitive } from "../../ledger/discreet.ts";
import { findBySource, isLive, placeInYear, type StoredActivity } from "../../store/activities.ts";
import { findLeaders } from "../../store/duty-facts.ts";
import { findInbox } from "../../store/inbox.ts";
import { leftOutText, uncorrectedText } from "../answer/left-out.ts";
import { type Call, type Choice, type Reply, saying } from "../call.ts";
import { textOfInbox } from "../intake/text-of.ts";
import { isUnread } from "../questions/wording.ts";
import { daysText, detailsText, nameText } from "../replies/describe.ts";
import { shows } from "../replies/plain.ts";
import { CLOSED } from "./closing.ts";

/** What was done to a record since it was told: corrected, or counted again after it had been withdrawn. */
export type Since = ReadonlyMap<number, Done>;
type Done = "corrected" | "again";

/** The words that a message's records came from, as far as they are kept, and what was done to these since. */
type Told = { readonly words: string; readonly since?: Since };

/** What became of the records of a message, as the message that confirms them tells it. */
export async function confirmation(
  call: Call,
  records: readonly StoredActivity[],
  { words, since }: Told,
): Promise<string> {
  const lines: string[] = [];
  for (const record of records) lines.push(await recordText(call, record, since?.get(record.id)));
  const isDiscreet = areSensitive(call, records);
  const left = records.some(isUnread) ? undefined : leftOutText(words, isDiscreet);
  if (left !== undefined) lines.push(left);
  const uncorrected = uncorrectedText(call, words, isDiscreet);
  if (uncorrected !== undefined) lines.push(uncorrected);
  if (isDiscreet) {
    lines.push("这类事项只记次数、人数和日期，具体内容没有保存，也请不要在群里写。");
  }
  const past = records.find((record) => isFarBack(record, call.now.today));
  if (past?.start != null && !STATES_YEAR.test(words)) {
    lines.push(`没有写年份，记在了 ${yearOf(past.start)} 年；不是的话请发如“#${past.id} 改 日期 ${HINT}”。`);
  }
  if (records.some(({ heldFor }) => heldFor === "closed")) lines.push(CLOSED);
  const withdrawn = records.filter((record) => !isLive(record));
  if (withdrawn.length > 0) lines.push(howToRestore(withdrawn));
  if (records.some(({ state }) => state === "counted")) lines.push("有误可发“改 人数 16”这样的话更正，或发“撤销”。");
  return lines.join("\n");
}

/** Words that say which year is meant. */
const STATES_YEAR = /[去前上今本]年|上一年|年度|(?:\d|[零〇一二三四五六七八九]){2,4}年|(?:19|20)\d{2}/;
const FAR_DAYS = 183;
const HINT = "11-21";

/** Of another year and so long ago that this year's day may have been meant: nobody tells of it by a month and a day. */
function isFarBack({ start }: Pick<StoredActivity, "start">, today: Day): boolean {
  return start !== null && yearOf(start) < yearOf(today) && start < addDays(today, -FAR_DAYS);
}

/** Whether of any of these only counts and dates may be kept. */
export function areSensitive({ deps }: Pick<Call, "deps">, records: readonly Pick<StoredActivity, "kinds">[]): boolean {
  return records.some(({ kinds }) => isSensitive(kinds, deps.catalogue));
}

export function howToRestore(records: readonly Pick<StoredActivity, "id">[]): string {
  return `撤错了请发${records.map(({ id }) => `“恢复 #${id}”`).join("、")}。`;
}

/** What may be pressed under a confirmation of one record; the same words may be typed. */
export function afterwards({ deps }: Pick<Call, "deps">, records: readonly StoredActivity[]): Choice[] {
  const [record] = records;
  if (record === undefined || records.length > 1 || record.joined) return [];
  if (record.state === "void") return [saying(`恢复 #${record.id}`, "恢复")];
  const first: Choice[] = [
    saying(`撤销 #${record.id}`, "撤销"),
    { label: "改", operation: { do: "correct", record: record.id } },
  ];
  // The buttons of the question above come first; the rest can wait until it is answered.
  if (record.state === "held") return first;
  return [
    ...first,
    ...(isSensitive(record.kinds, deps.catalogue) ? [] : [saying(`补照片 #${record.id}`, "补照片")]),
    saying(`为什么 #${record.id}`, "怎么读的"),
  ];
}

/**
 * The confirmation of the message that a record came from, told anew, to stand where it
 * stood; nothing on platforms that cannot edit what they sent.
 */
export async function toldAnew(call: Call, source: string, since: Since = new Map()): Promise<Pick<Reply, "inPlace">> {
  if (!shows(call, "edits")) return {};
  const records = await findBySource(call.db, source);
  const kept = await findInbox(call.db, source);
  const words = (kept && textOfInbox(kept)) ?? "";
  const text = await confirmation(call, records, { words, since });
  return { inPlace: { of: source, text, choices: afterwards(call, records) } };
}

async function recordText(call: Call, record: StoredActivity, since: Done | undefined): Promise<string> {
  const head = `${standing(record, since)} #${record.id}：${nameText(record)}`;
  const facts = [daysText(record, call.now.today), detailsText(record)].filter(Boolean).join(" · ");
  const led = record.kinds.includes("领学") ? await findLeaders(call.db, record.id) : [];
  const leader = led.length === 0 ? "" : `领学人 ${led.join("、")}`;
  const count = await yearCount(call, record);
  return [head, facts, leader, count].filter(Boolean).join("\n");
}

function standing({ state, joined, twinId }: StoredActivity, since: Done | undefined): string {
  if (joined) return `已并入 #${twinId} 的`;
  if (state === "void") return "已撤销";
  if (state === "held") return "先留着";
  if (since === "again") return "重新计入";
  return since === "corrected" ? "已更正" : "已记";
}

/** 本年第 N 次 for each of its kinds, by its day. */
async function yearCount({ db, organisation, now }: Call, record: StoredActivity): Promise<string> {
  const { id, start: day } = record;
  if (record.state !== "counted" || day === null) return "";
  const label = yearOf(day) === yearOf(now.today) ? "本年" : `${yearOf(day)} 年`;
  const parts: string[] = [];
  for (const kind of record.kinds) {
    parts.push(`第 ${await placeInYear(db, { organisation: organisation.id, kind, day, id })} 次${kind}`);
  }
  return `${label}${parts.join("、")}`;
}
