import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import type { Inbound } from "../../../../src/bot/channel.ts";
import { larkChannel } from "../../../../src/bot/channels/lark.ts";
import { tunnelAgent } from "../../../../src/bot/channels/proxy.ts";
import { SECRET, startFeishu } from "../../../helpers/fake-feishu.ts";
import { APP, said } from "../../../helpers/fake-feishu-events.ts";
import { loopbackProxy, tlsBefore } from "../../../helpers/loopback-proxy.ts";
import { CERT } from "../../../helpers/loopback-tls.ts";

/** A Feishu that is reached by TLS alone, and a channel that reaches it by a proxy. */
async function behindProxy(open: { status: number } = { status: 200 }) {
  const fake = await startFeishu();
  const port = await tlsBefore(Number(new URL(fake.url).port));
  fake.publicUrl = `https://localhost:${port}`;
  const proxy = await loopbackProxy(open);
  const log: string[] = [];
  const inbounds: Inbound[] = [];
  const channel = larkChannel({
    appId: APP,
    appSecret: SECRET,
    domain: fake.publicUrl,
    agent: tunnelAgent({ proxy: `http://user:p%40ss@${proxy.url}`, ca: CERT }),
    timers: fake.clock,
    random: () => 0.5,
    report: (error, about) => log.push(`${about}: ${inspect(error)}`),
    note: (text) => log.push(text),
  });
  onTestFinished(async () => {
    await channel.stop();
    await fake.close();
  });
  const start = () =>
    channel.start(async (inbound) => {
      inbounds.push(inbound);
    });
  return { fake, port, proxy, channel, inbounds, log, start };
}

test("the long connection and all calls go through the proxy, which sees the host and nothing else", async () => {
  const { fake, port, proxy, channel, inbounds, start } = await behindProxy();
  await start();
  await fake.connections.connected(1);
  await fake.push(said("经代理"));
  await channel.send("oc_branch", { kind: "card", card: { plain: "收到" } }, "k");
  fake.state.uploads.set("img_1", { data: Buffer.from("字节"), filename: undefined });
  expect(Buffer.from(await channel.fetch("om_1/image/img_1", 100)).toString()).toBe("字节");

  expect(inbounds).toMatchObject([{ text: "经代理" }]);
  expect([...fake.state.messages.values()]).toHaveLength(1);
  expect(proxy.seen.length).toBeGreaterThan(1);
  for (const { target, auth, bytes } of proxy.seen) {
    expect(target).toBe(`localhost:${port}`);
    expect(auth).toBe(`Basic ${Buffer.from("user:p@ss").toString("base64")}`);
    expect(Buffer.concat(bytes).toString("latin1")).not.toMatch(/app-secret|Bearer|经代理/);
  }
  expect(fake.requests.length).toBeGreaterThan(3);
});

test("a proxy that refuses is told in the state, without its password, and tried again", async () => {
  const refusing = { status: 407 };
  const { fake, channel, log, start } = await behindProxy(refusing);
  await start();
  expect(channel.health()).toMatchObject({ state: "degraded", detail: expect.stringContaining("FEISHU_PROXY") });
  expect(log.join("\n")).not.toMatch(/p@ss|p%40ss|app-secret/);
  refusing.status = 200;
  await fake.clock.advance(500);
  await fake.connections.connected(1);
  expect(channel.health().state).toBe("up");
});
