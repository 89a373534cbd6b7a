import type { Day } from "../../ledger/activity.ts";
import { isSensitive } from "../../ledger/discreet.ts";
import { readKind, understand } from "../../ledger/understand/message.ts";
import { type Answer, type Call, said } from "../call.ts";
import type { Command } from "../command.ts";
import { dayText } from "../describe.ts";
import { journalCommand } from "../journal.ts";
import { log } from "../log.ts";
import { readPlanTime } from "../plan-days.ts";
import { addPlan, changePlan, findPlan, openPlans, type Plan, planText } from "../plans.ts";

const HOW = "请写日期和类别，如：计划 12月20日 组织生活会。";

/** What the branch means to hold: listed as coming, reminded of, and a record afterwards. */
export const plan: Command = {
  name: "计划",
  latin: "plan",
  usage: "计划 12月20日 组织生活会",
  summary: "先记下要办的活动，到时提醒；办完发“已办”，改日子发“计划 改 1 12月22日”",
  permission: "manage",
  rest: /^(?:取消\s*(\d+)|(\d+)\s*取消|改期?\s*(\d+)\s+(?:改?到)?\s*(\S.*)|(\d+)\s*(?:改(?:期|到)+|推迟到|提前到)\s*(\S.*)|(取消|改)|(\S.*))?$/s,
  async run(call, [dropped, gone = dropped, moved, to, other = moved, then = to, alone, words]) {
    if (gone !== undefined) return drop(call, Number(gone));
    if (other !== undefined) return move(call, Number(other), then ?? "");
    if (alone !== undefined)
      return said("asked", `请写编号，如：${alone === "改" ? "计划 改 1 12月22日" : "计划 取消 1"}。发“计划”查看。`);
    return words === undefined ? list(call) : add(call, words);
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
  const made = await addPlan(call.db, call.organisation.id, { day, clock, kind, title });
  await journalCommand(call, "plan", { n: made.n, day, kind });
  return said("answered", `已列入计划：${planText(made, today)}。办完发“已办 ${made.n}”就记入台账。`);
}

function pastText(day: Day, today: Day): string {
  return `${dayText(day, today)}已经过了。`;
}

async function move(call: Call, n: number, words: string): Promise<Answer> {
  const { today } = call.now;
  const wanted = await openPlan(call, n);
  if (wanted === undefined) return said("asked", unknownText(n));
  const found = readPlanTime(words, today);
  if (found === undefined) return said("asked", `没有读懂日期，请写成：计划 改 ${n} 12月22日。`);
  if (found.day < today) return said("asked", `${pastText(found.day, today)}办过了请发“已办 ${n}”。`);
  const moved = { ...wanted, day: found.day, clock: found.clock === "" ? wanted.clock : found.clock };
  await changePlan(call.db, call.organisation.id, moved);
  await journalCommand(call, "plan-moved", { n, day: found.day });
  return said("answered", `已改到：${planText(moved, today)}。`);
}

async function openPlan(call: Call, n: number): Promise<Plan | undefined> {
  const found = await findPlan(call.db, call.organisation.id, n);
  return found?.state === "open" ? found : undefined;
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

async function drop(call: Call, n: number): Promise<Answer> {
  const wanted = await openPlan(call, n);
  if (wanted === undefined) return said("asked", unknownText(n));
  await changePlan(call.db, call.organisation.id, { ...wanted, state: "dropped" });
  await journalCommand(call, "plan-dropped", { n });
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
    const wanted = number === undefined ? past : past.filter(({ n }) => n === Number(number));
    const [first, second] = wanted;
    if (first === undefined) return said("asked", "没有到了日子的计划；办过的活动请直接记一句。");
    if (second !== undefined) return said("asked", `请写明是哪一个，如“已办 ${first.n}”：\n${lines(call, wanted)}`);
    const words =
      `${first.day} ${first.clock} ${first.kind}${first.title === null ? "" : ` 《${first.title}》`} ${details}`.trim();
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
