import type { Figure } from "./figures.ts";
import type { Setting } from "./rounds.ts";

/** What is measured, by the name that `--only` takes. */
export const MEASURES = {
  ingest: "messages made durable, with their records and replies",
  tally: "one branch's year, and the search for the same event, in ledgers of growing size",
  weekly: "the weekly summaries of one and of many branches, computed and queued, and messages beside them",
  draft: "a draft from 200 records",
  understanding: "reading messages",
  process: "start and memory of the terminal chat",
  feishu: "acknowledgements of the program on Feishu, also while drafts are made, and its memory",
  telegram: "updates over loopback, beside a bare telegraf bot",
} as const;

export type MeasureName = keyof typeof MEASURES;

/** A measure's module, in `measure/` under its name. */
export type Measure = { readonly measure: (setting: Setting) => Promise<Figure[]> };
