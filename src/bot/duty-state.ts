import { z } from "zod";
import type { Day } from "../ledger/activity.ts";
import { addDays, yearPeriod } from "../ledger/calendar.ts";
import { CONDITIONS, type Condition, type Conditions, demandedOf, type Stand, standings } from "../ledger/duties.ts";
import { withPromises } from "../ledger/promises.ts";
import { type Term, termDuty } from "../ledger/term.ts";
import { findLedger } from "../store/activities.ts";
import { hasHeld, hasUnits } from "../store/duty-facts.ts";
import { getMark, setMark } from "../store/marks.ts";
import { getOrganisation } from "../store/organisations.ts";
import { findPromises } from "../store/promises.ts";
import type { Db } from "../store/schema.ts";
import type { Deps } from "./call.ts";
import { findTerm } from "./term.ts";

const conditions = z.object({
  支委会: z.boolean().optional(),
  党小组: z.boolean().optional(),
  中心组: z.boolean().optional(),
});

/** The kind whose records show that a branch has what a condition asks for. */
const SHOWN_BY: Readonly<Record<Condition, string>> = {
  支委会: "支委会",
  党小组: "党小组会",
  中心组: "理论中心组学习",
};

/** How the duties of a year stand, and what somebody has to say first. */
export type DutyState = {
  readonly stands: readonly Stand[];
  readonly undecided: readonly Condition[];
  /** Nothing where nobody has said yet when the last election was. */
  readonly term: Term | undefined;
};

export type DutySource = Pick<Deps, "catalogue" | "duties">;

type Wanted = { readonly organisation: number; readonly year: number; readonly today: Day };

/** How the duties of an organisation stand in a year. */
export async function dutyState(db: Db, { catalogue, duties }: DutySource, wanted: Wanted): Promise<DutyState> {
  const { organisation, year, today } = wanted;
  const all = withPromises(duties, await findPromises(db, { organisation, year }));
  const term = await findTerm(db, organisation);
  const election = term === undefined ? undefined : termDuty(term, year);
  const demanded = demandedOf(election === undefined ? all : [...all, election], await conditionsOf(db, wanted));
  const period = yearPeriod(year);
  const activities = await findLedger(db, { organisations: [organisation], period, states: ["counted"] });
  const stands = standings(demanded.duties, activities, { catalogue, organisation, year, today });
  return { stands, undecided: demanded.undecided, term };
}

/** What was answered, else what the ledger shows, of the conditions that are asked for; what neither tells is left open. */
export async function conditionsOf(
  db: Db,
  { organisation, today }: { organisation: number; today: Day },
  wanted: Iterable<Condition> = CONDITIONS,
): Promise<Conditions> {
  const stated = await statedConditions(db, organisation);
  const known: Partial<Record<Condition, boolean>> = {};
  for (const condition of wanted) {
    const value = stated[condition] ?? (await shownBy(db, { organisation, condition, today }));
    if (value !== undefined) known[condition] = value;
  }
  return known;
}

async function shownBy(
  db: Db,
  { organisation, condition, today }: { organisation: number; condition: Condition; today: Day },
): Promise<boolean | undefined> {
  if (condition === "党小组" && (await hasUnits(db, organisation, "党小组"))) return true;
  const lately = { first: addDays(today, -730), last: today };
  if (await hasHeld(db, { organisation, kind: SHOWN_BY[condition], ...lately })) return true;
  // It is a rule for committees of the party and not for branches.
  if (condition !== "中心组") return undefined;
  return (await getOrganisation(db, organisation)).level === "党委" ? undefined : false;
}

async function statedConditions(db: Db, organisation: number): Promise<Conditions> {
  const value = await getMark(db, markOf(organisation));
  if (value === undefined) return {};
  const read = conditions.parse(JSON.parse(value));
  return Object.fromEntries(Object.entries(read).filter(([, known]) => known !== undefined));
}

/** Keeps what a person said of their branch. */
export async function decide(db: Db, organisation: number, condition: Condition, holds: boolean): Promise<void> {
  const known = await statedConditions(db, organisation);
  await setMark(db, markOf(organisation), JSON.stringify({ ...known, [condition]: holds }));
}

function markOf(organisation: number): string {
  return `conditions:${organisation}`;
}
