import { resolve } from "node:path";
import { ledgerRows } from "../bot/drafts/ledger-rows.ts";
import { ledgerWorkbook } from "../report/workbook.ts";
import { CommandError } from "./command-error.ts";
import type { Common, Io } from "./io.ts";
import { openLedger } from "./ledger.ts";
import { organisationOf } from "./organisation.ts";
import { writeOutput } from "./output-file.ts";

/** Writes an organisation's ledger, of one year or all, as a workbook. */
export async function exportCommand(
  io: Io,
  file: string,
  options: Common & { year?: number; org?: string },
): Promise<number> {
  if (!file.endsWith(".xlsx")) throw new CommandError("文件名请以 .xlsx 结尾。", 2);
  const program = await openLedger(io, options);
  try {
    const { id } = await organisationOf(program.deps.db, options.org);
    const rows = await ledgerRows(program.deps.db, [id], options.year);
    writeOutput(file, await ledgerWorkbook(rows), 0o600);
    io.out(`已写 ${rows.length} 条记录：${resolve(file)}\n`);
    return 0;
  } finally {
    await program.close();
  }
}
