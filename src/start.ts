import { openBackups } from "./backups.ts";
import { openCalendar } from "./bot/calendar.ts";
import type { Channel, Deliver } from "./bot/channel.ts";
import { terminalChannel } from "./bot/channels/terminal.ts";
import { transcriptChannel } from "./bot/channels/transcript.ts";
import { openHealths } from "./bot/healths.ts";
import { openRefills } from "./bot/refills.ts";
import { openRosters } from "./bot/rosters.ts";
import { runBot } from "./bot/run.ts";
import { openPlatforms, serve } from "./channels.ts";
import { CommandError } from "./cli/command-error.ts";
import { onlyOrganisation } from "./cli/organisation.ts";
import { openProgram, type Place, type Program } from "./program.ts";
import { saveChosen } from "./store/chats.ts";
import { storeFault } from "./store/errors.ts";
import { ensureOrganisation, findOrganisation, getOrganisation, organisationParts } from "./store/organisations.ts";
import { enrol, findSpeaker } from "./store/people.ts";
import { writing } from "./store/transaction.ts";

const SAMPLE_ORGANISATION = "示范党支部";
const OWNER = "我";

export type StartOptions = {
  readonly place: Place;
  /** The organisation of the terminal's user, made when missing. */
  readonly organisation: string | undefined;
  readonly as: string | undefined;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  readonly report: (error: unknown, about: string) => void;
  readonly note: (text: string) => void;
  /** The machine's own where none is given. */
  readonly clock?: () => Date;
};

export type Running = { readonly ended: Promise<void>; close(): Promise<void> };

/** Opens the ledger and starts every configured channel; without any, the chat in this terminal. */
export async function start(options: StartOptions): Promise<Running> {
  const { config } = options.place;
  const channels: Channel[] = [];
  const program = await openProgram(options.place, {
    can: (name, what) => channels.find((one) => one.name === name)?.capabilities[what] === true,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    joinLinks: (code) => channels.flatMap((channel) => channel.joinLink?.(code) ?? []),
    groupHint: (name) => channels.find((one) => one.name === name)?.groupHint?.(),
  });
  try {
    const onPlatforms = config.telegram !== undefined || config.feishu !== undefined;
    return await (onPlatforms ? startPlatforms(program, options, channels) : startTerminal(program, options));
  } catch (error) {
    await program.close();
    throw error;
  }
}

/** What the opened ones can do, `channels` tells from then on. */
async function startPlatforms(program: Program, options: StartOptions, channels: Channel[]): Promise<Running> {
  const { config } = options.place;
  const platforms = await openPlatforms(program, config, options);
  channels.push(...platforms.channels);
  const bot = runBot(program.deps, [...platforms.channels, transcriptChannel], options.report);
  const server = config.http === undefined ? undefined : await serve(config.http, platforms);
  const backups = openBackups(options.place, program.deps.clock, options.report);
  const rosters = openRosters(program.deps, { ...options, channels: platforms.channels });
  const deliver: Deliver = async (inbound) => {
    await bot.intake.deliver(await rosters.introduce(inbound));
  };
  for (const channel of platforms.channels) {
    channel.start(deliver).then(
      () => options.note(`${channel.name} 已连接。\n`),
      (error: unknown) => options.report(error, `start of ${channel.name}`),
    );
  }
  const calendar = openCalendar(program.deps, {
    channels: platforms.channels.map(({ name }) => name),
    onQueued: bot.queued,
    report: options.report,
    note: options.note,
  });
  const healths = openHealths(program.deps.db, { ...options, channels, clock: program.deps.clock });
  const refills = openRefills(program.deps, {
    channels: platforms.channels,
    onQueued: bot.queued,
    report: options.report,
  });
  options.note(`已启动：${platforms.channels.map(({ name }) => name).join("、")}。按 Ctrl+C 停止。\n`);
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
      await backups.close();
      await program.close();
    },
  };
}

async function startTerminal(program: Program, options: StartOptions): Promise<Running> {
  const { deps } = program;
  const user = options.as ?? OWNER;
  const organisation = await admitOwner(program, options, user);
  const terminal = terminalChannel({
    input: options.input,
    output: options.output,
    prompt: options.input.isTTY ? "> " : "",
    user,
    clock: deps.clock,
    random: deps.random,
    answered: () => bot.idle(),
    onError: (error) => {
      options.report(error, "terminal");
      options.note(`这一句没有保存，请再发一次。${storeFault(error) ?? ""}\n`);
    },
  });
  const bot = runBot(deps, [terminal, transcriptChannel], options.report);
  const backups = openBackups(options.place, deps.clock, options.report);
  // Lines that are piped in are answered and nothing else is said.
  const calendar = options.input.isTTY
    ? openCalendar(deps, {
        channels: ["terminal"],
        onQueued: bot.queued,
        report: options.report,
        note: options.note,
      })
    : undefined;
  if (options.input.isTTY) {
    options.output.write(
      `${organisation}的台账。记活动直接写，如：昨天下午集中学习 二十大报告 15人 2小时。发“帮助”看用法，Ctrl+D 退出。\n`,
    );
  }
  await terminal.start(async (inbound) => {
    await bot.intake.deliver(inbound);
  });
  return {
    ended: terminal.ended,
    async close() {
      await terminal.stop();
      await calendar?.close();
      await bot.close();
      await backups.close();
      await program.close();
    },
  };
}

/**
 * The machine's owner is member, secretary and admin of the organisation, whose name is returned:
 * the one asked for, their own, the only one of the ledger, else a new one.
 */
async function admitOwner({ deps }: Program, options: StartOptions, user: string): Promise<string> {
  const known = await findSpeaker(deps.db, "terminal", user);
  if (known !== undefined && options.organisation === undefined) {
    const [membership] = known.memberships;
    if (membership !== undefined) return (await getOrganisation(deps.db, membership.organisationId)).name;
  }
  const wanted = options.organisation ?? (await onlyOrganisation(deps.db))?.path ?? SAMPLE_ORGANISATION;
  return writing(deps.db, async (trx) => {
    const now = deps.clock().toISOString();
    const found = await findOrganisation(trx, wanted);
    if ("ambiguous" in found)
      throw new CommandError(`有几个组织都叫“${wanted}”，请写全：${found.ambiguous.join("；")}。`, 2);
    const path = organisationParts(wanted);
    const place = "found" in found ? found.found : await ensureOrganisation(trx, path, now, options.place.config.zone);
    await enrol(trx, {
      channel: "terminal",
      externalId: user,
      name: user,
      organisationId: place.id,
      role: "admin",
      now,
    });
    await saveChosen(trx, { chat: `terminal:${user}`, organisation_id: place.id, waiting: null });
    return place.name;
  });
}
