import { cleanName } from "../../ledger/names.ts";
import { findChat } from "../../store/chats.ts";
import { findJoining } from "../../store/joining.ts";
import { isBarred } from "../../store/members.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { enrol, findSpeaker } from "../../store/people.ts";
import { type Answer, chatKey, type Reply, said } from "../call.ts";
import { plainWords } from "../questions/yes-no.ts";
import { accountDigest } from "./codes.ts";
import { DISAGREE } from "./joining.ts";
import { accountOf, journalPeople, type Met, metOf } from "./met.ts";
import { once } from "./tries.ts";
import { twinNotices } from "./twins.ts";

/** A bound group of the speaker, and its branch. */
type Way = { readonly chat: string; readonly organisationId: number };

type Admitted = { readonly met: Met; readonly notices: readonly Reply[] };

/**
 * Makes a member of somebody whom the member list of a bound group names, with the first word
 * they say to the bot, which is then taken as a member's. They hear in private what is kept
 * and how to leave. Nothing where that is not their way in.
 */
export async function admitListed(met: Met): Promise<Admitted | undefined> {
  const { inbound, speaker, db } = met;
  const name = cleanName(inbound.from.name ?? "");
  if (inbound.kind !== "message" || !inbound.addressed || name === undefined) return undefined;
  if (DISAGREE.has(plainWords(met.text)) || (await isOnTheWay(met))) return undefined;
  // Who is known and belongs to nothing has left: they are asked again.
  if (speaker !== undefined && speaker.memberships.length === 0) return undefined;
  const ways = await waysOf(met);
  if (ways.length === 0) return undefined;
  const notices: Reply[] = [];
  for (const way of ways) notices.push(...(await enter(met, way, speaker?.name ?? name)));
  const known = await findSpeaker(db, inbound.channel, inbound.from.id);
  return { met: metOf(met.deps, db, { inbound, speaker: known }), notices };
}

/** The branches of the bound groups that list the speaker: in a group its own alone. */
async function waysOf(met: Met): Promise<Way[]> {
  const { inbound, db, speaker } = met;
  const { channel, chatType, from } = inbound;
  const listed = (from.listed ?? []).filter((chat) => chatType === "private" || chat === inbound.chat);
  const ways = new Map<number, Way>();
  for (const chat of listed.map((one) => chatKey({ channel, chat: one }))) {
    const organisationId = await findChat(db, chat);
    if (organisationId === undefined || ways.has(organisationId)) continue;
    if (speaker?.memberships.some((one) => one.organisationId === organisationId) === true) continue;
    if (speaker !== undefined && (await isBarred(db, { personId: speaker.id, organisationId }))) continue;
    ways.set(organisationId, { chat, organisationId });
  }
  return [...ways.values()];
}

/** Whether a code has begun to bring them in. */
async function isOnTheWay(met: Met): Promise<boolean> {
  return (await findJoining(met.db, accountOf(met), met.now.toISOString())) !== undefined;
}

/**
 * Tells somebody whom a member list names, before they have said a word that makes them a
 * member, what the first one will do. Nothing for those whom no list names.
 */
export async function welcomeListed(met: Met): Promise<Answer | undefined> {
  const { inbound, db } = met;
  const name = cleanName(inbound.from.name ?? "");
  const [way] = await waysOf(met);
  if (way === undefined || name === undefined || met.speaker !== undefined) return undefined;
  if (inbound.kind === "message") return said("answered", "好的，没有保存您的任何内容。");
  const { name: branch } = await getOrganisation(db, way.organisationId);
  const text = [
    `${name}，您好，这里是“${branch}”的台账，您在它的群里。`,
    "记活动直接发一句，如：昨天下午集中学习 二十大报告 15人 2小时。发“帮助”看用法。",
    "您发来第一句话，就按群里的姓名登记为成员。台账会保存您的姓名、账号编号、您发来的活动记录和原话，只放在本支部自己的机器上；随时可以发“退出”。不愿意，不用回复。",
  ].join("\n");
  return once(met, `welcome/${accountDigest({ channel: inbound.channel, id: inbound.from.id })}`, text);
}

async function enter(met: Met, { chat: viaChat, organisationId }: Way, name: string): Promise<Reply[]> {
  const { db, now, inbound } = met;
  const role = "member" as const;
  const enrolment = { ...accountOf(met), name, organisationId, role, now: now.toISOString(), viaChat };
  const personId = await enrol(db, enrolment);
  await journalPeople(met, { organisationId, personId, operation: "enrol", body: { name, viaChat, listed: true } });
  const { name: branch } = await getOrganisation(db, organisationId);
  const to = { channel: inbound.channel, chat: inbound.from.id };
  return [
    { text: `${name}，您在“${branch}”的群里，已按成员登记。\n${keptText(branch)}`, to },
    ...(await twinNotices(met, { organisationId, personId, name })),
  ];
}

/** What somebody who comes in through a group is told. */
export function keptText(branch: string): string {
  return [
    "姓名不对请私聊我发“我叫 张三”这样的话。",
    "台账会保存您的姓名、账号编号、您发来的活动记录和原话，只放在本支部自己的机器上；本支部的成员和检查员能查看记录。",
    `不愿意请发“退出 ${branch}”，或者退群。`,
  ].join("\n");
}
