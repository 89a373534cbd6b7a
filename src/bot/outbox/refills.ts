import { dayIn } from "../../ledger/calendar.ts";
import { getMark, setMark } from "../../store/marks.ts";
import { findOfficerAccounts } from "../../store/members.ts";
import { enqueue } from "../../store/outbox.ts";
import { findTargets, type Target } from "../../store/push-targets.ts";
import { writing } from "../../store/transaction.ts";
import { chatKey, type Deps } from "../call.ts";
import type { Channel, Outbound } from "../channel.ts";
import { momentText } from "../replies/describe.ts";
import { openTicking, type Ticking } from "../work/ticking.ts";
import { faultIn } from "./refusals.ts";
import { outgoing } from "./telling.ts";

const TICK_MS = 60_000;
/** A platform itself delivers again for about so long what nobody took. */
const REDELIVERED_MS = 7 * 3_600_000;
/** How often it is kept that a channel is up, and by how much a reading begins earlier. */
const MARK_MS = 5 * 60_000;

type Options = {
  readonly channels: readonly Channel[];
  /** Something was queued. */
  readonly onQueued: () => void;
  readonly report: (error: unknown, about: string) => void;
};

type Outage = { readonly since: Date; readonly until: Date };
/** What became of reading a group's history. */
type Reading = "read" | "forbidden" | "failed";

type Refilling = Options & { readonly deps: Deps };

/**
 * After an outage longer than a platform keeps messages for the bot, reads what was said
 * meanwhile in the bound groups. What was kept already stays single. Whoever looks after a
 * branch hears once that there was a gap, and whether it could be filled.
 */
export function openRefills(deps: Deps, options: Options): Ticking {
  const refilling = { ...options, deps };
  return openTicking(
    TICK_MS,
    async () => {
      for (const channel of options.channels) await look(refilling, channel);
    },
    (error) => options.report(error, "history"),
  );
}

async function look(refilling: Refilling, channel: Channel): Promise<void> {
  if (channel.refill === undefined || channel.health().state !== "up") return;
  const { db, clock } = refilling.deps;
  const mark = `up:${channel.name}`;
  const until = clock();
  const seen = await getMark(db, mark);
  const since = seen === undefined ? until : new Date(seen);
  const gap = until.getTime() - since.getTime();
  if (gap >= REDELIVERED_MS && !(await fill(refilling, channel, { since, until }))) return;
  if (seen === undefined || Math.abs(gap) >= MARK_MS) await setMark(db, mark, until.toISOString());
}

/** False where it is to be tried again. */
async function fill({ deps: { db }, onQueued, report }: Refilling, channel: Channel, outage: Outage): Promise<boolean> {
  const targets = (await findTargets(db)).filter((target) => target.channel === channel.name);
  const read: [Target, Reading][] = [];
  for (const target of targets) read.push([target, await readingOf(channel, target, { ...outage, report })]);
  if (read.some(([, reading]) => reading === "failed")) return false;
  await writing(db, async (trx) => {
    for (const [target, reading] of read) await tell(trx, target, { ...outage, reading });
  });
  if (read.length > 0) onQueued();
  return true;
}

async function readingOf(
  channel: Channel,
  { chat }: Target,
  { since, report }: Outage & Pick<Options, "report">,
): Promise<Reading> {
  try {
    await channel.refill?.(new Date(since.getTime() - MARK_MS), [chat]);
    return "read";
  } catch (error) {
    const fault = faultIn(error);
    if (fault === "forbidden" || fault === "gone" || fault === "invalid") return "forbidden";
    report(error, `history of a group on ${channel.name}`);
    return "failed";
  }
}

async function tell(
  db: Parameters<typeof enqueue>[0],
  { organisation, channel, chat, zone }: Target,
  { since, until, reading }: Outage & { readonly reading: Reading },
): Promise<void> {
  const plain = [gapText(zone, { since, until }), reading === "read" ? READ : UNREAD].join("");
  const outbound: Outbound = { kind: "card", card: { plain } };
  const gap = `gap:${since.toISOString()}:${channel}:${chat}`;
  const officers = await findOfficerAccounts(db, organisation);
  await enqueue(
    db,
    officers.map((officer) => {
      const place = { channel: officer.channel, chat: officer.externalId };
      return { ...outgoing({ ...place, key: `${gap}:${chatKey(place)}` }, outbound, until), unasked: true };
    }),
  );
}

const READ = "群里漏掉的话已经补读，该记的都记了。这段时间私聊机器人的话收不回来，没有得到回应的请再发一次。";
const UNREAD =
  "这段时间群里和私聊里的话可能没有收到，也补读不了（应用没有读群消息的权限）。请把这段时间的活动再发一次。";

function gapText(zone: string, { since, until }: Outage): string {
  const today = dayIn(zone, until);
  return `机器人从${momentText(zone, since, today)}到${momentText(zone, until, today)}没有连上。`;
}
