import { endInvitesOf } from "../../store/invites.ts";
import { findMembers, isLastAdmin, type Member } from "../../store/members.ts";
import { grantRole } from "../../store/people.ts";
import { isOfficer } from "../../store/roles.ts";
import { type Answer, type Call, isAnswer, type Reply, said } from "../call.ts";
import { journalCommand } from "../journal.ts";
import { toPerson } from "../members/twins.ts";
import { unattended } from "../members/unattended.ts";
import { mayGrant, ROLE_NAMES, roleNamed } from "../permissions.ts";
import type { Command } from "./command.ts";
import { isIn, subordinateNamed } from "./members.ts";
import { unitMeant } from "./unit-meant.ts";

const NAMES = Object.values(ROLE_NAMES).join("、");

/** 第一党支部书记: whose role it is, where that is more than 支部书记. */
const OF_UNIT = new RegExp(`\\s(\\S*[^\\s本党]党?(?:委|总支|支部|小组))的?(${Object.values(ROLE_NAMES).join("|")})$`);

export const appoint: Command = {
  name: "设为",
  latin: "role",
  usage: "设为 李四 记录员",
  summary: `给成员一个身份：${NAMES}`,
  permission: "manage",
  rest: /^(\S.*\s\S.*)$/s,
  async run(call, [all = ""]) {
    const meant = await unitMeant(call, all.replace(OF_UNIT, " $2 $1"));
    if (isAnswer(meant)) return meant;
    const [, name = "", roleWords = ""] = /^(\S.*?)\s+(?:为)?(\S+)$/s.exec(meant.words) ?? [];
    const role = roleNamed(roleWords);
    if (role === undefined) return said("asked", `身份请写 ${NAMES} 之一，如“设为 李四 记录员”。`);
    const member = await subordinateNamed(meant.there, name);
    return isAnswer(member) ? member : appointed(meant.there, member, role);
  },
};

async function appointed(call: Call, member: Member, role: Member["role"]): Promise<Answer> {
  const { db, organisation } = call;
  if (member.role === role) return said("answered", `${member.name}已经是${ROLE_NAMES[role]}。`);
  if (!mayGrant(call.role, role) || !mayGrant(call.role, member.role)) {
    const officer = mayGrant(call.role, role) ? member.role : role;
    return said("refused", `${ROLE_NAMES[officer]}的身份只能由管理员来定。`);
  }
  const seat = { personId: member.id, organisationId: organisation.id };
  if (await isLastAdmin(db, seat)) return said("refused", "这是最后一位管理员，请先设另一位管理员。");
  await grantRole(db, { ...seat, role, now: call.deps.clock().toISOString() });
  if (!isOfficer(role)) await endInvitesOf(db, seat);
  await journalCommand(call, "grant-role", { person: member.id, before: member.role, after: role });
  const hint = role === "secretary" ? await otherSecretaries(call, member) : await unattended(db, organisation.id);
  const done = `${member.name}现在是“${organisation.name}”的${ROLE_NAMES[role]}。`;
  const text = hint === undefined ? done : `${done}\n${hint.text}`;
  return { outcome: "answered", records: [], replies: [{ text }, ...(await notices(call, member, role))] };
}

/** Who else is secretary, since one who has gone would go on hearing what is due. */
async function otherSecretaries(call: Call, { id }: Member): Promise<{ readonly text: string } | undefined> {
  const { db, organisation } = call;
  const all = (await findMembers(db, organisation.id)).filter((one) => one.role === "secretary" && one.id !== id);
  const [first] = all;
  if (first === undefined) return undefined;
  const names = all.map(({ name }) => name).join("、");
  const unit = isIn(call) ? "" : `${organisation.name} `;
  return { text: `${names}也还是书记；不再担任的请发“设为 ${unit}${first.name} 成员”。` };
}

/** What the person hears in private of their new role. */
async function notices(call: Call, { id }: Member, role: Member["role"]): Promise<Reply[]> {
  if (id === call.speaker.id) return [];
  const how = isOfficer(role) ? "待办、义务、述职报告都由您来看，" : "";
  return toPerson(call, id, `您现在是“${call.organisation.name}”的${ROLE_NAMES[role]}。${how}发“帮助”看能用的话。`);
}
