import type { Health } from "../../channel.ts";
import type { Timers } from "../time.ts";
import type { Handlers, LarkClient, Socket } from "./client.ts";
import { explained } from "./explained.ts";

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;
/** A connection that held for so long was a good one; what ends it is a new trouble. */
const STEADY_MS = 30_000;
/** After so many attempts in a row it is not a hiccup. */
const DOWN_FROM = 3;

const LONG = { up: "飞书长连接已建立。", down: "飞书长连接断开" } as const;
const PUSHED = { up: "飞书已连上，等着接收推送。", down: "飞书没有连上" } as const;

type ConnectionOptions = {
  readonly client: Pick<LarkClient, "connect">;
  readonly handlers: Handlers;
  /** What has to be known before the first event; tried again with each attempt until it succeeds. */
  readonly prepare: () => Promise<unknown>;
  readonly timers: Timers;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly note: (text: string) => void;
  /** Events come by themselves: what is kept up is that the bot knows itself. */
  readonly isPushed?: boolean;
};

export type Connection = {
  /** Resolves with the end of the first attempt, up or not; there is always a next one. */
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): Health;
};

/** Keeps a long connection up: whatever ends it, another follows, soon at first and then ever later. */
export function longConnection(options: ConnectionOptions): Connection {
  const stopping = new AbortController();
  const { signal } = stopping;
  const told = options.isPushed === true ? PUSHED : LONG;
  let health: Health = { state: "starting" };
  let socket: Socket | undefined;
  let running: Promise<void> = Promise.resolve();

  async function run(tried: () => void): Promise<void> {
    let failures = 0;
    let upAt = Number.POSITIVE_INFINITY;
    const events: SessionEvents = {
      signal,
      onSocket: (opened) => {
        socket = opened;
      },
      onUp: () => {
        upAt = options.timers.now();
        health = { state: "up" };
        options.note(told.up);
        tried();
      },
    };
    while (!signal.aborted) {
      const reason = await session(options, events);
      if (signal.aborted) break;
      if (options.timers.now() - upAt >= STEADY_MS) failures = 0;
      upAt = Number.POSITIVE_INFINITY;
      health = { state: failures < DOWN_FROM ? "degraded" : "down", detail: `飞书连不上，会一直重试：${reason}` };
      options.note(`${told.down}（${reason}），稍后重连。`);
      tried();
      await options.timers.sleep(backoffMs(failures, options.random()), signal);
      failures += 1;
    }
    tried();
  }

  return {
    async start() {
      await new Promise<void>((resolve) => {
        running = run(resolve);
      });
    },
    async stop() {
      stopping.abort();
      await socket?.close();
      await running;
      health = { state: "down" };
    },
    health: () => health,
  };
}

type SessionEvents = {
  readonly signal: AbortSignal;
  readonly onSocket: (socket: Socket) => void;
  readonly onUp: () => void;
};

/** Resolves with the reason why the connection ended or could not be made. */
async function session(options: ConnectionOptions, { signal, onSocket, onUp }: SessionEvents): Promise<string> {
  let stop = () => {};
  try {
    await options.prepare();
    if (signal.aborted) return "stopped";
    return await new Promise<string>((resolve) => {
      stop = () => resolve("stopped");
      signal.addEventListener("abort", stop);
      const onDown = (reason: string) => resolve(explained(reason));
      onSocket(options.client.connect({ handlers: options.handlers, onUp, onDown }));
    });
  } catch (error) {
    return explained(error);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The first wait is short, so that a cut line costs seconds; each later one doubles, with jitter. */
function backoffMs(failures: number, random: number): number {
  if (failures === 0) return Math.round(FIRST_BACKOFF_MS * random);
  const longest = Math.min(FIRST_BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS);
  return Math.round(longest * (0.5 + random / 2));
}
