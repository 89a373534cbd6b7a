import * as z from "zod";
import type { Vocabulary } from "../src/ledger/understand/message.ts";
import { answerLine } from "../src/understand-jsonl.ts";
import { messages, type Outcome, type Read, titles, type ValueCase, values } from "./corpus.ts";
import { scoreMessage, scoreTitles } from "./score-records.ts";
import { scoreValues } from "./score-values.ts";

/** One group of a corpus: right, wrongly asked or left empty, and silently wrong. */
export type Group = {
  readonly name: string;
  readonly cases: number;
  readonly right: number;
  readonly asked: number;
  readonly wrong: number;
};
type Score = { readonly groups: readonly Group[]; readonly faults: readonly string[] };

/** Scores a corpus of any shape in docs/understanding.md; the shape tells which it is. */
export function scoreCorpus(corpus: unknown, vocabulary: Vocabulary): Score {
  return tally(
    outcomesOf(corpus, (as, text, now) => JSON.parse(answerLine(JSON.stringify({ as, text, now }), vocabulary))),
  );
}

function outcomesOf(corpus: unknown, read: Read): Outcome[] {
  const asMessages = messages.safeParse(corpus);
  if (asMessages.success) {
    const { messages: said, reference } = asMessages.data;
    return said.flatMap((one) => scoreMessage(one, reference, read));
  }
  const asTitles = titles.safeParse(corpus);
  return asTitles.success ? scoreTitles(asTitles.data, read) : scoreValues(listOf(corpus), read);
}

function listOf(corpus: unknown): ValueCase[] {
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
