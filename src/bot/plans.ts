import * as z from "zod";
import type { Day } from "../ledger/activity.ts";
import { isDay } from "../ledger/calendar.ts";
import { getMark, getMarks, setMark } from "../store/marks.ts";
import type { Db } from "../store/schema.ts";
import { dayText } from "./replies/describe.ts";

const plan = z.object({
  n: z.number().int(),
  day: z.string().refine(isDay),
  /** The time of the day in the words that were said. */
  clock: z.string().default(""),
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
  wanted: Pick<Plan, "day" | "kind" | "title"> & Partial<Pick<Plan, "clock">>,
): Promise<Plan> {
  const all = await findPlans(db, organisation);
  const made: Plan = { clock: "", ...wanted, n: Math.max(0, ...all.map(({ n }) => n)) + 1, state: "open" };
  await savePlans(db, organisation, [...all, made]);
  return made;
}

/** The plan of a number, whatever became of it. */
export async function findPlan(db: Db, organisation: number, n: number): Promise<Plan | undefined> {
  return (await findPlans(db, organisation)).find((one) => one.n === n);
}

/** Keeps a plan under its number as it is from now on: moved, held, or not wanted any more. */
export async function changePlan(db: Db, organisation: number, changed: Plan): Promise<void> {
  const all = await findPlans(db, organisation);
  await savePlans(
    db,
    organisation,
    all.map((one) => (one.n === changed.n ? changed : one)),
  );
}

/** What a branch still plans is planned by the one that it goes on as, under the next numbers there. */
export async function movePlans(
  db: Db,
  { from, into }: { readonly from: number; readonly into: number },
): Promise<void> {
  const moved = await openPlans(db, from);
  for (const one of moved) await addPlan(db, into, one);
  if (moved.length > 0) await savePlans(db, from, []);
}

/** `12月20日（周日）下午3点 组织生活会《…》（计划1）` */
export function planText({ day, clock, kind, title, n }: Plan, today: Day): string {
  return `${dayText(day, today)}${clock} ${kind}${title === null ? "" : `《${title}》`}（计划${n}）`;
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
