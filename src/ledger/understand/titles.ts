import { Chars } from "./chars.ts";
import { type Chunk, tokenAt } from "./chunk.ts";
import { spanOf, wordsOf } from "./normalise.ts";
import { SURNAMES } from "./read-names.ts";
import type { Span } from "./reading.ts";
import { withoutPictures } from "./spelling.ts";

/** What was studied or done, in the words received, and where they stand. */
export type Title = { readonly title: string; readonly spans: readonly Span[] };

const LEAD =
  /^(?:[嗯呃哦]+那?个?|不是(?=$)|(?:干|忙)了(?=$)|以来|开始|结束(?!语)|(?:开|上|学|搞|做|办|讲)完了?|想要?(?=登|记|补|报)|按(?:照)?(?:要求|计划|规定|时)(?=$|[\s,]|召开|开展|组织)|需要(?=登|记|补|报)|[\s,;。、:!?·\-~"')\]】}…|/+=¥￥$]+|@[^\s,;。]{1,12}|(?:小?助手|小台|小秘书|机器人|书记|管家)(?=[,\s]|帮|麻烦|请|记|登)|那个(?=[,\s])|对了(?=[,\s])|帮忙|麻烦|请帮忙?我?|帮我(?:忙)?|登记一?下?|记一下|记录一下|记一笔|记一条|(?:报送|上报|反馈|汇报)(?=[:,])|请?补(?:录|记|登|报)|补一条|漏[记报登填](?:了?(?=[:,\s])|了?一[条笔次个])|报一下|汇报一下|一下(?!子)|通报一下|告知一下|知会一下|同步一下|上报|我们|我|咱们|咱|第?[一二三四五六七八九十\d]{1,2}(?:党支部|支部|党小组|小组)(?=组织|开展|召开|举行|举办|进行|在|于|全体|到|赴)|[一-龥]{0,8}?(?:党支部|党总支|党委|总支|支部)(?=组织|开展|召开|举行|举办|进行|全体|到|赴)|本?(?:党)?支部(?=$|[\s,]|组织|开展|召开|举行|举办|进行|在|于|全体|开了|搞了|上了|共|的?集中)|全体党员(?:干部)?(?!大)|全体同志|党员同志们?|同志们|大家|一起|一同|共同|组织(?!法|部|建设|条例|工作|原则|关系|振兴|体系|力|史|生活|委员|路线|纪律|制度)(?:了|党员|全体党员)?|开展(?!情况)了?|召开了?|举行了?|举办了?|进行了?|搞了?|开了|[开上讲]过了?(?=$|[\s,])|上了(?!一课)|做了|办了|参加(?!率)了?|完成了|讲了|(?:写|交|上|开|搞|办|做|参加)了一?[篇份个件项场堂节次](?=$|[\s,])|写了|撰写了?|学[了的]|学习(?!强国|贯彻|型|小组|教育|资料|材料|笔记)了?|观摩了|一?次|一场|一个|一期|一堂|一节|[1一]次(?:的)?|主要|(?:内容|主题|题目)(?:[是为]|(?=$|[\s,:"“《]))|以(?=[“"《])|围绕(?=[“"《])|了|的|是(?!非|否)|有(?![关效机序力色奖感])|也|还(?![原建款贷])|又|并(?![购联轨])|和(?![谐平睦美合])|与(?!时俱进|会)|及(?![时格])|暨|在(?![职册编岗线校])|于(?!谦|敏)|从(?![严政业优心实])|由|对(?![口标照外党台策接越比象])|就(?![业地餐医])|约莫|共计|共(?![产青同建享和创富治识性鸣])|总计|合计|累计|大约|大概|约(?![束谈法定])|近(?![期日年代平现况来几邻视])|差不多|时间|时长|用时|历时|耗时|持续|为时|每人|人均|各(?![级地项类族界民国部行])|每[次回场期]|人员|人数|然后|接着|随后|同时|会上|会后|会中|其中|期间|日(?![常报本语日新])|号(?![召外])|当天|当日|都(?![市江])|来(?![信访源电自华])|实到|应到|到会(?!率)|出席(?!率)|班子(?:成员)?(?=$|\s)|结束后)/;
const TAILS =
  "(?:[\\s,;。、:!?·\\-~\"'([【{…|/+=]+|每人[写捐交]?|每户|每家|每名|每位|人均|户均|每[次回场期]|各[写捐交]?|(?<!平)均|至少|不少于|不低于|超过|平均|共计?|总计|合计|累计|总共|一共|大约|大概|约莫|(?<![节公民条合签制预违])约|(?<![附最亲接远临])近|将近|差不多|时长|用时|历时|耗时|学时(?!制)|持续|参加人数|参会人数|参加|(?<!积极)参与|出席|到会|参会|会期|人数|实到|应到|全员|全体党员|全体|等(?!级|次)|(?<![目标])的|(?<![除罢为末解明])了|不到|不足|按(?:照)?(?:要求|计划|规定|时)|召开|开展|举行|举办|进行|组织|搞了?|(?<![未])来了?|(?<!过)去|一次|[开搞办]了个|并|(?<![缓饱温共中总柔])和|(?<!参)与|(?<![普以])及|暨|(?<![现所存实潜内])在|(?<![关由对至属基善勇敢])于|(?<![服])从|至|(?<![周直做])到|(?<![自理])由|(?<![所国私公拥])有|(?<![求总但国])是|(?<![作行人认因成])为|其中|会议时间|时间|日期|地点|班子(?:成员)?|(?:正式|预备)?党员(?=$)(?<=[\\s,]党员|^党员)|群众(?<=[\\s,]群众|^群众)|(?<=[\\s,]|^)(?:委员|支委|支部委员|领导班子|职工|干部|骨干|志愿者|党员干部|男|女|同志))$";
const TAIL = new RegExp(TAILS);
/** What ends with none of the characters of the pattern has no such tail: one look-up spares the search. */
const TAIL_LAST = new Chars(TAILS, " \t\n");
const NAMELESS =
  /^(?:(?:会议?|活动|学习)?(?:开|办|搞|干|忙|聊|谈|学|进行|持续)了?(?:整整)?|一?共捐了?|参[训赛]|队伍|全[村行院校所厂局](?:党员(?:干部)?|职工)?|医护党员|跟大家|(?:服务|受益|惠及)群众|交(?:给了?|到).{1,10}|写[好完]了?|谈话(?:人|对象).{0,10}|活动|会议|会|大会|决策会|专题会|党员|支部|学习|内容|情况|记录|台账|补录|大家|同志|人|次|个|今年|本月|上午|下午|讲|课|上|开|做|搞|去|到|班子|班子成员|领导班子|委员|议定|报备|形成决议|完成|圆满完成|顺利完成|顺利|已完成|已|辛苦了?|谢谢|形成|发表|刊发|分|讨论|研究|通过|定了|(?:主讲人?|主持人?|记录人?|领学人|授课人|讲课人)[一-龥]{2,4}|[一-龥]{0,4}(?:书记|主任|老师|委员)?[给为向](?:我们|大家|全体党员|党员们?)(?:[上讲作做]了?)?|参加人员|参会人员|参与人员|听课|meeting|开会|开了会|开个会|(?:[一-龥]{0,4}(?:书记|主任|领导|老师|助手|秘书|管家|各位|大家|同志们?))?[您你]?们?好呀?|(?:入党|共青)?(?:积极[分份]子|发展对象|申请人|团员)(?:列席|参加)?|(?:党员|职工|群众|青年)?代表|报告|汇报|那个|这个|[上那这][次场回]|三会一课|已[收交]|[这本]期|为期|缺席?\d{1,3}人?|补一下|发展了?|接收了?|吸收了?|都?补上|补充(?:一下|下|说明|一条)?|另外|忘(?:了|记)?说了?|党组|节[前后]|人(?:有点|不太|不算|挺|很|比较|不)?[多少]|(?:人数|时长|时间)?(?:没记|忘了?|不详|记不清)(?:人数|时长)?|嗯+|额|对了|补|迟到?|(?:正式|预备)党员|上周[一二三四五六日天]|发放|送去|送上|赠送|捐了?|审议通过|研究决定|[一-龥]{1,8}(?:主持|主持会议|记录|主讲|领学|带队|宣读|(?<!工)作报告)|第?[一二三四五六七八九十\d]+(?:党支部|支部|党小组)|[一-龥]{0,8}(?:党支部|支部|党总支|党小组|总支)(?:书记)?|[赵钱孙李周吴郑王冯陈张刘杨黄徐马朱胡郭何高林罗][一-龥]{1,2}(?:同志|书记|主任)|过|啦|哈哈|[刚才已]?结束了?|平均|(?:圆满|顺利|胜利)?(?:结束|成功|闭幕)|分别|全体(?:支委|委员|成员|职工|干部|人员|同志)(?:参加)?|(?:工作|活动|学习|补录|开展|汇报|情况|台账|总结)+(?:如下)?|今日|地点|记一?下|忘(?:了|记)?[记报登填录]了?|党员(?:同志)?们?(?:参加)?|人员|补|漏[记报登填]了?|新增|确定|登记|写|写了|撰写|上交|提交|交|交了|收|收到|除|(?:因[^,;。]{0,6})?(?:请假|缺席|未到)(?:以|之)?外(?:全部|全体|全员|其余|其他|均|都).{0,6}|(?:全体|本|我|支部|我们)*党员|谢谢[啦了您你]?|多谢|或者?|左右|上下|特此(?:汇报|报告|记录|上报)|麻烦[啦了您你]*|辛苦[啦了您你]*|除.{1,12}?(?:以|之)?外(?:的)?(?:(?:全部|全体|全员|其他|其余|都).{0,6})?|[一-龥]{2,3}(?:除外|未参加|没参加|没来|没去|请假|缺席)|全年|通知|填报|填表|报送|制表|印发|发布|(?:听课|观看|培训|签到)|(?:会议|活动)(?:记录|纪要|简报|简讯|台账)|开的会|签到表|那[天次]|(?:第?[一二三四五六七八九十\d]{1,2}(?:党支部|支部|党小组|小组|组))?同[日天]|(?:教师|学生|机关|农民|青年|退休)党员|集中|集体|党建|集团|公司|上级|值班|先?(?:开|上|学)的?(?:会)?|加班(?:开|学|上|搞)?的?|参会|主持 ?(?:书记|委员|主任|组长)|(?:慰问|走访|帮扶)?对象|慰问金|(?:副|第一)?书记|书记讲|[给为帮替][一-龥]{0,4}办[了好过]*|全体党员|全体|全员|全员参加|全体参加|全体党员参加|都来了|都参加了|各|场|你看着记|吧|啊|呢|哦|哈|呀|嗯|好的)$/;
/** Words to the reader, about whose report it is and who came; they are no title wherever they stand. */
const ASIDE =
  /^(?:[一-龥]{1,4}率(?:达到?|为|约)?\d[\d.]*%(?:以上)?|第[\d一二三四五六七八九十]{1,3}[次回场期堂]|首次|(?:这是)?(?:今年|本年|本月|这个?月|本季度?|年内)度?的?第[\d一二三四五六七八九十]{1,3}[次场期回堂]|本年度?第[\d一二三四五六七八九十]{1,3}次|[\d一二两三四五六七八九十]{1,3}个(?:党小组|小组|党支部|支部|班组|车间|科室|部门)(?:分别|各自?|均|都)?(?:召?开了?)?|[^【】]{0,6}(?:动态|简讯|快讯|台账|打卡|纪实|掠影)(?=$)|(?:替|代|帮)[一-龥]{1,6}(?:记录?|登记|填报|上报|报|补录)(?:一下)?|除了[一-龥]{2,12}都(?:来|到|参加)?了?|年[前后](?:第一次|最后一?次?)|(?:接|按|根据|遵照)[一-龥]{0,6}(?:通知|要求|安排|部署)|请(?:领导|书记|大家|各位)?(?:查收|审核|审阅|知悉|核对|记录|登记|补录|收一?下?|过目)|[一-龥]{2,4}打卡|[一-龥]{1,4}(?:让|叫|托|请)我(?:记|报|登|填|补|写)?[一-龥]{0,3}|(?:我|他|她|你|咱)们?(?:的)?(?:组|支部|班组|部门|小组|队|科室|单位|科|处)?|向[一-龥]{1,4}(?:汇报|报告)|班组|科室|小组|车间|部门|都?签到?了?|(?:一共|总共|共)(?:走|走访|去|学|看|送|收|交|写|干|开)了?|起?每(?:户|家|人|名|位|天|次|组)[^,;。]{0,10}|忙活了?|(?:男|女|男女)(?:同志|党员|职工|老师)?|(?:以|之)?外(?:均|都|全部|全体|其余|其他).{0,6}|因[公事病]|补报|先|后|再|再开|先后|接着|随后|然后|最后|之后|列席[一-龥]{0,6}|无(?:人)?(?:缺席|请假|迟到)|连着|为[一-龥\d“”]{2,14}(?:周年|传统|精神|节)|连续|会期|(?:全体|[一-龥]{0,4})?(?:委员|支委|党员|成员|人员|同志|职工)(?:全|都|全部|全员)(?:到|来)(?:了|齐|会|场|齐了)?|(?:和|与|同)?.{0,10}(?:支部|党委|社区|公司|学校|总支|党组织)联合|参会(?:党员|人员)|到场|挺?热情|情绪高涨|反响(?:热烈|很好)|效果(?:很|挺)?好|简报|小结|工作简报|其他(?:委员|同志|人)?)$/;
/** What may follow a document and be part of its title: 《条例》第三章, 《零容忍》第3集, 《党章》和二十大精神. */
const BEHIND_DOCUMENT =
  /^(?:第[\d一二三四五六七八九十百]+(?:[至到、~-]第?[\d一二三四五六七八九十百]+)?[一-龥]{0,3}|[上中下][册篇集卷]|之[\d一二三四五六七八九十]+|\([一-龥\d]{1,6}\)|精神|全文|(?:重要)?讲话|节选|选段|专题|解读|导读|辅导|系列|等)?(?:精神)?(?:[和及与、][^\s,;。:《》]{2,})?/;
const NAME =
  /^[赵孙李吴郑王冯陈张刘杨徐郭曹彭曾董袁潘蒋蔡吕姚崔谭廖邹邱尹薛闫邵郝龚](?![家村庄])[一-龥]{1,2}(?:同志|书记|主任|老师)?$/;
/** 张三李四 */
const NAMES =
  /^(?:[赵孙李吴郑王冯陈张刘杨徐郭曹彭曾董袁潘蒋蔡吕姚崔谭廖邹邱尹薛闫邵郝龚](?![家村庄])[一-龥]{1,2}){2,6}$/;
const SPEAKER = /^(?:[一-龥]{1,8}?)(?:主讲|讲授|讲解|宣讲|授课|领学|带领学习|领读|上党课|讲了?|做|作)(?=《|“)/;

/** The title is the rest: every stretch of plain text that gave no value, without the words that only join. */
export function titleOf(chunk: Chunk, used: readonly Span[]): Title | null {
  const parts: Span[] = [];
  for (const [from, to] of gaps(chunk, used)) {
    const part = parts.length < MOST_PARTS ? cleaned(chunk, from, to) : null;
    if (part !== null) parts.push(part);
  }
  const kept = documentOf(chunk.text.s, parts) ?? parts;
  const texts = kept.map(([from, to]) => withoutPictures(wordsOf(chunk.text, from, to).trim()));
  if (texts.length === 0 || texts.every(isNames)) return null;
  return { title: unquoted(texts.join(" ")), spans: kept.map(([from, to]) => spanOf(chunk.text, from, to)) };
}

/** With exactly one 《…》 in it, the title is what it names: 观看警示教育片《零容忍》第三集. */
function documentOf(s: string, parts: readonly Span[]): readonly Span[] | null {
  const holding = parts.filter(([from, to]) => s.slice(from, to).includes("《"));
  const [part] = holding;
  if (part === undefined || holding.length > 1) return null;
  const text = s.slice(...part);
  const [open, close] = [text.indexOf("《"), text.indexOf("》")];
  if (close < open || text.lastIndexOf("《") !== open || text.lastIndexOf("》") !== close) return null;
  if (JOINED.test(text.slice(0, open)) || text.charAt(close + 1) === "的") return null;
  const tail = BEHIND_DOCUMENT.exec(text.slice(close + 1, close + 31))?.[0].length ?? 0;
  return [[part[0] + open, part[0] + close + 1 + tail]];
}

const JOINED = /[和与及、]$/;

/** Names of members are no title. */
function isNames(text: string): boolean {
  return text.split(/[\s、,，]+/).every((item) => NAME.test(item) || NAMES.test(item));
}

/** Further stretches between values say nothing more of what was done. */
const MOST_PARTS = 12;

/** A labelled title is kept as it was written, without its brackets. */
export function labelledTitle(chunk: Chunk, from: number, to: number): Title | null {
  const title = unquoted(
    withoutPictures(wordsOf(chunk.text, from, to))
      .trim()
      .replace(/[，。；、,;/｜|丨\s]+$/, ""),
  );
  return title === "" ? null : { title, spans: [spanOf(chunk.text, from, to)] };
}

function gaps(chunk: Chunk, used: readonly Span[]): Span[] {
  const found: Span[] = [];
  let at = chunk.from;
  for (const [from, to] of [...used].sort((a, b) => a[0] - b[0])) {
    if (from > at) found.push([at, from]);
    at = Math.max(at, to);
  }
  if (chunk.to > at) found.push([at, chunk.to]);
  return found;
}

function cleaned(chunk: Chunk, start: number, stop: number): Span | null {
  const { s } = chunk.text;
  if (stop - start < 4 && !/[\p{L}\p{N}]/u.test(s.slice(start, stop))) return null;
  const [from, to] = trimmed(s, ...clauses(s, start, stop));
  const part = s.slice(start, stop);
  if (to - from < 2 || isEmpty(s.slice(from, to)) || isPerson(part) || isUnit(chunk, part, stop)) return null;
  const speaker = SPEAKER.exec(s.slice(from, Math.min(to, from + 30)))?.[0].length ?? 0;
  return [from + speaker, to];
}

/** Nothing of what was done, brackets around it aside: 书记主持, （补录）. */
function isEmpty(rest: string): boolean {
  const inner = rest.replace(/^[([【]+|[)\]】]+$/g, "");
  return inner.length < 2 || NAMELESS.test(inner) || ASIDE.test(inner);
}

/** Clauses at either end that say nothing, such as 书记主持 and 党员参加, are no part of a title. */
function clauses(s: string, start: number, stop: number): Span {
  let [from, to] = [start, stop];
  for (let end = clauseEnd(s, from, to); end < to && isNothing(s, from, end); end = clauseEnd(s, from, to))
    from = end + 1;
  while (to > from && s.charAt(to - 1) === " ") to--;
  for (let mark = lastMark(s, to); mark > from && isNothing(s, mark + 1, to); mark = lastMark(s, to)) to = mark;
  return [from, to];
}

/** The last comma or blank before a place. */
function lastMark(s: string, to: number): number {
  return Math.max(s.lastIndexOf(",", to - 1), s.lastIndexOf(" ", to - 1));
}

/** The next comma or colon, or the end. */
function clauseEnd(s: string, from: number, to: number): number {
  let end = from;
  while (end < to && s.charAt(end) !== "," && s.charAt(end) !== ":") end++;
  return end;
}

function isNothing(s: string, start: number, stop: number): boolean {
  if (ASIDE.test(s.slice(start, stop).trim())) return true;
  const [from, to] = trimmed(s, start, stop);
  return from >= to || isEmpty(s.slice(from, to));
}

/** Without the joining words at both ends. */
function trimmed(s: string, start: number, stop: number): Span {
  let [from, to] = [start, stop];
  for (let rounds = 0; rounds < 12 && from < to; rounds++) {
    const lead = LEAD.exec(s.slice(from, Math.min(to, from + 40)))?.[0].length ?? 0;
    from += lead;
    if (lead > 0) continue;
    if (!TAIL_LAST.at(s, to - 1)) break;
    const tail = TAIL.exec(s.slice(Math.max(from, to - 20), to))?.[0].length ?? 0;
    to -= tail;
    if (tail === 0) break;
  }
  return [from, to];
}

const PERSON = new RegExp(
  `^\\s*(?:我们?|咱们?)?(?:和(?![谐平睦美合])|与(?!时俱进)|跟|找|同(?![志心舟])|对(?![口标照外])|向)(?:(?:入党|青年|老|新|预备|正式|困难|退休)*(?:积极[分份]子|发展对象|申请人|党员|职工|群众|团员|干部))?(?:[${SURNAMES}][一-龥]{1,2}[、和与及]?){1,6}(?:同志|师傅|老师)?(?:等)?(?:进行|开展|一起|一同|去|前往)*\\s*$`,
);

/** 和张三谈心谈话, 我和张三李四去慰问: persons are no title. */
function isPerson(part: string): boolean {
  return part.length <= LONGEST_PERSONS && PERSON.test(part);
}

const LONGEST_PERSONS = 30;

const UNIT =
  /^\s*(?!.*(?:[进入访帮扫清赴下到]|参观|服务|慰问|支援|打扫|学习))[一-龥\d、]{0,10}?(?:车间|班组|党小组|小组|支部|总支|党委|科室|工区|工段|项目部|部门|中队|大队|分会|分公司|[一二三四五六七八九十\d甲乙丙丁]班)(?:全体)?(?:党员|职工|干部|人员)?\s*$/;

/** The 第二车间 of 第二车间党小组会 and the 运行三班 of 运行三班党课 tell who met. */
function isUnit(chunk: Chunk, part: string, stop: number): boolean {
  return part.length <= LONGEST_UNIT && tokenAt(chunk, stop)?.type === "kind" && UNIT.test(part);
}

const LONGEST_UNIT = 16;

/** 《…》 around the whole title is dropped; inside a longer one it stays. */
function unquoted(title: string): string {
  const inner = /^[《“"「]([^《》“”"「」]+)[》”"」]$/.exec(title)?.[1];
  return inner ?? title;
}
