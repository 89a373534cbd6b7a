import { expect, test } from "vitest";
import { type Term, termDuty, termEnd } from "../../src/ledger/term.ts";

const TERM: Term = { elected: "2024-06-15", years: 3 };

test.for([
  [TERM, "2027-06-15"],
  [{ elected: "2024-02-29", years: 3 }, "2027-02-28"],
  [{ elected: "2023-11-30", years: 5 }, "2028-11-30"],
] as const)("an election of %o is followed by one until %s", ([term, end]) => {
  expect(termEnd(term)).toBe(end);
});

test.for([
  [2026, undefined],
  [2027, "2027-06-15"],
  // Overdue since last year: asked for from the first day on.
  [2028, "2028-01-01"],
] as const)("in %i it is due by %s", ([year, deadline]) => {
  expect(termDuty(TERM, year)?.deadline).toBe(deadline);
});
