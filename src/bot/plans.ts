import * as z from "zod";
import type { Day } from "../ledger/activity.ts";
import { isDay } from "../ledger/calendar.ts";
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
