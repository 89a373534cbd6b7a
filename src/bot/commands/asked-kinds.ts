import type { Catalogue, Kind } from "../../ledger/kinds.ts";
import type { StoredActivity } from "../../store/activities.ts";
import type { Query } from "./query-words.ts";

/** The kinds asked for, else those of the records that have the word of several in their names. */
export function kindsAmong(
  activities: readonly StoredActivity[],
  { kinds, shared }: Pick<Query, "kinds" | "shared">,
  catalogue: Catalogue,
): readonly Kind[] {
  if (kinds.length > 0) return kinds;
  return catalogue.kinds.filter(
    ({ name }) => shared?.test(name) !== false && activities.some((one) => one.kinds.includes(name)),
  );
}

export function ofKinds(activities: readonly StoredActivity[], wanted: readonly Kind[]): StoredActivity[] {
  return activities.filter((one) => one.kinds.some((name) => wanted.some((kind) => kind.name === name)));
}
