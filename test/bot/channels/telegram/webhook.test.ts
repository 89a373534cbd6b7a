import { once } from "node:events";
import { createServer, request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { BODY_BYTES } from "../../../../src/bot/channels/telegram/webhook.ts";
import type { TelegramOptions } from "../../../../src/bot/channels/telegram.ts";
import { message } from "../../../helpers/telegram-updates.ts";
import { deferred, type Rig, rig } from "./rig.ts";

const SECRET = "s".repeat(40);
const webhook = { url: "https://bot.example.org/telegram/Ab12", secret: SECRET };

type Served = Rig & { readonly base: string; readonly to: string };

/** A started channel in webhook mode behind a server on loopback. */
async function served(more: Partial<TelegramOptions> = {}): Promise<Served> {
  const made = await rig({ webhook, ...more });
  const server = createServer((incoming, response) => made.channel.webhook?.handler(incoming, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port to listen on");
  const base = `http://127.0.0.1:${address.port}`;
  return {
    ...made,
    base,
    to: `${base}/telegram/Ab12`,
    set keep(keep) {
      made.keep = keep;
    },
    get keep() {
      return made.keep;
    },
  };
}

function post(to: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(to, { method: "POST", body, headers: { "x-telegram-bot-api-secret-token": SECRET, ...headers } });
}

test("the address is told to Telegram with its secret, and nothing is fetched", async () => {
  const { start, fake, channel } = await served();
  await start();
  expect(fake.callsOf("setWebhook")).toMatchObject([
    { params: { url: webhook.url, secret_token: SECRET, allowed_updates: expect.arrayContaining(["chat_member"]) } },
  ]);
  expect(fake.callsOf("getUpdates")).toEqual([]);
  expect(fake.violations).toEqual([]);
  expect(channel.webhook?.path).toBe("/telegram/Ab12");
  expect(channel.health()).toEqual({ state: "up" });
});

test("a pushed message is acknowledged once it is kept, and not before", async () => {
  const made = await served();
  await made.start();
  const kept = deferred();
  const given = deferred();
  made.keep = () => {
    given.resolve();
    return kept.promise;
  };
  made.fake.send(message({ text: "今天集中学习 15人" }));
  let answered = false;
  const pushed = made.fake.push(made.to).then((response) => {
    answered = true;
    return response.status;
  });
  await given.promise;
  expect(answered).toBe(false);
  kept.resolve();
  expect(await pushed).toBe(200);
  expect(made.delivered).toMatchObject([{ kind: "message", text: "今天集中学习 15人" }]);
  expect(made.fake.waiting()).toEqual([]);
});

test("what could not be kept is asked for again", async () => {
  const made = await served();
  await made.start();
  made.keep = async () => {
    throw new Error("disk full");
  };
  made.fake.send(message({ text: "一" }));
  const refused = await made.fake.push(made.to);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(made.fake.waiting()).toHaveLength(1);
  made.keep = async () => {};
  expect((await made.fake.push(made.to)).status).toBe(200);
  expect(made.delivered).toHaveLength(2);
});

test("before the start and after the stop updates are asked for again", async () => {
  const { fake, to, start, channel } = await served();
  fake.send(message({ text: "一" }));
  expect((await fake.push(to, SECRET)).status).toBe(503);
  await start();
  await channel.stop();
  expect((await fake.push(to, SECRET)).status).toBe(503);
});

test("the bot's name is waited for at the first start, and known at every later one", async () => {
  let name: string | undefined;
  const known = {
    get: async () => name,
    set: async (value: string) => {
      name = value;
    },
  };
  const first = await served({ known });
  first.fake.fail("getMe", "hang");
  void first.start();
  await first.fake.called("getMe");
  first.fake.send(message({ text: "一" }));
  expect((await first.fake.push(first.to, SECRET)).status).toBe(503);
  await first.channel.stop();

  const second = await served({ known });
  await second.start();

  const third = await served({ known });
  third.fake.fail("getMe", "hang");
  void third.start();
  await third.fake.called("getMe");
  expect(third.channel.health().state).toBe("starting");
  third.fake.send(
    message({
      chat: { id: -100, type: "group" },
      text: "@branch_bot 党课",
      entities: [{ type: "mention", offset: 0, length: 11 }],
    }),
  );
  expect((await third.fake.push(third.to, "x".repeat(40))).status).toBe(403);
  third.keep = () => Promise.reject(new Error("not kept"));
  expect((await third.fake.push(third.to, SECRET)).status).toBe(503);
  third.keep = async () => {};
  expect((await third.fake.push(third.to, SECRET)).status).toBe(200);
  expect(third.delivered.at(-1)).toMatchObject({ text: "党课", addressed: true });
});

test("a kept name that cannot be read is told of and waited for", async () => {
  const { start, fake, to, errors } = await served({ known: { get: async () => "{", set: async () => {} } });
  await start();
  fake.send(message({ text: "一" }));
  expect((await fake.push(to, SECRET)).status).toBe(200);
  expect(errors.map(({ about }) => about)).toContain("telegram name");
});

test("text is whole wherever the network cut it", async () => {
  const { start, to, delivered } = await served();
  await start();
  const body = Buffer.from(JSON.stringify({ update_id: 1, ...message({ text: "志愿服务😀" }) }));
  const outgoing = request(to, { method: "POST", headers: { "x-telegram-bot-api-secret-token": SECRET } });
  for (const byte of body) outgoing.write(Buffer.of(byte));
  outgoing.end();
  const [response] = await once(outgoing, "response");
  expect(response.statusCode).toBe(200);
  response.resume();
  expect(delivered).toMatchObject([{ text: "志愿服务😀" }]);
});

test.for([
  ["none", undefined],
  ["a short one", "s"],
  ["one that is longer", `${SECRET}s`],
  ["an empty one", ""],
  ["one of the same length", `${"s".repeat(39)}t`],
  ["one given twice", `${SECRET}, ${SECRET}`],
] as const)("with %s for a secret nothing is read", async ([, secret]) => {
  const { start, to, delivered } = await served();
  await start();
  const headers: Record<string, string> = secret === undefined ? {} : { "x-telegram-bot-api-secret-token": secret };
  const body = JSON.stringify({ update_id: 1, ...message({ text: "伪造" }) });
  const response = await fetch(to, { method: "POST", body, headers });
  expect(response.status).toBe(403);
  expect(await response.text()).toBe("");
  expect(delivered).toEqual([]);
});

test("a secret header sent twice is refused", async () => {
  const { start, to } = await served();
  await start();
  const outgoing = request(to, { method: "POST", headers: { "x-telegram-bot-api-secret-token": [SECRET, SECRET] } });
  outgoing.end("{}");
  const [response] = await once(outgoing, "response");
  response.resume();
  expect(response.statusCode).toBe(403);
});

test.for([
  ["/", 404],
  ["/telegram", 404],
  ["/telegram/Ab12/", 404],
  ["/telegram/Ab12/more", 404],
  ["/telegram/Ab12?x=1", 200],
] as const)("%s is answered %i", async ([path, status]) => {
  const { start, base } = await served();
  await start();
  expect((await post(base + path, '{"update_id":1}')).status).toBe(status);
});

test("only pushes are answered", async () => {
  const { start, to } = await served();
  await start();
  expect((await fetch(to, { headers: { "x-telegram-bot-api-secret-token": SECRET } })).status).toBe(405);
});

test.for([
  ["no JSON", "{", 400],
  ["null", "null", 400],
  ["a list", "[]", 400],
  ["nothing", "", 400],
  ["bytes that are no text", Buffer.of(0xff, 0xfe, 0x00), 400],
  ["an update of an unknown kind", '{"update_id":1,"something_new":{}}', 200],
  ["an object that is no update", '{"__proto__":{"polluted":1}}', 200],
  ["a body at the limit", `{"update_id":1,"x":"${"x".repeat(BODY_BYTES - 24)}"}`, 200],
] as const)("a body of %s is answered and does no harm", async ([, body, status]) => {
  const { start, to, delivered } = await served();
  await start();
  expect((await post(to, body)).status).toBe(status);
  expect(delivered).toEqual([]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("a body that is too long is refused, announced or not", async () => {
  const { start, to } = await served();
  await start();
  const long = Buffer.alloc(BODY_BYTES + 1, "x");
  const announced = request(to, {
    method: "POST",
    headers: { "x-telegram-bot-api-secret-token": SECRET, "content-length": long.length },
  });
  announced.flushHeaders();
  const [first] = await once(announced, "response");
  expect(first.statusCode).toBe(413);
  announced.destroy();

  const chunked = request(to, { method: "POST", headers: { "x-telegram-bot-api-secret-token": SECRET } });
  chunked.write(long);
  const [second] = await once(chunked, "response");
  expect(second.statusCode).toBe(413);
  chunked.destroy();
});

test("a body that does not come is given up after ten seconds", async () => {
  const { start, to, time } = await served();
  await start();
  const slow = request(to, { method: "POST", headers: { "x-telegram-bot-api-secret-token": SECRET } });
  slow.write('{"update_id":');
  await time.asleep((ms) => ms === 10_000);
  time.advance(10_000);
  const [response] = await once(slow, "response");
  expect(response.statusCode).toBe(408);
  slow.destroy();
});

test("a sender who goes away in the middle leaves nothing behind", async () => {
  const { start, to, time, delivered } = await served();
  await start();
  const cut = request(to, { method: "POST", headers: { "x-telegram-bot-api-secret-token": SECRET } });
  cut.once("error", () => undefined);
  cut.write('{"update_id":1,');
  await time.asleep((ms) => ms === 10_000);
  const closed = new Promise<void>((resolve) => {
    cut.once("close", resolve);
  });
  cut.destroy();
  await closed;
  expect((await post(to, '{"update_id":1}')).status).toBe(200);
  expect(delivered).toEqual([]);
});
