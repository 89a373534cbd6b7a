import type { Lexicon } from "./lexicon.ts";
import type { Amount, KindAt } from "./scan.ts";

export type Reader = { readonly s: string; readonly lexicon: Lexicon };

/** A comma-level piece of a sentence with what was found in it. */
export type Clause = {
  readonly start: number;
  readonly end: number;
  readonly amounts: readonly Amount[];
  readonly kinds: readonly KindAt[];
};

/** A number in its clause: the words that are its own stand between the numbers around it. */
export type Seat = {
  readonly reader: Reader;
  readonly clause: Clause;
  readonly amount: Amount;
  readonly previous: Seat | null;
  readonly next: Amount | null;
  /** The number ends its phrase (集中学习30次) rather than beginning it (30次集中学习). */
  readonly last: boolean;
};

const NUMBER_LAST =
  /^(?:$|[，。；、,;:：!?！？()\n”]|和|及|与|以及|并|共(?![建享青产])|累计|合计|总计|其中|左右|以上|不等|全部|均|都|分别[是为]|得到|余(?!名))/;

/** The numbers of a clause, each with its neighbours. */
export function seatsOf(reader: Reader, clause: Clause): Seat[] {
  const seats: Seat[] = [];
  for (const [n, amount] of clause.amounts.entries()) {
    const last =
      amount.after >= clause.end ||
      NUMBER_LAST.test(reader.s.slice(amount.after, Math.min(clause.end, amount.after + 3)));
    seats.push({ reader, clause, amount, previous: seats.at(-1) ?? null, next: clause.amounts[n + 1] ?? null, last });
  }
  return seats;
}

/** The words of the clause from the number before to this one. */
export function textBefore({ reader, clause, amount, previous }: Seat): string {
  return reader.s.slice(previous?.amount.after ?? clause.start, amount.start);
}

/** The words from this number to the next, cut after `length`. */
export function textAfter({ reader, clause, amount, next }: Seat, length = 12): string {
  return reader.s.slice(amount.after, Math.min(next?.start ?? clause.end, amount.after + length));
}

/** The words from this number on, other numbers among them, cut after `length`. */
export function restAfter({ reader, clause, amount }: Seat, length: number): string {
  return reader.s.slice(amount.after, Math.min(clause.end, amount.after + length));
}

export function clauseText({ reader, clause }: Seat): string {
  return reader.s.slice(clause.start, clause.end);
}

/** A number alone on its line fills a cell of a table. */
export function isCell({ reader: { s }, clause: { start, end }, amount }: Seat): boolean {
  return amount.start === start && amount.after === end && s.charAt(start - 1) === "\n";
}
