import type { Config } from "../config/environment.ts";

/** What a command may read and write besides the ledger. */
export type Io = {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Results. With `--json` nothing else. */
  readonly out: (text: string) => void;
  /** Progress, notes and logs. */
  readonly err: (text: string) => void;
  readonly output: NodeJS.WritableStream;
  readonly clock: () => Date;
  readonly config: () => Config;
  readonly report: (error: unknown, about: string) => void;
};

/** The options that every command shares. */
export type Common = { readonly data: string };
