import { understand, vocabulary } from "../../../src/ledger/understand/message.ts";
import type { Now, Reading, Understood } from "../../../src/ledger/understand/reading.ts";
import { catalogue } from "../../helpers/ledger.ts";

/** Monday, 23 November 2026, ten o'clock: the moment at which the tables are written. */
export const NOW: Now = { today: "2026-11-23", minute: 600 };
export const WORDS = vocabulary(catalogue);

export function read(text: string, now: Now = NOW): Understood {
  return understand(text, now, WORDS);
}

/** One record as a short line: kinds | days | title | people | minutes | quantities | questions. */
export function line(reading: Reading): string {
  const { kinds, start, end, title, headcount, minutes, quantities, doubts } = reading;
  return [
    kinds.join("+") || "-",
    start === null ? "-" : end === null ? start.slice(5) : `${start.slice(5)}..${end.slice(5)}`,
    title ?? "-",
    headcount === null ? "-" : `${{ exact: "", least: ">=", approx: "~" }[headcount.bound]}${headcount.value}`,
    minutes?.value ?? "-",
    quantities.map(({ name, value }) => `${name}${value}`).join(" ") || "-",
    doubts.map(({ about, reason }) => `${about}:${reason}`).join(" ") || "-",
  ].join(" | ");
}

export function lines(text: string): string[] {
  return read(text).records.map(line);
}
