import { createRequire } from "node:module";
import type { Logger, pino } from "pino";

const LEVELS = new Set(["debug", "info", "warn", "error"]);

/** Logs as JSON lines. The library is loaded with the first of them, which most runs never write. */
export function logger(level: string | undefined, destination: NodeJS.WritableStream): () => Logger {
  const known = level !== undefined && LEVELS.has(level) ? level : "info";
  let log: Logger | undefined;
  return () => {
    log ??= library()({ level: known, base: null, serializers: { err: plainError } }, destination);
    return log;
  };
}

function library(): typeof pino {
  return createRequire(import.meta.url)("pino") as typeof pino;
}

/**
 * An error for the log: its name, message, code, stack and cause, and no other field, which may
 * hold a request, a token or what a member wrote.
 */
export function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack } = error;
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause instanceof Error ? { cause: plainError(error.cause) } : {};
  return { name, message, ...code, stack, ...cause };
}
