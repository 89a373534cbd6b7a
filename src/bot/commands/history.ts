import * as z from "zod";
import type { Day, Facts } from "../../ledger/activity.ts";
import { findHistory, type JournalRow } from "../../store/journal.ts";
import { findNames } from "../../store/people.ts";
import { said } from "../call.ts";
import { facts } from "../records/kept-values.ts";
import { seenRecord } from "../records/sight.ts";
import {
  amountText,
  daysText,
  minutesText,
  momentText,
  nameText,
  quantityText,
  recordLine,
} from "../replies/describe.ts";
import type { Command } from "./command.ts";
import { noTarget } from "./undo.ts";

const body = z.object({
  before: facts.optional().catch(undefined),
  after: facts.optional().catch(undefined),
  target: z.number().optional(),
  twin: z.number().nullish(),
  reason: z.string().optional(),
});
type Body = z.infer<typeof body>;

const OPERATIONS: Readonly<Record<string, (told: Body) => string>> = {
  log: () => "记入",
  edit: () => "更正",
  answer: () => "答问补充",
  join: ({ target }) => `并入 #${target}`,
  leave: ({ target }) => `从 #${target} 撤回`,
  separate: ({ twin }) => (twin ? `与 #${twin} 分开` : "分开"),
  void: () => "撤销",
  restore: () => "恢复",
  free: () => "不再待定",
  reason: ({ reason }) => `写明原因：${reason}`,
  accept: () => "封账后计入",
  photo: () => "放进照片",
  "photo-kept": () => "收到照片",
  "photo-removed": () => "删除照片",
};

/** Who changed what of a record, when. */
export const history: Command = {
  name: "历史",
  latin: "history",
  usage: "历史 #12",
  summary: "看一条记录的变动",
  permission: "own",
  rest: /^#?(\d+)$/,
  async run(call, [number]) {
    const record = await seenRecord(call, Number(number));
    if (record === undefined) return said("asked", noTarget(Number(number)));
    const rows = await findHistory(call.db, record.id);
    const names = await findNames(call.db, [...new Set(rows.flatMap(({ person_id }) => person_id ?? []))]);
    const shown = { zone: call.organisation.zone, today: call.now.today };
    const lines = rows.map((row) => historyLine(row, names, shown));
    return said("answered", [recordLine(record, call.now.today), ...lines].join("\n"), [record.id]);
  },
};

/** One change of a record: when, who, what, and the values before and after. */
export function historyLine(
  row: JournalRow,
  names: ReadonlyMap<number, string>,
  { zone, today }: { readonly zone: string; readonly today: Day },
): string {
  const when = momentText(zone, new Date(row.at), today);
  const who = (row.person_id === null ? undefined : names.get(row.person_id)) ?? "程序";
  const read = body.safeParse(row.body === null ? undefined : JSON.parse(row.body));
  if (!read.success) return `${when} ${who} ${row.operation === "log" ? "记入" : "变动"}（内容已抹除）`;
  const what = OPERATIONS[row.operation]?.(read.data) ?? row.operation;
  const changes = differences(read.data, today);
  return `${when} ${who} ${what}${changes.length === 0 ? "" : `：${changes.join("；")}`}`;
}

function differences({ before, after }: Body, today: Day): string[] {
  if (before === undefined || after === undefined) return [];
  const shown: (readonly [label: string, of: (one: Facts) => string])[] = [
    ["活动", nameText],
    ["日期", (one) => daysText(one, today)],
    ["地点", ({ place }) => place ?? "无"],
    ["人数", ({ headcount }) => (headcount === null ? "无" : amountText(headcount, "人"))],
    ["时长", ({ minutes }) => (minutes === null ? "无" : minutesText(minutes))],
    ["数量", ({ quantities }) => quantities.map(quantityText).join("、") || "无"],
  ];
  return shown
    .filter(([, of]) => of(before) !== of(after))
    .map(([label, of]) => `${label} ${of(before)} → ${of(after)}`);
}
