import { understand } from "../../ledger/understand/message.ts";
import { findInbox } from "../../store/inbox.ts";
import { said } from "../call.ts";
import { nowIn, textOfInbox } from "../intake/text-of.ts";
import { photoNotes } from "../photos/text.ts";
import { nameText, recordLine } from "../replies/describe.ts";
import type { Command } from "./command.ts";
import { targetOf } from "./undo.ts";
import { whyField } from "./why-field.ts";

const FIELDS: Readonly<Record<string, string>> = {
  kinds: "类别",
  date: "日期",
  half: "时段",
  title: "题目",
  place: "地点",
  headcount: "人数",
  minutes: "时长",
  quantity: "数量",
  quantities: "数量",
  names: "参加人员",
};

/** Shows how a record's message was read: which words gave which value. */
export const why: Command = {
  name: "为什么",
  latin: "why",
  usage: "为什么 #12",
  summary: "看一条记录是怎么读出来的；“为什么 集中学习”看一个数字是哪些记录",
  permission: "own",
  rest: /^(?:#?(\d+)|(?:(\d{4})\s*年?\s*)?((?:\d{1,3}岁)?[^\d\s#?]{2,24}(?: [^\d\s]{1,4}){0,2}))?$/,
  async run(call, [number, year, field]) {
    if (field !== undefined) return whyField(call, field, year);
    const record = await targetOf(call, number === undefined ? "newest" : Number(number));
    if (record === undefined) return said("asked", "没有找到这条记录，发“最近”可以查看编号。");
    const photos = (await photoNotes(call, [record])).get(record.id) ?? "";
    const row = await findInbox(call.db, record.sourceKey);
    const text = row === undefined ? undefined : textOfInbox(row);
    if (text === undefined || text === "")
      return said("answered", `${recordLine(record, call.now.today)}${photos}\n原话没有保留。`, [record.id]);
    const reading = understand(text, nowIn(call.organisation.zone, new Date(record.sentAt)), call.deps.vocabulary)
      .records[record.sourceN];
    const words = (reading?.trace ?? []).map(
      ({ field, span: [start, end] }) => `${FIELDS[field] ?? field} ← “${text.slice(start, end)}”`,
    );
    return said("answered", [`#${record.id} ${nameText(record)}${photos}，原话：${text}`, ...words].join("\n"), [
      record.id,
    ]);
  },
};
