import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openRefusals, type Refusals } from "../../../../src/bot/channels/lark/refusals.ts";
import { larkWebhook, type WebhookOptions } from "../../../../src/bot/channels/lark/webhook.ts";
import { fakeClock } from "../../../helpers/fake-feishu-clock.ts";
import {
  APP,
  encrypted,
  envelope,
  pressed,
  said,
  signature,
  TENANT,
  VERIFICATION_TOKEN,
} from "../../../helpers/fake-feishu-events.ts";
import { makeLark } from "./opened.ts";

const KEY = "encrypt-key-of-the-console";
const clock = fakeClock();

type Served = { url: string; port: number; handled: object[]; refusals: Refusals; notes: string[] };

async function serve(options: Partial<WebhookOptions> = {}): Promise<Served> {
  const handled: object[] = [];
  const notes: string[] = [];
  const refusals = openRefusals(clock, (text) => notes.push(text));
  const keep = async (event: unknown) => {
    handled.push(Object(event));
    return { toast: { type: "info", content: "好" } };
  };
  const listener = larkWebhook({
    path: "/feishu",
    encryptKey: KEY,
    verificationToken: VERIFICATION_TOKEN,
    appId: APP,
    handlers: { "im.message.receive_v1": keep, "card.action.trigger": keep },
    timers: clock,
    refusals,
    ...options,
  });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/feishu`, port, handled, refusals, notes };
}

async function post(url: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: "POST", body, headers });
  return { status: response.status, body: await response.json() };
}

/** As Feishu sends it: encrypted and signed; `spaces` because nothing says how it writes its JSON. */
function sealed(plain: unknown, { key = KEY, at = clock.now(), spaces = 0 } = {}) {
  const raw = JSON.stringify(encrypted(plain, key), null, spaces);
  return { raw, headers: signature(raw, key, at) };
}

test("a signed event is handled and its answer given back, whatever the spaces in its JSON", async () => {
  const { url, handled } = await serve();
  const { raw, headers } = sealed(pressed({ action: { value: { a: "a1" } } }), { spaces: 2 });
  expect(await post(url, raw, headers)).toMatchObject({ status: 200, body: { toast: { content: "好" } } });
  expect(handled).toMatchObject([{ event_type: "card.action.trigger", operator: { open_id: "ou_zhang" } }]);
});

test("Chinese split inside a character arrives whole", async () => {
  const { port, handled } = await serve();
  const { raw, headers } = sealed(said("志愿服务"));
  const bytes = Buffer.from(raw);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(port, "127.0.0.1");
  socket.write(
    `POST /feishu HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes.length}\r\nconnection: close\r\n${lines.join("")}\r\n`,
  );
  for (const byte of bytes) socket.write(Buffer.from([byte]));
  const answer = await new Promise<string>((resolve) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += String(chunk);
    });
    socket.on("close", () => resolve(text));
  });
  expect(answer).toContain("200 OK");
  expect(handled).toMatchObject([{ message: { content: '{"text":"志愿服务"}' } }]);
});

test("the console's challenge is answered for our token alone", async () => {
  const { url } = await serve();
  const asked = (token: string) =>
    JSON.stringify(encrypted({ type: "url_verification", token, challenge: "c-1" }, KEY));
  expect(await post(url, asked(VERIFICATION_TOKEN))).toEqual({ status: 200, body: { challenge: "c-1" } });
  expect((await post(url, asked("another"))).status).toBe(401);
  const open = JSON.stringify({ type: "url_verification", token: VERIFICATION_TOKEN, challenge: "c-1" });
  expect((await post(url, open)).status).toBe(401);
});

const forged = said({ from: "ou_secretary", content: { text: "撤销全部" } });
const attacks: readonly [about: string, request: () => { raw: string; headers: Record<string, string> }][] = [
  [
    "a plain event with a wrong token",
    () => ({ raw: JSON.stringify({ ...forged, header: { ...forged.header, token: "no" } }), headers: {} }),
  ],
  [
    "a plain click as somebody else, even well signed",
    () => {
      const raw = JSON.stringify(pressed({ from: "ou_secretary", action: { value: { a: "a1" } } }));
      return { raw, headers: signature(raw, KEY, clock.now()) };
    },
  ],
  [
    "an old-style card without encryption",
    () => {
      const raw = JSON.stringify({ open_id: "ou_secretary", action: { value: { a: "a1" } } });
      const sha1 = createHash("sha1").update(`1n${VERIFICATION_TOKEN}${raw}`).digest("hex");
      return {
        raw,
        headers: { "x-lark-request-timestamp": "1", "x-lark-request-nonce": "n", "x-lark-signature": sha1 },
      };
    },
  ],
  ["a signed event of 1970", () => sealed(forged, { at: 0 })],
  ["a signed event of six minutes ago", () => sealed(forged, { at: clock.now() - 360_000 })],
  ["a signed event of in six minutes", () => sealed(forged, { at: clock.now() + 360_000 })],
  [
    "an event of another app",
    () => sealed({ ...forged, header: { ...forged.header, app_id: "cli_ffffffffffffffff" } }),
  ],
  ["a wrong token inside the encryption", () => sealed({ ...forged, header: { ...forged.header, token: "no" } })],
  ["an event of another tenant", () => sealed({ ...forged, header: { ...forged.header, tenant_key: "tenant_other" } })],
  ["another key", () => sealed(forged, { key: "another-key" })],
  ["no signature", () => ({ ...sealed(forged), headers: {} })],
  [
    "a short signature",
    () => ({ ...sealed(forged), headers: { ...sealed(forged).headers, "x-lark-signature": "ab" } }),
  ],
  ["another body under the signature", () => ({ raw: sealed(forged).raw, headers: sealed(said("x")).headers })],
  ["encryption that is none", () => ({ raw: '{"encrypt":"AAAA"}', headers: {} })],
  ["no JSON", () => ({ raw: "{", headers: {} })],
];

test.for(attacks)("%s is refused with 401, and nothing is handled", async ([, request]) => {
  const { url, handled } = await serve({ tenantKey: TENANT });
  const { raw, headers } = request();
  expect((await post(url, raw, headers)).status).toBe(401);
  expect(handled).toEqual([]);
});

const stranger = (header: object) => sealed({ ...said("学习"), header: { ...said("学习").header, ...header } });

test.for<[about: string, request: () => { raw: string; headers: Record<string, string> }, lasting: boolean]>([
  ["FEISHU_ENCRYPT_KEY", () => sealed(said("学习"), { key: "another" }), false],
  ["签名", () => ({ ...sealed(said("学习")), headers: {} }), false],
  ["时钟", () => sealed(said("学习"), { at: clock.now() - 301_000 }), true],
  ["FEISHU_VERIFICATION_TOKEN", () => stranger({ token: "another" }), true],
  ["FEISHU_APP_ID", () => stranger({ app_id: "cli_another" }), true],
  ["2.0 版", () => sealed({ uuid: "old", event: {} }), false],
])("why a request is refused is noted once: %s", async ([about, request, lasting]) => {
  const { url, notes, refusals } = await serve();
  for (let n = 0; n < 2; n += 1) {
    const { raw, headers } = request();
    expect((await post(url, raw, headers)).status).toBe(401);
  }
  expect(notes).toEqual([expect.stringContaining(about)]);
  expect(refusals.amiss() !== undefined).toBe(lasting);
  const { raw, headers } = sealed(said("学习"));
  await post(url, raw, headers);
  expect(refusals.amiss()).toBeUndefined();
});

test("the tenant of the first true event is the only one", async () => {
  const { url, handled } = await serve();
  const other = { ...forged, header: { ...forged.header, tenant_key: "tenant_other" } };
  for (const event of [said("一"), other]) {
    const { raw, headers } = sealed(event);
    await post(url, raw, headers);
  }
  expect(handled).toHaveLength(1);
});

test("an event that could not be kept is asked for again, and the program goes on", async () => {
  const { url } = await serve({
    handlers: {
      "im.message.receive_v1": async () => {
        throw new Error("the disk is full");
      },
    },
  });
  const { raw, headers } = sealed(said("学习"));
  expect((await post(url, raw, headers)).status).toBe(503);
  const unknown = sealed(envelope("im.hologram_v1", {}));
  expect(await post(url, unknown.raw, unknown.headers)).toEqual({ status: 200, body: {} });
});

test("other paths, methods and too large bodies are answered at once", async () => {
  const { url, handled } = await serve();
  expect((await fetch(url.replace("/feishu", "/"))).status).toBe(404);
  expect((await fetch(url)).status).toBe(405);
  expect((await post(url, "x".repeat(1_024 * 1_024 + 1))).status).toBe(413);
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const status = await fetch(url, { method: "POST", body: endless, duplex: "half" }).then(
    (response) => response.status,
    () => 413,
  );
  expect(status).toBe(413);
  expect(handled).toEqual([]);
});

test("without both keys there is no webhook", () => {
  const options = {
    path: "/",
    encryptKey: "",
    verificationToken: VERIFICATION_TOKEN,
    appId: APP,
    handlers: {},
    timers: clock,
    refusals: openRefusals(clock, () => {}),
  };
  expect(() => larkWebhook(options)).toThrow("encrypt key");
  expect(() => larkWebhook({ ...options, encryptKey: KEY, verificationToken: "" })).toThrow("encrypt key");
});

test("a channel with a webhook keeps what comes over it, and makes no long connection", async () => {
  const webhook = { path: "/feishu", encryptKey: KEY, verificationToken: VERIFICATION_TOKEN };
  const { fake, channel, inbounds } = await makeLark({ webhook });
  const server = createServer((request, response) => channel.webhook?.handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await channel.start(async (inbound) => {
    inbounds.push(inbound);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { raw, headers } = sealed(said("今天学习"), { at: fake.clock.now() });
  expect((await post(`http://127.0.0.1:${port}/feishu`, raw, headers)).status).toBe(200);
  expect(inbounds).toMatchObject([{ text: "今天学习" }]);
  expect(channel.health().state).toBe("up");
  expect(fake.connections.open()).toBe(0);
});
