import { countOrganisations } from "../../store/organisations.ts";
import { addHit, countHits } from "../../store/throttle.ts";
import { type Answer, IGNORED, said } from "../call.ts";
import { accountDigest } from "./codes.ts";
import type { Met } from "./met.ts";

const HOUR_MS = 3_600_000;
const TRIES_OF_ONE = 5;
const TRIES_PER_BRANCH = 50;
/** After so many wrong codes an account hears nothing for a while. */
const ANSWERS_TO_ONE = 10;

/** What greets strangers, over all of them, in a minute: members' answers must not wait behind it. */
const GREETINGS_A_MINUTE = 60;

const WRONG = "这个码不对、已过期或已用完。请向书记要一个新的；一小时内最多试 5 次。";
const GREETING =
  "您好，这里是支部台账，只对本支部的成员开放。请向支部书记要邀请码，再发“加入 邀请码”；已经是成员的，请用原来的账号发“关联”。";

const ALL_CODES = "codes";

/** Whether an account, and all accounts together, may still try codes in this hour. */
export async function mayTry(met: Met): Promise<boolean> {
  const since = new Date(met.now.getTime() - HOUR_MS).toISOString();
  if ((await countHits(met.db, codesOf(met), since)) >= TRIES_OF_ONE) return false;
  const limit = TRIES_PER_BRANCH * Math.max(1, await countOrganisations(met.db));
  return (await countHits(met.db, ALL_CODES, since)) < limit;
}

/** The one answer to every code that is worth nothing, whatever the reason; it counts as a try. */
export async function wrongCode(met: Met): Promise<Answer> {
  const since = new Date(met.now.getTime() - HOUR_MS).toISOString();
  const before = await countHits(met.db, codesOf(met), since);
  if (before >= ANSWERS_TO_ONE) return IGNORED;
  const limit = TRIES_PER_BRANCH * Math.max(1, await countOrganisations(met.db));
  await addHit(met.db, { key: codesOf(met), now: met.now, keep: ANSWERS_TO_ONE, windowMs: HOUR_MS });
  if (before < TRIES_OF_ONE) await addHit(met.db, { key: ALL_CODES, now: met.now, keep: limit, windowMs: HOUR_MS });
  return said("refused", WRONG);
}

/** A polite word to a stranger, once an hour; it says nothing of the branch. Nothing else is kept of them. */
export async function greet(met: Met): Promise<Answer> {
  return once(met, `stranger/${accountKey(met)}`, GREETING);
}

/** Says something to an account at most once an hour, and to all such accounts only so often. */
export async function once(met: Met, key: string, text: string): Promise<Answer> {
  const { db, now } = met;
  const hourAgo = new Date(now.getTime() - HOUR_MS).toISOString();
  if ((await countHits(db, key, hourAgo)) > 0) return IGNORED;
  const all = `strangers/${met.inbound.channel}`;
  const minuteAgo = new Date(now.getTime() - 60_000).toISOString();
  if ((await countHits(db, all, minuteAgo)) >= GREETINGS_A_MINUTE) return IGNORED;
  await addHit(db, { key, now, keep: 1, windowMs: HOUR_MS });
  await addHit(db, { key: all, now, keep: GREETINGS_A_MINUTE, windowMs: 60_000 });
  return said("refused", text);
}

function codesOf(met: Met): string {
  return `codes/${accountKey(met)}`;
}

function accountKey({ inbound }: Met): string {
  return accountDigest({ channel: inbound.channel, id: inbound.from.id });
}
