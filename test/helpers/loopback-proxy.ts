import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";
import { CERT, KEY } from "./loopback-tls.ts";

/** A proxy on loopback that opens tunnels, and what it saw. */
export async function loopbackProxy(open: { status: number } = { status: 200 }) {
  const seen: { target: string | undefined; auth: string | undefined; bytes: Buffer[] }[] = [];
  const server = createServer();
  server.on("connect", (request, socket: Duplex) => {
    const tunnel = { target: request.url, auth: request.headers["proxy-authorization"], bytes: [] as Buffer[] };
    seen.push(tunnel);
    if (open.status !== 200) return void socket.end(`HTTP/1.1 ${open.status} No\r\n\r\n`);
    const [, port] = (request.url ?? "").split(":");
    socket.on("data", (chunk: Buffer) => tunnel.bytes.push(chunk));
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    join(socket, connect(Number(port), "127.0.0.1"));
  });
  return { seen, url: `127.0.0.1:${await listening(server)}` };
}

/** TLS in front of a plain server. */
export async function tlsBefore(port: number): Promise<number> {
  return listening(createTlsServer({ cert: CERT, key: KEY }, (socket) => join(socket, connect(port, "127.0.0.1"))));
}

function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to);
    from.once("error", () => to.destroy());
    from.once("close", () => to.destroy());
  }
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port to listen on");
  return address.port;
}
