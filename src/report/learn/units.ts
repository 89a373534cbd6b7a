import { anyOf, listed } from "../../ledger/any-of.ts";
import type { Style } from "./numbers.ts";

/**
 * What a unit counts: happenings (次), works (篇), money, time, people, people over and over (人次), anything (个)
 * or things one can touch (间, 盏).
 */
export type UnitClass = "event" | "work" | "money" | "time" | "person" | "times" | "any" | "thing";

export type Unit = { readonly unit: string; readonly end: number; readonly counts: UnitClass };

/** Units with what may not follow them: 件 of 件件 and 次 of 次要 are no units. */
const UNITS: Readonly<Record<UnitClass, string>> = {
  times: anyOf`
    剂次 架次 辆次 艘次 卡次 趟次 人份 工时 工日 人时(?![间代候]) 人次 人/次 人·次 户次 家次 件次 台次 车次 课次
    节次 班次 篇次 条次 项次
  `,
  event: anyOf`
    (?<=(?:[办行展]了?|连续|运动会|[艺体]术?节|大赛)[\d一两三四五六七八九十]{1,2})届(?![委满]) 场次 批次 轮次
    次(?![性序元品贫之]|数(?!据)|要(?!素|求)|日(?!常)|年(?![度终轻青])|月(?!度)|生(?![活日产动态]))
    场(?![所景馆站域]|地(?![方区质震])|合(?!唱|作)|面(?![对向试])) 期(?![间待望盼限末刊货]|工程|项目|建设)
    轮(?![流换值候胎廓]|岗(?!位)|训(?!练)) 批(?![评示准判复改]) 回(?![顾应复访归]) 趟 遍 堂
    节(?![日约省点能俭奏庆水电假]) 讲(?![话解述课座堂授党好])
  `,
  work: anyOf`
    篇(?!章) 件(?!件) 项(?!目(?!标)) 条(?![件款块理]|例(?!行)|线(?![索路上下])) 份(?![额]) 则 幅(?!度)
    封(?![闭控建]) 集(?![中体团合约成结训聚群]) 版(?![本块图面]) 起(?![来草点到步码义源]) 例(?![如外行会证])
    宗(?![旨教]) 笔(?![记试者]) 户(?![口籍型主]|外(?![来出地])) 对(?![口于照外应象接标比策话]|党(?![员支组]))
    家(?![庭园风访里]|乡(?!镇)|属(?!地)|长(?!期)) 题(?![材目]) 单(?![位]) 曲 首(?![先次要批都个届席]) 例次
  `,
  money: anyOf`
    元(?![旦素宵首老件]) 块钱 圆(?!满)
  `,
  time: anyOf`
    小时(?!候) 学时 课时 分钟 天(?![然气津内安下空地文线之后前色资]|的?时间)
  `,
  person: anyOf`
    名(?![词义誉字言称片录额列]|单(?![位亲身项])|师(?![生范傅])|人(?!员|大|才|民)|家(?![长庭属])|优(?!秀|抚|良)|校(?![长级外内领友医]))
    人(?![员才物类士心家间口力均数道格手]|民(?!警)|大(?!会|讨论)|生(?!病)|工(?!作)|事(?!先|后)|行(?!动|使)|选(?!择|为)|文(?!化|明)|社(?!会|区)|为(?!本)|居(?!家|民)|机|体(?!验|检))
    位(?![于置次移])
  `,
  any: anyOf`
    个(?![别性人]|体(?![育系检])|案(?![例件])|月|百分点|星期|礼拜|季度|工作日|半|多月|年(?![级轻度]))
    种(?![植子]|类(?!型)) 类(?![别似型]) 处(?![理于分罚置级]|长(?![期年])|在(?!建)|室(?![外内]))
    所(?![有以在需属谓长]) 组(?![织长建成员合团]) 队(?![伍员长列]) 岗(?![位])
    支(?![部委持援撑付出行]|书(?![画法])|教(?![学师育])|农(?![技业民]))
  `,
  thing: anyOf`
    台套 ㎡ 平方米 平米 平方公里 立方米 方(?=[，。；、,;)]|土|水) 公顷 千瓦时 兆瓦 千瓦 度(?=电)
    (?<=电[^，。；]{0,5}[\d.万亿余多])度 剂(?!量) 口(?=井|水井|塘|水塘) 眼(?=井|机井)
    (?<=[井塘堰池窖][\d一二两三四五六七八九十]{1,3})[口眼] 卷(?!入) 捆 筐 桌(?!椅|面) 段(?!时|落) 公里 千米 公斤
    千克 平方 间(?![断接隔]) 张(?![贴力]) 盏 台(?![账阶词]|风(?![机扇])) 套(?![路餐]) 辆 棵 株
    面(?![对向临积貌子试]) 块(?!钱) 栋 幢 座(?![谈位右]) 吨 斤 米(?![粉饭]) 亩 盒 箱 瓶 包(?![括含保容干联片抓挂])
    袋 桶 枚 把(?![握关手好]) 顶(?![层点住]) 束 只(?![有要是能]) 头(?![等条脑]) 册
    本(?![月周年次级市地支单部着人职领身质]|科|报告|人) 部(?![署门位委队分]) 道(?![路德理具]) 门(?![口外前户]) 艘
    层(?![面次层级]) 根(?![据本]) 朵 颗 粒 杯 碗 床 扇 片(?![区面]) 毫升 字(?![体面典号样条诀方令歌经要])
    副(?![书主总支组]) 双(?![重拥向]) 匹 车(?![间辆站])
  `,
};

/** Behind a blank these may begin a name (XX部, XX处, XX村组): they are units only behind 余, or what is told in them. */
const NAME_UNITS: ReadonlySet<string> = new Set(listed`
  部 处 组 队 岗 支 道 门 层 片 根 头 段 口 眼 所 桌 版 集 曲 首 单 宗 笔 则 把 字 副 双 车 种 类 回 遍 卷 剂 方
`);
const TOLD_IN_PARTS = /(?:片|影|剧|视频|书籍|著作|作品|电梯)$/;

const PATTERNS: readonly (readonly [UnitClass, RegExp])[] = (
  ["times", "time", "money", "event", "work", "person", "thing", "any"] as const
).map((counts) => [counts, new RegExp(UNITS[counts], "y")]);

/** The unit that stands at `i`, with the 万 of 万元 that the number left to it. */
export function unitAt(s: string, i: number, { style, scale }: { style: Style; scale: string }): Unit | null {
  const found = knownAt(s, i + (/^个[多来]?(?=小时|学时|课时|月|星期|礼拜)/.exec(s.slice(i, i + 4))?.[0].length ?? 0));
  if (found === null || (style === "blank" && isName(s, i, found))) return null;
  return { ...found, unit: scale + found.unit };
}

/** Whether a text is a unit and nothing else: 毫升, 万元, 人(次), %. */
export function isUnit(text: string): boolean {
  const bare = text.replace(/^[百千]?[万亿](?=.)/, "").replace(/(?<=.)\([^()]{1,2}\)$/, "");
  return RATES.has(bare) || knownAt(bare, 0)?.end === bare.length;
}

const RATES: ReadonlySet<string> = new Set(["%", "‰", "个百分点"]);

function isName(s: string, i: number, { unit }: Unit): boolean {
  if (!NAME_UNITS.has(unit) || /[余多]/.test(s.charAt(i - 1))) return false;
  const before =
    /[^，。；xX×*_〇【】()\s]{0,8}(?=[xX×*_〇【】()\s]{0,20}$)/.exec(s.slice(Math.max(0, i - 28), i))?.[0] ?? "";
  return !TOLD_IN_PARTS.test(before);
}

function knownAt(s: string, i: number): Unit | null {
  for (const [counts, pattern] of PATTERNS) {
    pattern.lastIndex = i;
    const unit = pattern.exec(s)?.[0];
    if (unit !== undefined) return { unit, end: i + unit.length, counts };
  }
  return null;
}
