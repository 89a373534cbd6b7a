import { createHash } from "node:crypto";
import * as z from "zod";
import type { Day } from "../ledger/activity.ts";
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
import { isClosed } from "../store/closings.ts";
import { getMark, setMark } from "../store/marks.ts";
import { enrol, findMembers } from "../store/people.ts";
import type { Call } from "./call.ts";
import { voidRecord } from "./joins.ts";
import { journal, journalCommand } from "./journal.ts";
import { mustFind } from "./records.ts";
import { seenRecord } from "./sight.ts";

/** What becomes of a row: a new record, one that may be another's event, one that is there already, or one brought back. */
type Step =
  | { readonly do: "add"; readonly row: ImportRow; readonly key: string; readonly twin: StoredActivity | undefined }
  | { readonly do: "keep" | "revive"; readonly row: ImportRow; readonly record: StoredActivity };

/** What an import would do; nothing is written yet. */
export type ImportPlan = {
  readonly steps: readonly Step[];
  /** Names that nobody of the organisation has yet. */
  readonly strangers: readonly string[];
  /** Rows that must not be imported; one sentence each. */
  readonly problems: readonly string[];
};

const batches = z.array(z.object({ file: z.string(), records: z.array(z.number()), undone: z.boolean() }));
type Batches = z.infer<typeof batches>;

/** Finds out what each row would do. The same row of the same organisation is known by its key, however often it comes. */
export async function planImport(call: Call, rows: readonly ImportRow[]): Promise<ImportPlan> {
  const undone = new Set((await batchesOf(call)).filter((one) => one.undone).flatMap(({ records }) => records));
  const seen = new Map<string, number>();
  const steps: Step[] = [];
  const problems: string[] = [];
  for (const row of rows) {
    const n = (seen.get(row.content) ?? 0) + 1;
    seen.set(row.content, n);
    const step = await stepOf(call, row, { key: keyOf(call, row, n), undone });
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

function keyOf({ organisation }: Call, { content }: ImportRow, n: number): string {
  const digest = createHash("sha256").update(`${organisation.id}\n${content}\n${n}`).digest("base64url").slice(0, 32);
  return `import:${digest}`;
}

async function stepOf(call: Call, row: ImportRow, on: { key: string; undone: ReadonlySet<number> }): Promise<Step> {
  const [imported] = await findBySource(call.db, on.key);
  if (imported !== undefined) {
    return { do: imported.state === "void" && on.undone.has(imported.id) ? "revive" : "keep", row, record: imported };
  }
  const own = row.id === null ? undefined : await seenRecord(call, row.id);
  if (own !== undefined && isSame(call, own, row)) return { do: "keep", row, record: own };
  return { do: "add", row, key: on.key, twin: await twinOf(call, row) };
}

/** Whether a row of a workbook of ours is a record that is here. */
function isSame({ organisation }: Call, record: StoredActivity, { facts }: ImportRow): boolean {
  const told = ({ kinds, start, end, title }: Pick<StoredActivity, "kinds" | "start" | "end" | "title">) =>
    JSON.stringify([kinds, start, end, title]);
  return record.organisation === organisation.id && record.state !== "void" && told(record) === told(facts);
}

/** A record of the ledger that a row may tell of again. Rows of one file are never compared. */
async function twinOf(call: Call, { facts }: ImportRow): Promise<StoredActivity | undefined> {
  if (facts.start === null) return undefined;
  const near = await findOverlapping(call.db, {
    organisation: call.organisation.id,
    first: facts.start,
    last: facts.end ?? facts.start,
  });
  return near.find(
    (other) => !other.sourceKey.startsWith("import:") && maySameEvent(facts, other, call.deps.catalogue),
  );
}

/** Does what was planned, and remembers it as one import that can be undone. Returns how many records it wrote. */
export async function doImport(call: Call, plan: ImportPlan, file: string): Promise<number> {
  const people = await peopleNamed(call, plan);
  const records: number[] = [];
  for (const step of plan.steps) {
    if (step.do === "add") records.push(await add(call, step, people));
    if (step.do === "revive") records.push(await revive(call, step.record));
  }
  if (records.length === 0) return 0;
  await setMark(call.db, markOf(call), JSON.stringify([...(await batchesOf(call)), { file, records, undone: false }]));
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
    state: twin === undefined ? "counted" : "held",
    heldFor: twin === undefined ? null : "same",
    twinId: twin?.id ?? null,
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

async function revive(call: Call, { id }: StoredActivity): Promise<number> {
  await updateActivity(call.db, id, { state: "counted", heldFor: null, twinId: null });
  await journal(call, "restore", id, {});
  return id;
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

/** Takes the newest import back, all its records at once. Null where there is none. */
export async function undoImport(call: Call): Promise<{ readonly file: string; readonly count: number } | null> {
  const all = await batchesOf(call);
  const at = all.findLastIndex(({ undone }) => !undone);
  const last = all[at];
  if (last === undefined) return null;
  let count = 0;
  for (const id of last.records) {
    const record = await mustFind(call, id);
    if (record.state === "void") continue;
    await voidRecord(call, record);
    count += 1;
  }
  await setMark(call.db, markOf(call), JSON.stringify(all.with(at, { ...last, undone: true })));
  await journalCommand(call, "import-undo", { file: last.file, records: count });
  return { file: last.file, count };
}

async function batchesOf(call: Call): Promise<Batches> {
  const kept = await getMark(call.db, markOf(call));
  return kept === undefined ? [] : batches.parse(JSON.parse(kept));
}

function markOf({ organisation }: Call): string {
  return `imports:${organisation.id}`;
}
