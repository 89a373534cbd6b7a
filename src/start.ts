import type { Channel } from "./bot/channel.ts";
import { asOnlyProgram } from "./only-program.ts";
import { openProgram, type Place } from "./program.ts";
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
  const channels: Channel[] = [];
  let program = await openProgram(options.place, {
    can: (name, what) => channels.find((one) => one.name === name)?.capabilities[what] === true,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    joinLinks: (code) => channels.flatMap((channel) => channel.joinLink?.(code) ?? []),
    groupHint: (name) => channels.find((one) => one.name === name)?.groupHint?.(),
  });
  try {
    if (config.telegram === undefined && config.feishu === undefined) {
      const { startTerminal } = await import("./terminal-chat.ts");
      return await startTerminal(program, options);
    }
    program = asOnlyProgram(program, options.place);
    const { startPlatforms } = await import("./platforms.ts");
    return await startPlatforms(program, options, channels);
  } catch (error) {
    await program.close();
    throw error;
  }
}
