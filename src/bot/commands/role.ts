import { endInvitesOf } from "../../store/invites.ts";
import { isLastAdmin } from "../../store/members.ts";
import { grantRole } from "../../store/people.ts";
import { said } from "../call.ts";
import type { Command } from "../command.ts";
import { journalCommand } from "../journal.ts";
import { mayGrant, ROLE_NAMES, roleNamed } from "../permissions.ts";
import { memberNamed } from "./members.ts";

const NAMES = Object.values(ROLE_NAMES).join("、");

export const appoint: Command = {
  name: "设为",
  latin: "role",
  usage: "设为 李四 记录员",
  summary: `给成员一个身份：${NAMES}`,
  permission: "manage",
  rest: /^(\S.*?)\s+(?:为)?(\S+)$/s,
  async run(call, [words = "", roleWords = ""]) {
    const role = roleNamed(roleWords);
    if (role === undefined) return said("asked", `身份请写 ${NAMES} 之一。`);
    const found = await memberNamed(call, words);
    if ("answer" in found) return found.answer;
    const { member } = found;
    if (member.role === role) return said("answered", `${member.name}已经是${ROLE_NAMES[role]}。`);
    if (!mayGrant(call.role, role) || !mayGrant(call.role, member.role)) {
      const officer = mayGrant(call.role, role) ? member.role : role;
      return said("refused", `${ROLE_NAMES[officer]}的身份只能由管理员来定。`);
    }
    const seat = { personId: member.id, organisationId: call.organisation.id };
    if (await isLastAdmin(call.db, seat)) return said("refused", "这是最后一位管理员，请先设另一位管理员。");
    await grantRole(call.db, { ...seat, role, now: call.deps.clock().toISOString() });
    if (role !== "secretary" && role !== "admin") await endInvitesOf(call.db, seat);
    await journalCommand(call, "grant-role", { person: member.id, before: member.role, after: role });
    return said("answered", `${member.name}现在是“${call.organisation.name}”的${ROLE_NAMES[role]}。`);
  },
};
