import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { tunnelAgent } from "../../../src/bot/channels/telegram/proxy.ts";
import { fakeTelegram, TOKEN } from "../../helpers/fake-telegram.ts";
import { CERT, KEY } from "../../helpers/loopback-tls.ts";
import { message } from "../../helpers/telegram-updates.ts";
import { rig } from "./rig.ts";

/** A proxy on loopback that opens tunnels, and what it saw. */
async function proxy(open: { status: number } = { status: 200 }) {
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
async function tlsBefore(port: number): Promise<number> {
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

test("all traffic goes through the proxy, which sees the host and never the token", async () => {
  const fake = await fakeTelegram();
  onTestFinished(() => fake.close());
  const port = await tlsBefore(Number(new URL(fake.url).port));
  const through = await proxy();
  const agent = tunnelAgent({ proxy: `http://user:p%40ss@${through.url}`, ca: CERT });
  const made = await rig({ apiRoot: `https://localhost:${port}`, agent });
  fake.files.set("photo", Buffer.from("字节"));

  await made.start();
  await fake.polling();
  fake.send(message({ text: "经代理" }));
  await fake.called("getUpdates", 2);
  await made.channel.send("7", { kind: "card", card: { plain: "收到" } }, "k");
  await expect(made.channel.fetch("photo", 20_971_520)).resolves.toEqual(Buffer.from("字节"));

  expect(made.delivered).toMatchObject([{ text: "经代理" }]);
  expect(fake.violations).toEqual([]);
  expect(through.seen.length).toBeGreaterThan(0);
  for (const { target, auth, bytes } of through.seen) {
    expect(target).toBe(`localhost:${port}`);
    expect(auth).toBe(`Basic ${Buffer.from("user:p@ss").toString("base64")}`);
    expect(Buffer.concat(bytes).toString("latin1")).not.toContain(TOKEN);
  }
});

test("a server whose certificate is not trusted is not spoken to", async () => {
  const fake = await fakeTelegram();
  onTestFinished(() => fake.close());
  const port = await tlsBefore(Number(new URL(fake.url).port));
  const through = await proxy();
  const made = await rig({
    apiRoot: `https://localhost:${port}`,
    agent: tunnelAgent({ proxy: `http://${through.url}` }),
  });
  const sent = made.channel.send("7", { kind: "card", card: { plain: "好" } }, "k");
  await expect(sent).rejects.toMatchObject({ fault: "transient", message: expect.stringContaining("SELF_SIGNED") });
  expect(fake.calls).toEqual([]);
});

test.for([403, 407, 502])("a proxy that answers %i is told, without its password", async (status) => {
  const through = await proxy({ status });
  const agent = tunnelAgent({ proxy: `http://user:geheim@${through.url}` });
  const made = await rig({ apiRoot: "https://localhost:1", agent });
  const started = made.start();
  await made.time.asleep((ms) => ms === 1_000);
  expect(made.channel.health()).toMatchObject({ state: "degraded", detail: expect.stringContaining("TELEGRAM_PROXY") });
  expect(made.errors[0]?.error).toMatchObject({ fault: "transient", message: "no answer (PROXY_REFUSED)" });
  expect(inspect(made.errors)).not.toMatch(/geheim|AAcanary/);
  await made.channel.stop();
  await started;
});

test("a proxy that is not there is told", async () => {
  const made = await rig({ apiRoot: "https://localhost:1", agent: tunnelAgent({ proxy: "http://127.0.0.1:9" }) });
  const sent = made.channel.send("7", { kind: "card", card: { plain: "好" } }, "k");
  await expect(sent).rejects.toMatchObject({ fault: "transient", message: "no answer (ECONNREFUSED)" });
});

test("a proxy of another kind is refused, without its password", () => {
  expect(() => tunnelAgent({ proxy: "socks5://user:geheim@127.0.0.1:1080" })).toThrow(/^a proxy of the kind socks5:/);
});
