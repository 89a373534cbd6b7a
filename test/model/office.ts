import type { Day } from "../../src/ledger/activity.ts";
import type { Ledger } from "./ledger.ts";
import { onlyAdds, type Rec } from "./rules.ts";
import { daysOf, isBarred, isLive, NOTHING_DONE, REFUSED, result, withdraw } from "./talk.ts";
import type { Result, Turn } from "./types.ts";

export type Target = number | "newest";

/** The record that a number names in the speaker's branch, or their own newest one in this chat. */
function named(ledger: Ledger, { person, chat }: Turn, target: Target): Rec | undefined {
  const all = ledger.records.filter(({ org }) => org === person.org);
  if (target !== "newest") return all.find(({ id }) => id === target);
  return all.findLast((record) => record.author === person.id && record.chat === chat && isLive(record));
}

function mayChange({ person }: Turn, { author }: Rec): boolean {
  return author === person.id || person.secretary;
}

export function withdrawBy(ledger: Ledger, turn: Turn, target: Target): Result {
  const record = named(ledger, turn, target);
  if (record === undefined) return NOTHING_DONE;
  if (!isLive(record)) return mayChange(turn, record) ? result("answered", record) : NOTHING_DONE;
  if (!mayChange(turn, record)) return REFUSED;
  if (isBarred(ledger, turn, record, ...daysOf(ledger, record))) return NOTHING_DONE;
  withdraw(ledger, record, turn);
  return result("voided", record);
}

export type Change = { readonly headcount: number } | { readonly start: Day } | { readonly title: string };

export function correct(ledger: Ledger, turn: Turn, target: Target, change: Change): Result {
  const record = named(ledger, turn, target);
  if (record === undefined || !isLive(record)) return NOTHING_DONE;
  if (!mayChange(turn, record) || record.joined) return REFUSED;
  if (isBarred(ledger, turn, record, "start" in change ? change.start : null)) return NOTHING_DONE;
  const about = "headcount" in change ? "participants" : "start" in change ? "date" : undefined;
  const doubts = record.doubts.filter((doubt) => doubt.about !== about);
  ledger.drop(record);
  ledger.change(record, "start" in change ? { ...change, end: null } : change, { doubts });
  ledger.settle(record);
  ledger.ask(turn, [record]);
  return result("edited", record);
}

export function merge(ledger: Ledger, turn: Turn, from: number, into: number): Result {
  if (!turn.person.secretary) return REFUSED;
  const report = named(ledger, turn, from);
  const event = named(ledger, turn, into);
  if (report === undefined || event === undefined) return NOTHING_DONE;
  if (report.id === event.id || event.state !== "counted" || report.state === "void") return REFUSED;
  if (onlyAdds(report.own) || onlyAdds(event.own)) return REFUSED;
  if (isBarred(ledger, turn, event, report.own.start)) return NOTHING_DONE;
  ledger.join(report, event);
  return result("joined", event);
}

export function split(ledger: Ledger, turn: Turn, number: number): Result {
  if (!turn.person.secretary) return REFUSED;
  const record = named(ledger, turn, number);
  if (record === undefined) return NOTHING_DONE;
  if (!record.joined && record.heldFor !== "same" && record.heldFor !== "again") return REFUSED;
  if (isBarred(ledger, turn, record, record.joined ? ledger.find(record.twin).own.start : null)) return NOTHING_DONE;
  ledger.drop(record);
  ledger.separate(record);
  return decided(ledger, turn, record);
}

export function restore(ledger: Ledger, turn: Turn, number: number): Result {
  const record = named(ledger, turn, number);
  if (record === undefined || isLive(record)) return NOTHING_DONE;
  const { secretary, id } = turn.person;
  if (!secretary && (record.author !== id || record.withdrawnBy !== id)) return REFUSED;
  if (isBarred(ledger, turn, record)) return NOTHING_DONE;
  ledger.settle(record);
  return decided(ledger, turn, record);
}

export function accept(ledger: Ledger, turn: Turn, number: number): Result {
  if (!turn.person.secretary) return REFUSED;
  const record = named(ledger, turn, number);
  if (record?.heldFor !== "closed" || isBarred(ledger, turn, record)) return NOTHING_DONE;
  ledger.hold(record, ledger.twinOf(record));
  return decided(ledger, turn, record);
}

export function confirm(ledger: Ledger, turn: Turn, number: number): Result {
  if (!turn.person.secretary) return REFUSED;
  const record = named(ledger, turn, number);
  if (record === undefined) return NOTHING_DONE;
  record.doubts = record.doubts.filter(({ from }) => from === undefined);
  return result("answered", record);
}

/** Asks for the number of people that a report left out. */
export function supply(ledger: Ledger, turn: Turn, number: number): Result {
  if (!turn.person.secretary) return REFUSED;
  const record = named(ledger, turn, number);
  if (record === undefined || record.state === "void") return NOTHING_DONE;
  record.doubts = [{ about: "participants" }, ...record.doubts.filter(({ about }) => about !== "participants")];
  ledger.drop(record);
  ledger.ask(turn, [record]);
  return result("answered", record);
}

function decided(ledger: Ledger, turn: Turn, record: Rec): Result {
  ledger.ask(turn, [record]);
  return result(record.state === "counted" ? "logged" : "asked", record);
}

export function close(ledger: Ledger, { person }: Turn, year: number, isClosing: boolean): Result {
  if (!person.secretary) return REFUSED;
  const place = `${person.org}:${year}`;
  if (isClosing) ledger.closed.add(place);
  else ledger.closed.delete(place);
  return { outcome: "answered", records: [] };
}
