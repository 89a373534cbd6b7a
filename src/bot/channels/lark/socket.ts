import type { Agent } from "node:http";
import { type Socket, type SocketOptions, scrub } from "./client.ts";

type Sdk = typeof import("@larksuiteoapi/node-sdk");
type ClientParams = ConstructorParameters<Sdk["WSClient"]>[0];

/** A handshake that takes longer has failed. */
const HANDSHAKE_MS = 15_000;
/** A connection on which a ping stays unanswered for so long is dead, though nobody closed it. */
const PING_TIMEOUT_MS = 10_000;
/** How long a closing connection may take to let its last answers go. */
const CLOSE_MS = 1_000;

type Setting = {
  readonly sdk: Sdk;
  readonly common: ClientParams & { readonly logger: NonNullable<ClientParams["logger"]> };
  readonly agent: Agent | undefined;
  readonly pingTimeoutMs: number | undefined;
  readonly secrets: readonly string[];
};

/**
 * Opens one long connection with the SDK's client. The SDK's own reconnecting is off: it
 * gives up for ever on some answers and may wait minutes on others; whoever called decides.
 */
export function connect(setting: Setting, { handlers, onUp, onDown }: SocketOptions): Socket {
  const { sdk, common, agent, pingTimeoutMs = PING_TIMEOUT_MS, secrets } = setting;
  let over = false;
  let raw: RawSocket | undefined;
  const down = (reason: string) => {
    if (over) return;
    over = true;
    client.close({ force: true });
    onDown(scrub(reason, secrets));
  };
  const client = new sdk.WSClient({
    ...common,
    autoReconnect: false,
    handshakeTimeoutMs: HANDSHAKE_MS,
    wsConfig: { pingTimeout: pingTimeoutMs / 1_000 },
    ...(agent === undefined ? {} : { agent }),
    onReady: () => {
      if (!over) onUp();
    },
    onError: (error) => down(error.message),
  });
  watch(client, (socket) => {
    raw = socket;
    socket.once("close", () => down("the connection was closed"));
  });
  const dispatcher = new sdk.EventDispatcher({ logger: common.logger, loggerLevel: sdk.LoggerLevel.error });
  client.start({ eventDispatcher: dispatcher.register(handlers) }).catch((error: unknown) => {
    down(error instanceof Error ? error.name : "the connection could not be started");
  });
  return {
    async close() {
      over = true;
      client.close();
      await closed(raw);
    },
  };
}

type RawSocket = {
  readonly readyState: number;
  pause(): void;
  resume(): void;
  terminate(): void;
  once(event: "close", listener: () => void): unknown;
};

type Seams = {
  wsConfig: { setWSInstance(socket: unknown): void; getWSInstance(): unknown };
  dataCache: { mergeData(part: { readonly sum: unknown }): unknown };
  communicate(): void;
};

/** An event's parts: the SDK makes room for as many as a frame claims, be it a thousand millions. */
const MOST_PARTS = 1_000;

/**
 * The SDK listens for messages only some turns after the socket has opened, and what comes
 * in between is lost without a trace: the socket is held until the SDK listens.
 */
function watch(client: object, onSocket: (socket: RawSocket) => void): void {
  if (!hasSeams(client)) throw new Error("the Feishu SDK's client is not the tested one");
  const { wsConfig, dataCache } = client;
  const merge = dataCache.mergeData.bind(dataCache);
  dataCache.mergeData = (part) => {
    if (Number(part.sum) > MOST_PARTS) throw new Error("an event claims too many parts");
    return merge(part);
  };
  const keep = wsConfig.setWSInstance.bind(wsConfig);
  wsConfig.setWSInstance = (socket) => {
    keep(socket);
    if (!isRawSocket(socket)) return;
    socket.pause();
    onSocket(socket);
  };
  const listen = client.communicate.bind(client);
  client.communicate = () => {
    listen();
    const socket = wsConfig.getWSInstance();
    if (isRawSocket(socket)) socket.resume();
  };
}

function hasSeams(client: unknown): client is Seams {
  if (!has(client, "communicate")) return false;
  const config: unknown = Reflect.get(client, "wsConfig");
  return (
    has(config, "setWSInstance") && has(config, "getWSInstance") && has(Reflect.get(client, "dataCache"), "mergeData")
  );
}

function isRawSocket(value: unknown): value is RawSocket {
  return ["pause", "resume", "terminate", "once"].every((method) => has(value, method));
}

function has(value: unknown, method: string): value is object {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, method) === "function";
}

const CLOSED = 3;

function closed(socket: RawSocket | undefined): Promise<void> {
  if (socket === undefined || socket.readyState === CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), CLOSE_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
