import type { Agent } from "node:http";
import type { Telegram } from "telegraf";
import type { Telegram as Methods, Opts } from "telegraf/types";
import * as z from "zod";
import type { Sleep } from "../time.ts";
import { faultOf } from "./faults.ts";

const TELEGRAM_ROOT = "https://api.telegram.org";

/** Answers to a call that take longer are given up. */
const DEADLINE_MS = 30_000;

export type ApiOptions = {
  readonly token: string;
  /** Another Bot API server; HTTPS unless it is on this machine. */
  readonly apiRoot?: string | undefined;
  /** Carries the traffic, e.g. through a proxy. */
  readonly agent?: Agent | undefined;
  readonly sleep: Sleep;
};

type CallOptions = { readonly signal?: AbortSignal; readonly deadlineMs?: number };

/**
 * The Bot API as this project calls it: every call has a deadline, every failure is a
 * `SendError` without the token, and results come unchecked from the wire.
 */
export type Api = {
  /** The digits before the colon of the token. */
  readonly botId: string;
  call<M extends keyof Methods>(method: M, payload: Opts<M>, options?: CallOptions): Promise<unknown>;
};

type ClientSignal = NonNullable<NonNullable<Parameters<Telegram["callApi"]>[2]>["signal"]>;

/** Wraps telegraf's client, which is loaded with the first call: what is pushed is taken without it. */
export function telegramApi({ token, apiRoot, agent, sleep }: ApiOptions): Api {
  const root = rootOf(apiRoot);
  let opened: Telegram | undefined;

  async function client(): Promise<Telegram> {
    const { openClient } = await import("./client.ts");
    opened ??= openClient(token, root, agent);
    return opened;
  }

  return {
    botId: token.split(":", 1)[0] ?? "",
    async call(method, payload, { signal, deadlineMs = DEADLINE_MS } = {}) {
      const over = new AbortController();
      // With a reason of its own, since making the usual one costs more than the rest of this function.
      const abort = () => over.abort("over");
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted === true) abort();
      sleep(deadlineMs, over.signal).then(abort, abort);
      try {
        return await (opened ?? (await client())).callApi(method, payload, { signal: clientSignal(over.signal) });
      } catch (error) {
        throw faultOf(error, token);
      } finally {
        signal?.removeEventListener("abort", abort);
        abort();
      }
    },
  };
}

/** telegraf declares the signal of a shim; its HTTP client takes the platform's own just as well. */
function clientSignal(signal: AbortSignal): ClientSignal {
  return signal as unknown as ClientSignal;
}

/** The root always ends in a slash, else its path would lose its last segment. Throws where it is not safe. */
export function rootOf(apiRoot: string = TELEGRAM_ROOT): string {
  const url = new URL(apiRoot.endsWith("/") ? apiRoot : `${apiRoot}/`);
  const local = ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) {
    throw new Error("the Bot API root must be https, or http on this machine");
  }
  return url.href;
}

const sent = z.object({ message_id: z.number() });

/** The id of the message that a call made, where it made one. */
export function messageIn(result: unknown): string | undefined {
  const read = sent.safeParse(result);
  return read.success ? String(read.data.message_id) : undefined;
}
