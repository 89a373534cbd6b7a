import type { Bound } from "../../activity.ts";
import { listed } from "../../any-of.ts";
import { type Numeral, numeralAt } from "../numerals.ts";
import { PERSON } from "../people/persons.ts";
import type { Reason } from "../reading.ts";
import { Chars } from "../spelling/chars.ts";
import { moneyAt } from "./money.ts";

/** A number with a unit: 15人, 3项, 1.2万元. `value` is null where a person has to say it. */
export type Count = {
  readonly end: number;
  /** Where the numeral begins; words such as 约 stand before it. */
  readonly value: number | null;
  readonly unit: string;
  readonly bound: Bound;
  readonly vague: Reason | null;
  readonly choices: readonly number[];
};

/** Units that count people taking part. */
export const PEOPLE: ReadonlySet<string> = new Set(["人", "名", "位", "个人"]);

/** Units known without a catalogue, the longer first. 人 is no unit in 人次, 人民, 人员. */
const UNITS = listed`
  号人 个[男女]的 男(?=\x20?[\d一二两三四五六七八九十]+女) 女(?=\x20?(?:[,;。]|$)) 人次 人\/次
  个人(?!自|事|先|学(?:时|分|习(?:计划|笔记|心得|总结|体会|任务)))
  人(?!次|\/次|均|民|大|才|物|类|生|工|士|事|数|心|家|间|口|力|行|武) 名(?!单|词|义|誉|字|言) 位(?!于|置) 户
  家(?!属|长|庭|园|乡|风|访) 篇 项(?!目) 件 对(?!口|标|接|象|外|照|党) 盏 吨 次(?!日|年|月|要) 棵 株 袋 箱
  床(?!位|铺|头|上|单) 盒(?!饭) 壶 罐 筐 本(?!月|周|年|次|级|市|地|支|单|部) 册 份(?!额) 条(?!例|件|款) 张
  台(?!账|阶|词|风) 套 桶 盆 面(?!对|向|试|积) 场(?!地|所|馆) 期(?!间|末|待) 辆 批(?!评|示|准|判|复) 斤 公斤 千克
  kg 公里 千米 平方米 m2 立方米 米 亩 包(?!保|村|户|括|联|饺) 只 双(?!报|拥|联|创) 幅 堂 节(?!日|约)
  门(?!口|外|前) 学时 课时 支(?!部|委|持|书|援) 枚 封 副(?!书|主|总|支) 顶 束 处(?!理|于|分|长|罚) 起(?!来|草|点)
  台次 车次 车(?!间|站|队|辆|库) 瓶 件次 道(?!德|路) 块 个(?!人自|小时|钟|月|半|星期|礼拜|季|工作日|多|学时|课时)
`;
const RANGE = / ?(?:到|至|~|-{1,3}|\/|或者?|、|or) ?/y;
const JOINT_FIRST = new Chars(" 到至~-/或、o");
const MORE = / ?(多|余|来|好几|几)? ?([百千万亿]{0,2})/y;
const SUFFIX =
  / ?(左右|上下|以上|不到(?! ?[\d一二两三四五六七八九十半几个])|多|余|来(?![听参学开看到自的了]))(?![年岁])/y;
const NEAR =
  /(?:大约|大概|(?<![节公民条合签制预违规契守履相邀])约|将近|接近|差不多|(?<![附最亲远临就贴新靠])近|大致|估计) ?$/;
const LEAST = /(?:至少|不少于|不低于|不止|超过?) ?$/;
const SUFFIX_FIRST = new Chars(" 左上以不多余来");
/** The characters that a word such as 约 or 至少 may end with. */
const BOUND_LAST = new Chars("约概近似多致计少于低过到足止超 ");
const LESS = /(?:不到|不足|少于|低于) ?$/;
/** The 委员 of 5个委员: what is counted with 个 then are people. */
const PERSONS = new RegExp(`${PERSON}(?!家|户|之家|大会|会|活动室|服务)`, "y");
/** Half of the measure more: 三斤半. */
const MEASURES = new Set("斤 公斤 千克 kg 吨 亩 公里 千米 米 箱 袋 包 桶 瓶 本 页".split(" "));
const AND_HALF = /半(?![天日小个年月路场程价])/y;

/** The unit grammar of a catalogue, and the characters that a unit may begin with. */
export type Units = { readonly pattern: RegExp; readonly firsts: Chars };

/** The known units and those that an organisation added. */
export function unitsOf(added: readonly string[]): Units {
  const known: ReadonlySet<string> = new Set(UNITS.map((unit) => unit.replace(/\(.*/, "")));
  const own = [...added].filter((unit) => !known.has(unit) && unit !== "元").sort((a, b) => b.length - a.length);
  const escaped = own.map((unit) => unit.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  const firsts = [...known, ...own].map((unit) => unit.charAt(0));
  return {
    pattern: new RegExp(` ?(?:个(?=学时|课时))?(?:${[...escaped, ...UNITS].join("|")})`, "y"),
    firsts: new Chars(firsts, " "),
  };
}

/** Finds the number with its unit that begins at `at`. A number alone is none: it is asked about elsewhere. */
export function countAt(s: string, at: number, units: Units): Count | null {
  const first = numeralAt(s, at);
  if (first === null) return null;
  if (isPlainWord(s, at, first)) return hundredsAt(s, at, first, units);
  const second = secondNumber(s, first);
  const number = second?.number ?? first;
  const more = take(MORE, s, number.end);
  const scaled = scale(number, more);
  const from = number.end + (more?.[0].length ?? 0);
  const unit = unitAt(s, from, scaled, units);
  if (unit === null) return second === null ? yuanAt(s, at, first, more) : countWithoutRange(s, at, first, units);
  const vague = reasonOf(first, second !== null, more?.[1]);
  const choices = second === null ? scaled.choices : rangeChoices(first, scaled, second.joint);
  return finish(
    s,
    at,
    { end: unit.end, value: unit.value, unit: unit.unit, bound: "exact", vague, choices },
    more?.[1],
  );
}

/** 上百人: many, but nobody says how many. */
function hundredsAt(s: string, at: number, number: Numeral, units: Units): Count | null {
  const found = /[上成近]/.test(s.charAt(at - 1)) ? take(units.pattern, s, number.end)?.[0] : undefined;
  if (found === undefined) return null;
  const end = number.end + found.length;
  return { end, value: null, unit: unitWord(found), bound: "exact", vague: "approximate", choices: [] };
}

/** ¥865.50 and ¥1.2万: a sum without 元 is asked about, whatever its sign. */
function yuanAt(s: string, at: number, number: Numeral, more: RegExpExecArray | null): Count | null {
  if (s.charAt(at - 1) !== YUAN || number.vague !== null) return null;
  const end = number.end + (more?.[2] ? more[0].length : 0);
  return { end, value: null, unit: "元", bound: "exact", vague: "unit", choices: [scale(number, more).value] };
}

/** What stands before a sum, as normalised. */
export const YUAN = "¥";

/** The 15人 of 15人、3项 is no range. */
function countWithoutRange(s: string, at: number, number: Numeral, units: Units): Count | null {
  const more = take(MORE, s, number.end);
  const scaled = scale(number, more);
  const unit = unitAt(s, number.end + (more?.[0].length ?? 0), scaled, units);
  if (unit === null) return null;
  const vague = reasonOf(number, false, more?.[1]);
  return finish(s, at, { ...unit, bound: "exact", vague, choices: scaled.choices }, more?.[1]);
}

function take(pattern: RegExp, s: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(s);
}

/** 千 and 万 begin words such as 千万工程; only 十 counts without a digit before it. */
function isPlainWord(s: string, at: number, number: Numeral): boolean {
  return GREAT.at(s, at) && !/[余多来]/.test(s.charAt(number.end));
}

const GREAT = new Chars("百千万亿拾佰仟");

type Second = { readonly number: Numeral; readonly joint: string };

function secondNumber(s: string, first: Numeral): Second | null {
  const joint = JOINT_FIRST.at(s, first.end) ? take(RANGE, s, first.end)?.[0] : undefined;
  if (joint === undefined) return null;
  const number = numeralAt(s, first.end + joint.length);
  if (number === null || isDayLike(s, first, joint)) return null;
  const isNext = number.value === first.value + 1 || number.value === (first.value % 10) + 1;
  const isNeighbour = first.value >= 10 && isNext;
  const isTens = Number.isInteger(first.value) && first.value < 9 && number.value === (first.value + 1) * 10;
  return joint.trim() === "、" && !isNeighbour && !isTens ? null : { number, joint: joint.trim() };
}

/** The 11.25 of 支委会-11.25-5人 is a day, and no end of a range. */
function isDayLike(s: string, { value, end }: Numeral, joint: string): boolean {
  return joint === "-" && !Number.isInteger(value) && DAY_LIKE.test(s.slice(Math.max(0, end - 5), end));
}

const DAY_LIKE = /(?:^|[^\d.])(?:[1-9]|1[0-2])\.(?:[1-9]|[12]\d|3[01])$/;

function scale(number: Numeral, more: RegExpExecArray | null): Numeral {
  if (more?.[2] === undefined || more[2] === "") return number;
  let factor = 1;
  for (const char of more[2]) factor *= { 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 }[char] ?? 1;
  return { ...number, value: number.value * factor, choices: number.choices.map((choice) => choice * factor) };
}

function unitAt(
  s: string,
  at: number,
  number: Numeral,
  units: Units,
): { end: number; value: number; unit: string } | null {
  const from = s.charAt(at) === " " ? at + 1 : at;
  const money = moneyAt(s, from, number);
  if (money !== null) return money;
  const found = units.firsts.at(s, at) ? take(units.pattern, s, at)?.[0] : undefined;
  if (found === undefined) return null;
  const end = at + found.length;
  if (isNoCount(s, end, found, number)) return null;
  const unit = s.charAt(end - 1) === "个" && take(PERSONS, s, end) !== null ? "人" : unitWord(found);
  if (unit === "节" && number.isSpelledOut) return null;
  const half = MEASURES.has(unit) && take(AND_HALF, s, end) !== null ? 1 : 0;
  return { end: end + half, value: number.value + half / 2, unit };
}

/** What nobody has a half of: in 3.1 项目部 and 11.20 张家村 the number is a day. */
const WHOLE = new Set(
  "人 名 位 户 家 项 件 次 张 台 场 对 面 双 只 条 份 个 篇 道 副 期 批 起 车 辆 支 枚 封 门 节 堂".split(" "),
);
/** 一起 and 一块 are together, but for 一起案件. */
const CASE = /(?:[一-龥]{0,6}(?:案|事故|事件|纠纷|投诉|违[纪法规章]|火[情灾警]))/y;

function isNoCount(s: string, end: number, found: string, number: Numeral): boolean {
  if (found.charAt(0) === " " && !Number.isInteger(number.value) && WHOLE.has(found.trim())) return true;
  return s.charAt(end - 1) === "起" && s.startsWith("一起", end - 2) && take(CASE, s, end) === null;
}

function unitWord(found: string): string {
  return found
    .trim()
    .replace("人/次", "人次")
    .replace(/^(?:个人|号人|个[男女]的|[男女])$/, "人")
    .replace(/^个(?=.)/, "");
}

function reasonOf(first: Numeral, isRange: boolean, more: string | undefined): Reason | null {
  if (isRange || first.isSpelledOut) return "either";
  if (more !== undefined && /[多来几]/.test(more)) return "approximate";
  return first.vague;
}

/** 30或31 → 30, 31; 15、6人 → 15, 16; 二、三十人 → 20, 30; 15-20人 may be any of them. */
function rangeChoices(first: Numeral, second: Numeral, joint: string): readonly number[] {
  if (second.value === first.value + 1) return [first.value, second.value];
  if (joint === "、" && second.value > 10) return [first.value * 10, second.value];
  if (joint === "、") return [first.value, first.value - (first.value % 10) + second.value];
  return [first.value, second.value];
}

function finish(s: string, at: number, count: Count, more: string | undefined): Count {
  const suffix = SUFFIX_FIRST.at(s, count.end) ? take(SUFFIX, s, count.end) : null;
  const before = BOUND_LAST.at(s, at - 1) ? s.slice(Math.max(0, at - 4), at) : "";
  const end = count.end + (suffix?.[0].length ?? 0);
  const word = suffix?.[1];
  if (count.vague !== null) return { ...count, value: null, end };
  if (LESS.test(before)) return { ...count, value: null, vague: "approximate", end };
  if (word === "多" || word === "来" || word === "不到") return { ...count, value: null, vague: "approximate", end };
  if (more === "余" || word === "余" || word === "以上" || LEAST.test(before)) return { ...count, bound: "least", end };
  if (word !== undefined || NEAR.test(before)) return { ...count, bound: "approx", end };
  return count;
}
