import { strayLines } from "../config/settings-file.ts";
import { start } from "../start.ts";
import type { Common, Io } from "./io.ts";

type StartOptions = Common & { readonly org?: string; readonly as?: string };

const LONGEST_MS = 2 ** 31 - 1;

/** Runs until the terminal chat ends or the process is told to stop. */
export async function startCommand(io: Io, options: StartOptions): Promise<number> {
  // Before anything is started: a stop that comes early is as graceful as a late one.
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  // No timer of a channel keeps a process alive, and while one waits to try again nothing else does.
  const alive = setInterval(() => {}, LONGEST_MS);
  try {
    return await run(io, options, stopped);
  } finally {
    clearInterval(alive);
  }
}

async function run(io: Io, options: StartOptions, stopped: Promise<void>): Promise<number> {
  for (const text of strayLines()) io.err(`请看一下 .env：${text}。\n`);
  const running = await start({
    place: { dataDir: options.data, config: io.config() },
    organisation: options.org,
    as: options.as,
    input: io.input,
    output: io.output,
    report: io.report,
    note: io.err,
  });
  const unsaved = await Promise.race([running.ended, stopped]);
  await running.close();
  // Who sits at the terminal was told at once, and could say it again.
  if (io.input.isTTY || !unsaved) return 0;
  io.err(`有 ${unsaved} 句没有保存，原因见上面，请解决后把这几句再送一次。\n`);
  return 1;
}
