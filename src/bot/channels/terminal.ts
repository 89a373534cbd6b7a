import { createInterface } from "node:readline";
import type { Channel, Deliver, Inbound, Outbound } from "../channel.ts";

type TerminalOptions = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Shown before each line a person types; nothing when lines are piped in. */
  readonly prompt: string;
  /** The name by which the machine's owner is known. */
  readonly user: string;
  readonly clock: () => Date;
  /** Makes each line a message of its own. */
  readonly random: () => string;
  /** Resolves once the replies to what was typed are out. */
  readonly answered: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** A line that is no UTF-8, as a Windows console pipes it; nothing is taken of it. */
  readonly onGarbled: () => void;
};

/** What stands in the place of bytes that are no UTF-8. */
const UNREADABLE = "\uFFFD";

/** The chat in a terminal: each line is a message of the machine's owner. `ended` resolves at end of input. */
export function terminalChannel(options: TerminalOptions): Channel & { ended: Promise<void> } {
  const lines = createInterface({ input: options.input, terminal: false });
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });

  /** Whether the prompt is the last that was written. */
  let isAsking = false;

  function ask(): void {
    options.output.write(options.prompt);
    isAsking = options.prompt !== "";
  }

  async function read(deliver: Deliver): Promise<void> {
    ask();
    for await (const line of lines) {
      isAsking = false;
      if (line.includes(UNREADABLE)) options.onGarbled();
      else if (line.trim() !== "") await say(deliver, line).catch(options.onError);
      ask();
    }
    // Whatever the terminal shows next is on a line of its own.
    if (isAsking) options.output.write("\n");
    isAsking = false;
    end();
  }

  async function say(deliver: Deliver, text: string): Promise<void> {
    await deliver(inboundOf(text, options));
    await options.answered();
  }

  return {
    name: "terminal",
    capabilities: { buttons: false, forms: false, charts: false, edits: false, writesFirst: false, takesFiles: false },
    async start(deliver) {
      read(deliver).catch((error: unknown) => {
        options.onError(error);
        end();
      });
    },
    async stop() {
      lines.close();
    },
    health: () => ({ state: "up" }),
    async send(_chat, outbound, key) {
      const text = `${textOf(outbound)}\n`;
      // What comes unasked begins below the prompt, which is shown anew behind it.
      options.output.write(isAsking ? `\n${text}${options.prompt}` : text);
      return key;
    },
    ended,
  };
}

function inboundOf(text: string, { user, clock, random }: TerminalOptions): Inbound {
  const message = random();
  return {
    kind: "message",
    key: `terminal:${message}`,
    channel: "terminal",
    chat: user,
    chatType: "private",
    from: { id: user },
    sentAt: clock(),
    message,
    text,
    addressed: true,
  };
}

function textOf(outbound: Outbound): string {
  switch (outbound.kind) {
    case "card":
    case "update":
      return outbound.card.plain;
    case "file":
      return `${outbound.caption ?? outbound.file.name}\n${outbound.file.path}`;
    case "toast":
      return outbound.text;
    case "reaction":
      return "";
  }
}
