import { saveActions } from "../store/actions.ts";
import { findInbox, recordsOf, saveInbox } from "../store/inbox.ts";
import { getOrganisation } from "../store/organisations.ts";
import { enqueue } from "../store/outbox.ts";
import { findSpeaker } from "../store/people.ts";
import type { Trx } from "../store/schema.ts";
import { answer } from "./answer.ts";
import { type Answer, type Call, type Choice, type Deps, IGNORED, type Reply, said } from "./call.ts";
import type { Button, Inbound, Outbound } from "./channel.ts";
import { editMessage, recallMessage } from "./follow-up.ts";
import { digestOf } from "./log.ts";
import { press } from "./press.ts";
import { cleaned, nowIn } from "./text-of.ts";

/** How long a button works. */
const BUTTON_MS = 14 * 86_400_000;

/** What was kept of one inbound, as the caller of the intake sees it. */
export type Handled = Answer & { readonly inbound: Inbound };

/**
 * Handles one inbound inside the transaction: known by its key it is a duplicate and
 * changes nothing; else it is answered, and the inbox row, what it did to the ledger and
 * the replies are committed together.
 */
export async function handle(deps: Deps, db: Trx, inbound: Inbound): Promise<Handled> {
  const before = await findInbox(db, inbound.key);
  if (before !== undefined) return { inbound, outcome: "duplicate", records: recordsOf(before), replies: [] };

  const call = await callOf(deps, db, inbound);
  const answered = call === undefined ? strange(inbound) : await respond(call, inbound);
  await keep(deps, db, { inbound, answer: answered, call });
  return { inbound, ...answered };
}

/** Keeps an inbound whose handling failed, so that it is not lost and blocks nobody. */
export async function quarantine(deps: Deps, db: Trx, inbound: Inbound, error: unknown): Promise<Handled> {
  const text = "这一句没有处理成功，已经留存，请书记或管理员查看。";
  const answered = said("refused", text);
  await keep(deps, db, { inbound, answer: answered, call: undefined, error });
  return { inbound, ...answered };
}

async function keep(
  deps: Deps,
  db: Trx,
  kept: { inbound: Inbound; answer: Answer; call: Call | undefined; error?: unknown },
): Promise<void> {
  const { inbound, answer: answered, call, error } = kept;
  await saveInbox(db, {
    key: inbound.key,
    chat: chatKey(inbound),
    person_id: call?.speaker.id ?? null,
    kind: inbound.kind,
    payload: JSON.stringify(answered.unkept && "text" in inbound ? { ...inbound, text: "" } : inbound),
    digest: inbound.kind === "message" ? digestOf(inbound.text) : null,
    sent_at: inbound.sentAt.toISOString(),
    received_at: deps.clock().toISOString(),
    state: error === undefined ? "done" : "quarantined",
    outcome: answered.outcome,
    records: JSON.stringify(answered.records),
    error: error instanceof Error ? `${error.name}: ${error.message}` : null,
  });
  await reply(deps, db, inbound, answered.replies, call);
}

async function reply(
  deps: Deps,
  db: Trx,
  inbound: Inbound,
  replies: readonly Reply[],
  call: Call | undefined,
): Promise<void> {
  const now = deps.clock().toISOString();
  for (const [n, one] of replies.entries()) {
    await enqueue(db, [
      {
        key: `${inbound.key}/${n}`,
        channel: inbound.channel,
        chat: inbound.chat,
        payload: JSON.stringify(await outboundOf(one, call)),
        not_before: now,
        created_at: now,
      },
    ]);
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

function respond(call: Call, inbound: Inbound): Promise<Answer> {
  switch (inbound.kind) {
    case "message":
      return answer(call);
    case "action":
      return press(call, inbound.action);
    case "edit":
      return editMessage(call, inbound.of);
    case "recall":
      return recallMessage(call, inbound.of);
    case "join":
    case "leave":
    case "start":
    case "moved":
      return Promise.resolve(IGNORED);
  }
}

/** A stranger learns nothing but how to become a member. */
function strange(inbound: Inbound): Answer {
  if (inbound.kind !== "message" || !inbound.addressed) return IGNORED;
  return said("refused", "您还不是本支部的成员，请联系支部书记获取加入方式。");
}

async function callOf(deps: Deps, db: Trx, inbound: Inbound): Promise<Call | undefined> {
  if (inbound.from.anonymous === true) return undefined;
  const speaker = await findSpeaker(db, inbound.channel, inbound.from.id);
  const membership = speaker?.memberships[0];
  if (speaker === undefined || membership === undefined) return undefined;
  const { id, name, zone } = await getOrganisation(db, membership.organisationId);
  return {
    deps,
    db,
    key: inbound.key,
    channel: inbound.channel,
    chat: chatKey(inbound),
    chatType: inbound.chatType,
    addressed: inbound.kind !== "message" || inbound.addressed,
    speaker: { id: speaker.id, name: speaker.name },
    role: membership.role,
    organisation: { id, name, zone },
    text: "text" in inbound ? cleaned(inbound.text) : "",
    now: nowIn(zone, inbound.sentAt),
    sentAt: inbound.sentAt.toISOString(),
  };
}

function chatKey(inbound: Inbound): string {
  return `${inbound.channel}:${inbound.chat}`;
}
