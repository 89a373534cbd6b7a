import { isPlainChat } from "../../store/plain-chats.ts";
import type { Db } from "../../store/schema.ts";
import type { Call, Deps } from "../call.ts";
import type { Capabilities, Card, Outbound } from "../channel.ts";

/** Some chats want words and pictures alone, since members' apps show nothing of a card but its title. */

/** What can be shown in a chat: what its channel can, where nobody asked for words. */
export function shows(call: Pick<Call, "channel" | "chat" | "plain"> & CanDo, what: keyof Capabilities): boolean {
  return call.deps.can(call.channel, what) && !call.plain.has(call.chat);
}

type CanDo = { readonly deps: Pick<Deps, "can"> };

/** Which of some chats want words; asked only where a channel shows more. */
export async function plainAmong(
  { db, deps, channel }: CanDo & { readonly db: Db; readonly channel: string },
  chats: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!hasCards(deps, channel)) return NONE;
  const plain = new Set<string>();
  for (const chat of new Set(chats)) if (await isPlainChat(db, chat)) plain.add(chat);
  return plain;
}

const NONE: ReadonlySet<string> = new Set();

/** Whether a channel shows what an old app cannot. */
export function hasCards(deps: Pick<Deps, "can">, channel: string): boolean {
  return deps.can(channel, "forms");
}

/** The same for a chat that wants words: nothing to press, and nothing that changes where it stands. */
export function inWords(outbound: Outbound): Outbound {
  if (outbound.kind !== "card" && outbound.kind !== "update") return outbound;
  const { plain, picture } = outbound.card;
  const card: Card = { plain, words: true, ...(picture === undefined ? {} : { picture }) };
  return outbound.kind === "card" ? { ...outbound, card } : { kind: "card", card };
}
