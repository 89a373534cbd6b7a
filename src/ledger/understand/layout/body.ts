import type { Token } from "../token.ts";
import { ASIDE, tellsEvent } from "./events.ts";
import { type Kinds, notOwned, OTHERS } from "./owned.ts";
import { isDay, isNumber, isRange, isToday, isWholeDay, kindsIn, namesKind } from "./pieces.ts";
import { type Clause, clausesOf, isLabelled, plainIn, type Sentence, sentencesOf } from "./sentences.ts";

/** Shorter messages are told by whoever was there, and every number in them is of what was held. */
const SHORTEST = 60;
const FEWEST = 3;

/** What is left of a message to be read, and where in it a sentence begins that tells of another day and kind. */
export type Told = { readonly tokens: readonly Token[]; readonly cuts: readonly number[] };

/**
 * Of minutes, reports and news only what is told of an event counts: the sentence that names it with its day, and of
 * those behind it who came, how long it took, what was decided and what the event itself counts in. Other numbers in the
 * running text are those of whatever was spoken of there; they become words.
 */
export function withoutBody(s: string, tokens: readonly Token[], kinds: Kinds): Told {
  if (s.length < SHORTEST || !isLong(tokens)) return { tokens, cuts: NO_CUTS };
  const sentences = sentencesOf(s, tokens);
  const body = new Body(s, kinds, isForm(sentences));
  for (const sentence of sentences) body.read(sentence);
  return body.told(tokens);
}

const NO_CUTS: readonly number[] = [];

function isLong(tokens: readonly Token[]): boolean {
  let breaks = 0;
  for (const { type } of tokens) if (type === "break" && ++breaks >= FEWEST) return true;
  return false;
}

const OF_FORM = new Set(["date", "place", "kind", "headcount", "names", "minutes", "absent", "other"]);

/** Lines that begin with labels, one of them that of a day. */
function isForm(sentences: readonly Sentence[]): boolean {
  const labels = sentences.flatMap(({ tokens: [first], isFirst }) =>
    isFirst && first?.type === "label" && OF_FORM.has(first.field) ? [first.field] : [],
  );
  return labels.length >= 2 && labels.includes("date");
}

/** 支部共有党员37名, 现有党员12人: of whom the branch is made. */
const SIZE = /(?:支部|总支|党委|小组|单位|车间|科室|本[月季年])[^,]{0,6}有|[共现]有|在册/;
/** The marks beside the kind that heads the lines below it. */
const LONGEST_HEAD = 3;
/** More words than that beside a day tell what was done. */
const LONG_TOLD = 10;

class Body {
  readonly #s: string;
  readonly #kinds: Kinds;
  readonly #isForm: boolean;
  readonly #lead: Sentence[] = [];
  readonly #events: Sentence[] = [];
  readonly #dropped = new Set<Token>();
  readonly #hidden: Clause[] = [];
  /** The ends of sentences behind which the same event goes on. */
  readonly #joints = new Set<number>();
  #last = 0;
  /** The kinds of the event that is being told. */
  #own: readonly string[] = [];
  #hasDay: boolean;
  #isTelling: boolean;

  constructor(s: string, kinds: Kinds, isForm: boolean) {
    this.#s = s;
    this.#kinds = kinds;
    this.#isForm = isForm;
    this.#hasDay = false;
    this.#isTelling = false;
  }

  /** Reads the next sentence. */
  read(sentence: Sentence): void {
    if (isLabelled(sentence)) this.#note(sentence);
    else if (!this.#isForm && tellsEvent(this.#s, this.#kinds, sentence)) this.#begin(sentence);
    else if (this.#isTelling) this.#goOn(sentence);
    else this.#head(sentence);
    this.#last = sentence.end;
  }

  /** The tokens that tell of an event, and a cut before each event but the first that names its day and its kind. */
  told(tokens: readonly Token[]): Told {
    this.#closeHeading();
    const isWhole = (one: Sentence): boolean =>
      one.tokens.some(isDay) && one.tokens.some(({ type }) => type === "kind" || type === "study");
    const cuts = this.#events.slice(1).flatMap((one) => (isWhole(one) ? [one.start] : []));
    if (this.#dropped.size === 0 && this.#hidden.length === 0 && this.#joints.size === 0) return { tokens, cuts };
    const left = tokens.filter((token) => !this.#dropped.has(token) && !this.#isJoint(token));
    const gaps = this.#hidden.flatMap((clause) => this.#gapsIn(clause));
    return { tokens: [...left, ...gaps].sort((a, b) => a.start - b.start), cuts };
  }

  #isJoint({ type, start }: Token): boolean {
    return type === "break" && this.#joints.has(start);
  }

  /** What says nothing stands in place of the words of a clause, but for those that are quoted or read. */
  #gapsIn({ tokens, start, end }: Clause): readonly Token[] {
    const kept = tokens.filter((token) => !this.#dropped.has(token));
    const ends = [start, ...kept.map((token) => token.end)];
    const starts = [...kept.map((token) => token.start), end];
    return ends.flatMap((from, i) => {
      const to = starts[i] ?? from;
      return to > from ? [{ type: "other", start: from, end: to } as const] : [];
    });
  }

  /** A line of a form tells of its event, whatever stands in it. */
  #note({ tokens }: Sentence): void {
    this.#own = [...this.#own, ...kindsIn(tokens)];
    this.#hasDay ||= tokens.some((token) => token.type === "label" && token.field === "date");
    this.#isTelling ||= this.#isForm && this.#hasDay;
  }

  #begin(sentence: Sentence): void {
    this.#events.push(sentence);
    this.#own = kindsIn(sentence.tokens);
    this.#isTelling = true;
    const clauses = clausesOf(this.#s, sentence);
    const aside = clauses.findIndex((clause) => ASIDE.test(this.#words(clause)));
    if (aside > 0) this.#filter({ tokens: clauses.slice(aside).flatMap(({ tokens }) => tokens) }, clauses.slice(aside));
  }

  /** The 党课 of a sentence that goes on with an event is part of it. */
  #goOn(sentence: Sentence): void {
    this.#filter(sentence, clausesOf(this.#s, sentence));
    const isTold =
      sentence.tokens.some(({ type }) => type === "kind") && plainIn(this.#s, sentence).length > LONGEST_HEAD;
    if (isTold && !this.#isForm) this.#joints.add(this.#last);
  }

  /** What stands before an event: its heading, what was demanded, and how large the branch is. */
  #head(sentence: Sentence): void {
    this.#lead.push(sentence);
    const isAside = (words: string): boolean => SIZE.test(words) || OTHERS.test(words);
    this.#filter(
      sentence,
      clausesOf(this.#s, sentence).filter((clause) => isAside(this.#words(clause))),
    );
    this.#own = [...this.#own, ...kindsIn(sentence.tokens)];
    this.#hasDay ||= sentence.tokens.some(isDay);
    this.#isTelling = this.#hasDay && (this.#own.length > 0 || plainIn(this.#s, sentence).length >= LONG_TOLD);
  }

  #filter({ tokens }: Pick<Sentence, "tokens">, clauses: readonly Clause[]): void {
    const event = { s: this.#s, kinds: this.#kinds, own: this.#own, isForm: this.#isForm };
    const { tokens: dropped, clauses: hidden } = notOwned(event, tokens, clauses);
    for (const token of dropped) this.#dropped.add(token);
    this.#hidden.push(...hidden);
  }

  /** What the lines above the events say again, or of the whole paper, tells nothing; nor does a heading but for its days. */
  #closeHeading(): void {
    const [first] = this.#events;
    const kinds = kindsIn(first?.tokens ?? []);
    const isStudied = first?.tokens.some(({ type }) => type === "study") === true;
    const days = this.#events.flatMap(({ tokens }) => tokens.filter(isDay));
    const isDated = days.length > 1 && days.every(isWholeDay);
    for (const sentence of this.#lead) {
      const isHeading = days.length > 1 && !sentence.tokens.some(tells);
      const isSaidBelow = (token: Token): boolean =>
        (token.type === "kind" && kinds.includes(token.kind)) ||
        (token.type === "study" && isStudied) ||
        (isDated && isRange(token)) ||
        (isHeading && token.type !== "date");
      for (const token of sentence.tokens.filter(isSaidBelow)) this.#dropped.add(token);
      if (isHeading) this.#hidden.push(sentence);
    }
    if (this.#lead.some(({ tokens }) => tokens.some(isDay)))
      for (const token of first?.tokens.filter(isToday) ?? []) this.#dropped.add(token);
  }

  #words({ start, end }: Clause): string {
    return this.#s.slice(start, end);
  }
}

/** What names a kind, is a number or a field. */
function tells(token: Token): boolean {
  return namesKind(token) || isNumber(token) || token.type === "label" || token.type === "names";
}
