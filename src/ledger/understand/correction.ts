import { clockAt } from "./clock.ts";
import { countAt } from "./counts.ts";
import { durationAt } from "./durations.ts";
import { normalise, type Text, wordsOf } from "./normalise.ts";
import { minutesMeant, readMinutes } from "./read-length.ts";
import { LONGEST, readNumber } from "./read-number.ts";
import type { Change, Doubt, Now } from "./reading.ts";
import { readDay, readKind } from "./values.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Which record a member means: #n, or the newest of their own. */
export type Target = number | "newest";

export type Correction = { readonly target: Target; readonly changes: readonly Change[]; readonly doubt: Doubt | null };

const NEWEST =
  /^(?:请|麻烦|帮我|帮忙)?(?:把)?(?:上一条|上条|刚才(?:那条|的)?|刚刚(?:那条|的)?|这条|最近一条|最后一条)(?:记录)?(?:的|,|:)? ?/;
const VERB = /^(?:请|麻烦|帮我|帮忙)? ?(?:更正|修改|订正|改)(?:一下|下)?(?:成|为|到|:)? ?/;
const NOT_BUT = /^(?:.{0,6}?)不是(.{1,14}?)[,。 ]*(?:而是|应该是|应当是|应为|是)(.+)$/;
const SHOULD = /^(.{0,8}?)(?:应该|应当|应)(?:改成|改为|是|为) ?(.+)$/;
const FIELDS: readonly (readonly [Change["field"] | "minutes", RegExp])[] = [
  ["date", /^(?:日期|时间|活动时间|会议时间|哪天)/],
  ["headcount", /^(?:参加人数|实到人数|参会人数|人数|实到|到会)/],
  ["minutes", /^(?:时长|用时|历时|活动时长|学习时长)/],
  ["place", /^(?:地点|位置|地址)/],
  ["title", /^(?:标题|题目|主题|内容|名称|学习内容|议题)/],
  ["kinds", /^(?:类别|类型|种类|活动类别)/],
];
const INTO = /^(?:也)?(?:要)?(?:更正|修改|改|换|写|填)?(?:成|为|到|是|:|=)? ?/;
const REST = /[。!,;\s]+$/;
const FIELD_GAP =
  /(?:[,;、]| )(?=(?:日期|时间|人数|实到|时长|用时|地点|标题|题目|主题|类别|类型|内容)(?:[:= ]|改|是|为|\d))/;

/** Reads a correction: 改 人数 16, 改成16人, 不是昨天，是前天, #128 改 日期 11-21. Null where the text is none. */
export function readCorrection(text: string, now: Now, vocabulary: Vocabulary): Correction | null {
  if (text.length > LONGEST) return null;
  const { target, rest, named } = targetOf(normalise(text).s.trim());
  const asked = instruction(rest, named || target !== "newest");
  if (asked === null) return null;
  const changes: Change[] = [];
  let doubt: Doubt | null = null;
  for (const part of asked.split(FIELD_GAP)) {
    const read = changeOf(part.trim().replace(REST, ""), { now, vocabulary, original: text });
    if (read === null) continue;
    if ("about" in read) doubt = doubt ?? read;
    else changes.push(read);
  }
  return changes.length === 0 && doubt === null ? null : { target, changes, doubt };
}

function targetOf(s: string): { target: Target; rest: string; named: boolean } {
  const leading = s.replace(/^\/?(?:改|edit) ?(?=#)/, "");
  const numbered = /^(?:请|麻烦|帮我|把|编号)* ?#? ?(?:(?<=#|# |编号|编号 )(\d{1,9}))(?:号|条|记录)*(?:的|,|:)* ?/.exec(
    leading,
  );
  if (numbered !== null) return { target: Number(numbered[1]), rest: leading.slice(numbered[0].length), named: true };
  const newest = NEWEST.exec(s);
  if (newest !== null) return { target: "newest", rest: s.slice(newest[0].length), named: true };
  return { target: "newest", rest: s.replace(/^\/(?=改)/, ""), named: false };
}

/** The ways of saying what should hold: a field first, or none, then the value. */
const SAYINGS = [
  SHOULD,
  /^()不对[,。! ]+(?:应该|应)?(?:是|为) ?(.+)$/,
  /^()不对[,。! ]+(\d{1,5} ?[人名位个次项件篇户元]{1,2})$/,
  /^([^,。]{0,8}?)(?:写|填|记|报|登|打|弄|发|搞|说)错了?(?:了)? ?[,。!:]? ?(?:应该|应)?(?:是|为|改成|改为)? ?(.+)$/,
];
const REPLACE = /^把? ?(.{1,12}?)(?:更正|修改|改|换)(?:成|为|到|一下) ?(.+)$/;
const OTHER_WORDS = /^改(?:革|造|善|进|选|制|编|建|版)/;

/** 清空题目, 把地点去掉: the field alone. */
const WITHOUT =
  /^把?(?:(?:清空|去掉|删掉|删除|去除) ?(.{2,6}?)|(.{2,6}?) ?(?:清空|去掉|删掉|删除|去除))(?:了|吧|掉)?[。 ]*$/;
const NOTHING = /^(?:清空|去掉|删掉|删除|去除|不要|没有|无|空)了?$/;

/** What should hold, without the words that ask for it; null where nobody asks or the record is only described. */
function instruction(rest: string, named: boolean): string | null {
  const without = WITHOUT.exec(rest);
  const emptied = without?.[1] ?? without?.[2];
  if (emptied !== undefined && FIELDS.some(([, pattern]) => pattern.exec(emptied)?.[0] === emptied)) {
    return `${emptied} 清空`;
  }
  const contrast = NOT_BUT.exec(rest);
  if (contrast !== null) return contrast[2] ?? null;
  const said = SAYINGS.map((pattern) => pattern.exec(rest)).find((found) => found !== null);
  if (said !== undefined) return fieldAndValue(said);
  const verb = OTHER_WORDS.test(rest) ? null : VERB.exec(rest);
  if (verb !== null) return rest.slice(verb[0].length);
  const object = REPLACE.exec(rest);
  if (object !== null) return fieldAndValue(object);
  return named || isFieldFirst(rest) ? rest : null;
}

function fieldAndValue(found: RegExpExecArray): string | null {
  const [, said = "", value = ""] = found;
  const field = said.replace(/ ?(?:不对|有误|不准|错了?)[, ]*$/, "");
  return isField(field) ? `${fieldWord(field)}${value}` : null;
}

/** 昨天的党课人数改成20人 describes a record: which one it is has to be asked, so that no other is changed. */
function isField(words: string): boolean {
  const word = words.replace(/^(?:把|我的?|那?个)|(?:的|也|那里|那个)$/g, "").trim();
  return (
    word === "" ||
    /^(?:(?:三重一大)?的?(?:议定事项|报备)|心得|户数|金额|数量|学时)$/.test(word) ||
    FIELDS.some(([, pattern]) => pattern.exec(word)?.[0] === word)
  );
}

function fieldWord(words: string): string {
  const word = words.replace(/^把|的$/g, "").trim();
  return FIELDS.some(([, pattern]) => pattern.test(word)) ? `${word} ` : "";
}

/** 地点 三楼会议室: a field and its value, and no record. */
function isFieldFirst(rest: string): boolean {
  return FIELDS.some(([, pattern]) => {
    const found = pattern.exec(rest)?.[0];
    return found !== undefined && /^(?:[:= ]|改|是|为)/.test(rest.slice(found.length)) && !rest.includes("\n");
  });
}

/** 三重一大议定事项 3: how much of a meeting's amount was of it. */
const PROPERTY = /^三重一大(?:会议)?的?(?=议定事项|报备)/;

/** 议定事项 3项, 慰问金 500: a quantity by a word of the catalogue that means no other. */
function quantityChange(words: string, { vocabulary }: Source): Change | null {
  const property = PROPERTY.exec(words)?.[0] ?? "";
  const part = words.slice(property.length);
  const announced = [...vocabulary.announcers].filter(
    ([word, meanings]) => part.startsWith(word) && new Set(meanings.map(({ quantity }) => quantity.name)).size === 1,
  );
  const [word = "", [meaning] = []] = announced.toSorted(([one], [other]) => other.length - one.length)[0] ?? [];
  if (meaning === undefined) return null;
  const name = meaning.quantity;
  const value = part.slice(word.length).trim().replace(INTO, "");
  const count = countAt(value, 0, vocabulary.units);
  const number = count?.value ?? readNumber(value);
  if (number === null) return null;
  return {
    field: "quantity",
    quantity: {
      name: `${property === "" ? "" : "三重一大"}${name.name}`,
      value: number,
      unit: count?.unit ?? name.units[0] ?? "",
      bound: count?.bound ?? "exact",
    },
  };
}

type Source = { readonly now: Now; readonly vocabulary: Vocabulary; readonly original: string };

function changeOf(part: string, source: Source): Change | Doubt | null {
  for (const [field, pattern] of FIELDS) {
    const found = pattern.exec(part)?.[0];
    if (found === undefined) continue;
    const value = valueIn(part.slice(found.length).trim(), source);
    return value === "" ? null : fieldChange(field, value, source);
  }
  return quantityChange(part, source) ?? freeChange(valueIn(part, source), source);
}

/** Without 改成 and the like; the 为 of 为群众办实事 is part of the kind's name. */
function valueIn(words: string, { vocabulary }: Source): string {
  return readKind(words, vocabulary) === null ? words.replace(INTO, "").trim() : words;
}

function fieldChange(field: Change["field"], value: string, source: Source): Change | Doubt | null {
  const words = asWritten(value, source.original);
  const nothing = NOTHING.test(value) ? without(field) : undefined;
  if (nothing !== undefined) return nothing;
  if (field === "title" || field === "place") return { field, text: words.replace(/^[《“"](.*)[》”"]$/, "$1") };
  if (field === "kinds") return kindChange(value, words, source);
  if (field === "date") return dateChange(value, words, source) ?? minutesChange(value) ?? unknown("date", words);
  if (field === "minutes") return minutesChange(value) ?? hoursChange(value) ?? unknown("duration", words);
  return headcountChange(value, words);
}

/** What takes a value away; a record cannot do without its day and its kind. */
function without(field: Change["field"] | "minutes"): Change | undefined {
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
  return { field: "date", start: day.start, end: day.end };
}

function minutesChange(value: string): Change | null {
  const minutes = readMinutes(value);
  return minutes === null ? null : { field: "minutes", amount: { value: minutes, bound: "exact" } };
}

/** 时长 1.5 */
function hoursChange(value: string): Change | null {
  const number = readNumber(value);
  return number === null || number <= 0
    ? null
    : { field: "minutes", amount: { value: minutesMeant(number), bound: "exact" } };
}

function headcountChange(value: string, words: string): Change | Doubt {
  const number = readNumber(value);
  if (number === null || number < 0 || !Number.isInteger(number))
    return { about: "participants", reason: "approximate", words, options: [] };
  return { field: "headcount", amount: { value: number, bound: "exact" } };
}

/** 改成16人, 是前天, 改为党课: the value says which field it is. */
function freeChange(value: string, source: Source): Change | Doubt | null {
  const words = asWritten(value, source.original);
  const kind = readKind(value, source.vocabulary);
  if (kind !== null) return { field: "kinds", kinds: [kind] };
  const several = kindChange(value, words, source);
  if (!("about" in several)) return several;
  const count = countAt(value, 0, source.vocabulary.units);
  const longest = Math.max(durationAt(value, 0)?.end ?? 0, clockAt(value, 0)?.minutes != null ? value.length : 0);
  if (count !== null && count.end >= longest && count.end >= value.length - 2) return countChange(value, words, source);
  const day = dateChange(value, words, source);
  if (day !== null && longest === 0) return day;
  return minutesChange(value) ?? day;
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

const WITHDRAW =
  /^(?:请|麻烦|帮我|帮忙)?(?:把)?(?:撤[销消]|撤回|撤掉|删除|删掉|删了|删去|作废|去掉|取消|undo)(?:掉|了|吧|一下)?(?:我的)?(?:上一条|上条|刚才(?:那条|的)?|刚刚(?:那条|的)?|这条|最近一条|最后一条)?(?:记录)?(?: ?# ?(\d{1,9}))?(?:号|条)?(?:记录)?(?:吧|了)?[。!]*$/;
const WITHDRAW_LAST =
  /^(?:请|麻烦|帮我|帮忙)?(?:把)?(?:(?:上一条|上条|刚才(?:那条|的)?|刚刚(?:那条|的)?|这条)(?:记录)?|# ?(\d{1,9})(?:号|条)?(?:记录)?) ?(?:给我)?(?:撤[销消]|撤回|撤掉|删除|删掉|删了|删去|删|作废|去掉|不要了)(?:掉|了|吧|一下)?[。!]*$/;

/** Reads 撤销, 撤销上一条, 删掉 #12. Null where the target is only described: 上周五那条支委会删掉. */
export function readWithdrawal(text: string): { readonly target: Target } | null {
  if (text.length > LONGEST) return null;
  const s = normalise(text).s.trim().replace(/^\//, "");
  const found = WITHDRAW.exec(s) ?? WITHDRAW_LAST.exec(s);
  if (found === null) return null;
  return { target: found[1] === undefined ? "newest" : Number(found[1]) };
}
