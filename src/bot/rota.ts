import * as z from "zod";
import type { Day } from "../ledger/activity.ts";
import { addDays, dayIn, daysBetween, isDay, weekday, weekPeriod } from "../ledger/calendar.ts";
import { findMarks, getMark, getMarks, setMark } from "../store/marks.ts";
import { findSeat, type Seat } from "../store/members.ts";
import { getOrganisation } from "../store/organisations.ts";
import { findNames } from "../store/people.ts";
import type { Db } from "../store/schema.ts";

const stored = z.object({
  /** Who reads, by turns; the first one on `monday`. */
  people: z.array(z.number().int()).min(1),
  monday: z.string().refine(isDay),
});

const PREFIX = "rota:";

/** Two people who are one from now on. */
export type Renumbered = { readonly from: number; readonly into: number };

export type Rota = { readonly people: readonly number[]; readonly monday: Day };

/** The turns from the next Monday on, today included; nothing where nobody was named. */
export async function findRota(db: Db, organisation: number, today: Day): Promise<Rota | undefined> {
  const kept = await keptRota(db, organisation);
  return kept === undefined ? undefined : turnedTo(kept, nextMonday(today));
}

async function keptRota(db: Db, organisation: number): Promise<Rota | undefined> {
  return readRota(await getMark(db, PREFIX + organisation));
}

function readRota(value: string | undefined): Rota | undefined {
  if (value === undefined || value === "") return undefined;
  const { people, monday } = stored.parse(JSON.parse(value));
  return { people, monday: monday as Day };
}

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
    await saveRota(db, id, { people, monday: next.monday });
  }
}

/** The same turns as they stand on another Monday: everybody once before anybody twice. */
function turnedTo({ people, monday }: Rota, wanted: Day): Rota {
  const weeks = daysBetween(monday, wanted) / 7;
  const turn = ((weeks % people.length) + people.length) % people.length;
  return { people: [...people.slice(turn), ...people.slice(0, turn)], monday: wanted };
}

/** Somebody changes turns with another one, or with the next reader; who has none yet reads before them. */
export function swapped({ people, monday }: Rota, person: number, other = people[0]): Rota {
  if (other === undefined || person === other) return { people, monday };
  if (!people.includes(other))
    return people.includes(person)
      ? swapped({ people, monday }, other, person)
      : { people: [person, ...people], monday };
  if (!people.includes(person))
    return { monday, people: people.flatMap((one) => (one === other ? [person, one] : [one])) };
  return { monday, people: people.map((one) => (one === person ? other : one === other ? person : one)) };
}

/** Who has left has no more turns; the others keep their order. */
export async function leaveRota(db: Db, { personId, organisationId }: Seat, now: Date): Promise<void> {
  const kept = await keptRota(db, organisationId);
  if (!kept?.people.includes(personId)) return;
  const { zone } = await getOrganisation(db, organisationId);
  await saveRota(db, organisationId, without(turnedTo(kept, nextMonday(dayIn(zone, now))), [personId]));
}

/** The turns of all but some; nothing where nobody is left. */
export function without({ people, monday }: Rota, gone: readonly number[]): Rota | undefined {
  const left = people.filter((one) => !gone.includes(one));
  return left.length === 0 ? undefined : { people: left, monday };
}

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
  const person = named ?? (monday < kept.monday ? undefined : turnedTo(kept, monday).people[0]);
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
  const monday = nextMonday(today);
  const next: [organisation: number, people: readonly number[]][] = [];
  for (const [organisation, value] of await getMarks(db, PREFIX, organisations)) {
    const kept = readRota(value);
    if (kept !== undefined) next.push([organisation, turnedTo(kept, monday).people.slice(0, 2)]);
  }
  if (next.length === 0) return new Map();
  // The calendar of holidays takes 8 MB, and most branches have no turns.
  const { isWorkday } = await import("../ledger/workdays.ts");
  const day = `${Number(monday.slice(5, 7))}月${Number(monday.slice(8))}日（周一${isWorkday(monday) ? "" : "，放假"}）`;
  const names = await findNames(db, [...new Set(next.flatMap(([, people]) => people))]);
  return new Map(
    next.map(([organisation, people]) => {
      const [first, second] = people.map((id) => names.get(id) ?? "（已离开）");
      const then = second === undefined ? "" : `，再下一周 ${second}`;
      return [organisation, `领学：${day} ${first}${then}`];
    }),
  );
}
