import { findChosen, saveChosen } from "../../store/chats.ts";
import { organisationPath } from "../../store/organisations.ts";
import { offered, said, saying } from "../call.ts";
import { branchesOf } from "../intake/place.ts";
import { ROLE_NAMES } from "../permissions.ts";
import type { Command } from "./command.ts";

export const here: Command = {
  name: "当前支部",
  latin: "here",
  usage: "当前支部",
  summary: "看这里说的话记到哪个支部",
  permission: "self",
  rest: /^$/,
  async run(call) {
    const path = await organisationPath(call.db, call.organisation.id);
    const more = call.memberships.length > 1 ? `\n您在 ${call.memberships.length} 个支部，发“切换”可以换。` : "";
    return said("answered", `${path}，您是${ROLE_NAMES[call.role]}。${more}`);
  },
};

export const switchTo: Command = {
  name: "切换",
  latin: "switch",
  usage: "切换 第二党支部",
  summary: "在几个支部的人：换一个支部",
  permission: "self",
  rest: /^(?:到)?\s*(\S.*)?$/s,
  async run(call, [name]) {
    const branches = await branchesOf(call);
    const branch = branches.find((one) => one.name === name?.trim());
    if (branch === undefined) {
      const names = branches.map((one) => one.name);
      const choices = names.map((one) => saying(`切换 ${one}`, one));
      const text = `您在${names.map((one) => `“${one}”`).join("、")}。要换请发“切换 ${names[0]}”这样的话。`;
      return offered("asked", text, choices);
    }
    const waiting = (await findChosen(call.db, call.chat))?.waiting ?? null;
    await saveChosen(call.db, { chat: call.chat, organisation_id: branch.id, waiting: null });
    const done = said("answered", `好的，以后在这里说的都记到“${branch.name}”。`);
    return waiting === null ? done : { ...done, resume: waiting };
  },
};
