import { openBackups } from "./backups.ts";
import { openCalendar } from "./bot/calendar.ts";
import { terminalChannel } from "./bot/channels/terminal.ts";
import { transcriptChannel } from "./bot/channels/transcript.ts";
import { namesakeOf } from "./bot/members/namesake.ts";
import { type Bot, type Report, runBot } from "./bot/run.ts";
import type { Ticking } from "./bot/work/ticking.ts";
import { CommandError } from "./cli/command-error.ts";
import { onlyOrganisation, organisationToFill } from "./cli/organisation.ts";
import type { Program } from "./program.ts";
import type { Running, StartOptions } from "./start.ts";
import { saveChosen } from "./store/chats.ts";
import { storeError, storeFault } from "./store/errors.ts";
import { getOrganisation } from "./store/organisations.ts";
import { enrol, findExternalIds, findSpeaker, grantRole, linkIdentity } from "./store/people.ts";
import type { Db, Trx } from "./store/schema.ts";
import { writing } from "./store/transaction.ts";

const SAMPLE_ORGANISATION = "示范党支部";
const OWNER = "我";
/** Told to who starts this as a service and has set no platform. */
const NOBODY_SPOKE =
  "没有配置聊天平台，也没有人输入，已经退出。接入飞书或 Telegram 请把令牌写进 .env，再用 doctor 核对。\n";
const GARBLED = "这一句的编码不是 UTF-8，没有保存。Windows 上请先运行 chcp 65001，再输入一次。\n";

/** The chat of the machine's owner in this terminal. */
export async function startTerminal(program: Program, options: StartOptions): Promise<Running> {
  const { deps } = program;
  const user = options.as ?? (await ownerOf(deps.db));
  const organisation = await admitOwner(program, options, user);
  // Whoever sits here can mend what the machine lacks; the log is for what only its authors can.
  const report: Report = (error, about) => {
    const fault = storeFault(error);
    if (fault === undefined) options.report(error, about);
    else options.note(`${fault}\n`);
  };
  let isSilent = options.input.isTTY !== true;
  let unsaved = 0;
  const terminal = terminalChannel({
    input: options.input,
    output: options.output,
    prompt: options.input.isTTY ? "> " : "",
    user,
    clock: deps.clock,
    random: deps.random,
    answered: () => bot.idle(),
    onError: (error) => {
      unsaved += 1;
      if (storeFault(error) === undefined) options.report(error, "terminal");
      options.note(`${storeError("这一句没有保存", error, "请再发一次").message}\n`);
    },
    onGarbled: () => {
      isSilent = false;
      unsaved += 1;
      options.note(GARBLED);
    },
  });
  const bot = runBot(deps, [terminal, transcriptChannel], report);
  const backups = openBackups(options.place, deps.clock, report);
  // Lines that are piped in are answered and nothing else is said.
  const calendar = options.input.isTTY ? calendarOf(deps, bot, { ...options, report }) : undefined;
  if (options.input.isTTY) options.output.write(greeting(organisation));
  await terminal.start(async (inbound) => {
    isSilent = false;
    await bot.intake.deliver(inbound);
  });
  return {
    ended: terminal.ended.then(() => {
      if (isSilent) options.note(NOBODY_SPOKE);
      return unsaved;
    }),
    async close() {
      await terminal.stop();
      await calendar?.close();
      await bot.close();
      await backups.close();
      await program.close();
    },
  };
}

function calendarOf(deps: Program["deps"], { queued }: Bot, { report, note }: StartOptions): Ticking {
  return openCalendar(deps, { channels: ["terminal"], onQueued: queued, report, note });
}

function greeting(organisation: string): string {
  return `${organisation}的台账。记活动直接写，如：昨天下午集中学习 二十大报告 15人 2小时。发“帮助”看用法，Ctrl+D 退出。\n`;
}

/** Whoever sat here before, where that was one person; else the machine's owner. */
async function ownerOf(db: Db): Promise<string> {
  const known = await findExternalIds(db, "terminal");
  const [one = OWNER, ...others] = known;
  if (known.includes(OWNER)) return OWNER;
  if (others.length > 0) throw new CommandError(`请用 --as 写明您是哪一位：${known.join("、")}。`, 2);
  return one;
}

/**
 * The machine's owner is member, secretary and admin of the organisation, whose name is returned:
 * the one asked for, their own, the only one of the ledger; a new one where there is none yet.
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
    const place = await organisationToFill(trx, wanted, { at: now, zone: options.place.config.zone });
    await beKnownMember(trx, { organisationId: place.id, name: user, now });
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

/** Lets the owner be the member of that name who is known from a transcript or a table alone. */
async function beKnownMember(
  db: Trx,
  { organisationId, name, now }: { readonly organisationId: number; readonly name: string; readonly now: string },
): Promise<void> {
  if ((await findSpeaker(db, "terminal", name)) !== undefined) return;
  const member = await namesakeOf(db, { organisationId, name, channels: ["transcript", "import"] });
  if (member === undefined) return;
  await linkIdentity(db, { channel: "terminal", externalId: name, personId: member.id });
  await grantRole(db, { personId: member.id, organisationId, role: "admin", now });
}
