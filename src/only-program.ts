import { join } from "node:path";
import { CommandError } from "./cli/command-error.ts";
import type { Place, Program } from "./program.ts";
import { holdFile } from "./store/database/sqlite-file.ts";
import { codeOf } from "./store/errors.ts";

const LOCK = "running.lock";

/**
 * The same program, and no other one that serves platforms beside it until it is closed: on SQLite
 * both would send what waits. On PostgreSQL programs share the work.
 */
export function asOnlyProgram(program: Program, { dataDir, config }: Place): Program {
  if (config.databaseUrl !== undefined) return program;
  const release = held(dataDir);
  return {
    ...program,
    async close() {
      await program.close();
      release();
    },
  };
}

function held(dataDir: string): () => void {
  try {
    return holdFile(join(dataDir, LOCK));
  } catch (error) {
    if (codeOf(error) !== "SQLITE_BUSY") throw error;
    const sentence = `另一个程序正在用 ${dataDir} 的台账收发消息，请先停止它再启动。`;
    throw new CommandError(sentence, 1, { cause: error });
  }
}
