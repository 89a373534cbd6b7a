import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openHealths } from "../../../../src/bot/work/healths.ts";
import { serve } from "../../../../src/channels.ts";
import { doctorCommand } from "../../../../src/cli/doctor.ts";
import { readConfig } from "../../../../src/config/environment.ts";
import { openMachine } from "../../../../src/machine.ts";
import { openProgram } from "../../../../src/program.ts";
import { openStore } from "../../../../src/store/open.ts";
import { ensureOrganisation } from "../../../../src/store/organisations.ts";
import { enrol } from "../../../../src/store/people.ts";
import { type FakeTelegram, TOKEN } from "../../../helpers/fake-telegram.ts";
import { loopbackProxy } from "../../../helpers/loopback-proxy.ts";
import { message } from "../../../helpers/telegram-updates.ts";
import { temporaryFolder } from "../../../helpers/temporary.ts";
import { rig } from "./rig.ts";

const NOW = "2026-11-20T10:05:00Z";

/** What `doctor` prints, and its exit status. */
async function doctor(fake: FakeTelegram, data = temporaryFolder(), env: Record<string, string> = {}, at = NOW) {
  const lines: string[] = [];
  const config = readConfig({ TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: fake.url, ...env });
  const clock = () => new Date(at);
  const io = { input: process.stdin, output: process.stdout, err: () => {}, report: () => {}, clock };
  const status = await doctorCommand({ ...io, out: (text) => lines.push(text), config: () => config }, { data });
  return { status, text: lines.join("") };
}

test("a second program with the same token is told by doctor and by /healthz, without disturbing either", async () => {
  const made = await rig();
  const data = temporaryFolder();
  const store = await openStore({ file: join(data, "taizhang.sqlite") });
  const failures: unknown[] = [];
  const healths = openHealths(store.db, {
    channels: [made.channel],
    clock: made.time.clock,
    report: (error) => failures.push(error),
  });
  const server = await serve({ host: "127.0.0.1", port: 0 }, { channels: [made.channel], pushed: [] });
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const healthz = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    return { status: answer.status, body: await answer.text() };
  };

  made.fake.fail("getUpdates", { status: 409, description: "Conflict: terminated by other getUpdates request" });
  await made.start();
  const pause = await made.time.asleep((ms) => ms >= 10_000 && ms < 30_000);
  await healths.look();
  expect(await healthz()).toMatchObject({ status: 503, body: expect.stringContaining("另一个程序") });
  const polls = made.fake.callsOf("getUpdates").length;
  const conflict = await doctor(made.fake, data);
  expect(conflict.text).toContain(
    "有问题  Telegram：程序自 2026-11-20 18:00 起有故障：另一个程序正在用同一个机器人令牌",
  );
  expect(conflict.status).toBe(1);
  expect(conflict.text).toMatch(/有问题 {2}时钟：这台机器的[慢快]了约 /);
  expect((await doctor(made.fake, data, {}, new Date().toISOString())).text).toContain("正常  时钟：准");
  expect(made.fake.callsOf("getUpdates")).toHaveLength(polls);

  made.time.advance(pause);
  await made.receive(message({ text: "在" }));
  await healths.look();
  expect((await healthz()).status).toBe(200);
  expect((await doctor(made.fake, data)).text).toContain("收发正常");
  const gone = await doctor(made.fake, data, {}, "2026-11-20T11:00:00Z");
  expect(gone.text).toMatch(/有问题 {2}Telegram：.*起收发正常，但现在没有在运行，请启动程序/);
  made.time.advance(3_600_000);
  await healths.look();
  expect((await doctor(made.fake, data, {}, "2026-11-20T11:01:00Z")).text).toContain("正常  Telegram：程序自");
  const lost = { name: "telegram" as const, health: () => ({ state: "down" as const, detail: "一直连不上" }) };
  const others = openHealths(store.db, { channels: [lost], clock: made.time.clock, report: () => {} });
  await others.close();
  expect((await doctor(made.fake, data, {}, "2026-11-20T11:01:00Z")).text).toContain("起有故障：一直连不上\n");
  await healths.close();
  await store.close();
  expect(failures).toEqual([]);
});

test("a refused token is told plainly, and never shown", async () => {
  const made = await rig();
  made.fake.fail("getMe", { status: 401, description: `Unauthorized ${TOKEN}` });
  const { text, status } = await doctor(made.fake);
  expect(text).toContain("机器人令牌无效或已被撤销");
  expect(text).not.toContain("AAcanary");
  expect(status).toBe(1);
});

test("a proxy that refuses is told, without its password", async () => {
  const made = await rig();
  const through = await loopbackProxy({ status: 407 });
  const env = { TELEGRAM_PROXY: `http://user:geheim@${through.url}`, TELEGRAM_API_ROOT: "https://localhost:1" };
  const { text, status } = await doctor(made.fake, temporaryFolder(), env);
  expect(text).toContain("TELEGRAM_PROXY");
  expect(text).not.toMatch(/geheim|AAcanary/);
  expect(status).toBe(1);
});

test("a failing backup and a slow clock are noted once, shown, and told to admins once a week", async () => {
  const data = temporaryFolder();
  writeFileSync(join(data, "backups"), "no folder");
  let now = new Date(NOW);
  const place = { dataDir: data, config: readConfig({}) };
  const program = await openProgram(place, { clock: () => now });
  const { db } = program.deps;
  const { id } = await ensureOrganisation(db, ["第一党支部"], NOW);
  const admin = { channel: "telegram", externalId: "7", name: "王五", organisationId: id, role: "admin" } as const;
  await enrol(db, { ...admin, now: NOW });
  await enrol(db, { ...admin, externalId: "8", name: "张三", role: "member", now: NOW });
  const notes: string[] = [];
  const machine = openMachine(program, {
    place,
    report: (_error, about) => notes.push(about),
    note: (text) => notes.push(text),
    onQueued: () => notes.push("queued"),
  });
  const said = (late: number) => {
    const sentAt = new Date(now.getTime() + late);
    const from = { channel: "telegram", chat: "7", chatType: "private", from: { id: "7" }, sentAt } as const;
    machine.heard({ ...from, key: "k", kind: "message", message: "1", text: "在", addressed: true });
  };
  const told = () => db.selectFrom("outbox").select(["chat", "payload", "unasked"]).orderBy("id").execute();

  said(90_000);
  await machine.look();
  await machine.look();
  expect(machine.health()).toEqual({ state: "up", detail: expect.stringMatching(/^备份：一份也没有做成，/) });
  said(40 * 60_000);
  await machine.look();
  await machine.look();
  expect(machine.health().detail).toContain("慢了约 40 分钟");
  expect(notes.filter((one) => /^(备份|时钟)/.test(one))).toHaveLength(2);
  const row = (text: string) => ({ chat: "7", payload: expect.stringContaining(text), unasked: 1 });
  expect(await told()).toEqual([row("备份："), row("时钟：")]);

  said(0);
  now = new Date(now.getTime() + 7 * 86_400_000);
  await machine.look();
  expect(machine.health().detail).not.toContain("时钟");
  expect(await told()).toHaveLength(3);
  await machine.close();
  await program.close();
});
