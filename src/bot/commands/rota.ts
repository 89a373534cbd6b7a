import { type Answer, type Call, may, said } from "../call.ts";
import type { Command } from "../command.ts";
import { journalCommand } from "../journal.ts";
import { findRota, nextMonday, rotaLines, saveRota, swapped } from "../rota.ts";
import { memberNamed } from "./members.ts";

const HOW = "书记发“领学 名单 张三 李四 王五”排好名单，每周一轮一位。";

const NAMES = "请写明姓名，如：领学 名单 张三 李四 王五。";

/** Who leads the reading on Mondays, by turns. */
export const rota: Command = {
  name: "领学",
  latin: "rota",
  usage: "领学",
  summary: "看每周一轮到谁领学；书记可排：领学 名单 张三 李四、领学 换 李四、领学 停",
  permission: "anyone",
  // A reading of 换届… is something to log.
  rest: /^(?:名单\s+(\S.*)|换(?!届)\s*(\S+)|(停|名单|换))?$/s,
  async run(call, [names, other, alone]) {
    if (names === undefined && other === undefined && alone === undefined) return shown(call);
    if (!may(call, "manage")) return said("refused", "领学的名单只有书记、管理员可以改。");
    if (alone === "停") return stopped(call);
    if (alone !== undefined) return said("asked", alone === "换" ? "请写明换谁，如：领学 换 李四。" : NAMES);
    return names === undefined ? swap(call, other ?? "") : list(call, names.split(/[\s、，,]+/));
  },
};

async function shown(call: Call): Promise<Answer> {
  const { id } = call.organisation;
  const line = (await rotaLines(call.db, [id], call.now.today)).get(id);
  return said("answered", line ?? `还没有领学名单。${HOW}`);
}

async function list(call: Call, names: readonly string[]): Promise<Answer> {
  const people: number[] = [];
  for (const name of names) {
    const found = await memberNamed(call, name);
    if ("answer" in found) return found.answer;
    if (!people.includes(found.member.id)) people.push(found.member.id);
  }
  await saveRota(call.db, call.organisation.id, { people, monday: nextMonday(call.now.today) });
  await journalCommand(call, "rota", { people });
  return shown(call);
}

async function swap(call: Call, name: string): Promise<Answer> {
  const known = await findRota(call.db, call.organisation.id, call.now.today);
  if (known === undefined) return said("asked", `还没有领学名单。${HOW}`);
  const found = await memberNamed(call, name);
  if ("answer" in found) return found.answer;
  await saveRota(call.db, call.organisation.id, swapped(known, found.member.id));
  await journalCommand(call, "rota-swap", { person: found.member.id });
  return shown(call);
}

async function stopped(call: Call): Promise<Answer> {
  await saveRota(call.db, call.organisation.id, undefined);
  await journalCommand(call, "rota", { people: [] });
  return said("answered", "好的，不再排领学。");
}
