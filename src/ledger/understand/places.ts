import { anyOf } from "../any-of.ts";
import { Chars } from "./spelling/chars.ts";

const INDOOR = anyOf`
  会议室 活动室 党员之家 服务中心 报告厅 礼堂 阅览室 教室 多功能厅 大厅 广场 食堂 党建室 图书馆 纪念馆 博物馆
  展览馆 敬老院 福利院 养老院 陵园 公园 小区 社区 村委会 村部 街道 学校 小学 中学 车间 工地 项目部 办公室 教育基地
  培训中心 活动中心 值班室 机房 书屋 驿站 阵地 大院 院内 操场 球场 俱乐部 文化站 党校 体育馆 影院 剧院 党建馆 餐厅
  现场
`;
const ALONE = new RegExp(`(?:${INDOOR})$`);
/** 党员清扫社区 is what was done. */
const DONE = /参观|走进|走访|打扫|清扫|清理|整理|慰问|看望|布置|美化|巡查|走入|观看|瞻仰|祭扫|重温|整治|粉刷|修缮/;
/** Such verbs tell what was done where they come first; within, they are of a name: 党群服务中心. */
const RUN =
  /(?![^\d\s]{0,10}\d{1,4}[人名位]|帮|服务|建设|维护|检查|学习|捐|改造|为|给|向|把|与|和|同|跟)[一-龥\d]{2,18}(?=$|[\s,;。)、])/y;
/** 宪法知识进社区 is what was done; in 他们组去敬老院 the place begins behind 去. */
const MOVED = new RegExp(`(?:走进|进|下|入)(?:${INDOOR})$|.[去到赴在]`);
/** Behind 在 and 到 a place may be followed by what was done there. */
const WITHIN = new RegExp(
  `[一-龥\\d]{0,10}?(?:${INDOOR})(?=$|[\\s,;。)]|、(?![一-龥]{1,8}(?:${INDOOR}))|召开|开展|举行|举办|组织|集中|进行|开|办|学|上|听|讲|观看|参加|参观|党|主题|支委|志愿|慰问|走访|调研|清|打扫|做)`,
  "y",
);

/** A place that stands by itself behind a break, or behind 在, 到, 赴: 三楼会议室, 在社区广场开展. Linear: only there it looks. */
export function placeAt(s: string, at: number): number | null {
  if (LEAD.at(s, at) && s.charAt(at + 1) === "了") return null;
  return LEAD.at(s, at) ? within(s, at + 1) : alone(s, at);
}

/** No place has a day in its name: 支部6月20日参观纪念馆. */
const DATED =
  /[\d一二三四五六七八九十]月[\d一二三四五六七八九十]|\d[日号](?!楼|院|线|车间|会议室)|[昨前今][天日]|(?:周|星期|礼拜)[一二三四五六日天末]/;

function isNone(words: string): boolean {
  return MOVED.test(words) || DATED.test(words);
}

/** Whether a place may begin here. */
export function isPlaceStart(s: string, at: number): boolean {
  return LEAD.at(s, at) || at === 0 || BREAK.at(s, at - 1);
}

const LEAD = new Chars("在于到赴去");
const BREAK = new Chars(" ,\n;。(");

/** What a place may end with: a quick test before the grammar runs. */
const LAST = new Chars(INDOOR.split("|").map((place) => place.slice(-1)));
const LONGEST = 16;

function alone(s: string, at: number): number | null {
  RUN.lastIndex = at;
  const found = RUN.exec(s)?.[0];
  if (found === undefined || !LAST.at(s, at + found.length - 1) || !ALONE.test(found)) return null;
  return isNone(found) || DONE.test(found) ? null : at + found.length;
}

function within(s: string, at: number): number | null {
  let end = at;
  while (end - at < LONGEST && !LAST.at(s, end)) end++;
  if (end - at === LONGEST) return null;
  WITHIN.lastIndex = at;
  const found = WITHIN.exec(s)?.[0];
  return found === undefined || isNone(found) ? null : at + found.length;
}
