import { onTestFinished } from "vitest";
import type { Deps } from "../../../../src/bot/call.ts";
import type { Channel } from "../../../../src/bot/channel.ts";
import { openRosters, type Rosters } from "../../../../src/bot/members/rosters.ts";
import { openRefills } from "../../../../src/bot/outbox/refills.ts";
import { type Bot, runBot } from "../../../../src/bot/run.ts";
import type { Ticking } from "../../../../src/bot/work/ticking.ts";
import { type Branch, openBranch } from "../../../helpers/branch.ts";
import { jumpingClock } from "../../../helpers/fake-feishu-clock.ts";
import { BOT, type FeishuEvent, mention, type Said, said } from "../../../helpers/fake-feishu-events.ts";
import type { StoredMessage } from "../../../helpers/fake-feishu-state.ts";
import { enrolled } from "../../../helpers/people.ts";
import { makeLark, type Opened, until } from "./opened.ts";

export type Office = Omit<Opened, "inbounds"> & {
  readonly branch: Branch;
  readonly deps: Deps;
  readonly bot: Bot;
  readonly rosters: Rosters;
  readonly refills: Ticking;
  /** Lets an event come, and resolves when all that it sets off is sent. */
  comes(event: FeishuEvent): Promise<void>;
  /** Says something to the bot in private, or with an @ in the group. */
  says(from: string, text: string, more?: Said & { readonly group?: string }): Promise<void>;
  /** Waits until a press waits for its answer, and lets its time end. */
  overdue(): Promise<void>;
  /** What the bot said in a chat; somebody's private one is named by them. */
  told(chat: string): StoredMessage[];
};

type More = {
  /** Other channels of the same bot. */
  readonly beside?: readonly Channel[];
  readonly dataDir?: string;
  /** Comes before anything is kept, and may throw. */
  readonly before?: () => void;
};

/** A branch whose secretary `ou_wang` and members speak over a Feishu of this machine. */
export async function openOffice(start = "2026-11-20 10:00", more: More = {}): Promise<Office> {
  const branch = await openBranch("第一党支部", start, more.dataDir);
  const { deps } = branch;
  await enrolled(branch, "ou_wang", { name: "王书记", role: "secretary", channel: "lark" });
  const clock = patientClock();
  const opened = await makeLark({ timers: clock });
  const { fake, channel, log } = opened;
  const report = (error: unknown, about: string) =>
    log.push(`${about}: ${error instanceof Error ? error.stack : String(error)}`);
  const bot = runBot(deps, [channel, ...(more.beside ?? [])], report);
  const rosters = openRosters(deps, { channels: [channel], report, note: (text) => log.push(text) });
  const refills = openRefills(deps, { channels: [channel], onQueued: bot.queued, report });
  onTestFinished(async () => {
    await refills.close();
    await rosters.close();
    await bot.close();
    await branch.close();
  });
  await channel.start(async (inbound) => {
    more.before?.();
    await bot.intake.deliver(await rosters.introduce(inbound));
  });
  await fake.connections.connected(1);

  async function comes(event: FeishuEvent): Promise<void> {
    await fake.push(event);
    await bot.idle();
  }

  return {
    ...opened,
    branch,
    deps,
    bot,
    rosters,
    refills,
    comes,
    overdue: clock.overdue,
    says(from, text, { group, ...more } = {}) {
      const spoken = { from, at: deps.clock().getTime(), ...more };
      if (group === undefined) return comes(said({ ...spoken, isPrivate: true, content: { text } }));
      const mentions = [mention("@_user_1", BOT, "台账")];
      return comes(said({ ...spoken, chat: group, mentions, content: { text: `@_user_1 ${text}` } }));
    },
    told(chat) {
      const id = chat.startsWith("oc_") ? chat : `oc_p2p_${chat}`;
      return [...fake.state.messages.values()].filter((message) => message.chat_id === id);
    },
  };
}

/** How long a press waits for its answer. */
const PRESS_MS = 2_500;

/** A clock on which nobody waits for a turn or a connection, and no press is too late until it is made to be. */
function patientClock() {
  const clock = jumpingClock();
  const waiting = new Set<() => void>();
  return {
    now: clock.now,
    sleep: (ms: number, signal?: AbortSignal) =>
      signal === undefined || ms !== PRESS_MS
        ? clock.sleep(ms)
        : new Promise<void>((resolve) => {
            const wake = () => {
              waiting.delete(wake);
              signal.removeEventListener("abort", wake);
              resolve();
            };
            waiting.add(wake);
            signal.addEventListener("abort", wake);
          }),
    async overdue() {
      await until(() => waiting.size > 0);
      for (const wake of waiting) wake();
    },
  };
}

/** All words of what was sent. */
export function wordsOf(messages: readonly StoredMessage[]): string {
  return messages.map(({ content }) => content).join("\n");
}
