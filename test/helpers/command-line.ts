import { PassThrough } from "node:stream";
import { failed } from "../../src/cli/process-io.ts";
import { run } from "../../src/cli.ts";
import { readConfig } from "../../src/config/environment.ts";

export type Ended = { readonly code: unknown; readonly stdout: string; readonly stderr: string };

/** Runs a command line in this process, with these settings alone. It reads nothing from standard input. */
export async function commandLine(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const told = { out: "", err: "" };
  const io = {
    input: new PassThrough().end(),
    output: new PassThrough(),
    out: (text: string) => {
      told.out += text;
    },
    err: (text: string) => {
      told.err += text;
    },
    clock: () => new Date(),
    config: () => readConfig(env),
    report: (error: unknown) => {
      throw error;
    },
  };
  const code = await run(args, io).catch((error: unknown) => failed(error, io));
  return { code, stdout: told.out, stderr: told.err };
}
