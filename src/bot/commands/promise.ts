import { sameDay, yearOf } from "../../ledger/calendar.ts";
import type { Promised } from "../../ledger/duties.ts";
import { periodsOf } from "../../ledger/duty-periods.ts";
import type { Kind } from "../../ledger/kinds.ts";
import { amountPromised } from "../../ledger/promised-amount.ts";
import { isClosedEachTime, isClosedOnce, isWeeklyStudy, readPromise, STUDIES } from "../../ledger/promises.ts";
import { understand } from "../../ledger/understand/message.ts";
import {
  addPromise,
  findPromises,
  type PromisedBy,
  type StoredPromise,
  setPromiseState,
} from "../../store/promises.ts";
import { type Answer, type Call, said } from "../call.ts";
import { saveDays, withDays } from "../duties/promised.ts";
import { journalCommand } from "../journal.ts";
import { shortDay } from "../replies/describe.ts";
import type { Command } from "./command.ts";
import { kindIn } from "./plan.ts";
import { yearMeant } from "./report-year.ts";

const HOW = "加一条请发：承诺 每季度至少1次理论中心组学习，或：承诺 6月底前 换届补选。";

/** What the branch promised for a year beyond the rules: a report's or its own words. */
export const promise: Command = {
  name: "承诺",
  latin: "promise",
  usage: "承诺 每季度至少1次理论中心组学习",
  summary: "支部自己定下的事，列入义务一起提醒；“承诺”看全部，“承诺 办了 2”“承诺 取消 2”",
  permission: "manage",
  rest: /^(?:(?:(?<yearWord>\d{4}|[今明]年)\s*年?\s*)?(?:(?<what>办了|没办|取消|恢复)\s*(?<n>\d{1,3}))?|改到\s*(?<target>\d{4}|[今明]年)\s*年?\s*(?<moved>\d{1,3})|(?<words>(?!书)\S.*))$/s,
  async run(call, _, { yearWord, what, n, target, moved, words }) {
    const year = yearWord === undefined ? undefined : yearMeant(yearWord, call.now.today);
    if (target !== undefined) return move(call, yearMeant(target, call.now.today), Number(moved));
    if (what !== undefined) return changed(call, year, { n: Number(n), what });
    return words === undefined ? list(call, year) : add(call, words);
  },
};

/** Promises without a year are of this one or the next. */
function yearsOf(call: Call): readonly [number, number] {
  const year = yearOf(call.now.today);
  return [year, year + 1];
}

function findIn({ db, organisation }: Call, year: number): Promise<StoredPromise[]> {
  return findPromises(db, { organisation: organisation.id, year });
}

async function list(call: Call, wanted: number | undefined): Promise<Answer> {
  const lines: string[] = [];
  for (const year of wanted === undefined ? yearsOf(call) : [wanted]) {
    const all = await findIn(call, year);
    if (all.length > 0) lines.push(`${year} 年的承诺：`, ...all.map((one) => `· ${promiseText(one, call)}`));
  }
  if (lines.length === 0) return said("answered", `${wanted ?? yearOf(call.now.today)} 年没有承诺。${HOW}`);
  const hint = "办了的发“承诺 办了 编号”，不要的发“承诺 取消 编号”；按类别算的自己会算，发“义务”查看。";
  return said("answered", [...lines, hint].join("\n"));
}

/** `2 6月底前 换届补选（6月30日前，算换届补选）` */
function promiseText(one: Pick<StoredPromise, "n" | "state" | "source"> & Promised, { now, deps }: Call): string {
  const { n, text, kind, minimum, per, deadline, source, state } = one;
  const often = deadline === null ? PER[per] : `${shortDay(deadline, now.today)}前`;
  const unit = amountPromised(one, deps.catalogue)?.unit ?? "次";
  const counted =
    kind === null ? "办了请告诉我" : `算${isWeeklyStudy(one) ? STUDIES.join("或") : kind} ${minimum} ${unit}`;
  const from = source === "chat" ? "" : `，来自${/^\d/.test(source) ? " " : ""}${source}`;
  return `${n} ${text}（${often}，${counted}${from}）${state === "done" && isClosedOnce(one) ? " 已办" : ""}`;
}

const PER: Readonly<Record<Promised["per"], string>> = { week: "每周", month: "每月", quarter: "每季度", year: "全年" };

async function add(call: Call, words: string): Promise<Answer> {
  const { today } = call.now;
  const vow = readPromise(words, today, (text) => kindNamed(call, text));
  if (typeof vow === "string") return said("asked", `没有记：${vow}。`);
  const wanted = { organisation: call.organisation.id, ...vow };
  const made = await addPromise(call.db, wanted, byWhom(call));
  if (made === undefined) return said("answered", "这一条已经有了，发“承诺”查看。");
  const other = vow.assumed && vow.year > yearOf(today) ? `说的是今年，请发“承诺 改到今年 ${made.n}”。` : "";
  return said("answered", `已记下 ${vow.year} 年的承诺${promiseText(made, call)}。会和义务一起提醒。${other}`);
}

/** The kind that stands in a promise by its name, else the only one that a record in these words would have. */
function kindNamed(call: Call, text: string): Kind | null {
  const name = kindIn(call, text) ?? onlyKind(call, text);
  return call.deps.catalogue.kinds.find((kind) => kind.name === name) ?? null;
}

function onlyKind({ now, deps }: Call, text: string): string | undefined {
  const kinds = understand(text, now, deps.vocabulary).records.flatMap((record) => record.kinds);
  return kinds.length === 1 ? kinds[0] : undefined;
}

const STATES = { 办了: "done", 没办: "open", 取消: "withdrawn", 恢复: "open" } as const;

type Change = { readonly n: number; readonly what: string };

async function changed(call: Call, given: number | undefined, { n, what }: Change): Promise<Answer> {
  const state = new Map(Object.entries(STATES)).get(what) ?? "open";
  const year = given ?? (await yearWith(call, n, what !== "恢复"));
  const before = (await findIn(call, year)).find((one) => one.n === n);
  const isOfDone = what === "办了" || what === "没办";
  if (isOfDone && before !== undefined && isClosedEachTime(before)) return doneOnce(call, { year, what, before });
  if (state === "done" && before !== undefined && !isClosedOnce(before)) return said("asked", countedText(before));
  const found = await setPromiseState(call.db, { organisation: call.organisation.id, year, n, state }, byWhom(call));
  if (found === undefined) return said("asked", `没有承诺${n}，发“承诺”查看。`);
  const done = { done: "已办", open: "已恢复", withdrawn: "已取消" }[state];
  return said("answered", `${done}：${year} 年的承诺${n} ${found.text}。`);
}

type Once = { readonly year: number; readonly what: string; readonly before: StoredPromise };

/** What no record tells and is promised again and again is done, or not, for the period that runs. */
async function doneOnce(call: Call, { year, what, before }: Once): Promise<Answer> {
  const { today } = call.now;
  const period = periodsOf({ period: before.per }, year).find(({ first, last }) => first <= today && today <= last);
  if (period === undefined) return said("asked", `没有改：现在不在 ${year} 年里。`);
  const [kept] = await withDays(call.db, [before]);
  const others = (kept?.on ?? []).filter((day) => day < period.first || day > period.last);
  await saveDays(call.db, before.id, what === "办了" ? [...others, today] : others);
  await journalCommand(call, "promise-done", { year, n: before.n, day: today, what });
  const which = `${THIS[before.per]}的${what === "办了" ? "已办" : "改为没办"}`;
  return said("answered", `${which}：${year} 年的承诺${before.n} ${before.text}。`);
}

const THIS: Readonly<Record<Promised["per"], string>> = {
  week: "本周",
  month: "本月",
  quarter: "本季度",
  year: "今年",
};

function countedText({ n, text, kind }: StoredPromise): string {
  return `承诺${n} ${text}：由记录来算，有记录的自己会算。办过没记的请直接记一句，或发“已线下完成 ${kind}”。`;
}

/** The first of the years that lists a promise of this number, or does not. */
async function yearWith(call: Call, n: number, isListed: boolean): Promise<number> {
  const [year, next] = yearsOf(call);
  const lists = async (one: number) => (await findIn(call, one)).some((promised) => promised.n === n);
  return (await lists(year)) === isListed || (await lists(next)) !== isListed ? year : next;
}

/** The same promise for another year than was meant. */
async function move(call: Call, to: number, n: number): Promise<Answer> {
  const { today } = call.now;
  const organisation = call.organisation.id;
  const from = yearsOf(call).find((year) => year !== to) ?? to;
  const found = (await findIn(call, from)).find((one) => one.n === n);
  if (found === undefined) return said("asked", `${from} 年没有承诺${n}，发“承诺”查看。`);
  const deadline = found.deadline === null ? null : sameDay(found.deadline, to);
  if (to < yearOf(today) || (deadline !== null && deadline < today)) return said("asked", "没有改：那时候已经过去了。");
  await setPromiseState(call.db, { organisation, year: from, n, state: "withdrawn" }, byWhom(call));
  const { text, kind, minimum, per } = found;
  const promised = { text, kind, minimum, per, deadline };
  const made = await addPromise(call.db, { organisation, year: to, promised }, byWhom(call));
  if (made === undefined) return said("answered", `${to} 年已经有这一条，${from} 年的去掉了。`);
  return said("answered", `已改到 ${to} 年：承诺${promiseText(made, call)}。`);
}

function byWhom({ deps, speaker, key }: Call): PromisedBy {
  return { at: deps.clock().toISOString(), personId: speaker.id, sourceKey: key, salt: deps.random() };
}
