/** They order kinds in lists and nothing else. */
export const FAMILIES = ["study", "meeting", "occasion", "service", "activity", "organisation", "other"] as const;
type Family = (typeof FAMILIES)[number];

/** The amount that tells how often somebody was served, which is no 人次 of those who served. */
export const SERVED = "受益人次";

/** A named amount that a kind may carry, the units it is written in and the words that announce it. */
export type QuantityKind = {
  readonly name: string;
  /** The first is the one shown; all of them mean the same here. */
  readonly units: readonly string[];
  readonly words: readonly string[];
};

/** What an activity may be. An activity may be of several kinds. */
export type Kind = {
  /** The canonical name: a key everywhere, and what people read. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Frequent typing slips, read as this kind and shown for confirmation. */
  readonly slips: readonly string[];
  readonly family: Family;
  /** What one entry without a number counts as: 次, 篇, 件 … */
  readonly unit: string;
  readonly quantities: readonly QuantityKind[];
  /** Entries of members add up and are never merged: 心得体会, 捐款捐物 … */
  readonly adds: boolean;
  /** Kinds that an activity of this kind also is: 总支扩大会议 is also 总支会议. */
  readonly also: readonly string[];
  /** Only counts and dates are kept: 三重一大会议, 谈心谈话. */
  readonly sensitive: boolean;
};

/** The vocabulary of an organisation: what its ledger knows how to name. */
export type Catalogue = {
  readonly kinds: readonly Kind[];
  /** Fixed phrases whose digits are never dates or counts: 三会一课, 二十大 … */
  readonly phrases: readonly string[];
  /** Words that name no kind, and the kinds that they may mean, the likeliest first: 打扫卫生, 民主生活会. */
  readonly unclear: readonly { readonly words: readonly string[]; readonly kinds: readonly string[] }[];
};

/** Whether every kind of a record is one whose entries add up and are never merged. */
export function addsUp(kinds: readonly string[], catalogue: Catalogue): boolean {
  return kinds.length > 0 && kinds.every((name) => kindNamed(name, catalogue)?.adds === true);
}

/** The kind of a canonical name; nothing where the catalogue has it no longer. */
export function kindNamed(name: string, catalogue: Catalogue): Kind | undefined {
  return catalogue.kinds.find((kind) => kind.name === name);
}

/** The stated kinds and those they imply: 总支扩大会议 is also 总支会议. */
export function withImplied(kinds: readonly string[], catalogue: Catalogue): string[] {
  return [...new Set(kinds.flatMap((name) => [name, ...(kindNamed(name, catalogue)?.also ?? [])]))];
}
