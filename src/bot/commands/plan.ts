import type { Day } from "../../ledger/activity.ts";
import { isSensitive } from "../../ledger/discreet.ts";
import { readKind, understand } from "../../ledger/understand/message.ts";
import { type Answer, type Call, isAnswer, may, said } from "../call.ts";
import { journalCommand } from "../journal.ts";
import { readPlanTime } from "../plans/days.ts";
import { keepPlan } from "../plans/planned.ts";
import { readPlanWish } from "../plans/wishes.ts";
import { changePlan, findPlan, openPlans, type Plan, planText } from "../plans.ts";
import { log } from "../records/log.ts";
import { dayText } from "../replies/describe.ts";
import type { Command } from "./command.ts";
import { LOOK, type Spoken, way } from "./spoken.ts";

const HOW = "请写日期和类别，如：计划 12月20日 组织生活会。";

/** 取消计划1, 取消组织生活会的计划, 把计划1改到12月22日, 计划2办了 15人, 查看计划 */
const SPOKEN: Spoken = {
  hint: /计划/,
  ways: [
    way("(?:取消|删除|删掉|去掉|撤销|不要)计划\\s*(\\S.*)?", "计划 取消 $1"),
    way("(?:取消|删除|删掉|去掉)([^,，。\\s]{2,12}?)的?计划", "计划 取消 $1"),
    // Before what is changed of a plan: 把计划2办了.
    way(
      "(?:把|将)?计划\\s*(\\d+)\\s*(?:已经?)?(?:办|办完|开|搞|完成)了\\s*(.*)|计划\\s*(\\d+)\\s*已(?:经)?办\\s*(.*)",
      "已办 $1$3 $2$4",
    ),
    way("(?:把|将)计划(.+)", "计划$1"),
    way("(?:修改|更改|改)计划\\s*(\\d+)\\s*(.+)", "计划 改 $1 $2"),
    way(`(?:${LOOK}|所有|全部|有哪些|接下来的|还有哪些)计划`, "计划"),
  ],
};

/** What the branch means to hold: listed as coming, reminded of, and a record afterwards. */
export const plan: Command = {
  name: "计划",
  latin: "plan",
  usage: "计划 12月20日 组织生活会",
  summary: "先记下要办的活动，到时提醒；办完发“已办”，改日子发“计划 改 1 12月22日”",
  permission: "manage",
  rest: /^(.*)$/s,
  spoken: SPOKEN,
  async run(call, [words = ""]) {
    const wish = readPlanWish(words);
    switch (wish.do) {
      case "list":
        return list(call);
      case "add":
        return add(call, wish.words);
      case "drop":
        return drop(call, wish.which);
      case "move":
        return move(call, wish);
    }
  },
};

async function list(call: Call): Promise<Answer> {
  const plans = await openPlans(call.db, call.organisation.id);
  if (plans.length === 0) return said("answered", `没有计划。${HOW}`);
  return said(
    "answered",
    ["计划：", lines(call, plans), "办完发“已办 编号”，不办了发“计划 取消 编号”，改日子发“计划 改 编号 日期”。"].join(
      "\n",
    ),
  );
}

async function add(call: Call, words: string): Promise<Answer> {
  const { today } = call.now;
  const found = readPlanTime(words, today);
  if (found === undefined) return said("asked", `没有读懂日期。${HOW}`);
  const kind = kindIn(call, found.rest);
  if (kind === undefined) return said("asked", `没有读懂是哪类活动。${HOW}`);
  if (found.day < today)
    return said("asked", `${pastText(found.day, today)}办过的请直接记一句，如：${found.day} ${kind} 15人。`);
  const rest = found.rest.replace(kind, "").trim();
  const title =
    rest === "" || isSensitive([kind], call.deps.catalogue) ? null : rest.replace(/^[《“]|[》”]$/g, "").slice(0, 60);
  const { day, clock } = found;
  return keepPlan(call, { day, clock, kind, title });
}

function pastText(day: Day, today: Day): string {
  return `${dayText(day, today)}已经过了。`;
}

async function move(call: Call, { which, to }: { readonly which: string; readonly to: string }): Promise<Answer> {
  const { today } = call.now;
  const wanted = await planMeant(call, which, "改");
  if (isAnswer(wanted)) return wanted;
  const { n } = wanted;
  const found = readPlanTime(to, today);
  if (found === undefined) return said("asked", `没有读懂日期，请写成：计划 改 ${n} 12月22日。`);
  if (found.day < today) return said("asked", `${pastText(found.day, today)}办过了请发“已办 ${n}”。`);
  const moved = { ...wanted, day: found.day, clock: found.clock === "" ? wanted.clock : found.clock };
  await changePlan(call.db, call.organisation.id, moved);
  await journalCommand(call, "plan-moved", { n, day: found.day });
  return said("answered", `已改到：${planText(moved, today)}。`);
}

/** 组织生活会改到12月22日, said of something that is planned; the reading of anything else is not this one's. */
export async function putOff(call: Call): Promise<((allowed: Call) => Promise<Answer>) | undefined> {
  const wish = readPlanWish(call.text.normalize("NFKC").trim());
  const kind = wish.do === "move" ? kindIn(call, wish.which) : undefined;
  if (wish.do !== "move" || kind === undefined || !may(call, plan.permission)) return undefined;
  const isPlanned = (await openPlans(call.db, call.organisation.id)).some((one) => one.kind === kind);
  return isPlanned ? (allowed) => move(allowed, wish) : undefined;
}

/** The open plan of a number, or the only one of a kind or with these words in its title; to be moved also the only one there is. */
async function planMeant(call: Call, which: string, what: "改" | "取消"): Promise<Plan | Answer> {
  const number = /^(?:第|计划)?\s*(\d{1,4})\s*[个项]?$/.exec(which)?.[1];
  if (number !== undefined) return planNumbered(call, Number(number));
  const some = (await openPlans(call.db, call.organisation.id)).filter((one) => isMeant(call, one, which));
  const [first, second] = some;
  if (first === undefined && which !== "") return said("asked", `没有“${which.slice(0, 20)}”的计划，发“计划”查看。`);
  if (first !== undefined && second === undefined && (which !== "" || what === "改")) return first;
  const how = what === "改" ? "计划 改 1 12月22日" : "计划 取消 1";
  return said("asked", `请写编号，如：${how}。${some.length === 0 ? "现在没有计划。" : `\n${lines(call, some)}`}`);
}

async function planNumbered({ db, organisation }: Call, n: number): Promise<Plan | Answer> {
  const found = await findPlan(db, organisation.id, n);
  if (found === undefined) return said("asked", unknownText(n));
  return found.state === "open" ? found : said("asked", `计划${n}已经${found.state === "done" ? "办过" : "取消"}了。`);
}

function isMeant(call: Call, { kind, title }: Plan, which: string): boolean {
  return which === "" || kindIn(call, which) === kind || title?.includes(which) === true;
}

function unknownText(n: number): string {
  return `没有计划${n}，发“计划”查看。`;
}

/** The kind that begins the words, or stands in them. */
export function kindIn({ deps }: Call, words: string): string | undefined {
  const [first = ""] = words.split(/\s+/);
  const read = readKind(first, deps.vocabulary) ?? readKind(words, deps.vocabulary);
  if (read !== null && read !== undefined) return String(read);
  return deps.catalogue.kinds.map(({ name }) => name).find((name) => words.includes(name));
}

async function drop(call: Call, which: string): Promise<Answer> {
  const wanted = await planMeant(call, which, "取消");
  if (isAnswer(wanted)) return wanted;
  await changePlan(call.db, call.organisation.id, { ...wanted, state: "dropped" });
  await journalCommand(call, "plan-dropped", { n: wanted.n });
  return said("answered", `已取消：${planText(wanted, call.now.today)}。`);
}

/** A plan that was held becomes a record, with what is said of it. */
export const held: Command = {
  name: "已办",
  latin: "held",
  usage: "已办",
  summary: "把计划的活动记入台账，可加人数：已办 2 15人",
  permission: "log",
  rest: /^(?:(\d{1,4})(?!\s*[人次个小])(?:\s+|$))?(.*)$/s,
  async run(call, [number, details = ""]) {
    const refusal = number === undefined ? undefined : await whyNot(call, Number(number));
    if (refusal !== undefined) return said("asked", refusal);
    const open = await openPlans(call.db, call.organisation.id);
    const past = open.filter(({ day }) => day <= call.now.today);
    const kind = kindIn(call, details);
    const ofKind = past.filter((one) => one.kind === kind);
    const unnumbered = ofKind.length > 0 ? ofKind : past;
    const wanted = number === undefined ? unnumbered : past.filter(({ n }) => n === Number(number));
    const [first, second] = wanted;
    if (first === undefined) return said("asked", "没有到了日子的计划；办过的活动请直接记一句。");
    if (second !== undefined) return said("asked", `请写明是哪一个，如“已办 ${first.n}”：\n${lines(call, wanted)}`);
    const more = details.replace(first.kind, "");
    const words =
      `${first.day} ${first.clock} ${first.kind}${first.title === null ? "" : ` 《${first.title}》`} ${more}`.trim();
    const answered = await log(call, understand(words, call.now, call.deps.vocabulary).records);
    if (answered.records.length > 0) await changePlan(call.db, call.organisation.id, { ...first, state: "done" });
    return answered;
  },
};

/** Why the plan of a number does not become a record: it is unknown, over, or its day has not come. */
async function whyNot({ db, organisation, now: { today } }: Call, n: number): Promise<string | undefined> {
  const found = await findPlan(db, organisation.id, n);
  if (found === undefined) return unknownText(n);
  if (found.state === "done") return `计划${n}已经办过了，不用再发。`;
  if (found.state === "dropped") return `计划${n}已经取消了。办了的请直接记一句。`;
  if (found.day <= today) return undefined;
  return `还没有到：${planText(found, today)}。提前办了的请直接记一句，再发“计划 取消 ${n}”。`;
}

function lines(call: Call, plans: readonly Plan[]): string {
  return plans.map((one) => `· ${planText(one, call.now.today)}`).join("\n");
}
