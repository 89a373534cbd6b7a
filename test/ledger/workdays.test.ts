import { expect, test } from "vitest";
import { isKnownYear, isWorkday, workdayUntil } from "../../src/ledger/workdays.ts";

test("workdays follow holidays and make-up days, and an unknown year says so", () => {
  expect(isWorkday("2026-10-01")).toBe(false);
  expect(isWorkday("2026-10-10")).toBe(true);
  expect(workdayUntil("2026-10-07")).toBe("2026-09-30");
  expect([isKnownYear(2026), isKnownYear(2027)]).toEqual([true, false]);
  expect(isWorkday("2027-01-02")).toBe(false);
});
