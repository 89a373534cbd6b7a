import type { Channel } from "../channel.ts";

/** Where replies to a transcript go: nowhere. What was said long ago is never sent again. */
export const transcriptChannel: Channel = {
  name: "transcript",
  capabilities: {
    textChars: 100_000,
    buttons: false,
    forms: false,
    tables: false,
    charts: false,
    reactions: false,
    edits: false,
  },
  start: async () => {},
  stop: async () => {},
  health: () => ({ state: "up" }),
  send: async (_chat, _outbound, key) => key,
};
