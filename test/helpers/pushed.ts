import { remindOfDuties } from "../../src/bot/duties/reminders.ts";
import { pushWeekly } from "../../src/bot/weekly/push.ts";
import { bindChat } from "../../src/store/chats.ts";
import type { Db } from "../../src/store/schema.ts";
import type { Branch } from "./branch.ts";

export const GROUP = "-100";

/** A group on Telegram that hears from the branch. */
export async function bound(branch: Branch, chat = GROUP, organisationId = branch.organisation): Promise<void> {
  const now = branch.deps.clock().toISOString();
  await bindChat(branch.deps.db, { key: `telegram:${chat}`, organisationId, now });
}

/** Looks what is due at the branch's clock; what a log would say. */
export async function pushes(branch: Branch): Promise<string[]> {
  const notes: string[] = [];
  const { deps } = branch;
  await pushWeekly({ deps, channels: new Set(["telegram"]), note: (text) => notes.push(text) });
  return notes;
}

export type Queued = { readonly key: string; readonly chat: string; readonly text: string; readonly notBefore: string };

/** What was queued under keys of a kind, in order. */
export async function queued(db: Db, prefix: string): Promise<Queued[]> {
  const rows = await db.selectFrom("outbox").selectAll().where("key", "like", `${prefix}%`).orderBy("id").execute();
  return rows.map(({ key, chat, payload, not_before }) => ({
    key,
    chat,
    text: String(JSON.parse(payload).card.plain),
    notBefore: not_before,
  }));
}

/** What secretaries are reminded of when the clock is looked at. */
export async function reminders(branch: Branch, time: string): Promise<string[]> {
  branch.at(time);
  const before = (await queued(branch.deps.db, "duty:")).length;
  await remindOfDuties({ deps: branch.deps, channels: new Set(["telegram"]) });
  return (await queued(branch.deps.db, "duty:")).slice(before).map(({ text }) => text);
}
