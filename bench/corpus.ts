import * as z from "zod";

/** Reads one text as `understand --jsonl` does, and gives its answer. */
export type Read = (as: string, text: string, now: string) => unknown;

/** What came of one case. */
export type Outcome = {
  readonly group: string;
  readonly result: "right" | "asked" | "wrong";
  readonly text: string;
};

export const day = z.object({ start: z.string().nullable(), end: z.string().nullable() });
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

// The shapes of a corpus, as docs/understanding.md tells them.
export const messages = z.object({ reference: z.string(), messages: z.array(messageCase) });
export const titles = z.object({
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
export const values = z.array(valueCase);

/** An answer to a message. */
export const answer = z.object({
  intent: z.string(),
  records: z.array(expected.extend({ ask: z.array(z.string()) })),
});

export type MessageCase = z.infer<typeof messageCase>;
export type ValueCase = z.infer<typeof valueCase>;
export type Expected = z.infer<typeof expected>;
export type Answer = z.infer<typeof answer>;
