import { dayIn } from "../../ledger/calendar.ts";
import { cleanName } from "../../ledger/names.ts";
import { understand } from "../../ledger/understand/message.ts";
import { findMembers, isLastAdmin, type Member, renamePerson, setBarred } from "../../store/members.ts";
import { getOrganisation, unitIds } from "../../store/organisations.ts";
import { type Answer, type Call, isAnswer, type Reply, said } from "../call.ts";
import { journalCommand, journalIn } from "../journal.ts";
import { endSeat } from "../members/ending.ts";
import { twinNotices } from "../members/twins.ts";
import { unattended } from "../members/unattended.ts";
import { mayGrant, ROLE_NAMES } from "../permissions.ts";
import { shortDay } from "../replies/describe.ts";
import { mergeReplies } from "../replies/merged.ts";
import type { Command } from "./command.ts";
import { unitMeant } from "./unit-meant.ts";

export const members: Command = {
  name: "成员",
  latin: "members",
  usage: "成员",
  summary: "看成员名单和身份",
  permission: "manage",
  rest: /^(?:名单)?\s*((?!都|来自|在|是)[^\s,，。;；]+(?:\s*>\s*[^\s,，。;；]+)*(?:党委|总支|支部|小组))?$/,
  async run(here, [unit = ""]) {
    const meant = await unitMeant(here, unit);
    if (isAnswer(meant)) return meant;
    const { there: call } = meant;
    const all = await findMembers(call.db, call.organisation.id);
    const lines = all.map(
      ({ id, name, role, since }) => `${id}号 ${name} ${ROLE_NAMES[role]}（${joinedOn(call, since)}）`,
    );
    return said("answered", [`${call.organisation.name} ${all.length} 人：`, ...lines].join("\n"));
  },
};

function joinedOn({ organisation, now }: Call, since: string): string {
  return `${shortDay(dayIn(organisation.zone, new Date(since)), now.today)}加入`;
}

export const remove: Command = {
  name: "移出",
  latin: "remove",
  usage: "移出 张三",
  summary: "让一个人不再是成员，他的记录保留",
  permission: "manage",
  rest: /^(\S.*)$/s,
  async run(here, [words = ""]) {
    const meant = await unitMeant(here, words);
    if (isAnswer(meant)) return meant;
    const { there: call } = meant;
    const member = await subordinateNamed(call, meant.words);
    if (isAnswer(member)) return member;
    if (member.id === call.speaker.id) return said("asked", `要自己退出请发“退出 ${call.organisation.name}”。`);
    if (!mayGrant(call.role, member.role)) {
      return said("refused", `${member.name}是${ROLE_NAMES[member.role]}，只能由管理员移出。`);
    }
    const seat = { personId: member.id, organisationId: call.organisation.id };
    if (await isLastAdmin(call.db, seat)) return said("refused", "这是最后一位管理员，不能移出。");
    await endSeat(call.db, seat, call.deps.clock());
    await setBarred(call.db, seat, true);
    await journalCommand(call, "remove-member", { person: member.id, role: member.role });
    const text = `${member.name}已移出“${call.organisation.name}”，不能再登记和查看；以前的记录保留。`;
    const left = await unattended(call.db, call.organisation.id);
    return said("answered", left === undefined ? text : `${text}\n${left.text}`);
  },
};

export const called: Command = {
  name: "我叫",
  latin: "name",
  usage: "我叫 张三",
  summary: "更正自己的姓名",
  permission: "self",
  rest: /^(\S.*)$/s,
  async run(call, [words = ""]) {
    const name = cleanName(words);
    const isActivity = understand(words, call.now, call.deps.vocabulary).intent === "log";
    if (name === undefined || isActivity) return said("asked", "姓名请写文字，如“我叫 张三”。");
    await renamePerson(call.db, call.speaker.id, name);
    const replies: Reply[] = [{ text: `好的，已把您的姓名记为“${name}”。` }];
    const { id: personId, name: before } = call.speaker;
    for (const { organisationId } of call.memberships) {
      await journalIn(call, organisationId, "rename-person", { before, after: name });
      replies.push(...(await twinNotices(call, { organisationId, personId, name })));
    }
    return { outcome: "answered", records: [], replies };
  },
};

/** In a group of theirs people are no members before they have spoken. */
const NOT_YET = "还没有登记的，请本人先在绑定的群里@我说一句，或者用邀请码加入";

/** The member of the speaker's branch that a name or 12号 means, or what to say where it is not clear. */
export async function memberNamed(call: Call, words: string): Promise<Member | Answer> {
  const wanted = words.trim();
  const number = /^(\d+)\s*号$/.exec(wanted)?.[1];
  const all = await findMembers(call.db, call.organisation.id);
  const matching = all.filter(({ id, name }) => (number === undefined ? name === wanted : id === Number(number)));
  const [member] = matching;
  if (member === undefined) {
    const list = isIn(call) ? "成员" : `成员 ${call.organisation.name}`;
    return said("asked", `没有找到成员“${wanted.slice(0, 30)}”，发“${list}”看名单；${NOT_YET}。`);
  }
  if (matching.length === 1) return member;
  const numbers = matching.map(({ id, role }) => `${id}号（${ROLE_NAMES[role]}）`).join("、");
  return said("asked", `有 ${matching.length} 位${wanted}：${numbers}。请写编号，如“${member.id}号”。`);
}

/** Whether a command is about an organisation of the speaker, and not about one below that they named. */
export function isIn({ memberships, organisation }: Call): boolean {
  return memberships.some(({ organisationId }) => organisationId === organisation.id);
}

/** As {@link memberNamed}; an admin of units below hears how to name somebody of theirs. */
export async function subordinateNamed(call: Call, words: string): Promise<Member | Answer> {
  const found = await memberNamed(call, words);
  if (!isAnswer(found) || call.role !== "admin") return found;
  const [, below] = await unitIds(call.db, call.organisation.id);
  if (below === undefined) return found;
  const { name } = await getOrganisation(call.db, below);
  const text = `下级的成员，请在姓名前面写上是哪个支部，如“${name} 张三”。`;
  return { ...found, replies: mergeReplies(found.replies, { text }) };
}

/** The members of some names, each once, or what is to be said about a name. */
export async function membersIn(call: Call, names: string): Promise<number[] | Answer> {
  const people = new Set<number>();
  for (const name of names.split(/[\s、，,]+/)) {
    const found = await memberNamed(call, name);
    if (isAnswer(found)) return found;
    people.add(found.id);
  }
  return [...people];
}
