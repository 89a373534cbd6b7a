import { openCalendar } from "./bot/calendar.ts";
import type { Channel, Deliver } from "./bot/channel.ts";
import { transcriptChannel } from "./bot/channels/transcript.ts";
import { channelName } from "./bot/members/linking.ts";
import { openRosters } from "./bot/members/rosters.ts";
import { openRefills } from "./bot/outbox/refills.ts";
import { runBot } from "./bot/run.ts";
import { openHealths, type Watched } from "./bot/work/healths.ts";
import { openPlatforms, serve } from "./channels.ts";
import { openMachine } from "./machine.ts";
import type { Program } from "./program.ts";
import type { Running, StartOptions } from "./start.ts";

/** Starts every configured platform; what the opened ones can do, `channels` tells from then on. */
export async function startPlatforms(program: Program, options: StartOptions, channels: Channel[]): Promise<Running> {
  const { config } = options.place;
  const platforms = await openPlatforms(program, config, options);
  channels.push(...platforms.channels);
  const watched: Watched[] = [...platforms.channels];
  const server = config.http === undefined ? undefined : await serve(config.http, { ...platforms, channels: watched });
  const bot = runBot(program.deps, [...platforms.channels, transcriptChannel], options.report);
  const machine = openMachine(program, { ...options, onQueued: bot.queued });
  watched.push(machine);
  const rosters = openRosters(program.deps, { ...options, channels: platforms.channels });
  const deliver: Deliver = async (inbound) => {
    machine.heard(inbound);
    await bot.intake.deliver(await rosters.introduce(inbound));
  };
  for (const channel of platforms.channels) {
    channel.start(deliver).then(
      () => {
        if (channel.health().state === "up") options.note(`${channelName(channel.name)} 已连接。\n`);
      },
      (error: unknown) => options.report(error, `start of ${channel.name}`),
    );
  }
  const calendar = openCalendar(program.deps, {
    channels: platforms.channels.map(({ name }) => name),
    onQueued: bot.queued,
    report: options.report,
    note: options.note,
  });
  const healths = openHealths(program.deps.db, { ...options, channels: watched, clock: program.deps.clock });
  const refills = openRefills(program.deps, {
    channels: platforms.channels,
    onQueued: bot.queued,
    report: options.report,
  });
  options.note(`已启动：${platforms.channels.map(({ name }) => channelName(name)).join("、")}。按 Ctrl+C 停止。\n`);
  return {
    ended: new Promise(() => {}),
    async close() {
      for (const channel of platforms.channels) await channel.stop();
      server?.close();
      await healths.close();
      await calendar.close();
      await rosters.close();
      await refills.close();
      await bot.close();
      await machine.close();
      await program.close();
    },
  };
}
