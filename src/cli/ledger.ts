import { locationOf, openProgram, type Program } from "../program.ts";
import { isMissing } from "../store/folder.ts";
import { CommandError } from "./command-error.ts";
import type { Common, Io } from "./io.ts";

/** Opens a ledger to read it: it has to be there, since one in a mistyped folder would be made and found empty. */
export async function openLedger(io: Io, { data }: Common): Promise<Program> {
  const place = { dataDir: data, config: io.config() };
  const where = locationOf(place);
  if ("file" in where && isMissing(where.file)) {
    throw new CommandError(`${data} 里还没有台账，请先登记或用 replay 导入；台账在别处时请用 --data 写明。`, 2);
  }
  return openProgram(place);
}
