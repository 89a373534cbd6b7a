import type { Inbound } from "../../src/bot/channel.ts";
import { impliedKinds, type Told } from "./lines.ts";
import { type Doubt, type Facts, joinedTo, mayBeOne, type Rec, seen } from "./rules.ts";
import { ownFacts, peopleOf } from "./told.ts";
import type { Person, Question, Said, Turn } from "./types.ts";

/** The two 总支 between which the second branch is moved. */
export const HOMES = ["甲党总支", "乙党总支"] as const;

/** The ledger as the rules tell it: lists that are read from their beginning, and nothing kept that can be counted. */
export class Ledger {
  readonly records: Rec[] = [];
  readonly said: Said[] = [];
  readonly closed = new Set<string>();
  apart: (readonly [number, number])[] = [];
  questions: Question[] = [];
  /** What happened, as chat lines that people can read. */
  readonly script: string[] = [];
  /** What was brought, so that it can be brought again. */
  readonly inbounds: Inbound[] = [];
  /** People who were erased. */
  readonly gone = new Set<number>();
  /** The 总支 under which the second branch stands. */
  home: (typeof HOMES)[number] = HOMES[0];
  private joinings = 0;
  private keys = 0;
  private numbers = 20;
  private readonly units: readonly number[];

  constructor(units: readonly number[]) {
    this.units = units;
  }

  nextKey(): string {
    return `lark:${++this.keys}`;
  }

  /** A number of people that nobody said before. */
  nextNumber(): number {
    return ++this.numbers;
  }

  /** An organisation with all below it. */
  below(unit: number): number[] {
    const [top, first, second, one, two] = this.units;
    const all = new Map([
      [top, [top, first, second, one, two]],
      [first, this.home === HOMES[0] ? [first, one, two] : [first, one]],
      [second, this.home === HOMES[1] ? [second, two] : [second]],
    ]);
    return (all.get(unit) ?? [unit]).flatMap((id) => id ?? []).sort();
  }

  /** Nobody's any more: no question waits, and what was said is forgotten. No record changes. */
  erase(person: number): void {
    this.gone.add(person);
    this.questions = this.questions.filter((question) => question.person !== person);
    for (const said of this.said) if (said.person === person) said.line = null;
  }

  find(id: number | null): Rec {
    const found = this.records.find((record) => record.id === id);
    if (found === undefined) throw new Error(`the model has no #${id}`);
    return found;
  }

  ofKey(key: string): Rec[] {
    return this.records.filter((record) => record.key === key);
  }

  facts(record: Rec): Facts {
    return seen(record, this.records).facts;
  }

  isClosed(org: number, ...days: readonly (string | null)[]): boolean {
    return days.some((day) => day !== null && this.closed.has(`${org}:${day.slice(0, 4)}`));
  }

  add(turn: Turn, told: Told, n: number, people: readonly Person[], again: number | undefined): Rec {
    const record: Rec = {
      id: this.records.length + 1,
      key: turn.key,
      n,
      org: turn.person.org,
      author: turn.person.id,
      chat: turn.chat,
      own: ownFacts(told),
      ownPeople: peopleOf(told, turn.person, people),
      doubts: told.doubts.map((about) => ({ about })),
      state: "held",
      heldFor: "again",
      twin: again ?? null,
      joined: false,
      order: 0,
      brought: [],
      kindless: false,
    };
    this.records.push(record);
    if (again === undefined) this.settle(record);
    return record;
  }

  /** Decides what holds a record: its kind, its day, a closed year that it would newly enter, another record. */
  settle(record: Rec, later: readonly Rec[] = []): void {
    const newly = record.state === "held";
    const twin = this.twinOf(record, later);
    record.joined = false;
    record.heldFor = null;
    record.twin = null;
    if (record.doubts.some(({ about }) => about === "kind")) record.heldFor = "kind";
    else if (record.doubts.some(({ about }) => about === "date")) record.heldFor = "date";
    else if (newly && this.isClosed(record.org, record.own.start)) record.heldFor = "closed";
    else this.hold(record, twin);
    record.state = record.heldFor === null ? "counted" : "held";
  }

  /** Counts a record unless it may be the same as another one. */
  hold(record: Rec, twin: Rec | undefined): void {
    record.heldFor = twin === undefined ? null : "same";
    record.twin = twin?.id ?? null;
    record.state = twin === undefined ? "counted" : "held";
  }

  twinOf(record: Rec, later: readonly Rec[] = []): Rec | undefined {
    const facts = this.facts(record);
    const candidates = this.records
      .filter(({ state, heldFor }) => state === "counted" || (state === "held" && heldFor === "same"))
      .filter(({ id, org, key }) => id !== record.id && org === record.org && key !== record.key)
      .filter((other) => !later.includes(other) && other.twin !== record.id && !this.areApart(record.id, other.id))
      .filter((other) => mayBeOne(facts, this.facts(other)));
    return candidates.find(({ state }) => state === "counted") ?? candidates[0];
  }

  areApart(a: number, b: number): boolean {
    return this.apart.some((pair) => pair.includes(a) && pair.includes(b));
  }

  drop(record: Rec): void {
    this.questions = this.questions.filter((question) => question.record !== record.id);
  }

  /** Asks the most important of what is open about the records of a message. */
  ask(turn: Turn, records: readonly Rec[]): void {
    const open = records.filter(({ state, heldFor }) => state !== "void" && heldFor !== "closed");
    const urgent =
      open.find(({ heldFor }) => heldFor === "kind" || heldFor === "date") ??
      open.find(({ state }) => state === "held") ??
      open.find(({ doubts }) => doubts.length > 0);
    if (urgent === undefined) return;
    const { heldFor, doubts, id } = urgent;
    const about = heldFor !== null && heldFor !== "closed" ? heldFor : doubts[0]?.about;
    if (about !== undefined) this.questions.push({ chat: turn.chat, person: turn.person.id, record: id, about });
  }

  /** The newest question that is still one. */
  asked(turn: Pick<Turn, "chat" | "person">): Question | undefined {
    return this.open().findLast(({ chat, person }) => chat === turn.chat && person === turn.person.id);
  }

  open(): Question[] {
    return this.questions.filter(({ record, about }) => {
      const { state, heldFor, doubts } = this.find(record);
      if (about === "same" || about === "again") return heldFor === about;
      return state !== "void" && doubts.some((doubt) => doubt.about === about);
    });
  }

  join(report: Rec, event: Rec, remembered: readonly number[] = []): void {
    this.drop(report);
    this.apart = this.apart.filter((pair) => !(pair.includes(report.id) && pair.includes(event.id)));
    const children = joinedTo(report, this.records);
    const comers = [report, ...children];
    report.doubts = report.doubts.filter(({ from }) => from === undefined);
    report.brought = [...remembered, ...children.map(({ id }) => id)];
    const before = this.facts(event);
    for (const comer of comers) {
      Object.assign(comer, {
        state: "void",
        heldFor: null,
        twin: event.id,
        joined: true,
        order: ++this.joinings,
        kindless: false,
      });
    }
    for (const comer of comers) comer.kindless = this.isToldElsewhere(comer, event, before);
    this.contradict(event, before, { newcomers: comers });
    for (const waiting of this.records.filter((one) => one.state === "held" && one.twin === report.id)) {
      if (this.areApart(waiting.id, event.id)) this.settle(waiting);
      else waiting.twin = event.id;
    }
  }

  /** Whether all that a report would make its event besides is counted by other records already. */
  isToldElsewhere({ org, own }: Rec, event: Rec, { kinds }: Facts): boolean {
    const more = own.kinds.filter((kind) => !kinds.includes(kind));
    if (more.length === 0 || org !== event.org) return false;
    const others = this.records
      .filter((other) => other.state === "counted" && other.org === org && other !== event)
      .map((other) => this.facts(other));
    return more.every((kind) =>
      others.some(
        (other) => impliedKinds(other.kinds).includes(kind) && mayBeOne({ ...own, kinds: [kind], title: null }, other),
      ),
    );
  }

  /** Who tells another headcount stands beside until a person decides; a value that changed is compared anew. */
  contradict(
    event: Rec,
    before: Facts,
    { newcomers = [], decided = false }: { newcomers?: Rec[]; decided?: boolean },
  ): void {
    const { headcount } = this.facts(event);
    const known = event.doubts.flatMap(({ from }) => from ?? []);
    const against = joinedTo(event, this.records).filter(
      ({ own }) => own.headcount !== null && own.headcount !== headcount,
    );
    const shown = decided
      ? []
      : against.filter((one) => known.includes(one.id) || newcomers.includes(one) || headcount !== before.headcount);
    const told: Doubt[] = shown.map(({ id }) => ({ about: "participants", from: id }));
    event.doubts = [...event.doubts.filter(({ from }) => from === undefined), ...told];
  }

  leave(report: Rec, withBrought: boolean): void {
    const event = this.find(report.twin);
    const before = this.facts(event);
    const children = joinedTo(event, this.records).filter(({ id }) => withBrought && report.brought.includes(id));
    for (const one of [report, ...children]) Object.assign(one, { twin: null, joined: false, state: "void" });
    this.contradict(event, before, {});
    for (const child of children) this.join(child, report, child.brought);
  }

  separate(record: Rec): void {
    if (record.twin !== null) this.apart.push([record.id, record.twin]);
    if (record.joined) this.leave(record, true);
    this.settle(record);
  }

  /** Reports that had joined it are the event again, and what waited to know whether it is the same counts. */
  void(record: Rec): void {
    const waiting = [
      ...joinedTo(record, this.records),
      ...this.records.filter((one) => one.state === "held" && one.twin === record.id),
    ];
    Object.assign(record, { state: "void", heldFor: null, twin: null, joined: false });
    record.doubts = record.doubts.filter(({ from }) => from === undefined);
    this.drop(record);
    for (const [n, one] of waiting.entries()) {
      this.drop(one);
      this.settle(one, waiting.slice(n + 1));
    }
  }

  /** What is said of a record anew. */
  change(
    record: Rec,
    changes: Partial<Facts>,
    { doubts, people }: { doubts: readonly Doubt[]; people?: readonly number[] },
  ): void {
    const before = this.facts(record);
    const sameKinds = people !== undefined && changes.kinds?.join() === record.own.kinds.join();
    if (changes.kinds !== undefined && !sameKinds) {
      for (const one of joinedTo(record, this.records)) one.kindless = true;
    }
    record.own = { ...record.own, ...changes };
    if (people !== undefined) record.ownPeople = people;
    record.doubts = doubts;
    const { headcount } = { ...before, ...changes };
    this.contradict(record, before, { decided: headcount !== before.headcount });
  }
}
