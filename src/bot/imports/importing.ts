import { mixedDoubts, withoutExcess } from "../../ledger/mixed.ts";
import { addParticipants, insertActivity, type StoredActivity, updateActivity } from "../../store/activities.ts";
import { findMembers } from "../../store/members.ts";
import { enrol } from "../../store/people.ts";
import type { Call } from "../call.ts";
import { journal, journalCommand } from "../journal.ts";
import { batchesOf, keepBatches } from "./batches.ts";
import type { ImportPlan, Step } from "./plan.ts";

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
