import type { Channel } from "../channel.ts";

/** Where replies to a transcript go: nowhere. What was said long ago is never sent again. */
export const transcriptChannel: Channel = {
  name: "transcript",
  capabilities: { buttons: false, forms: false, charts: false, edits: false, writesFirst: false, takesFiles: false },
  start: async () => {},
  stop: async () => {},
  health: () => ({ state: "up" }),
  send: async (_chat, _outbound, key) => key,
};
