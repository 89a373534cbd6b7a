import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { pressed, said } from "../../../helpers/fake-feishu-events.ts";
import { refuse } from "../../../helpers/fake-feishu-http.ts";
import { makeLark, openLark } from "./opened.ts";

test("a message is acknowledged once it is kept, and not before", async () => {
  let keep: () => void = () => {};
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  const { fake, inbounds } = await openLark({}, () => kept);
  const delivery = fake.connections.deliver(said("今天集中学习"));
  let acked = false;
  delivery.acked.then(
    () => {
      acked = true;
    },
    () => {},
  );
  await fake.push(pressed({ action: { value: "no card of ours" } }));
  expect(acked).toBe(false);
  keep();
  expect(await delivery.acked).toMatchObject({ code: 200 });
  expect(inbounds).toHaveLength(1);
});

test("what was not kept is delivered again after 15 s, 5 min, 1 h and 6 h, under the same key", async () => {
  const keys: string[] = [];
  const { fake } = await openLark({}, async (inbound) => {
    keys.push(inbound.key);
    if (keys.length < 5) throw new Error("the disk is full");
  });
  const delivery = fake.connections.deliver(said({ id: "om_1", content: { text: "学习" } }));
  expect(await delivery.acked).toMatchObject({ code: 500 });
  for (const wait of [15_000, 300_000, 3_600_000, 21_600_000]) {
    await fake.clock.slept(wait);
    await fake.clock.advance(wait);
  }
  expect(await delivery.done).toMatchObject({ code: 200 });
  expect(delivery.attempts()).toBe(5);
  expect(new Set(keys)).toEqual(new Set(["lark:om_1"]));
});

test("an event in three frames is one message", async () => {
  const { fake, inbounds } = await openLark();
  const text = "长".repeat(5_000);
  expect(await fake.push(said(text), 3)).toMatchObject({ code: 200 });
  expect(inbounds).toMatchObject([{ text }]);
});

test("an event that comes with the opening of the connection is not lost", async () => {
  for (let n = 0; n < 5; n += 1) {
    const { fake, channel, inbounds } = await makeLark();
    fake.earlyEvent = said("早到的一句");
    await channel.start(async (inbound) => {
      inbounds.push(inbound);
    });
    await fake.connections.connected(1);
    await fake.push(said("后到的一句"));
    expect(inbounds.map((inbound) => "text" in inbound && inbound.text)).toEqual(["早到的一句", "后到的一句"]);
  }
});

test("a cut connection is made again after a short wait, and nothing is lost", async () => {
  const { fake, channel, inbounds } = await openLark();
  fake.connections.cut();
  await fake.clock.slept(500);
  expect(channel.health()).toMatchObject({ state: "degraded" });
  await fake.clock.advance(500);
  await fake.connections.connected(2);
  await fake.push(said("重连以后"));
  expect(inbounds).toHaveLength(1);
  expect(channel.health()).toEqual({ state: "up" });
  expect(fake.connections.open()).toBe(1);
});

test.for([1, 403, 514, 1000040350, 1000040343])(
  "refusal %i of the connection endpoint, for ever to the SDK, is tried again",
  async (code) => {
    const { fake, channel } = await makeLark();
    fake.endpointCodes.push(code, code);
    await channel.start(async () => {});
    // The SDK passes this one code over in silence.
    const reason = code === 1000040343 ? "自动重连" : `code ${code}`;
    expect(channel.health()).toMatchObject({ state: "degraded", detail: expect.stringContaining(reason) });
    await fake.clock.advance(500);
    await fake.clock.slept(1_500);
    await fake.clock.advance(1_500);
    await fake.connections.connected(1);
    expect(channel.health()).toEqual({ state: "up" });
  },
);

test("without a network at the start, the channel starts and comes up later", async () => {
  const { fake, channel } = await makeLark();
  fake.fail({ path: /tenant_access_token/, cut: true, times: 1 });
  await channel.start(async () => {});
  expect(channel.health().state).toBe("degraded");
  await fake.clock.advance(500);
  await fake.connections.connected(1);
  expect(channel.health().state).toBe("up");
});

test("a line that is dead without being closed is noticed by its unanswered ping", async () => {
  const { fake, channel } = await openLark({ pingTimeoutMs: 50 });
  fake.connections.mute = true;
  fake.connections.cut();
  await fake.clock.slept(500);
  await fake.clock.advance(500);
  await fake.clock.slept(1_500);
  expect(channel.health()).toMatchObject({ state: "degraded" });
  fake.connections.mute = false;
  await fake.clock.advance(1_500);
  await fake.connections.connected(2);
  expect(channel.health().state).toBe("up");
});

test("stopping waits for what is under way, and leaves no connection behind", async () => {
  let keep: () => void = () => {};
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  let begun: () => void = () => {};
  const begins = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const { fake, channel } = await openLark({}, () => {
    begun();
    return kept;
  });
  const delivery = fake.connections.deliver(said("收尾"));
  await begins;
  const stopping = channel.stop();
  keep();
  await stopping;
  expect(await delivery.acked).toMatchObject({ code: 200 });
  expect(channel.health().state).toBe("down");
});

test("however often the line is cut, nothing heaps up", async () => {
  const warnings: string[] = [];
  const keep = ({ name }: Error) => warnings.push(name);
  process.on("warning", keep);
  const { fake, channel } = await openLark();
  for (let n = 2; n <= 14; n += 1) {
    fake.connections.cut();
    await fake.clock.slept(100);
    await fake.clock.advance(60_000);
    await fake.connections.connected(n);
  }
  expect(channel.health()).toEqual({ state: "up" });
  expect(fake.connections.open()).toBe(1);
  process.off("warning", keep);
  expect(warnings).toEqual([]);
});

test("that nothing can be sent shows in the health until something can, while events still come in", async () => {
  const { fake, channel } = await openLark();
  const send = (n: number) => channel.send("oc_branch", { kind: "card", card: { plain: "已记" } }, `k/${n}`);
  fake.fail({ path: /im\/v1\/messages$/, answer: refuse(230002) });
  fake.fail({ path: /im\/v1\/messages$/, answer: refuse(99991403), times: 3 });
  for (let n = 0; n < 4; n += 1) {
    expect(channel.health()).toEqual({ state: "up" });
    await expect(send(n)).rejects.toThrow();
  }
  expect(channel.health()).toEqual({ state: "up", detail: expect.stringContaining("调用次数") });
  await send(4);
  expect(channel.health()).toEqual({ state: "up" });
});

test("a frame that claims a thousand million parts is passed over, and what comes behind it is taken", async () => {
  const { fake, channel, inbounds, log } = await openLark();
  fake.connections.claim(1e9);
  expect(await fake.push(said("今天党课 20人"), 2)).toMatchObject({ code: 200 });
  expect(inbounds).toHaveLength(1);
  expect(log.join("\n")).toContain("too many parts");
  expect(channel.health()).toEqual({ state: "up" });
});

test("that files may not go or come is said at the first refusal, and until one goes", async () => {
  const { fake, channel, log } = await openLark();
  const path = fileURLToPath(import.meta.url);
  const send = () => channel.send("ou_li", { kind: "file", file: { path, name: "述职报告.docx" } }, "k/0");
  fake.fail({ path: /im\/v1\/files$/, answer: refuse(99991672), times: 2 });
  for (const _ of [1, 2]) await expect(send()).rejects.toMatchObject({ fault: "forbidden" });
  await channel.send("ou_li", { kind: "card", card: { plain: "已记" } }, "k/1");
  expect(channel.health()).toEqual({ state: "up", detail: expect.stringContaining("im:resource") });
  expect(log.filter((line) => line.includes("im:resource"))).toHaveLength(1);
  await send();
  expect(channel.health()).toEqual({ state: "up" });
  fake.fail({ path: /resources/, method: "GET", answer: refuse(99991672) });
  await expect(channel.fetch("om_1/file/file_1", 1_000)).rejects.toMatchObject({ fault: "forbidden" });
  expect(channel.health()).toEqual({ state: "up", detail: expect.stringContaining("im:resource") });
});
