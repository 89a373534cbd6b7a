import { normalise } from "../normalise.ts";
import type { Change } from "../reading.ts";
import { withoutRemarks } from "./remarks.ts";

/** Which record a member means: #n, or the newest of their own. */
export type Target = number | "newest";

const NEWEST =
  /^(?:请|麻烦|帮我|帮忙)?(?:把)?(?:上一条|上条|刚[才刚](?:那[条个次]|的|(?=[ ,:]?(?:[是应\d]|不[是对]|[写说记报填][错的])))|这条|最近一条|最后一条)(?:记录)?(?:的|,|:)? ?/;
const VERB = /^(?:请|麻烦|帮我|帮忙)? ?(?:更正|修改|订正|更新|调整|改)(?:一下|下)?(?:成|为|到|:)? ?/;
/** What stands between a field and the value that it shall have. */
export const INTO = /^(?:也)?(?:要)?(?:更正|修改|更新|调整|改|换|写|填)?(?:成|为|到|是|:|=)? ?/;
const NOT_BUT = /^(?:.{0,6}?)不是(.{1,14}?)[,。 ]*(?:而是|应该是|应当是|应为|是)(.+)$/;
const SHOULD = /^(.{0,8}?)(?:应该|应当|应)(?:改成|改为|是|为) ?(.+)$/;
/** What of a record can be named in a correction. */
export type Field = Exclude<Change["field"], "quantity">;

const FIELDS: readonly (readonly [Field, RegExp])[] = [
  ["date", /^(?:日期|时间|活动时间|会议时间|学习时间|哪天)/],
  ["headcount", /^(?:参加人数|实到人数|参会人数|人数|实到|到会)/],
  ["minutes", /^(?:时长|用时|历时|活动时长|学习时长)/],
  ["place", /^(?:地点|位置|地址)/],
  ["title", /^(?:标题|题目|主题|内容|名称|学习内容|议题)/],
  ["kinds", /^(?:类别|类型|种类|活动类别)/],
];

/** The field that words begin with, and how long its name is. */
export function fieldIn(words: string): { readonly field: Field; readonly length: number } | undefined {
  for (const [field, pattern] of FIELDS) {
    const found = pattern.exec(words)?.[0];
    if (found !== undefined) return { field, length: found.length };
  }
  return undefined;
}

function isWholeField(word: string): boolean {
  return FIELDS.some(([, pattern]) => pattern.exec(word)?.[0] === word);
}

/** Which record is meant, what is said of it, and whether the record was named. */
export function targetOf(s: string): { target: Target; rest: string; named: boolean } {
  const leading = s.replace(/^\/?(?:改|edit) ?(?=#)/, "").replace(/^(?:把)?(\d{1,9})号(?:记录|那条)/, "#$1 ");
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
  /^([^,。]{0,8}?)不对[,。! ]*(?:应该|应)?(?:是|为) ?(.+)$/,
  /^()不对[,。! ]+(?:[来到有是捐交]了?)?(\d{1,5} ?[人名位个次项件篇户元]{1,2})$/,
  /^([^,。]{0,8}?)(?:写|填|记|报|登|打|弄|发|搞|说)错了?(?:了)? ?[,。!:]? ?(?:应该|应)?(?:是|为|改成|改为)? ?(?!了$)(.+)$/,
];
const REPLACE = /^把? ?(.{1,12}?)(?:更正|修改|更新|调整|改|换)(?:成|为|到|一下)[,: ]*(.+)$/;
const OTHER_WORDS = /^改(?:革|造|善|进|选|制|编|建|版)/;

/** 清空题目, 把地点去掉: the field alone. */
const WITHOUT =
  /^把?(?:(?:清空|去掉|删掉|删除|去除) ?(.{2,6}?)|(.{2,6}?) ?(?:清空|去掉|删掉|删除|去除))(?:了|吧|掉)?[。 ]*$/;

/** What should hold, without the words that ask for it; null where nobody asks or the record is only described. */
export function instruction(said: string, named: boolean): string | null {
  const { words, isWrong } = withoutRemarks(said);
  const rest = words.replace(/^(?:请|麻烦|帮我|帮忙)+ ?(?=把)/, "");
  const without = WITHOUT.exec(rest);
  const emptied = without?.[1] ?? without?.[2];
  if (emptied !== undefined && isWholeField(emptied)) return `${emptied} 清空`;
  const contrast = contrastIn(rest);
  if (contrast !== null) return contrast.right;
  const way = SAYINGS.map((pattern) => pattern.exec(rest)).find((found) => found !== null);
  if (way !== undefined) return fieldAndValue(way);
  const verb = OTHER_WORDS.test(rest) ? null : VERB.exec(rest);
  if (verb !== null) return rest.slice(verb[0].length);
  const object = REPLACE.exec(rest);
  if (object !== null) return fieldAndValue(object);
  return named || isWrong || isFieldFirst(rest) ? rest : null;
}

/** What was recorded, and what should hold. */
type Contrast = { readonly wrong: string; readonly right: string };

const AMOUNT = "\\d{1,5}(?:\\.\\d+)? ?(?:个?人|[名位个次篇户件项元块]|个?小时|分钟)?";
/** 16人不是15人 */
const BUT_NOT = new RegExp(`^(?:应该)?是?(${AMOUNT}),? ?(?:而)?不是(${AMOUNT})$`);
/** 15人改成16人 */
const FROM_TO = new RegExp(`^把?(${AMOUNT})(?:更正|修改|改|换)(?:成|为)? ?(${AMOUNT})$`);

function contrastIn(said: string): Contrast | null {
  const [, wrong = "", right = ""] = NOT_BUT.exec(said) ?? FROM_TO.exec(said) ?? [];
  if (right !== "") return { wrong, right };
  const [, holds = "", held = ""] = BUT_NOT.exec(said) ?? [];
  return holds === "" ? null : { wrong: held, right: holds };
}

/** Reads 不是15人，是16人 and 15人改成16人. */
export function readContrast(text: string): Contrast | null {
  return contrastIn(withoutRemarks(normalise(text).s.trim().replace(END, "")).words);
}

const END = /[。!,;\s]+$/;

function fieldAndValue(found: RegExpExecArray): string | null {
  const [, said = "", value = ""] = found;
  const field = said.replace(/ ?(?:不对|有误|不准|错了?)[, ]*$/, "");
  return isField(field) ? `${fieldWord(field)}${value}` : null;
}

/** 昨天的党课人数改成20人 describes a record: which one it is has to be asked, so that no other is changed. */
function isField(words: string): boolean {
  const word = words.replace(/^(?:把|我的?|那?个)|(?:的|也|那里|那个)$/g, "").trim();
  return (
    word === "" || /^(?:(?:三重一大)?的?(?:议定事项|报备)|心得|户数|金额|数量|学时)$/.test(word) || isWholeField(word)
  );
}

function fieldWord(words: string): string {
  const word = words.replace(/^把|的$/g, "").trim();
  return fieldIn(word) === undefined ? "" : `${word} `;
}

/** 地点 三楼会议室: a field and its value, and no record. */
function isFieldFirst(rest: string): boolean {
  if (/^人数\d{1,4}人?$/.test(rest)) return true;
  const found = fieldIn(rest);
  const starts = found?.field === "place" ? /^(?:[:= ]|改|是|为|在)/ : /^(?:[:= ]|改|是|为)/;
  return found !== undefined && starts.test(rest.slice(found.length)) && !rest.includes("\n");
}
