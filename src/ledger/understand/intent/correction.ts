import type { Day } from "../../activity.ts";
import { clockAt } from "../dates/clock.ts";
import { fromDay } from "../dates/days.ts";
import { comesSoon } from "../dates/open-dates.ts";
import { normalise, type Text, wordsOf } from "../normalise.ts";
import { countAt } from "../numbers/counts.ts";
import { durationAt } from "../numbers/durations.ts";
import { readDuration, readMinutes } from "../numbers/read-length.ts";
import { LONGEST } from "../numbers/read-number.ts";
import { readHeadcount } from "../people/read-headcount.ts";
import type { Change, Doubt, Now } from "../reading.ts";
import { readDay, readDayAlone, readKind } from "../values.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { type Field, fieldIn, INTO, instruction, type Target, targetOf } from "./instruction.ts";
import { quantityChange } from "./quantity-change.ts";
import { supplement } from "./supplement.ts";

type Correction = { readonly target: Target; readonly changes: readonly Change[]; readonly doubt: Doubt | null };

const REST = /[。!,;\s]+$/;
const FIELD_GAP =
  /(?:[,;、]| )(?=(?:日期|时间|人数|实到|时长|用时|地点|标题|题目|主题|类别|类型|内容)(?:[:= ]|改|是|为|\d))/;

/** Reads a correction: 改 人数 16, 改成16人, 不是昨天，是前天, #128 改 日期 11-21. Null where the text is none. */
export function readCorrection(text: string, now: Now, vocabulary: Vocabulary): Correction | null {
  if (text.length > LONGEST) return null;
  const { target, parts } = askedFor(normalise(text).s.trim(), vocabulary);
  const changes: Change[] = [];
  let doubt: Doubt | null = null;
  for (const part of parts) {
    if (ASKED.test(part)) return null;
    const read = changeOf(part.trim().replace(REST, ""), { now, vocabulary, original: text });
    if (read === null) return null;
    if ("about" in read) doubt = doubt ?? read;
    else changes.push(read);
  }
  return changes.length === 0 && doubt === null ? null : { target, changes, doubt };
}

/** 主题是什么 and 内容是哪些 ask, and state nothing. */
const ASKED = /(?:什么|啥|哪[些个天里]?|谁|多少|怎么样?|吗|[?])[呢啊呀?]*$/;

/** Which record is meant, and what should hold of it, part by part. */
function askedFor(said: string, vocabulary: Vocabulary): { target: Target; parts: readonly string[] } {
  const { target, rest, named } = targetOf(said);
  const added = supplement(said, vocabulary);
  return { target, parts: added ?? instruction(rest, named || target !== "newest")?.split(FIELD_GAP) ?? [] };
}

type Source = { readonly now: Now; readonly vocabulary: Vocabulary; readonly original: string };

function changeOf(part: string, source: Source): Change | Doubt | null {
  const whole = valueIn(part, source);
  // The 主题 of 主题党日 is no field.
  const found = readKind(whole, source.vocabulary) === null ? fieldIn(part) : undefined;
  if (found !== undefined) {
    const value = fieldValueIn(part.slice(found.length), source);
    return value === "" ? null : fieldChange(found.field, value, source);
  }
  return quantityChange(part, source.vocabulary) ?? freeChange(whole, source);
}

/** Without 改成 and the like; the 为 of 为群众办实事 is part of the kind's name. */
function valueIn(words: string, { vocabulary }: Source): string {
  return readKind(words, vocabulary) === null ? words.replace(INTO, "").trim() : words;
}

/** The words of a title or a place behind a blank are its own: 题目 为人民服务, 地点 到处. */
function fieldValueIn(words: string, source: Source): string {
  const own = /^ (?!(?:更正|修改|改|换)[成为到]|[成为到是:=] )/.test(words);
  return own ? words.trim() : valueIn(words.trim().replace(/^在/, ""), source);
}

function fieldChange(field: Field, value: string, source: Source): Change | Doubt | null {
  const words = asWritten(value, source.original);
  const nothing = NOTHING.test(value) ? without(field) : undefined;
  if (nothing !== undefined) return nothing;
  if (field === "title" || field === "place") return { field, text: words.replace(/^[《“"](.*)[》”"]$/, "$1") };
  if (field === "kinds") return kindChange(value, words, source);
  if (field === "date") return dateChange(value, words, source) ?? minutesChange(value) ?? unknown("date", words);
  if (field === "minutes") return durationChange(value) ?? unknown("duration", words);
  return headcountChange(value, words);
}

const NOTHING = /^(?:清空|去掉|删掉|删除|去除|不要|没有|无|空)了?$/;

/** What takes a value away; a record cannot do without its day and its kind. */
function without(field: Field): Change | undefined {
  if (field === "title" || field === "place") return { field, text: null };
  return field === "headcount" || field === "minutes" ? { field, amount: null } : undefined;
}

function unknown(about: Doubt["about"], words: string): Doubt {
  return { about, reason: "vague", words, options: [] };
}

/** The value as the member wrote it, capital letters and full-width marks included. */
function asWritten(value: string, original: string): string {
  const text: Text = normalise(original);
  const at = text.s.lastIndexOf(value);
  return at < 0 ? value : wordsOf(text, at, at + value.length).trim();
}

function kindChange(value: string, words: string, { vocabulary }: Source): Change | Doubt {
  const kinds = value
    .split(/[、,和与及+暨]| /)
    .filter((word) => word !== "")
    .map((word) => readKind(word, vocabulary));
  const known = kinds.filter((kind) => kind !== null);
  const whole = readKind(value, vocabulary);
  if (whole !== null) return { field: "kinds", kinds: [whole] };
  if (known.length === kinds.length && known.length > 0) return { field: "kinds", kinds: known };
  return { about: "kind", reason: "missing", words, options: [] };
}

function dateChange(value: string, words: string, { now }: Source): Change | Doubt | null {
  const day = readDay(value, now);
  if (day === null) return null;
  if ("ask" in day) return { about: "date", reason: day.ask, words, options: day.options };
  if (isFarBack(value, day.start, now)) return { about: "date", reason: "future", words, options: [day.start] };
  return { field: "date", ...day };
}

/** A day without its year that has not come this year, but soon will: that of last year may not be meant. */
function isFarBack(value: string, start: Day, { today }: Now): boolean {
  return comesSoon(fromDay(start), fromDay(today)) && !/\d{4}|[去前]年/.test(value);
}

function minutesChange(value: string): Change | null {
  return readMinutes(value) === null ? null : durationChange(value);
}

/** 时长 1.5, 时长 约2小时 */
function durationChange(value: string): Change | null {
  const amount = readDuration(value);
  return amount === null ? null : { field: "minutes", amount };
}

function headcountChange(value: string, words: string): Change | Doubt {
  const amount = readHeadcount(value);
  return amount === null
    ? { about: "participants", reason: "approximate", words, options: [] }
    : { field: "headcount", amount };
}

/** 捐了300块, 来了16人 */
const VERB_BEFORE_NUMBER = /^(?:[捐交花用发送来到去有开]了?|共|一共|总共)(?=\d|[一二三四五六七八九十两])/;

/** 晚到10分钟 and 20人没来 say how somebody came, and nothing of the event. */
const OF_ONE_WHO_CAME = /迟到|晚到|早到|早退|提前|推迟|请假|缺席|[没未](?:来|到|去|能|参加)/;

/** 改成16人, 是前天, 改为党课: the value says which field it is. */
function freeChange(said: string, source: Source): Change | Doubt | null {
  if (OF_ONE_WHO_CAME.test(said)) return null;
  const value = said.replace(VERB_BEFORE_NUMBER, "");
  const words = asWritten(value, source.original);
  const kind = readKind(value, source.vocabulary);
  if (kind !== null) return { field: "kinds", kinds: [kind] };
  const several = kindChange(value, words, source);
  if (!("about" in several)) return several;
  const count = countAt(value, 0, source.vocabulary.units);
  const longest = Math.max(durationAt(value, 0)?.end ?? 0, clockAt(value, 0)?.minutes != null ? value.length : 0);
  if (count !== null && count.end >= longest && count.end >= value.length - 2) return countChange(value, words, source);
  // What says more than a day may describe the record that is meant: 改昨天党课人数25.
  const day = readDayAlone(value, source.now) === null ? null : dateChange(value, words, source);
  if (day !== null && longest === 0) return day;
  return minutesChange(value) ?? day ?? titleChange(words);
}

/** 改成学习党章, 改成《党章》 */
function titleChange(words: string): Change | null {
  const [, text] = /^(?:学习)?《(.+)》$/.exec(words) ?? /^学习([一-龥]{2,20})$/.exec(words) ?? [];
  return text === undefined ? null : { field: "title", text };
}

function countChange(value: string, words: string, { vocabulary }: Source): Change | Doubt {
  const count = countAt(value, 0, vocabulary.units);
  if (count === null || count.value === null)
    return {
      about: "participants",
      reason: count?.vague ?? "approximate",
      words,
      options: (count?.choices ?? []).map(String),
    };
  const amount = { value: count.value, bound: count.bound };
  if (["人", "名", "位"].includes(count.unit)) return { field: "headcount", amount };
  return { field: "quantity", quantity: { ...amount, name: nameOf(count.unit, vocabulary), unit: count.unit } };
}

function nameOf(unit: string, vocabulary: Vocabulary): string {
  for (const kind of vocabulary.kinds.values()) {
    const found = kind.quantities.find((quantity) => quantity.units[0] === unit && !["个", "项", "次"].includes(unit));
    if (found !== undefined) return found.name;
  }
  if (unit === "个" || unit === "项") return "议定事项";
  return unit === "次" ? "次数" : `${unit}数`;
}
