import type { Channel } from "./bot/channel.ts";
import { holdAlone } from "./only-program.ts";
import { locationOf, openProgram, type Place, type Program } from "./program.ts";
import { makeFolder } from "./store/folder.ts";

export type StartOptions = {
  readonly place: Place;
  /** The organisation of the terminal's user, made when missing. */
  readonly organisation: string | undefined;
  readonly as: string | undefined;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  readonly report: (error: unknown, about: string) => void;
  readonly note: (text: string) => void;
  /** The machine's own where none is given. */
  readonly clock?: () => Date;
  /** How long another program is waited for that does the same. */
  readonly patienceMs?: number;
};

export type Running = {
  /** Resolves at the end of a terminal's input, with how many of its lines could not be saved. */
  readonly ended: Promise<number>;
  close(): Promise<void>;
};

/** Opens the ledger and starts every configured channel; without any, the chat in this terminal. */
export async function start(options: StartOptions): Promise<Running> {
  const { config, dataDir } = options.place;
  makeFolder(dataDir);
  // Into a folder that lost its ledger nothing is written.
  locationOf(options.place);
  const isTerminal = config.telegram === undefined && config.feishu === undefined;
  // Before the ledger is opened, which brings it to this version: the one that runs may be of another.
  const release = await heldFor(isTerminal ? "terminal" : "platforms", options);
  try {
    const running = await started(options, isTerminal);
    return { ...running, close: () => running.close().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

/** On PostgreSQL programs share the work of the platforms. */
async function heldFor(what: "terminal" | "platforms", { place, ...waiting }: StartOptions): Promise<() => void> {
  if (what === "platforms" && place.config.databaseUrl !== undefined) return () => {};
  return holdAlone(place.dataDir, what, waiting);
}

async function opened(options: StartOptions, channels: readonly Channel[]): Promise<Program> {
  return openProgram(options.place, {
    can: (name, what) => channels.find((one) => one.name === name)?.capabilities[what] === true,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    joinLinks: (code) => channels.flatMap((channel) => channel.joinLink?.(code) ?? []),
    groupHint: (name) => channels.find((one) => one.name === name)?.groupHint?.(),
  });
}

async function started(options: StartOptions, isTerminal: boolean): Promise<Running> {
  const channels: Channel[] = [];
  const program = await opened(options, channels);
  try {
    if (isTerminal) {
      const { startTerminal } = await import("./terminal-chat.ts");
      return await startTerminal(program, options);
    }
    const { startPlatforms } = await import("./platforms.ts");
    return await startPlatforms(program, options, channels);
  } catch (error) {
    await program.close();
    throw error;
  }
}
