import type { Day, Period } from "../ledger/activity.ts";
import { addDays, yearOf } from "../ledger/calendar.ts";
import { type Condition, type Duty, demandedOf, periodsOf, timesOf } from "../ledger/duties.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import { withPromises } from "../ledger/promises.ts";
import { openSums } from "../ledger/so-far.ts";
import { hasHeld } from "../store/duty-facts.ts";
import { findPromises } from "../store/promises.ts";
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
  const countsOf = openYearCounts();
  const shipped = agendaOf(duties);

  /** What ends soon of some duties; that of the rules is worked out once for everybody. */
  function agendaOf(all: readonly Duty[]): Agenda {
    const ending = endingSoon(all, next, until);
    const asked = new Set(ending.flatMap(({ duties: some }) => some.flatMap(({ when }) => when)));
    const often = ending.flatMap(({ duties: some }) => some.filter(({ minimum }) => minimum > 1));
    return { ending, asked, sumsOf: openSums(often.map(timesOf), catalogue) };
  }

  async function isDone(db: Db, organisation: number, { duty, period, sumsOf }: Checked): Promise<boolean> {
    if (duty.promise?.done === true) return true;
    if (duty.minimum === 1) {
      for (const kind of withAlso(duty.kinds, catalogue))
        if (await hasHeld(db, { organisation, kind, ...period })) return true;
      return false;
    }
    const sums = sumsOf(await countsOf(db, { organisation, year: period.last.slice(0, 4), ...period }));
    const sum = [...sums].find(([{ id }]) => id === duty.id)?.[1];
    return (sum?.value ?? 0) >= duty.minimum;
  }

  async function openOf(db: Db, organisation: number, { period, duties: all, sumsOf }: Ended): Promise<string[]> {
    const open: string[] = [];
    for (const duty of all) if (!(await isDone(db, organisation, { duty, period, sumsOf }))) open.push(duty.id);
    return open;
  }

  async function due(db: Db, organisation: number): Promise<string[]> {
    const promises = await findPromises(db, { organisation, year: yearOf(next) });
    const { ending, asked, sumsOf } = promises.length === 0 ? shipped : agendaOf(withPromises(duties, promises));
    if (ending.length === 0) return [];
    const conditions = await conditionsOf(db, { organisation, today: next }, asked);
    const lines: string[] = [];
    for (const { period, duties: all } of ending) {
      const demanded = demandedOf(all, conditions).duties;
      const open = await openOf(db, organisation, { period, duties: demanded, sumsOf });
      if (open.length > 0) lines.push(`${shortDay(period.last, next)}前要办：${open.join("、")}`);
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

type SumsOf = ReturnType<typeof openSums>;
type Agenda = { readonly ending: readonly Ending[]; readonly asked: ReadonlySet<Condition>; readonly sumsOf: SumsOf };
type Ended = Ending & { readonly sumsOf: SumsOf };
type Checked = { readonly duty: Duty; readonly period: Period; readonly sumsOf: SumsOf };

/** The kinds, and those that are also of them. */
function withAlso(kinds: readonly string[], catalogue: Catalogue): string[] {
  const also = catalogue.kinds.filter((kind) => kind.also.some((name) => kinds.includes(name)));
  return [...new Set([...kinds, ...also.map(({ name }) => name)])];
}

type Ending = { readonly period: Period; readonly duties: readonly Duty[] };

/** The running periods that end soon, each with the duties that have it; what recurs every week needs no word. */
function endingSoon(duties: readonly Duty[], next: Day, until: Day): Ending[] {
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
