import { expect, test } from "vitest";
import { alone, compared, type Limit, spread, verdictOf } from "../bench/figures.ts";
import { rounds } from "../bench/rounds.ts";
import { table } from "../bench/table.ts";

test("a spread is the median with the least and the most", () => {
  expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, runs: 3 });
  expect(spread([4, 1, 2, 3]).median).toBe(2.5);
  expect(() => spread([])).toThrow();
});

test("ratios are those of pairs, not of medians", () => {
  const figure = compared({ name: "a", unit: "ms" }, [2, 40, 6], { name: "b", runs: [1, 10, 2] });
  expect(figure.ratio).toMatchObject({ median: 3, min: 2, max: 4 });
  expect(figure.excess).toMatchObject({ median: 4, min: 1, max: 30 });
});

const ratioAtMost = (limit: number): readonly Limit[] => [{ of: "ratio", atMost: limit }];

test.for<[what: string, limit: number, baseline: number[], verdict: string]>([
  ["a kept limit is reached", 2, [1, 1, 1], "reached"],
  ["a broken limit is missed", 1.5, [1, 1, 1], "missed"],
  ["a broken limit next to a restless baseline is unclear", 0.5, [1, 1, 4], "unclear"],
])("%s", ([, limit, runs, verdict]) => {
  const about = { name: "a", unit: "ms", limits: ratioAtMost(limit) };
  expect(verdictOf(compared(about, [2, 2, 2], { name: "b", runs }))).toBe(verdict);
});

test("what has no limit has no verdict, and a limit of what was not measured is missed", () => {
  expect(verdictOf(alone({ name: "a", unit: "ms" }, [1]))).toBe("no limit");
  expect(verdictOf(alone({ name: "a", unit: "ms", limits: ratioAtMost(1) }, [1]))).toBe("missed");
});

test("contestants run in turn, and warm-up rounds are not kept", async () => {
  const order: string[] = [];
  const run = (name: string) => (round: number) => {
    order.push(`${name}${round}`);
    return round;
  };
  expect(await rounds({ warm: 1, runs: 2 }, { a: run("a"), b: run("b") })).toEqual({ a: [1, 2], b: [1, 2] });
  expect(order).toEqual(["a0", "b0", "b1", "a1", "a2", "b2"]);
});

test("the table shows the median with its spread, the limit and whether it is kept", () => {
  const limits = [{ of: "figure", atMost: 5 }] as const;
  const text = table([alone({ name: "year", unit: "ms", limits }, [1.2345, 4, 2])]);
  expect(text.split("\n")[1]).toMatch(/^year +2 \[1\.23\.\.4\] ms .*≤ 5 +✓$/);
});
