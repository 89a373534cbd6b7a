import * as z from "zod";
import type { PersonalData } from "../../store/erasure/personal.ts";
import { ROLE_NAMES } from "../permissions.ts";
import { fullMomentText } from "../replies/describe.ts";

const STATES: Readonly<Record<string, string>> = { counted: "计入", held: "待定", void: "作废" };

const worded = z.object({ text: z.string() });

/** What is kept about a person, as a page to read. */
export function personalText(data: PersonalData, zone: string): string {
  const time = (at: string) => fullMomentText(zone, new Date(at));
  const sections: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    ["姓名", [`${data.name}（${data.id}号），${time(data.since)} 起`]],
    ["账号", data.accounts.map(({ channel, externalId }) => `${channel} ${externalId}`)],
    ["支部", data.memberships.map((one) => `${one.organisation}，${ROLE_NAMES[one.role]}，${time(one.since)} 起`)],
    ["发来的消息", data.messages.map((one) => `${time(one.sentAt)} ${wordsOf(one.payload)}`)],
    ["记过和参加的活动", data.records.map(recordText)],
    ["没有说完的", data.halfTold.map((one) => halfToldText(one, time(one.touchedAt)))],
    ["照片和文件", data.photos.map((one) => photoText(one, time(one.sentAt)))],
    ["填写的数字", data.filled.map(({ year, field, value }) => `${year} 年 ${field}：${value}`)],
    ["变动", data.journal.map((one) => journalText(one, time(one.at)))],
  ];
  const shown = sections.map(([heading, lines]) => [`【${heading}】`, ...(lines.length === 0 ? ["没有"] : lines)]);
  return `${shown.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function wordsOf(payload: unknown): string {
  const read = worded.safeParse(payload);
  return read.success && read.data.text !== "" ? read.data.text : "（没有保留原话）";
}

function recordText(record: PersonalData["records"][number]): string {
  const kinds = Array.isArray(record.kinds) ? record.kinds.join("、") : "";
  const title = record.title === null ? "" : `《${record.title}》`;
  const part = [record.logged ? "记录" : "", record.took ? "参加" : ""].filter(Boolean).join("、");
  return `#${record.id} ${record.firstDay ?? "日期待定"} ${kinds}${title} ${record.organisation} ${STATES[record.state] ?? record.state}（${part}）`;
}

const enteredWords = z.record(z.string(), z.string());

function halfToldText({ record, entered }: PersonalData["halfTold"][number], time: string): string {
  const words = enteredWords.safeParse(entered);
  const told = words.success ? Object.values(words.data).filter((one) => one !== "") : [];
  return `${time} ${record === null ? "记一条" : `改 #${record}`}：${told.join("、") || "还没有说什么"}`;
}

function photoText({ kind, name, record }: PersonalData["photos"][number], time: string): string {
  const what = name ?? (kind === "image" ? "照片" : "文件");
  return `${time} ${what}${record === null ? "，还没有放进记录" : `，放在 #${record}`}`;
}

function journalText({ operation, activity, own }: PersonalData["journal"][number], time: string): string {
  return `${time} ${operation}${activity === null ? "" : ` #${activity}`}${own ? "" : "（他人操作，涉及您）"}`;
}
