import { once } from "node:events";
import { createServer } from "node:net";
import { TelegramServer } from "telegram-test-api/lib/telegramServer.js";
import { expect, onTestFinished, test } from "vitest";
import type { Inbound } from "../../../../src/bot/channel.ts";
import { telegramChannel } from "../../../../src/bot/channels/telegram.ts";
import { TOKEN } from "../../../helpers/fake-telegram.ts";
import { manualTime } from "./manual-time.ts";

test("a Bot API double written by others sees a start, a record with its answer, and a button", async () => {
  const server = new TelegramServer({ port: await freePort(), host: "127.0.0.1" });
  await server.start();
  const { apiURL: apiRoot } = server.config;
  const time = manualTime(new Date("2026-11-20T10:00:00Z"));
  const delivered: Inbound[] = [];
  const channel = telegramChannel({
    token: TOKEN,
    apiRoot,
    menus: [],
    cursor: { get: async () => undefined, set: async () => {} },
    known: { get: async () => undefined, set: async () => {} },
    limits: { overall: [], chat: [], group: [] },
    clock: time.clock,
    sleep: time.sleep,
    random: () => 1,
    onError: () => {},
    note: () => {},
  });
  onTestFinished(async () => {
    await channel.stop();
    await server.stop();
  });
  const client = server.getClient(TOKEN, { firstName: "张三" });

  async function hear(n: number): Promise<Inbound | undefined> {
    while (delivered.length < n) {
      await time.asleep((ms) => ms === 1_000);
      time.advance(1_000);
    }
    return delivered[n - 1];
  }
  await channel.start(async (inbound) => {
    delivered.push(inbound);
  });

  await client.sendCommand(client.makeCommand("/start code-1"));
  expect(await hear(1)).toMatchObject({ kind: "start", payload: "code-1" });

  await client.sendMessage(client.makeMessage("今天集中学习 15人"));
  const said = await hear(2);
  expect(said).toMatchObject({ kind: "message", text: "今天集中学习 15人", addressed: true });
  const buttons = [{ block: "buttons", rows: [[{ action: "Zx09", label: "撤销" }]] }] as const;
  await channel.send(said?.chat ?? "", { kind: "card", card: { plain: "已记 #1", blocks: buttons } }, "k");
  const updates = await client.getUpdates();
  expect(updates.result).toMatchObject([
    { message: { text: "已记 #1", reply_markup: { inline_keyboard: [[{ text: "撤销", callback_data: "Zx09" }]] } } },
  ]);

  const [shown] = updates.result;
  await client.sendCallback(client.makeCallbackQuery("Zx09", { message: { message_id: shown?.messageId ?? 0 } }));
  expect(await hear(3)).toMatchObject({ kind: "action", action: "Zx09" });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
