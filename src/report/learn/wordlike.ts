import type { Numeral } from "./numbers.ts";
import { isOfTitle } from "./title.ts";
import type { Unit } from "./units.ts";

const NAMING =
  /(?:第[零〇一二两三四五六七八九十百\d]{0,6}[、至到和-]?|(?<![目此之以日当年底])前|[A-Za-z#№]|\d[.\-/:·]|\d[栋幢层排号座][至到~-]|(?<!换)届)$/;

/** 食堂二期 is the name of a part. */
const PHASED = /(?:项目|工程|食堂|厂房|小区|园区?|基地|改造|建设|车间|中心|大楼|线|城|苑|院|路)$/;

/** 四组下水道 and 采煤二队 are named by their number; what is told to be made of groups is counted. */
const GROUPED =
  /(?:[分划编]|组[成建]|成立|[设建]立?|共|派|出动|抽调|选[出拔]|评[出选]|有|[到至、和与]|每|各|全部|多|余)[^，。；]{0,4}$/;

/** 与社区一起开展 says that they were together; 化解纠纷一起 tells of one. */
const ONE_CASE = /(?:[出办]了|化解|调[解处]|处[理置]|查[处办]|纠纷|案件|事故|矛盾|发生)[^，。；]{0,4}$/;

/** 第三期, 前5名, A4, 2023.5, 十九届四次. */
export function isPartOfName(s: string, start: number, { style, end, rest }: Numeral): boolean {
  const before = s.slice(Math.max(0, start - 8), start);
  if (style === "chinese" && s.charAt(rest) === "期" && PHASED.test(before)) return true;
  if (style === "chinese" && /[组队]/.test(s.charAt(rest)) && s.charAt(start) !== "两" && !GROUPED.test(before))
    return true;
  if (style === "chinese" && s.startsWith("一起", start) && !ONE_CASE.test(before)) return true;
  if (style !== "blank" && NAMING.test(before)) return true;
  if (style === "latin") return /^(?::\d|[A-Za-z])/.test(s.slice(end, end + 2));
  if (style === "chinese" && s.charAt(start) === "一")
    return (
      !/每[^，。]{0,4}[上有]$/.test(before) && /[统唯之同逐合划专单任某哪不又这那有再上下新是首另后]$/.test(before)
    );
  return false;
}

/** What stands behind a unit where both are part of a word: 三次全会, 四件套, 三位一体, 一对一, 3栋至5栋. */
const WORDS: readonly (readonly [units: RegExp, rest: RegExp])[] = [
  [/^/, /^[/每](?!次\b)[一-龥]/],
  [/^/, /^以[上下](?:的|[一-龥]{1,6}\d)/],
  [/^/, /^(?:制|式|级|以内|以下的?罚)/],
  [/^/, /^(?:以[上下])?者(?!们)/],
  [/^次$/, /^(?:全会|全体会议|党代会|代表大会|方|元)/],
  [/^[栋幢层排号座]$/, /^[至到~-]\d/],
  [/^件$/, /^套/],
  [/^节$/, /^(?:慰问|期间|前夕|前后|走访|送温暖)/],
  [/^套$/, /^班子/],
  [/^位$/, /^一体/],
  [/^对$/, /^[一二三多1-9]/],
];

/** 24小时值班, 50万元以上项目, 一对一, 三次全会, 500元/户, 两手抓, 工作总结5篇 as a title. */
export function isPartOfWord(s: string, start: number, { unit, end }: Unit, { value, style }: Numeral): boolean {
  const rest = s.slice(end, end + 8);
  if (unit === "小时" && isOfDay(value, rest)) return true;
  if (unit.endsWith("元") && isThreshold(s.slice(Math.max(0, start - 4), start), rest)) return true;
  if (unit === "篇" && isOfTitle(s, start, end)) return true;
  const isWord = WORDS.some(([units, after]) => units.test(unit) && after.test(rest));
  return isWord && !(style === "blank" && unit === "次");
}

/** 24小时值班, 8小时之外. */
function isOfDay(value: number | null, rest: string): boolean {
  if (value === 24) return /^[一-龥]/.test(rest);
  return value === 8 && /^(?:以|之|内|外|工作)/.test(rest);
}

/** 50万元以上项目, 自费超过1000元的, 交纳800元以上“特殊党费”的有9人. */
function isThreshold(before: string, rest: string): boolean {
  const isOver = /(?:超过?|高于|低于|不足)$/.test(before) && rest.startsWith("的");
  return (
    isOver ||
    /^以[上下](?:“|的(?!资金|经费|善?款|物[资品]|$))/.test(rest) ||
    /^以[上下]的?(?:项目|工程|合同|业务|采购|支出|奖励|订单|客户|企业)/.test(rest)
  );
}
