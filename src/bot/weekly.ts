import type { Period } from "../ledger/activity.ts";
import { addDays, isoWeek, yearOf } from "../ledger/calendar.ts";
import { findActivities } from "../store/activities.ts";
import { getOrganisation } from "../store/organisations.ts";
import type { Db } from "../store/schema.ts";
import type { Deps } from "./call.ts";
import { recordLine, shortDay } from "./describe.ts";
import { draftOf } from "./drafting.ts";

/** How many of the year's numbers a summary shows. */
const SHOWN = 8;

/**
 * The weekly summary of an organisation: what was done in a week and the year so far, from
 * the same values as the draft. It names no member and what nobody did.
 */
export async function weeklyText(
  db: Db,
  deps: Pick<Deps, "catalogue" | "fields" | "headline" | "template">,
  organisationId: number,
  week: Period,
): Promise<string> {
  const { name } = await getOrganisation(db, organisationId);
  const records = await findActivities(db, { organisations: [organisationId], period: week, states: ["counted"] });
  const year = yearOf(addDays(week.first, 3));
  const drafted = await draftOf(
    db,
    deps,
    { organisation: organisationId, year, withSubUnits: false },
    new Date(`${week.last}T12:00:00Z`),
  );
  const values = drafted.ok
    ? drafted.draft.values.filter(({ field, source }) => source === "records" && deps.headline.has(field))
    : [];
  const head = `${name} 周报 ${isoWeek(week.first)}（${shortDay(week.first, week.last)}至${shortDay(week.last, week.last)}）`;
  const done =
    records.length === 0 ? ["本周没有登记活动。"] : records.map((record) => `· ${recordLine(record, week.last)}`);
  const soFar = values.slice(0, SHOWN).map(({ label, display }) => `${label} ${display}`);
  return [head, ...done, ...(soFar.length === 0 ? [] : [`${year} 年累计：${soFar.join("，")}`])].join("\n");
}
