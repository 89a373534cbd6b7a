import type { Day } from "../../ledger/activity.ts";
import { dayIn, yearPeriod } from "../../ledger/calendar.ts";
import { dutyDays } from "../../ledger/duty-periods.ts";
import { changesSince, type Held } from "../../report/checks.ts";
import { type Draft, type Drafted, type DraftInput, makeDraft, type YearBefore } from "../../report/draft.ts";
import type { TemplateSource } from "../../report/form.ts";
import { readSnapshot, snapshotOf } from "../../report/snapshot.ts";
import type { Value } from "../../report/values.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { findClosing } from "../../store/closings.ts";
import { findDraft, saveDraft } from "../../store/drafts.ts";
import { newestEntry } from "../../store/journal.ts";
import { findMembers } from "../../store/members.ts";
import { getOrganisation, organisationPath, unitIds } from "../../store/organisations.ts";
import type { Db, Trx } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import { findKept } from "../duties/promised.ts";
import { doubtWording } from "../questions/wording.ts";
import { recordLine } from "../replies/describe.ts";
import { heldIn, type Ledger, ledgerOf, manualValues, type ValuesWanted } from "./ledger-rows.ts";
import { templateOf } from "./own-template.ts";

export type DraftWanted = ValuesWanted & {
  /** Whether last year's records are read too, for comparison. */
  readonly compared?: boolean;
  /** In place of the organisation's template. */
  readonly template?: TemplateSource;
};

/** A draft that is made at a moment, which its documents tell. */
type DraftAt = DraftWanted & { readonly madeAt: Date };

/** What a draft is made of besides the ledger. */
export type Source = Pick<Deps, "catalogue" | "fields" | "template">;

/** Reads the ledger for a draft and makes it. Nothing is kept. */
export async function draftOf(db: Db, deps: Source, wanted: DraftAt): Promise<Drafted> {
  const drafted = makeDraft(await gather(db, deps, wanted));
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
export async function keepDraft(db: Trx, draft: Draft, { madeAt, ...wanted }: DraftAt): Promise<number> {
  return saveDraft(db, {
    organisation_id: wanted.organisation,
    year: wanted.year,
    with_sub_units: wanted.withSubUnits ? 1 : 0,
    cutoff: madeAt.toISOString(),
    snapshot: snapshotOf(draft),
    entry: await newestEntry(db),
    created_at: madeAt.toISOString(),
  });
}

/** All that a draft is made of, for one organisation or with its sub-units. */
export async function gather(db: Db, deps: Source, wanted: DraftAt): Promise<DraftInput> {
  const own = await getOrganisation(db, wanted.organisation);
  const units = wanted.withSubUnits ? await unitIds(db, own.id) : [own.id];
  const today = dayIn(own.zone, wanted.madeAt);
  const held = await heldIn(db, units, wanted.year);
  const { rows, levels } = await ledgerOf(db, units, { period: dutyDays(wanted.year), held });
  const last = wanted.compared ? await yearBefore(db, units, { ...wanted, zone: own.zone }) : undefined;
  return {
    organisation: await organisationPath(db, own.id),
    secretary: (await findMembers(db, own.id)).find(({ role }) => role === "secretary")?.name ?? null,
    year: wanted.year,
    fields: deps.fields,
    catalogue: deps.catalogue,
    scope: { organisation: own.id, levels: new Map([...(last?.levels ?? []), ...levels, [own.id, own.level]]) },
    rows,
    held: held.map((record) => heldPoint(record, today)),
    manual: await manualValues(db, wanted, own.zone),
    template: wanted.template ?? (await templateOf(db, own.id, deps.template)),
    madeOn: today,
    promises: await findKept(db, { organisation: own.id, year: wanted.year }),
    ...(last === undefined ? {} : { before: last }),
  };
}

type LastYear = YearBefore & Pick<Ledger, "levels">;

/** Last year's ledger, with the levels of those who held something in it, be it nothing in this one. */
async function yearBefore(
  db: Db,
  units: readonly number[],
  { zone, ...wanted }: DraftWanted & { readonly zone: string },
): Promise<LastYear> {
  const year = wanted.year - 1;
  const { rows, levels } = await ledgerOf(db, units, { period: yearPeriod(year), held: await heldIn(db, units, year) });
  return { rows, levels, manual: await manualValues(db, { ...wanted, year }, zone) };
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
