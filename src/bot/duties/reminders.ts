import type { Day } from "../../ledger/activity.ts";
import { addDays } from "../../ledger/calendar.ts";
import { isWorkday } from "../../ledger/workdays.ts";
import type { LookedAfter } from "../../store/duty-facts.ts";
import { getMark, setMark } from "../../store/marks.ts";
import { findOfficerAccounts } from "../../store/members.ts";
import { enqueue } from "../../store/outbox.ts";
import type { Trx } from "../../store/schema.ts";
import { writing } from "../../store/transaction.ts";
import { type Choice, chatKey, type Deps } from "../call.ts";
import { isChannelName } from "../channel.ts";
import { heardOn } from "../members/heard.ts";
import { outgoing } from "../outbox/telling.ts";
import { cardOf } from "../replies/cards.ts";
import { plainAmong } from "../replies/plain.ts";
import { openWay } from "../work/way.ts";
import { missedLines } from "./missed.ts";
import { findToLookAt, readTold, reminderKey, TOLD } from "./reminder-times.ts";
import { dropLater, isAgain, wantsReminders } from "./reminder-wishes.ts";
import { choicesOf, holidayLine, planLines, stagesOf, textOf } from "./reminder-words.ts";
import { runningDuties } from "./state.ts";
import { termQuestion } from "./term.ts";
import { conditionAsked } from "./text.ts";

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
  for (const { branch, today } of await findToLookAt(deps.db, now, channels)) {
    if (!isWorkday(today)) continue;
    count += await writing(deps.db, (trx) => remind(trx, deps, { branch, today, now, channels }));
    await giveWay();
  }
  return count;
}

type Reminding = {
  readonly branch: LookedAfter;
  readonly today: Day;
  readonly now: Date;
  readonly channels: ReadonlySet<string>;
};

async function remind(trx: Trx, deps: ReminderOptions["deps"], one: Reminding): Promise<number> {
  const { branch, today } = one;
  const { organisation } = branch;
  const before = readTold(await getMark(trx, TOLD + organisation));
  if (before.day === today) return 0;
  const { stands, undecided, level, elects, term } = await runningDuties(trx, deps, { organisation, today });
  const again = await isAgain(trx, organisation, today);
  const missed = await missedLines(trx, deps, { organisation, today, before, stands });
  const fresh = stagesOf(stands, term, today).filter(({ key }) => again || !before.keys.includes(key));
  const holidays = [holidayLine(today, before.keys) ?? []].flat();
  const open = await planLines(trx, organisation, today);
  const plans = open.filter(({ key }) => !before.keys.includes(key));
  // Asked once, together with the first reminder.
  const isAsking = fresh.length > 0 && !before.keys.includes(ASKED);
  const asked = [...undecided.map(conditionAsked), ...(elects && term === undefined ? [termQuestion(level)] : [])];
  const lines = [
    ...fresh.map(({ line }) => `· ${line}`),
    ...[...holidays, ...plans].map(({ line }) => line),
    ...missed,
    ...(isAsking ? asked.map((question) => `另外请问：${question}`) : []),
  ];
  const stays = new Set([ASKED, ...open.map(({ key }) => key)]);
  const told = [...fresh, ...holidays, ...plans].map(({ key }) => key);
  const keys = new Set([...remembered(before.keys, stays, today), ...told, ...(isAsking ? [ASKED] : [])]);
  await setMark(trx, TOLD + organisation, JSON.stringify({ day: today, keys: [...keys] }));
  if (again) await dropLater(trx, organisation);
  if (lines.length === 0) return 0;
  const text = textOf({ name: branch.name, until: holidays[0]?.first ?? today }, fresh, lines);
  return send(trx, { ...one, deps }, { text, choices: choicesOf(fresh, plans) });
}

/** What was told and may still matter. */
function remembered(keys: readonly string[], stays: ReadonlySet<string>, today: Day): string[] {
  const limit = addDays(today, -FORGET_DAYS);
  return keys.filter((key) => stays.has(key) || key.slice(0, 10) >= limit);
}

async function send(
  trx: Trx,
  { deps, branch, now, today, channels }: Reminding & Pick<ReminderOptions, "deps">,
  said: { readonly text: string; readonly choices: readonly Choice[] },
): Promise<number> {
  const all = await findOfficerAccounts(trx, branch.organisation);
  const running = all.filter(({ channel }) => channels.has(channel));
  let count = 0;
  for (const { channel, externalId, personId } of await heardOn(trx, running)) {
    if (!isChannelName(channel) || !(await wantsReminders(trx, personId))) continue;
    const chat = chatKey({ channel, chat: externalId });
    const seen = { deps, db: trx, channel, organisation: { id: branch.organisation } };
    const plain = await plainAmong(seen, [chat]);
    const card = await cardOf(said, { ...seen, chat, plain, speaker: { id: personId } });
    const place = { channel, chat: externalId, key: reminderKey(branch.organisation, today, chat) };
    await enqueue(trx, [{ ...outgoing(place, { kind: "card", card }, now), unasked: true }]);
    count += 1;
  }
  return count;
}
