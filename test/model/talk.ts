import type { Ledger } from "./ledger.ts";
import type { Line } from "./lines.ts";
import { joinedTo, mayBeOne, onlyAdds, type Rec } from "./rules.ts";
import { ownFacts, peopleOf } from "./told.ts";
import type { Person, Result, Turn } from "./types.ts";

const RETRY_MINUTES = 5;
export const IGNORED: Result = { outcome: "ignored", records: [] };
export const NOTHING_DONE: Result = { outcome: "asked", records: [] };
export const REFUSED: Result = { outcome: "refused", records: [] };

export function result(outcome: Result["outcome"], ...records: readonly Rec[]): Result {
  return { outcome, records: records.map(({ id }) => id) };
}

/** A line of chat: an answer to the newest question, else what it tells. */
export function hear(ledger: Ledger, turn: Turn, people: readonly Person[]): Result {
  return answer(ledger, turn) ?? (turn.line.tells.length > 0 ? log(ledger, turn, people) : IGNORED);
}

function log(ledger: Ledger, turn: Turn, people: readonly Person[]): Result {
  const { line, at, person } = turn;
  const earlier = ledger.said
    .filter((said) => said.isMessage && said.person === person.id && said.line?.text === line.text)
    .filter((said) => Math.abs(said.at - at) <= RETRY_MINUTES)
    .sort((a, b) => b.at - a.at || (a.key < b.key ? 1 : -1))
    .map(({ key }) => ledger.ofKey(key))
    .find((records) => records.length > 0 && records.every(isLive));
  const again = earlier?.find(({ own }) => onlyAdds(own));
  if (earlier !== undefined && again === undefined) {
    ledger.ask(turn, earlier);
    return result("duplicate", ...earlier.map((one) => (one.joined ? ledger.find(one.twin) : one)));
  }
  const records = line.tells.map((told, n) => ledger.add(turn, told, n, people, earlier?.[n]?.id ?? again?.id));
  ledger.ask(turn, records);
  if (records.some(({ heldFor }) => heldFor === "kind" || heldFor === "date")) return result("held", ...records);
  return result(records.some(({ state }) => state === "held") ? "asked" : "logged", ...records);
}

export function isLive({ state, joined }: Rec): boolean {
  return state !== "void" || joined;
}

function answer(ledger: Ledger, turn: Turn): Result | undefined {
  const question = ledger.asked(turn);
  if (question === undefined) return undefined;
  const record = ledger.find(question.record);
  const { about } = question;
  return about === "same" || about === "again"
    ? answerSameness(ledger, turn, record)
    : answerValue(ledger, turn, record, about);
}

function answerSameness(ledger: Ledger, turn: Turn, record: Rec): Result | undefined {
  const about = record.heldFor;
  const yes = turn.line.yes ?? (about === "again" ? turn.line.again : undefined);
  if (yes === undefined) return undefined;
  const twin = ledger.find(record.twin);
  if (!yes) {
    ledger.drop(record);
    ledger.separate(record);
    return settled(ledger, turn, record, "logged");
  }
  if (about === "again") {
    withdraw(ledger, record, turn);
    return result("duplicate", twin);
  }
  if (twin.state === "counted" && isBarred(ledger, turn, twin)) return NOTHING_DONE;
  ledger.join(record, twin);
  ledger.ask(turn, ledger.ofKey(record.key));
  return result("joined", twin);
}

function answerValue(
  ledger: Ledger,
  turn: Turn,
  record: Rec,
  about: "kind" | "date" | "participants",
): Result | undefined {
  const value = valueIn(turn.line)[about];
  if (value === undefined) return undefined;
  if (record.state === "counted" && isBarred(ledger, turn, record)) return NOTHING_DONE;
  ledger.drop(record);
  const doubts = record.doubts.filter((doubt) => doubt.about !== about);
  ledger.change(record, value, { doubts });
  ledger.settle(record);
  return settled(ledger, turn, record, "answered");
}

/** A closed year changes by a reason alone. */
export function isBarred(
  ledger: Ledger,
  { reason }: Pick<Turn, "reason">,
  { org, own }: Rec,
  ...days: readonly (string | null)[]
): boolean {
  return reason !== true && ledger.isClosed(org, own.start, ...days);
}

function valueIn({ kind, day, number }: Line) {
  return {
    kind: kind === undefined ? undefined : { kinds: [kind] },
    date: day === undefined ? undefined : { start: day, end: null },
    participants: number === undefined ? undefined : { headcount: number },
  };
}

function settled(ledger: Ledger, turn: Turn, record: Rec, outcome: "logged" | "answered"): Result {
  ledger.ask(turn, ledger.ofKey(record.key));
  return result(record.heldFor === "same" ? "asked" : outcome, record);
}

/** A message that says something else now. */
export function editMessage(ledger: Ledger, turn: Turn, of: string, people: readonly Person[]): Result {
  const original = ledger.said.find(({ key }) => key === of);
  if (!original?.isMessage || original.line === null || original.line.text === turn.line.text) return IGNORED;
  const all = ledger.ofKey(of);
  const live = all.filter(isLive);
  const { tells } = turn.line;
  if (all.length === 0 || (live.length === 0 && tells.length === 0)) {
    original.line = turn.line;
    return hear(ledger, { ...turn, key: of }, people);
  }
  const concerned = (live.length === 0 ? all : live).filter((one) => isLive(one) || tells[one.n] !== undefined);
  const changed = concerned.filter((record) => !saysTheSame(record, turn, people));
  const days = changed.flatMap((record) => [...daysOf(ledger, record), tells[record.n]?.start ?? null]);
  if (ledger.isClosed(turn.person.org, ...days)) return NOTHING_DONE;
  original.line = turn.line;
  const kept = tells.flatMap((told, n) => {
    const record = concerned.find((one) => one.n === n);
    if (record !== undefined && changed.includes(record)) rewrite(ledger, turn, record, people);
    if (record !== undefined) return [record];
    return all.some((one) => one.n === n) ? [] : [ledger.add({ ...turn, key: of }, told, n, people, undefined)];
  });
  for (const record of live.filter(({ n }) => n >= tells.length)) withdraw(ledger, record, turn);
  ledger.ask(turn, kept);
  return result("edited", ...kept);
}

function saysTheSame(record: Rec, turn: Turn, people: readonly Person[]): boolean {
  const told = turn.line.tells[record.n];
  if (told === undefined || !isLive(record)) return false;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b);
  const doubts = record.doubts.flatMap(({ about, from }) => (from === undefined ? [about] : []));
  if (!same(doubts, told.doubts)) return false;
  return (
    same(record.own, ownFacts(told)) && same(sorted(record.ownPeople), sorted(peopleOf(told, turn.person, people)))
  );
}

function rewrite(ledger: Ledger, turn: Turn, record: Rec, people: readonly Person[]): void {
  const told = turn.line.tells[record.n];
  if (told === undefined) return;
  const event = record.joined ? ledger.find(record.twin) : undefined;
  if (event === undefined) ledger.drop(record);
  else ledger.leave(record, false);
  const contradictions = record.doubts.filter(({ from }) => from !== undefined);
  const doubts = [...told.doubts.map((about) => ({ about })), ...contradictions];
  ledger.change(record, ownFacts(told), { doubts, people: peopleOf(told, turn.person, people) });
  const isSure = told.doubts.every((about) => about === "participants");
  if (event !== undefined && isSure && mayBeOne(ledger.facts(record), ledger.facts(event))) ledger.join(record, event);
  else ledger.settle(record);
}

/** The days whose count changes with a record: its own, its event's, those of what was joined to it. */
export function daysOf(ledger: Ledger, record: Rec): (string | null)[] {
  const others = record.joined ? [ledger.find(record.twin)] : joinedTo(record, ledger.records);
  return [record, ...others].map(({ own }) => own.start);
}

export function withdraw(ledger: Ledger, record: Rec, { person }: Pick<Turn, "person">): void {
  if (record.joined) ledger.leave(record, false);
  else {
    record.withdrawnBy = person.id;
    ledger.void(record);
  }
}

/** A message taken back takes its records back. */
export function recallMessage(ledger: Ledger, turn: Omit<Turn, "line">, of: string): Result {
  const original = ledger.said.find(({ key }) => key === of);
  if (original === undefined || original.person !== turn.person.id) return IGNORED;
  const live = ledger.ofKey(of).filter(isLive);
  if (ledger.isClosed(turn.person.org, ...live.flatMap((record) => daysOf(ledger, record)))) {
    return NOTHING_DONE;
  }
  original.line = null;
  for (const record of live) withdraw(ledger, record, turn);
  return live.length === 0 ? IGNORED : result("voided", ...live);
}
