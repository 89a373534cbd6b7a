import type { LarkClient } from "./client.ts";
import { explained } from "./explained.ts";
import { LarkError } from "./faults.ts";

/** So many calls in a row that failed for the same sort of reason are no hiccup. */
const AMISS_FROM = 3;

export type Outgoing = {
  readonly client: LarkClient;
  /** Why nothing can be sent, for whoever runs the program; nothing while something can. */
  amiss(): string | undefined;
};

/**
 * Watches the calls by which something is sent. Events may come in while nothing can go out: the
 * app has no permission, its calls of the month are used up, a proxy lets only one way through.
 */
export function watchOutgoing(client: LarkClient): Outgoing {
  let failures = 0;
  let last: unknown;

  function failed(error: unknown): void {
    const fault = error instanceof LarkError ? error.fault : "transient";
    if (fault === "rate-limited") return;
    // A refusal of this one message was an answer.
    failures = fault === "transient" || fault === "unauthorised" || isScope(error) ? failures + 1 : 0;
    last = error;
  }

  return {
    client: {
      ...client,
      async call(request) {
        try {
          const answer = await client.call(request);
          failures = 0;
          return answer;
        } catch (error) {
          failed(error);
          throw error;
        }
      },
    },
    amiss: () => (failures < AMISS_FROM ? undefined : `消息发不出去，会一直重试：${explained(last)}`),
  };
}

function isScope(error: unknown): boolean {
  return error instanceof LarkError && error.code === 99991672;
}
