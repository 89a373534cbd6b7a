import { levelOf } from "../../store/organisation-names.ts";
import { getOrganisation, renameOrganisation } from "../../store/organisations.ts";
import { said } from "../call.ts";
import { journalCommand } from "../journal.ts";
import type { Command } from "./command.ts";

const LONGEST_NAME = 60;

export const rename: Command = {
  name: "改名",
  latin: "rename",
  usage: "改名 机关第一党支部",
  summary: "改支部的名称",
  permission: "manage",
  rest: /^(\S.*)$/s,
  async run(call, [name = ""]) {
    const wanted = name.replace(/\s+/g, " ").trim();
    if (wanted.length > LONGEST_NAME || wanted.includes(">")) {
      return said("answered", `名称请写在 ${LONGEST_NAME} 个字以内，不含“>”。`);
    }
    const { level: before } = await getOrganisation(call.db, call.organisation.id);
    if ((await renameOrganisation(call.db, call.organisation.id, wanted)) === "taken") {
      return said("refused", `同一个上级下面已经有“${wanted}”，没有改名。`);
    }
    await journalCommand(call, "rename", { before: call.organisation.name, after: wanted });
    const level = levelOf(wanted);
    const change = level === before ? "" : `按名称，它现在是${level}，义务按${level}的来列；不对的请再改名。`;
    return said("answered", `“${call.organisation.name}”已改名为“${wanted}”。${change}`);
  },
};
