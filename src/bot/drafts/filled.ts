import { displayAmount } from "../../ledger/display.ts";
import type { Field } from "../../ledger/fields.ts";
import { readManual } from "../../report/manual.ts";
import { findClosing } from "../../store/closings.ts";
import { dropManualValue, saveManualValue } from "../../store/manual-values.ts";
import { type Answer, type Call, said } from "../call.ts";
import { journalCommand } from "../journal.ts";
import { REASON } from "../records/closing.ts";

/** What a person states for a field of a year. */
type Stated = { readonly field: Field; readonly year: number; readonly value: string };

/**
 * The value without its reason, which is journalled, where the year is closed: there nothing is stated without one, be it
 * for a blank. `again` is what to send instead.
 */
export async function allowedIn(
  call: Call,
  { field, year, value }: Stated,
  again: string,
): Promise<{ readonly value: string } | Answer> {
  const { value: bare, reason } = splitStated(field, value);
  if (reason === undefined) {
    if (!(await isYearClosed(call, year))) return { value: bare };
    return said("asked", `${year} 年已经封账。确实要改 ${field.label}，请连同原因再发一次，如：${again}。`);
  }
  await journalCommand(call, "reason", { year, field: field.id, reason });
  return { value: bare };
}

/** Of a list only what is set apart at its end: 学习不够，原因是抓得不紧 is an item. */
const LIST_REASON = /(?:\s|[;；。])原因[\s:：]+([^;；\n]*\S)\s*$/u;

/** A stated value without the reason behind it. */
export function splitStated({ measure }: Field, text: string): { readonly value: string; readonly reason?: string } {
  const [all, reason] = (measure.by === "list" ? LIST_REASON : REASON).exec(text) ?? [];
  if (all === undefined || reason === undefined) return { value: text.trim() };
  return { value: text.slice(0, -all.length).trim(), reason };
}

async function isYearClosed({ db, organisation }: Call, year: number): Promise<boolean> {
  return (await findClosing(db, { organisation: organisation.id, year }))?.closed === true;
}

/** Keeps a stated value, with who and when, and tells how it was understood (`6项`). What does not fit is not kept. */
export async function saveStated(
  call: Call,
  { field, year, value }: Stated,
): Promise<{ readonly shown: string } | Answer> {
  const read = readManual(field, value);
  if (!read.ok) return said("asked", `没有填：${read.problem}。`);
  await saveManualValue(call.db, {
    organisation_id: call.organisation.id,
    year,
    field: field.id,
    value,
    person_id: call.speaker.id,
    set_at: call.sentAt,
  });
  await journalCommand(call, "fill", { year, field: field.id, value });
  const shown = displayAmount(read.amount, field.unit);
  if (read.items.length === 0) return { shown };
  const stated =
    read.stated === undefined || read.stated === read.items.length ? "" : `（写的是 ${read.stated}${field.unit}）`;
  return { shown: `${shown}${stated}，${read.items.join("；")}` };
}

/** Takes a stated value back, so that the records count again; says whether there was one. */
export async function dropStated(call: Call, { field, year }: Omit<Stated, "value">): Promise<boolean> {
  const dropped = await dropManualValue(call.db, { organisationId: call.organisation.id, year, field: field.id });
  if (dropped) await journalCommand(call, "unfill", { year, field: field.id });
  return dropped;
}
