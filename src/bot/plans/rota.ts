import * as z from "zod";
import type { Day } from "../../ledger/activity.ts";
import { addDays, dayIn, daysBetween, weekday, weekPeriod } from "../../ledger/calendar.ts";
import { findMarks, getMark, getMarks, setMark } from "../../store/marks.ts";
import { findSeat, type Seat } from "../../store/members.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { findNames } from "../../store/people.ts";
import type { Db } from "../../store/schema.ts";
import { day } from "../records/kept-values.ts";
import { shortDay } from "../replies/describe.ts";

const stored = z.object({
  /** Who reads, by turns; the first one on `monday`. */
  people: z.array(z.number().int()).min(1),
  monday: day,
  /** Mondays on which nobody reads; the turns go on after them. */
  skipped: z.array(day).default([]),
});

const PREFIX = "rota:";

/** Two people, or two branches, that are one from now on. */
export type Renumbered = { readonly from: number; readonly into: number };

export type Rota = { readonly people: readonly number[]; readonly monday: Day; readonly skipped: readonly Day[] };

/** The turns from the next Monday on, today included; nothing where nobody was named. */
export async function findRota(db: Db, organisation: number, today: Day): Promise<Rota | undefined> {
  const kept = await keptRota(db, organisation);
  return kept === undefined ? undefined : turnedTo(kept, nextMonday(today));
}

async function keptRota(db: Db, organisation: number): Promise<Rota | undefined> {
  return readRota(await getMark(db, PREFIX + organisation));
}

function readRota(value: string | undefined): Rota | undefined {
  return value === undefined || value === "" ? undefined : stored.parse(JSON.parse(value));
}

/** Keeps the turns of an organisation; with none they end. */
export async function saveRota(db: Db, organisation: number, rota: Rota | undefined): Promise<void> {
  await setMark(db, PREFIX + organisation, rota === undefined ? "" : JSON.stringify(rota));
}

/** A person of any rota is another one from now on; of somebody who was on it twice the earlier turn stays. */
export async function renumberRotas(db: Db, { from, into }: Renumbered, now: Date): Promise<void> {
  for (const [organisation, value] of await findMarks(db, PREFIX)) {
    const kept = readRota(value);
    if (!kept?.people.includes(from)) continue;
    const { id, zone } = await getOrganisation(db, Number(organisation));
    const next = kept.people.includes(into) ? turnedTo(kept, nextMonday(dayIn(zone, now))) : kept;
    const people = [...new Set(next.people.map((one) => (one === from ? into : one)))];
    await saveRota(db, id, { ...next, people });
  }
}

/** The same turns as they stand on another Monday: everybody once before anybody twice. */
function turnedTo({ people, monday, skipped }: Rota, wanted: Day): Rota {
  const left = skipped.filter((one) => one >= monday && one < wanted).length;
  const weeks = daysBetween(monday, wanted) / 7 - left;
  const turn = ((weeks % people.length) + people.length) % people.length;
  const ahead = skipped.filter((one) => one >= wanted);
  return { people: [...people.slice(turn), ...people.slice(0, turn)], monday: wanted, skipped: ahead };
}

/** Lets nobody read on a Monday, so that whose turn it was reads a week later; or lets them read again. */
export async function skipMonday(
  db: Db,
  organisation: number,
  { monday, isOff }: { readonly monday: Day; readonly isOff: boolean },
): Promise<void> {
  const kept = await keptRota(db, organisation);
  if (kept === undefined) return;
  const others = kept.skipped.filter((one) => one !== monday);
  await saveRota(db, organisation, { ...kept, skipped: isOff ? [...others, monday] : others });
}

/** Somebody changes turns with another one, or with the next reader; who has none yet reads before them. */
export function swapped(rota: Rota, person: number, other = rota.people[0]): Rota {
  const { people } = rota;
  if (other === undefined || person === other) return rota;
  if (!people.includes(other))
    return people.includes(person) ? swapped(rota, other, person) : { ...rota, people: [person, ...people] };
  if (!people.includes(person))
    return { ...rota, people: people.flatMap((one) => (one === other ? [person, one] : [one])) };
  return { ...rota, people: people.map((one) => (one === person ? other : one === other ? person : one)) };
}

/** Who has left has no more turns; the others keep their order. */
export async function leaveRota(db: Db, { personId, organisationId }: Seat, now: Date): Promise<void> {
  const kept = await keptRota(db, organisationId);
  if (!kept?.people.includes(personId)) return;
  const { zone } = await getOrganisation(db, organisationId);
  await saveRota(db, organisationId, without(turnedTo(kept, nextMonday(dayIn(zone, now))), [personId]));
}

/** The turns of a branch go on in the one that it goes on as, unless that has its own. */
export async function moveRota(db: Db, { from, into }: Renumbered): Promise<void> {
  const kept = await keptRota(db, from);
  if (kept !== undefined && (await keptRota(db, into)) === undefined) await saveRota(db, into, kept);
  await saveRota(db, from, undefined);
}

/** The turns of all but some; nothing where nobody is left. */
export function without(rota: Rota, gone: readonly number[]): Rota | undefined {
  const left = rota.people.filter((one) => !gone.includes(one));
  return left.length === 0 ? undefined : { ...rota, people: left };
}

/** Today, or the Monday to come. */
export function nextMonday(today: Day): Day {
  return weekday(today) === 1 ? today : addDays(weekPeriod(today).first, 7);
}

/** The kind whose records have the reader of their week. */
const READING = "领学";

/**
 * Who led a reading: the one of the turns whom the words name, else whose turn it was in that
 * week. Nobody before the turns began, or where somebody left.
 */
export async function leaderOf(
  db: Db,
  organisation: number,
  { kinds, start, words }: { readonly kinds: readonly string[]; readonly start: Day | null; readonly words: string },
): Promise<number | undefined> {
  if (start === null || !kinds.includes(READING)) return undefined;
  const kept = await keptRota(db, organisation);
  if (kept === undefined) return undefined;
  const names = await findNames(db, kept.people);
  const [named, another] = kept.people.filter((id) => words.includes(names.get(id) ?? "\0"));
  if (another !== undefined) return undefined;
  const monday = weekPeriod(start).first;
  const isOff = monday < kept.monday || kept.skipped.includes(monday);
  const person = named ?? (isOff ? undefined : turnedTo(kept, monday).people[0]);
  if (person === undefined) return undefined;
  const seat = await findSeat(db, { personId: person, organisationId: organisation });
  return seat === undefined ? undefined : person;
}

/** Who reads next in each organisation that has turns, and after that. */
export async function rotaLines(
  db: Db,
  organisations: readonly number[],
  today: Day,
): Promise<ReadonlyMap<number, string>> {
  const next: [organisation: number, first: Turn, second: Turn][] = [];
  for (const [organisation, value] of await getMarks(db, PREFIX, organisations)) {
    const kept = readRota(value);
    if (kept === undefined) continue;
    const first = turnFrom(kept, nextMonday(today));
    next.push([organisation, first, turnFrom(kept, addDays(first.monday, 7))]);
  }
  if (next.length === 0) return new Map();
  // The calendar of holidays takes 8 MB, and most branches have no turns.
  const { isWorkday } = await import("../../ledger/workdays.ts");
  const names = await findNames(db, [...new Set(next.flatMap(([, one, two]) => [one.person, two.person]))]);
  const nameOf = ({ person }: Turn) => names.get(person) ?? "（已离开）";
  return new Map(
    next.map(([organisation, first, second]) => {
      const day = `${shortDay(first.monday, first.monday)}（周一${isWorkday(first.monday) ? "" : "，放假"}）`;
      const then =
        second.person === first.person ? "" : `，${shortDay(second.monday, second.monday)} ${nameOf(second)}`;
      return [organisation, `领学：${day} ${nameOf(first)}${then}`];
    }),
  );
}

type Turn = { readonly monday: Day; readonly person: number };

/** The first turn on a Monday or after it. */
function turnFrom(kept: Rota, monday: Day): Turn {
  let day = monday;
  while (kept.skipped.includes(day)) day = addDays(day, 7);
  return { monday: day, person: turnedTo(kept, day).people[0] ?? 0 };
}
