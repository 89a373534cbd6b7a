import { dutyState } from "../bot/duties/state.ts";
import { calendarText } from "../bot/duties/text.ts";
import { dayIn, yearOf } from "../ledger/calendar.ts";
import type { Common, Io } from "./io.ts";
import { openLedger } from "./ledger.ts";
import { organisationOf } from "./organisation.ts";

/** Prints what is done, due and missing in a year, by default in this one. */
export async function dutiesCommand(io: Io, options: Common & { year?: number; org?: string }): Promise<number> {
  const program = await openLedger(io, options);
  try {
    const { db } = program.deps;
    const { id, name, zone } = await organisationOf(db, options.org);
    const today = dayIn(zone, io.clock());
    const year = options.year ?? yearOf(today);
    const state = await dutyState(db, program.deps, { organisation: id, year, today });
    io.out(`${calendarText({ name, year, today }, state)}\n`);
    return 0;
  } finally {
    await program.close();
  }
}
