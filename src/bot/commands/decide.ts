import { addsUp } from "../../ledger/kinds.ts";
import type { Doubt } from "../../ledger/understand/reading.ts";
import { isLive, type StoredActivity, updateActivity } from "../../store/activities.ts";
import { findHistory } from "../../store/journal.ts";
import { setMark } from "../../store/marks.ts";
import { dropQuestions } from "../../store/questions.ts";
import { type Answer, type Call, may, said } from "../call.ts";
import { joinRecord, separateRecord } from "../events/joins.ts";
import { journal } from "../journal.ts";
import { askAlso, askNext } from "../questions/ask.ts";
import { openPoints, seenMark } from "../questions/open-points.ts";
import { guardClosed } from "../records/closing.ts";
import { attendedRecord, seenRecord } from "../records/sight.ts";
import { acceptRecord, eventOf, mustFind, settle } from "../records.ts";
import { recordLine } from "../replies/describe.ts";
import type { Command } from "./command.ts";
import { yearsToOrder } from "./report-year.ts";

const ONE = /^#?(\d+)(?:[\s,，]*原因\s*[:：]?\s*(\S.*))?$/su;
const TWO = /^#?(\d+)[\s,，和、]+#?(\d+)(?:[\s,，]*原因\s*[:：]?\s*(\S.*))?$/su;

/** The secretary says that two records tell of one event. */
export const merge: Command = {
  name: "合并",
  latin: "merge",
  usage: "合并 #15 #12",
  summary: "两条是同一次，把前一条并入后一条",
  permission: "manage",
  rest: TWO,
  async run(call, [from, into, reason]) {
    const report = await seenRecord(call, Number(from));
    const target = await attendedRecord(call, Number(into));
    if (report === undefined || target === undefined) return said("asked", `没有找到 #${report ? into : from}。`);
    if (report.id === target.id || target.state !== "counted" || report.state === "void") {
      return said("refused", "要合并的两条须是不同的记录，后一条须已计入。");
    }
    if (addsUp(report.kinds, call.deps.catalogue) || addsUp(target.kinds, call.deps.catalogue)) {
      return said("refused", "心得、捐款这类各人的成果相加，不能合并。");
    }
    const refused = await guardClosed(call, target, { reason, days: [report] });
    if (refused !== undefined) return refused;
    const joined = await joinRecord(call, report, { target });
    const text = `#${report.id} 已并入 ${recordLine(joined, call.now.today)}。要还原请发“分开 #${report.id}”。`;
    return said("joined", text, [joined.id]);
  },
};

/** Takes two records apart again, or answers for a member that they are two events. */
export const split: Command = {
  name: "分开",
  latin: "split",
  usage: "分开 #15",
  summary: "并入或待确认的一条其实是另一次，单独计入",
  permission: "manage",
  rest: ONE,
  async run(call, [number, reason]) {
    const record = await seenRecord(call, Number(number));
    if (record === undefined) return said("asked", `没有找到 #${number}。`);
    if (!record.joined && record.heldFor !== "same" && record.heldFor !== "again") {
      return said("refused", `#${number} 没有并入别的记录，也不在等确认。`);
    }
    const event = await eventOf(call, record);
    const refused = await guardClosed(call, record, { reason, days: event === undefined ? [] : [event] });
    if (refused !== undefined) return refused;
    await dropQuestions(call.db, record.id);
    return settled(call, await separateRecord(call, record), "已单独计入");
  },
};

/** Brings a withdrawn record back: officers anybody's, authors what they withdrew themselves. */
export const restore: Command = {
  name: "恢复",
  latin: "restore",
  usage: "恢复 #15",
  summary: "撤销错了的一条重新计入",
  permission: "log",
  rest: ONE,
  async run(call, [number, reason]) {
    const record = await seenRecord(call, Number(number));
    if (record === undefined || isLive(record)) {
      return said("asked", `#${number} 不是已撤销的记录。`);
    }
    if (!may(call, "manage") && !(await isOwnWithdrawal(call, record))) {
      return said("refused", `#${number} 不是您自己撤销的，要恢复请找书记。`);
    }
    const refused = await guardClosed(call, record, { reason, days: [] });
    if (refused !== undefined) return refused;
    const after = await settle(call, record);
    await journal(call, "restore", record.id, { after: after.state });
    return settled(call, after, "已恢复");
  },
};

/** Counts a record that came after its year was closed. */
export const accept: Command = {
  name: "计入",
  latin: "accept",
  usage: "计入 #15 原因 补记",
  summary: "封账后补记的一条，写明原因后计入",
  permission: "manage",
  rest: ONE,
  async run(call, [number, reason]) {
    const record = await seenRecord(call, Number(number));
    if (record === undefined || record.heldFor !== "closed") return said("asked", `#${number} 不是封账后补记的记录。`);
    const refused = await guardClosed(call, record, { reason, days: [] });
    if (refused !== undefined) return refused;
    return settled(call, await acceptRecord(call, record), "已计入");
  },
};

/** The secretary has looked at what seemed unusual and lets it stand. */
export const confirm: Command = {
  name: "确认",
  latin: "confirm",
  usage: "确认 #15",
  summary: "看过了，这条没有错",
  permission: "manage",
  rest: /^(?:#?(\d+)|(?:全部)?补记的?(?:\s*(\d{4})\s*年?)?)$/,
  async run(call, [number, yearText]) {
    if (number === undefined) return confirmLate(call, yearText);
    const record = await seenRecord(call, Number(number));
    if (record === undefined) return said("asked", `没有找到 #${number}。`);
    await updateActivity(call.db, record.id, { doubts: record.doubts.filter(({ reason }) => reason !== "conflict") });
    await markSeen(call, await mustFind(call, record.id));
    return said("answered", `#${number} 已确认，不再列入待办。`, [record.id]);
  },
};

/** Confirms at once all of which nothing is open but that they were logged late. */
async function confirmLate(call: Call, yearText: string | undefined): Promise<Answer> {
  const late = (await openPoints(call, yearsToOrder(call.now.today, yearText))).filter((point) => point.late);
  if (late.length === 0) return said("answered", "没有等确认的补记。");
  for (const { record } of late) await markSeen(call, record);
  return said("answered", `补记的 ${late.length} 条已确认，不再列入待办。`);
}

async function markSeen(call: Call, record: StoredActivity): Promise<void> {
  await setMark(call.db, seenMark(record), call.sentAt);
  await journal(call, "confirm", record.id, {});
}

/** Asks for the headcount that a report left out; the answer fills it. */
export const supply: Command = {
  name: "补数",
  latin: "supply",
  usage: "补数 #15",
  summary: "补上一条的人数",
  permission: "manage",
  rest: /^#?(\d+)$/,
  async run(call, [number]) {
    const record = await seenRecord(call, Number(number));
    if (record === undefined || record.state === "void") return said("asked", `没有找到 #${number}。`);
    const doubt: Doubt = { about: "participants", reason: "missing", words: `#${record.id}`, options: [] };
    const others = record.doubts.filter(({ about }) => about !== "participants");
    await dropQuestions(call.db, record.id);
    await updateActivity(call.db, record.id, { doubts: [doubt, ...others] });
    await journal(call, "supply", record.id, {});
    const next = await askNext(call, [await mustFind(call, record.id)]);
    return { outcome: "answered", records: [record.id], replies: next === undefined ? [] : [next] };
  },
};

async function isOwnWithdrawal(call: Call, { id, authorId }: StoredActivity): Promise<boolean> {
  const withdrawn = (await findHistory(call.db, id)).findLast(({ operation }) => operation === "void");
  return authorId === call.speaker.id && withdrawn?.person_id === call.speaker.id;
}

async function settled(call: Call, now: StoredActivity, done: string): Promise<Answer> {
  const text = now.state === "counted" ? `${done}：${recordLine(now, call.now.today)}。` : `#${now.id} 暂不计入。`;
  const answer = said(now.state === "counted" ? "logged" : "asked", text, [now.id]);
  return askAlso(call, answer, [now]);
}
