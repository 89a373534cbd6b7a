import { locationOf } from "../program.ts";
import { openStore, pendingMigrations } from "../store/open.ts";
import type { Common, Io } from "./io.ts";

/** Brings the tables of the ledger up to date. */
export async function migrateCommand(io: Io, options: Common): Promise<number> {
  const where = locationOf({ dataDir: options.data, config: io.config() });
  const pending = await pendingMigrations(where);
  const store = await openStore(where);
  await store.close();
  io.out(pending.length === 0 ? "台账已经是最新格式。\n" : `已完成 ${pending.length} 项升级。\n`);
  return 0;
}
