import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { tunnelAgent } from "../../../../src/bot/channels/proxy.ts";
import { fakeTelegram, TOKEN } from "../../../helpers/fake-telegram.ts";
import { loopbackProxy, tlsBefore } from "../../../helpers/loopback-proxy.ts";
import { CERT } from "../../../helpers/loopback-tls.ts";
import { message } from "../../../helpers/telegram-updates.ts";
import { rig } from "./rig.ts";

test("all traffic goes through the proxy, which sees the host and never the token", async () => {
  const fake = await fakeTelegram();
  onTestFinished(() => fake.close());
  const port = await tlsBefore(Number(new URL(fake.url).port));
  const through = await loopbackProxy();
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
  const through = await loopbackProxy();
  const made = await rig({
    apiRoot: `https://localhost:${port}`,
    agent: tunnelAgent({ proxy: `http://${through.url}` }),
  });
  const sent = made.channel.send("7", { kind: "card", card: { plain: "好" } }, "k");
  await expect(sent).rejects.toMatchObject({ fault: "transient", message: expect.stringContaining("SELF_SIGNED") });
  expect(fake.calls).toEqual([]);
});

test.for([403, 407, 502])("a proxy that answers %i is told, without its password", async (status) => {
  const through = await loopbackProxy({ status });
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
