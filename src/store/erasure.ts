import { setImmediate } from "node:timers/promises";
import type { Redact } from "../ledger/redact.ts";
import { eraseAttachments } from "./erasure/attachments.ts";
import { eraseJournal } from "./erasure/journal.ts";
import { emptyOwn, eraseOutbox, redactOthers } from "./erasure/messages.ts";
import { eraseRecords } from "./erasure/records.ts";
import { eraseReports } from "./erasure/reports.ts";
import { ERASED_NAME, holds, type Traces } from "./erasure/traces.ts";
import { setPlainChat } from "./plain-chats.ts";
import type { Trx } from "./schema.ts";

/** Whom to erase, and how what tells of them is known and replaced. */
export type Erasure = {
  readonly traces: Traces;
  /** Names that mean this person wherever they stand; none where somebody else has the same. */
  readonly mentions: readonly string[];
  /** Replaces the mentions in words that others wrote. */
  readonly redact: Redact;
  /** A draft's snapshot without the person. */
  readonly snapshot: (json: string) => string;
  /** Whether JSON, a chat or a key of a message tells one of the person's accounts. */
  readonly tells: (text: string) => boolean;
  /** Another word for a key that does so: the same one for the same key, and no way back. */
  readonly rekey: (key: string) => string;
};

/**
 * Takes a person out of the store. Their participations and records stay, under nobody's
 * name, so that no number changes; their messages stay as empty rows, so that none comes
 * twice. To be followed by {@link compact}: what is deleted is still on the disk until then.
 */
export async function eraseRows(trx: Trx, erasure: Erasure): Promise<void> {
  const steps = [
    emptyOwn,
    redactOthers,
    eraseOutbox,
    eraseRecords,
    eraseJournal,
    eraseReports,
    eraseAttachments,
    eraseAccounts,
  ];
  for (const step of steps) {
    await step(trx, erasure);
    // In a large ledger each takes a while: whatever needs no ledger, such as a platform's ping, has its turn.
    await setImmediate();
  }
}

async function eraseAccounts(trx: Trx, { traces, mentions }: Erasure): Promise<void> {
  const { people, accounts } = traces;
  for (const table of ["membership", "identity", "link", "confirmation", "guide"] as const) {
    await trx.deleteFrom(table).where("person_id", "in", people).execute();
  }
  await trx
    .deleteFrom("action")
    .where((eb) => eb.or([eb("person_id", "in", people), holds(trx, "operations", mentions)]))
    .execute();
  await trx
    .deleteFrom("guide")
    .where(holds(trx, "entered", mentions))
    .execute();
  await trx.updateTable("invite").set({ uses_left: 0 }).where("person_id", "in", people).execute();
  for (const { channel, externalId } of accounts) {
    await trx.deleteFrom("joining").where("channel", "=", channel).where("external_id", "=", externalId).execute();
    await trx.deleteFrom("link").where("other_channel", "=", channel).where("other_id", "=", externalId).execute();
    await trx.deleteFrom("chosen").where("chat", "=", `${channel}:${externalId}`).execute();
    await setPlainChat(trx, `${channel}:${externalId}`, false);
  }
  await trx.updateTable("person").set({ name: ERASED_NAME }).where("id", "in", people).execute();
}
