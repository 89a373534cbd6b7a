import type { ServerResponse } from "node:http";
import * as z from "zod";
import { answer, refusal, success } from "./fake-telegram-wire.ts";

type Queued = { readonly update_id: number };
type Poll = { give(updates: readonly Queued[]): void; conflict(): void };

const requested = z.object({
  offset: z.number().default(0),
  limit: z.number().default(100),
  timeout: z.number().default(0),
});

/** The updates that a bot has not confirmed, and its poll that waits for more: the real rules of `getUpdates`. */
export function openUpdates() {
  let queue: Queued[] = [];
  let number = 1000;
  let open: Poll | undefined;

  function end(updates: readonly Queued[]): void {
    const ended = open;
    open = undefined;
    ended?.give(updates);
  }

  return {
    poll(params: Record<string, unknown>, response: ServerResponse): void {
      open?.conflict();
      const { offset, limit, timeout } = requested.parse(params);
      // A place far beyond the last number counts as none: the server starts from the oldest.
      if (offset <= number + 10) queue = queue.filter(({ update_id: id }) => id >= offset);
      const mine: Poll = {
        give: (updates) => answer(response, success(updates.slice(0, limit))),
        conflict: () => answer(response, refusal(409, "Conflict: terminated by other getUpdates request")),
      };
      response.once("close", () => {
        if (open === mine) open = undefined;
      });
      open = mine;
      if (queue.length > 0 || timeout === 0) end(queue);
    },
    isPolled: () => open !== undefined,
    expire: () => end([]),
    /** Gives these contents numbers, and all that waits to the poll that is open. */
    add(contents: readonly object[]): void {
      for (const content of contents) {
        number += 1;
        queue.push({ update_id: number, ...content });
      }
      if (open !== undefined && queue.length > 0) end(queue);
    },
    restartNumbers(from: number): void {
      number = from;
    },
    waiting: () => queue.map(({ update_id: id }) => id),
    /** The first one is confirmed once it is taken. */
    async takeFirst(push: (update: Queued | undefined) => Promise<Response>): Promise<Response> {
      const response = await push(queue[0]);
      if (response.ok) queue = queue.slice(1);
      return response;
    },
  };
}
