import { yearPeriod } from "../../ledger/calendar.ts";
import { mainKinds } from "../../ledger/compare.ts";
import { displayAmount } from "../../ledger/display.ts";
import type { Field, Level } from "../../ledger/fields.ts";
import { indexActivities, type Scope, tally } from "../../ledger/measure.ts";
import { findLedger, type StoredActivity } from "../../store/activities.ts";
import { findOrganisations, type PlacedOrganisation, unitIds } from "../../store/organisations.ts";
import { type Call, said } from "../call.ts";
import type { Command } from "./command.ts";
import { YEAR_ALONE, yearMeant } from "./report-year.ts";

/** As many columns as a phone shows, and rows as one message holds. */
const MOST_KINDS = 6;
const MOST_UNITS = 60;

/** What nobody logged; it does not say that nothing was done. */
const NONE = "—";

/** A table of units and kinds in the order of the tree: it ranks nobody and shows no shares. */
export const units: Command = {
  name: "各支部",
  latin: "units",
  usage: "各支部 2026",
  summary: "总支、党委：看下级各有多少次活动",
  permission: "manage",
  rest: YEAR_ALONE,
  async run(call, [yearText]) {
    const year = yearMeant(yearText, call.now.today);
    const all = await findOrganisations(call.db);
    const below = new Set(await unitIds(call.db, call.organisation.id));
    if (below.size === 1) return said("answered", `“${call.organisation.name}”没有下级。看本支部请发“统计”。`);
    const rows = inTree(
      all.filter(({ id }) => below.has(id)),
      call.organisation.id,
    );
    const shown = rows.slice(0, MOST_UNITS);
    const wanted = { period: yearPeriod(year), states: ["counted"] as const };
    const whole = await findLedger(call.db, { organisations: [...below], ...wanted });
    const kinds = mainKinds(whole, call.deps.catalogue, MOST_KINDS);
    if (kinds.length === 0) return said("answered", `${call.organisation.name}和下级 ${year} 年还没有记录。`);
    const counter = counting(call, kinds, all);
    const lines: string[] = [];
    for (const { id, name } of shown) {
      const label = id === call.organisation.id ? `${name}本级` : name;
      lines.push([label, ...counter(id, await findLedger(call.db, { organisations: [id], ...wanted }))].join("｜"));
    }
    const cut = rows.length > shown.length ? [`还有 ${rows.length - shown.length} 个没有列出。`] : [];
    return said(
      "answered",
      [
        `${call.organisation.name} ${year} 年各支部（次）：`,
        ["支部", ...headings(call, kinds)].join("｜"),
        ...lines,
        ["合计", ...counter(call.organisation.id, whole)].join("｜"),
        ...cut,
        `几个支部同时参加的一次活动，各支部各计一次，合计只计一次。“${NONE}”是没有登记。`,
      ].join("\n"),
    );
  },
};

/** Works are counted in their own unit, 心得体会（篇）; all others in 次, as the first line says. */
function headings({ deps }: Call, kinds: readonly string[]): string[] {
  return kinds.map((kind) => {
    const unit = deps.fields.find(({ id }) => id === kind)?.unit ?? "次";
    return unit === "次" ? kind : `${kind}（${unit}）`;
  });
}

function counting(
  { deps }: Call,
  kinds: readonly string[],
  all: readonly PlacedOrganisation[],
): (organisation: number, records: readonly StoredActivity[]) => string[] {
  const levels = new Map<number, Level>(all.map(({ id, level }) => [id, level]));
  const fields = kinds.map((kind) => deps.fields.find(({ id }) => id === kind));
  return (organisation, records) => {
    const scope: Scope = { organisation, levels };
    const index = indexActivities(records, deps.catalogue, scope);
    return fields.map((field) => (field === undefined ? NONE : countText(field, index)));
  };
}

function countText(field: Field, index: ReturnType<typeof indexActivities>): string {
  const { value, bound } = tally(field, index);
  return value === null ? NONE : displayAmount({ value, bound }, "");
}

/** Each before what is below it, and siblings as they came into being. */
function inTree(all: readonly PlacedOrganisation[], root: number): PlacedOrganisation[] {
  const own = all.filter(({ id }) => id === root);
  const children = all.filter(({ parent_id }) => parent_id === root);
  return [...own, ...children.flatMap(({ id }) => inTree(all, id))];
}
