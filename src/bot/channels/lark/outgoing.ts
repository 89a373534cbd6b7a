import { faultIn, isForNow } from "../../outbox/refusals.ts";
import type { Call, LarkClient } from "./client.ts";
import { explained } from "./explained.ts";
import { LarkError, NO_SCOPE } from "./faults.ts";

/** What docs/feishu.md says of the permission that files need. */
const NO_FILES = "应用缺少权限 im:resource，文件和图片发不出、照片存不下；开通并发布新版本后，再发一次就恢复";

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
 * Words may go while files may not: that is noted at its first refusal.
 */
export function watchOutgoing(client: LarkClient, note: (text: string) => void): Outgoing {
  let failures = 0;
  let lacksFiles = false;
  let last: unknown;

  function failed(error: unknown): void {
    const fault = faultIn(error);
    if (fault === "rate-limited") return;
    // A refusal of this one message was an answer.
    failures = isForNow(fault) || isScope(error) ? failures + 1 : 0;
    last = error;
  }

  async function ofFiles<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work();
      lacksFiles = false;
      return result;
    } catch (error) {
      if (isScope(error) && !lacksFiles) {
        lacksFiles = true;
        note(`飞书：${NO_FILES}。`);
      }
      throw error;
    }
  }

  async function call(request: Call): Promise<unknown> {
    try {
      const answer = await client.call(request);
      failures = 0;
      return answer;
    } catch (error) {
      failed(error);
      throw error;
    }
  }

  return {
    client: {
      ...client,
      call: (request) => (request.upload === true ? ofFiles(() => call(request)) : call(request)),
      download: (path, query) => ofFiles(() => client.download(path, query)),
    },
    amiss() {
      if (failures >= AMISS_FROM) return `消息发不出去，会一直重试：${explained(last)}`;
      return lacksFiles ? NO_FILES : undefined;
    },
  };
}

function isScope(error: unknown): boolean {
  return error instanceof LarkError && error.code === NO_SCOPE;
}
