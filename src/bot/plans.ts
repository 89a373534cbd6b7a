import * as z from "zod";
import type { Day } from "../ledger/activity.ts";
import { addDays, isDay, weekPeriod, yearOf } from "../ledger/calendar.ts";
import { getMark, getMarks, setMark } from "../store/marks.ts";
import type { Db } from "../store/schema.ts";
import { dayText } from "./describe.ts";

const plan = z.object({
  n: z.number().int(),
  day: z.string().refine(isDay),
  kind: z.string(),
  title: z.string().nullable(),
  state: z.enum(["open", "done", "dropped"]),
});

/** Something that a branch means to hold; it counts nowhere until it is a record. */
export type Plan = Omit<z.infer<typeof plan>, "day"> & { readonly day: Day };

const PREFIX = "plans:";

/** What is neither held nor dropped, by day. */
export async function openPlans(db: Db, organisation: number): Promise<Plan[]> {
  return stillOpen(await findPlans(db, organisation));
}

/** {@link openPlans} of many organisations, of those that ever planned anything. */
export async function openPlansOf(db: Db, organisations: readonly number[]): Promise<Map<number, Plan[]>> {
  const found = await getMarks(db, PREFIX, organisations);
  return new Map([...found].map(([organisation, value]) => [organisation, stillOpen(readPlans(value))]));
}

function stillOpen(all: readonly Plan[]): Plan[] {
  return all.filter(({ state }) => state === "open").sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Keeps a plan under the next number of its organisation. */
export async function addPlan(
  db: Db,
  organisation: number,
  wanted: Pick<Plan, "day" | "kind" | "title">,
): Promise<Plan> {
  const all = await findPlans(db, organisation);
  const made: Plan = { ...wanted, n: Math.max(0, ...all.map(({ n }) => n)) + 1, state: "open" };
  await savePlans(db, organisation, [...all, made]);
  return made;
}

/** Ends the plan of a number: it was held, or nobody wants it any more. */
export async function closePlan(
  db: Db,
  organisation: number,
  { n, state }: { n: number; state: "done" | "dropped" },
): Promise<void> {
  const all = await findPlans(db, organisation);
  await savePlans(
    db,
    organisation,
    all.map((one) => (one.n === n ? { ...one, state } : one)),
  );
}

/** `12月20日（周日） 组织生活会《…》（计划1）` */
export function planText({ day, kind, title, n }: Plan, today: Day): string {
  return `${dayText(day, today)} ${kind}${title === null ? "" : `《${title}》`}（计划${n}）`;
}

async function findPlans(db: Db, organisation: number): Promise<Plan[]> {
  return readPlans(await getMark(db, PREFIX + organisation));
}

function readPlans(value: string | undefined): Plan[] {
  return value === undefined ? [] : z.array(plan).parse(JSON.parse(value));
}

async function savePlans(db: Db, organisation: number, plans: readonly Plan[]): Promise<void> {
  await setMark(db, PREFIX + organisation, JSON.stringify(plans));
}

const WEEKDAYS = "一二三四五六日";
const NEAR: ReadonlyMap<string, number> = new Map([
  ["大前天", -3],
  ["前天", -2],
  ["昨天", -1],
  ["今天", 0],
  ["明天", 1],
  ["后天", 2],
  ["大后天", 3],
]);

/** The day at the beginning of what somebody plans, and the words behind it. */
export function readPlanDay(words: string, today: Day): { readonly day: Day; readonly rest: string } | undefined {
  const text = words.normalize("NFKC").trim();
  const near = /^(大前天|前天|昨天|今天|明天|大后天|后天)/.exec(text)?.[1];
  if (near !== undefined) return { day: addDays(today, NEAR.get(near) ?? 0), rest: text.slice(near.length).trim() };
  const [week, which, weekday] = /^(这|本|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text) ?? [];
  if (week !== undefined && weekday !== undefined) {
    const days = WEEKDAYS.indexOf(weekday.replace("天", "日")) + (which === "下" ? 7 : 0);
    return { day: addDays(weekPeriod(today).first, days), rest: text.slice(week.length).trim() };
  }
  return readDate(text, today);
}

function readDate(text: string, today: Day): { readonly day: Day; readonly rest: string } | undefined {
  const [date, year, month = "", number = ""] =
    /^(?:(\d{4})\s*[年\-./])?\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})\s*[日号]?/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const dayOf = (y: number) => `${y}-${month.padStart(2, "0")}-${number.padStart(2, "0")}`;
  const day = dayOf(year === undefined ? yearOf(today) : Number(year));
  // In December people plan for January: half a year back is meant as the coming year.
  const meant = year === undefined && day < addDays(today, -182) ? dayOf(yearOf(today) + 1) : day;
  return isDay(meant) ? { day: meant, rest: text.slice(date.length).trim() } : undefined;
}
