import type { Deliver, Inbound } from "../../channel.ts";
import type { Bot } from "./addressing.ts";
import { inboundOf } from "./normalise.ts";
import { readUpdate } from "./updates.ts";

type Options = {
  /** Nothing before Telegram has told the bot's name. */
  readonly bot: () => Bot | undefined;
  readonly clock: () => Date;
  /** A button was pressed, and what it does is kept. */
  readonly onPress: (key: string) => void;
  readonly onError: (error: unknown, about: string) => void;
};

/** Hands updates on from the start to the stop. */
export type Taking = {
  begin(deliver: Deliver): void;
  /** Resolves once an update is kept; what says nothing to the bot is done at once, whatever its shape. */
  take(raw: unknown): Promise<void>;
  /** Refuses what still comes, and resolves when nothing is under way. */
  end(): Promise<void>;
};

/** Gives updates to the intake, however they came, and knows which are under way. */
export function openTaking({ bot, clock, onPress, onError }: Options): Taking {
  const underWay = new Set<Promise<void>>();
  let deliver: Deliver | undefined;

  function readInbound(raw: unknown, self: Bot): Inbound | undefined {
    const update = readUpdate(raw);
    if (update === undefined) onError(new Error("an update of an unknown shape"), "telegram update");
    return update && inboundOf(update, self, clock());
  }

  return {
    begin(given) {
      deliver = given;
    },
    async take(raw) {
      const self = bot();
      if (self === undefined || deliver === undefined) throw new Error("an update before the start or after the stop");
      const inbound = readInbound(raw, self);
      if (inbound === undefined) return;
      const taken = deliver(inbound);
      underWay.add(taken);
      try {
        await taken;
      } finally {
        underWay.delete(taken);
      }
      if (inbound.kind === "action") onPress(inbound.key);
    },
    async end() {
      deliver = undefined;
      await Promise.allSettled(underWay);
    },
  };
}
