import { expect, onTestFinished, test } from "vitest";
import type { Deps } from "../../../src/bot/call.ts";
import { runBot } from "../../../src/bot/run.ts";
import { findActivities } from "../../../src/store/activities.ts";
import { enrol } from "../../../src/store/people.ts";
import { writing } from "../../../src/store/transaction.ts";
import { openBranch } from "../../helpers/branch.ts";
import { jumpingClock } from "../../helpers/fake-feishu-clock.ts";
import { envelope, said } from "../../helpers/fake-feishu-events.ts";
import { makeLark } from "./opened.ts";

const KINDS = ["集中学习", "志愿服务", "主题党日", "个人自学", "走访慰问"];
const DAY_MS = 86_400_000;
const FIRST = Date.parse("2026-11-16T19:00:00+08:00");

test("a week of five members, with redeliveries, cut lines and recalls, is counted exactly once", async () => {
  const branch = await openBranch("第一党支部", "2026-11-22 21:00");
  onTestFinished(() => branch.close());
  const deps: Deps = { ...branch.deps, hasButtons: () => true };
  const enrolment = {
    channel: "lark",
    organisationId: branch.organisation,
    role: "member",
    now: deps.clock().toISOString(),
  } as const;
  for (const [n, kind] of KINDS.entries()) {
    await writing(deps.db, (trx) => enrol(trx, { ...enrolment, externalId: `ou_${n}`, name: `成员${kind}` }));
  }
  const { fake, channel, log } = await makeLark({ timers: jumpingClock() });
  const bot = runBot(deps, [channel], (error, about) => log.push(`${about}: ${String(error)}`));
  let refusals = 0;
  await channel.start(async (inbound) => {
    refusals += 1;
    if (refusals % 7 === 0) throw new Error("the machine hiccups");
    await bot.intake.deliver(inbound);
  });
  onTestFinished(() => bot.close());
  await fake.connections.connected(1);

  async function arrives(event: Parameters<typeof fake.push>[0]): Promise<void> {
    while ((await fake.push(event)).code !== 200);
  }

  let expected = 0;
  for (let day = 0; day < 7; day += 1) {
    for (const [n, kind] of KINDS.entries()) {
      const id = `om_${day}_${n}`;
      const text = `今天${kind} ${15 + n}人 2小时`;
      const event = said({ id, isPrivate: true, from: `ou_${n}`, content: { text }, at: FIRST + day * DAY_MS });
      await arrives(event);
      if ((day + n) % 3 === 0) await arrives(event);
      expected += 1;
      if ((day + n) % 5 !== 0) continue;
      const recall = { message_id: id, chat_id: `oc_p2p_ou_${n}`, recall_time: String(FIRST + day * DAY_MS + 60_000) };
      await arrives(envelope("im.message.recalled_v1", recall));
      expected -= 1;
    }
    fake.connections.cut();
    await fake.connections.connected(day + 2);
  }
  await bot.idle();
  const counted = await findActivities(deps.db, {
    organisations: [branch.organisation],
    period: { first: "2026-11-01", last: "2026-11-30" },
    states: ["counted"],
  });
  expect(counted).toHaveLength(expected);
  expect(log.filter((line) => /^(outbox|job|message|recall) /.test(line))).toEqual([]);
  const answers = [...fake.state.messages.values()];
  expect(answers.length).toBeGreaterThanOrEqual(35);
  expect(new Set(answers.map(({ uuid }) => uuid)).size).toBe(answers.length);
});
