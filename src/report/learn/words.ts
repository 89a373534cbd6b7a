import { anyOf } from "../../ledger/any-of.ts";

/** 研究决定事项21项, 审议议题9个: what a meeting decides. */
export const DECIDING = /(?:议定|审议|研究|决定|决策|讨论|表决|通过)[^，。；]{0,10}(?:事项|议题|议案|问题|决议)/;

/** 支出党费3000元, 党费利息12元: the ledger counts what was paid in. */
export function isSpent(kinds: readonly string[], before: string): boolean {
  return kinds.includes("党费") && SPENT.test(before);
}

const SPENT =
  /(?:支出|使用|开支|花费|下拨|返还|划拨|拨付|结余|结存|结转|利息)(?:[^，。；、]{0,4}党费)?(?:共计?|为|约)?$/;

/** What a number of anything is an outcome of, wherever the verb stands. */
export const OUTCOMES =
  /^[^，。；、]{0,8}(?:问题|短板|隐患|缺陷|故障|项目|课题|心愿|实事|难题|任务|事项|诉求|矛盾|纠纷|案件|示范|先锋|突击|攻关|责任区|突击队|工程|品牌|制度|方案|线索|工作[室站点]|服务[站点队]|驿站|分队|基地|专栏|议题|奖项|荣誉|称号)/;

/** Nouns that a number of people goes with when it describes the branch. */
export const MEMBERS =
  /(?:党员|支委|支部委员|委员|班子|书记|主任|职工|员工|团员|教师|教职工|干部|群众|在岗人员|从业人员|入党申请人|发展对象|积极分子|博士|硕士|本科|学历|文化(?:程度)?[的共]?$|女性|男性|职称|退休人员|离退休人员|岁以[上下]|人员|会员|(?:两委|班子|委员会|领导)成员)/;

/** Organisations that make up the branch. */
export const ORGANISATIONS =
  /^(?:[一-龥]{0,4}?)(?:党支部|支部|党小组|小组|党总支|总支|党委|党组织|基层组织|部门|科室|车间|班组|处室|职能组|支委|专业组)(?!书记|委员|党员|成员|干部)/;

/** What looks at things that others made, or found them so. */
const SEEN = "检查(?!组)|巡查|查看|察看|查验|发现|损坏|破损|不亮|脱落";
const SIZE =
  "位于|占地|面积|全长|总长|直径|半径|长度|宽度|长约|高约|宽约|楼高|层高|容纳|座位|距离|相距|行程|往返|相隔|海拔|价格|单价|重达|时速|间隔|人口|居住|住有|耕地|气温|零下";

/** Words that tell the size or place of something. */
export const SIZED = new RegExp(`(?:${SIZE})`);

/** A number of things in the description of one event is none that the ledger or a person counts. */
export const DESCRIBING = new RegExp(`(?:${SEEN}|${SIZE})`);

/** Things that programmes and slogans are numbered by: 三个方面, 四个聚焦. */
export const ABSTRACT = new RegExp(
  `^${anyOf`
  日夜 昼夜 晚上 夜晚 通宵 白天 春秋 年头 方面 环节 层面 维度 阶段 步骤 关键 坚持 确保 到位 必须 聚焦 提升 结合
  层次 不(?!合格|达标) 百分点 关系 角度 字 转变 突破 着力 强化 注重 抓 统一 一律 一(?!般) [^，。]{0,4}相结合
  等[级次] 时期 时段 时间 目标 重点(?!工作|任务|项目|事项|问题|课题) 中心 基本点 大局 维护 确立 意识 自信 代表
  务必 自觉 带头 好(?!事) 强 优秀 表率 严 实 层级 领域 课堂 阵地 载体 抓手 平台 专班 主体 办法
`}`,
);

/** 共有9家企业、300名职工参与: who came. */
export const CAME = /(?:参加|参与|参会|参赛|到场|到会|报名)[^，。的]{0,10}$/;
