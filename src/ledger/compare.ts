import type { Catalogue } from "./kinds.ts";
import type { Tallied } from "./share.ts";

/** The kinds that occur most in many records, in the order of the catalogue: what a narrow table shows. */
export function mainKinds(activities: readonly Tallied[], { kinds }: Catalogue, most: number): string[] {
  const counts = new Map<string, number>();
  for (const { kinds: own } of activities)
    for (const kind of new Set(own)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const known = kinds.map(({ name }) => name).filter((name) => counts.has(name));
  const frequent = [...known].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).slice(0, most);
  return known.filter((name) => frequent.includes(name));
}
