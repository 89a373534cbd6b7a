import { LEVELS } from "../../ledger/fields.ts";
import { mergeOrganisations, mergerSize, moveOrganisation, sharedNames } from "../../store/mergers.ts";
import { organisationAmong } from "../../store/organisation-names.ts";
import {
  findOrganisations,
  findSuccessors,
  getOrganisation,
  type OrganisationRow,
  organisationPath,
  unitIds,
} from "../../store/organisations.ts";
import { type Answer, type Call, isAnswer, said } from "../call.ts";
import { journalIn } from "../journal.ts";
import { toOfficers } from "../members/twins.ts";
import { verdictOf } from "../permissions.ts";
import { moveRota } from "../plans/rota.ts";
import { movePlans } from "../plans.ts";
import { askToConfirm } from "../questions/confirm.ts";
import type { Command } from "./command.ts";

/** Two names or paths with 到 between them; the spaces tell them from what tells of an activity. */
const TWO = /^(\S+(?:\s*>\s*\S+)*)\s+(?:到|至)\s+(\S+(?:\s*>\s*\S+)*?)(?:下面|之下)?$/s;

export const move: Command = {
  name: "移动",
  latin: "move",
  usage: "移动 第一党支部 到 第二党总支",
  summary: "把支部改到另一个总支或党委下面",
  permission: "admin",
  rest: TWO,
  async run(call, [what = "", where = ""]) {
    const found = await bothNamed(call, what, where);
    if (isAnswer(found)) return found;
    const [unit, above] = found;
    if (unit.parent_id === above.id) return said("answered", `“${unit.name}”已经在“${above.name}”下面。`);
    if (!mayStandUnder(unit, above)) return said("refused", `${unit.level}不能放在${above.level}下面。`);
    const done = await moveOrganisation(call.db, { id: unit.id, under: above.id });
    if (done === "cycle") return said("refused", `“${above.name}”自己在“${unit.name}”下面，不能这样移动。`);
    if (done === "taken") return said("refused", `“${above.name}”下面已经有“${unit.name}”，请先给其中一个改名。`);
    await journalIn(call, unit.id, "move-unit", { before: unit.parent_id, after: above.id });
    const path = await organisationPath(call.db, unit.id);
    const text = `已移动：${path}。它自己的成员、群和记录都不变；各年的“含下级”统计从现在起把它算在“${above.name}”，已经生成的草稿不变。`;
    const moved = `“${unit.name}”改到“${above.name}”下面了，成员、群和记录都不变。`;
    const notices = await toOfficers(call, { organisationId: unit.id, but: call.speaker.id }, moved);
    return { outcome: "answered", records: [], replies: [{ text }, ...notices] };
  },
};

export const mergeInto: Command = {
  name: "并入",
  latin: "mergeunit",
  usage: "并入 第三党支部 到 第一党支部",
  summary: "两个支部合成一个，成员、群和记录都归后一个",
  permission: "admin",
  rest: TWO,
  async run(call, [what = "", where = ""]) {
    const found = await bothNamed(call, what, where);
    if (isAnswer(found)) return found;
    const [from, into] = found;
    const refused = await whyNot(call, from, into);
    if (refused !== undefined) return said("refused", refused);
    const { records, members, chats, units } = await mergerSize(call.db, from.id);
    const more = units === 0 ? "" : `、下级 ${units} 个`;
    const text = [
      `“${from.name}”将并入“${into.name}”：成员 ${members} 人、群 ${chats} 个、记录 ${records} 条${more}都归“${into.name}”，变动历史保留。`,
      `“${from.name}”的书记和管理员转为记录员，需要时再用“设为”指定。人工填写的数字不合并，请在“${into.name}”里重新填。`,
      "上级含下级的全年数字不变；旧名称以后仍然指向合并后的支部。这一步不能撤回。",
    ].join("\n");
    return askToConfirm(call, { do: "merge-units", from: from.id, into: into.id }, text);
  },
};

/** Does a merger that was confirmed, if it still may be done. */
export async function mergeUnits(call: Call, wanted: { from: number; into: number }): Promise<Answer> {
  const from = await getOrganisation(call.db, wanted.from);
  const into = await getOrganisation(call.db, wanted.into);
  const mine = await administered(call);
  const mayStill = mine.has(from.id) && mine.has(into.id) && verdictOf("admin", call.role, call.place) === "allow";
  const refused = mayStill ? await whyNot(call, from, into) : "您现在不是这两个组织的管理员，没有合并。";
  if (refused !== undefined) return said("refused", refused);
  const ends = { organisationId: from.id, but: call.speaker.id };
  const notices = await toOfficers(
    call,
    ends,
    `“${from.name}”已并入“${into.name}”，您在那里是记录员，请和那里的书记对一下。`,
  );
  await mergeOrganisations(call.db, wanted);
  await movePlans(call.db, wanted);
  await moveRota(call.db, wanted);
  for (const { id } of [into, from]) await journalIn(call, id, "merge-unit", wanted);
  const merged = `“${from.name}”已并入“${into.name}”：成员、群、记录、承诺、计划和领学都在这里了。人工填写的数字没有合并，请发“填空”看看。`;
  notices.push(...(await toOfficers(call, { organisationId: into.id, but: call.speaker.id }, merged)));
  const text = `“${from.name}”已并入“${into.name}”。发“各支部”或“统计”可以核对数字。`;
  return { outcome: "answered", records: [], replies: [{ text }, ...notices] };
}

async function whyNot(call: Call, from: OrganisationRow, into: OrganisationRow): Promise<string | undefined> {
  if (from.id === into.id) return "请写两个不同的支部。";
  if (from.level !== into.level) return `${from.level}和${into.level}不能合成一个。`;
  if ((await unitIds(call.db, from.id)).includes(into.id)) return `“${into.name}”在“${from.name}”下面，不能这样合并。`;
  const shared = await sharedNames(call.db, { from: from.id, into: into.id });
  if (shared.length > 0) return `两边下面都有“${shared.join("、")}”，请先改名。`;
  return undefined;
}

function mayStandUnder(unit: OrganisationRow, above: OrganisationRow): boolean {
  return LEVELS.indexOf(above.level) < LEVELS.indexOf(unit.level) || above.level === "党委";
}

type Pair = readonly [OrganisationRow, OrganisationRow];

async function bothNamed(call: Call, first: string, second: string): Promise<Pair | Answer> {
  const one = await administeredNamed(call, first);
  if (isAnswer(one)) return one;
  const other = await administeredNamed(call, second);
  return isAnswer(other) ? other : [one, other];
}

/** Of the organisations that the speaker administers, the one that a name means. */
export async function administeredNamed(call: Call, name: string): Promise<OrganisationRow | Answer> {
  const mine = await administered(call);
  const successors = await findSuccessors(call.db);
  const all = (await findOrganisations(call.db)).filter(({ id }) => mine.has(id) || successors.has(id));
  const found = organisationAmong(all, successors, name);
  if ("found" in found && mine.has(found.found.id)) return found.found;
  if ("ambiguous" in found) {
    return said("asked", `有几个都叫“${name}”，请写全：${found.ambiguous.join("；")}。`);
  }
  return said("asked", `您管理的组织里没有“${name.slice(0, 30)}”。`);
}

/** The organisations of which the speaker is an admin, with all below them. */
export async function administered(call: Pick<Call, "db" | "memberships">): Promise<ReadonlySet<number>> {
  const ids = new Set<number>();
  for (const { organisationId, role } of call.memberships) {
    if (role === "admin") for (const id of await unitIds(call.db, organisationId)) ids.add(id);
  }
  return ids;
}
