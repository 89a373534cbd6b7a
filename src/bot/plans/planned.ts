import { isDeepStrictEqual } from "node:util";
import { dayIn } from "../../ledger/calendar.ts";
import type { Doubt } from "../../ledger/understand/reading.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { type Answer, type Call, may, said } from "../call.ts";
import { voidRecord } from "../events/joins.ts";
import { journalCommand } from "../journal.ts";
import { addPlan, openPlans, type Plan, planText } from "../plans.ts";
import type { Wording } from "../questions/wording.ts";
import { plainWords } from "../questions/yes-no.ts";
import { HALVES } from "../replies/describe.ts";
import { type PlanTime, readPlanTime } from "./days.ts";

/** What is planned, before it has a number. */
type Planned = Pick<Plan, "day" | "clock" | "kind" | "title">;

const TO_PLAN = "列入计划";
const MEANT = new Set([TO_PLAN, "列入", "要列入", "要列入计划", "记入计划", "加入计划", "是计划"]);

/** Keeps a plan, unless it is known already, and says how it becomes a record. */
export async function keepPlan(call: Call, planned: Planned): Promise<Answer> {
  const open = await openPlans(call.db, call.organisation.id);
  const known = open.find((one) => isDeepStrictEqual(one, { ...one, ...planned }));
  if (known !== undefined) return said("answered", `已经在计划里了：${planText(known, call.now.today)}。`);
  const made = await addPlan(call.db, call.organisation.id, planned);
  await journalCommand(call, "plan", { n: made.n, day: made.day, kind: made.kind });
  return said("answered", `已列入计划：${planText(made, call.now.today)}。办完发“已办 ${made.n}”就记入台账。`);
}

/** The day that was still to come when a record was told, as far as its words tell which. */
export function dayAhead(call: Call, record: StoredActivity, { about, reason, words }: Doubt): PlanTime | undefined {
  if (about !== "date" || reason !== "future") return undefined;
  return readPlanTime(words, dayIn(call.organisation.zone, new Date(record.sentAt)));
}

/** What a record would be as a plan: one that waits because its day is to come, where the speaker may plan. */
export function plannable(call: Call, record: StoredActivity, doubt: Doubt): Planned | undefined {
  const [kind] = record.kinds;
  if (kind === undefined || !may(call, "manage")) return undefined;
  const found = dayAhead(call, record, doubt);
  if (found === undefined || found.day < call.now.today) return undefined;
  const clock = found.clock || (record.half === null ? "" : HALVES[record.half]);
  return { day: found.day, clock, kind, title: record.title };
}

/** The question about a day to come, with the plan as another answer. */
export function planWording({ text, answers }: Wording): Wording {
  return { text: `${text}要列入计划请回复“${TO_PLAN}”。`, answers: [TO_PLAN, ...answers] };
}

/** Whether the words take the plan that was offered. */
export function meansPlan(text: string): boolean {
  return MEANT.has(plainWords(text));
}

/** Makes a plan of a record that never was one. */
export async function planInstead(call: Call, record: StoredActivity, planned: Planned): Promise<Answer> {
  await voidRecord(call, record);
  return keepPlan(call, planned);
}
