import { saveActions } from "../store/actions.ts";
import { enqueue } from "../store/outbox.ts";
import type { Answer, Call, Choice, Outcome, Reply } from "./call.ts";
import type { Button, Card, ChannelName, Inbound, Outbound } from "./channel.ts";
import type { Met } from "./met.ts";

/** How long a button works. */
const BUTTON_MS = 14 * 86_400_000;

/** What a press is answered with at once; the whole answer stands in the card. */
const LONGEST_TOAST = 60;

/** Done without a question: in a group a sign is enough, and the details go to the private chat. */
const QUIET: ReadonlySet<Outcome> = new Set(["logged", "joined", "edited", "voided"]);

type Target = { readonly channel: ChannelName; readonly chat: string };

/** Queues what answers an inbound, each part to the chat that is answered or to where it says. */
export async function sendReplies(met: Met, answered: Answer, call: Call | undefined): Promise<void> {
  const { db, inbound, now } = met;
  const at = now.toISOString();
  for (const [n, { to, outbound }] of (await outboundsOf(inbound, answered, call)).entries()) {
    const { channel, chat } = to;
    const payload = JSON.stringify(outbound);
    await enqueue(db, [{ key: `${inbound.key}/${n}`, channel, chat, payload, not_before: at, created_at: at }]);
  }
}

type Sending = { readonly to: Target; readonly outbound: Outbound };

async function outboundsOf(inbound: Inbound, answered: Answer, call: Call | undefined): Promise<Sending[]> {
  const sendings: Sending[] = [];
  const quiet = isQuiet(answered, call);
  if (quiet && inbound.kind === "message") {
    sendings.push({ to: inbound, outbound: { kind: "reaction", message: inbound.message, meaning: "recorded" } });
  }
  for (const [n, reply] of answered.replies.entries()) {
    const to = reply.to ?? (quiet ? call.home : inbound);
    const outbound = await outboundOf(reply, call);
    const pressed = inbound.kind === "action" && n === 0 && reply.to === undefined && outbound.kind === "card";
    sendings.push({ to, outbound: pressed ? toast(inbound, answered, outbound.card) : outbound });
  }
  if (inbound.kind === "action" && answered.replies.length === 0) {
    sendings.push({ to: inbound, outbound: { kind: "toast", action: inbound.key, text: "" } });
  }
  return sendings;
}

function isQuiet({ outcome, replies }: Answer, call: Call | undefined): call is Call {
  if (call?.place !== "own-group" || !call.deps.hasButtons(call.channel) || !QUIET.has(outcome)) return false;
  return replies.every(
    ({ choices, to }) => to !== undefined || (choices ?? []).every(({ operation }) => operation.do !== "answer"),
  );
}

/** The answer to a press stands where the question stood; a refusal leaves that as it was. */
function toast(inbound: Inbound, { outcome }: Answer, card: Card): Outbound {
  const [first = ""] = card.plain.split("\n");
  const text = first.length > LONGEST_TOAST ? `${first.slice(0, LONGEST_TOAST)}…` : first;
  return { kind: "toast", action: inbound.key, text, ...(outcome === "refused" ? {} : { card }) };
}

async function outboundOf(one: Reply, call: Call | undefined): Promise<Outbound> {
  if (one.file !== undefined) return { kind: "file", file: one.file, caption: one.text };
  const choices = one.choices ?? [];
  if (choices.length === 0 || call === undefined || !call.deps.hasButtons(call.channel)) {
    return { kind: "card", card: { plain: one.text, ...one.card } };
  }
  const words = one.card?.blocks ?? [{ block: "text", text: one.text } as const];
  const blocks = [...words, { block: "buttons", rows: inRows(await buttonsOf(call, choices)) } as const];
  return { kind: "card", card: { plain: one.text, ...one.card, blocks } };
}

/** Three beside each other is what a phone shows without cutting the words. */
const ROW = 3;

function inRows(buttons: readonly Button[]): Button[][] {
  return Array.from({ length: Math.ceil(buttons.length / ROW) }, (_, n) => buttons.slice(n * ROW, (n + 1) * ROW));
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
