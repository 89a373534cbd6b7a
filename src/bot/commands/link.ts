import { dropAccount, findAccounts } from "../../store/links.ts";
import { said } from "../call.ts";
import { journalIn } from "../journal.ts";
import { channelName, offerLink } from "../members/linking.ts";
import type { Command } from "./command.ts";

export const link: Command = {
  name: "关联",
  latin: "link",
  usage: "关联",
  summary: "把自己的另一个账号关联进来，两边是同一个人",
  permission: "self",
  rest: /^$/,
  run: offerLink,
};

export const unlink: Command = {
  name: "取消关联",
  latin: "unlink",
  usage: "取消关联 飞书",
  summary: "把自己的另一个账号分开",
  permission: "self",
  rest: /^(\S+)?$/,
  async run(call, [name]) {
    const { db, speaker, home } = call;
    const accounts = await findAccounts(db, speaker.id);
    const others = accounts.filter(({ channel, externalId }) => channel !== home.channel || externalId !== home.chat);
    const meant = others.filter(({ channel }) => name !== undefined && isNamed(channel, name));
    if (others.length === 0) return said("answered", "您没有关联别的账号。");
    if (meant.length === 0) {
      const words = [...new Set(others.map(({ channel }) => `“取消关联 ${channelName(channel)}”`))].join("或");
      return said("asked", `要分开请发${words}。`);
    }
    for (const account of meant) await dropAccount(db, account);
    const channels = meant.map(({ channel }) => channel);
    for (const { organisationId } of call.memberships) await journalIn(call, organisationId, "unlink", { channels });
    return said("answered", "已分开。那个账号不再是成员，以前用它记的仍算您的。");
  },
};

function isNamed(channel: string, name: string): boolean {
  const wanted = name.toLowerCase();
  return channel === wanted || channelName(channel).toLowerCase() === wanted;
}
