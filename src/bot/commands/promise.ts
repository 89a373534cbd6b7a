import type { Day } from "../../ledger/activity.ts";
import { yearOf } from "../../ledger/calendar.ts";
import type { Promised } from "../../ledger/duties.ts";
import { isWeeklyStudy, readPromise, STUDIES } from "../../ledger/promises.ts";
import {
  addPromise,
  findPromises,
  type PromisedBy,
  type StoredPromise,
  setPromiseState,
} from "../../store/promises.ts";
import { type Answer, type Call, said } from "../call.ts";
import type { Command } from "../command.ts";
import { shortDay } from "../describe.ts";
import { kindIn } from "./plan.ts";

const HOW = "加一条请发：承诺 每季度至少1次理论中心组学习，或：承诺 6月底前 换届补选。";

/** What the branch promised for a year beyond the rules: a report's or its own words. */
export const promise: Command = {
  name: "承诺",
  latin: "promise",
  usage: "承诺 每季度至少1次理论中心组学习",
  summary: "支部自己定下的事，列入义务一起提醒；“承诺”看全部，“承诺 办了 2”“承诺 取消 2”",
  permission: "manage",
  rest: /^(?:(?:(\d{4})\s*年?\s*)?(?:(办了|没办|取消|恢复)\s*(\d{1,3}))?|((?!书)\S.*))$/s,
  async run(call, [yearText, what, n, words]) {
    const year = yearText === undefined ? yearOf(call.now.today) : Number(yearText);
    if (what !== undefined) return changed(call, { year, n: Number(n), what });
    return words === undefined ? list(call, year) : add(call, words);
  },
};

async function list(call: Call, year: number): Promise<Answer> {
  const all = await findPromises(call.db, { organisation: call.organisation.id, year });
  if (all.length === 0) return said("answered", `${year} 年没有承诺。${HOW}`);
  const lines = all.map((one) => `· ${promiseText(one, call.now.today)}`);
  const hint = "办了的发“承诺 办了 编号”，不要的发“承诺 取消 编号”；按类别算的自己会算，发“义务”查看。";
  return said("answered", [`${year} 年的承诺：`, ...lines, hint].join("\n"));
}

/** `2 6月底前 换届补选（6月30日前，算换届补选）` */
function promiseText(one: Pick<StoredPromise, "n" | "state" | "source"> & Promised, today: Day): string {
  const { n, text, kind, minimum, per, deadline, source, state } = one;
  const often = deadline === null ? PER[per] : `${shortDay(deadline, today)}前`;
  const counted = kind === null ? "办了请告诉我" : `算${isWeeklyStudy(one) ? STUDIES.join("或") : kind} ${minimum} 次`;
  const from = source === "chat" ? "" : `，来自${source}`;
  return `${n} ${text}（${often}，${counted}${from}）${state === "done" ? " 已办" : ""}`;
}

const PER: Readonly<Record<Promised["per"], string>> = { week: "每周", month: "每月", quarter: "每季度", year: "全年" };

async function add(call: Call, words: string): Promise<Answer> {
  const { today } = call.now;
  const vow = readPromise(words, today, (text) => kindIn(call, text) ?? null);
  if (typeof vow === "string") return said("asked", `没有记：${vow}。`);
  const wanted = { organisation: call.organisation.id, ...vow };
  const made = await addPromise(call.db, wanted, byWhom(call));
  if (made === undefined) return said("answered", "这一条已经有了，发“承诺”查看。");
  return said("answered", `已记下承诺${promiseText(made, today)}。会和义务一起提醒。`);
}

const STATES = { 办了: "done", 没办: "open", 取消: "withdrawn", 恢复: "open" } as const;

type Change = { readonly year: number; readonly n: number; readonly what: string };

async function changed(call: Call, { year, n, what }: Change): Promise<Answer> {
  const organisation = call.organisation.id;
  const state = new Map(Object.entries(STATES)).get(what) ?? "open";
  const found = await setPromiseState(call.db, { organisation, year, n, state }, byWhom(call));
  if (found === undefined) return said("asked", `没有承诺${n}，发“承诺”查看。`);
  const done = { done: "已办", open: "已恢复", withdrawn: "已取消" }[state];
  return said("answered", `${done}：${found.text}。`);
}

function byWhom({ deps, speaker, key }: Call): PromisedBy {
  return { at: deps.clock().toISOString(), personId: speaker.id, sourceKey: key, salt: deps.random() };
}
