import { findChat } from "../store/chats.ts";
import { findSeatsVia } from "../store/members.ts";
import { findSpeaker } from "../store/people.ts";
import { findTargets } from "../store/push-targets.ts";
import { writing } from "../store/transaction.ts";
import type { Deps } from "./call.ts";
import { type Channel, type ChannelName, type Inbound, type Roster, SendError } from "./channel.ts";
import { endVia } from "./groups.ts";
import { openTicking } from "./ticking.ts";

/** How often the groups are looked through for lists to read. */
const TICK_MS = 60_000;
/** A list is read anew after this. */
const STALE_MS = 24 * 3_600_000;
/** For somebody who is not on it, it is read again after this. */
const AGAIN_MS = 10 * 60_000;
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

type Bound = { readonly channel: Channel; readonly chat: string };
/** Names by account; none where the list could not be read. */
type List = { readonly names: ReadonlyMap<string, string>; readonly readAt: number };

/**
 * The member lists of bound groups, where a platform tells them. They are kept in memory
 * alone: of those who never say a word, the ledger knows nothing.
 */
export function openRosters(deps: Deps, { channels, report, note }: Options): Rosters {
  const lists = new Map<string, List>();
  const reading = new Map<string, Promise<Roster | undefined>>();
  const told = new Set<string>();
  const byName = new Map<string, Channel>(channels.map((channel) => [channel.name, channel]));

  const keyOf = ({ channel, chat }: Bound) => `${channel.name}:${chat}`;

  function ageOf(bound: Bound): number {
    const list = lists.get(keyOf(bound));
    return list === undefined ? Number.POSITIVE_INFINITY : Math.abs(deps.clock().getTime() - list.readAt);
  }

  /** Reads a list, once for all who want it at the same time. */
  function read(bound: Bound): Promise<Roster | undefined> {
    const key = keyOf(bound);
    const underWay = reading.get(key) ?? readNow(bound).finally(() => reading.delete(key));
    reading.set(key, underWay);
    return underWay;
  }

  async function readNow(bound: Bound): Promise<Roster | undefined> {
    const readAt = deps.clock().getTime();
    try {
      const roster = await bound.channel.members?.(bound.chat);
      lists.set(keyOf(bound), { names: new Map(roster?.members.map(({ id, name }) => [id, name])), readAt });
      return roster;
    } catch (error) {
      const denied = error instanceof SendError && error.fault === "forbidden";
      lists.set(keyOf(bound), { names: new Map(), readAt: denied ? readAt : readAt - STALE_MS + AGAIN_MS });
      refused(bound.channel, error, denied);
      return undefined;
    }
  }

  function refused({ name }: Channel, error: unknown, denied: boolean): void {
    if (!denied) report(error, `members of a group on ${name}`);
    else if (!told.has(name)) {
      told.add(name);
      note(`${name} 不让看群成员名单，群里的人第一次说话时要问姓名；请检查应用的权限。\n`);
    }
  }

  /** The bound groups of channels that tell their members. */
  async function bounds(): Promise<Bound[]> {
    return (await findTargets(deps.db)).flatMap(({ channel: name, chat }) => {
      const channel = byName.get(name);
      return channel?.members === undefined ? [] : [{ channel, chat }];
    });
  }

  function listedIn(name: ChannelName, id: string, chats: readonly string[]): readonly string[] {
    return chats.filter((chat) => lists.get(`${name}:${chat}`)?.names.has(id) === true);
  }

  function introduced(inbound: Inbound, chats: readonly string[]): Inbound | undefined {
    const { channel, from } = inbound;
    const listed = listedIn(channel, from.id, chats);
    const [first] = listed;
    if (first === undefined) return undefined;
    const name = lists.get(`${channel}:${first}`)?.names.get(from.id);
    return { ...inbound, from: { ...from, ...(name === undefined ? {} : { name }), listed } };
  }

  async function lookUp(inbound: Inbound, channel: Channel): Promise<Inbound> {
    if (await isKnown(deps, inbound)) return inbound;
    const inGroup = inbound.chatType === "group";
    const candidates = (await bounds()).filter(
      (bound) => bound.channel === channel && (!inGroup || bound.chat === inbound.chat),
    );
    const due = candidates.filter((bound) => ageOf(bound) >= AGAIN_MS).slice(0, MOST_AT_ONCE);
    await Promise.all(due.map(read));
    const chats = candidates.map(({ chat }) => chat);
    return introduced(inbound, chats) ?? inbound;
  }

  async function readAll(): Promise<void> {
    const all = await bounds();
    const keys = new Set(all.map(keyOf));
    for (const key of [...lists.keys()].filter((one) => !keys.has(one))) lists.delete(key);
    for (const bound of all.filter((one) => ageOf(one) >= STALE_MS)) {
      const since = deps.clock().toISOString();
      const roster = await read(bound);
      if (roster?.whole === true) await endThoseGone(deps, { bound, roster, since });
    }
  }

  const ticking = openTicking(TICK_MS, readAll, (error) => report(error, "member lists"));

  return {
    async introduce(inbound) {
      const channel = byName.get(inbound.channel);
      if (channel?.members === undefined || !speaks(inbound)) return inbound;
      const chats = inbound.chatType === "group" ? [inbound.chat] : chatsOf(lists, channel.name);
      return introduced(inbound, chats) ?? lookUp(inbound, channel);
    },
    refresh: ticking.tick,
    close: ticking.close,
  };
}

function chatsOf(lists: ReadonlyMap<string, List>, name: ChannelName): string[] {
  return [...lists.keys()].flatMap((key) => (key.startsWith(`${name}:`) ? [key.slice(name.length + 1)] : []));
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
  const organisation = await findChat(db, `${channel}:${chat}`);
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
