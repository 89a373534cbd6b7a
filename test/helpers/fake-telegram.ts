import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as z from "zod";
import { faultIn } from "./bot-api.ts";
import { botMethods, type Memory } from "./fake-telegram-methods.ts";
import { answer, bodyOf, download, type Fault, misbehave, paramsOf, refusal, success } from "./fake-telegram-wire.ts";

export type Call = { readonly method: string; readonly params: Record<string, unknown> };

export const TOKEN = "123456:AAcanary_token-abcdefghijklmnopqrstu";

/** A Bot API on loopback, with the real rules of `getUpdates` and the documented limits of every call. */
export type FakeTelegram = {
  readonly url: string;
  /** All calls in order; those refused and those made to fail too. */
  readonly calls: readonly Call[];
  /** What calls broke of the documented parameters: empty in every good test. */
  readonly violations: string[];
  /** Files that `getFile` knows, by their ids. */
  readonly files: Map<string, Buffer>;
  callsOf(method: string): Call[];
  /** Resolves with the n-th call of a method, counted from 1, as soon as it was made. */
  called(method: string, n?: number): Promise<Call>;
  /** Resolves once something holds, looked at after every call. */
  until(holds: () => boolean): Promise<void>;
  /** Resolves once a poll waits for updates with nothing to give it. */
  polling(): Promise<void>;
  /** Ends the waiting poll with nothing, as after its time-out. */
  expirePoll(): void;
  fail(method: string, ...faults: Fault[]): void;
  /** Queues updates of these contents and gives them numbers; `from` starts the numbers anew. */
  send(...updates: object[]): void;
  restartNumbers(from: number): void;
  /** Numbers of the updates that are not confirmed. */
  waiting(): number[];
  /** Pushes the first waiting update to the webhook, at another address than the public one. */
  push(to: string, secret?: string): Promise<Response>;
  close(): Promise<void>;
};

type Queued = { readonly update_id: number };
type Poll = { give(updates: readonly Queued[]): void; conflict(): void };

const requested = z.object({
  offset: z.number().default(0),
  limit: z.number().default(100),
  timeout: z.number().default(0),
});
const pressing = z.object({ callback_query: z.object({ id: z.string() }) });

export async function fakeTelegram(): Promise<FakeTelegram> {
  const calls: Call[] = [];
  const violations: string[] = [];
  const faults = new Map<string, Fault[]>();
  const { until, changed } = conditions();
  let queue: Queued[] = [];
  let number = 1000;
  let poll: Poll | undefined;
  const memory: Memory = {
    files: new Map(),
    pressed: new Set(),
    hook: { url: "", secret: "" },
    waiting: () => queue.length,
  };
  const perform = botMethods(memory, (fault) => violations.push(fault));

  function openPoll(params: Record<string, unknown>, response: ServerResponse): void {
    const broken = faultIn("getUpdates", params);
    if (broken !== undefined) violations.push(broken);
    poll?.conflict();
    const { offset, limit, timeout } = requested.parse(params);
    // A place far beyond the last number counts as none: the server starts from the oldest.
    if (offset <= number + 10) queue = queue.filter(({ update_id: id }) => id >= offset);
    const mine: Poll = {
      give: (updates) => answer(response, success(updates.slice(0, limit))),
      conflict: () => answer(response, refusal(409, "Conflict: terminated by other getUpdates request")),
    };
    response.once("close", () => {
      if (poll === mine) poll = undefined;
    });
    poll = mine;
    if (queue.length > 0 || timeout === 0) endPoll(queue);
    else changed();
  }

  function endPoll(updates: readonly Queued[]): void {
    const open = poll;
    poll = undefined;
    open?.give(updates);
  }

  function call(method: string, params: Record<string, unknown>, request: IncomingMessage, response: ServerResponse) {
    calls.push({ method, params });
    changed();
    const fault = faults.get(method)?.shift();
    if (fault !== undefined) misbehave(fault, request, response);
    else if (method !== "getUpdates") answer(response, perform(method, params));
    else if (memory.hook.url === "") openPoll(params, response);
    else answer(response, refusal(409, "Conflict: can't use getUpdates method while webhook is active"));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const [, file, token, rest = ""] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(request.url ?? "") ?? [];
    if (token !== TOKEN) answer(response, refusal(401, "Unauthorized"));
    else if (file !== undefined) download(memory.files.get(rest.split("/").at(-1) ?? ""), response);
    else call(rest, paramsOf(body, request.headers["content-type"] ?? ""), request, response);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violations.push(String(error));
      response.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port to listen on");
  const callsOf = (method: string) => calls.filter((one) => one.method === method);

  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    violations,
    files: memory.files,
    callsOf,
    async called(method, n = 1) {
      await until(() => callsOf(method).length >= n);
      const made = callsOf(method)[n - 1];
      if (made === undefined) throw new Error(`no call ${n} of ${method}`);
      return made;
    },
    until,
    polling: () => until(() => poll !== undefined),
    expirePoll: () => endPoll([]),
    fail(method, ...more) {
      faults.set(method, [...(faults.get(method) ?? []), ...more]);
    },
    send(...updates) {
      for (const update of updates) {
        number += 1;
        queue.push({ update_id: number, ...update });
        const press = pressing.safeParse(update);
        if (press.success) memory.pressed.add(press.data.callback_query.id);
      }
      if (poll !== undefined && queue.length > 0) endPoll(queue);
    },
    restartNumbers(from) {
      number = from;
    },
    waiting: () => queue.map(({ update_id: id }) => id),
    async push(to, secret = memory.hook.secret) {
      const response = await fetch(to, {
        method: "POST",
        headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
        body: JSON.stringify(queue[0]),
      });
      if (response.ok) queue = queue.slice(1);
      return response;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Lets a test wait for something to become true instead of for time to pass. */
function conditions() {
  const watchers = new Set<() => void>();
  return {
    until(holds: () => boolean): Promise<void> {
      if (holds()) return Promise.resolve();
      return new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
      });
    },
    changed() {
      for (const look of [...watchers]) look();
    },
  };
}
