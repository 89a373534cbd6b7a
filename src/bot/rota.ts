import * as z from "zod";
import type { Day } from "../ledger/activity.ts";
import { addDays, dayIn, daysBetween, isDay, weekday, weekPeriod } from "../ledger/calendar.ts";
import { findMarks, getMark, getMarks, setMark } from "../store/marks.ts";
import { findSeat } from "../store/members.ts";
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

type Rota = { readonly people: readonly number[]; readonly monday: Day };

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

/** The next reader changes turns with somebody. */
export function swapped({ people, monday }: Rota, person: number): Rota {
  const [first] = people;
  if (first === undefined) return { people, monday };
  return { monday, people: people.map((one, n) => (n === 0 ? person : one === person ? first : one)) };
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
  const names = await findNames(db, [...new Set(next.flatMap(([, people]) => people))]);
  return new Map(
    next.map(([organisation, people]) => {
      const [first, second] = people.map((id) => names.get(id) ?? "（已离开）");
      const then = second === undefined ? "" : `，再下一周 ${second}`;
      const line = `领学：${Number(monday.slice(5, 7))}月${Number(monday.slice(8))}日（周一） ${first}${then}`;
      return [organisation, line];
    }),
  );
}
