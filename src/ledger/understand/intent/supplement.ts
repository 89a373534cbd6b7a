import { anyOf } from "../../any-of.ts";
import { clockAt } from "../dates/clock.ts";
import { countAt, PEOPLE } from "../numbers/counts.ts";
import { durationAt } from "../numbers/durations.ts";
import { Chars } from "../spelling/chars.ts";
import { type Vocabulary, wordAt } from "../vocabulary.ts";
import { fieldIn } from "./instruction.ts";

/** Goes on with what was told before: 补充：, 忘了说, 对了, 刚才那次还. */
const GOES_ON = new RegExp(
  `^${anyOf`
  (?:请|麻烦|帮我)?(?:再|另外?)?补充?(?:一下|下|一点|两句|说明|信息|内容)?(?:[:,]|\x20(?=\S))\x20?
  (?:刚[才刚]?)?(?:忘|漏)(?:了|记)?(?:说|写|填|报|加)了?[:,]?\x20? (?:对了|另外|还有)[:,]\x20?
  (?:刚[才刚]|上面?|前面?)那?[次场个条](?:活动|会议?|学习)?(?:还|又|一共|是|也)+(?=[^,;。\n]*\d)\x20?
`}`,
);
const FIRST = new Chars("请麻帮再另补刚忘漏对还上前");
const MARKS = /[,;、 ]+(?![^(]*\))/;
/** What stands before an amount and says no more than that it is told of the event. */
const LEAD =
  /^(?:活动|会议?|学习|开会)?(?:时间|时长|人员|大家)?(?:还|又|也|是|有|来|到|参加|参会|到会|出席|学习?|开|讲|上|用|花|持续|历时|进行|一?共|总共|共计|大约|大概|约|了|的|:)*/;
const TAIL = /^(?:参加|参会|到会|出席|学习|左右|了|的|吧|哈|。)*$/;

/**
 * The amounts and fields that a message adds to the record told before, each to be read as a correction: the 2小时 of
 * 补充：学习2小时. Null where it tells anything else, such as an activity of its own.
 */
export function supplement(s: string, vocabulary: Vocabulary): readonly string[] | null {
  const lead = FIRST.at(s, 0) ? GOES_ON.exec(s)?.[0] : undefined;
  if (lead === undefined || s.includes("\n")) return null;
  const parts = s
    .slice(lead.length)
    .split(MARKS)
    .filter((part) => part !== "");
  const values = parts.map((part) => amountIn(part, vocabulary));
  return values.length > 0 && values.every((value) => value !== null) ? values : null;
}

function amountIn(part: string, vocabulary: Vocabulary): string | null {
  const field = fieldIn(part);
  if (field !== undefined && field.length < part.length && !/[和等]/.test(part.charAt(field.length))) return part;
  const value = part.slice(LEAD.exec(part)?.[0].length ?? 0);
  const end = Math.max(amountEnd(value, vocabulary), durationAt(value, 0)?.end ?? 0, clockEnd(value));
  return end > 0 && TAIL.test(value.slice(end)) ? value.slice(0, end) : null;
}

/** People, and what a word announces that names no kind: 议定2项, 慰问金500元. */
function amountEnd(value: string, vocabulary: Vocabulary): number {
  const count = countAt(value, 0, vocabulary.units);
  if (count !== null) return PEOPLE.has(count.unit) ? count.end : 0;
  if (wordAt(value, 0, vocabulary)?.word.type === "kind") return 0;
  for (let at = Math.min(LONGEST_WORD, value.length - 1); at > 1; at--) {
    if (!vocabulary.announcers.has(value.slice(0, at))) continue;
    return countAt(value, at, vocabulary.units)?.end ?? 0;
  }
  return 0;
}

const LONGEST_WORD = 8;

function clockEnd(value: string): number {
  const clock = clockAt(value, 0);
  return clock?.minutes == null ? 0 : clock.end;
}
