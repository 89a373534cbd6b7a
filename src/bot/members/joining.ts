import { cleanName } from "../../ledger/names.ts";
import { findInvite, takeInvite } from "../../store/invites.ts";
import { dropJoining, findJoining, saveJoining } from "../../store/joining.ts";
import { strongerRole } from "../../store/links.ts";
import { setBarred } from "../../store/members.ts";
import { ensureOrganisation, findRoots } from "../../store/organisations.ts";
import { enrol, grantRole } from "../../store/people.ts";
import type { JoiningTable } from "../../store/schema/people.ts";
import { isClosing, isGreeting } from "../answer/everyday.ts";
import { type Answer, type Reply, said } from "../call.ts";
import { ROLE_NAMES } from "../permissions.ts";
import { plainWords } from "../questions/yes-no.ts";
import { hashCode, isCode } from "./codes.ts";
import { askConsent, askName, FIRST_BRANCH, type Named, placeName, welcome, wordPressed } from "./join-questions.ts";
import { accountOf, isMember, journalPeople, type Met } from "./met.ts";
import { mayTry, wrongCode } from "./tries.ts";
import { twinNotices } from "./twins.ts";

/** How long the bot remembers somebody who has begun to join. */
const PATIENCE_MS = 24 * 3_600_000;

/** The text of the consent that the journal refers to. */
const CONSENT = "2026-11";

const AGREE = new Set(["同意", "我同意", "同意加入"]);
export const DISAGREE: ReadonlySet<string> = new Set(["不同意", "我不同意", "取消", "不加入"]);

/**
 * Takes what somebody says in private as a step on their way in: a code, their name, their
 * consent. Nothing where it is none of these.
 */
export async function joinStep(met: Met): Promise<Answer | undefined> {
  if (met.inbound.chatType !== "private") return undefined;
  const code = codeIn(met);
  if (code !== undefined) return redeem(met, code);
  if (met.inbound.kind === "action") return pressStep(met, met.inbound.action);
  if (met.inbound.kind !== "message" || (isMember(met) && !isConsent(met.text))) return undefined;
  const pending = await findJoining(met.db, accountOf(met), met.now.toISOString());
  return pending && takeWord(met, pending);
}

/** A pressed button as the word that it stands for; nothing where it is none of the step that is open. */
async function pressStep(met: Met, action: string): Promise<Answer | undefined> {
  const pending = await findJoining(met.db, accountOf(met), met.now.toISOString());
  const word = pending && wordPressed(pending, action);
  return pending === undefined || word === undefined ? undefined : takeWord({ ...met, text: word }, pending);
}

function takeWord(met: Met, pending: JoiningTable): Promise<Answer> {
  return pending.name === null ? takeName(met, pending) : takeConsent(met, { ...pending, name: pending.name });
}

function codeIn({ inbound, text }: Met): string | undefined {
  if (inbound.kind === "start") return inbound.payload;
  if (inbound.kind !== "message") return undefined;
  const plain = text.normalize("NFKC");
  const [, typed] = /^\/?(?:加入|join|start)\s*:?\s*([a-z0-9][a-z0-9\s_-]{3,60})$/i.exec(plain) ?? [];
  return typed ?? (isCode(plain) ? plain : undefined);
}

function isConsent(text: string): boolean {
  const words = plainWords(text);
  return AGREE.has(words) || DISAGREE.has(words);
}

async function redeem(met: Met, code: string): Promise<Answer> {
  if (!(await mayTry(met))) return wrongCode(met);
  const invite = await findInvite(met.db, { codeHash: hashCode(code), now: met.now.toISOString() });
  if (invite === undefined) return wrongCode(met);
  const before = met.speaker?.memberships.find(({ organisationId }) => organisationId === invite.organisation_id);
  if (before !== undefined && strongerRole(before.role, invite.role) === before.role) {
    return said("answered", "您已经是这个支部的成员，不用再加入。");
  }
  return begin(met, {
    organisation_id: invite.organisation_id,
    role: invite.role,
    invite_id: invite.id,
    via_chat: null,
  });
}

/** Begins the way in: asks for the name where it is not known, else for consent. */
export async function begin(
  met: Met,
  wanted: Pick<JoiningTable, "organisation_id" | "role" | "invite_id" | "via_chat">,
): Promise<Answer> {
  const pending = { ...wanted, ...keysOf(met), name: met.speaker?.name ?? null };
  await saveJoining(met.db, pending, met.now.toISOString());
  return pending.name === null
    ? askName(met, pending, await welcome(met, pending))
    : askConsent(met, { ...pending, name: pending.name });
}

function keysOf(met: Met) {
  const { channel, externalId } = accountOf(met);
  return {
    channel,
    external_id: externalId,
    expires_at: new Date(met.now.getTime() + PATIENCE_MS).toISOString(),
  };
}

async function takeName(met: Met, pending: JoiningTable): Promise<Answer> {
  if (DISAGREE.has(plainWords(met.text))) return forget(met);
  const shown = cleanName(met.inbound.from.name ?? "");
  const isShown = shown !== undefined && ["是", "是的", "对"].includes(plainWords(met.text));
  const name = isShown ? shown : nameIn(met.text);
  if (name === undefined) return askName(met, pending, "这不像姓名。");
  const named = { ...pending, ...keysOf(met), name };
  await saveJoining(met.db, named, met.now.toISOString());
  return askConsent(met, named);
}

/** What people say instead of their name when they have not read the question. */
const NO_NAME = /^(?:不?是|不?同意|不知道|不清楚|什么|怎么.*|帮助|取消)$/;

/** A name alone, or one in 我叫张三. */
function nameIn(text: string): string | undefined {
  const [, given = ""] = /^(?:我叫|我是|姓名[:：]?)?\s*(.+)$/s.exec(text.trim()) ?? [];
  const name = cleanName(given);
  if (name === undefined || NO_NAME.test(name) || isGreeting(name) || isClosing(name)) return undefined;
  return name;
}

async function takeConsent(met: Met, pending: Named): Promise<Answer> {
  const words = plainWords(met.text);
  if (AGREE.has(words)) return admit(met, pending);
  if (DISAGREE.has(words)) return forget(met);
  if (/^(姓名|我叫|我是)/.test(met.text) && met.speaker === undefined) return takeName(met, pending);
  return askConsent(met, pending);
}

async function forget(met: Met): Promise<Answer> {
  await dropJoining(met.db, accountOf(met));
  return said("answered", "好的，没有保存您的任何内容。");
}

async function admit(met: Met, pending: Named): Promise<Answer> {
  const now = met.now.toISOString();
  await dropJoining(met.db, accountOf(met));
  if (pending.invite_id !== null && !(await takeInvite(met.db, { id: pending.invite_id, now }))) return wrongCode(met);
  const notices: Reply[] = [];
  for (const organisationId of await placesOf(met, pending)) {
    const personId = await seat(met, pending, organisationId);
    notices.push(...(await twinNotices(met, { organisationId, personId, name: pending.name })));
  }
  const role = ROLE_NAMES[pending.role];
  const next =
    pending.role === "auditor"
      ? "发“统计”“最近”查看台账，发“帮助”看用法。"
      : "平时发一句就行，如：昨天下午集中学习 二十大报告 15人 2小时。发“帮助”看用法。";
  const rename = pending.organisation_id === null ? "发“改名 某某党支部”改支部的名称，发“邀请”请成员加入。" : "";
  // Whoever was met in a group spoke there, and what they said was not kept.
  const again = pending.via_chat === null ? "" : "在群里发过的活动没有记下，请再发一次。";
  const text = `${pending.name}，您已加入“${await placeName(met, pending)}”，身份是${role}。${again}${rename}${next}`;
  return { outcome: "answered", records: [], replies: [{ text }, ...notices] };
}

/** The organisation of the invite; for the first admin every one that stands at the top. */
async function placesOf({ db, now }: Met, { organisation_id: id }: Named): Promise<number[]> {
  if (id !== null) return [id];
  const roots = await findRoots(db);
  if (roots.length > 0) return roots.map((root) => root.id);
  return [(await ensureOrganisation(db, [FIRST_BRANCH], now.toISOString())).id];
}

async function seat(met: Met, pending: Named, organisationId: number): Promise<number> {
  const { db, now, speaker } = met;
  const at = now.toISOString();
  const { channel, externalId } = accountOf(met);
  const { name, role, via_chat: viaChat, invite_id: invite } = pending;
  const more = viaChat === null ? {} : { viaChat };
  const personId = await enrol(db, { channel, externalId, name, organisationId, role, now: at, ...more });
  const before = speaker?.memberships.find((one) => one.organisationId === organisationId);
  if (before !== undefined) await grantRole(db, { personId, organisationId, role, now: at });
  await setBarred(db, { personId, organisationId }, false);
  const body = { name, role, before: before?.role ?? null, invite, viaChat, consent: CONSENT };
  await journalPeople(met, { organisationId, personId, operation: "enrol", body });
  return personId;
}
