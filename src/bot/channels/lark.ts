import type { IncomingMessage, ServerResponse } from "node:http";
import type { Channel, Deliver, Health, Roster } from "../channel.ts";
import type { ClientOptions, LarkClient, Socket, SocketOptions } from "./lark/client.ts";
import { type Connection, longConnection } from "./lark/connection.ts";
import { type Directory, larkDirectory } from "./lark/directory.ts";
import { DOWNLOAD_BYTES, downloadFile } from "./lark/files.ts";
import { history } from "./lark/history.ts";
import { type Outgoing, watchOutgoing } from "./lark/outgoing.ts";
import { larkTurns, PUSHES_PER_SECOND } from "./lark/pacing.ts";
import { openPresses, type Presses } from "./lark/presses.ts";
import { larkReceiver, type Receiver } from "./lark/receive.ts";
import { openRefusals } from "./lark/refusals.ts";
import { larkSender, type Send } from "./lark/send.ts";
import { larkWebhook } from "./lark/webhook.ts";
import { machineTimers, type Timers } from "./time.ts";

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

export type LarkOptions = Omit<ClientOptions, "secrets"> & {
  /** Events come over HTTP instead of the long connection; the channel's `webhook` then takes the requests. */
  readonly webhook?: {
    readonly path: string;
    readonly encryptKey: string;
    readonly verificationToken: string;
    readonly tenantKey?: string;
  };
  readonly timers?: Timers;
  /** From 0 to 1; spreads reconnections. */
  readonly random?: () => number;
  /** Told of each failure with what it was about, never with what a member wrote. */
  readonly report: (error: unknown, about: string) => void;
};

export type LarkChannel = Channel & {
  members(chat: string): Promise<Roster>;
  fetch(handle: string, maxBytes: number): Promise<Buffer>;
  refill(since: Date, groups: readonly string[]): Promise<number>;
  /** To be served at its path; nothing where events come over the long connection. */
  readonly webhook: { readonly path: string; readonly handler: RequestListener } | undefined;
};

type Parts = {
  readonly client: LarkClient;
  readonly directory: Directory;
  readonly send: Send;
  readonly files: Pick<LarkClient, "download">;
  readonly amiss: Outgoing["amiss"];
};

/**
 * Feishu, and Lark, its international edition. The SDK is loaded at first use only. Private
 * chats are called by the person's open_id, so that anybody can be written to in private.
 */
export function larkChannel(options: LarkOptions): LarkChannel {
  const timers = options.timers ?? machineTimers;
  const presses = openPresses(timers);
  let loading: Promise<Parts> | undefined;
  let open: Open | undefined;

  const parts = () => {
    loading ??= load(options).then((client) => {
      const outgoing = watchOutgoing(client, options.note);
      return {
        client,
        directory: larkDirectory(client),
        send: larkSender({ client: outgoing.client, turns: larkTurns(timers), presses, report: options.report }),
        files: outgoing.client,
        amiss: outgoing.amiss,
      };
    });
    return loading;
  };

  return {
    name: "lark",
    capabilities: { buttons: true, forms: true, charts: true, edits: true, writesFirst: true, takesFiles: true },
    pushesPerSecond: PUSHES_PER_SECOND,
    async start(deliver) {
      open = opened(options, { ...(await parts()), deliver, presses, timers });
      await open.connection.start();
    },
    async stop() {
      await open?.receiver.stop();
      await open?.connection.stop();
    },
    health: () => (open === undefined ? { state: "starting" } : healthOf(open)),
    send: async (chat, outbound, key) => (await parts()).send(chat, outbound, key),
    members: async (chat) => (await parts()).directory.members(chat),
    fetch: async (handle, maxBytes) => downloadFile((await parts()).files, handle, Math.min(maxBytes, DOWNLOAD_BYTES)),
    async refill(since, groups) {
      if (open === undefined) throw new Error("the channel has not started");
      const { deliver } = open;
      return refill({ ...(await parts()), deliver, now: new Date(timers.now()) }, since, groups);
    },
    webhook: options.webhook && {
      path: options.webhook.path,
      handler: (request, response) => {
        if (open?.listener === undefined) response.writeHead(503).end();
        else open.listener(request, response);
      },
    },
  };
}

/** What there is from the start on. */
type Open = {
  readonly deliver: Deliver;
  readonly receiver: Receiver;
  readonly connection: Connection;
  readonly amiss: Outgoing["amiss"];
  readonly listener: RequestListener | undefined;
};

type Opening = Parts & { readonly deliver: Deliver; readonly presses: Presses; readonly timers: Timers };

function healthOf({ connection, amiss }: Open): Health {
  const health = connection.health();
  const detail = health.state === "up" ? amiss() : undefined;
  return detail === undefined ? health : { ...health, detail };
}

function opened(options: LarkOptions, { client, directory, deliver, presses, timers, amiss }: Opening): Open {
  const { webhook, appId, report, note, random = Math.random } = options;
  const receiver = larkReceiver({ deliver, directory, presses, timers, report });
  const { handlers } = receiver;
  const connection = longConnection({
    client: webhook === undefined ? client : { connect: upAtOnce },
    handlers,
    prepare: directory.bot,
    timers,
    random,
    note,
    isPushed: webhook !== undefined,
  });
  const refusals = openRefusals(timers, note);
  const listener = webhook && larkWebhook({ ...webhook, appId, handlers, timers, refusals });
  return { deliver, receiver, connection, listener, amiss: () => refusals.amiss() ?? amiss() };
}

async function load({ webhook, ...options }: LarkOptions): Promise<LarkClient> {
  const { loadLarkClient } = await import("./lark/sdk.ts");
  const secrets = [options.appSecret, webhook?.encryptKey ?? "", webhook?.verificationToken ?? ""].filter(
    (one) => one !== "",
  );
  return loadLarkClient({ ...options, secrets });
}

/** With a webhook there is nothing to keep open: it is up once the bot knows itself. */
function upAtOnce({ onUp }: SocketOptions): Socket {
  onUp();
  return { close: () => Promise.resolve() };
}

type Refill = {
  readonly client: LarkClient;
  readonly directory: Directory;
  readonly deliver: Deliver;
  readonly now: Date;
};

async function refill({ client, directory, deliver, now }: Refill, since: Date, groups: readonly string[]) {
  const bot = await directory.bot();
  let delivered = 0;
  for (const chat of groups) {
    for await (const inbound of history(client, chat, { since, bot, now })) {
      await deliver(inbound);
      delivered += 1;
    }
  }
  return delivered;
}
