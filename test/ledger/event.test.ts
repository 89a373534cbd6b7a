import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Facts } from "../../src/ledger/activity.ts";
import { compose, type Report, valuesOf, withValues } from "../../src/ledger/event.ts";

const NOTHING: Facts = {
  kinds: ["集中学习"],
  start: "2023-03-06",
  end: null,
  half: null,
  title: null,
  place: null,
  headcount: null,
  minutes: null,
  quantities: [],
};
const people = (value: number): Partial<Facts> => ({ headcount: { value, bound: "exact" } });
const passed = (value: number): Partial<Facts> => ({
  quantities: [{ name: "议定事项", value, unit: "个", bound: "exact" }],
});

function report(id: number, told: Partial<Facts>, participants: readonly number[] = []): Report {
  return { id, values: valuesOf({ ...NOTHING, ...told }), participants };
}

describe("what is joined to an event", () => {
  test.for<[rule: string, own: Partial<Facts>, told: Partial<Facts>[], is: Partial<Facts>, conflicts: object[]]>([
    ["fills a missing number", {}, [people(15)], people(15), []],
    ["overwrites nothing", people(15), [people(18)], people(15), [{ field: "headcount", kept: 15, told: 18 }]],
    ["contradicts not by the same number", people(15), [people(15)], people(15), []],
    ["the first fills", {}, [people(15), people(18)], people(15), [{ field: "headcount", kept: 15, told: 18 }]],
    ["fills words", { title: "党章" }, [{ title: "党史", place: "三楼" }], { title: "党章", place: "三楼" }, []],
    ["fills a half of the day", {}, [{ half: "morning" }, { half: "evening" }], { half: "morning" }, []],
    ["fills amounts by name", people(15), [passed(3)], { ...people(15), ...passed(3) }, []],
    ["brings its kinds", {}, [{ kinds: ["党课"] }], { kinds: ["集中学习", "党课"] }, []],
    ["brings a kind once", {}, [{ kinds: ["集中学习"] }, { kinds: ["集中学习"] }], { kinds: ["集中学习"] }, []],
    ["tells of other amounts", passed(2), [passed(3)], passed(2), [{ field: "议定事项", kept: 2, told: 3 }]],
  ])("%s", ([, own, told, is, conflicts]) => {
    const event = { ...NOTHING, ...own };
    const composed = compose(
      { values: valuesOf(event), participants: [] },
      told.map((one, n) => report(n, one)),
    );
    expect(withValues(event, composed.values)).toEqual({ ...NOTHING, ...is });
    expect(composed.shares.flatMap((share) => share.conflicts)).toEqual(conflicts);
  });
});

test("everybody takes part once, and each report knows whom it brought", () => {
  const { participants, shares } = compose({ values: new Map(), participants: [1] }, [
    report(7, {}, [1, 2]),
    report(8, {}, [2, 3]),
  ]);
  expect(participants).toEqual([1, 2, 3]);
  expect(shares.map(({ newcomers }) => newcomers)).toEqual([[2], [3]]);
});

test("what no report brought is the event's own, whatever was joined", () => {
  const told = fc.record({
    headcount: fc.option(fc.record({ value: fc.nat(50), bound: fc.constant("exact" as const) })),
    title: fc.option(fc.constantFrom("党章", "党史")),
  });
  const takes = fc.array(fc.nat(4), { maxLength: 3 });
  fc.assert(
    fc.property(told, takes, fc.array(fc.tuple(told, takes), { maxLength: 5 }), (own, ownPeople, reports) => {
      const before = { values: valuesOf({ ...NOTHING, ...own }), participants: [...new Set(ownPeople)] };
      const { values, participants, shares } = compose(
        before,
        reports.map(([one, who], id) => report(id, one, who)),
      );
      const filled = new Set(shares.flatMap(({ fields }) => fields));
      const newcomers = new Set(shares.flatMap((share) => share.newcomers));
      expect([...values].filter(([field]) => !filled.has(field))).toEqual([...before.values]);
      expect(participants.filter((person) => !newcomers.has(person))).toEqual(before.participants);
    }),
  );
});
