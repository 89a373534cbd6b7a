import { hasSpokenAlone } from "../../store/members.ts";
import { type Call, chatKey } from "../call.ts";

/** Whether a sign is enough in the chat, and details go to the speaker's private one: in groups of people with phones. */
export function isSignEnough({ place, deps, channel }: Pick<Call, "place" | "deps" | "channel">): boolean {
  return place === "own-group" && deps.can(channel, "buttons");
}

/**
 * Whether what concerns the speaker alone can be asked in private. Some platforms let a bot
 * write only to those who spoke to it there; the others are asked in the group.
 */
export async function isAskedInPrivate(call: Call): Promise<boolean> {
  if (!isSignEnough(call)) return false;
  if (call.deps.can(call.channel, "writesFirst")) return true;
  const { db, speaker, organisation, home } = call;
  return hasSpokenAlone(db, { person: speaker.id, organisation: organisation.id, chat: chatKey(home) });
}
