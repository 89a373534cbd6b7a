import type { Level } from "../ledger/fields.ts";
import type { PlacedOrganisation } from "./organisations.ts";

/** What a name that a person gave may mean. */
export type OrganisationFound =
  | { readonly found: PlacedOrganisation }
  | { readonly ambiguous: readonly string[] }
  | { readonly none: true };

/** What stands between the names of a path. */
export const BETWEEN_NAMES = " > ";

const ENDINGS: readonly (readonly [ending: string, level: Level])[] = [
  ["党委", "党委"],
  ["总支", "党总支"],
  ["支部", "党支部"],
  ["小组", "党小组"],
];

/** {@link findOrganisation} among organisations that were read before. */
export function organisationAmong(
  all: readonly PlacedOrganisation[],
  successors: ReadonlyMap<number, number>,
  name: string,
): OrganisationFound {
  const wanted = organisationParts(name).join(BETWEEN_NAMES);
  if (wanted === "") return { none: true };
  const named = all.filter(({ path }) => path === wanted || path.endsWith(BETWEEN_NAMES + wanted));
  const living = named.filter(({ id }) => !successors.has(id));
  const matching = living.length > 0 ? living : heirsOf(named, all, successors);
  const found = matching.find(({ path }) => path === wanted) ?? matching[0];
  if (found === undefined) return { none: true };
  if (matching.length === 1 || found.path === wanted) return { found };
  return { ambiguous: matching.map(({ path }) => path) };
}

function heirsOf(
  merged: readonly PlacedOrganisation[],
  all: readonly PlacedOrganisation[],
  successors: ReadonlyMap<number, number>,
): PlacedOrganisation[] {
  const heirs = new Set(merged.map(({ id }) => heirOf(id, successors)));
  return all.filter(({ id }) => heirs.has(id));
}

/** Where an organisation went, whatever became of that; itself where it was not merged. */
export function heirOf(id: number, successors: ReadonlyMap<number, number>): number {
  const next = successors.get(id);
  return next === undefined ? id : heirOf(next, successors);
}

/** The parts of a path as a person writes it; spaces around `>` may be missing. */
export function organisationParts(path: string): string[] {
  return path
    .split(/[>＞]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** 党委, 党总支 or 党小组 by the ending of the name, else 党支部. */
export function levelOf(name: string): Level {
  return ENDINGS.find(([ending]) => name.endsWith(ending))?.[1] ?? "党支部";
}
