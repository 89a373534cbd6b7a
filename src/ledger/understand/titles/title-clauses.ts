import { anyOf } from "../../any-of.ts";
import { type Chunk, indexFrom } from "../chunk.ts";
import { PEOPLE } from "../numbers/counts.ts";
import { PERSON } from "../people/persons.ts";
import type { Span } from "../reading.ts";
import { Chars } from "../spelling/chars.ts";
import type { Token } from "../token.ts";

/** What ends a clause, and the quotations in which it does not. */
const MARKS = new Chars(" \n,;。!?():【】|…~");
const QUOTES: ReadonlyMap<string, string> = new Map([
  ["《", "》"],
  ["“", "”"],
  ["「", "」"],
]);

const STOPS = new Chars(" \n,;。!?():【】|…~", QUOTES.keys());

/** Who comes to an activity, persons and groups alike. */
const WHO = anyOf`
  ${PERSON} 支部书记 领导 嘉宾 专家 中层 选手 队员 学员 团员 会员 医师 民警 干警 骑手 青年 妇女 学生 家庭 亲子 师傅 主任
  委员 成员 人员 班子 双方 [我对乙甲]方 [一-龥]方 协会 车间 班组 小组 支部 总支 党委 公司 单位 部门 科室 机关 基层
  后勤 一线 [一-龥]队 [一二两三四五六七八九十N]+[组班队] [党各]组
`;
const ALSO =
  "(?:一?共计?|总共|总计|合计|累计|大?约|近|各自?|分别|平均|均|都|全[员体部]?|所有|又|也|就|还|另外?|其中|含|包括|外加|加上|及|有|来了?|到了?|去了?|每[队组班家])*";
const COMING =
  "(?:报名|踊跃|全程|按时|准时|一起|一同|共同|全部|到现场)*(?:参加|参与|出席|到场|到会|参训|参赛|参评|参会|参学|列席|旁听|带队|上场|应战|助阵|来|到)?(?:会议|活动|表决|投票|了)?";
/** 我院派3名医生, 双方各8人参加, 一组6人二组5人, 亲子家庭15组 */
const CAME = `(?:白天|夜里|[早中晚]上?|[早中晚夜白]班)?(?:Q?[一-龥、]{0,8}?${WHO})?${ALSO}${COMING}${ALSO}(?:[PQ]|N(?:组|个|名|对|队)?)(?:[一-龥]{0,4}?${WHO}|[一-龥]{1,4}[员师手])?${COMING}`;
const SENT = `[一-龥]{0,8}(?:派出?|选派|抽调|出动|动员|带领|邀请)了?(?:P(?:[一-龥]{0,4}${WHO}|[一-龥]{1,4}[员师手工])?)`;
const TALLIED =
  "(?:考试|考核|测试)?(?:优秀|良好|合格|基本合格|不合格|称职|基本称职|不称职|满意|赞成|同意|反对|弃权|有效|无效|废|发出|发放|收回|回收|测评|表决|推荐|得|[病事公产年婚]假|公差|补签|休假|请假|缺席|缺勤|未到|迟到|早退|应到|实到|应评议?|评议对象|[发收]票|参评|应交|已交|未交|已?整改|已?办结|已?完成|其余|剩余)";
/** 病假3 事假4, 发出选票16张收回16张, 应评议党员23人 */
const TALLY = `${TALLIED}(?:等次|选?票|表决票|测评票|党员|同志|人员)*[为有:]?[PQN]票?`;
/** 3个议题, 结成3对, 服务居民180人次: a number whose words say nothing without it. */
const COUNTED = anyOf`
  [一二三特]等奖[PQN](?:队|组|人|名|个)? 其中[一-龥]{0,6}[PQNF] Q(?:议题|议程|环节|事项) (?:走访?|跑|去|转)了?Q[一-龥]{1,4}
  (?:共|一共|总共|又)?(?:结成|结对|达成|签下?|认领|收到?|[上提]?交|写|走访|走|跑|看|开|办|讲|谈|种|栽|发|送|捐|做)了?[FQTN]
  (?:合计|共计?|累计|总计)?(?:服务|惠及|受益|覆盖|接诊|诊治|救治)了?[一-龥]{0,4}T
`;
const AWAY = "(?:请假|缺席|未到|病假|事假|住院|出差|休假|外出|在外|值班|当班|值夜班|因[公病事故])";
const NOT_COMING =
  "(?:未能?|没能?|没有|不能|无法|没法)(?:按时|及时)?(?:出席|参加|到会|到场|前来|赶到|赶回|回来|来|到)|[来到]不了|参加不了";
/** 有4个在外打工, 老冯同志因住院未能出席, 夜班3人未到 */
const ABSENT = `(?:[有另其中外只仅还]*[PQN](?:同志|党员|人)?[一-龥]{0,4}${AWAY}[一-龥]{0,6}|[一-龥、]{0,14}P?[一-龥]{0,8}(?:${NOT_COMING})[了的]?[一-龥]{0,2})`;

const FIGURES = new RegExp(`^(?:(?:${CAME}|${TALLY})[、+和与及]?)+$|^(?:${SENT}|${ABSENT})$`);
const COUNTS = new RegExp(`^(?:${COUNTED})$`);
/** What is done with people makes them its object: 慰问老党员5人, 表彰优秀党员2名. */
const DONE =
  /研究|讨论|审议|传达|学习|通报|宣讲|慰问|看望|走访|表彰|评[选优]|发展|接收|确定|推[荐选]|选[举出]|当选|任命|处分|帮|救|服务|接待|惠及|受益|覆盖|带动|义诊|培训|资助|困难|贫困|残疾|孤|独居|退役|老人|患者|送|给|为|奖/;
/** 兼职委员也来了, 居民来了两百多 */
const PRESENT = new RegExp(
  `^${anyOf`
  [一-龥]{0,8}?${WHO}(?:干部|同志)?(?:们|也|都|全|均|陆续)*(?:来|到|参加|列席|到场|到会|出席|在场)(?:了|齐了?)?
  [一-龥]{0,6}来了[一二两三四五六七八九十百千几多好\d]+ (?:听课|参加|到场|来)的(?:都|全|基本)?是[一-龥]{0,6}${WHO}
  (?:全体|全部|所有|在家)[一-龥]{0,6}${WHO} [一-龥]{1,6}来人了? 人(?:有多有少|时多时少|挺?齐|都?(?:到|来)?齐了?)
`}$`,
);
const LAST_PRESENT = new Chars("来到加席场会了齐");
const FIRST_PRESENT = new Chars("全所在人听参到");
const WHEN = anyOf`
  (?:趁|利用)?(?:着|了)?[一-龥]{0,4}(?:午休|间隙|空闲|空当|课间|业余)(?:时间|时|期间)?
  (?:今年|本年度?|年内)?的?最后(?:Q|一[次场堂期]) 第[一二三四五六七八九十N]{1,2}天 [早中晚夜白]班 [早晚]高峰
  [大小]夜班 [上下][早中晚夜]?班(?:[前后]|之[前后]|以[前后])? 班[前后] [早中晚夜白]?班[前后](?:召?开|搞|上|办)了?
  会[前后] 饭后 课间 白天 夜里 晚上 农历
  (?:农历|阴历)?(?:[正二三四五六七八九十冬腊]|十一|十二)月(?:初|十|廿|二十|三十)[一二三四五六七八九十]?
`;
/** 合开, 碰了个头, 你定, 明年见: how they met, and what is said to the reader. */
const SAID = anyOf`
  (?:现场|活动|会议|相关)?(?:照片|图片|签到表|视频)(?:\d{1,2}张|若干|如下|见附件|附后|在后|[^,]{0,6}[发补传交附上][^,]{0,4})?
  (?:稍后|回头|晚[点些]|后续|随后)?再?[补附发传]上?[一两几]?张?(?:照片|图片|签到表)(?:\d{1,2}张)?
  (?:两个?会?|[一二两三]项)?(?:合并?|一[起块同]|同时|套|连着|接着)(?:召?开|举行|进行|办)[的了]?
  碰(?:了?[个一]?|了?[个一]下?)头 聚[在到]一起 你(?:们)?(?:定|看着办|决定) (?:都|也|就)*算(?:吧|上)? 收[官工] 完事
  搞定 打卡 差点忘了? (?:加班|出差|下班|值班|忙)[一-龥]{0,6}[刚才][一-龥]{0,4}
  没(?:及时|来得及|顾上)[报记登填].{0,2} 我?先?(?:把|将|给)?K?[记登报补](?:一笔|着|上|下来?|一下|了) 我?先?[把将]
  因[一-龥]{1,10}(?:改|挪|调|推迟|延期|提前)[到在至为]?D? (?:明[年天]|回头|下[次回周]|改天|后天)?见
  (?:其他|其它|剩下)的?[一-龥]{0,6}再[说报补记] (?:元旦|新年|春节|中秋|国庆|节日|假期|周末)(?:快乐|愉快) 晚安
  (?:大家|各位|同志们)?早点休息 (?:我?[刚才]+)?统计(?:完了?|好了?) (?:今天)?事(?:情|儿)?多 (?:我)?一并(?:汇?报|补?记|登记|补报)(?:一下|上|了)?
  [两三][次场回]都是? 就这[样些] 以上 完毕 结果 要点 (?:会议)?(?:纪要|记录)要点 累[死坏瘫]了?
  [干搞办做弄学讲]?[得的](?:不错|很好|挺好|真好|可以) 另外还?有? 还有 也有 另有
  我?[和跟同与][一-龥、]{1,14}(?:一[起块同道]儿?|搭伙) [开签办去讲上做学]的 去的?用了? 前后 [干忙开]到 整整?
  (?:咱们?|俺们?|我们)?[在搁](?![^,]{0,6}的[一-龥])[一-龥N]{1,8}(?:里|上|下|边|旁|前|头|间|外|口|底下|现场|室|楼N?|厅|场|院|馆|家|站|部)(?:(?:召?开|举行|举办|进行|办|搞|上)的?)?
  第?[一二三四五六七八九十\dN]{1,2}[组班队]
`;
const ASIDES = new RegExp(`^(?:${WHEN}|${SAID})$`);
/** 现在才想起来, 其他的回头再说, 逸夫楼302, 我们书记和大家 */
const REMARKS = new RegExp(
  `^${anyOf`
  [一-龥]{0,8}(?:才|刚|刚刚|突然)(?:想起|记起|发现没[记报])来?[补报记登]?
  [一-龥]{0,6}(?:回头|改天|明天|以后|晚点|稍后)再[说报补记]
  [一-龥]{1,6}[楼厅馆栋座][\dN]{1,4}(?:室|房|会议室)?(?:召?开|举行)?
  (?:那天)?(?:我们?|咱们?)?(?:书记|支委|班子|班长|组长)?[和跟同与](?:大家|同志们?|党员们?|群众|职工|几个人)
`}$`,
);
/** The characters without which nothing of the kind is said. */
const REMARK_HINT = /[才刚然起再和跟同与未没不无]|[楼厅馆栋座][\dN]/;
const LONGEST = 30;

/** Where the clause ends that begins at a place; a quotation is not cut. */
export function clauseEnd(s: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (!STOPS.at(s, at)) continue;
    const close = QUOTES.get(s.charAt(at));
    if (close === undefined) return at;
    at = Math.max(at, s.indexOf(close, at));
  }
  return to;
}

/** Whether the clause around a stretch only tells who and how many came or were away, or speaks to the reader. */
export function isAside(chunk: Chunk, [start, end]: Span): boolean {
  if (end - start < 2 || tellsContent(chunk.text.s, start)) return false;
  const [from, to] = around(chunk, start, end);
  if (to - from > 2 * LONGEST) return false;
  const words = signed(chunk, from, to);
  if (words === null) return saysAside(chunk.text.s.slice(from, to));
  if (words.length > LONGEST) return false;
  const isCounted = NUMBERED.test(words);
  if ((isCounted && COUNTS.test(words)) || saysAside(words.replace(WHEN_AND_WHAT, ""))) return true;
  return isCounted && FIGURES.test(words) && !isServed(chunk, words);
}

/** What begins so is what was done or studied, whatever follows. */
const CONTENT =
  /《|“|研究|讨论|审议|传达|学习|观看|参观|收看|收听|听取|通报|部署|慰问|看望|表彰|清理|清扫|打扫|发放|讲解|帮|送|给老|为老|第[一二三四五六七八九十\d]{1,3}[讲章期届]/y;
const FIRST_CONTENT = new Chars("《“研讨审传学观参收听通部慰看表清打发讲帮送给为第");

function tellsContent(s: string, at: number): boolean {
  CONTENT.lastIndex = at;
  return FIRST_CONTENT.at(s, at) && CONTENT.test(s);
}

function around(chunk: Chunk, start: number, end: number): Span {
  const { s } = chunk.text;
  let [from, to] = [start, end];
  while (from > chunk.from && start - from < LONGEST && !MARKS.at(s, from - 1)) from--;
  while (to < chunk.to && to - end < LONGEST && !MARKS.at(s, to)) to++;
  return [from, to];
}

const NUMBERED = /[PQNFT]/;
const AWAY_ALONE = new RegExp(`^[一-龥、]{0,22}(?:${NOT_COMING})[了的]?[一-龥]{0,2}$`);
const WHEN_AND_WHAT = /[DHK]+/g;

/** The characters that such words begin or end with, and those that they cannot do without, are asked about first. */
function saysAside(words: string): boolean {
  if (words.length > LONGEST) return false;
  const isPresent = FIRST_PRESENT.at(words, 0) || LAST_PRESENT.at(words, words.length - 1) || words.includes("来");
  return (
    (FIRST_ASIDE.at(words, 0) && ASIDES.test(words)) ||
    (isPresent && PRESENT.test(words)) ||
    (REMARK_HINT.test(words) && (REMARKS.test(words) || AWAY_ALONE.test(words)))
  );
}

const FIRST_ASIDE = new Chars(
  "趁利用午间空业今本年的最第早中晚夜白大小上下班会饭课农阴正一二两三四五六七八九十冬腊合同套连接碰聚你都也就算收完搞打差加出值忙没我先把将给记登报补因明回改后见其剩元新春国节假周以结要纪累干做弄学讲得另还和跟与开签办去前整在搁咱俺活动相照图签视稍随再补附传发0123456789N",
);

/** 高温慰问 环卫工人30人: whom the service was for, unless they are members or it is said that they came. */
function isServed({ tokens }: Chunk, words: string): boolean {
  if (DONE.test(words)) return true;
  return !MEMBERS.test(words) && tokens.some((token) => token.type === "kind" && token.kind === "走访慰问");
}

const MEMBERS = /(?<![老困难])党员|志愿者|委员|干部|班子|中层|双方|参加|我方|派|[组班队]P/;

/**
 * The words with a sign for each value: people, households, times of people, other amounts, lone numbers. Null where
 * there is none.
 */
function signed({ tokens, text }: Chunk, from: number, to: number): string | null {
  let [words, at] = ["", from];
  for (let i = indexFrom(tokens, from); i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined || token.start >= to) break;
    const sign = signOf(token);
    if (sign === null || token.start < at) continue;
    words += text.s.slice(at, token.start) + sign;
    at = token.end;
  }
  if (at === from && !DIGIT.test(text.s.slice(from, to))) return null;
  const all = words + text.s.slice(at, Math.max(at, to));
  return DIGIT.test(all) ? all.replace(DIGITS, "N") : all;
}

const DIGIT = /\d/;
const DIGITS = /\d+/g;
const HOUSEHOLDS = new Set(["户", "家"]);
const SIGNS: Partial<Record<Token["type"], string>> = {
  bare: "N",
  date: "D",
  half: "D",
  clock: "D",
  duration: "H",
  kind: "K",
  study: "K",
  generic: "K",
};

function signOf(token: Token): string | null {
  if (token.type !== "count") return SIGNS[token.type] ?? null;
  const { unit } = token.count;
  if (PEOPLE.has(unit)) return "P";
  return HOUSEHOLDS.has(unit) ? "F" : unit === "人次" ? "T" : "Q";
}
