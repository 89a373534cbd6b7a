import * as z from "zod";
import type { Day } from "./ledger/activity.ts";
import { isDay } from "./ledger/understand/dates/days.ts";
import { readDay, readLength, readNumber, understand, type Vocabulary } from "./ledger/understand/message.ts";
import type { Now, Reading } from "./ledger/understand/reading.ts";

const NOW = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/;
const line = z.object({
  as: z.enum(["message", "date", "number", "duration"]),
  text: z.string(),
  now: z.string().regex(NOW),
});

/** Answers one line of `understand --jsonl` with one line; a line that cannot be read gives `{"error": …}`. */
export function answerLine(input: string, vocabulary: Vocabulary): string {
  const request = readRequest(input);
  if ("error" in request) return JSON.stringify(request);
  const { as, text, now } = request;
  if (as === "message") return JSON.stringify(message(text, now, vocabulary));
  if (as === "date") return JSON.stringify(date(text, now));
  return JSON.stringify(as === "number" ? readNumber(text) : readLength(text));
}

type Request = { as: z.infer<typeof line>["as"]; text: string; now: Now };

function readRequest(input: string): Request | { error: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(input);
  } catch {
    return { error: "这一行不是有效的 JSON。" };
  }
  const checked = line.safeParse(parsed);
  if (!checked.success) return { error: fault(checked.error.issues[0]?.path[0]) };
  const now = nowOf(checked.data.now);
  if (now === null) return { error: fault("now") };
  return { as: checked.data.as, text: checked.data.text, now };
}

function fault(field: PropertyKey | undefined): string {
  if (field === "as") return "as 只能是 message、date、number、duration 之一。";
  if (field === "text") return "缺少 text，应当是一段文字。";
  if (field === "now") return "now 应当写成 2026-11-23T10:00 或 2026-11-23T10:00:00。";
  return '每行应当是 {"as":…,"text":…,"now":…}。';
}

function nowOf(text: string): Now | null {
  const found = NOW.exec(text);
  const day: string = found?.[1] ?? "";
  if (found === null || !isDay(day)) return null;
  const today: Day = day;
  return { today, minute: Number(found[2]) * 60 + Number(found[3]) };
}

function date(text: string, now: Now): { start: string; end: string | null } | { ask: string } | null {
  const found = readDay(text, now);
  if (found === null) return null;
  return "ask" in found ? { ask: found.ask } : { start: found.start, end: found.end };
}

function message(text: string, now: Now, vocabulary: Vocabulary): unknown {
  const { intent, records } = understand(text, now, vocabulary);
  return { intent: intent === "denial" ? "chat" : intent, records: records.map(record) };
}

function record(reading: Reading): unknown {
  return {
    kind: reading.kinds[0] ?? null,
    kinds: reading.kinds,
    date: reading.start === null ? null : { start: reading.start, end: reading.end },
    title: reading.title,
    participants: reading.headcount?.value ?? null,
    durationMinutes: reading.minutes?.value ?? null,
    quantity: reading.quantities[0] ?? null,
    quantities: reading.quantities,
    place: reading.place,
    ask: [...new Set(reading.doubts.map((doubt) => doubt.about))],
  };
}
