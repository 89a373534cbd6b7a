import { anyOf } from "../../any-of.ts";

/** Nothing is said to the readers without one of them. */
const HINT =
  /[?？吗]|请(?!假|示|教|战|愿|柬)|麻烦|大家|各位|抓紧|尽快|务必|记得|各(?:党?支部|党?小组|组|科室|车间|班组)|(?:下(?!午)|明年|后续)[^。\n]{0,12}(?:计划|打算|安排|重点|任务|设想|准备|拟)/;

/** Where a sentence ends, or goes over to speaking to the readers. */
const BORDER =
  /([。；;!！\n]+|(?<=[?？])|[,，\s]+(?=请(?!假|示|教|战)|麻烦|烦请|大家|各位|各(?:党?支部|党?小组|组|科室|车间|班组)|[没未](?:能|有)?(?:来|参加|到)的))/;

const SPOKEN = new RegExp(anyOf`
  请(?!假|示|教|战|愿|柬) 麻烦 大家[^,，]{0,4}(?:看|抓紧|尽快|记得|要|都?交|补) 各位 抓紧 尽快 务必 记得
  [?？]\s*$ 吗\s*$ 各(?:党?支部|党?小组|组|科室|车间|班组)[^,，]{0,6}(?:要|抓紧|尽快|[报交])
`);
/** 下周计划：党课1次: what stands behind it is all to come. */
const PLAN =
  /^\s*(?:[一二三四五六七八九十\d]{1,2}[、.．)）]\s*)?(?:下(?:一?步|一?阶段|个?[周月]|个?季度|半年)|明年|后续)(?:的|工作|主要|重点|我们|咱们|支部|还)*(?:计划|打算|安排|重点|任务|设想|准备|拟)/;
/** What calls to something that is still to come. */
const CALLS = new RegExp(anyOf`
  (?<!(?:没|未)(?:有|能)?)(?:参加|参会|出席|到场|到会)(?!了|的) 准时 按时到 集合 签到(?!表) 届时 自[带备] 提前 准备 通知 报名
  接龙 安排 带[好上齐] 迟到 缺席
`);
/** What asks for a change of the ledger, or about it. */
const OF_LEDGER = /记(?:上|一?下|录|到|进|了)|登|算|录入|撤|删|改|统计|总数|多少|几[次个场]/;
/** What was held is counted in people, or tells its hours. */
const COUNTED = /(?<!每)(?:\d|[一二两三四五六七八九十百])(?:余|多|来)?个?[人名位](?!次)|小时|分钟/;

/**
 * Blanks in place of what only speaks to the readers of what comes after an activity: the 请大家尽快交心得 and
 * 看看有没有漏的？ behind what was held, and the plans at its end. Null where there is none, or where it may call to the activity itself.
 */
export function withoutAsides(text: string): string | null {
  if (!HINT.test(text)) return null;
  const parts = text.split(BORDER);
  const plan = parts.findIndex((words, i) => i > 0 && i % 2 === 0 && PLAN.test(words));
  const told = plan < 0 ? parts : parts.slice(0, plan);
  const asides = new Set(told.filter((words, i) => i > 0 && i % 2 === 0 && SPOKEN.test(words)));
  if (asides.size === 0 && plan < 0) return null;
  for (const words of asides) if (CALLS.test(words) || OF_LEDGER.test(words) || COUNTED.test(words)) return null;
  const isLeftOut = (words: string, i: number): boolean => (i > 0 && asides.has(words)) || (plan > 0 && i >= plan);
  return parts.map((words, i) => (isLeftOut(words, i) ? " ".repeat(words.length) : words)).join("");
}
