import { type Answer, type Call, may, said } from "../call.ts";
import type { Command } from "../command.ts";
import { journalCommand } from "../journal.ts";
import { findRota, nextMonday, type Rota, rotaLines, saveRota, swapped, without } from "../rota.ts";
import { memberNamed } from "./members.ts";

const HOW = "书记发“领学 名单 张三 李四 王五”排好名单，每周一轮一位。";

const NAMES = "请写明姓名，如：领学 名单 张三 李四 王五。";

const HOW_TO: Readonly<Record<string, string>> = {
  换: "请写明换谁，如：领学 换 李四。",
  加: "请写明姓名，如：领学 加 王五。",
  减: "请写明姓名，如：领学 减 王五。",
};

const NAME = "(?:[\\p{sc=Han}·]{2,10}|\\d+号)";

/** Who leads the reading on Mondays, by turns. */
export const rota: Command = {
  name: "领学",
  latin: "rota",
  usage: "领学",
  summary: "看每周一轮到谁领学；书记可排：领学 名单 张三 李四、领学 换 李四、领学 加 王五、领学 减 王五、领学 停",
  permission: "anyone",
  // A reading of 换届… or 加快… is something to log.
  rest: new RegExp(
    `^(?:名单\\s+(\\S.*)|换(?!届)\\s*(\\S+)|换\\s+(${NAME}[\\s、，,]+${NAME})|(加|减)\\s+(${NAME}(?:[\\s、，,]+${NAME})*)|(停|名单|换|加|减))?$`,
    "su",
  ),
  async run(call, [names, other, pair, change, some = "", alone]) {
    if ([names, other, pair, change, alone].every((word) => word === undefined)) return shown(call);
    if (!may(call, "manage")) return said("refused", "领学的名单只有书记、管理员可以改。");
    if (alone === "停") return stopped(call);
    if (alone !== undefined) return said("asked", HOW_TO[alone] ?? NAMES);
    if (names !== undefined) return list(call, names);
    return change === undefined ? swap(call, pair ?? other ?? "") : regroup(call, some, change === "加");
  },
};

async function shown(call: Call): Promise<Answer> {
  const { id } = call.organisation;
  const line = (await rotaLines(call.db, [id], call.now.today)).get(id);
  return said("answered", line ?? `还没有领学名单。${HOW}`);
}

/** The members of some names, each once, or what is to be said about a name. */
async function membersIn(call: Call, names: string): Promise<number[] | Answer> {
  const people: number[] = [];
  for (const name of names.split(/[\s、，,]+/)) {
    const found = await memberNamed(call, name);
    if ("answer" in found) return found.answer;
    if (!people.includes(found.member.id)) people.push(found.member.id);
  }
  return people;
}

async function list(call: Call, names: string): Promise<Answer> {
  const people = await membersIn(call, names);
  return "outcome" in people ? people : save(call, { people, monday: nextMonday(call.now.today) });
}

/** Who is new reads last, and who is taken away has no more turns. */
async function regroup(call: Call, names: string, isMore: boolean): Promise<Answer> {
  const known = await findRota(call.db, call.organisation.id, call.now.today);
  if (known === undefined) return said("asked", `还没有领学名单。${HOW}`);
  const some = await membersIn(call, names);
  if ("outcome" in some) return some;
  if (isMore) return save(call, { ...known, people: [...new Set([...known.people, ...some])] });
  const left = without(known, some);
  return left === undefined ? stopped(call) : save(call, left);
}

async function swap(call: Call, names: string): Promise<Answer> {
  const known = await findRota(call.db, call.organisation.id, call.now.today);
  if (known === undefined) return said("asked", `还没有领学名单。${HOW}`);
  const people = await membersIn(call, names);
  if ("outcome" in people) return people;
  const [person, other] = people;
  return person === undefined ? said("asked", NAMES) : save(call, swapped(known, person, other));
}

async function save(call: Call, wanted: Rota): Promise<Answer> {
  await saveRota(call.db, call.organisation.id, wanted);
  await journalCommand(call, "rota", { people: wanted.people });
  return shown(call);
}

async function stopped(call: Call): Promise<Answer> {
  await saveRota(call.db, call.organisation.id, undefined);
  await journalCommand(call, "rota", { people: [] });
  return said("answered", "好的，不再排领学。");
}
