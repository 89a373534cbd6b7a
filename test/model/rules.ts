import type { Day, Half, State } from "../../src/ledger/activity.ts";
import { ADDING, impliedKinds, titlesMayBeOne } from "./lines.ts";

export type HeldFor = "kind" | "date" | "same" | "again" | "closed";

/** What an activity is, as far as the model knows it. */
export type Facts = {
  kinds: readonly string[];
  start: Day | null;
  end: Day | null;
  half: Half | null;
  title: string | null;
  headcount: number | null;
  essays: number | null;
};

/** A question about a value; of a contradiction it says which report made it. */
export type Doubt = { readonly about: "kind" | "date" | "participants"; readonly from?: number };

/** A record: what it says of itself, and how it stands. */
export type Rec = {
  readonly id: number;
  readonly key: string;
  readonly n: number;
  readonly org: number;
  readonly author: number;
  chat: string;
  own: Facts;
  ownPeople: readonly number[];
  doubts: readonly Doubt[];
  state: State;
  heldFor: HeldFor | null;
  twin: number | null;
  joined: boolean;
  /** When it was joined, one more at each joining. */
  order: number;
  /** Reports that came with it when it was joined. */
  brought: readonly number[];
  /** Whether its kinds are left out, since somebody decided those of its event later. */
  kindless: boolean;
  /** Whoever withdrew it last. */
  withdrawnBy?: number;
};

/** A record with what joined reports filled in, in the order of joining. */
export function seen(record: Rec, all: readonly Rec[]): { facts: Facts; people: ReadonlySet<number> } {
  const facts = { ...record.own };
  const people = new Set(record.ownPeople);
  for (const { own, ownPeople, kindless } of joinedTo(record, all)) {
    if (!kindless) facts.kinds = [...new Set([...facts.kinds, ...own.kinds])];
    facts.half ??= own.half;
    facts.title ??= own.title;
    facts.headcount ??= own.headcount;
    facts.essays ??= own.essays;
    for (const person of ownPeople) people.add(person);
  }
  return { facts, people };
}

export function joinedTo({ id }: Rec, all: readonly Rec[]): Rec[] {
  return all.filter(({ joined, twin }) => joined && twin === id).sort((a, b) => a.order - b.order);
}

/** Rule 3 of sameness: whether somebody has to be asked about two records. */
export function mayBeOne(a: Facts, b: Facts): boolean {
  if (a.start === null || b.start === null) return false;
  const overlap = a.start <= (b.end ?? b.start) && b.start <= (a.end ?? a.start);
  const halves = a.half === null || b.half === null || a.half === b.half;
  const others = impliedKinds(b.kinds);
  const shared = impliedKinds(a.kinds).some((kind) => others.includes(kind) && !ADDING.has(kind));
  return overlap && halves && shared && titlesMayBeOne(a.title, b.title);
}

/** Whether the entries of a record are each somebody's own and only add. */
export function onlyAdds({ kinds }: Pick<Facts, "kinds">): boolean {
  return kinds.length > 0 && kinds.every((kind) => ADDING.has(kind));
}

/** A counted record with what it gives to the numbers. */
export type Counted = {
  readonly org: number;
  readonly year: string;
  readonly kinds: readonly string[];
  readonly people: number | null;
  readonly essays: number;
};

/** What counts, read from the records anew. */
export function counted(records: readonly Rec[]): Counted[] {
  return records.flatMap((record) => {
    if (record.state !== "counted") return [];
    const { facts, people } = seen(record, records);
    const isAsked = record.doubts.some(({ about }) => about === "participants");
    const came = facts.headcount ?? (isAsked || people.size === 0 ? null : people.size);
    const year = facts.start?.slice(0, 4) ?? "";
    return [{ org: record.org, year, kinds: impliedKinds(facts.kinds), people: came, essays: facts.essays ?? 1 }];
  });
}

/** How often a kind counts in a year, and how many people came; null where no record says anything. */
export function recount(
  all: readonly Counted[],
  { orgs, kind, year }: { orgs: readonly number[]; kind: string; year: number },
): { times: number | null; people: number | null; essays: number | null } {
  const taken = all.filter((one) => orgs.includes(one.org) && one.year === String(year) && one.kinds.includes(kind));
  return {
    times: sum(taken.map(() => 1)),
    people: sum(taken.map(({ people }) => people)),
    essays: sum(taken.map(({ essays }) => essays)),
  };
}

function sum(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((total, number) => total + number, 0);
}
