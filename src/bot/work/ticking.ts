export type Ticking = {
  /** Looks now, or joins the look that is under way. Never throws. */
  tick(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  close(): Promise<void>;
};

/** Does something now and again and again, never twice at the same time; a failure is told and tried again. */
export function openTicking(everyMs: number, work: () => Promise<void>, onError: (error: unknown) => void): Ticking {
  let running: Promise<void> | undefined;

  function tick(): Promise<void> {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  void tick();
  const timer = setInterval(() => void tick(), everyMs).unref();
  return {
    tick,
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
