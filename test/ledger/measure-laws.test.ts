import fc from "fast-check";
import { expect, test } from "vitest";
import { indexActivities, tally } from "../../src/ledger/measure.ts";
import type { LedgerRow } from "../../src/report/draft.ts";
import { resolve } from "../../src/report/expression.ts";
import { catalogue, fields, row, scope } from "../helpers/ledger.ts";

const NAMES = ["集中学习", "研讨交流", "志愿服务", "总支会议", "总支扩大会议"];

const amount = fc.record({ value: fc.nat(500), bound: fc.constantFrom("exact", "least", "approx") });

/** Records of these kinds, in any state, with and without people and n次. */
const rows: fc.Arbitrary<LedgerRow[]> = fc
  .array(
    fc.record({
      kinds: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
      state: fc.constantFrom("counted", "held", "void"),
      headcount: fc.option(amount),
      participants: fc.uniqueArray(fc.nat(20), { maxLength: 5 }),
      times: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(({ kinds, times, ...more }, i) => {
      const quantities = times === null ? [] : [{ name: "次数", unit: "次", value: times, bound: "exact" as const }];
      return row(i + 1, kinds, { ...more, quantities });
    }),
  );

function count(name: string, of: readonly LedgerRow[]) {
  const resolved = resolve(name, { fields, catalogue });
  if (!resolved.ok) throw new Error(resolved.problem);
  return tally(resolved.field, indexActivities(of, catalogue, scope));
}

test("a union is never more than its kinds together, and never less than any of them", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const union = count("集中学习+研讨交流+志愿服务 次", all).value ?? 0;
      const kinds = ["集中学习", "研讨交流", "志愿服务"].map((kind) => count(kind, all).value ?? 0);
      expect(union).toBeLessThanOrEqual(kinds.reduce((sum, value) => sum + value, 0));
      expect(union).toBeGreaterThanOrEqual(Math.max(...kinds));
    }),
  );
});

test("the order in which records come does not matter", () => {
  fc.assert(
    fc.property(rows, (all) => {
      for (const name of ["集中学习", "志愿服务人次", "集中学习+研讨交流 人"]) {
        expect(count(name, all.toReversed())).toEqual(count(name, all));
      }
    }),
  );
});

test("records that are not counted change nothing", () => {
  fc.assert(
    fc.property(rows, (all) => {
      const counted = all.filter(({ state }) => state === "counted");
      for (const name of ["集中学习", "志愿服务人次"]) expect(count(name, all)).toEqual(count(name, counted));
    }),
  );
});

test("a number has records, and no number has none", () => {
  fc.assert(
    fc.property(rows, (all) => {
      for (const name of ["总支会议", "总支扩大会议", "研讨交流人次"]) {
        const { value, records } = count(name, all);
        expect(value === null).toBe(records.length === 0);
      }
    }),
  );
});

test("an extended meeting is never missing among the meetings", () => {
  fc.assert(
    fc.property(rows, (all) => {
      expect(count("总支会议", all).records).toEqual(expect.arrayContaining([...count("总支扩大会议", all).records]));
    }),
  );
});
