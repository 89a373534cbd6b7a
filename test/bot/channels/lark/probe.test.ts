import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { larkDirectory } from "../../../../src/bot/channels/lark/directory.ts";
import { explained } from "../../../../src/bot/channels/lark/explained.ts";
import { faultOf, LarkError } from "../../../../src/bot/channels/lark/faults.ts";
import { openPresses } from "../../../../src/bot/channels/lark/presses.ts";
import { probeLark } from "../../../../src/bot/channels/lark/probe.ts";
import { larkReceiver } from "../../../../src/bot/channels/lark/receive.ts";
import { NEEDS } from "../../../../src/bot/channels/lark/scopes.ts";
import { machineTimers } from "../../../../src/bot/channels/time.ts";
import { type FakeFeishu, SECRET, startFeishu } from "../../../helpers/fake-feishu.ts";
import { APP } from "../../../helpers/fake-feishu-events.ts";
import { refuse } from "../../../helpers/fake-feishu-http.ts";

async function feishu(): Promise<FakeFeishu> {
  const fake = await startFeishu();
  onTestFinished(() => fake.close());
  for (const { scopes, optional } of NEEDS) if (optional !== true) fake.state.scopes.set(scopes[0] ?? "", true);
  return fake;
}

const app = (fake: FakeFeishu, appSecret = SECRET) => ({ appId: APP, appSecret, domain: fake.url });

test("a bot with all it needs is fine, and takes no event from the running one", async () => {
  const fake = await feishu();
  expect(await probeLark(app(fake))).toEqual([
    { ok: true, text: "飞书：机器人“台账”可用。" },
    { ok: true, text: "飞书：要用的权限都已开通。" },
    { ok: true, text: expect.stringContaining("im:message.group_msg") },
  ]);
  expect(fake.requests.some(({ path }) => path.includes("ws/endpoint"))).toBe(false);
});

test("each missing permission is named with what does not work without it; a wider one is enough", async () => {
  const fake = await feishu();
  fake.state.scopes.set("im:resource", false);
  fake.state.scopes.delete("im:message:send_as_bot");
  const findings = await probeLark(app(fake));
  expect(findings.filter(({ ok }) => !ok)).toEqual([
    { ok: false, text: "飞书：没有权限 im:resource，照片存不下，文件发不出；开通后要再发布一个版本。" },
  ]);
});

test("wrong credentials, an app without a bot and no network are told in one sentence, without the secret", async () => {
  const fake = await feishu();
  const wrong = await probeLark(app(fake, "not-the-secret"));
  expect(wrong).toEqual([{ ok: false, text: expect.stringContaining("App ID 或 App Secret 不对") }]);
  fake.fail({ path: /bot\/v3\/info/, answer: refuse(11205) });
  expect(await probeLark(app(fake))).toMatchObject([{ ok: false, text: expect.stringContaining("没有启用机器人") }]);
  await fake.close();
  expect(await probeLark(app(fake))).toMatchObject([{ ok: false, text: expect.stringContaining("连不上飞书") }]);
  expect(inspect(wrong)).not.toContain("not-the-secret");
});

test.for<[reason: unknown, sentence: string]>([
  ["pullConnectConfig failed: code=1000040350, msg=x", "同一个应用的连接太多，请关掉别处的程序（code 1000040350）"],
  ["pullConnectConfig failed: code=7, msg=x", "飞书拒绝了连接（code 7）"],
  [faultOf({ code: "PROXY_REFUSED" }), "代理没有放行，请核对 FEISHU_PROXY"],
  [new LarkError("transient", "refused", { status: 502 }), "飞书服务暂时出错（HTTP 502），自动重试"],
  ["the connection was closed", "连接断开，自动重连"],
])("%s is explained", ([reason, sentence]) => {
  expect(explained(reason)).toBe(sentence);
});

test("docs/feishu.md names every permission and every event", () => {
  const page = readFileSync("docs/feishu.md", "utf8");
  const report = () => {};
  const directory = larkDirectory({ call: async () => ({}) });
  const options = { deliver: async () => {}, directory, presses: openPresses(machineTimers), timers: machineTimers };
  const events = Object.keys(larkReceiver({ ...options, report }).handlers);
  expect(events).toContain("im.message.receive_v1");
  const named = [...NEEDS.map(({ scopes }) => scopes[0] ?? ""), ...events];
  expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  const [, block = "{}"] = /```json\n(.*?)```/s.exec(page) ?? [];
  const wanted = NEEDS.flatMap(({ scopes, optional }) => (optional === true ? [] : [scopes[0] ?? ""]));
  expect(JSON.parse(block)).toEqual({ scopes: { tenant: wanted, user: [] } });
});
