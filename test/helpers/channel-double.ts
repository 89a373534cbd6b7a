import type { Capabilities, Channel, ChannelName } from "../../src/bot/channel.ts";

/** A platform that is up, can what is named, and sends and fetches as the test says. */
export function channelDouble(
  name: ChannelName,
  can: readonly (keyof Capabilities)[],
  does: Pick<Channel, "send" | "fetch">,
): Channel {
  const has = (what: keyof Capabilities) => can.includes(what);
  return {
    name,
    capabilities: {
      buttons: has("buttons"),
      forms: has("forms"),
      charts: has("charts"),
      edits: has("edits"),
      writesFirst: has("writesFirst"),
      takesFiles: has("takesFiles"),
    },
    start: async () => {},
    stop: async () => {},
    health: () => ({ state: "up" }),
    ...does,
  };
}
