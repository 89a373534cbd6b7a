import { kindNamed } from "../../ledger/kinds.ts";
import { findJoined, findTwins, type StoredActivity } from "../../store/activities.ts";
import { setApart } from "../../store/apart.ts";
import { dropAttendance, findAttending } from "../../store/attendance.ts";
import { isClosed } from "../../store/closings.ts";
import { findOrganisations } from "../../store/organisations.ts";
import { type Answer, type Call, isAnswer, type Reply, said, saying } from "../call.ts";
import { EXAMPLE, type Guest, guestsOf, ownAccount, seat } from "../events/guests.ts";
import { leaveRecord } from "../events/joins.ts";
import { journal } from "../journal.ts";
import { splitReason } from "../records/closing.ts";
import { seenRecord } from "../records/sight.ts";
import { mustFind, settle } from "../records.ts";
import { recordLine } from "../replies/describe.ts";
import type { Command } from "./command.ts";

/** What is said of a branch's own record of the event: that it is the same, or another one. */
type Sameness = "同一次" | "另一次" | undefined;

/** Says which branches took part in an event: one above, and one in each of them. */
export const attend: Command = {
  name: "参加",
  latin: "attend",
  usage: EXAMPLE,
  summary: "总支：说明哪些支部参加了这次活动，各支部也各计一次",
  permission: "edit-others",
  rest: /^#(\d+)\s*(?:参加支部\s*[:：]?\s*)?([^\s\d].*)$/s,
  async run(whole, [number, words = ""]) {
    const { call, reason } = splitReason(whole);
    const [, list = "", sameness] = /^(.*?)(?:\s+(同一次|另一次))?$/su.exec(withoutReason(words)) ?? [];
    const named = await readNames(call, { number, list, reason });
    if (isAnswer(named)) return named;
    const { event, guests } = named;
    return admit(call, event, { guests, sameness: sameness as Sameness });
  },
};

/** Takes a branch out of an event again. */
export const absent: Command = {
  name: "未参加",
  latin: "absent",
  usage: "未参加 #12 第二党支部",
  summary: "总支：更正，这个支部没有参加这次活动",
  permission: "edit-others",
  rest: /^#(\d+)\s*(\S.*)$/s,
  async run(whole, [number, words = ""]) {
    const { call, reason } = splitReason(whole);
    const named = await readNames(call, { number, list: withoutReason(words), reason });
    if (isAnswer(named)) return named;
    const { event, guests } = named;
    for (const { unit } of guests) {
      const dropped = await dropAttendance(call.db, { organisation: unit.id, activity: event.id });
      if (!dropped) continue;
      await journal(call, "absent", event.id, { unit: unit.id });
      await partFrom(call, event, unit.id);
    }
    return told(call, event);
  },
};

/** What a branch itself told of an event stands for itself once the branch did not take part. */
async function partFrom(call: Call, event: StoredActivity, unit: number): Promise<void> {
  const told = [...(await findTwins(call.db, event.id)), ...(await findJoined(call.db, event.id))];
  for (const report of told.filter(({ organisation }) => organisation === unit)) {
    if (report.joined) await leaveRecord(call, report);
    const { state } = await settle(call, await mustFind(call, report.id));
    await journal(call, "free", report.id, { twin: event.id, after: state });
  }
}

function withoutReason(words: string): string {
  return words.replace(/[\s,，;；。]*原因.*$/su, "");
}

type Attending = { readonly event: StoredActivity; readonly guests: readonly Guest[] };

/** The event and the branches that a message is about, or what to say where they may not change. */
async function readNames(
  call: Call,
  { number, list, reason }: { number: string | undefined; list: string; reason: string | undefined },
): Promise<Attending | Answer> {
  const event = await eventOf(call, number);
  if (isAnswer(event)) return event;
  const guests = await guestsOf(call, list);
  if (isAnswer(guests)) return guests;
  return (await guardYears(call, { event, guests }, reason)) ?? { event, guests };
}

async function eventOf(call: Call, number: string | undefined): Promise<StoredActivity | Answer> {
  const event = await seenRecord(call, Number(number));
  if (event === undefined || event.state !== "counted") {
    return said("asked", `没有找到已计入的 #${number}，发“最近”可以查看编号。`);
  }
  if (event.kinds.some((kind) => kindNamed(kind, call.deps.catalogue)?.adds)) {
    return said("refused", "心得、捐款这类各人的成果由各支部自己记，含下级时相加。");
  }
  return event;
}

/** A closed year of a branch changes only with a reason, which is journalled. */
async function guardYears(
  call: Call,
  { guests, event }: Attending,
  reason: string | undefined,
): Promise<Answer | undefined> {
  for (const { unit } of guests) {
    if (!(await isClosed(call.db, unit.id, event))) continue;
    if (reason === undefined) {
      return said(
        "asked",
        `“${unit.name}” ${event.start?.slice(0, 4)} 年已经封账，请在后面写明原因，如：原因 漏记了参加。`,
      );
    }
    await journal(call, "reason", event.id, { reason });
    return undefined;
  }
  return undefined;
}

async function admit(
  call: Call,
  event: StoredActivity,
  { guests, sameness }: { guests: readonly Guest[]; sameness: Sameness },
): Promise<Answer> {
  const open: Reply[] = [];
  for (const guest of guests) {
    const own = await ownAccount(call, guest.unit.id, event);
    if (own !== undefined && sameness === undefined) open.push(sameQuestion(call, event, { ...guest, own }));
    else await seatAs(call, event, { ...guest, own, sameness });
  }
  const done = await told(call, event);
  if (open.length === 0) return done;
  const replies = open.length < guests.length ? [...done.replies, ...open] : open;
  return { ...done, outcome: "asked", replies };
}

/** Two events stay two, also when one of them is corrected later. */
async function seatAs(
  call: Call,
  event: StoredActivity,
  { own, sameness, ...guest }: Guest & { readonly own: StoredActivity | undefined; readonly sameness: Sameness },
): Promise<void> {
  if (own !== undefined && sameness === "另一次") await setApart(call.db, own.id, event.id);
  await seat(call, event, { ...guest, own: sameness === "同一次" ? own : undefined });
}

function sameQuestion(
  call: Call,
  event: StoredActivity,
  { unit, headcount, own }: Guest & { readonly own: StoredActivity },
): Reply {
  const people = headcount === null ? "" : `${headcount.value}人`;
  const words = (answer: string) => `参加 #${event.id} ${unit.name}${people} ${answer}`;
  const choices = ["同一次", "另一次"].map((label) => saying(words(label), label));
  const text = `“${unit.name}”自己记过 ${recordLine(own, call.now.today)}，和 #${event.id} 是同一次吗？是请发“${words("同一次")}”，不是请发“${words("另一次")}”。`;
  return { text, choices };
}

async function told(call: Call, event: StoredActivity): Promise<Answer> {
  const attending = await findAttending(call.db, event.id);
  const names = (await findOrganisations(call.db)).filter(({ id }) => attending.includes(id)).map(({ name }) => name);
  const text =
    names.length === 0
      ? `#${event.id} 没有写明参加的支部。`
      : `${recordLine(event, call.now.today)}\n参加支部：${names.join("、")}。各支部各计一次，含下级统计只计一次。`;
  return said("edited", text, [event.id]);
}
