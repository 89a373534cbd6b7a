import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { Outbound } from "../../../src/bot/channel.ts";
import { terminalChannel } from "../../../src/bot/channels/terminal.ts";

const told = (text: string): Outbound => ({ kind: "toast", action: "", text });

test.for([
  ["> ", "> \n到点提醒\n> \n再提醒一次\n> 好的\n> \n"],
  ["", "到点提醒\n再提醒一次\n好的\n"],
] as const)("with the prompt %j, what comes unasked has lines of its own", async ([prompt, shown]) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const channel = terminalChannel({
    ...{ input, output, prompt, user: "我" },
    clock: () => new Date("2026-11-23T10:00:00+08:00"),
    random: () => "1",
    answered: async () => {
      await channel.send("我", told("好的"), "3");
    },
    onError: (error) => {
      throw error;
    },
    onGarbled: () => {},
  });
  await channel.start(async () => {});
  await channel.send("我", told("到点提醒"), "1");
  await channel.send("我", told("再提醒一次"), "2");
  input.end("帮助\n");
  await channel.ended;
  expect(output.read().toString()).toBe(shown);
});
