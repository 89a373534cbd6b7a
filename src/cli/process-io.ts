import { ConfigError, readConfig } from "../config/environment.ts";
import { logger } from "../config/logger.ts";
import { codeOf, storeError, storeFault } from "../store/errors.ts";
import { CommandError } from "./command-error.ts";
import type { Io } from "./io.ts";

/** The real process as commands see it: results on stdout, everything else on stderr. */
export function processIo({ stdin, stdout, stderr, env }: NodeJS.Process): Io {
  const { LOG_LEVEL } = env;
  const log = logger(LOG_LEVEL, stderr);
  return {
    input: stdin,
    output: stdout,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    clock: () => new Date(),
    config: () => readConfig(env),
    report: (error, about) => log().error({ err: error }, about),
  };
}

type Outputs = {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  exitCode?: NodeJS.Process["exitCode"];
  once(event: "exit", listener: () => void): unknown;
};

/**
 * Lets the program go on where its output goes nowhere: nothing is said where nobody reads
 * any more, as behind `| head`; results that are lost otherwise, as on a full disk, are told
 * once and by the exit status.
 */
export function watchOutputs(outputs: Outputs, io: Io): void {
  const { stdout, stderr } = outputs;
  let isGone = false;
  stderr.on("error", () => {});
  stdout.on("error", (error: Error) => {
    if (isGone) return;
    isGone = true;
    if (codeOf(error) === "EPIPE") return;
    io.err(`${storeError("结果没有写完", error, "请检查输出的位置").message}\n`);
    outputs.once("exit", () => {
      outputs.exitCode = 1;
    });
  });
}

/** Tells a person what failed in one sentence and returns the exit status. */
export function failed(error: unknown, io: Io): number {
  const sentence = sentenceOf(error);
  io.err(`${sentence ?? "程序出错，没有完成。请把这条命令和日志发给维护人员。"}\n`);
  if (sentence === undefined) io.report(error, "unexpected");
  return error instanceof CommandError ? error.status : 1;
}

function sentenceOf(error: unknown): string | undefined {
  if (error instanceof CommandError || error instanceof ConfigError) return error.message;
  return storeFault(error);
}
