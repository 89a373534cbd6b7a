import { cleanName } from "../../ledger/names.ts";
import { dropLink, findLink, findLinkToConfirm, mergePeople, saveLink, updateLink } from "../../store/links.ts";
import { findSpeaker, linkIdentity } from "../../store/people.ts";
import type { LinkTable } from "../../store/schema/people.ts";
import { type Answer, type Call, chatsOf, said } from "../call.ts";
import { type ChannelName, isChannelName } from "../channel.ts";
import { renumberCommittees } from "../duties/committee.ts";
import { renumberRotas } from "../plans/rota.ts";
import { plainWords } from "../questions/yes-no.ts";
import { hashCode, newCode } from "./codes.ts";
import { accountOf, isMember, journalPeople, type Met } from "./met.ts";
import { mayTry, wrongCode } from "./tries.ts";

const LINK_MS = 10 * 60_000;

const CONFIRMING: ReadonlySet<string> = new Set(["确认关联", "不关联"]);
/** Two people become one by it: nobody does that by the way, or by answering something else. */
const UNCLEAR: ReadonlySet<string> = new Set([
  "是",
  "是的",
  "是我",
  "是我本人",
  "对",
  "同意",
  "确认",
  "不是",
  "不同意",
]);
const SAY_IT_ALL = "关联以后两个账号就是同一个人。要关联请回复“确认关联”，不要请回复“不关联”。";

const CHANNELS: Readonly<Record<ChannelName, string>> = {
  telegram: "Telegram",
  lark: "飞书",
  terminal: "终端",
  transcript: "聊天记录",
};

/** A platform as people call it. */
export function channelName(channel: string): string {
  return isChannelName(channel) ? CHANNELS[channel] : channel;
}

/** Gives the code by which another account of the same person is known. */
export async function offerLink({ deps, db, speaker, home }: Call): Promise<Answer> {
  const code = newCode(deps.random());
  const now = deps.clock();
  const link: LinkTable = {
    code_hash: hashCode(code),
    person_id: speaker.id,
    channel: home.channel,
    external_id: home.chat,
    state: "open",
    other_channel: null,
    other_id: null,
    expires_at: new Date(now.getTime() + LINK_MS).toISOString(),
  };
  await saveLink(db, link, now.toISOString());
  return said(
    "answered",
    `请在 10 分钟内用您的另一个账号私聊我，发：\n关联 ${code}\n然后回到这里确认。不要把它转给别人。`,
  );
}

/** Takes what somebody says in private as a step of linking two accounts. Nothing where it is none. */
export async function linkStep(met: Met): Promise<Answer | undefined> {
  if (met.inbound.kind !== "message" || met.inbound.chatType !== "private") return undefined;
  const [, code] = /^\/?(?:关联|link)\s*:?\s*([a-z0-9][a-z0-9\s-]{3,60})$/i.exec(met.text.normalize("NFKC")) ?? [];
  if (code !== undefined) return typed(met, code);
  const words = plainWords(met.text);
  if (!CONFIRMING.has(words) && !UNCLEAR.has(words)) return undefined;
  const link = await findLinkToConfirm(met.db, accountOf(met), met.now.toISOString());
  if (UNCLEAR.has(words)) return link && said("asked", SAY_IT_ALL);
  if (link === undefined) return said("answered", "没有等您确认的关联。要关联另一个账号，请发“关联”。");
  if (words === "不关联") return refuse(met, link);
  return link.state === "typed" ? claim(met, link) : join(met, link);
}

/** The code was typed: an account that has rights of its own must first say that it means to share them. */
async function typed(met: Met, code: string): Promise<Answer> {
  if (!(await mayTry(met))) return wrongCode(met);
  const link = await findLink(met.db, { codeHash: hashCode(code), now: met.now.toISOString() });
  if (link === undefined) return wrongCode(met);
  const { channel, externalId } = accountOf(met);
  if (met.speaker?.id === link.person_id) return said("answered", "这个账号已经是您的了，不用再关联。");
  const claimed = { ...link, other_channel: channel, other_id: externalId };
  await updateLink(met.db, link.code_hash, { state: "typed", other_channel: channel, other_id: externalId });
  if (!isMember(met)) return claim(met, claimed);
  return said(
    "asked",
    "关联以后，发这个码的人和您是同一个人，有您的全部权限和记录。确实是您本人的另一个账号，请回复“确认关联”；不是请回复“不关联”。",
  );
}

async function claim(met: Met, link: LinkTable): Promise<Answer> {
  await updateLink(met.db, link.code_hash, { state: "claimed" });
  const name = cleanName(met.inbound.from.name ?? "");
  const shown = name === undefined ? "" : `（显示名“${name}”）`;
  const question = `您的${channelName(met.inbound.channel)}账号${shown}要和您关联成一个人，是您本人吗？是请回复“确认关联”，不是请回复“不关联”。`;
  return {
    outcome: "asked",
    records: [],
    replies: [
      { text: "已经告诉您原来的账号，请到那边回复“确认关联”。" },
      ...chatsOf([{ channel: link.channel, externalId: link.external_id }]).map((to) => ({ text: question, to })),
    ],
  };
}

async function join(met: Met, link: LinkTable): Promise<Answer> {
  const { db, speaker } = met;
  await dropLink(db, link.code_hash);
  if (speaker?.id !== link.person_id || link.other_channel === null || link.other_id === null) {
    return said("refused", "这次关联已经失效，请重新发“关联”。");
  }
  const other = await findSpeaker(db, link.other_channel, link.other_id);
  if (other === undefined) {
    const account = { channel: link.other_channel, externalId: link.other_id };
    await linkIdentity(db, { ...account, personId: speaker.id });
  } else {
    const people = { from: other.id, into: speaker.id };
    await mergePeople(db, people);
    await renumberRotas(db, people, met.now);
    await renumberCommittees(db, people);
  }
  const places = [...speaker.memberships, ...(other?.memberships ?? [])].map(({ organisationId }) => organisationId);
  for (const organisationId of new Set(places)) {
    const body = { channel: link.other_channel, merged: other?.id ?? null };
    await journalPeople(met, { organisationId, personId: speaker.id, operation: "link", body });
  }
  const text = `已关联，您的${channelName(link.other_channel)}账号和这个账号现在是同一个人。发“取消关联 ${channelName(link.other_channel)}”可以分开。`;
  const told = "已关联，您在这里和原来的账号是同一个人。";
  const second = chatsOf([{ channel: link.other_channel, externalId: link.other_id }]);
  return { outcome: "answered", records: [], replies: [{ text }, ...second.map((to) => ({ text: told, to }))] };
}

async function refuse({ db }: Met, link: LinkTable): Promise<Answer> {
  await dropLink(db, link.code_hash);
  return said("answered", "好的，没有关联。如果不是您本人发起的，请告诉书记。");
}
