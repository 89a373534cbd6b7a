import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as z from "zod";
import { faultIn } from "./bot-api.ts";
import { conditions } from "./conditions.ts";
import { botMethods, type Memory } from "./fake-telegram-methods.ts";
import { openUpdates } from "./fake-telegram-updates.ts";
import { answer, bodyOf, download, type Fault, misbehave, paramsOf, refusal } from "./fake-telegram-wire.ts";

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

const pressing = z.object({ callback_query: z.object({ id: z.string() }) });

export async function fakeTelegram(): Promise<FakeTelegram> {
  const calls: Call[] = [];
  const violations: string[] = [];
  const faults = new Map<string, Fault[]>();
  const { until, changed } = conditions();
  const updates = openUpdates();
  const memory: Memory = {
    files: new Map(),
    pressed: new Set(),
    hook: { url: "", secret: "" },
    waiting: () => updates.waiting().length,
  };
  const perform = botMethods(memory, (fault) => violations.push(fault));

  function call(method: string, params: Record<string, unknown>, request: IncomingMessage, response: ServerResponse) {
    calls.push({ method, params });
    changed();
    const fault = faults.get(method)?.shift();
    if (fault !== undefined) misbehave(fault, request, response);
    else if (method !== "getUpdates") answer(response, perform(method, params));
    else if (memory.hook.url !== "")
      answer(response, refusal(409, "Conflict: can't use getUpdates method while webhook is active"));
    else poll(params, response);
  }

  function poll(params: Record<string, unknown>, response: ServerResponse): void {
    const broken = faultIn("getUpdates", params);
    if (broken !== undefined) violations.push(broken);
    updates.poll(params, response);
    changed();
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
    polling: () => until(updates.isPolled),
    expirePoll: updates.expire,
    fail(method, ...more) {
      faults.set(method, [...(faults.get(method) ?? []), ...more]);
    },
    send(...contents) {
      for (const content of contents) {
        const press = pressing.safeParse(content);
        if (press.success) memory.pressed.add(press.data.callback_query.id);
      }
      updates.add(contents);
    },
    restartNumbers: updates.restartNumbers,
    waiting: updates.waiting,
    push: (to, secret = memory.hook.secret) =>
      updates.takeFirst((update) =>
        fetch(to, {
          method: "POST",
          headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
          body: JSON.stringify(update),
        }),
      ),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
