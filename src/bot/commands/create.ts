import { saveChosen } from "../../store/chats.ts";
import { organisationParts } from "../../store/organisation-names.ts";
import { ensureOrganisation, organisationPath } from "../../store/organisations.ts";
import { grantRole } from "../../store/people.ts";
import { type Call, chatKey, said } from "../call.ts";
import { journalIn } from "../journal.ts";
import type { Command } from "./command.ts";

export const create: Command = {
  name: "新建",
  latin: "create",
  usage: "新建 第二党支部",
  summary: "在当前组织下面建一个支部",
  permission: "admin",
  rest: /^([^\s>]{1,58}(?:党委|总支|支部|小组))$/,
  async run(call, [name = ""]) {
    const { deps, db, speaker, organisation } = call;
    const above = organisationParts(await organisationPath(db, organisation.id));
    const at = deps.clock().toISOString();
    const made = await ensureOrganisation(db, [...above, name], at, organisation.zone);
    if (made.created_at !== at) return said("answered", `“${organisation.name}”下面已经有“${name}”。`);
    await grantRole(db, { personId: speaker.id, organisationId: made.id, role: "admin", now: at });
    await journalIn(call, made.id, "create", { name, under: organisation.id });
    const stays = await stayHere(call);
    return said(
      "answered",
      `已建“${name}”，您是它的管理员。${stays}请书记加入请发“邀请 书记 ${name}”；书记来了以后，您可以发“退出 ${name}”，上级的管理员照样管得到。`,
    );
  },
};

/** Whoever belonged to one organisation alone goes on speaking of it, and need not be asked which one is meant. */
async function stayHere({ db, home, memberships, organisation }: Call): Promise<string> {
  if (memberships.length > 1) return "";
  await saveChosen(db, { chat: chatKey(home), organisation_id: organisation.id, waiting: null });
  return `您私聊说的话仍记到“${organisation.name}”，要换请发“切换”。`;
}
