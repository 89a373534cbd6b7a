import { yearOf, yearPeriod } from "../../ledger/calendar.ts";
import { findLedger } from "../../store/activities.ts";
import { type Answer, type Call, said } from "../call.ts";
import { daysText, recordLine } from "../replies/describe.ts";
import { kindsAmong, ofKinds } from "./asked-kinds.ts";
import { askedScope } from "./asked-scope.ts";
import type { Query } from "./query-words.ts";

/** When what is asked about was held last, this year or the year before. */
export async function lastTime(call: Call, asked: Query): Promise<Answer> {
  const { speaker, deps, now } = call;
  const { organisations, name, withUnits, notes } = await askedScope(call);
  const period = { first: yearPeriod(yearOf(now.today) - 1).first, last: now.today };
  const all = await findLedger(call.db, { organisations, period, states: ["counted"] });
  const activities = asked.own ? all.filter(({ participants }) => participants.includes(speaker.id)) : all;
  const last = ofKinds(activities, kindsAmong(activities, asked, deps.catalogue)).at(-1);
  const what = `${asked.own ? "您参加的" : name}${last === undefined ? "" : "最近一次"}${asked.kinds.map((kind) => kind.name).join("、")}`;
  const beside = asked.own ? [] : notes;
  if (last === undefined) return said("answered", [`${what}：去年和今年没有记录。`, ...beside].join("\n"));
  const line = withUnits ? daysText(last, now.today) : recordLine(last, now.today);
  return said("answered", [`${what}：`, line, ...beside].join("\n"), withUnits ? [] : [last.id]);
}
