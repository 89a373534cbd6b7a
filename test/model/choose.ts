import type { Ledger } from "./ledger.ts";
import { CORRECTED, DAYS, dayText, type Line, message } from "./lines.ts";
import type { Change, Target } from "./office.ts";
import type { Step } from "./step.ts";
import type { Person, Question, Said } from "./types.ts";
import { instant, type World } from "./world.ts";

// What the numbers of a step pick among what there is when it is played.

export function lineOf({ picks }: Step, who: Person, world: World): Line {
  const members = world.people.filter(({ org }) => org === who.org).map(({ name }) => name);
  return message(picks, who.org === world.units[3] ? "first" : "second", members);
}

export function changeOf({ b }: Step, ledger: Ledger, who: Person, world: World): [Change, string] {
  const day = DAYS[b % DAYS.length] ?? DAYS[0];
  const title = who.org === world.units[3] ? CORRECTED.first : CORRECTED.second;
  const headcount = ledger.nextNumber();
  if (b % 5 < 2) return [{ start: day }, `日期 ${dayText(day)}`];
  return b % 5 === 2 ? [{ title }, `标题 ${title}`] : [{ headcount }, `人数 ${headcount}`];
}

export function targetOf({ a }: Step, ledger: Ledger, who: Person): Target {
  return a % 2 === 0 ? "newest" : numberOf(a >> 1, ledger, who);
}

/** Mostly a record of one's own branch, sometimes any number. */
export function numberOf(choice: number, { records }: Ledger, { org }: Person): number {
  const own = records.filter((record) => record.org === org);
  if (choice % 7 === 0) return (choice % (records.length + 2)) + 1;
  return own[choice % Math.max(1, own.length)]?.id ?? 1;
}

/** Mostly one that is open; else words are said where perhaps nobody asked. */
export function questionFor({ a, b }: Step, ledger: Ledger): Question | undefined {
  const open = ledger.open();
  return a % 5 === 0 ? undefined : open[b % Math.max(1, open.length)];
}

/** Mostly two that can be merged, and rather one to which others were joined. */
export function pairOf({ a, b }: Step, ledger: Ledger, who: Person): [number, number] {
  if (a % 4 === 0) return [numberOf(a, ledger, who), numberOf(b, ledger, who)];
  const live = ledger.records.filter(({ org, state }) => org === who.org && state !== "void");
  const joined = live.filter(({ id }) => ledger.records.some((one) => one.joined && one.twin === id));
  const from = joined.length > 0 && a % 2 === 0 ? joined : live;
  const into = live.filter(({ state }) => state === "counted");
  return [from[a % Math.max(1, from.length)]?.id ?? 1, into[b % Math.max(1, into.length)]?.id ?? 1];
}

export function membersOf({ gone }: Ledger, { people }: World): Person[] {
  return people.filter(({ id }) => !gone.has(id));
}

export function speaker({ who }: Step, ledger: Ledger, world: World): Person {
  const there = membersOf(ledger, world);
  // Most is told in the first branch, so that reports meet.
  const weighted = [...there, ...there.slice(0, 2), ...there.slice(0, 2)];
  return weighted[who % weighted.length] as Person;
}

/** Mostly a secretary. */
export function officer(one: Step, ledger: Ledger, world: World): Person {
  const officers = world.people.filter(({ secretary }) => secretary);
  if (one.who % 10 === 0) return speaker(one, ledger, world);
  return (one.who % 3 === 0 ? officers[1] : officers[0]) as Person;
}

export function personOf({ people }: World, wanted: number): Person {
  return people.find(({ id }) => id === wanted) as Person;
}

export function recent({ a }: Step, said: readonly Said[]): Said | undefined {
  const last = said.slice(-12);
  return last[a % Math.max(1, last.length)];
}

export function clock(minute: number): string {
  return new Date(instant(minute).getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
}
