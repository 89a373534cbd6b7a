import type { Day } from "../ledger/activity.ts";
import { addDays } from "../ledger/calendar.ts";
import { isWorkday } from "../ledger/workdays.ts";
import type { Officer } from "../store/duty-facts.ts";
import { getMark, setMark } from "../store/marks.ts";
import { findOfficerAccounts } from "../store/members.ts";
import { enqueue } from "../store/outbox.ts";
import type { Trx } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import { type Choice, chatKey, type Deps } from "./call.ts";
import { cardOf } from "./cards.ts";
import type { ChannelName, Outbound } from "./channel.ts";
import { missedLines } from "./duty-missed.ts";
import { runningDuties } from "./duty-state.ts";
import { conditionQuestion } from "./duty-text.ts";
import { heardOn } from "./heard.ts";
import { plainAmong } from "./plain.ts";
import { findToLookAt, readTold, reminderKey, TOLD } from "./reminder-times.ts";
import { dropLater, isAgain, wantsReminders } from "./reminder-wishes.ts";
import { choicesOf, holidayLine, planLines, stagesOf, textOf } from "./reminder-words.ts";
import { TERM_QUESTION } from "./term.ts";
import { openWay } from "./way.ts";

/** What was told of a day this long ago is forgotten, unless it would be told again. */
const FORGET_DAYS = 40;

const ASKED = "asked";

type ReminderOptions = {
  readonly deps: Pick<Deps, "db" | "clock" | "catalogue" | "duties" | "random" | "can">;
  readonly channels: ReadonlySet<string>;
};

/**
 * Tells whoever looks after a branch, in private, what is still open: 7 days and one
 * workday before a period ends, months before an election, each duty and stage once; and once
 * what ended while nobody looked. Returns how many were queued.
 */
export async function remindOfDuties({ deps, channels }: ReminderOptions): Promise<number> {
  const now = deps.clock();
  const giveWay = openWay(deps.db);
  let count = 0;
  for (const { officer, today } of await findToLookAt(deps.db, now, channels)) {
    if (!isWorkday(today)) continue;
    count += await writing(deps.db, (trx) => remind(trx, deps, { officer, today, now, channels }));
    await giveWay();
  }
  return count;
}

type Reminding = {
  readonly officer: Officer;
  readonly today: Day;
  readonly now: Date;
  readonly channels: ReadonlySet<string>;
};

async function remind(trx: Trx, deps: ReminderOptions["deps"], one: Reminding): Promise<number> {
  const { officer, today } = one;
  const { organisation } = officer;
  const before = readTold(await getMark(trx, TOLD + organisation));
  if (before.day === today) return 0;
  const { stands, undecided, elects, term } = await runningDuties(trx, deps, { organisation, today });
  const again = await isAgain(trx, organisation, today);
  const missed = await missedLines(trx, deps, { organisation, today, before, stands });
  const fresh = stagesOf(stands, term, today).filter(({ key }) => again || !before.keys.includes(key));
  const holiday = holidayLine(today, before.keys);
  const open = await planLines(trx, organisation, today);
  const plans = open.filter(({ key }) => !before.keys.includes(key));
  // Asked once, together with the first reminder.
  const isAsking = fresh.length > 0 && !before.keys.includes(ASKED);
  const asked = isAsking ? undecided : [];
  const lines = [
    ...fresh.map(({ line }) => `· ${line}`),
    ...(holiday === undefined ? [] : [holiday.line]),
    ...plans.map(({ line }) => line),
    ...missed,
    ...asked.map(
      (condition) => `另外请问：${conditionQuestion(condition)}请回复“义务 有${condition}”或“义务 没有${condition}”。`,
    ),
    ...(isAsking && elects && term === undefined ? [`另外请问：${TERM_QUESTION}`] : []),
  ];
  const limit = addDays(today, -FORGET_DAYS);
  const stays = new Set([ASKED, ...open.map(({ key }) => key)]);
  const kept = before.keys.filter((key) => stays.has(key) || key.slice(0, 10) >= limit);
  const keys = new Set([
    ...kept,
    ...fresh.map(({ key }) => key),
    ...(holiday === undefined ? [] : [holiday.key]),
    ...plans.map(({ key }) => key),
    ...(isAsking ? [ASKED] : []),
  ]);
  await setMark(trx, TOLD + organisation, JSON.stringify({ day: today, keys: [...keys] }));
  if (again) await dropLater(trx, organisation);
  return lines.length === 0
    ? 0
    : send(
        trx,
        { ...one, deps },
        {
          text: textOf({ name: officer.name, until: holiday?.first ?? today }, fresh, lines),
          choices: choicesOf(fresh, plans),
        },
      );
}

async function send(
  trx: Trx,
  { deps, officer, now, today, channels }: Reminding & Pick<ReminderOptions, "deps">,
  said: { readonly text: string; readonly choices: readonly Choice[] },
): Promise<number> {
  const all = await findOfficerAccounts(trx, officer.organisation);
  const running = all.filter(({ channel }) => channels.has(channel));
  let count = 0;
  for (const { channel, externalId, personId } of await heardOn(trx, running)) {
    if (!(await wantsReminders(trx, personId))) continue;
    const chat = chatKey({ channel, chat: externalId });
    const seen = { deps, db: trx, channel: channel as ChannelName, organisation: { id: officer.organisation } };
    const plain = await plainAmong(seen, [chat]);
    const card = await cardOf(said, { ...seen, chat, plain, speaker: { id: personId } });
    const outbound: Outbound = { kind: "card", card };
    await enqueue(trx, [
      {
        key: reminderKey(officer.organisation, today, chat),
        channel,
        chat: externalId,
        payload: JSON.stringify(outbound),
        not_before: now.toISOString(),
        created_at: now.toISOString(),
        unasked: true,
      },
    ]);
    count += 1;
  }
  return count;
}
