import { enqueue, findAbout, type OutboxRow } from "../../store/outbox.ts";
import { type Address, type Answer, type Call, chatKey, type InPlace, type Outcome, type Reply } from "../call.ts";
import type { Card, Inbound } from "../channel.ts";
import type { Met } from "../members/met.ts";
import type { Queued } from "../outbox/queued.ts";
import { cardOf } from "./cards.ts";
import { asOne, gathered } from "./merged.ts";
import { shows } from "./plain.ts";
import { isSignEnough } from "./privately.ts";
import { replyKey } from "./reply-keys.ts";

/** What a press is answered with at once; the whole answer stands in the card. */
const LONGEST_TOAST = 60;

/** Done, or with a question to the speaker alone: in a group a sign is enough, and the details go to the private chat. */
const QUIET: ReadonlySet<Outcome> = new Set(["logged", "held", "joined", "edited", "voided"]);

/** Queues what answers an inbound, each part to the chat that is answered or to where it says. */
export async function sendReplies(met: Met, answered: Answer, call: Call | undefined): Promise<void> {
  const { db, inbound, now } = met;
  const at = now.toISOString();
  for (const [n, sending] of (await sendingsOf(inbound, answered, call)).entries()) {
    const { channel, chat } = sending.to;
    const payload = JSON.stringify(sending.queued);
    const about = sending.about ?? null;
    const key = replyKey(inbound.key, sending.waitMs === undefined ? n : "later");
    const not_before = new Date(now.getTime() + (sending.waitMs ?? 0)).toISOString();
    await enqueue(db, [{ key, channel, chat, payload, about, not_before, created_at: at }]);
  }
}

type Sending = {
  readonly to: Address;
  readonly queued: Queued;
  readonly about?: string | undefined;
  /** At most one part of an answer waits: it can be taken back by its key. */
  readonly waitMs?: number | undefined;
};

async function sendingsOf(inbound: Inbound, answered: Answer, call: Call | undefined): Promise<Sending[]> {
  const quiet = isQuiet(answered, call);
  const sendings: Sending[] = quiet ? signOf(inbound) : [];
  const [first, ...more] = answered.replies;
  if (inbound.kind === "action" && first?.to === undefined) {
    sendings.push(...(await pressed(inbound, answered, call)));
    if (first !== undefined) for (const reply of more) sendings.push(...(await sayOrRenew(inbound, reply, call)));
    return sendings;
  }
  const replies = quiet ? gathered(answered.replies, call.home) : answered.replies;
  for (const reply of replies) sendings.push(...(await sayOrRenew(inbound, reply, call)));
  return sendings;
}

/** That a message was taken, where nothing is said below it. */
function signOf(inbound: Inbound): Sending[] {
  if (inbound.kind !== "message") return [];
  return [{ to: inbound, queued: { kind: "reaction", message: inbound.message } }];
}

/** A reply as a message of its own, or in the place of an earlier one that is still in sight. */
async function sayOrRenew(inbound: Inbound, reply: Reply, call: Call | undefined): Promise<Sending[]> {
  const to = reply.to ?? inbound;
  const earlier = call && (await earlierOf(call, reply, to));
  if (earlier === undefined || call === undefined || isOutOfSight(inbound, earlier)) {
    const { about = reply.inPlace?.of, waitMs } = reply;
    return [{ to, queued: await queuedOf(reply, call && seenIn(call, to)), about, waitMs }];
  }
  const sign = to.chat === inbound.chat ? signOf(inbound) : [];
  return [...sign, ...(await renewals(call, earlier, to))];
}

/** So long after it was sent a message stands too far above for who types below to see it change. */
const IN_SIGHT_MS = 60 * 60_000;

/** Whoever edits their own words looks at what stands below these, however old they are. */
function isOutOfSight({ kind, sentAt }: Inbound, { row }: Earlier): boolean {
  return kind === "message" && sentAt.getTime() - new Date(row.created_at).getTime() > IN_SIGHT_MS;
}

type Earlier = { readonly row: OutboxRow; readonly inPlace: InPlace };

/** The message of the bot that a reply can take the place of. */
async function earlierOf(call: Call, { inPlace }: Reply, to: Address): Promise<Earlier | undefined> {
  if (inPlace === undefined || !shows(seenIn(call, to), "edits")) return undefined;
  const row = await findAbout(call.db, { about: inPlace.of, channel: to.channel, chat: to.chat });
  return row && { row, inPlace };
}

/** The earlier message told anew, and what has to be said beside it. */
async function renewals(call: Call, { row, inPlace }: Earlier, to: Address): Promise<Sending[]> {
  const renew: Queued = { kind: "renew", of: row.key, card: await cardOf(inPlace, seenIn(call, to)) };
  const sendings: Sending[] = [{ to, queued: renew, about: inPlace.becomes ?? inPlace.of }];
  const { beside } = inPlace;
  return beside === undefined ? sendings : [...sendings, { to, queued: await queuedOf(beside, seenIn(call, to)) }];
}

type Press = Extract<Inbound, { kind: "action" }>;

/**
 * The answer to a press stands where the button stood. Where that is not the message which
 * the answer is about, that one is told anew as well.
 */
async function pressed(inbound: Press, answered: Answer, call: Call | undefined): Promise<Sending[]> {
  const [reply] = answered.replies;
  if (reply === undefined) return [{ to: inbound, queued: { kind: "toast", action: inbound.key, text: "" } }];
  const earlier = call && (await earlierOf(call, reply, inbound));
  if (earlier?.row.reference === inbound.message) {
    const { inPlace } = earlier;
    const card = await cardOf(inPlace.beside === undefined ? inPlace : asOne(inPlace, inPlace.beside), call);
    return [{ to: inbound, queued: toast(inbound, answered, card), about: inPlace.becomes ?? inPlace.of }];
  }
  const queued = toast(inbound, answered, await cardOf(reply, call));
  if (earlier === undefined || call === undefined) {
    return [{ to: inbound, queued, about: reply.about ?? reply.inPlace?.of }];
  }
  const { beside: _, ...inPlace } = earlier.inPlace;
  return [{ to: inbound, queued }, ...(await renewals(call, { ...earlier, inPlace }, inbound))];
}

function isQuiet({ outcome, replies }: Answer, call: Call | undefined): call is Call {
  if (call === undefined || !isSignEnough(call) || !QUIET.has(outcome)) return false;
  return replies.every(({ openly, to }) => to !== undefined || openly !== true);
}

/** A refusal leaves the message with the button as it was. */
function toast(inbound: Inbound, { outcome }: Answer, card: Card): Queued {
  const [first = ""] = card.plain.split("\n");
  const text = first.length > LONGEST_TOAST ? `${first.slice(0, LONGEST_TOAST)}…` : first;
  return { kind: "toast", action: inbound.key, text, ...(outcome === "refused" ? {} : { card }) };
}

/** What is answered, as it is seen in the chat where it goes. */
function seenIn(call: Call, to: Address): Call {
  return { ...call, channel: to.channel, chat: chatKey(to) };
}

async function queuedOf(reply: Reply, call: Call | undefined): Promise<Queued> {
  return { kind: "card", card: await cardOf(reply, call) };
}
