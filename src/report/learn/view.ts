import { restAfter, type Seat, textAfter, textBefore } from "./seat.ts";

/** What the rules read of a number. */
export type View = {
  readonly seat: Seat;
  /** From the number before to this one, and from the clause's beginning. */
  readonly before: string;
  readonly opening: string;
  /** To the next number, to the end of the clause, and of the sentence. */
  readonly after: string;
  readonly rest: string;
  readonly sentence: string;
};

/** What stands around a number. */
export function viewOf(seat: Seat): View {
  const { reader, clause, amount } = seat;
  const from = amount.after;
  return {
    seat,
    before: textBefore(seat),
    opening: reader.s.slice(clause.start, amount.start),
    after: textAfter(seat, 24),
    rest: restAfter(seat, 60),
    sentence: /^[^。！？\n]*/.exec(reader.s.slice(from, from + 140))?.[0] ?? "",
  };
}
