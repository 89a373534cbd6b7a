import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { Vocabulary } from "../src/ledger/understand/message.ts";
import { answerLine } from "../src/understand-jsonl.ts";

/** One group of a corpus: right, wrongly asked or left empty, and silently wrong. */
export type Group = {
  readonly name: string;
  readonly cases: number;
  readonly right: number;
  readonly asked: number;
  readonly wrong: number;
};
type Score = { readonly groups: readonly Group[]; readonly faults: readonly string[] };

const day = z.object({ start: z.string().nullable(), end: z.string().nullable() });
const amount = z.object({ value: z.number(), unit: z.string() });
const expected = z.object({
  kind: z.string().nullable(),
  kinds: z.array(z.string()).optional(),
  date: day.nullable(),
  title: z.string().nullable().optional(),
  participants: z.number().nullable(),
  durationMinutes: z.number().nullable(),
  quantity: amount.nullable().optional(),
  place: z.string().nullable().optional(),
  ask: z.array(z.string()).optional(),
  mayAsk: z.array(z.string()).optional(),
  titleAny: z.array(z.string().nullable()).optional(),
  participantsAny: z.array(z.number().nullable()).optional(),
  quantityAny: z.array(amount.nullable()).optional(),
  dateAny: z.array(day.nullable()).optional(),
  kindAny: z.array(z.string().nullable()).optional(),
  durationMinutesAny: z.array(z.number().nullable()).optional(),
});
const messageCase = z.object({
  id: z.string().optional(),
  text: z.string(),
  reference: z.string().optional(),
  intent: z.string(),
  expect: z.array(expected),
});
const messages = z.object({ reference: z.string(), messages: z.array(messageCase) });
const titles = z.object({
  reference: z.string(),
  templates: z.array(z.object({ text: z.string(), expect: expected, bare: z.boolean().optional() })),
  titles: z.array(z.string()),
});
const valueCase = z.object({
  id: z.string().optional(),
  text: z.string(),
  reference: z.string().optional(),
  expect: z.unknown(),
  past: z.unknown().optional(),
  policyMinutes: z.number().optional(),
  tier: z.string(),
});
const values = z.array(valueCase);
const answer = z.object({
  intent: z.string(),
  records: z.array(expected.extend({ ask: z.array(z.string()) })),
});

type Expected = z.infer<typeof expected>;
type Answer = z.infer<typeof answer>;
type Outcome = { readonly group: string; readonly result: "right" | "asked" | "wrong"; readonly text: string };

/** Scores a corpus of any of the five shapes in docs/understanding.md; the shape tells which it is. */
export function scoreCorpus(corpus: unknown, vocabulary: Vocabulary): Score {
  const asMessages = messages.safeParse(corpus);
  if (asMessages.success)
    return tally(asMessages.data.messages.flatMap((one) => scoreMessage(one, asMessages.data.reference, vocabulary)));
  const asTitles = titles.safeParse(corpus);
  if (asTitles.success) return tally(scoreTitles(asTitles.data, vocabulary));
  const list = listOf(corpus);
  const isLengths = list.some((one) => isLength(one.expect));
  return tally(list.map((one) => scoreValue(one, typeOf(one, isLengths), vocabulary)));
}

function listOf(corpus: unknown): z.infer<typeof values> {
  if (Array.isArray(corpus)) return values.parse(corpus);
  return values.parse(
    Object.values(z.record(z.string(), z.unknown()).parse(corpus)).find((part) => Array.isArray(part)),
  );
}

function tally(outcomes: readonly Outcome[]): Score {
  const names = [...new Set(outcomes.map((outcome) => outcome.group))];
  const groups = names.map((name) => {
    const own = outcomes.filter((outcome) => outcome.group === name);
    const count = (result: Outcome["result"]): number => own.filter((outcome) => outcome.result === result).length;
    return { name, cases: own.length, right: count("right"), asked: count("asked"), wrong: count("wrong") };
  });
  const faults = outcomes
    .filter((outcome) => outcome.result !== "right")
    .map(({ group, result, text }) => `${group} ${result}: ${text}`);
  return { groups, faults };
}

function ask(as: string, text: string, now: string, vocabulary: Vocabulary): unknown {
  return JSON.parse(answerLine(JSON.stringify({ as, text, now }), vocabulary));
}

type ValueType = "date" | "duration" | "number";

function scoreValue(one: z.infer<typeof valueCase>, as: ValueType, vocabulary: Vocabulary): Outcome {
  const got = ask(as, one.text, one.reference ?? "2026-11-23T10:00", vocabulary);
  const want = as === "date" ? dateWanted(one) : as === "duration" ? minutesWanted(one) : numberWanted(one.expect);
  const result = isSame(got, want) || isSameAsk(got, want) ? "right" : isRefusal(got) ? "asked" : "wrong";
  return {
    group: `${as} ${one.tier}`,
    result,
    text: `${one.text} (${one.reference ?? ""}) → ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`,
  };
}

/** A corpus holds one type of value: where one case gives minutes, the others are lengths of time, too. */
function typeOf(one: z.infer<typeof valueCase>, isLengths: boolean): ValueType {
  if (one.reference !== undefined) return "date";
  return isLengths ? "duration" : "number";
}

function isLength(expect: unknown): boolean {
  return typeof expect === "object" && expect !== null && ("minutes" in expect || "months" in expect);
}

function dateWanted(one: z.infer<typeof valueCase>): unknown {
  const want = one.past ?? one.expect;
  const nothing = day.safeParse(want);
  return nothing.success && nothing.data.start === null ? null : want;
}

function minutesWanted(one: z.infer<typeof valueCase>): unknown {
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

function scoreTitles(corpus: z.infer<typeof titles>, vocabulary: Vocabulary): Outcome[] {
  return corpus.templates.flatMap((template) =>
    corpus.titles.map((title) => {
      const text = template.text.replace("{t}", title);
      const got = answer.parse(ask("message", text, corpus.reference, vocabulary));
      const [record] = got.records;
      const want: Expected = { ...template.expect, title };
      const right =
        template.bare === true
          ? got.intent !== "log"
          : record !== undefined && got.records.length === 1 && faultsOf(record, want).length === 0;
      return {
        group: template.bare === true ? "title alone" : "title",
        result: right ? "right" : "wrong",
        text: `${text} → ${JSON.stringify(got)}`,
      };
    }),
  );
}

function scoreMessage(one: z.infer<typeof messageCase>, reference: string, vocabulary: Vocabulary): Outcome[] {
  const got = answer.parse(ask("message", one.text, one.reference ?? reference, vocabulary));
  const faults = messageFaults(got, one);
  const text = `${one.id ?? ""} ${one.text.replaceAll("\n", "\\n")} ✗ ${faults.join("; ")} → ${JSON.stringify(got)}`;
  const whole: Outcome = {
    group: "message",
    result: faults.length === 0 ? "right" : silent(faults) ? "wrong" : "asked",
    text,
  };
  return [whole, ...asking(got, one, text)];
}

function silent(faults: readonly string[]): boolean {
  return faults.some((fault) => !fault.startsWith("asks"));
}

/** Must-ask and needless questions are groups of their own. */
function asking(got: Answer, one: z.infer<typeof messageCase>, text: string): Outcome[] {
  return one.expect.flatMap((want, i) => {
    const asked = got.records[i]?.ask ?? [];
    const missing = (want.ask ?? []).some((field) => !asked.includes(field));
    const needless = asked.some((field) => !(want.ask ?? []).includes(field) && !(want.mayAsk ?? []).includes(field));
    const must: Outcome[] =
      want.ask === undefined ? [] : [{ group: "must ask", result: missing ? "wrong" : "right", text }];
    return [...must, { group: "no needless question", result: needless ? "asked" : "right", text }];
  });
}

function messageFaults(got: Answer, one: z.infer<typeof messageCase>): string[] {
  if (got.intent !== one.intent) return [`intent ${got.intent}`];
  if (got.records.length !== one.expect.length) return [`${got.records.length} records`];
  return one.expect.flatMap((want, i) => {
    const record = got.records[i];
    return record === undefined ? ["missing"] : faultsOf(record, want);
  });
}

/** The core fields that are not as expected; a field that must or may be asked is right when it is asked. */
function faultsOf(got: Answer["records"][number], want: Expected): string[] {
  const must: readonly string[] = want.ask ?? [];
  const may: readonly string[] = [...must, ...(want.mayAsk ?? [])];
  const wrong = comparisons(got, want).filter(
    ([field, ok]) => !ok && !(may.includes(field) && got.ask.includes(field)),
  );
  const unasked = must.filter((field) => !got.ask.includes(field)).map((field) => `must ask ${field}`);
  const needless = got.ask.filter((field) => !may.includes(field)).map((field) => `asks ${field}`);
  return [...wrong.map(([field]) => field), ...unasked, ...needless];
}

type Comparison = readonly [field: string, ok: boolean];

function comparisons(got: Answer["records"][number], want: Expected): Comparison[] {
  const dates = [want.date, ...(want.dateAny ?? [])];
  const titles = [want.title ?? null, ...(want.titleAny ?? [])];
  const people = [want.participants, ...(want.participantsAny ?? [])];
  const minutes = [want.durationMinutes, ...(want.durationMinutesAny ?? [])];
  const quantities = [want.quantity ?? null, ...(want.quantityAny ?? [])];
  return [
    ["kind", got.kind === want.kind || (want.kindAny ?? []).includes(got.kind)],
    ["kinds", want.kinds === undefined || isDeepStrictEqual([...(got.kinds ?? [])].sort(), [...want.kinds].sort())],
    ["date", dates.some((date) => isDeepStrictEqual(got.date, date))],
    ["title", titles.some((title) => isSameTitle(got.title ?? null, title))],
    ["participants", people.includes(got.participants)],
    ["duration", minutes.includes(got.durationMinutes)],
    ["quantity", quantities.some((quantity) => isSameAmount(got.quantity ?? null, quantity))],
  ];
}

function isSameAmount(
  got: { value: number; unit: string } | null,
  want: { value: number; unit: string } | null,
): boolean {
  if (got === null || want === null) return got === want;
  return got.value === want.value && got.unit === want.unit;
}

/** Titles are the same without brackets and marks; one may hold the other from 60 % of its length. */
function isSameTitle(got: string | null, want: string | null): boolean {
  if (got === null || want === null) return got === want;
  const [a, b] = [bare(got), bare(want)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return a === b || (short.length > 0 && long.includes(short) && short.length >= 0.6 * long.length);
}

function bare(title: string): string {
  return title.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
}
