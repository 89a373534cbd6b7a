import type { Day } from "../../ledger/activity.ts";
import { weekPeriod, yearOf } from "../../ledger/calendar.ts";
import { type Condition, demandedOf, dutiesOf, type Stand, standings } from "../../ledger/duties.ts";
import { dutyDays } from "../../ledger/duty-periods.ts";
import type { Level } from "../../ledger/fields.ts";
import { withPromises } from "../../ledger/promises.ts";
import { type Term, termDuty } from "../../ledger/term.ts";
import { findLedger } from "../../store/activities.ts";
import { findGroups, findLevels } from "../../store/duty-facts.ts";
import type { Db } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import { conditionsOf } from "./conditions.ts";
import { findKept } from "./promised.ts";
import { findTerm } from "./term.ts";

/** How the duties of a year stand, and what somebody has to say first. */
export type DutyState = {
  readonly stands: readonly Stand[];
  readonly undecided: readonly Condition[];
  readonly level: Level;
  /** Whether it elects a committee: a group does not. */
  readonly elects: boolean;
  /** Nothing where nobody has said yet when the last election was. */
  readonly term: Term | undefined;
};

type DutySource = Pick<Deps, "catalogue" | "duties">;

type Wanted = { readonly organisation: number; readonly year: number; readonly today: Day };

/** How the duties of an organisation stand in a year. */
export async function dutyState(db: Db, { catalogue, duties }: DutySource, wanted: Wanted): Promise<DutyState> {
  const { organisation, year, today } = wanted;
  const level = (await findLevels(db, [organisation])).get(organisation) ?? "党支部";
  const elects = level !== "党小组";
  const kept = await findKept(db, { organisation, year });
  const all = withPromises(dutiesOf(duties, level), kept, catalogue);
  const term = elects ? await findTerm(db, organisation) : undefined;
  const election = term === undefined ? undefined : termDuty(term, year);
  const known = (await conditionsOf(db, { organisations: [organisation], today })).get(organisation) ?? {};
  const demanded = demandedOf(election === undefined ? all : [...all, election], known);
  const period = dutyDays(year);
  const ledgerOf = (id: number) => findLedger(db, { organisations: [id], period, states: ["counted"] });
  const activities = await ledgerOf(organisation);
  const units = (await findGroups(db, [organisation])).get(organisation) ?? [];
  const groups = [];
  for (const unit of units) groups.push({ ...unit, activities: await ledgerOf(unit.id) });
  const stands = standings(demanded.duties, activities, { catalogue, organisation, year, today, groups });
  return { stands, undecided: demanded.undecided, level, elects, term };
}

/**
 * How the duties stand whose periods run on a day: those of its year, and those of the week
 * where that began in the year before.
 */
export async function runningDuties(
  db: Db,
  source: DutySource,
  { organisation, today }: Omit<Wanted, "year">,
): Promise<DutyState> {
  const year = yearOf(today);
  const state = await dutyState(db, source, { organisation, year, today });
  const begun = yearOf(weekPeriod(today).first);
  if (begun === year) return state;
  const { stands } = await dutyState(db, source, { organisation, year: begun, today });
  return { ...state, stands: [...state.stands, ...stands.filter(({ duty }) => duty.period === "week")] };
}
