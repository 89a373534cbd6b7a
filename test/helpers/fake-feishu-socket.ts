import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { conditions } from "./conditions.ts";
import { type FakeClock, fakeClock } from "./fake-feishu-clock.ts";
import type { FeishuEvent } from "./fake-feishu-events.ts";
import { decodeFrame, encodeFrame, type Frame } from "./fake-feishu-frames.ts";

export const SERVICE = 33_554_678;
/** Feishu waits so long for an acknowledgement, and then delivers again after these times. */
const ACK_MS = 3_000;
const AGAIN_MS = [15_000, 300_000, 3_600_000, 21_600_000];

export type Ack = { readonly code: number; readonly data: unknown };

type Delivery = {
  /** Resolves with the first acknowledgement, whatever it says. */
  readonly acked: Promise<Ack>;
  /** Resolves when it was taken, or given up after the last repetition. */
  readonly done: Promise<Ack | undefined>;
  attempts(): number;
};

/** The ends of the long connections that the double holds. */
export type Connections = {
  accept(socket: WebSocket, early: FeishuEvent | undefined): void;
  /** Resolves once so many connections have been made, each having sent its first ping. */
  connected(times: number): Promise<void>;
  deliver(event: FeishuEvent, split?: number): Delivery;
  /** Sends the first part of an event that is said to have so many. */
  claim(parts: number): void;
  cut(): void;
  readonly frames: Frame[];
  /** Stops answering pings, as a line that is dead without being closed. */
  mute: boolean;
  open(): number;
};

export const CLIENT_CONFIG = { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 120 };

export function openConnections(clock: FakeClock = fakeClock()): Connections {
  const ready = new Set<WebSocket>();
  /** Each connection with the moment it closes. */
  const all = new Map<WebSocket, Promise<undefined>>();
  const acks = new Map<string, (ack: Ack) => void>();
  const { until, changed } = conditions();
  let made = 0;

  function send(socket: WebSocket, event: FeishuEvent, split: number): Promise<Ack> {
    const id = randomUUID();
    const raw = Buffer.from(JSON.stringify(event));
    const size = Math.ceil(raw.length / split);
    const acked = new Promise<Ack>((resolve) => acks.set(id, resolve));
    for (let seq = 0; seq < split; seq += 1) {
      socket.send(part({ id, seq, sum: split }, raw.subarray(seq * size, (seq + 1) * size)));
    }
    return acked;
  }

  function received(socket: WebSocket, frame: Frame): void {
    connections.frames.push(frame);
    if (connections.mute) return;
    if (frame.headers.get("type") === "ping") ping(socket, frame);
    else if (frame.method === 1) acks.get(frame.headers.get("message_id") ?? "")?.(ackOf(frame.payload));
  }

  function ping(socket: WebSocket, frame: Frame): void {
    // All four settings, or none: a missing one would make the SDK ping without pause.
    const payload = Buffer.from(JSON.stringify(CLIENT_CONFIG));
    socket.send(encodeFrame({ ...frame, headers: new Map([["type", "pong"]]), payload }));
    if (!ready.has(socket)) made += 1;
    ready.add(socket);
    changed();
  }

  async function attempt(event: FeishuEvent, split: number): Promise<Ack | undefined> {
    const [socket] = ready;
    if (socket === undefined) return undefined;
    return Promise.race([send(socket, event, split), all.get(socket), clock.sleep(ACK_MS).then(() => undefined)]);
  }

  const connections: Connections = {
    frames: [],
    mute: false,
    open: () => all.size,
    accept(socket, early) {
      const closed = new Promise<undefined>((resolve) => {
        socket.on("close", () => {
          all.delete(socket);
          ready.delete(socket);
          resolve(undefined);
        });
      });
      all.set(socket, closed);
      socket.on("message", (data) => {
        if (Buffer.isBuffer(data)) received(socket, decodeFrame(data));
      });
      if (early !== undefined) send(socket, early, 1).catch(() => undefined);
    },
    connected: (times) => until(() => made >= times),
    deliver: (event, split = 1) => delivery(clock, () => attempt(event, split)),
    claim(sum) {
      for (const socket of ready) socket.send(part({ id: randomUUID(), seq: 0, sum }, Buffer.from("{")));
    },
    cut() {
      for (const socket of all.keys()) socket.terminate();
    },
  };
  return connections;
}

function part({ id, seq, sum }: { id: string; seq: number; sum: number }, payload: Buffer): Buffer {
  const headers = new Map([
    ["type", "event"],
    ["message_id", id],
    ["sum", String(sum)],
    ["seq", String(seq)],
    ["trace_id", randomUUID()],
  ]);
  return encodeFrame({ seqId: seq, logId: 1, service: SERVICE, method: 1, headers, payload });
}

function delivery(clock: FakeClock, attempt: () => Promise<Ack | undefined>): Delivery {
  let attempts = 0;
  let first: (ack: Ack) => void = () => {};
  const acked = new Promise<Ack>((resolve) => {
    first = resolve;
  });
  const once = async () => {
    attempts += 1;
    const ack = await attempt();
    if (ack !== undefined) first(ack);
    return ack;
  };
  return { acked, done: repeated(clock, once), attempts: () => attempts };
}

/** Until it is taken, or after the last repetition given up. */
async function repeated(clock: FakeClock, once: () => Promise<Ack | undefined>): Promise<Ack | undefined> {
  for (const wait of [0, ...AGAIN_MS]) {
    if (wait > 0) await clock.sleep(wait);
    const ack = await once();
    if (ack?.code === 200) return ack;
  }
  return undefined;
}

function ackOf(payload: Buffer): Ack {
  const read: unknown = JSON.parse(payload.toString("utf8"));
  if (typeof read !== "object" || read === null || !("code" in read)) throw new Error("an ack without a code");
  const data =
    "data" in read && typeof read.data === "string" ? Buffer.from(read.data, "base64").toString("utf8") : undefined;
  return { code: Number(read.code), data: data === undefined ? undefined : JSON.parse(data) };
}
