import type { Day, Period } from "../../ledger/activity.ts";
import { addDays, yearOf } from "../../ledger/calendar.ts";
import { type Duty, demandedOf, dutiesOf } from "../../ledger/duties.ts";
import { periodsOf } from "../../ledger/duty-periods.ts";
import { LEVELS, type Level } from "../../ledger/fields.ts";
import { withPromises } from "../../ledger/promises.ts";
import { findLevels } from "../../store/duty-facts.ts";
import { findPromisesOf } from "../../store/promises.ts";
import type { Db } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import { conditionsOf } from "../duties/conditions.ts";
import { type Demand, type IsDone, openDone } from "../duties/done.ts";
import { withDays } from "../duties/promised.ts";
import { rotaLines } from "../plans/rota.ts";
import { openPlansOf, type Plan, planText } from "../plans.ts";
import { shortDay } from "../replies/describe.ts";

/** A summary looks this far ahead. */
const AHEAD_DAYS = 10;

type Source = Pick<Deps, "catalogue" | "duties">;

/** What is coming of each organisation, in whole lines. */
type Coming = (db: Db, organisations: readonly number[]) => Promise<ReadonlyMap<number, readonly string[]>>;

/** A summary of a week, and the day on which it is read. */
type Told = { readonly week: Period; readonly on: Day };

/** What is coming for those who read of a week: plans, what has to be done soon, who reads next. No names of who lacks something. */
export function openComing(source: Source, { week, on }: Told): Coming {
  const looking = { on, until: addDays(week.last, AHEAD_DAYS) };
  const endingsOf = openEndings(source, looking);
  const isDoneOf = openDone(source.catalogue);
  return async (db, organisations) => {
    const plans = await openPlansOf(db, organisations);
    const demanded = await demandedSoon(db, await endingsOf(db, organisations), looking);
    const due = dueLines(demanded, await isDoneOf(db, demanded), looking);
    const rotas = await rotaLines(db, organisations, on);
    const linesOf = (organisation: number) => [
      ...planLines(plans.get(organisation) ?? [], looking),
      ...(due.get(organisation) ?? []),
      ...[rotas.get(organisation) ?? []].flat(),
    ];
    return new Map(organisations.map((organisation) => [organisation, linesOf(organisation)]));
  };
}

type Looking = { readonly on: Day; readonly until: Day };

function planLines(plans: readonly Plan[], { on, until }: Looking): string[] {
  const near = plans.filter(({ day }) => day >= on && day <= addDays(until, 4));
  return near.length === 0 ? [] : ["接下来的计划：", ...near.map((plan) => `· ${planText(plan, on)}`)];
}

/** Finds the periods that end soon of each organisation; they are shared by those who promised nothing. */
function openEndings({ duties, catalogue }: Source, looking: Looking) {
  const ofLevel = new Map<Level, readonly Duty[]>(LEVELS.map((level) => [level, dutiesOf(duties, level)]));
  const shipped = new Map([...ofLevel].map(([level, own]) => [level, endingSoon(own, looking)]));
  return async (db: Db, organisations: readonly number[]): Promise<Map<number, readonly Ending[]>> => {
    const levels = await findLevels(db, organisations);
    const promised = await findPromisesOf(db, { organisations, year: yearOf(looking.on) });
    for (const [organisation, own] of promised) promised.set(organisation, await withDays(db, own));
    const endings = (organisation: number) => {
      const own = promised.get(organisation);
      const level = levels.get(organisation) ?? "党支部";
      if (own === undefined) return shipped.get(level) ?? [];
      return endingSoon(withPromises(ofLevel.get(level) ?? [], own, catalogue), looking);
    };
    return new Map(organisations.map((organisation) => [organisation, endings(organisation)]));
  };
}

/** What each organisation has to do soon, as far as its conditions are known. */
async function demandedSoon(
  db: Db,
  endingOf: ReadonlyMap<number, readonly Ending[]>,
  { on }: Looking,
): Promise<Demand[]> {
  const endings = [...new Set(endingOf.values())].flat();
  const asked = new Set(endings.flatMap(({ duties }) => duties.flatMap(({ when }) => when)));
  const known = await conditionsOf(db, { organisations: [...endingOf.keys()], today: on }, asked);
  return [...endingOf].flatMap(([organisation, ending]) =>
    ending.map(({ period, duties }) => ({
      organisation,
      period,
      duties: demandedOf(duties, known.get(organisation) ?? {}).duties,
    })),
  );
}

/** One line for each day on which something ends. */
function dueLines(demanded: readonly Demand[], isDone: IsDone, { on }: Looking): Map<number, string[]> {
  const open = new Map<number, Map<Day, string[]>>();
  for (const one of demanded) {
    const { last } = one.period;
    const ids = one.duties.filter((duty) => !isDone(one, duty)).map(({ id }) => id);
    if (ids.length === 0) continue;
    const days = open.get(one.organisation) ?? new Map<Day, string[]>();
    open.set(one.organisation, days.set(last, [...(days.get(last) ?? []), ...ids]));
  }
  return new Map(
    [...open].map(([organisation, days]) => [
      organisation,
      [...days].map(([last, ids]) => `${shortDay(last, on)}前要办：${ids.join("、")}`),
    ]),
  );
}

type Ending = { readonly period: Period; readonly duties: readonly Duty[] };

/** The running periods that end soon, each with the duties that have it; what recurs every week needs no word. */
function endingSoon(duties: readonly Duty[], { on, until }: Looking): Ending[] {
  const found = new Map<string, { period: Period; duties: Duty[] }>();
  for (const duty of duties) {
    if (duty.period === "week") continue;
    const period = periodsOf(duty, yearOf(on)).find(({ first, last }) => first <= on && on <= last);
    if (period === undefined || period.last > until) continue;
    const key = `${period.first} ${period.last}`;
    const known = found.get(key);
    if (known) known.duties.push(duty);
    else found.set(key, { period, duties: [duty] });
  }
  return [...found.values()];
}
