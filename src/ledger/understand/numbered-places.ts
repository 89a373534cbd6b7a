import { anyOf } from "../any-of.ts";

/** What a plant, a street or a river numbers, and what no day begins: the 炉 of 5号炉. */
const THINGS = anyOf`
  磨机 压缩机 空压机 皮带机 采煤机 掘进机 挖掘机 起重机 发电机 叉车 吊车 天车 铲车 [高锅转电焚窑]?炉(?!火) 窑
  [水油气]?泵站? [水油船]?闸 大?坝(?!坝) 码头 泊位 [粮冷油煤]仓 仓库 库房 [油储水]?罐 塔吊 [铁电水]塔 桥?墩 路?桩
  [出入路检登]口 检[票修]口 登机口 地块 田块 堤[段坝]? 支?渠(?!道) 巷道? 弄堂 胡同 片区 车厢 车位 病[区房床] 床位
  窗口(?!服务|行业|单位) 柜台 机[床位台] 工位 产线 生产线 流水线 工作面 采区 [斜竖]井 主变 变电[站所] 变压器 风机
  电梯 集装箱 电?杆(?!秤) 路?灯(?![谜会展笼节光]) 台风 隧道 桥(?!牌) 盾构 别墅 商铺 摊位 展位 考[场点] 球?场地
  营地 帐篷 界碑 测点 监测点 点位 网格(?!员|化) 闸口 涵洞? 池(?!塘) 料场 堆场 渣场 站台 渡口 [锅料]台 球馆
  展[厅馆区] 场馆 候车室 通道 扶梯 货位 储位 料仓 线路 支架 横梁
`;

/** Places where members do something, too, so that 6号驿站送水 alone may be of the 6th. */
const VENUES = "岗亭|哨[所位卡]|驿站|服务[点站]|公寓|宿舍|[大温菜拱]棚|鱼塘";

/** What is numbered behind 号; a number before it is no day. */
export const NUMBERED = `${THINGS}|${VENUES}`;

/** A day perhaps, at the beginning of what is told. */
export const PERHAPS_VENUE = new RegExp(`^(\\d{1,2}|[一二三]?十?[一二三四五六七八九十])号(?:${VENUES})`);

/** What behind a number and 日 or 号 makes it the name of something. */
export const NO_DAY = `(?!楼|线(?![上下])|院(?!内)|文(?![体艺娱化明])|会议室|(?<=号)(?:${NUMBERED}))`;
