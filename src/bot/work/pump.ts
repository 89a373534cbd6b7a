export type Pump = {
  /** There may be something to do. */
  wake(): void;
  /** Resolves when nothing is left that can be done now. */
  idle(): Promise<void>;
  /** Resolves when what is under way is done; nothing is looked for any more. */
  close(): Promise<void>;
};

/** What a look at a queue came to: something was done and more may be there, the rest waits for later, or none is left. */
export type Look = "done" | "waits" | "empty";

type Options = {
  readonly look: () => Promise<Look>;
  /** How long until what waits is looked at again, unless somebody wakes it before. */
  readonly againMs: number;
  readonly onError: (error: unknown) => void;
};

/**
 * Works through a queue whenever it is woken, never twice at the same time. A look that fails,
 * such as on a database that is away for a moment, is told and tried again.
 */
export function openPump({ look, againMs, onError }: Options): Pump {
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    let found: Look = "waits";
    try {
      do {
        again = false;
        found = await look();
      } while ((again || found === "done") && !closed);
    } catch (error) {
      found = "waits";
      onError(error);
    }
    running = undefined;
    if (found !== "empty") later();
  }

  function later(): void {
    if (closed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      wake();
    }, againMs).unref();
  }

  function wake(): void {
    if (closed) return;
    again = true;
    running ??= run();
  }

  return {
    wake,
    async idle() {
      while (running !== undefined) await running;
    },
    async close() {
      closed = true;
      while (running !== undefined) await running;
      clearTimeout(timer);
    },
  };
}
