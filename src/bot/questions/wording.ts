import type { Day } from "../../ledger/activity.ts";
import { isDay } from "../../ledger/calendar.ts";
import type { Doubt, Reason } from "../../ledger/understand/reading.ts";
import { dayText, minutesText, shortDay } from "../replies/describe.ts";

export const SAME = { yes: "是，我也参加了", no: "不是，另记一次" } as const;
export const AGAIN = { yes: "重复发送", no: "又一次" } as const;

/** A question as people read it, and the words that answer it. */
export type Wording = { readonly text: string; readonly answers: readonly string[] };

/** Asks about a doubt in one short sentence with its ready answers. */
export function doubtWording(doubt: Doubt, today: Day): Wording {
  if (isUnread({ doubts: [doubt] })) return { text: TOO_MANY, answers: [] };
  const answers = doubt.options.map((option) => shown(doubt, option, today));
  switch (doubt.about) {
    case "date":
      return { text: dateQuestion(doubt, answers, today), answers };
    case "kind":
      return { text: kindQuestion(doubt, answers), answers };
    case "participants":
      return { text: numberQuestion(doubt, { name: "人数", unit: "人" }, answers), answers };
    case "duration":
      return { text: lengthQuestion(doubt, answers), answers };
    case "quantity":
      return {
        text: numberQuestion(doubt, doubt.quantity ?? { name: "数量", unit: "" }, answers),
        answers,
      };
  }
}

function shown({ about }: Doubt, option: string, today: Day): string {
  if (about === "duration") return minutesText({ value: Number(option), bound: "exact" });
  return isDay(option) ? shortDay(option, today) : option;
}

const DATE_REASONS: Partial<Record<Reason, (words: string) => string>> = {
  impossible: (words) => `${words}没有这一天，`,
  future: (words) => `${words}还没有到，只记已经办过的活动。`,
  vague: (words) => `“${words}”是哪一天还不清楚，`,
  conflict: (words) => `“${words}”的日期和星期对不上，`,
  reversed: (words) => `“${words}”的起止日期前后颠倒，`,
  long: () => "没有读的话里还有数字，请看看上面记的对不对。",
  content: (words) => `“${words}”像是学习内容里的日期，`,
};

/** Whether a record stands for a message that told more than can be kept of one. */
export function isUnread({ doubts }: { readonly doubts: readonly Doubt[] }): boolean {
  return doubts.some(({ reason, options }) => reason === "several" && options.length === 0);
}

const TOO_MANY = "这一条里有好几项活动，一次读不完，都没有登记。请分成几条再发，这一条可以发“撤销”。";

function dateQuestion(doubt: Doubt, answers: readonly string[], today: Day): string {
  const lead = DATE_REASONS[doubt.reason]?.(doubt.words) ?? "";
  const shown = doubt.options.map((option) => (isDay(option) ? dayText(option, today) : option));
  if (answers.length === 2) return `${lead}是 ${shown.join(" 还是 ")}？`;
  if (answers.length === 1) return `${lead}是 ${shown[0]} 吗？不是的话请回复日期。`;
  const reply = `请回复日期，如 ${shortDay(today, today)}。`;
  return `${lead}${doubt.reason === "future" ? "办完再发一句就好；已经办过的" : "活动是哪一天办的？"}${reply}`;
}

function kindQuestion(doubt: Doubt, answers: readonly string[]): string {
  if (doubt.reason === "slip" && answers.length === 1) return `“${doubt.words}”是 ${answers[0]} 吗？`;
  if (doubt.reason === "unclear") return `“${doubt.words}”记成哪一类？ ${answers.join(" / ")}`;
  return `这是哪一类？ ${answers.join(" / ")}`;
}

function numberQuestion(
  doubt: Doubt,
  { name, unit }: { readonly name: string; readonly unit: string },
  answers: readonly string[],
): string {
  if (doubt.reason === "part") return `${doubt.words}中，属于“三重一大”的有几${unit}？请回复数字。`;
  if (doubt.reason === "missing") return `${doubt.words}的${name}是多少？请回复数字。`;
  if (answers.length === 2) return `${name}是 ${answers.join(" 还是 ")}？`;
  if (answers.length === 1) return oneNumberQuestion(doubt.words, name, `${answers[0]}${unit}`);
  return `“${doubt.words}”，${name}请回复准确的数字。`;
}

function lengthQuestion({ words }: Doubt, answers: readonly string[]): string {
  const last = answers.at(-1);
  if (last === undefined) return `“${words}”，时长是多少？请回复如“1.5小时”或“90分钟”。`;
  if (answers.length === 1) return `“${words}”是时长 ${last} 吗？可以回复“是”，或如“90分钟”。`;
  return `时长是 ${answers.slice(0, -1).join("、")} 还是 ${last}？`;
}

/** Where the number stands there as it is, the question is what it counts: “9人”是参加的人数吗？ */
function oneNumberQuestion(words: string, name: string, shown: string): string {
  const meant = name === "人数" ? "参加的人数" : name;
  return `“${words}”是${words === shown ? meant : ` ${shown} `}吗？可以回复“是”或准确的数字。`;
}
