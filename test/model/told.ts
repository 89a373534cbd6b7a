import type { Told } from "./lines.ts";
import type { Facts } from "./rules.ts";
import type { Person } from "./types.ts";

/** What a line says of an activity, without what is asked about it. */
export function ownFacts({ kinds, start, end, half, title, headcount, essays }: Told): Facts {
  return { kinds, start, end, half, title, headcount, essays };
}

/** Those named, as far as they are members; else the speaker. */
export function peopleOf({ names }: Told, speaker: Person, people: readonly Person[]): number[] {
  if (names.length === 0) return [speaker.id];
  return people.filter(({ name, org }) => org === speaker.org && names.includes(name)).map(({ id }) => id);
}
