import { anyOf } from "../any-of.ts";
import { readNumber } from "./numbers/read-number.ts";
import type { Token } from "./token.ts";

/** What a plant, a street or a river numbers, and what no day begins: the 炉 of 5号炉. */
const THINGS = anyOf`
  磨机 压缩机 空压机 皮带机 采煤机 掘进机 挖掘机 起重机 发电机 叉车 吊车 天车 铲车 [高锅转电焚窑]?炉(?!火) 窑
  [水油气]?泵站? [水油船]?闸 大?坝(?!坝) 码头 泊位 [粮冷油煤]仓 仓库 库房 [油储水]?罐 塔吊 [铁电水]塔 桥?墩 路?桩
  [出入路检登]口 检[票修]口 登机口 地块 田块 堤[段坝]? 支?渠(?!道) 巷道? 弄堂 胡同 片区 车厢 车位 病[区房床] 床位
  窗口(?!服务|行业|单位) 柜台 机[床位台] 工位 产线 生产线 流水线 工作面 采区 [斜竖]井 主变 变电[站所] 变压器 风机
  电梯 集装箱 电?杆(?!秤) 路?灯(?![谜会展笼节光]) 台风 隧道 桥(?!牌) 盾构 别墅 商铺 摊位 展位 考[场点] 球?场地
  营地 帐篷 界碑 测点 监测点 点位 网格(?!员|化) 闸口 涵洞? 池(?!塘) 料场 堆场 渣场 站台 渡口 [锅料]台 球馆
  展[厅馆区] 场馆 候车室 通道 扶梯 货位 储位 料仓 线路 支架 横梁
  工地 标段 工区 项目部 厂[房区] 基坑 坑道 拌[合和]站 搅拌站 监[区舍] 航站楼 跑道 (?:教学|实验|办公|宿舍|公寓|门诊|住院)楼 礼堂 营房 [货客渔]?船(?!员)
  展台 档口 加[油气]站 收费站 养护站 服务区 分会场 接种点 园区 机房 摊 柜(?!面)
`;

/** Places where members do something, too, so that 6号驿站送水 alone may be of the 6th. */
const VENUES =
  "食堂|教室|实验室|[大小分]?会场|大厅|单元|班组|班(?![子会次委])|小?队(?![员伍])|组(?![织建])|基地|公交车|岗亭|哨[所位卡]|驿站|服务[点站]|公寓|宿舍|[大温菜拱]棚|鱼塘";

/** What is numbered behind 号; a number before it is no day. */
export const NUMBERED = `${THINGS}|${VENUES}`;

/** 三个工地: how many places there are. */
const PLACES =
  /([\d一二两三四五六七八九十]{1,2})个[一-龥]{0,2}(?:工地|车间|校区|院区|厂区|园区|片区|工区|标段|站|点|会场|项目部?|门店|网点|班组|库|仓)/;

/** Takes out the 一号 and 二号 of 两个工地同时学习 一号18人 二号15人, which are no days. */
export function withoutNumbered(s: string, tokens: readonly Token[]): readonly Token[] {
  const places = s.includes("号") && s.includes("个") ? (readNumber(PLACES.exec(s)?.[1] ?? "") ?? 0) : 0;
  if (places < 2) return tokens;
  const named = tokens.filter((token) => numberOf(s, token) !== null);
  const isWhole = named.length === places && named.every((token, i) => numberOf(s, token) === i + 1);
  return isWhole ? tokens.filter((token) => !named.includes(token)) : tokens;
}

function numberOf(s: string, { type, start, end }: Token): number | null {
  const digits =
    type === "date" ? /^(\d{1,2}|[一二三四五六七八九十]{1,3})号$/.exec(s.slice(start, end))?.[1] : undefined;
  return digits === undefined ? null : readNumber(digits);
}

/** A day perhaps, at the beginning of what is told. */
export const PERHAPS_VENUE = new RegExp(`^(\\d{1,2}|[一二三]?十?[一二三四五六七八九十])号(?:${VENUES})`);

/** What behind a number and 日 or 号 makes it the name of something. */
export const NO_DAY = `(?!楼|线(?![上下])|院(?!内)|文(?![体艺娱化明])|会议室|(?<=号)(?:${NUMBERED}))`;
