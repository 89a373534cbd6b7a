import { cleanName } from "../../ledger/names.ts";
import { findChat, moveChat, unbindChat } from "../../store/chats.ts";
import { findVia, isBarred, isLastAdmin } from "../../store/members.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { moveQueued } from "../../store/outbox.ts";
import { enrol, findSpeaker } from "../../store/people.ts";
import { type Answer, chatKey, IGNORED, type Reply } from "../call.ts";
import type { Inbound } from "../channel.ts";
import { lookedAfter } from "../commands/bind.ts";
import { endSeat } from "./ending.ts";
import { begin } from "./joining.ts";
import { keptText } from "./listed.ts";
import { isMember, journalPeople, type Met } from "./met.ts";
import { once } from "./tries.ts";
import { toOfficers, twinNotices } from "./twins.ts";

type Coming = Extract<Inbound, { kind: "join" | "leave" }>;

/** What a change of a group does: who comes into a bound group is a member, who leaves it is none. */
export async function groupChange(met: Met): Promise<Answer | undefined> {
  const { inbound, db } = met;
  if (inbound.kind === "moved") {
    await moveChat(db, { from: chatKey(inbound), to: chatKey({ ...inbound, chat: inbound.to }) });
    await moveQueued(db, { channel: inbound.channel, chat: inbound.chat, to: inbound.to });
    return IGNORED;
  }
  if (inbound.kind !== "join" && inbound.kind !== "leave") return undefined;
  if (inbound.chatType !== "group") return IGNORED;
  const organisationId = await findChat(db, chatKey(inbound));
  if (organisationId === undefined) return inbound.kind === "join" ? broughtIn(met, inbound) : IGNORED;
  return inbound.kind === "join" ? joined(met, inbound, organisationId) : left(met, inbound, organisationId);
}

/** An officer brought the bot into a group: how it is bound. Strangers who do so learn nothing. */
async function broughtIn(met: Met, inbound: Coming): Promise<Answer> {
  if (met.speaker === undefined || !inbound.members.some(({ self }) => self === true)) return IGNORED;
  const branches = await lookedAfter({ db: met.db, memberships: met.speaker.memberships });
  const [branch] = branches;
  if (branch === undefined) return IGNORED;
  const words = branches.length === 1 ? "绑定" : `绑定 ${branch.name}`;
  const text = [
    `请负责人在群里@我说“${words}”${met.deps.groupHint(inbound.channel) === undefined ? "" : "，或发 /bind"}，这个群的登记就记到${branches.length === 1 ? `“${branch.name}”` : "那个支部"}。`,
    "绑定以前，群里的话都不记。",
    met.deps.groupHint(inbound.channel) ?? "",
  ];
  return once(met, `brought/${chatKey(inbound)}`, text.filter(Boolean).join("\n"));
}

/** Whether anything of a change of a group has to be kept. */
async function joined(met: Met, inbound: Coming, organisationId: number): Promise<Answer> {
  const replies: Reply[] = [];
  for (const member of inbound.members) {
    if (member.self === true) continue;
    replies.push(...(await enter(met, inbound, { organisationId, id: member.id, name: cleanName(member.name ?? "") })));
  }
  return { outcome: replies.length === 0 ? "ignored" : "answered", records: [], replies };
}

async function enter(
  met: Met,
  { channel, chat }: Coming,
  { organisationId, id, name }: { organisationId: number; id: string; name: string | undefined },
): Promise<Reply[]> {
  const { db, now } = met;
  const known = await findSpeaker(db, channel, id);
  if (known?.memberships.some((one) => one.organisationId === organisationId) === true) return [];
  if (known === undefined && name === undefined) return [];
  if (known !== undefined && (await isBarred(db, { personId: known.id, organisationId }))) return [];
  const called = known?.name ?? name ?? "";
  const viaChat = chatKey({ channel, chat });
  const at = now.toISOString();
  const enrolment = {
    channel,
    externalId: id,
    name: called,
    organisationId,
    role: "member" as const,
    now: at,
    viaChat,
  };
  const personId = await enrol(db, enrolment);
  await journalPeople(met, { organisationId, personId, operation: "enrol", body: { name: called, viaChat } });
  const { name: branch } = await getOrganisation(db, organisationId);
  const text = `${called}，您进了“${branch}”的群，已按成员登记。\n${keptText(branch)}`;
  return [{ text, to: { channel, chat: id } }, ...(await twinNotices(met, { organisationId, personId, name: called }))];
}

async function left(met: Met, inbound: Coming, organisationId: number): Promise<Answer> {
  const { db } = met;
  const chat = chatKey(inbound);
  if (inbound.members.some(({ self }) => self === true)) {
    await unbindChat(db, chat);
    await journalPeople(met, { organisationId, personId: null, operation: "unbind", body: { chat } });
    const { name } = await getOrganisation(db, organisationId);
    const text = `机器人已不在“${name}”绑定的群里，群里的话不再登记，周报也不再发。要恢复，请把机器人重新请进群，再发“绑定 ${name}”。`;
    return { outcome: "answered", records: [], replies: await toOfficers(met, { organisationId }, text) };
  }
  let ended = 0;
  for (const { id } of inbound.members) ended += await leave(met, { channel: inbound.channel, id, chat });
  return { outcome: ended === 0 ? "ignored" : "answered", records: [], replies: [] };
}

async function leave(met: Met, { channel, id, chat }: { channel: string; id: string; chat: string }): Promise<number> {
  const known = await findSpeaker(met.db, channel, id);
  return known === undefined ? 0 : endVia(met, { personId: known.id, chat });
}

type By = Parameters<typeof journalPeople>[0];

/** Ends what somebody is through a group they are not in any more, and returns how many memberships hung on it. */
export async function endVia(by: By, { personId, chat }: { personId: number; chat: string }): Promise<number> {
  const seats = await findVia(by.db, { personId, chat });
  for (const seat of seats) {
    if (await isLastAdmin(by.db, seat)) continue;
    await endSeat(by.db, seat, by.now);
    await journalPeople(by, { ...seat, operation: "leave-branch", body: { chat } });
  }
  return seats.length;
}

/**
 * Somebody who is no member speaks to the bot in a bound group: being there is the way in,
 * and name and consent are asked in private. In other groups strangers hear nothing.
 */
export async function meetInGroup(met: Met): Promise<Answer> {
  const { inbound, db } = met;
  if (inbound.kind !== "message" || !inbound.addressed) return IGNORED;
  const chat = chatKey(inbound);
  const organisationId = await findChat(db, chat);
  if (organisationId === undefined) return IGNORED;
  if (inbound.from.anonymous === true) {
    return once(met, `anonymous/${chat}`, "匿名发言认不出是谁，没有记。请关闭匿名后再发。");
  }
  if (isMember(met) || (await wasPutOut(met, organisationId))) return IGNORED;
  const note = await once(
    met,
    `guest/${chat}/${inbound.from.id}`,
    "您还没有加入本支部的台账，这一句没有记。我已私下问您姓名，没有收到请先私聊我一句；加入以后请再发一次。",
  );
  if (note.replies.length === 0) return IGNORED;
  const asked = await begin(met, { organisation_id: organisationId, role: "member", invite_id: null, via_chat: chat });
  const to = { channel: inbound.channel, chat: inbound.from.id };
  return { ...note, replies: [...note.replies, ...asked.replies.map((reply) => ({ ...reply, to }))] };
}

async function wasPutOut({ db, speaker }: Met, organisationId: number): Promise<boolean> {
  return speaker !== undefined && isBarred(db, { personId: speaker.id, organisationId });
}
