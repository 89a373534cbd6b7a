import { findChat } from "../../store/chats.ts";
import { findSeatsVia } from "../../store/members.ts";
import { findSpeaker } from "../../store/people.ts";
import { findTargets } from "../../store/push-targets.ts";
import { writing } from "../../store/transaction.ts";
import { chatKey, type Deps } from "../call.ts";
import type { Channel, Inbound, Roster } from "../channel.ts";
import { openTicking } from "../work/ticking.ts";
import { endVia } from "./groups.ts";
import { AGAIN_MS, type Bound, type Lists, openLists, STALE_MS } from "./roster-lists.ts";

/** How often the groups are looked through for lists to read. */
const TICK_MS = 60_000;
/** So many lists at most are read for somebody who speaks in private. */
const MOST_AT_ONCE = 20;

export type Rosters = {
  /**
   * Adds to what somebody says how the member lists of bound groups call them. People who are
   * on none are looked for again, unless they are members already. Never throws for a list.
   */
  introduce(inbound: Inbound): Promise<Inbound>;
  /** Reads the lists that are due, and ends the memberships of those who have left meanwhile. */
  refresh(): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  readonly channels: readonly Channel[];
  readonly report: (error: unknown, about: string) => void;
  readonly note: (text: string) => void;
};

/**
 * The member lists of bound groups, where a platform tells them. They are kept in memory
 * alone: of those who never say a word, the ledger knows nothing.
 */
export function openRosters(deps: Deps, { channels, report, note }: Options): Rosters {
  const lists = openLists({ clock: deps.clock, report, note });
  const byName = new Map<string, Channel>(channels.map((channel) => [channel.name, channel]));
  const bounds = () => boundsOf(deps, byName);

  async function lookUp(inbound: Inbound, channel: Channel): Promise<Inbound> {
    if (await isKnown(deps, inbound)) return inbound;
    const inGroup = inbound.chatType === "group";
    const candidates = (await bounds()).filter(
      (bound) => bound.channel === channel && (!inGroup || bound.chat === inbound.chat),
    );
    const due = candidates.filter((bound) => lists.ageOf(bound) >= AGAIN_MS).slice(0, MOST_AT_ONCE);
    await Promise.all(due.map(lists.read));
    const chats = candidates.map(({ chat }) => chat);
    return introduced(lists, inbound, chats) ?? inbound;
  }

  async function readAll(): Promise<void> {
    const all = await bounds();
    lists.keepOnly(all);
    for (const bound of all.filter((one) => lists.ageOf(one) >= STALE_MS)) {
      const since = deps.clock().toISOString();
      const roster = await lists.read(bound);
      if (roster?.whole === true) await endThoseGone(deps, { bound, roster, since });
    }
  }

  const ticking = openTicking(TICK_MS, readAll, (error) => report(error, "member lists"));

  return {
    async introduce(inbound) {
      const channel = byName.get(inbound.channel);
      if (channel?.members === undefined || !speaks(inbound)) return inbound;
      const chats = inbound.chatType === "group" ? [inbound.chat] : lists.chatsOf(channel.name);
      return introduced(lists, inbound, chats) ?? lookUp(inbound, channel);
    },
    refresh: ticking.tick,
    close: ticking.close,
  };
}

/** The bound groups of channels that tell their members. */
async function boundsOf({ db }: Deps, byName: ReadonlyMap<string, Channel>): Promise<Bound[]> {
  return (await findTargets(db)).flatMap(({ channel: name, chat }) => {
    const channel = byName.get(name);
    return channel?.members === undefined ? [] : [{ channel, chat }];
  });
}

/** What was said by whoever is on the list of one of these groups, with the name that stands there. */
function introduced(lists: Lists, inbound: Inbound, chats: readonly string[]): Inbound | undefined {
  const { channel, from } = inbound;
  const listed = chats.filter((chat) => lists.nameOf(channel, chat, from.id) !== undefined);
  const [first] = listed;
  if (first === undefined) return undefined;
  const name = lists.nameOf(channel, first, from.id);
  return { ...inbound, from: { ...from, ...(name === undefined ? {} : { name }), listed } };
}

/** Whether somebody says or does something by which they may come in. */
function speaks(inbound: Inbound): boolean {
  if (inbound.from.anonymous === true) return false;
  return inbound.kind === "start" || (inbound.kind === "message" && inbound.addressed);
}

/** Whether a speaker is a member where they speak, or where that is no bound group. */
async function isKnown({ db }: Deps, { channel, chat, chatType, from }: Inbound): Promise<boolean> {
  const memberships = (await findSpeaker(db, channel, from.id))?.memberships ?? [];
  if (chatType === "private") return memberships.length > 0;
  const organisation = await findChat(db, chatKey({ channel, chat }));
  return organisation === undefined || memberships.some(({ organisationId }) => organisationId === organisation);
}

type Gone = { readonly bound: Bound; readonly roster: Roster; readonly since: string };

/** Whoever came through the group and is not on its list has left while nobody told. */
async function endThoseGone(deps: Deps, { bound, roster, since }: Gone): Promise<void> {
  const { name } = bound.channel;
  const chat = `${name}:${bound.chat}`;
  const there = new Set(roster.members.map(({ id }) => id));
  await writing(deps.db, async (trx) => {
    const seats = await findSeatsVia(trx, { chat, channel: name });
    const gone = seats.filter((seat) => seat.since < since && !seat.accounts.some((id) => there.has(id)));
    const by = { deps, db: trx, inbound: { key: `${chat}:list:${since}` }, now: deps.clock() };
    for (const { personId } of gone) await endVia(by, { personId, chat });
  });
}
