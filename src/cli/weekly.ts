import { weeklyOf, weeklyText } from "../bot/weekly.ts";
import { addDays, dayIn, parseIsoWeek, weekPeriod } from "../ledger/calendar.ts";
import { CommandError } from "./command-error.ts";
import type { Common, Io } from "./io.ts";
import { openLedger } from "./ledger.ts";
import { organisationOf } from "./organisation.ts";

/** Prints the summary of a week, by default of the last whole one. */
export async function weeklyCommand(io: Io, options: Common & { week?: string; org?: string }): Promise<number> {
  const given = options.week === undefined ? undefined : parseIsoWeek(options.week);
  if (options.week !== undefined && given === undefined) {
    throw new CommandError(`没有 ${options.week} 这一周，请写成 2026-W47 这样。`, 2);
  }
  const program = await openLedger(io, options);
  try {
    const { id, zone } = await organisationOf(program.deps.db, options.org);
    const today = dayIn(zone, io.clock());
    if (given !== undefined && given.first > today) {
      throw new CommandError(`${options.week} 从 ${given.first} 开始，还没有到。`);
    }
    const week = given ?? weekPeriod(addDays(today, -7));
    io.out(`${weeklyText(await weeklyOf(program.deps, id, { week, on: addDays(week.last, 1) }))}\n`);
    return 0;
  } finally {
    await program.close();
  }
}
