import * as z from "zod";
import { findWaitingFile, setWaitingState } from "../../store/waiting-files.ts";
import type { Call } from "../call.ts";
import { day } from "../records/kept-values.ts";

const promised = z.object({
  text: z.string(),
  kind: z.string().nullable(),
  minimum: z.number(),
  per: z.enum(["year", "quarter", "month", "week"]),
  deadline: day.nullable(),
});

const state = z.object({
  year: z.number(),
  numbers: z.number(),
  known: z.number(),
  manual: z.number(),
  doubts: z.array(z.object({ slot: z.number(), number: z.string(), phrase: z.string(), options: z.array(z.string()) })),
  /** How many of the doubtful ones were asked about and answered or skipped. */
  answered: z.number(),
  decisions: z.array(z.object({ slot: z.number(), field: z.string().nullable() })),
  problems: z.array(z.string()),
  promises: z.array(promised),
  /** Somebody said 停: nothing is asked until 模板 继续. */
  resting: z.boolean(),
});

/** Somebody on the way through the doubtful numbers of a past report. */
export type Learning = z.infer<typeof state>;

/** The report that the speaker is asked about in this chat, with the name of its file. */
export async function findLearning(
  call: Call,
): Promise<(Learning & { readonly name: string; readonly askedAt: string }) | undefined> {
  const row = await findWaitingFile(call.db, askedOf(call));
  if (row === undefined || row.organisation_id !== call.organisation.id) return undefined;
  return { ...readState(row.state), name: row.name, askedAt: row.asked_at };
}

/** What was answered about a past report so far. Throws where this program did not write it. */
export function readState(text: string): Learning {
  return state.parse(JSON.parse(text));
}

export async function keepLearning(call: Call, learning: Learning): Promise<void> {
  await setWaitingState(call.db, askedOf(call), { state: stateText(learning), asked_at: call.sentAt });
}

export function stateText(learning: Learning): string {
  return JSON.stringify(state.parse(learning));
}

export function askedOf({ chat, speaker }: Call): { chat: string; personId: number; purpose: "learn" } {
  return { chat, personId: speaker.id, purpose: "learn" };
}
