import { chatKey } from "../call.ts";
import type { Channel, ChannelName, Roster } from "../channel.ts";
import { faultIn } from "../outbox/refusals.ts";
import { channelName } from "./linking.ts";

/** A list is read anew after this. */
export const STALE_MS = 24 * 3_600_000;
/** For somebody who is not on it, it is read again after this. */
export const AGAIN_MS = 10 * 60_000;

/** A group of a channel that tells its members. */
export type Bound = { readonly channel: Channel; readonly chat: string };
/** Names by account; none where the list could not be read. */
type List = { readonly names: ReadonlyMap<string, string>; readonly readAt: number };

/** The member lists that were read; of those who never say a word, nothing else is kept anywhere. */
export type Lists = {
  /** Reads a list, once for all who want it at the same time; nothing where it cannot be read. */
  read(bound: Bound): Promise<Roster | undefined>;
  /** How long ago it was read, in milliseconds. */
  ageOf(bound: Bound): number;
  /** The name that somebody has on the list of a group. */
  nameOf(channel: ChannelName, chat: string, id: string): string | undefined;
  /** The groups of a channel whose lists were read. */
  chatsOf(channel: ChannelName): string[];
  /** Forgets all other lists. */
  keepOnly(bounds: readonly Bound[]): void;
};

type ListOptions = {
  readonly clock: () => Date;
  readonly report: (error: unknown, about: string) => void;
  readonly note: (text: string) => void;
};

/** Reads member lists when somebody asks and keeps them in memory; that a platform denies them is noted once. */
export function openLists({ clock, report, note }: ListOptions): Lists {
  const lists = new Map<string, List>();
  const reading = new Map<string, Promise<Roster | undefined>>();
  const told = new Set<string>();

  async function readNow(bound: Bound): Promise<Roster | undefined> {
    const readAt = clock().getTime();
    try {
      const roster = await bound.channel.members?.(bound.chat);
      lists.set(keyOf(bound), { names: new Map(roster?.members.map(({ id, name }) => [id, name])), readAt });
      return roster;
    } catch (error) {
      const denied = faultIn(error) === "forbidden";
      lists.set(keyOf(bound), { names: new Map(), readAt: denied ? readAt : readAt - STALE_MS + AGAIN_MS });
      refused(bound.channel, error, denied);
      return undefined;
    }
  }

  function refused({ name }: Channel, error: unknown, denied: boolean): void {
    if (!denied) report(error, `members of a group on ${name}`);
    else if (!told.has(name)) {
      told.add(name);
      note(`${channelName(name)} 不让看群成员名单，群里的人第一次说话时要问姓名；请检查应用的权限。\n`);
    }
  }

  return {
    read(bound) {
      const key = keyOf(bound);
      const underWay = reading.get(key) ?? readNow(bound).finally(() => reading.delete(key));
      reading.set(key, underWay);
      return underWay;
    },
    ageOf(bound) {
      const list = lists.get(keyOf(bound));
      return list === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock().getTime() - list.readAt);
    },
    nameOf: (channel, chat, id) => lists.get(chatKey({ channel, chat }))?.names.get(id),
    chatsOf: (channel) =>
      [...lists.keys()].flatMap((key) => (key.startsWith(`${channel}:`) ? [key.slice(channel.length + 1)] : [])),
    keepOnly(bounds) {
      const keys = new Set(bounds.map(keyOf));
      for (const key of [...lists.keys()].filter((one) => !keys.has(one))) lists.delete(key);
    },
  };
}

function keyOf({ channel, chat }: Bound): string {
  return `${channel.name}:${chat}`;
}
