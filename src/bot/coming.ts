import type { Day, Period } from "../ledger/activity.ts";
import { addDays, yearOf } from "../ledger/calendar.ts";
import { type Duty, demandedOf, isOfGroups, periodsOf } from "../ledger/duties.ts";
import { withPromises } from "../ledger/promises.ts";
import { findLevels } from "../store/duty-facts.ts";
import { findPromisesOf } from "../store/promises.ts";
import type { Db } from "../store/schema.ts";
import type { Deps } from "./call.ts";
import { conditionsOf } from "./conditions.ts";
import { shortDay } from "./describe.ts";
import { openDone } from "./duties-done.ts";
import { openPlansOf, planText } from "./plans.ts";
import { rotaLines } from "./rota.ts";

/** A summary looks this far ahead. */
const AHEAD_DAYS = 10;

type Source = Pick<Deps, "catalogue" | "duties">;

/** What is coming of each organisation, in whole lines. */
export type Coming = (db: Db, organisations: readonly number[]) => Promise<ReadonlyMap<number, readonly string[]>>;

/** What is coming after a week: plans, what has to be done soon, who reads next. No names of who lacks something. */
export function openComing({ catalogue, duties }: Source, week: Period): Coming {
  const next = addDays(week.last, 1);
  const until = addDays(week.last, AHEAD_DAYS);
  const looking = { next, until };
  const isDoneOf = openDone(catalogue);
  const ofGroups = duties.filter(isOfGroups);
  const shipped = endingSoon(duties, looking);
  const shippedToGroups = endingSoon(ofGroups, looking);

  /** What has to be done soon, and the periods in which that is, shared by those who promised nothing. */
  async function due(db: Db, organisations: readonly number[]): Promise<Map<number, string[]>> {
    const levels = await findLevels(db, organisations);
    const promised = await findPromisesOf(db, { organisations, year: yearOf(next) });
    const endingOf = new Map(
      organisations.map((organisation) => {
        const own = promised.get(organisation);
        const isGroup = levels.get(organisation) === "党小组";
        if (own === undefined) return [organisation, isGroup ? shippedToGroups : shipped];
        return [organisation, endingSoon(withPromises(isGroup ? ofGroups : duties, own), looking)];
      }),
    );
    const asked = new Set(
      [...new Set(endingOf.values())].flat().flatMap(({ duties: some }) => some.flatMap(({ when }) => when)),
    );
    const known = await conditionsOf(db, { organisations, today: next }, asked);
    const demanded = [...endingOf].flatMap(([organisation, ending]) =>
      ending.map(({ period, duties: all }) => {
        const { duties: some } = demandedOf(all, known.get(organisation) ?? {});
        return { organisation, period, duties: some };
      }),
    );
    const isDone = await isDoneOf(db, demanded);
    const lines = new Map<number, string[]>();
    for (const one of demanded) {
      const open = one.duties.filter((duty) => !isDone(one, duty)).map(({ id }) => id);
      if (open.length === 0) continue;
      const line = `${shortDay(one.period.last, next)}前要办：${open.join("、")}`;
      lines.set(one.organisation, [...(lines.get(one.organisation) ?? []), line]);
    }
    return lines;
  }

  return async (db, organisations) => {
    const plans = await openPlansOf(db, organisations);
    const lines = await due(db, organisations);
    const rotas = await rotaLines(db, organisations, next);
    return new Map(
      organisations.map((organisation) => {
        const near = (plans.get(organisation) ?? []).filter(({ day }) => day >= week.last && day <= addDays(until, 4));
        const planned = near.map((plan) => `· ${planText(plan, next)}`);
        const rota = rotas.get(organisation);
        return [
          organisation,
          [
            ...(planned.length === 0 ? [] : ["接下来的计划：", ...planned]),
            ...(lines.get(organisation) ?? []),
            ...(rota === undefined ? [] : [rota]),
          ],
        ];
      }),
    );
  };
}

type Ending = { readonly period: Period; readonly duties: readonly Duty[] };

/** The running periods that end soon, each with the duties that have it; what recurs every week needs no word. */
function endingSoon(duties: readonly Duty[], { next, until }: { next: Day; until: Day }): Ending[] {
  const found = new Map<string, { period: Period; duties: Duty[] }>();
  for (const duty of duties) {
    if (duty.period === "week") continue;
    const period = periodsOf(duty, yearOf(next)).find(({ first, last }) => first <= next && next <= last);
    if (period === undefined || period.last > until) continue;
    const key = `${period.first} ${period.last}`;
    const known = found.get(key);
    if (known) known.duties.push(duty);
    else found.set(key, { period, duties: [duty] });
  }
  return [...found.values()];
}
