import type { Day } from "../../ledger/activity.ts";
import { dayIn, yearPeriod } from "../../ledger/calendar.ts";
import { addsUp, type Kind } from "../../ledger/kinds.ts";
import { lateness, outliers, type Size, sizeOf } from "../../ledger/outliers.ts";
import type { Doubt } from "../../ledger/understand/reading.ts";
import { findActivities, findHeld, type StoredActivity } from "../../store/activities.ts";
import { findManualValues } from "../../store/manual-values.ts";
import { getMark } from "../../store/marks.ts";
import { countMembers } from "../../store/people.ts";
import type { Call } from "../call.ts";
import { isImported } from "../imports/imported.ts";
import { dayAhead } from "../plans/planned.ts";
import { dayText, minutesText, recordLine, shortDay } from "../replies/describe.ts";
import { doubtWording } from "./wording.ts";

/** A record that waits for decisions: all that is open about it, and the words that decide. */
export type OpenPoint = {
  readonly record: StoredActivity;
  readonly texts: readonly string[];
  readonly decisions: readonly string[];
  /** Nothing is open but that it was logged long after its day, as whoever catches up does. */
  readonly late: boolean;
};

/** One thing that is open, with the words that decide it. */
type Point = { readonly text: string; readonly decisions: readonly string[]; readonly late?: true };

/** Meetings and sessions of which a report wants to tell how many came. */
const COUNTED_FAMILIES: ReadonlySet<string> = new Set(["study", "meeting", "occasion"]);

/** Marks a record as looked at; a later change makes it unusual again. */
export function seenMark({ id, version }: Pick<StoredActivity, "id" | "version">): string {
  return `seen:${id}:${version}`;
}

/**
 * All that waits for the secretary: held records of any year; and in the years given, values in
 * doubt or in conflict, the unusual, missing headcounts.
 */
export async function openPoints(
  call: Call,
  years: { readonly from: number; readonly to: number },
): Promise<OpenPoint[]> {
  const held = await findHeld(call.db, call.organisation.id);
  const counted = await findActivities(call.db, {
    organisations: [call.organisation.id],
    period: { first: yearPeriod(years.from).first, last: yearPeriod(years.to).last },
    states: ["counted"],
  });
  const among: Among = {
    size: sizeOf({
      registered: await countMembers(call.db, call.organisation.id),
      stated: await statedMembers(call, years),
      headcounts: counted.flatMap(({ headcount }) => (headcount === null ? [] : [headcount.value])),
    }),
    kinds: new Map(call.deps.catalogue.kinds.map((kind) => [kind.name, kind])),
  };
  const points = held.map((record) => asOne(record, [heldPoint(call, record, counted)]));
  for (const record of counted) {
    const open = countedPoints(call, record, among);
    if (open.length > 0 && (await getMark(call.db, seenMark(record))) === undefined) points.push(asOne(record, open));
  }
  return points;
}

/** The field by which a branch states how many members it has. */
const MEMBERS = "党员人数";

/** How many members the branch has as it was stated last, for one of these years or the one before. */
async function statedMembers(call: Call, { from, to }: { from: number; to: number }): Promise<number | undefined> {
  for (let year = to; year >= from - 1; year--) {
    const all = await findManualValues(call.db, { organisationId: call.organisation.id, year });
    const [digits] = /\d+/.exec(all.find(({ field }) => field === MEMBERS)?.value ?? "") ?? [];
    if (digits !== undefined) return Number(digits);
  }
  return undefined;
}

function asOne(record: StoredActivity, points: readonly Point[]): OpenPoint {
  const decisions = [...new Set(points.flatMap((point) => point.decisions))];
  const isLate = points.every(({ late }) => late === true);
  return { record, texts: points.map(({ text }) => text), decisions, late: isLate };
}

function heldPoint(call: Call, record: StoredActivity, counted: readonly StoredActivity[]): Point {
  const { id, heldFor, twinId } = record;
  const drop = `撤销 #${id}`;
  // What adds up cannot be merged: a mended row of an old ledger takes the place of the one before, or counts beside it.
  if (heldFor === "same" && isImported(record) && addsUp(record.kinds, call.deps.catalogue)) {
    const text = `可能是 #${twinId} 在表格里改过，未计入；撤销 #${twinId} 就换成这一条`;
    return { text, decisions: [`撤销 #${twinId}`, `分开 #${id}`, drop] };
  }
  if (heldFor === "same") {
    return {
      text: `可能和 #${twinId} 是同一次，未计入`,
      decisions: [`合并 #${id} #${twinId}`, `分开 #${id}`, drop],
    };
  }
  if (heldFor === "again") return { text: `可能是 #${twinId} 的重复发送，未计入`, decisions: [`分开 #${id}`, drop] };
  if (heldFor === "closed") {
    const decisions = [`计入 #${id} 原因 …`, `${drop} 原因 …`];
    return { text: "封账以后补记，未计入", decisions };
  }
  const [doubt] = record.doubts;
  const ahead = doubt === undefined ? undefined : dayAhead(call, record, doubt);
  if (ahead !== undefined && ahead.day <= call.now.today) return pastPoint(call, record, ahead.day, counted);
  const question = doubt === undefined ? "" : doubtWording(doubt, call.now.today).text;
  const field = heldFor === "kind" ? "类别" : "日期";
  return { text: `未计入：${question}`, decisions: [`#${id} 改 ${field} …`, drop] };
}

/** What was told before its day, which has come meanwhile: whoever held it has told it anew, as they were asked to. */
function pastPoint(call: Call, { id, kinds }: StoredActivity, day: Day, counted: readonly StoredActivity[]): Point {
  const { today } = call.now;
  const told = counted.find(({ start, kinds: others }) => start === day && others.some((kind) => kinds.includes(kind)));
  const drop = `撤销 #${id}`;
  const dated = `#${id} 改 日期 ${shortDay(day, today)}`;
  const lead = `未计入：原说${dayText(day, today)}办，`;
  if (told === undefined) return { text: `${lead}办了请改日期，没有办就撤销`, decisions: [dated, drop] };
  return { text: `${lead}那天已记 ${recordLine(told, today)}，是同一次就撤销`, decisions: [drop, dated] };
}

/** What a record is looked at beside. */
type Among = { readonly size: Size; readonly kinds: ReadonlyMap<string, Kind> };

function countedPoints(call: Call, record: StoredActivity, among: Among): Point[] {
  const { id, doubts, kinds, headcount } = record;
  const looked = { decisions: [`确认 #${id}`, `撤销 #${id}`] };
  const unusual = outliers(record, among.size).map((text) => ({ text, ...looked }));
  // An old ledger is late by its nature.
  const told = isImported(record) ? [] : lateness(record, dayIn(call.organisation.zone, new Date(record.sentAt)));
  const late = told.map((text) => ({ text, ...looked, late: true as const }));
  const open = doubts.map((doubt) => ({
    text: conflictText(doubt, record) ?? doubtWording(doubt, call.now.today).text,
    decisions: [`#${id} 改 ${valueNamed(doubt)} …`, `确认 #${id}`],
  }));
  const isMissing =
    headcount === null && doubts.length === 0 && isHeadCounted(kinds.flatMap((name) => among.kinds.get(name) ?? []));
  const missing = isMissing ? [{ text: "没有人数", decisions: [`补数 #${id}`, `确认 #${id}`] }] : [];
  return [...unusual, ...late, ...open, ...missing];
}

function isHeadCounted(kinds: readonly Kind[]): boolean {
  return kinds.some(({ family }) => COUNTED_FAMILIES.has(family)) && !kinds.some(({ adds }) => adds);
}

/** What a value in doubt is called where it is corrected. */
function valueNamed({ about, quantity }: Doubt): string {
  if (about === "duration") return "时长";
  return about === "quantity" && quantity !== undefined ? quantity.name : "人数";
}

/** `人数：已记 15人，#2 报的是 18人`; nothing where no other report contradicts the record. */
function conflictText(doubt: Doubt, { quantities }: StoredActivity): string | undefined {
  const { about, options, reason, words } = doubt;
  const [reporter] = /^#\d+/.exec(words) ?? [];
  if (reason !== "conflict" || reporter === undefined) return undefined;
  const unit =
    about === "participants" ? "人" : (quantities.find(({ name }) => name === doubt.quantity?.name)?.unit ?? "");
  const [kept = "", told = ""] = options.map((value) =>
    about === "duration" ? minutesText({ value: Number(value), bound: "exact" }) : `${value}${unit}`,
  );
  return `${valueNamed(doubt)}：已记 ${kept}，${reporter} 报的是 ${told}`;
}
