import { type Chunk, indexFrom, tokenAt } from "../chunk.ts";
import { PEOPLE } from "../numbers/counts.ts";
import { PERSON as MEMBER } from "../people/persons.ts";
import { SURNAMES } from "../people/read-names.ts";
import type { Span } from "../reading.ts";
import { Chars } from "../spelling/chars.ts";

const PLAIN_SURNAMES = "赵孙李吴郑王冯陈张刘杨徐郭曹彭曾董袁潘蒋蔡吕姚崔谭廖邹邱尹薛闫邵郝龚";
/** A name whose surname begins few other words. */
export const PLAIN_NAME = `[${PLAIN_SURNAMES}](?![家村庄])[一-龥]{1,2}`;
/** 老陈 and 小周, as colleagues call each other. */
const NICKNAME = `[老小][${PLAIN_SURNAMES}周何林胡朱罗梁宋唐韩]`;
const NAME = new RegExp(`^(?:${PLAIN_NAME}|${NICKNAME})(?:同志|书记|主任|老师)?$`);
/** 张三李四 */
const NAMES = new RegExp(`^(?:${PLAIN_NAME}|${NICKNAME}){2,6}$`);
const FIRST_OF_NAMES = new Chars(`${PLAIN_SURNAMES}老小`);

/** Names of members are no title. */
export function isNames(text: string): boolean {
  const names = text.replace(/^[（(]|[)）]$/g, "");
  return (
    FIRST_OF_NAMES.at(names, 0) && names.split(/[\s、,，和与跟]+/).every((item) => NAME.test(item) || NAMES.test(item))
  );
}

const PERSON = new RegExp(
  `^\\s*(?:我们?|咱们?)?(?:和(?![谐平睦美合])|与(?!时俱进)|跟|找|同(?![志心舟])|对(?![口标照外])|向)(?:(?:入党|青年|老|新|预备|正式|困难|退休)*(?:积极[分份]子|发展对象|申请人|党员|职工|群众|团员|干部))?(?:(?:[新刚]来的)?(?:[一-龥]{1,3}[员师长手])?[小老]?[${SURNAMES}](?:[一-龥]{1,2}|(?<=[小老].))[、和与及]?|[一-龥]{0,3}(?:支书|书记|主任|[队组班]长|会计)[、和与及]?){1,6}(?:同志|师傅|老师)?(?:等)?(?:进行|开展|一起|一同|去|前往|谈了?的?)*\\s*$`,
);

/** 和张三谈心谈话, 我和张三李四去慰问: persons are no title. */
export function isPerson(s: string, from: number, to: number): boolean {
  return to - from <= LONGEST_PERSONS && FIRST_OF_PERSONS.at(s, from) && PERSON.test(s.slice(from, to));
}

const FIRST_OF_PERSONS = new Chars("我咱和与跟找同对向");

const LONGEST_PERSONS = 30;

const HOLDING = "(?:召?开|举行|举办|搞|组织|开展|进行)了?";
const UNIT = new RegExp(
  `^\\s*(?!.*(?:[进入访帮扫清赴下到]|参观|服务|慰问|支援|打扫|学习))(?:[一-龥\\d、]{0,10}?(?:车间|班组|党小组|小组|支部|总支|党委|科室|[一-龥](?<!学|百|本|专)科|[一-龥]系(?<!体系|关系|联系)|支行|分行|营业部|教研室|工区|工段|项目部|部门|中队|大队|分会|分公司|[一二三四五六七八九十\\d甲乙丙丁]班)(?:全体)?(?:党员|职工|干部|人员)?(?:[于在]|${HOLDING})?|(?:社区|[全本]?村里?|街道|单位|公司|[镇乡厂院局校]里?)${HOLDING})\\s*$`,
);

const WHEN_OR_WHAT = new Set<string | undefined>(["kind", "date", "half", "study"]);

/** The 第二车间 of 第二车间党小组会 and the 运行三班 of 运行三班昨天党课 tell who met. */
export function isUnit(chunk: Chunk, part: string, stop: number): boolean {
  return part.length <= LONGEST_UNIT && WHEN_OR_WHAT.has(tokenAt(chunk, stop)?.type) && UNIT.test(part);
}

const LONGEST_UNIT = 16;

/** The 总院选派 of 总院选派5名护士支援镇卫生院, and the 老党员 of 七位老党员到幸福小区, which says who they were. */
export function isOfCount(chunk: Chunk, from: number, to: number): boolean {
  const { s } = chunk.text;
  if (tokenAt(chunk, to)?.type === "count" && SENT.test(s.slice(from, to))) return true;
  if (crewLength(chunk, from, to) === to - from) return true;
  const token = chunk.tokens[indexFrom(chunk.tokens, from) - 1];
  if (token?.type !== "count" || token.end !== from || !PEOPLE.has(token.count.unit)) return false;
  return WHO.test(s.slice(from, to));
}

/** How much of the end says of whom those who came were, unless they were visited: 全站14人, 测血糖 医护9人. */
function crewLength(chunk: Chunk, from: number, to: number): number {
  const token = tokenAt(chunk, to);
  if (token?.type !== "count" || !PEOPLE.has(token.count.unit)) return 0;
  if (chunk.tokens.some((one) => one.type === "kind" && one.kind === "走访慰问")) return 0;
  return CREW.exec(chunk.text.s.slice(from, to))?.[0].length ?? 0;
}

/** 村组干部党员 20人: who came, a space before their number. */
export function isCrowd(chunk: Chunk, [from, to]: Span): boolean {
  const token = tokenAt(chunk, to);
  if (token?.type !== "count" || !PEOPLE.has(token.count.unit) || chunk.text.s.charAt(to - 1) !== " ") return false;
  if (chunk.tokens.some((one) => one.type === "kind" && SERVING.has(one.kind))) return false;
  return CROWD.test(chunk.text.s.slice(from, to - 1));
}

const SERVING = new Set(["走访慰问", "志愿服务", "表彰", "谈心谈话", "结对帮带"]);
const CROWD = new RegExp(`^[一-龥]{0,4}${MEMBER}$`);
const CREW =
  /(?:^|[ ,])(?:全[站段科队镇乡县区处矿社系厂村校院所局]|医护|[站厂院园]区|当班|在岗|在家|后勤)(?:人员|党员|职工|干部)?$/;

/** The 党员 of 27名党员轮班上堤: the word for those who were counted. */
export function countedLength(chunk: Chunk, from: number, to: number): number {
  const token = chunk.tokens[indexFrom(chunk.tokens, from) - 1];
  if (token?.type !== "count" || token.end !== from || !PEOPLE.has(token.count.unit)) return 0;
  return COUNTED.exec(chunk.text.s.slice(from, to))?.[0].length ?? 0;
}

const COUNTED = new RegExp(`^${MEMBER}(?!家|户|大会|之家|活动室)`);
const SENT = /^[一-龥]{0,8}(?:派出?|选派|抽调|出动|动员)了?$/;
const WHO = new RegExp(`^${MEMBER}$`);

/** The 党员 of 环境整治党员义务劳动 and the 医护 of 测血糖 医护9人 say who did it. */
export function groupLength(chunk: Chunk, from: number, to: number): number {
  if (tokenAt(chunk, to)?.type !== "kind") return crewLength(chunk, from, to);
  const words = chunk.text.s.slice(from, to);
  const own = words.includes("党员") ? (GROUP.exec(words)?.[0].length ?? 0) : 0;
  return to - from - own < 2 ? 0 : own;
}

const GROUP = /(?<![老新秀展备式难部])党员(?:干部|职工|志愿者)?$/;
