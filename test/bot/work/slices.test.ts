import { expect, test } from "vitest";
import { pacedSlices, slicesOf } from "../../../src/bot/work/slices.ts";

test("a list comes in pieces of so many, in its order", () => {
  expect(slicesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(slicesOf([], 2)).toEqual([]);
});

test("where the pace changes meanwhile, the next piece is as long as it may be by then, and nothing is left out", () => {
  let atMost = 3;
  const pieces: number[][] = [];
  for (const piece of pacedSlices([1, 2, 3, 4, 5, 6, 7], () => atMost)) {
    pieces.push(piece);
    atMost = 1;
    if (piece.includes(5)) atMost = 9;
  }
  expect(pieces).toEqual([[1, 2, 3], [4], [5], [6, 7]]);
  expect([...pacedSlices([], () => 3)]).toEqual([]);
});
