import { isLastAdmin } from "../../store/members.ts";
import { said } from "../call.ts";
import { branchesOf } from "../intake/place.ts";
import { journalIn } from "../journal.ts";
import { endSeat } from "../members/ending.ts";
import { unattendedNotices } from "../members/unattended.ts";
import type { Command } from "./command.ts";

export const leave: Command = {
  name: "退出",
  latin: "leave",
  usage: "退出 第一党支部",
  summary: "不再是支部台账的成员，以前的记录保留",
  permission: "self",
  rest: /^(\S.*)?$/s,
  async run(call, [name]) {
    const branches = await branchesOf(call);
    const branch = branches.find((one) => one.name === name?.trim());
    if (branch === undefined) {
      const names = branches.map((one) => `“退出 ${one.name}”`).join("或");
      return said("asked", `要退出请发${names}。退出后不能再登记和查看，以前的记录保留。`);
    }
    const seat = { personId: call.speaker.id, organisationId: branch.id };
    if (await isLastAdmin(call.db, seat)) return said("refused", "您是最后一位管理员，请先设另一位管理员再退出。");
    await endSeat(call.db, seat, call.deps.clock());
    await journalIn(call, branch.id, "leave-branch", {});
    const text = `您已退出“${branch.name}”，以前的记录保留。`;
    const replies = [{ text }, ...(await unattendedNotices(call.db, branch.id))];
    return { outcome: "answered", records: [], replies };
  },
};
