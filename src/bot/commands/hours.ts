import { yearPeriod } from "../../ledger/calendar.ts";
import { HOURS, hoursOf } from "../../ledger/hours.ts";
import { findLedger } from "../../store/activities.ts";
import { findMembers } from "../../store/members.ts";
import { type Answer, type Call, isAnswer, said } from "../call.ts";
import { findCommittee, saveCommittee } from "../duties/committee.ts";
import { journalCommand } from "../journal.ts";
import { numberText } from "../replies/describe.ts";
import { membersIn } from "./members.ts";

/** Hours of study of each member, to whoever looks after the branch and in private alone; in the members' order. */
export async function hoursShown(call: Call, year: number): Promise<Answer> {
  const { db, organisation, deps } = call;
  const wanted = { organisations: [organisation.id], period: yearPeriod(year), states: ["counted"] } as const;
  const { byPerson, unnamed, untimed } = hoursOf(await findLedger(db, wanted), deps.catalogue);
  const committee = new Set(await findCommittee(db, organisation.id));
  const lines = (await findMembers(db, organisation.id)).map(({ id, name, role }) => {
    const wants = role === "secretary" || committee.has(id) ? HOURS.officer : HOURS.member;
    return `${name} ${numberText(byPerson.get(id) ?? 0)}（要 ${wants}）`;
  });
  const gaps = [
    ...(unnamed === 0 ? [] : [`${unnamed} 次没有写全参加的人`]),
    ...(untimed === 0 ? [] : [`${untimed} 次没有写时长`]),
  ];
  return said(
    "answered",
    [
      `${organisation.name} ${year} 年学时，只给您看：`,
      ...lines,
      "只算记录里写了名字和时长的。",
      ...(gaps.length === 0 ? [] : [`另有 ${gaps.join("、")}，实际会多一些。`]),
      ...(committee.size === 0 ? ["支委要 56 学时，请发“义务 支委 张三 李四”说明是谁。"] : []),
    ].join("\n"),
  );
}

/** Who sits on the committee, of whom more hours are asked. */
export async function committeeNamed(call: Call, words: string): Promise<Answer> {
  const ids = await membersIn(call, words.trim());
  if (isAnswer(ids)) return ids;
  await saveCommittee(call.db, call.organisation.id, ids);
  await journalCommand(call, "committee", { people: ids });
  return said("answered", `已记下支委 ${ids.length} 人，学时按 ${HOURS.officer} 算。`);
}
