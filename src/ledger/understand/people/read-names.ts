import { type Chunk, indexFrom, tokenAt } from "../chunk.ts";
import type { Span } from "../reading.ts";
import { isWhen, type Token } from "../token.ts";

/** Members named as having taken part, and how many these are with the writer and others of whom no name is told. */
export type ReadNames = { readonly names: readonly string[]; readonly people: number; readonly spans: readonly Span[] };

/** The common Chinese surnames: what begins with none of them is hardly a name. */
export const SURNAMES =
  "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封芮储靳焦巴弓牧车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻党翟谭贡劳姬申扶堵冉宰郦雍桑桂牛寿通边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利师巩聂关肖游权岳代欧阳上官司马诸葛";
const NAME = /^[一-龥]{2,4}$/;
const LISTED =
  /([一-龥]{2,4}(?:(?:、[一-龥]{2,4}?){1,40}(?:[和与跟][一-龥]{2,3}?)?|[和与跟][一-龥]{2,3}?))(?:等|和|与)?(?=(?:今天|昨天|昨晚|前天|[上下]午|晚上|都|也|全)*(?:参加|参与|出席|到会|到场|一起|一同)|去的|各[\d一二两三四五六七八九十半.]{1,4}个?半?(?:小时|钟头)|等\d|[二三四五六七八九]人|\d+人)/y;
const ITEM = /^ ?([一-龥、 ]{2,}?)(?:等)?(?=[,;。\n]|$)/;
const OFFICE =
  "(?:(?:党?支部|党总支|党小组|组织|宣传|纪检|青年|群工|生活|学习|统战)?(?:副?书记|委员|副?组长|副?主任|支委|副?部长|副?科长|副?经理|副?厂长|副?院长|副?校长|副?所长|副?站长|副?队长|老师|同志|师傅))";
const OFFICE_AHEAD = new RegExp(`^${OFFICE}+`);
const OFFICE_BEHIND = new RegExp(`(?<=[一-龥]{2})${OFFICE}$`);
const GROUPS = /全体|全员|全部|所有|除|班子|委员|党员|同志|支部|人员|群众|职工|干部|成员|大家/;

/** Reads 参加人员：张三、李四、王五 and 张三、李四、王五参加; 全体 and 除张三外全部 name nobody. */
export function readNames(chunk: Chunk): ReadNames {
  const labelled = chunk.tokens.filter((token) => token.type === "names");
  if (labelled.length === 0) return inSentence(chunk);
  const found = labelled.map((token) => listed(chunk, token));
  return {
    names: found.flatMap(({ names }) => names),
    people: found.reduce((sum, { people }) => sum + people, 0),
    spans: labelled.map((token) => [token.start, token.end]),
  };
}

const SELF = /^(?:我|本人|自己|我自己)$/;

/** 我、王海、李明 are three, of whom two are named. */
function listed(chunk: Chunk, token: Token): Omit<ReadNames, "spans"> {
  const text = chunk.text.s.slice(token.start, token.end);
  const items = text
    .split(/(?:^|[、,\s;/和及与]+)(?:\d{1,2}(?:[、.) ] ?)?)?/)
    .map(withoutOffice)
    .filter((name) => name !== "");
  const names = [...new Set(items.filter((name) => !SELF.test(name)))];
  if (names.some((name) => GROUPS.test(name) || !NAME.test(name))) return { names: [], people: 0 };
  return {
    names,
    people: names.length + (items.length > names.length && items.some((name) => SELF.test(name)) ? 1 : 0),
  };
}

/** 书记王平 and 王平书记 name 王平. */
function withoutOffice(name: string): string {
  const bare = name.replace(/(?:等|。)+$/, "").replace(OFFICE_BEHIND, "");
  const office = OFFICE_AHEAD.exec(bare)?.[0].length ?? 0;
  return office > 0 && isName(bare.slice(office)) ? bare.slice(office) : bare;
}

/** The name that a word is, an office beside it left out; null where it is none. */
export function nameOf(word: string): string | null {
  const name = withoutOffice(word);
  return isName(name) ? name : null;
}

/** Whether one name of a list stands here, up to the next comma or the end. */
export function isNameAt(s: string, at: number): boolean {
  const found = ITEM.exec(s.slice(at, at + 14))?.[1];
  if (found === undefined) return false;
  return found.split(/[、和及与\s]/).every((name) => isName(withoutOffice(name)));
}

/** Whether names stand here up to the next comma or the end, be it without anything between them: 张三李四王五. */
export function areNamesAt(s: string, at: number): boolean {
  return isNameAt(s, at) || RUN_OF_NAMES.test(s.slice(at, at + LONGEST_RUN));
}

const LONGEST_RUN = 40;
const RUN_OF_NAMES = new RegExp(`^(?:[${SURNAMES}][一-龥]{1,2}){2,}(?=[,;。\\s]|$)`);

/** Only lists of surnames count, so that 党员、群众参加 names nobody. */
function inSentence(chunk: Chunk): ReadNames {
  return joinedBy(chunk, "、") ?? joinedBy(chunk, "和") ?? joinedBy(chunk, "与") ?? joinedBy(chunk, "跟") ?? NOBODY;
}

const NOBODY: ReadNames = { names: [], people: 0, spans: [] };

function joinedBy(chunk: Chunk, joint: string): ReadNames | null {
  const { s } = chunk.text;
  for (let at = s.indexOf(joint, chunk.from); at >= 0 && at < chunk.to; at = s.indexOf(joint, at + 1)) {
    const found = listAt(chunk, at - 3) ?? listAt(chunk, at - 2);
    if (found !== null) return found;
  }
  return null;
}

function listAt(chunk: Chunk, start: number): ReadNames | null {
  const { s } = chunk.text;
  if (start < chunk.from || !SURNAMES.includes(s.charAt(start)) || isWhen(tokenAt(chunk, start))) return null;
  if (start > chunk.from && /[一-龥、]/.test(s.charAt(start - 1)) && !isTokenEnd(chunk, start)) return null;
  LISTED.lastIndex = start;
  const found = LISTED.exec(s)?.[1];
  const names = found?.replace(/等$/, "").split(/[、和与跟]/) ?? [];
  if (found === undefined || !names.every(isName) || names.some((name) => PLACE.test(name))) return null;
  return { names, people: names.length, spans: [[start, start + found.length]] };
}

/** 高安和平社区 are no two persons. */
const PLACE = /[区村镇乡县市街路厂校院局队班组站所]$/;

/** 张三: a surname and one or two characters. */
export function isPersonName(text: string): boolean {
  return /^[一-龥]{2,3}$/.test(text) && isName(text);
}

function isName(name: string): boolean {
  return SURNAMES.includes(name.charAt(0)) && name.length >= 2 && name.length <= 3 && !GROUPS.test(name);
}

function isTokenEnd(chunk: Chunk, at: number): boolean {
  return chunk.tokens[indexFrom(chunk.tokens, at) - 1]?.end === at;
}
