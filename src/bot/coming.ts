import type { Day, Period } from "../ledger/activity.ts";
import { addDays, yearOf } from "../ledger/calendar.ts";
import { type Duty, demandedOf, periodsOf, timesOf } from "../ledger/duties.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { openSums } from "../ledger/so-far.ts";
import { hasHeld } from "../store/duty-facts.ts";
import type { Db } from "../store/schema.ts";
import { openYearCounts } from "../store/year-counts.ts";
import type { Deps } from "./call.ts";
import { shortDay } from "./describe.ts";
import { conditionsOf } from "./duty-state.ts";
import { openPlans, planText } from "./plans.ts";
import { rotaLine } from "./rota.ts";

/** A summary looks this far ahead. */
const AHEAD_DAYS = 10;

type Source = Pick<Deps, "catalogue" | "duties">;

/** What is coming after a week, in whole lines: plans, what has to be done soon, who reads next. No names of who lacks something. */
export function openComing(
  { catalogue, duties }: Source,
  week: Period,
): (db: Db, organisation: number) => Promise<string[]> {
  const next = addDays(week.last, 1);
  const until = addDays(week.last, AHEAD_DAYS);
  const ending = endingSoon(duties, next, until);
  const asked = new Set(ending.flatMap(({ duties: all }) => all.flatMap(({ when }) => when)));
  const sumsOf = openSums(
    ending.flatMap(({ duties: all }) => all.map(timesOf)),
    catalogue,
  );
  const countsOf = openYearCounts();

  async function isDone(
    db: Db,
    organisation: number,
    { duty, period }: { duty: Duty; period: Period },
  ): Promise<boolean> {
    if (duty.minimum === 1) {
      for (const kind of withAlso(duty.kinds, catalogue))
        if (await hasHeld(db, { organisation, kind, ...period })) return true;
      return false;
    }
    const sums = sumsOf(await countsOf(db, { organisation, year: period.last.slice(0, 4), ...period }));
    const sum = [...sums].find(([{ id }]) => id === duty.id)?.[1];
    return (sum?.value ?? 0) >= duty.minimum;
  }

  async function open(db: Db, organisation: number, { period, duties: all }: Ending): Promise<Duty[]> {
    const found: Duty[] = [];
    for (const duty of all) if (!(await isDone(db, organisation, { duty, period }))) found.push(duty);
    return found;
  }

  async function due(db: Db, organisation: number): Promise<string[]> {
    if (ending.length === 0) return [];
    const conditions = await conditionsOf(db, { organisation, today: next }, asked);
    const lines: string[] = [];
    for (const { period, duties: all } of ending) {
      const found = await open(db, organisation, { period, duties: demandedOf(all, conditions).duties });
      if (found.length > 0) lines.push(`${shortDay(period.last, next)}前要办：${found.map(({ id }) => id).join("、")}`);
    }
    return lines;
  }

  return async (db, organisation) => {
    const plans = (await openPlans(db, organisation)).filter(({ day }) => day >= week.last && day <= addDays(until, 4));
    const planned = plans.map((plan) => `· ${planText(plan, next)}`);
    const rota = await rotaLine(db, organisation, next);
    return [
      ...(planned.length === 0 ? [] : ["接下来的计划：", ...planned]),
      ...(await due(db, organisation)),
      ...(rota === undefined ? [] : [rota]),
    ];
  };
}

/** The kinds, and those that are also of them. */
function withAlso(kinds: readonly string[], catalogue: Catalogue): string[] {
  const also = catalogue.kinds.filter((kind) => kind.also.some((name) => kinds.includes(name)));
  return [...new Set([...kinds, ...also.map(({ name }) => name)])];
}

type Ending = { readonly period: Period; readonly duties: readonly Duty[] };

/** The running periods that end soon, each with the duties that have it. */
function endingSoon(duties: readonly Duty[], next: Day, until: Day): Ending[] {
  const found = new Map<string, { period: Period; duties: Duty[] }>();
  for (const duty of duties) {
    const period = periodsOf(duty, yearOf(next)).find(({ first, last }) => first <= next && next <= last);
    if (period === undefined || period.last > until) continue;
    const known = found.get(period.first);
    if (known) known.duties.push(duty);
    else found.set(period.first, { period, duties: [duty] });
  }
  return [...found.values()];
}
