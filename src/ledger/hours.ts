import type { Catalogue } from "./kinds.ts";
import { namesOf, type Tallied } from "./share.ts";

/** Hours of study a year: everybody, and secretaries and committee members (《中国共产党党员教育管理工作条例》). */
export const HOURS = { member: 32, officer: 56 } as const;

/** What each person studied, as far as the records name them. */
type Hours = {
  readonly byPerson: ReadonlyMap<number, number>;
  /** Records that name fewer people than came. */
  readonly unnamed: number;
  /** Records that do not say how long it took. */
  readonly untimed: number;
};

/** Hours by person: the 学时 where they are stated, else the time. */
export function hoursOf(activities: readonly Tallied[], { kinds }: Catalogue): Hours {
  const known = new Map(kinds.map((kind) => [kind.name, kind]));
  const study = new Set(kinds.filter(({ family, adds }) => family === "study" && !adds).map(({ name }) => name));
  const held = activities.filter(
    (one) => one.state === "counted" && [...namesOf(one, known)].some((name) => study.has(name)),
  );
  const byPerson = new Map<number, number>();
  for (const one of held)
    for (const person of one.participants) byPerson.set(person, (byPerson.get(person) ?? 0) + (lengthOf(one) ?? 0));
  return {
    byPerson,
    unnamed: held.filter(({ headcount, participants }) => (headcount?.value ?? 0) > participants.length).length,
    untimed: held.filter((one) => lengthOf(one) === undefined).length,
  };
}

function lengthOf({ quantities, minutes }: Tallied): number | undefined {
  const stated = quantities.find(({ name }) => name === "学时")?.value;
  return stated ?? (minutes === null ? undefined : minutes.value / 60);
}
