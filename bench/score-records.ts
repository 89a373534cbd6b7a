import type * as z from "zod";
import {
  type Answer,
  answer,
  type Expected,
  type MessageCase,
  type Outcome,
  type Read,
  type titles,
} from "./corpus.ts";
import { faultsOf } from "./record-faults.ts";

/** Scores every title in every sentence that a title may stand in. */
export function scoreTitles(corpus: z.infer<typeof titles>, read: Read): Outcome[] {
  return corpus.templates.flatMap((template) =>
    corpus.titles.map((title) => {
      const text = template.text.replace("{t}", title);
      const got = answer.parse(read("message", text, corpus.reference));
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

/** Scores a message as a whole, and what its records ask. */
export function scoreMessage(one: MessageCase, reference: string, read: Read): Outcome[] {
  const got = answer.parse(read("message", one.text, one.reference ?? reference));
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
function asking(got: Answer, one: MessageCase, text: string): Outcome[] {
  return one.expect.flatMap((want, i) => {
    const asked = got.records[i]?.ask ?? [];
    const missing = (want.ask ?? []).some((field) => !asked.includes(field));
    const needless = asked.some((field) => !(want.ask ?? []).includes(field) && !(want.mayAsk ?? []).includes(field));
    const must: Outcome[] =
      want.ask === undefined ? [] : [{ group: "must ask", result: missing ? "wrong" : "right", text }];
    return [...must, { group: "no needless question", result: needless ? "asked" : "right", text }];
  });
}

function messageFaults(got: Answer, one: MessageCase): string[] {
  if (got.intent !== one.intent) return [`intent ${got.intent}`];
  if (got.records.length !== one.expect.length) return [`${got.records.length} records`];
  return one.expect.flatMap((want, i) => {
    const record = got.records[i];
    return record === undefined ? ["missing"] : faultsOf(record, want);
  });
}
