import { areNamesAt, isPersonName } from "./people/read-names.ts";
import { Chars } from "./spelling/chars.ts";

/** What a labelled line says: 时间：…, 人数=15, 参加人员：… */
export type LabelField =
  | "date"
  | "headcount"
  | "absent"
  | "minutes"
  | "place"
  | "title"
  | "kind"
  | "names"
  | "other"
  | "note"
  | "quantity";

export type Label = { readonly end: number; readonly field: LabelField; readonly word: string };

const FIELDS: readonly (readonly [LabelField, string])[] = [
  ["date", "活动时间|会议时间|学习时间|开展时间|召开时间|活动日期|会议日期|学习日期|时间|日期|date"],
  ["minutes", "活动时长|学习时长|会议时长|服务时长|时长|用时|历时|耗时|duration"],
  [
    "headcount",
    "参加人数|参会人数|实到人数|实参加人数|实参会人数|到会人数|出席人数|参与人数|参学人数|学习人数|听课人数|总人数|实签到|实签|实到会|实到|到会|听课|人数|people",
  ],
  ["absent", "应到人数|应参加人数|应参会人数|应到会|应到|应签到|应签|应参会|应参加|缺席人数|请假人数"],
  ["place", "活动地点|会议地点|学习地点|地点|地址|位置|place"],
  [
    "title",
    "学习内容|会议内容|活动内容|主要内容|活动主题|会议主题|学习主题|党课题目|学习题目|会议议题|主题|内容|题目|名称|标题|课题|议题|议程|title",
  ],
  [
    "kind",
    "活动类别|活动类型|会议类型|会议类别|会议名称|活动名称|学习形式|活动形式|活动事项|工作事项|事项|类别|类型|kind",
  ],
  [
    "names",
    "参加人员|参会人员|参与人员|出席人员|到会人员|学习人员|参学人员|参加党员|参会党员|参加同志|参会同志|与会人员|与会|参加人|参会人|参会|出席|参加|到场|人员|参与人",
  ],
  [
    "other",
    "主讲人|主讲|主持人|主持|记录人|记录员|记录|领学人|领学|授课人|宣讲人|讲授人|缺席人员|缺席|请假人员|请假|列席人员|列席|填报人|报送人|上报人|姓名|部门|科室|班组|召集人|带队|负责人|联系人|电话|撰稿|通讯员|备注|支部名称|所属支部|支部|组织单位|主办单位|单位|照片|图片",
  ],
  ["note", "注"],
];

const BY_WORD: ReadonlyMap<string, LabelField> = new Map(
  FIELDS.flatMap(([field, words]) => words.split("|").map((word): [string, LabelField] => [word, field])),
);
/** What the column of a table holds by its name; null where no label has it. */
export function labelField(word: string): LabelField | null {
  return BY_WORD.get(word) ?? null;
}

/** The characters that a label may begin with. */
export const LABEL_FIRST = [...new Set([...BY_WORD.keys()].map((word) => word.charAt(0)))].join("");
const FIRST = new Chars(LABEL_FIRST);
/** Every label, the longest first, as the alternatives of a pattern. */
export const LABEL_WORDS = [...BY_WORD.keys()].sort((a, b) => b.length - a.length).join("|");
const WITH_COLON = new RegExp(`(${LABEL_WORDS}) ?[:=] ?`, "y");
const WITHOUT =
  /(参加人数|参会人数|实到人数|到会人数|出席人数|参与人数|实签到?|实到会?|人数|服务时长|学习时长|活动时长|会议时长|时长|用时|历时|应到人数|应到会|应到|应签到?|(?<![无没]人?|没有人?)(?:请假|缺席))(?:[都均]?[为是]|都|共|约|大约)?(?= ?约? ?[\d一二两三四五六七八九十半])|(听课|参会|参加|参加人|人员|到场|到会|出席)(?=\d{1,4}(?:$|[\s,;。]))/y;
/** 记录：李红 names who kept the record; in 请记录：昨天党课 it is a request. */
const KEEPER = /^[一-龥]{2,4}(?:$|[\s,;。、)])/;
const WITH_SPACE =
  /((?:日期|时间|活动日期|活动时间|会议时间)(?= +[^\s:=])|(?:会议类型|活动类型|活动形式|类型|类别|地点|题目|主题|内容|议题|课题|标题|活动地点|活动内容|学习内容|会议议题|活动主题|参加人员|参会人员)(?= +[^\s\d:=])(?! +[一二两三四五六七八九十]+[个项条])) +/y;
/** 参加人员张三、李四: 人员 tells that names follow; so does 参加 at the beginning of a line. */
const BEFORE_NAMES =
  /(参加人员|参会人员|参与人员|出席人员|到会人员|参学人员|与会人员)(?:有|为|是|包括)?(?=[一-龥])|(?<=^|\n)(参加|参会|出席|到会) +(?=[一-龥])/y;
/** 日期11.20 类型党课 地点二楼: what a form of short fields is filled in with, without a mark. */
const JOINED =
  /(日期|时间)(?=\d{1,4}[年月./-])|(类型|类别|活动类型|会议类型)(?=[一-龥]{2,})|(地点)(?=[一二三四五六七八九十\d]楼)|(内容)(?=[一-龥]{3,}$)(?<!的内容)/y;
const BEFORE_SPACED = new Chars(" \n,;。");
const BEFORE = /[\s,;。、:()[\]【】!?\-\d.人日一-龥》”]/;

/** Finds a label that begins at `at`; 人数 and 时长 need no colon where a number follows, 题目 none behind a space. */
export function labelAt(s: string, at: number): Label | null {
  return FIRST.at(s, at)
    ? (withColon(s, at) ?? withNumber(s, at) ?? withSpace(s, at) ?? joined(s, at) ?? withNames(s, at))
    : null;
}

function withColon(s: string, at: number): Label | null {
  WITH_COLON.lastIndex = at;
  const found = WITH_COLON.exec(s);
  if (found === null || (at > 0 && !BEFORE.test(s.charAt(at - 1)))) return null;
  const word = found[1] ?? "";
  const end = at + found[0].length;
  if (isNoLabel(s, at, word, end)) return null;
  const field = BY_WORD.get(word) ?? "other";
  if (field === "date" && OF_PAPER.test(s.slice(Math.max(0, at - 2), at))) return { end, field: "other", word };
  return { end, field: field === "headcount" && listsNames(s, end) ? "names" : field, word };
}

/** 各支部：请于… speaks to them, 请记录：… asks for it, and the 注 of 关注：… is part of a word. */
function isNoLabel(s: string, at: number, word: string, end: number): boolean {
  if (s.charAt(at - 1) === "各") return true;
  if (word === "记录") return !KEEPER.test(s.slice(end, end + 5));
  return word === "注" && at > 0 && !BEFORE_SPACED.at(s, at - 1);
}

/** 填报日期 is the day of the paper, not of the activity. */
const OF_PAPER = /^(?:填报|填表|上报|报送|登记|记录|制表|印发|发布)$/;

/** 到会：马超、林静 and 到会：马超 林静 list who came. */
function listsNames(s: string, at: number): boolean {
  const [, first = "", second = first] =
    /^([一-龥]{2,3})(?:[、,]| ([一-龥]{2,3})(?![一-龥\d]))/.exec(s.slice(at, at + 8)) ?? [];
  return isPersonName(first) && isPersonName(second);
}

function withNumber(s: string, at: number): Label | null {
  WITHOUT.lastIndex = at;
  const found = WITHOUT.exec(s);
  if (found === null) return null;
  if (found[2] !== undefined) return { end: at + found[0].length, field: "headcount", word: found[2] };
  const word = found[1] ?? "";
  if (/请假|缺席/.test(word) && /[人名位]/.test(s.charAt(at - 1))) return null;
  const field = /请假|缺席/.test(word) ? "absent" : (BY_WORD.get(word) ?? "other");
  return { end: at + found[0].length, field, word };
}

/** 题目 做合格党员, and 类型 支委会 on a line of its own. */
function withSpace(s: string, at: number): Label | null {
  WITH_SPACE.lastIndex = at;
  const found = WITH_SPACE.exec(s);
  if (found === null || (at > 0 && !BEFORE_SPACED.at(s, at - 1))) return null;
  const word = found[1] ?? "";
  return { end: at + found[0].length, field: BY_WORD.get(word) ?? "other", word };
}

function joined(s: string, at: number): Label | null {
  JOINED.lastIndex = at;
  const word = at > 0 && !BEFORE_SPACED.at(s, at - 1) ? undefined : JOINED.exec(s)?.[0];
  return word === undefined ? null : { end: at + word.length, field: BY_WORD.get(word) ?? "other", word };
}

function withNames(s: string, at: number): Label | null {
  BEFORE_NAMES.lastIndex = at;
  const found = at > 0 && !BEFORE_SPACED.at(s, at - 1) ? null : BEFORE_NAMES.exec(s);
  const end = at + (found?.[0].length ?? 0);
  return found === null || !areNamesAt(s, end) ? null : { end, field: "names", word: found[1] ?? found[2] ?? "" };
}

const HEADS = /[一-龥]{1,3}人数 ?[:=]/y;

/** 听课人数:38 */
function isHeads(s: string, at: number): boolean {
  HEADS.lastIndex = at;
  return HEADS.test(s);
}

const DECISION = /(?:议定|决议|形成决议|通过)(?:事项)?[\d一二两三四五六七八九十]{1,2}[项件个]/y;

/** 议题：国庆值班，决议2项 */
function isDecision(s: string, at: number): boolean {
  DECISION.lastIndex = at;
  return DECISION.test(s);
}

/** Where the value of a label ends at the latest: the end of its line, or the next label. */
export function valueEnd(s: string, at: number, lineEnd: number): number {
  for (let i = at + 1; i < lineEnd; i++) {
    const before = s.charAt(i - 1);
    if (
      (before === " " || before === "," || before === "、") &&
      (labelAt(s, i) !== null || isHeads(s, i) || isDecision(s, i))
    )
      return i;
  }
  return lineEnd;
}
