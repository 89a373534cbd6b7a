import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type Conflict, type Filled, joining } from "../ledger/merge.ts";
import type { Doubt } from "../ledger/understand/reading.ts";
import {
  type ActivityPatch,
  addParticipants,
  removeParticipant,
  type StoredActivity,
  updateActivity,
} from "../store/activities.ts";
import { setApart } from "../store/apart.ts";
import { findHistory } from "../store/journal.ts";
import type { Call } from "./call.ts";
import { journal, mustFind, type Standing, settle } from "./records.ts";

/** Joins a report to the event it tells of: a participation more, missing values filled, the rest kept beside. */
export async function joinRecord(call: Call, report: StoredActivity, target: StoredActivity): Promise<StoredActivity> {
  const { filled, conflicts } = joining(target, report);
  const doubts = conflicts.map((conflict) => conflictDoubt(report, conflict));
  const newcomers = report.participants.filter((id) => !target.participants.includes(id));
  await updateActivity(call.db, report.id, { state: "void", heldFor: null, twinId: target.id, joined: true });
  await updateActivity(call.db, target.id, { ...filled, doubts: [...target.doubts, ...doubts] });
  await addParticipants(call.db, target.id, newcomers, "took");
  await journal(call, "join", report.id, { target: target.id, filled, conflicts: doubts, newcomers });
  return mustFind(call, target.id);
}

/** Keeps a held or joined report as an event of its own, and never asks about these two again. */
export async function separateRecord(call: Call, report: StoredActivity): Promise<Standing> {
  if (report.twinId !== null) await setApart(call.db, report.id, report.twinId);
  if (report.joined) await leaveRecord(call, report);
  const standing = await settle(call, report);
  await journal(call, "separate", report.id, { twin: report.twinId, after: standing.record.state });
  return standing;
}

/** Takes a joined report back out of its event, with what it had added; the report stays void. */
export async function leaveRecord(call: Call, report: StoredActivity): Promise<void> {
  if (report.twinId === null) return;
  const target = await mustFind(call, report.twinId);
  const added = await addedBy(call, report);
  await updateActivity(call.db, report.id, { twinId: null, joined: false });
  await updateActivity(call.db, target.id, without(target, added));
  for (const person of added.newcomers) await removeParticipant(call.db, target.id, person);
  await journal(call, "leave", report.id, { target: target.id });
}

const joinBody = z.object({
  filled: z.record(z.string(), z.unknown()),
  conflicts: z.array(z.object({ about: z.string(), words: z.string() })),
  newcomers: z.array(z.number()),
});
type Added = z.infer<typeof joinBody>;

/** What a report brought to its event, as the journal has it; only its people where that was erased. */
async function addedBy(call: Call, report: StoredActivity): Promise<Added> {
  const joins = (await findHistory(call.db, report.id)).filter(({ operation }) => operation === "join");
  const body = joins.at(-1)?.body;
  const read = joinBody.safeParse(body ? JSON.parse(body) : undefined);
  return read.success ? read.data : { filled: {}, conflicts: [], newcomers: [...report.participants] };
}

/** The event without what was added; a value that was corrected since stays. */
function without(target: StoredActivity, { filled, conflicts }: Added): ActivityPatch {
  const unchanged = (field: keyof Filled) => field in filled && isDeepStrictEqual(target[field], filled[field]);
  const told = (doubt: Doubt) => conflicts.some(({ about, words }) => about === doubt.about && words === doubt.words);
  return {
    ...(unchanged("title") && { title: null }),
    ...(unchanged("place") && { place: null }),
    ...(unchanged("half") && { half: null }),
    ...(unchanged("headcount") && { headcount: null }),
    ...(unchanged("minutes") && { minutes: null }),
    doubts: target.doubts.filter((doubt) => !told(doubt)),
  };
}

function conflictDoubt(report: StoredActivity, { field, kept, told }: Conflict): Doubt {
  const about = field === "headcount" ? "participants" : field === "minutes" ? "duration" : "quantity";
  return {
    about,
    reason: "conflict",
    words: `#${report.id} 报的是 ${told}`,
    options: [String(kept), String(told)],
    ...(about === "quantity" ? { quantity: { name: field, unit: "" } } : {}),
  };
}
