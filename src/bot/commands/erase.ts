import { findFormerNamed, findOrganisationsOf, findPerson } from "../../store/erasure/personal.ts";
import { isLastAdmin } from "../../store/members.ts";
import { type Answer, type Call, isAnswer, type Reply, said } from "../call.ts";
import { journalIn } from "../journal.ts";
import { endSeat } from "../members/ending.ts";
import { unattendedNotices } from "../members/unattended.ts";
import { verdictOf } from "../permissions.ts";
import { askToConfirm } from "../questions/confirm.ts";
import { leaveWork } from "../work/payload.ts";
import type { EraseJob } from "../work/slow-work.ts";
import type { Command } from "./command.ts";
import { memberNamed } from "./members.ts";
import { administered } from "./organise.ts";
import { way } from "./spoken.ts";
import { unitMeant } from "./unit-meant.ts";

const WHAT = [
  "姓名、账号编号、发来的原话、带姓名的文件和历史内容都会抹掉，不能恢复；",
  "活动的次数、人数等全年数字不变，参加记录变成不记名的。",
  "以前的备份不改动，按保留份数逐日过期，过期前里面还有。",
].join("");

export const eraseMine: Command = {
  name: "抹除我的数据",
  latin: "eraseme",
  usage: "抹除我的数据",
  summary: "抹掉自己的姓名、账号和原话，支部的数字不变",
  permission: "self",
  rest: /^$/,
  spoken: {
    hint: /数据|资料|信息|账号/,
    ways: [
      way(
        "(?:删除|清除|清空|删掉|抹掉|抹去|注销)(?:所有|全部)?(?:我|自己)的?(?:所有|全部|个人)?(?:数据|资料|信息|账号)",
        "抹除我的数据",
      ),
    ],
  },
  async run(call) {
    const refused = await whyNot(call, call.speaker.id);
    if (refused !== undefined) return said("refused", refused);
    const text = `将抹除您的数据并退出所有支部。${WHAT}想先留一份请发“导出我的数据”。`;
    return askToConfirm(call, { do: "erase", person: call.speaker.id }, text);
  },
};

export const erase: Command = {
  name: "抹除",
  latin: "erase",
  usage: "抹除 张三",
  summary: "抹掉一个人的姓名、账号和原话，支部的数字不变",
  permission: "admin",
  rest: /^(\S.*)$/s,
  async run(call, [words = ""]) {
    const meant = await unitMeant(call, words);
    if (isAnswer(meant)) return meant;
    const found = await personNamed(meant.there, meant.words.trim());
    if (isAnswer(found)) return found;
    const { id, name } = found;
    const refused = await whyNot(call, id);
    if (refused !== undefined) return said("refused", refused);
    return askToConfirm(call, { do: "erase", person: id }, `将抹除 ${name}（${id}号）的数据并移出所有支部。${WHAT}`);
  },
};

/** Ends what the person may do at once, and leaves the erasing for as soon as this is answered. */
export async function erasePerson(call: Call, person: number): Promise<Answer> {
  const isOwn = person === call.speaker.id;
  const refused =
    isOwn || verdictOf("admin", call.role, call.place) === "allow"
      ? await whyNot(call, person)
      : "只有管理员可以抹除别人的数据。";
  if (refused !== undefined) return said("refused", refused);
  const { deps, db, key } = call;
  const now = deps.clock();
  const seats = await findOrganisationsOf(db, person);
  for (const organisationId of seats.length > 0 ? seats : [call.organisation.id]) {
    await journalIn(call, organisationId, "erase", { person });
    await endSeat(db, { personId: person, organisationId }, now);
  }
  const job: EraseJob = { person, ...(isOwn ? {} : { tell: { ...call.home, key } }) };
  await leaveWork(call, "erase", job);
  const notices: Reply[] = [];
  for (const organisationId of seats) notices.push(...(await unattendedNotices(db, organisationId)));
  const text = isOwn
    ? "您已退出所有支部，您的数据马上抹除，这里的对话记录请您自己在聊天软件里删除。再见。"
    : "好的，这个人的身份已经停用，数据马上抹除，办完告诉您。";
  return { outcome: "answered", records: [], replies: [{ text }, ...notices] };
}

async function whyNot(call: Call, person: number): Promise<string | undefined> {
  const mine = person === call.speaker.id ? undefined : await administered(call);
  for (const organisationId of await findOrganisationsOf(call.db, person)) {
    if (mine !== undefined && !mine.has(organisationId))
      return "这个人还在您不管理的支部里，请由本人或那边的管理员来办。";
    if (await isLastAdmin(call.db, { personId: person, organisationId })) {
      return "这是最后一位管理员，请先设另一位管理员。";
    }
  }
  return undefined;
}

/** A member, or somebody who left and of whom there are still records here. */
async function personNamed(
  call: Call,
  words: string,
): Promise<{ readonly id: number; readonly name: string } | Answer> {
  const member = await memberNamed(call, words);
  if (!isAnswer(member)) return member;
  const number = /^(\d+)\s*号$/.exec(words)?.[1];
  const former = await findFormerNamed(call.db, call.organisation.id, words);
  const numbered = number === undefined ? undefined : await findPerson(call.db, Number(number));
  const left = numbered === undefined ? [] : await findFormerNamed(call.db, call.organisation.id, numbered.name);
  const all = [...former, ...left.filter(({ id }) => id === numbered?.id)];
  const [person] = all;
  return person !== undefined && all.length === 1 ? person : member;
}
