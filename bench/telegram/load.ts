import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { BRANCHES, MEMBERS } from "../members.ts";
import { logMessage } from "../messages.ts";
import { PATH, SECRET } from "./api.ts";

/** The account of the n-th member of all branches. */
export function accountOf(member: number): number {
  return 1000 + member;
}

const BEGIN = Date.parse("2026-01-05T01:00:00Z") / 1000;
/** Between two messages of all branches: each branch then logs some four a week. */
const APART = 2 * 3600;

/** The n-th update: a member tells an activity in private. The same number is the same update. */
export function updateOf(n: number): string {
  const branch = n % BRANCHES;
  const member = Math.floor(n / BRANCHES) % MEMBERS;
  const id = accountOf(branch * MEMBERS + member);
  return JSON.stringify({
    update_id: 1_000_000 + n,
    message: {
      message_id: 100 + n,
      from: { id, is_bot: false, first_name: "成员", language_code: "zh-hans" },
      chat: { id, type: "private", first_name: "成员" },
      date: BEGIN + n * APART,
      text: logMessage(Math.floor(n / BRANCHES) + branch),
    },
  });
}

/** Connections that stay open; each carries one update at a time, as Telegram pushes them. */
export async function openLoad(port: number, connections: number) {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port)));

  return {
    /** Pushes updates as fast as they are acknowledged, each line one at a time. */
    async push(bodies: readonly string[]): Promise<void> {
      let next = 0;
      const work = async (line: Line) => {
        for (let n = next++; n < bodies.length; n = next++) await line.post(bodies[n] ?? "");
      };
      await Promise.all(lines.map(work));
    },
    /** Pushes so many a second whatever becomes of them; the milliseconds until each acknowledgement. */
    async pace(bodies: readonly string[], perSecond: number): Promise<number[]> {
      const free = [...lines];
      const begin = performance.now();
      const took = bodies.map(async (body, n) => {
        const due = begin + (n * 1000) / perSecond;
        await wait(Math.max(0, due - performance.now()));
        const sent = performance.now();
        const line = free.pop() ?? (await openLine(port));
        await line.post(body);
        free.push(line);
        return performance.now() - sent;
      });
      return Promise.all(took);
    },
    close() {
      for (const line of lines) line.close();
    },
  };
}

type Line = { post(body: string): Promise<void>; close(): void };

/** HTTP by hand: a client library would take more time than what is measured. */
async function openLine(port: number): Promise<Line> {
  const socket = connect(port, "127.0.0.1").setNoDelay();
  await once(socket, "connect");
  let answered = (_status: string) => {};
  socket.on("error", () => {}).once("close", () => answered("nothing"));
  socket.on("data", (chunk) => answered(chunk.toString("latin1", 9, 12)));
  return {
    async post(body) {
      if (socket.destroyed) throw new Error("the connection was closed before an update was pushed");
      const status = await new Promise<string>((resolve) => {
        answered = resolve;
        socket.write(
          `POST ${PATH} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\nx-telegram-bot-api-secret-token: ${SECRET}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
      });
      if (status !== "200") throw new Error(`an update was answered with ${status}`);
    },
    close: () => socket.destroy(),
  };
}
