import fc from "fast-check";
import type { Pick } from "./lines.ts";

const WHAT = {
  log: 30,
  answer: 26,
  redeliver: 7,
  retry: 6,
  correct: 9,
  edit: 7,
  recall: 3,
  withdraw: 6,
  merge: 4,
  split: 4,
  restore: 3,
  accept: 3,
  confirm: 2,
  supply: 2,
  close: 1,
  reopen: 1,
  move: 1,
  erase: 2,
  restart: 2,
  compare: 1,
} as const;
export type What = keyof typeof WHAT;

/** One step of a history. Numbers pick among what there is when it is played. */
export type Step = {
  readonly what: What;
  readonly who: number;
  readonly inGroup: boolean;
  readonly minutes: number;
  readonly a: number;
  readonly b: number;
  readonly withReason: boolean;
  readonly picks: readonly Pick[];
};

const nat = fc.nat({ max: 839 });
const pick: fc.Arbitrary<Pick> = fc.record({
  kinds: nat,
  day: nat,
  half: nat,
  title: nat,
  count: nat,
  form: fc.nat({ max: 11 }),
});

export const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(...Object.entries(WHAT).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what as What) }))),
  who: nat,
  inGroup: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  minutes: fc.constantFrom(0, 0, 1, 3, 7),
  a: nat,
  b: nat,
  withReason: fc.boolean(),
  picks: fc.oneof(
    { weight: 4, arbitrary: fc.array(pick, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(pick, { minLength: 2, maxLength: 3 }) },
  ),
});
