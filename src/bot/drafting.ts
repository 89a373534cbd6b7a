import type { Day, Period } from "../ledger/activity.ts";
import { dayIn, yearPeriod } from "../ledger/calendar.ts";
import { dutyDays } from "../ledger/duties.ts";
import { changesSince, type Held } from "../report/checks.ts";
import {
  type Draft,
  type Drafted,
  type DraftInput,
  type LedgerRow,
  makeDraft,
  type YearBefore,
} from "../report/draft.ts";
import type { TemplateSource } from "../report/form.ts";
import type { Manual } from "../report/manual.ts";
import { readSnapshot, snapshotOf } from "../report/snapshot.ts";
import type { Value } from "../report/values.ts";
import { findHeld, findLedger, type StoredActivity } from "../store/activities.ts";
import { findClosing } from "../store/closings.ts";
import { findDraft, saveDraft } from "../store/drafts.ts";
import { findManualValues } from "../store/manual-values.ts";
import { getOrganisation, type OrganisationRow, organisationPath, unitIds } from "../store/organisations.ts";
import { findMembers, findNames } from "../store/people.ts";
import { findPromises } from "../store/promises.ts";
import type { Db, Level, Trx } from "../store/schema.ts";
import type { Deps } from "./call.ts";
import { recordLine } from "./describe.ts";
import { templateOf } from "./own-template.ts";
import { doubtWording } from "./wording.ts";

export type DraftWanted = {
  readonly organisation: number;
  readonly year: number;
  readonly withSubUnits: boolean;
  /** Whether last year's records are read too, for comparison. */
  readonly compared?: boolean;
  /** In place of the organisation's template. */
  readonly template?: TemplateSource;
};

type Source = Pick<Deps, "catalogue" | "fields" | "template">;

/** Reads the ledger for a draft and makes it. Nothing is kept. */
export async function draftOf(db: Db, deps: Source, wanted: DraftWanted, madeAt: Date): Promise<Drafted> {
  const drafted = makeDraft(await gather(db, deps, wanted, madeAt));
  if (!drafted.ok || wanted.withSubUnits) return drafted;
  const changes = changesSince(await closedValues(db, wanted), drafted.draft.values);
  return { ok: true, draft: { ...drafted.draft, checks: [...drafted.draft.checks, ...changes] } };
}

/** The values that a year had when it was closed; none for one that never was. */
async function closedValues(db: Db, { organisation, year }: DraftWanted): Promise<readonly Value[]> {
  const closing = await findClosing(db, { organisation, year });
  if (closing === undefined) return [];
  const row = await findDraft(db, { organisationId: organisation, year, number: closing.draft });
  return row === undefined ? [] : readSnapshot(row.snapshot).values;
}

/** Keeps a made draft with its number, its cut-off and a snapshot, from which its documents can be made again. */
export async function keepDraft(db: Trx, draft: Draft, wanted: DraftWanted, madeAt: Date): Promise<number> {
  return saveDraft(db, {
    organisation_id: wanted.organisation,
    year: wanted.year,
    with_sub_units: wanted.withSubUnits ? 1 : 0,
    cutoff: madeAt.toISOString(),
    snapshot: snapshotOf(draft),
    created_at: madeAt.toISOString(),
  });
}

/** All that a draft is made of, for one organisation or with its sub-units. */
export async function gather(db: Db, deps: Source, wanted: DraftWanted, madeAt: Date): Promise<DraftInput> {
  const own = await getOrganisation(db, wanted.organisation);
  const units = wanted.withSubUnits ? await unitIds(db, own.id) : [own.id];
  const today = dayIn(own.zone, madeAt);
  const held = await heldIn(db, units, wanted.year);
  const { rows, levels } = await ledgerOf(db, units, { period: dutyDays(wanted.year), held });
  const last = wanted.compared ? await yearBefore(db, units, wanted, own.zone) : undefined;
  return {
    organisation: await organisationPath(db, own.id),
    secretary: (await findMembers(db, own.id)).find(({ role }) => role === "secretary")?.name ?? null,
    year: wanted.year,
    fields: deps.fields,
    catalogue: deps.catalogue,
    scope: { organisation: own.id, levels: new Map([...(last?.levels ?? []), ...levels]) },
    rows,
    held: held.map((record) => heldPoint(record, today)),
    manual: await manualValues(db, wanted, own.zone),
    template: wanted.template ?? (await templateOf(db, own.id, deps.template)),
    madeOn: today,
    promises: await findPromises(db, { organisation: own.id, year: wanted.year }),
    ...(last === undefined ? {} : { before: last }),
  };
}

type LastYear = YearBefore & Pick<Ledger, "levels">;

/** Last year's ledger, with the levels of those who held something in it, be it nothing in this one. */
async function yearBefore(db: Db, units: readonly number[], wanted: DraftWanted, zone: string): Promise<LastYear> {
  const year = wanted.year - 1;
  const { rows, levels } = await ledgerOf(db, units, { period: yearPeriod(year), held: await heldIn(db, units, year) });
  return { rows, levels, manual: await manualValues(db, { ...wanted, year }, zone) };
}

const ALWAYS: Period = { first: "0000-01-01", last: "9999-12-31" };

/** Counted and held records of a year, or of all, with the names that people read; the undated come last. */
export async function ledgerRows(db: Db, units: readonly number[], year?: number): Promise<LedgerRow[]> {
  const period = year === undefined ? ALWAYS : yearPeriod(year);
  return (await ledgerOf(db, units, { period, held: await heldIn(db, units, year) })).rows;
}

type Ledger = { readonly rows: LedgerRow[]; readonly levels: ReadonlyMap<number, Level> };

async function ledgerOf(
  db: Db,
  units: readonly number[],
  { period, held }: { period: Period; held: readonly StoredActivity[] },
): Promise<Ledger> {
  const dated = await findLedger(db, { organisations: units, period, states: ["counted", "held"] });
  const records = [...dated, ...held.filter(({ start }) => start === null)];
  const heldBy = new Map<number, OrganisationRow>();
  for (const id of new Set(records.map(({ organisation }) => organisation))) {
    heldBy.set(id, await getOrganisation(db, id));
  }
  const rows = await namedRows(db, records, heldBy);
  return { rows, levels: new Map([...heldBy.values()].map(({ id, level }) => [id, level])) };
}

/** Held records of a year or all, and those logged in it whose day is not known yet, by id. */
async function heldIn(db: Db, units: readonly number[], year: number | undefined): Promise<StoredActivity[]> {
  const held: StoredActivity[] = [];
  for (const unit of units) held.push(...(await findHeld(db, unit)));
  const wanted = year === undefined ? "" : `${year}-`;
  return held.filter(({ start, sentAt }) => (start ?? sentAt).startsWith(wanted)).sort((a, b) => a.id - b.id);
}

function heldPoint(record: StoredActivity, today: Day): Held {
  const since = record.sentAt.slice(0, 10);
  if (record.heldFor === "same" || record.heldFor === "again") {
    const question = record.heldFor === "same" ? "是同一次吗？" : "又一次，还是重复发送？";
    return { record: record.id, reason: "是否同一次", question: `和 #${record.twinId}，${question}`, since };
  }
  if (record.heldFor === "closed") {
    return { record: record.id, reason: "封账后补记", question: `计入请发“计入 #${record.id} 原因 …”`, since };
  }
  const [doubt] = record.doubts;
  const reason = record.heldFor === "kind" ? "类别" : "日期";
  const question = doubt === undefined ? recordLine(record, today) : doubtWording(doubt, today).text;
  return { record: record.id, reason, question, since };
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

async function manualValues(db: Db, wanted: DraftWanted, zone: string): Promise<Map<string, Manual>> {
  const rows = await findManualValues(db, { organisationId: wanted.organisation, year: wanted.year });
  const names = await findNames(
    db,
    rows.map(({ person_id }) => person_id),
  );
  return new Map(
    rows.map(({ field, value, person_id, set_at }) => [
      field,
      { text: value, by: names.get(person_id) ?? "", on: dayIn(zone, new Date(set_at)) },
    ]),
  );
}
