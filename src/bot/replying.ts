import { saveActions } from "../store/actions.ts";
import { enqueue } from "../store/outbox.ts";
import type { Call, Choice, Reply } from "./call.ts";
import type { Button, Outbound } from "./channel.ts";
import type { Met } from "./met.ts";

/** How long a button works. */
const BUTTON_MS = 14 * 86_400_000;

/** Queues the replies to an inbound, each to the chat that is answered or to where it says. */
export async function sendReplies(
  { db, inbound, now }: Met,
  replies: readonly Reply[],
  call: Call | undefined,
): Promise<void> {
  const at = now.toISOString();
  for (const [n, one] of replies.entries()) {
    const { channel, chat } = one.to ?? inbound;
    const payload = JSON.stringify(await outboundOf(one, call));
    await enqueue(db, [{ key: `${inbound.key}/${n}`, channel, chat, payload, not_before: at, created_at: at }]);
  }
}

async function outboundOf(one: Reply, call: Call | undefined): Promise<Outbound> {
  if (one.file !== undefined) return { kind: "file", file: one.file, caption: one.text };
  const choices = one.choices ?? [];
  if (choices.length === 0 || call === undefined || !call.deps.hasButtons(call.channel)) {
    return { kind: "card", card: { plain: one.text } };
  }
  const blocks = [
    { block: "text", text: one.text } as const,
    { block: "buttons", rows: [await buttonsOf(call, choices)] } as const,
  ];
  return { kind: "card", card: { plain: one.text, blocks } };
}

async function buttonsOf({ deps, db, organisation, speaker }: Call, choices: readonly Choice[]): Promise<Button[]> {
  const expiresAt = new Date(deps.clock().getTime() + BUTTON_MS).toISOString();
  const buttons: Button[] = [];
  for (const { label, operation } of choices) {
    const action = deps.random();
    await saveActions(db, [
      {
        id: action,
        organisation_id: organisation.id,
        person_id: speaker.id,
        operation: JSON.stringify(operation),
        expires_at: expiresAt,
      },
    ]);
    buttons.push({ action, label });
  }
  return buttons;
}
