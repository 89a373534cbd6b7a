import { hash } from "node:crypto";
import type { Day, Facts } from "../../ledger/activity.ts";
import { maySameEvent } from "../../ledger/merge.ts";
import type { ImportRow } from "../../report/tables/rows.ts";
import { findBySource, isLive, type StoredActivity } from "../../store/activities.ts";
import { findApart } from "../../store/apart.ts";
import { isClosed } from "../../store/closings.ts";
import { findMembers } from "../../store/members.ts";
import type { Call } from "../call.ts";
import { recordsNear } from "../events/sameness.ts";
import { seenRecord } from "../records/sight.ts";
import { batchesOf, undoneIn } from "./batches.ts";
import { IMPORTED, isImported } from "./imported.ts";

/** What becomes of a row: a new record, one that may be another's event, one that is there already, or one brought back. */
export type Step = { readonly row: ImportRow } & (
  | { readonly do: "add"; readonly key: string; readonly twin: StoredActivity | undefined }
  | { readonly do: "revive"; readonly record: StoredActivity; readonly twin: StoredActivity | undefined }
  | { readonly do: "keep"; readonly record: StoredActivity }
);

/** What an import would do; nothing is written yet. */
export type ImportPlan = {
  readonly steps: readonly Step[];
  /** Names that nobody of the organisation has yet. */
  readonly strangers: readonly string[];
  /** Rows that must not be imported; one sentence each. */
  readonly problems: readonly string[];
};

/** Finds out what each row would do. The same row of the same organisation is known by its key, however often it comes. */
export async function planImport(call: Call, rows: readonly ImportRow[]): Promise<ImportPlan> {
  const undone = undoneIn(await batchesOf(call));
  const keyed = keysOf(call, rows);
  const keys = new Set(keyed.map(({ key }) => key));
  const steps: Step[] = [];
  const problems: string[] = [];
  for (const { row, key } of keyed) {
    const step = await stepOf(call, row, { key, keys, undone });
    const why = step.do === "keep" ? undefined : await whyNot(call, row);
    if (why !== undefined) problems.push(`${row.place}：${why}`);
    steps.push(step);
  }
  const members = new Set((await findMembers(call.db, call.organisation.id)).map(({ name }) => name));
  const added = steps.filter((step) => step.do === "add");
  const named = new Set(added.flatMap(({ row }) => [...row.people, row.reporter ?? ""]));
  return { steps, strangers: [...named].filter((name) => name !== "" && !members.has(name)), problems };
}

/** What is older was hardly logged in a table: a mistyped year. */
const OLDEST: Day = "1990-01-01";

/** Why a row must not be imported, whatever else it says. */
async function whyNot(call: Call, { facts }: ImportRow): Promise<string | undefined> {
  const { start } = facts;
  if (start !== null && start > call.now.today) return `${start} 还没有到，请检查年份`;
  if (start !== null && start < OLDEST) return `${start} 太早了，请检查年份`;
  return (await isClosed(call.db, call.organisation.id, facts)) ? "那一年已经封账，要导入请先解封" : undefined;
}

function keysOf(call: Call, rows: readonly ImportRow[]): { row: ImportRow; key: string }[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const n = (seen.get(row.content) ?? 0) + 1;
    seen.set(row.content, n);
    return { row, key: keyOf(call, row, n) };
  });
}

function keyOf({ organisation }: Call, { content }: ImportRow, n: number): string {
  const digest = hash("sha256", `${organisation.id}\n${content}\n${n}`, "base64url").slice(0, 32);
  return IMPORTED + digest;
}

type Known = { readonly key: string; readonly keys: ReadonlySet<string>; readonly undone: ReadonlySet<number> };

async function stepOf(call: Call, row: ImportRow, { key, keys, undone }: Known): Promise<Step> {
  const [imported] = await findBySource(call.db, key);
  if (imported !== undefined && !isLive(imported) && undone.has(imported.id)) {
    return { do: "revive", row, record: imported, twin: await twinOf(call, imported, { keys, id: imported.id }) };
  }
  const own = row.id === null ? undefined : await seenRecord(call, row.id);
  const known = imported ?? (own !== undefined && own.state !== "void" && tellsSame(own, row.facts) ? own : undefined);
  if (known !== undefined) return { do: "keep", row, record: known };
  return { do: "add", row, key, twin: await twinOf(call, row.facts, { keys, id: undefined }) };
}

/** Whether two tell the same but for their numbers. */
function tellsSame(one: Facts, other: Facts): boolean {
  const told = ({ kinds, start, end, title }: Facts) => JSON.stringify([kinds, start, end, title]);
  return told(one) === told(other);
}

/** A record of the ledger that a row may tell of again, a counted one first. Rows of one file are never compared. */
async function twinOf(
  call: Call,
  facts: Facts,
  { keys, id }: { readonly keys: ReadonlySet<string>; readonly id: number | undefined },
): Promise<StoredActivity | undefined> {
  const near = await recordsNear(call, call.organisation.id, facts);
  const apart = id === undefined ? new Set<number>() : await findApart(call.db, id);
  // A row that was imported before and stands in the table no more had its numbers mended there.
  const isMended = (other: StoredActivity) => isImported(other) && tellsSame(facts, other);
  const twins = near.filter(
    (other) =>
      !keys.has(other.sourceKey) &&
      !apart.has(other.id) &&
      (maySameEvent(facts, other, call.deps.catalogue) || isMended(other)),
  );
  return twins.find(({ state }) => state === "counted") ?? twins[0];
}
