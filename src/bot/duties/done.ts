import type { Period } from "../../ledger/activity.ts";
import { type Duty, isOfGroups, isSaidDone, timesOf } from "../../ledger/duties.ts";
import type { Catalogue } from "../../ledger/kinds.ts";
import { openSums } from "../../ledger/so-far.ts";
import { findGroups, findKindsHeld, findQuantitiesNamed, type Unit } from "../../store/duty-facts.ts";
import type { Db } from "../../store/schema.ts";
import { openYearCounts } from "../../store/year-counts.ts";

/** Duties of one organisation that have one period in common. */
export type Demand = { readonly organisation: number; readonly period: Period; readonly duties: readonly Duty[] };

/** Whether a duty that was looked up is done. */
export type IsDone = (demand: Demand, duty: Duty) => boolean;

/** Looks up for many organisations at once which duties are done; what a run has read is remembered. */
export function openDone(catalogue: Catalogue): (db: Db, demands: readonly Demand[]) => Promise<IsDone> {
  const countsOf = openYearCounts();
  const kindsOf = openKinds(catalogue);

  /** Of duties that are done by one record. */
  async function once(db: Db, { period, demands }: Together): Promise<IsDone> {
    const duties = new Set(demands.flatMap((demand) => demand.duties));
    const kinds = new Set([...duties].filter(isOnce).flatMap(kindsOf));
    const organisations = demands.map(({ organisation }) => organisation);
    const held = await findKindsHeld(db, { organisations, kinds: [...kinds], period });
    return ({ organisation }, duty) => kindsOf(duty).some((kind) => held.get(organisation)?.has(kind) === true);
  }

  /** Of duties that want each of some amounts named by a record: the kinds of pair of 谈心谈话. */
  async function named(db: Db, { period, demands }: Together): Promise<IsDone> {
    const duties = demands.flatMap((demand) => demand.duties).filter(({ each }) => each !== undefined);
    if (duties.length === 0) return () => true;
    const organisations = demands.map(({ organisation }) => organisation);
    const found = await findQuantitiesNamed(db, { organisations, kinds: duties.flatMap(kindsOf), period });
    return ({ organisation }, { each = [] }) => each.every((name) => found.get(organisation)?.has(name) === true);
  }

  /** Of duties that are done by several records. */
  async function often(db: Db, { period, demands }: Together): Promise<IsDone> {
    const wanted = demands.filter(({ duties }) => duties.some((duty) => !isOnce(duty)));
    if (wanted.length === 0) return () => false;
    const organisations = wanted.map(({ organisation }) => organisation);
    const counts = await countsOf(db, organisations, period);
    return ({ organisation }, duty) => {
      const field = timesOf(duty);
      const sums = openSums([field], catalogue)(counts.get(organisation) ?? []);
      return (sums.get(field)?.value ?? 0) >= duty.minimum;
    };
  }

  return async (db, wanted) => {
    const unitsOf = await findGroups(db, demandingGroups(wanted));
    const demands = [...wanted, ...wanted.flatMap((demand) => demandsOfUnits(demand, unitsOf))];
    const found = new Map<string, { once: IsDone; often: IsDone; named: IsDone }>();
    for (const [key, together] of byPeriod(demands)) {
      const [one, several] = [await once(db, together), await often(db, together)];
      found.set(key, { once: one, often: several, named: await named(db, together) });
    }
    const isDone: IsDone = (demand, duty) => {
      const looked = found.get(keyOf(demand));
      if (looked === undefined) return false;
      return (isOnce(duty) ? looked.once : looked.often)(demand, duty) && looked.named(demand, duty);
    };
    return (demand, duty) => {
      if (isSaidDone(duty, demand.period) || isDone(demand, duty)) return true;
      const units = isOfGroups(duty) ? (unitsOf.get(demand.organisation) ?? []) : [];
      return units.length > 0 && units.every(({ id }) => isDone({ ...demand, organisation: id }, duty));
    };
  };
}

/** The organisations of which something is demanded that their groups do. */
function demandingGroups(demands: readonly Demand[]): number[] {
  return demands.filter(({ duties }) => duties.some(isOfGroups)).map(({ organisation }) => organisation);
}

/** The same of each group, of what groups do. */
function demandsOfUnits(
  { organisation, period, duties }: Demand,
  unitsOf: ReadonlyMap<number, readonly Unit[]>,
): Demand[] {
  const some = duties.filter(isOfGroups);
  if (some.length === 0) return [];
  return (unitsOf.get(organisation) ?? []).map(({ id }) => ({ organisation: id, period, duties: some }));
}

function isOnce({ minimum, amount }: Duty): boolean {
  return minimum === 1 && amount === undefined;
}

/** The kinds of a duty, and those that are also of them. */
function openKinds(catalogue: Catalogue): (duty: Duty) => readonly string[] {
  const known = new Map<Duty, readonly string[]>();
  return (duty) => {
    const before = known.get(duty);
    if (before !== undefined) return before;
    const also = catalogue.kinds.filter((kind) => kind.also.some((name) => duty.kinds.includes(name)));
    const kinds = [...new Set([...duty.kinds, ...also.map(({ name }) => name)])];
    known.set(duty, kinds);
    return kinds;
  };
}

type Together = { readonly period: Period; readonly demands: readonly Demand[] };

function byPeriod(demands: readonly Demand[]): Map<string, Together> {
  const found = new Map<string, { period: Period; demands: Demand[] }>();
  for (const demand of demands) {
    const key = keyOf(demand);
    const known = found.get(key);
    if (known) known.demands.push(demand);
    else found.set(key, { period: demand.period, demands: [demand] });
  }
  return found;
}

function keyOf({ period }: Demand): string {
  return `${period.first} ${period.last}`;
}
