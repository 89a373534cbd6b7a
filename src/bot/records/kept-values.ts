import * as z from "zod";
import type { Day, Facts } from "../../ledger/activity.ts";
import { isDay } from "../../ledger/calendar.ts";

// The shapes by which values that were kept as JSON are read back.

export const day = z.custom<Day>((value) => typeof value === "string" && isDay(value));

const bound = z.enum(["exact", "least", "approx"]);
const amount = z.object({ value: z.number(), bound }).nullable();

export const facts = z.object({
  kinds: z.array(z.string()),
  start: day.nullable(),
  end: day.nullable(),
  half: z.enum(["morning", "afternoon", "evening"]).nullable(),
  title: z.string().nullable(),
  place: z.string().nullable(),
  headcount: amount,
  minutes: amount,
  quantities: z.array(z.object({ name: z.string(), unit: z.string(), value: z.number(), bound })),
}) satisfies z.ZodType<Facts>;
