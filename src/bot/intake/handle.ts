import { findInbox, recordsOf, saveInbox } from "../../store/inbox.ts";
import { findSpeaker } from "../../store/people.ts";
import type { Trx } from "../../store/schema.ts";
import { answer } from "../answer.ts";
import { type Answer, type Call, chatKey, type Deps, IGNORED, may, type Reply, said } from "../call.ts";
import type { Inbound } from "../channel.ts";
import { groupChange, meetInGroup } from "../members/groups.ts";
import { joinStep } from "../members/joining.ts";
import { linkStep } from "../members/linking.ts";
import { admitListed, welcomeListed } from "../members/listed.ts";
import { isMember, type Met, metOf } from "../members/met.ts";
import { greet } from "../members/tries.ts";
import { welcome } from "../members/welcome.ts";
import { digestOf } from "../records/log.ts";
import { recallKey } from "../replies/reply-keys.ts";
import { sendReplies } from "../replies/replying.ts";
import { editMessage, recallMessage } from "./follow-up.ts";
import { callOf } from "./place.ts";
import { press } from "./press.ts";
import { answerOfSeveral, resume } from "./several.ts";

/** What was kept of one inbound, as the caller of the intake sees it. */
export type Handled = Answer & { readonly inbound: Inbound };

/**
 * Handles one inbound inside the transaction: known by its key it is a duplicate and
 * changes nothing; else it is answered, and the inbox row, what it did to the ledger and
 * the replies are committed together. Of strangers no row is kept.
 */
export async function handle(deps: Deps, db: Trx, inbound: Inbound): Promise<Handled> {
  const before = await findInbox(db, inbound.key);
  if (before !== undefined) return { inbound, outcome: "duplicate", records: recordsOf(before), replies: [] };

  const first = await meet(deps, db, inbound);
  const arriving = await arrival(first);
  const { met, notices } = (arriving === undefined ? await admitListed(first) : undefined) ?? {
    met: first,
    notices: [],
  };
  const call = arriving === undefined ? await callOf(met) : undefined;
  if (call !== undefined) {
    const answered = withNotices(await resume(call, await respond(call, inbound)), notices);
    await keep(met, answered, { stranger: false });
    await sendReplies(met, answered, call);
    return { inbound, ...answered };
  }
  const answered = arriving ?? (await toStranger(met));
  if (arriving !== undefined && arriving.outcome !== "ignored") await keep(met, arriving, { stranger: true });
  await sendReplies(met, answered, undefined);
  return { inbound, ...answered };
}

function withNotices(answered: Answer, notices: readonly Reply[]): Answer {
  return notices.length === 0 ? answered : { ...answered, replies: [...answered.replies, ...notices] };
}

/** Keeps an inbound whose handling failed, so that it is not lost and blocks nobody. */
export async function quarantine(deps: Deps, db: Trx, inbound: Inbound, error: unknown): Promise<Handled> {
  const met = await meet(deps, db, inbound);
  const answered = said("refused", "这一句没有处理成功，已经留存，请书记或管理员查看。");
  await keep(met, answered, { stranger: !isMember(met), error });
  await sendReplies(met, answered, undefined);
  return { inbound, ...answered };
}

async function meet(deps: Deps, db: Trx, inbound: Inbound): Promise<Met> {
  const { channel, from } = inbound;
  const speaker = from.anonymous === true ? undefined : await findSpeaker(db, channel, from.id);
  return metOf(deps, db, { inbound, speaker });
}

/** What is about people and not about the ledger: ways in and out, and accounts. */
async function arrival(met: Met): Promise<Answer | undefined> {
  const changed = await groupChange(met);
  if (changed !== undefined || met.inbound.from.anonymous === true) return changed;
  return (await linkStep(met)) ?? (await joinStep(met));
}

/** A stranger learns nothing but how to become a member. */
async function toStranger(met: Met): Promise<Answer> {
  const { inbound } = met;
  if (inbound.chatType === "group") return meetInGroup(met);
  const speaks = inbound.kind === "start" || (inbound.kind === "message" && inbound.addressed);
  if (!speaks || inbound.from.anonymous === true) return IGNORED;
  return (await welcomeListed(met)) ?? greet(met);
}

async function keep(met: Met, answered: Answer, how: { stranger: boolean; error?: unknown }): Promise<void> {
  const { inbound, db, now } = met;
  const { stranger, error } = how;
  await saveInbox(db, {
    key: inbound.key,
    chat: chatKey(inbound),
    person_id: isMember(met) ? (met.speaker?.id ?? null) : null,
    kind: inbound.kind,
    payload: JSON.stringify(stranger ? withoutWords(inbound) : withoutUnkept(inbound, answered)),
    digest: !stranger && inbound.kind === "message" ? digestOf(met.text) : null,
    sent_at: inbound.sentAt.toISOString(),
    received_at: now.toISOString(),
    state: error === undefined ? "done" : "quarantined",
    outcome: answered.outcome,
    records: JSON.stringify(answered.records),
    error: error instanceof Error ? `${error.name}: ${error.message}` : null,
  });
}

function withoutUnkept(inbound: Inbound, { unkept }: Answer): Inbound {
  if (unkept !== true) return inbound;
  if (inbound.kind === "message") return { ...inbound, text: "", attachments: [] };
  if ("text" in inbound) return { ...inbound, text: "" };
  return "values" in inbound ? { ...inbound, values: {} } : inbound;
}

/** That something came, without what it said and without names. */
function withoutWords({ kind, key, channel, chat, chatType, from, sentAt }: Inbound): object {
  return { kind, key, channel, chat, chatType, from: { id: from.id }, sentAt, text: "" };
}

/** Whether its author took a message back before it came, as one that a platform had to deliver again. */
async function wasTakenBack({ db, speaker }: Call, { key }: Inbound): Promise<boolean> {
  const recall = await findInbox(db, recallKey(key));
  return recall?.kind === "recall" && recall.person_id === speaker.id;
}

async function respond(call: Call, inbound: Inbound): Promise<Answer> {
  switch (inbound.kind) {
    case "message":
      if (await wasTakenBack(call, inbound)) return { ...IGNORED, unkept: true };
      return call.memberships.length > 1 && call.place === "private" ? answerOfSeveral(call) : answer(call);
    case "action":
      return press(call, inbound);
    case "edit":
      return may(call, "log") ? editMessage(call, inbound.of) : IGNORED;
    case "recall":
      return may(call, "log") ? recallMessage(call, inbound.of) : IGNORED;
    case "start":
      return call.place === "private" ? welcome(call) : IGNORED;
    case "join":
    case "leave":
    case "moved":
      return IGNORED;
  }
}
