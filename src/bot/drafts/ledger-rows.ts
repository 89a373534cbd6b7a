import type { Period } from "../../ledger/activity.ts";
import { dayIn, yearPeriod } from "../../ledger/calendar.ts";
import type { Level } from "../../ledger/fields.ts";
import type { LedgerRow } from "../../report/draft.ts";
import type { Manual } from "../../report/manual.ts";
import { fieldValues, type Value, type ValuesInput } from "../../report/values.ts";
import { findHeld, findLedger, type StoredActivity } from "../../store/activities.ts";
import { findManualValues } from "../../store/manual-values.ts";
import { getOrganisation, type OrganisationRow, unitIds } from "../../store/organisations.ts";
import { findNames } from "../../store/people.ts";
import type { Db } from "../../store/schema.ts";

const ALWAYS: Period = { first: "0000-01-01", last: "9999-12-31" };

/** Which numbers are wanted: of an organisation, or with its sub-units, for a year. */
export type ValuesWanted = { readonly organisation: number; readonly year: number; readonly withSubUnits: boolean };

/** The values of some fields as the ledger stands, and how many records are held back; no document is made of them. */
export async function valuesOf(
  db: Db,
  { catalogue, fields }: Pick<ValuesInput, "catalogue" | "fields">,
  wanted: ValuesWanted,
): Promise<{ readonly values: readonly Value[]; readonly held: number }> {
  const { organisation, year } = wanted;
  const own = await getOrganisation(db, organisation);
  const units = wanted.withSubUnits ? await unitIds(db, organisation) : [organisation];
  const held = await heldIn(db, units, year);
  const { records, heldBy } = await recordsOf(db, units, { period: yearPeriod(year), held });
  const scope = { organisation, levels: levelsOf(heldBy) };
  const manual = await manualValues(db, wanted, own.zone);
  return { values: fieldValues({ fields, catalogue, scope, activities: records, year, manual }), held: held.length };
}

/** Counted and held records of a year, or of all, with the names that people read; the undated come last. */
export async function ledgerRows(db: Db, units: readonly number[], year?: number): Promise<LedgerRow[]> {
  const period = year === undefined ? ALWAYS : yearPeriod(year);
  return (await ledgerOf(db, units, { period, held: await heldIn(db, units, year) })).rows;
}

export type Ledger = { readonly rows: LedgerRow[]; readonly levels: ReadonlyMap<number, Level> };

type AskedLedger = { readonly period: Period; readonly held: readonly StoredActivity[] };

/** Counted and held records that begin in a period, and of the held ones those without a day. */
export async function ledgerOf(db: Db, units: readonly number[], asked: AskedLedger): Promise<Ledger> {
  const { records, heldBy } = await recordsOf(db, units, asked);
  return { rows: await namedRows(db, records, heldBy), levels: levelsOf(heldBy) };
}

type Holders = ReadonlyMap<number, OrganisationRow>;

async function recordsOf(
  db: Db,
  units: readonly number[],
  { period, held }: AskedLedger,
): Promise<{ readonly records: StoredActivity[]; readonly heldBy: Holders }> {
  const dated = await findLedger(db, { organisations: units, period, states: ["counted", "held"] });
  const records = [...dated, ...held.filter(({ start }) => start === null)];
  const heldBy = new Map<number, OrganisationRow>();
  for (const id of new Set(records.map(({ organisation }) => organisation))) {
    heldBy.set(id, await getOrganisation(db, id));
  }
  return { records, heldBy };
}

function levelsOf(heldBy: Holders): ReadonlyMap<number, Level> {
  return new Map([...heldBy.values()].map(({ id, level }) => [id, level]));
}

/** Held records of a year or all, and those logged in it whose day is not known yet, by id. */
export async function heldIn(db: Db, units: readonly number[], year: number | undefined): Promise<StoredActivity[]> {
  const held: StoredActivity[] = [];
  for (const unit of units) held.push(...(await findHeld(db, unit)));
  const wanted = year === undefined ? "" : `${year}-`;
  return held.filter(({ start, sentAt }) => (start ?? sentAt).startsWith(wanted)).sort((a, b) => a.id - b.id);
}

async function namedRows(
  db: Db,
  records: readonly StoredActivity[],
  organisations: ReadonlyMap<number, OrganisationRow>,
): Promise<LedgerRow[]> {
  const people = [...new Set(records.flatMap(({ authorId, participants }) => [authorId, ...participants]))];
  const names = await findNames(db, people);
  // The records are fresh from the store: adding to them takes a fraction of copying them.
  return records.map((record) =>
    Object.assign(record, {
      organisationName: organisations.get(record.organisation)?.name ?? "",
      reporter: names.get(record.authorId) ?? null,
      people: record.participants.flatMap((id) => names.get(id) ?? []),
    }),
  );
}

/** What people filled in for a year, by field. */
export async function manualValues(
  db: Db,
  { organisation, year, withSubUnits }: ValuesWanted,
  zone: string,
): Promise<Map<string, Manual>> {
  const rows = await findManualValues(db, { organisationId: organisation, year });
  const names = await findNames(
    db,
    rows.map(({ person_id }) => person_id),
  );
  return new Map(
    rows.map(({ field, value, person_id, set_at }) => [
      field,
      {
        text: value,
        by: names.get(person_id) ?? "",
        on: dayIn(zone, new Date(set_at)),
        ...(withSubUnits ? { own: true } : {}),
      },
    ]),
  );
}
