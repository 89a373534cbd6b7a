import type { Amount } from "../../ledger/activity.ts";
import { maySameEvent } from "../../ledger/merge.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { saveAttendance } from "../../store/attendance.ts";
import { organisationAmong } from "../../store/organisation-names.ts";
import { findOrganisations, findSuccessors, type PlacedOrganisation, unitIds } from "../../store/organisations.ts";
import { type Answer, type Call, said } from "../call.ts";
import { journal } from "../journal.ts";
import { joinAccount } from "./accounts.ts";
import { recordsNear } from "./sameness.ts";

/** How branches are named as having taken part. */
export const EXAMPLE = "参加 #12 第一党支部15人、第二党支部";

const BETWEEN = /[、,，;；\s]+/;

/** A branch that took part in an event of a superior, with how many came. */
export type Guest = { readonly unit: PlacedOrganisation; readonly headcount: Amount | null };

/** The branches below the speaker's organisation that the words name, each with how many came. */
export async function guestsOf(call: Call, words: string): Promise<readonly Guest[] | Answer> {
  const below = new Set((await unitIds(call.db, call.organisation.id)).filter((id) => id !== call.organisation.id));
  const successors = await findSuccessors(call.db);
  const all = await findOrganisations(call.db);
  const candidates = all.filter(({ id }) => below.has(id) || successors.has(id));
  const guests: Guest[] = [];
  for (const word of words.normalize("NFKC").split(BETWEEN).filter(Boolean)) {
    const [, name = "", people] = /^(.*?[^\d])(?:(\d{1,5})\s*人)?$/u.exec(word) ?? [];
    const found = organisationAmong(candidates, successors, name);
    if ("ambiguous" in found) return said("asked", `有几个都叫“${name}”，请写全：${found.ambiguous.join("；")}。`);
    if (!("found" in found) || !below.has(found.found.id)) {
      return said("asked", `“${call.organisation.name}”下面没有“${word.slice(0, 30)}”。写法如：${EXAMPLE}`);
    }
    const headcount: Amount | null = people === undefined ? null : { value: Number(people), bound: "exact" };
    guests.push({ unit: found.found, headcount });
  }
  return guests.length === 0 ? said("asked", `请写明支部，如：${EXAMPLE}`) : guests;
}

/** Keeps that a branch took part; its own record of the event, where there is one, tells of it from now on. */
export async function seat(
  call: Call,
  event: StoredActivity,
  { unit, headcount, own }: Guest & { readonly own: StoredActivity | undefined },
): Promise<void> {
  if (own !== undefined) await joinAccount(call, own, event);
  const record = own?.id ?? null;
  const came = headcount ?? own?.headcount ?? null;
  await saveAttendance(call.db, { organisation: unit.id, activity: event.id, headcount: came, record });
  await journal(call, "attend", event.id, { unit: unit.id, headcount: came, record });
}

/** The branch's own record that may tell of the event; counted both times it would be one too many. */
export async function ownAccount(
  call: Call,
  organisation: number,
  event: StoredActivity,
): Promise<StoredActivity | undefined> {
  const own = (await recordsNear(call, organisation, event)).filter((one) => one.organisation === organisation);
  return own.find((one) => one.state === "counted" && maySameEvent(event, one, call.deps.catalogue));
}
