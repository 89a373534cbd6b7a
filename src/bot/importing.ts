import { createHash } from "node:crypto";
import type { Day, Facts } from "../ledger/activity.ts";
import { maySameEvent } from "../ledger/merge.ts";
import { mixedDoubts, withoutExcess } from "../ledger/mixed.ts";
import type { ImportRow } from "../report/import-rows.ts";
import {
  addParticipants,
  findBySource,
  findOverlapping,
  insertActivity,
  type StoredActivity,
  updateActivity,
} from "../store/activities.ts";
import { findApart } from "../store/apart.ts";
import { isClosed } from "../store/closings.ts";
import { enrol, findMembers } from "../store/people.ts";
import type { Call } from "./call.ts";
import { batchesOf, keepBatches, undoneIn } from "./import-batches.ts";
import { IMPORTED, isImported } from "./imported.ts";
import { journal, journalCommand } from "./journal.ts";
import { seenRecord } from "./sight.ts";

/** What becomes of a row: a new record, one that may be another's event, one that is there already, or one brought back. */
type Step =
  | { readonly do: "add"; readonly row: ImportRow; readonly key: string; readonly twin: StoredActivity | undefined }
  | {
      readonly do: "revive";
      readonly row: ImportRow;
      readonly record: StoredActivity;
      readonly twin: StoredActivity | undefined;
    }
  | { readonly do: "keep"; readonly row: ImportRow; readonly record: StoredActivity };

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
  const named = steps.flatMap((step) =>
    step.do === "add" ? [...step.row.people, ...((step.row.reporter ?? "") ? [step.row.reporter ?? ""] : [])] : [],
  );
  return { steps, strangers: [...new Set(named)].filter((name) => !members.has(name)), problems };
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
  const digest = createHash("sha256").update(`${organisation.id}\n${content}\n${n}`).digest("base64url").slice(0, 32);
  return IMPORTED + digest;
}

type Known = { readonly key: string; readonly keys: ReadonlySet<string>; readonly undone: ReadonlySet<number> };

async function stepOf(call: Call, row: ImportRow, { key, keys, undone }: Known): Promise<Step> {
  const [imported] = await findBySource(call.db, key);
  if (imported?.state === "void" && !imported.joined && undone.has(imported.id)) {
    return { do: "revive", row, record: imported, twin: await twinOf(call, imported, { keys, id: imported.id }) };
  }
  const own = row.id === null ? undefined : await seenRecord(call, row.id);
  const known = imported ?? (own !== undefined && isSame(call, own, row) ? own : undefined);
  if (known !== undefined) return { do: "keep", row, record: known };
  return { do: "add", row, key, twin: await twinOf(call, row.facts, { keys, id: undefined }) };
}

/** Whether a row of a workbook of ours is a record that is here. */
function isSame({ organisation }: Call, record: StoredActivity, { facts }: ImportRow): boolean {
  const told = ({ kinds, start, end, title }: Pick<StoredActivity, "kinds" | "start" | "end" | "title">) =>
    JSON.stringify([kinds, start, end, title]);
  return record.organisation === organisation.id && record.state !== "void" && told(record) === told(facts);
}

/** A record of the ledger that a row may tell of again, a counted one first. Rows of one file are never compared. */
async function twinOf(
  call: Call,
  facts: Facts,
  { keys, id }: { readonly keys: ReadonlySet<string>; readonly id: number | undefined },
): Promise<StoredActivity | undefined> {
  if (facts.start === null) return undefined;
  const near = await findOverlapping(call.db, {
    organisation: call.organisation.id,
    first: facts.start,
    last: facts.end ?? facts.start,
  });
  const apart = id === undefined ? new Set<number>() : await findApart(call.db, id);
  const twins = near.filter(
    (other) =>
      !keys.has(other.sourceKey) &&
      !apart.has(other.id) &&
      (maySameEvent(facts, other, call.deps.catalogue) || isMended(facts, other)),
  );
  return twins.find(({ state }) => state === "counted") ?? twins[0];
}

/** Whether a row tells of a row that was imported before and stands in the table no more: its numbers were mended there. */
function isMended({ start, end, kinds, title }: Facts, other: StoredActivity): boolean {
  const told = [start, end, title, ...kinds].join("\n");
  return isImported(other) && told === [other.start, other.end, other.title, ...other.kinds].join("\n");
}

/** Does what was planned, and remembers it as one import that can be undone. Returns how many records it wrote. */
export async function doImport(call: Call, plan: ImportPlan, file: string): Promise<number> {
  const people = await peopleNamed(call, plan);
  const records: number[] = [];
  for (const step of plan.steps) {
    if (step.do === "add") records.push(await add(call, step, people));
    if (step.do === "revive") records.push(await revive(call, step));
  }
  if (records.length === 0) return 0;
  await keepBatches(call, [...(await batchesOf(call)), { file, records, undone: false }]);
  await journalCommand(call, "import", { file, records: records.length });
  return records.length;
}

async function add(
  call: Call,
  { row, key, twin }: Step & { do: "add" },
  people: ReadonlyMap<string, number>,
): Promise<number> {
  const facts = withoutExcess(row.facts);
  const id = await insertActivity(call.db, {
    ...facts,
    sourceKey: key,
    sourceN: 0,
    organisation: call.organisation.id,
    authorId: people.get(row.reporter ?? "") ?? call.speaker.id,
    chat: "import",
    ...standing(twin),
    doubts: [...row.doubts, ...mixedDoubts(facts, call.deps.catalogue)],
    sentAt: call.sentAt,
    createdAt: call.deps.clock().toISOString(),
  });
  await addParticipants(
    call.db,
    id,
    row.people.flatMap((name) => people.get(name) ?? []),
    "took",
  );
  await journal(call, "log", id, { after: facts });
  return id;
}

async function revive(call: Call, { record: { id }, twin }: Step & { do: "revive" }): Promise<number> {
  await updateActivity(call.db, id, standing(twin));
  await journal(call, "restore", id, {});
  return id;
}

/** What may be another record's event waits for the secretary. */
function standing(twin: StoredActivity | undefined): Pick<StoredActivity, "state" | "heldFor" | "twinId"> {
  if (twin === undefined) return { state: "counted", heldFor: null, twinId: null };
  return { state: "held", heldFor: "same", twinId: twin.id };
}

async function peopleNamed(call: Call, { strangers }: ImportPlan): Promise<Map<string, number>> {
  const organisationId = call.organisation.id;
  const now = call.deps.clock().toISOString();
  for (const name of strangers) {
    await enrol(call.db, {
      channel: "import",
      externalId: `${organisationId}/${name}`,
      name,
      organisationId,
      role: "member",
      now,
    });
  }
  const members = await findMembers(call.db, organisationId);
  return new Map(members.toReversed().map(({ id, name }) => [name, id]));
}
