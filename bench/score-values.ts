import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { day, type Outcome, type Read, type ValueCase } from "./corpus.ts";

type ValueType = "date" | "duration" | "number";

/** Scores dates, lengths of time or numbers: where one case gives minutes, the others are lengths of time, too. */
export function scoreValues(cases: readonly ValueCase[], read: Read): Outcome[] {
  const hasLengths = cases.some((one) => isLength(one.expect));
  return cases.map((one) =>
    scoreValue(one, one.reference !== undefined ? "date" : hasLengths ? "duration" : "number", read),
  );
}

function scoreValue(one: ValueCase, as: ValueType, read: Read): Outcome {
  const got = read(as, one.text, one.reference ?? "2026-11-23T10:00");
  const want = as === "date" ? dateWanted(one) : as === "duration" ? minutesWanted(one) : numberWanted(one.expect);
  const result = isSame(got, want) || isSameAsk(got, want) ? "right" : isRefusal(got) ? "asked" : "wrong";
  return {
    group: `${as} ${one.tier}`,
    result,
    text: `${one.text} (${one.reference ?? ""}) → ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`,
  };
}

function isLength(expect: unknown): boolean {
  return typeof expect === "object" && expect !== null && ("minutes" in expect || "months" in expect);
}

function dateWanted(one: ValueCase): unknown {
  const want = one.past ?? one.expect;
  const nothing = day.safeParse(want);
  return nothing.success && nothing.data.start === null ? null : want;
}

function minutesWanted(one: ValueCase): unknown {
  if (one.policyMinutes !== undefined) return one.policyMinutes;
  const found = z.object({ minutes: z.number().nullable() }).safeParse(one.expect);
  return found.success ? found.data.minutes : null;
}

function numberWanted(want: unknown): unknown {
  return typeof want === "number" ? want : null;
}

function isSame(got: unknown, want: unknown): boolean {
  if (typeof got === "number" && typeof want === "number") return Math.abs(got - want) < 0.01;
  return isDeepStrictEqual(got, want);
}

/** A refusal is right whatever its reason, as long as a person is asked. */
function isSameAsk(got: unknown, want: unknown): boolean {
  return isRefusal(got) && got !== null && isRefusal(want) && want !== null;
}

function isRefusal(got: unknown): boolean {
  return got === null || (typeof got === "object" && got !== null && "ask" in got);
}
