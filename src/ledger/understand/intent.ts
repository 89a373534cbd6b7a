import { anyOf } from "../any-of.ts";
import { isForm } from "./forms.ts";
import type { Signals } from "./intent/signals.ts";
import { isAside, isHearsay } from "./intent/talk.ts";
import { SURNAMES } from "./people/read-names.ts";
import type { Intent } from "./reading.ts";

const REQUEST = new RegExp(anyOf`
  请(?!假|示|教|战|愿|柬)(?:[^,;。\n]{0,16}?)(?:参加|出席|到场|集合|签到|参会|自带|自备|交(?:上来|过来|来|给|到|齐|一)|于[^,;。\n]{1,12}前|[报发](?:到|给|来|过来|上来)|准时|提前|上报|报送|提交|上交|填写|填报|缴纳|做好|携带|准备|报名|安排|知悉|周知|互相转告|转告|回复|带好|穿|大家|各位|全体|同志|党员|按时|务必)
  准时(?:参加|到|出席|参会) 务必 届时 自[备带](?:水|午餐|干粮|[笔伞餐车]) 不得(?:请假|缺席|迟到) (?:收到)请?回复
  (?<!\d[人名位个组户]|都|已|已经)报名(?:参加(?!了)|接龙) 互相转告 敬请 报名[^,;。\n]{0,6}截止 报名的?接龙
  (?:[今明后]天|周[一二三四五六日天]|\d[日号])(?:之?前|以前)?(?:都?要)?[交报](?:上来|齐)?$ 定[于在]
  安排在(?=\d|[周下明后本]) 计划[\d一二两三四五六七八九十]{1,2}[次场] 拟于 将于 将在
  将(?:召开|组织|开展|举行|举办|进行) (?:会议|活动|学习|开会|党课|紧急|温馨)(?:的)?(?:通知|提醒|预告|提示)
  ^[【[(]?(?:通知|提醒|预告|温馨提示|预通知) 通知[:：]
  (?:明天|后天|下周|下周[一二三四五六日天]|今晚|今天下午|今天晚上|周[一二三四五六日天])(?:上午|下午|晚上)?(?:\d{1,2}点半?)?(?:要|准备|打算|计划|安排|预计)
  (?:准备|打算|计划|预计|拟)(?:于|在|召开|组织|开展|举行|举办|开|搞|明[天年]|后天|下(?:个?[周月]|半?年|季度)|[年月]底)
  ^关于(?:召开|开展|举办|组织|举行)[^\n]{1,40}的?(?:通知|预告|倡议书?)\s*(?:$|\n)
  (?:明年|下(?:个?[周月]|半?年|季度)|明天|后天)[^,;。\n]{0,6}(?:搞|[开办弄])(?:个|一?[次场期]|一下)(?![^,;。\n]*[了过])
  ^[^,;。:\n]{0,10}(?:计划|安排|日程|预排|任务)(?:表)?(?:\([^()\n]{1,12}\))?: 记得(?:参加|来|带|准时|[交报填写学看])
  有空的?(?:都|请|同志)?(?:举手|报名|来|吱声) (?:请|互相|各[^,;。\n]{0,8})转告 别忘了 不要忘了 抓紧
  (?<!全员|全部|都|已|已经|均)[报交](?:上来|齐) (?:别|不要|勿|不得)迟到
  (?:请假|(?:来|去|参加)不了|不能(?:来|去|参加)|有事|没空)的(?:同志|人)?(?:请|都)?(?:跟|和|向|找|同|给|提前)
  都(?:要|得|过)?来(?:啊|吧|哈|哦|呀|呦|呗|哟|噢|嘛|听) (?:大家|同志们|各位)都?(?:要|得|过|快)?来(?=$|[,。!~])
  不见不散
  ^(?:我们|咱们|支部)?(?:稍后|待会儿?|[等过]一?会儿?|等一?下|一会儿|回头)(?:我们|咱们|支部|大家)?(?:要|再|就)?(?:召开|组织|开展|举行|集中|[开搞上学])(?![^,;。\n]*[了完过])
  (?:说要?|说让|让|叫)(?:我们|大家|咱们)?要?(?:召开|组织|开展|举行|举办|开|搞|办)(?!了)
`);
/** Speaks to others of what they shall do; with a day that is to come it is a notice. */
const ADDRESSED = /请(?!假|示|教|战|愿|柬|进|来了|了)|大家|各位|记得|同志们|都(?:要|来|去)|提醒/;
/** What a meeting dealt with may be called a list: no request for one. */
const DEALT_WITH =
  /(?:研究|学习|讨论|审议|制定|梳理|完善|通报|公布|公示|签订|修订|建立)[^,;。\n ]{0,16}(?:排名|报表|清单|明细|台账)/g;
const QUESTION = new RegExp(anyOf`
  想(?:了解|知道|查|看)一?下?(?![^,;。\n]*(?:党史|历史|精神|讲话)) 多少 (?<![十百千万好\d零一二两三四五六七八九])几(?:次|回|趟|个人|人|场|堂|节|期|篇|件|户|点|号|时|天|条|项)(?![天日]前|课的?时间)
  (?<![十百千万好\d零一二两三四五六七八九])几[个名位份对间](?:人|党员|同志)?[了啊呢]?$ [?] 吗 是不是 有没有 算不算 为什么 为何 什么时候 怎么(?!样|办的) 怎样
  (?:啥|几|何)时候?(?:[一-龥]{0,2}(?:[开办讲搞上学做]|$)) 多久 [到离][^,;。\n]{0,8}几个月
  哪(?:些|里|一?(?:天|个|次|回|位|几)) 什么(?:内容|题目|主题)$ 去了?哪 谁 是否 能不能 可不可以 查(?:一下|询|看|下|一查) ^查 ^(?:列|罗列|数)一?下
  统计(?!法|局|表|员|工作|数据) 导出 列出 汇总(?:一下|表)
  (?<!(?:大家|各位|同志们?)(?:都?先|抽空|再)?)看(?:一?下|看)
  (?:本|上|这|下)(?:周|月|年|季度)[^,;。]{0,10}(?:情况|进度|台账|清单|明细)$ 还差 还缺 了没有?(?:$|[?。!])
  没有?[?]?$ 什么(?:内容|东西|题目|主题)?[?。]?$ 有什么(?:活动|安排|学习|会议?)(?!开) 完成了没 排名 报表 总数 总人数 总次数 台账$ 清单$
  明细$ 给我看 (?:台账|记录|明细|清单|表|统计|报告|初稿|文件)发(?:给)?我 发我 告诉我
  (?:显示|打开|下载)[^,;。\n]{0,12}(?:台账|报表|报告|记录|清单|明细|汇总|统计|表|稿|文件|说明)
  ^(?:显示|帮助|help|菜单)(?:一下)?$ (?:使用|操作)帮助 怎么[用记发填登弄] 如何(?:使用|登记|记录) ^(?:述职)?报告$
  够不够 对不对 全不全 齐不齐
  (?:^|[出生成导打来要])(?:一?下|一?[份张个])[^,;。]{0,12}(?:初稿|草稿|述职|台账|报表|统计|汇总)(?:$|[吧呗,。])
  [周星期礼拜]几(?![一-龥]{0,2}[学课]) 几月 几个(?:月|季度|星期|礼拜)$ [缺差少漏]了?几 [做办搞学开讲]了?啥 啥[?。!]?$ 哪[儿里]?$ 在哪(?:儿|里)?(?=[^,;。\n]{0,3}$) 是[^,;。]{1,12}吧$ 怎么样了?$
`);
/** What makes a question even of a message that tells a day and a number; 为什么 and 怎么 may be part of a title. */
const ASKS_ALOUD = new RegExp(anyOf`
  多少 多久 够不够 对不对 全不全 齐不齐 是?(?:[什啥]么?时候|哪一?[天次]|几[号月])(?:[开办讲搞]的?)?$ [记登报录补](?:上|进|好)?了(?:没有?|吗|么)(?![一-龥]{0,2}人)
  ^(?:请|帮我|麻烦)*(?:出|生成|打|来)(?:一?下|一?[份张])[^,;。]*(?:初稿|草稿|述职|台账|报表|统计|汇总)$
  (?<![十百千万好\d零一二两三四五六七八九])几(?:次|回|趟|场|堂|节|期|篇|件|户|点|号|时)(?=$|[,。!\s了啊呢]|[^,。\s]{0,4}$)
  [?] 吗(?:$|[,。\s]) 是不是 有没有 没有?$ 查(?:一下|询|看) ^查 导出 列出 统计一下 ^统计 看(?:一?下)(?!了) 还差
  总数 总人数 总次数 发(?:给)?我(?:一?[份下张个])?$ (?:能不能|可不可以|能否|算不算|要不要)[^,;。\s]{0,10}$
  是[\d一二两三四五六七八九十]+[一-龥]{1,2}还是[\d一二两三四五六七八九十]+[一-龥]{1,2}$
`);
const DELETE = new RegExp(anyOf`
  删(?:除|掉|了|去)? 撤销 撤回 撤掉 作废 去掉 取消(?:上|那|这|刚|#|[^,;。\n]{0,14}(?:记录|登记|那条|这条|□)$)
  ^(?:请|帮我|麻烦)?取消(?=[昨前上今这那刚\d]) (?<=..)(?<!没|不)取消了?[吧。]?$ 不要了 (?:别|甭|不用|不要)再?记了
  清除 (?:这条|那条|刚才|[记报发写])重复?了
`);
/** No message asks for it without one of them. */
const DELETE_HINT = /[删撤废掉消要记除重]/;
const DELETE_TARGET =
  /条|上一|刚才|刚刚|#\d|记录|(?:别|甭|不用|不要)再?记了|^(?:请|帮我|麻烦)?(?:删|撤|作废|去掉)|(?:删(?:除|掉|了)|撤(?:销|回|掉)|作废)(?:吧|一下|了)?$|(?<=..)取消了?[吧。]?$|^(?:请|帮我|麻烦)?取消|重复/;
const EDIT = new RegExp(anyOf`
  ^#\d+\s*(?!的?(?:是|怎么|吗))(?=\S)
  (?<![整土变])改(?:成|为|到|一下|下|掉|回|正|(?=[今昨前][天晚早]|周[一二三四五六日]|[上下]午)|\d)
  是[^,;。]{1,6}[,，]?不是[^,;。]{1,6}$ ^(?:请|帮我|麻烦)?(?:把[^,;。]*)?改(?!革|造|善|进|选|制|编|建|版) 更正
  修改(?:一下|为|成|人数|日期|时间|标题|地点|类别|时长) 不是[^,;。]{1,12}?[,，。\x20]*(?:而是|(?<!就)是|应该是)
  (?:应该|应当)[是为] 应[为是](?=\d) ^(?:刚[才刚]|上一?条|上面)?那?[条个次]?不对(?:[,。!\x20]|[应是](?=[该是为\d一二三四五六七八九十昨前今])) (?:写|填|记|报|登|打|弄|发|搞)[错反混]
  (?:人数|时间|日期|地点|时长|标题|类别)(?:记|写|填|报|登)?[得的]?(?:不对|有问题) 错了 有误 订正
  (?:再|还要?|又)(?:加|减|补|添)上?[\d一二两三四五六七八九十]{1,3}(?:个人|人|名|位)(?:$|[,。吧]) 说错 口误
  少(?:写|记|报|算)了 那[次场条个][^,;。]{0,8}(?:加上|补上) 多(?:写|记|报|算)了 (?!^漏.了[,:\x20])漏(?:写|记|报)了(?!一[条笔次个]|[^;。\n]{0,8}补[一上录记报登])
`);
/** No message changes a record without one of them; a field that is named, such as 人数 16, needs none. */
const EDIT_HINT = /[#改是更修应对错反混误订加减补添少多漏]/;
const EDIT_FIELD =
  /^(?:#\d+ ?)?(?:地点|人数|日期|时间|时长|标题|题目|主题|内容|类别|类型|议定事项|数量)(?:[:= ]|(?=改|是|为|更新|调整)).+/;

/** 主题党日人数是22, without a day: of a record that is there. */
const FIELD_OF_KIND =
  /^[一-龥]{2,12}的?(?:人数|时长|地点|标题|题目|类别)[是为](?:[\d一二两三四五六七八九十百]{1,4}(?:[人名位个]|个?小时|分钟)?|[一-龥]{2,8})[。!]?$/;

/** Whether something has to be asked of the past day's own words: 实到 tells that it has happened. */
const HAPPENED =
  /实到|到会(?!议)|已(?:召开|开展|完成|组织|举行|[交收](?=[\d一二两三四五六七八九十]))|(?:召开|开展|举行|组织|参加|完成|开|(?<![记登补录报填])上|学|搞|做)了(?!吗|没)|圆满|今天(?:已经?|都|全)?[交收]齐/;

/** Tells a log from a question, a correction, a withdrawal, a notice and talk. `plain` has its quotations blanked. */
export function intentOf(plain: string, signals: Signals, isNear: boolean): Intent {
  if (isDeletion(plain)) return "delete";
  if (isEdit(plain, signals)) return "edit";
  const isRecord = tellsRecord(signals, isNear) || isTold(plain, signals);
  if (isTelling(plain, signals)) return "notice";
  if (isQuestion(plain, signals, isRecord)) return "query";
  if (isAside(plain, signals, isRecord)) return "chat";
  if (isRequest(plain, signals)) return isRecord || signals.hasDate || signals.hasGeneric ? "notice" : "chat";
  return isRecord && !isHearsay(plain, signals) ? "log" : "chat";
}

/** 请各小组3月20日前交到党办, 各支部本周内上报台账: what others are asked for. */
const DEMAND =
  /请(?!假|示|教|战|愿|柬)[^,;。?\n]{0,12}(?:[\d一二两三四五六日末底天]|下班)[^,;。?\n]{0,4}(?:之|以)?前|^各(?:党?支部|党?小组|总支|单位|部门|科室|班组)[^,;。?\n]{0,12}(?:[上填]报|报送|提交|上交|报名)/;

/** Others are told what to do, or what will not be held: 下午的支委会临时取消. */
function isTelling(plain: string, { hasPastDay, hasAmount }: Signals): boolean {
  if (hasPastDay || /[?？吗]/.test(plain)) return false;
  return (
    (plain.includes("前") || plain.startsWith("各") ? DEMAND.test(plain) : false) ||
    (!hasAmount && plain.includes("临时取消"))
  );
}

/** A kind is enough; 学习 and 开会 need a date or a number beside them, and so does a message without either. */
function tellsRecord(signals: Signals, isNear: boolean): boolean {
  const { hasKind, hasStudy, hasGeneric, hasDate, hasValue, hasAmount } = signals;
  if (hasKind) return hasDate || hasValue || !signals.isInside;
  if (hasDate && (hasAmount || isForm(signals.labels))) return true;
  return (hasStudy || hasGeneric || isNear) && (hasDate || hasValue);
}

const HELD = /召开|开展|组织(?!生活)|举行|举办|参加/;

/** 张三李四学习了; 学习了 alone is thanks. */
const BY_NAMES = new RegExp(`^(?:[${SURNAMES}][一-龥]{1,2}[、和 ]?){2,8}(?:都|也|一起)*(?:学习|学)了`);

/** 打扫卫生 3人, 昨天组织打扫卫生 and 给学生辅导作业 4人 2小时 are told of the branch; 今天打扫卫生 is talk. */
function isTold(plain: string, { hasStudy, hasUnclear, hasDate, hasValue, isDeed }: Signals): boolean {
  if (isDeed || (hasStudy && BY_NAMES.test(plain))) return true;
  return hasUnclear && (hasValue || (hasDate && HELD.test(plain)));
}

/** A request is no notice where it tells of a past day with its numbers. */
function isRequest(plain: string, signals: Signals): boolean {
  if (signals.hasValue && signals.hasPastDay) return false;
  return REQUEST.test(plain) && !(signals.hasValue && HAPPENED.test(plain));
}

/** 请各小组下周一前把心得体会交上来: what others are asked to do on a day to come. */
export function isSummons(plain: string, isFuture: boolean): boolean {
  return isFuture && ADDRESSED.test(plain);
}

/** 因为下雨取消了 and 原定今天的学习取消 tell that nothing was held. */
const CALLED_OFF = /(?:因(?!此)|原[定计])[^,;。]{1,16}取消/;

function isDeletion(plain: string): boolean {
  return DELETE_HINT.test(plain) && DELETE.test(plain) && DELETE_TARGET.test(plain) && !CALLED_OFF.test(plain);
}

/** 改到今天下午再开 tells that it is still to be held; no record is wrong. */
const PUT_OFF =
  /(?:改|挪|调)(?:到|在|至)(?:[^,;。]{1,10}再[开办搞上学弄补]|下个?(?:周|月|星期|礼拜)|明[天早晚]|大?后天)/;

/** Whether anything in a text may correct a record. */
export function mayCorrect(text: string): boolean {
  return EDIT_HINT.test(text) && EDIT.test(text);
}

/** 上月28号支委会 5人 漏记了: told whole, it is the record that was left out. */
const LEFT_OUT = /^(?:[之以]前|上次|还|又)*漏(?:写|记|报|登)了?|漏(?:写|记|报|登)了?[。!]?$/;

function isEdit(said: string, signals: Signals): boolean {
  const isWhole = signals.hasKind && signals.hasDate && signals.hasAmount;
  const plain = isWhole ? said.replace(LEFT_OUT, "") : said;
  if (mayCorrect(plain)) return !PUT_OFF.test(plain);
  if (signals.hasKind && !signals.hasDate && FIELD_OF_KIND.test(plain)) return true;
  return EDIT_FIELD.test(plain) && !signals.hasKind && !plain.includes("\n") && !isForm(signals.labels);
}

/** 人数呢; what ends so behind a number, as in 来了60多号人呢, tells it. */
const AND_WHAT = /呢$/;

/** 今年志愿服务总时长, 上个月党课次数: a figure by its name; one that a meeting dealt with is its topic. */
const FIGURE =
  /^(?!.*(?:通报|讨论|研究|传达|审议|公[布示]|汇报|分析|听取|强调|确定|核[实对]|记下|登记))[^,;。\s]{2,18}(?:总?时长|总?次数|总?人[数次]|频次|场次|[课学]时)$/;

/** 先把党员大会记了 */
const RECORDED = /先[把将给]?[^,;。]{0,12}(?:记|登|报|补)(?:了|上|下|一[笔下])(?![吗没么])/;

/** …心得交了5篇，不知道够不够 党课的30人跟签到表对不上 and 去年党课搞了12次吧 ask, whatever they tell. */
const WONDERS =
  /对不上|对不拢|再核[对实]?一?下|(?:够不够|对不对|全不全|算不算|行不行|合不合格|达不达标)[了啊呢]?[。!?]?$|^(?:我记得|好像|印象[里中])?[^,;。\n]{0,6}(?:去年|今年|前年|[上下]半年|[一二三四]季度|\d{4}年)[^,;。\n]*\d+(?:次|场|篇|件|户|个?小时)了?吧$/;

function isQuestion(plain: string, signals: Signals, isRecord: boolean): boolean {
  if (asksByName(plain, signals)) return true;
  if (/[吧不达核]/.test(plain) && WONDERS.test(plain)) return true;
  if (isRecord && signals.hasAmount && (signals.hasDate || signals.hasKind))
    return ASKS_ALOUD.test(plain) && !HAPPENED.test(plain) && !RECORDED.test(plain);
  if (asksElse(plain, signals)) return false;
  return QUESTION.test(signals.hasKind && signals.hasDate ? plain.replace(DEALT_WITH, "") : plain);
}

/** 党课人数呢, 今年志愿服务总时长, 最近一次党课. */
function asksByName(plain: string, { hasValue, isLastTime }: Signals): boolean {
  return isLastTime || (!hasValue && (AND_WHAT.test(plain) || FIGURE.test(plain)));
}

const WHO = /谁|哪位/;
/** What a question of persons speaks of where a ledger may answer it. */
const OF_RECORDS = /[学课讲交报登记写领缺]|参加|请假|没来|党员|活动(?!室)|支部|[开大委]会(?!议?室)|次/;

/** 谁拿了会议室的钥匙: no record tells. */
function asksElse(plain: string, { hasKind, hasStudy, hasGeneric, hasUnclear }: Signals): boolean {
  return WHO.test(plain) && !hasKind && !hasStudy && !hasGeneric && !hasUnclear && !OF_RECORDS.test(plain);
}
