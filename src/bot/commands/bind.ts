import { bindChat, findChat, unbindChat } from "../../store/chats.ts";
import { findOrganisations, type PlacedOrganisation, unitIds } from "../../store/organisations.ts";
import { type Call, said } from "../call.ts";
import { journalIn } from "../journal.ts";
import { hasCards } from "../replies/plain.ts";
import type { Command } from "./command.ts";

const IN_GROUP = "请在要绑定的群里发这句话（先把我请进群）。";

export const bind: Command = {
  name: "绑定",
  latin: "bind",
  usage: "绑定 第一党支部",
  summary: "在群里发：这个群的话都记到这个支部",
  permission: "bind",
  rest: /^(\S.*)?$/s,
  async run(call, [name]) {
    if (call.place === "private") return said("answered", IN_GROUP);
    const mine = await lookedAfter(call);
    const meant = mine.filter(({ name: own, path }) => name === undefined || own === name || path === name);
    const [wanted] = meant;
    if (wanted === undefined || meant.length > 1)
      return said("asked", `请写明您负责的是哪个支部，如“绑定 第一党支部”。`);
    const bound = await findChat(call.db, call.chat);
    if (bound !== undefined && !mine.some(({ id }) => id === bound)) {
      return said("refused", "这个群已经绑定了别的支部，请那个支部的书记先发“解绑”。");
    }
    // Also where nothing changes: said once the bot is back in the group, it tells that this is so.
    await bindChat(call.db, { key: call.chat, organisationId: wanted.id, now: call.deps.clock().toISOString() });
    if (bound === wanted.id) return said("answered", `这个群已经绑定“${wanted.name}”。`);
    await journalIn(call, wanted.id, "bind", { chat: call.chat });
    return said(
      "answered",
      [
        `这个群已绑定“${wanted.name}”，群里的登记都记到它。`,
        "新进群的人按成员登记；已经在群里的，@我说第一句话就登记，姓名不清楚的我私下问。",
        "台账会保存成员的姓名、账号编号和发来的话，只放在本支部自己的机器上；不愿意的不用@我。",
        call.deps.groupHint(call.channel) ?? "",
        call.deps.can(call.channel, "writesFirst") ? "" : "请大家先点开和我的私聊、按“开始”，我才能私下回复。",
        hasCards(call.deps, call.channel) ? "手机上只看到卡片标题的，请书记在群里发“不用卡片”，改发文字和图片。" : "",
      ]
        .filter(Boolean)
        .join("\n"),
    );
  },
};

export const unbind: Command = {
  name: "解绑",
  latin: "unbind",
  usage: "解绑",
  summary: "在群里发：这个群不再属于支部",
  permission: "bind",
  rest: /^$/,
  async run(call) {
    if (call.place === "private") return said("answered", IN_GROUP);
    const bound = await findChat(call.db, call.chat);
    if (bound === undefined) return said("answered", "这个群没有绑定支部。");
    const mine = await lookedAfter(call);
    if (!mine.some(({ id }) => id === bound)) return said("refused", "这个群绑定的是别的支部，请那个支部的书记来发。");
    await unbindChat(call.db, call.chat);
    await journalIn(call, bound, "unbind", { chat: call.chat });
    return said("answered", "已解绑，这个群里的话不再登记。");
  },
};

/** The branches of which the speaker is an officer; an admin also looks after those below. */
export async function lookedAfter(call: Pick<Call, "db" | "memberships">): Promise<PlacedOrganisation[]> {
  const ids = new Set<number>();
  for (const { organisationId, role } of call.memberships) {
    if (role === "secretary") ids.add(organisationId);
    if (role === "admin") for (const id of await unitIds(call.db, organisationId)) ids.add(id);
  }
  return (await findOrganisations(call.db)).filter(({ id }) => ids.has(id));
}
