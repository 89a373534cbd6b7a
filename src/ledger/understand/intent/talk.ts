import { anyOf } from "../../any-of.ts";
import { Chars } from "../spelling/chars.ts";
import type { Signals } from "./signals.ts";

/** What is said of an activity's papers and of how it was. */
const REMARK = new RegExp(
  anyOf`
  ^(?:恭喜|祝贺|祝) [累困忙热冻](?:坏|死|瘫)了?$ ^填[表写空](?:$|[\x20,:])(?![^\n]*\d)
  (?:真|太|好|很|非常|挺|特别)(?:精彩|生动|感人|成功|到位|热闹|给力|棒)了?[啊呀]?$
  ^这[是几些张][^,;。\n]{0,20}[照拍]的[啊呀哈]?$ 的(?:合影|合照)[啊呀哈]?$
  (?:照片|图片|签到表)(?:如下|见附件|来了|在这)?$ (?:照片|图片|签到表|课件|PPT|视频|材料)在[^,;。\n]{1,6}$
  (?:材料|资料|照片|图片|名单|安排|计划|签到表|课件|PPT|视频|链接|方案|笔记|简报|纪要)[^,;。\n]{0,4}(?:上传|[发传放交转])(?:到|在|给|进)?[^,;。\n]{0,6}$
  [讲开搞办做学弄][得的](?:真|很|太|特别|非常|挺|不错|好|精彩|可以|有)[^,;。\n]{0,6}$
  等[^,;。\n]{0,8}(?:下来|批复|再) (?:照旧|照常|暂停)(?:$|[,;。]) 字数
  的事(?:情|儿)?(?:[等先]|回头|明[天晚]|改[天日]|以后|过后|下[次回周]|晚点|再)[^,;。]{0,6}[说弄办定补]
  (?<![,;。\n])(?:表现|气氛|状态|秩序|纪律|发言|效果)[^,;。\n]{0,4}(?:好|不错)[^,;。\n]{0,2}$ 补[一-龥]{0,1}一?下(?:$|[,;。]) 的事(?:情|儿)?$
  的事(?:情|儿)?[,;。]
`,
  "i",
);
/** 今天的支委会回头再说 puts it off. */
const LATER = /(?:回头|改天|明天|下次|下周|以后|过几天|过后)再[说议聊定谈](?:$|[吧,;。])/;

/** 给昨天的党课补一张照片 speaks of what is there already. */
const PICTURES = /补[上传发交]?(?:[^,;。\n]{0,14}的|[一两几\d]{0,2}[张份]?)(?:照片|图片|签到表)/;
/** In a clause of their own, beside what was held: 集中学习2小时，回头补照片. */
const PICTURES_LATER =
  /(?:[,;。\n ]|稍后|回头|晚[点些]|[等待过一]会儿?|过后|后[面续]|随后)[^,;。\n]{0,6}补[上传发]?[一两几\d]{0,2}[张份]?(?:照片|图片|签到表)/;

/** What is heard of others, wished for or said in jest, in one sentence: 听说二支部昨天党课50人. */
const HEARSAY = new RegExp(
  String.raw`^(?:我(?:[爸妈哥姐弟妹]|老[公婆]|爱人|对象|儿子|女儿|同学|朋友|亲戚)|人家|[他她]们)[^,;。]{0,8}(?:支部|单位|公司|学校|村)(?![^;。\n]*(?:我们|咱|一起|一同|联合|共同|结对|共建))|^${anyOf`
  我?(?:刚|也)?听(?:说|人[说讲])(?!读|课) 据[说传] (?:电视|新闻|网|手机|抖音|朋友圈)[上里](?:说|讲|看到)
  我?(?:刚|才)?(?:看了?|看到|见)(?:了?下)?(?:通报|简报|公众号|朋友圈|群里)[^;。\n]{0,6}(?:兄弟|别的|其他|人家|隔壁)
  隔壁的?(?:□|党?支部|单位|科室|部门|班组|车间)(?![^,;。\n]*(?:我|咱|本支部|一起|一同|联合|共同|结对|共建|[和与跟同]|来(?:参加|听|人|帮)|到[^了\d]))
  (?:□|(?:第?[一二三四五六七八九十\d]{1,3}|兄弟|别的|其他|人家)(?:号|个)?(?:党?支部|党?小组|车间|总支|单位|部门))[^;。\n]*(?:我们|咱们?)(?:这边|支部|车间|厂|村|组)?(?:(?:也|都|就|可)(?:得|要|该|不能)|得(?:抓紧|加|赶|跟)|才|还没|还差|落后|加把劲|加油|别落|不能落)
  (?:希望|但愿|盼着)[^;。\n]*(?:能|可以)[^;。\n]*$
  (?:要是|如果|假如)[^;。\n]*(?:就好了|多好|就(?:可以|能|够)[^,;。\n]*)$
  群里(?:现在|一?共)?有\d (?:[今昨]天|[今昨]晚|[晚中]上|中午)*聚餐
  (?:我?是?(?:开个?|跟[^,;。]{1,4}开)玩笑|逗[你您大]|说个?笑)
`}[^;。\n]*[。!]?$`,
);
const LAUGHTER = /^(?:笑死|哈哈|呵呵|嘿嘿|嘻嘻|xswl)/;

/** 食堂套餐涨到15元 */
const PRICE = /[涨降跌]到?[\d一二两三四五六七八九十]+[元块]/;
const PRICE_EACH = /[元块]钱?一[份斤个瓶盒]/;
/** 支部共有党员28名: whom it has, and nothing that was done. */
const ROLL =
  /^(?:我们?|咱们?|本)?(?:党?支部|总支|单位|党委)(?:现|目前|一)?共?有(?:正式|预备|在职)?党员[\d一二三四五六七八九十]/;
/** 想去红旗渠搞主题党日, 建议下个月搞一次 */
const WISH = /^(?:我们?|咱们?)?(?:想(?!象|念)|建议|提议|要不|不如)(?!\d|[一二三四五六七八九十]条)[^;。\n\d]*$/;

/** Whether what sounds like a record is told of others, of a price or in jest. */
export function isHearsay(plain: string, { hasAmount, hasDate, hasKind }: Signals): boolean {
  if (HEARSAY.test(plain) || PRICE.test(plain) || (!hasKind && PRICE_EACH.test(plain))) return true;
  return !hasAmount && !hasDate && LAUGHTER.test(plain);
}

/** 明天党课我请假, 周五的主题党日我去不了 */
const LEAVE =
  /(?<![的要得别准])请(?:个|半天|一天)?假[了啊哈。!]?$|我[^,;。\n]{0,6}(?:(?:[去来]|参加|赶)不[了上成]|[没无]法(?:去|来|参加)|不能(?:去|来|参加))了?[啊哈。!]?$/;

/** What an activity is held with, and what becomes of it: 志愿服务马甲还剩12件, 党课的话筒坏了. */
const THING = new RegExp(
  anyOf`
  的?(?:(?:学习)?[资材]料|红?马甲|车(?!间|站|队)|大巴|横幅|[Uu优]盘|会标|会议室|活动室|场地|麦克风|话筒|音响|投影仪?|电脑|笔记本?|记录本|证(?!书)|书(?!记|法|画|籍|面|屋)|教材|录像|录音|照片|视频|矿泉水|水|选票|服装|衣服|帽子|签到[码表]|二维码|链接|教案|课件|ppt|讲稿|讲义|提纲|经费|费用|预算|物资|工具|奖品|证书|海报|背景板|盒饭|午餐|座位|位置|牌子|钥匙)[^,;。\n]{0,5}?(?:打?印|发(?![言展扬布放])|(?<!发)放在?|到[了货]|换|买|[定订做备写改]好|[订借租]了|要?带|在(?:我|他|她|你|谁|办公室)|还?剩|[领拿借]|坏了?|拍了?|抄|上?传|下载|丢|找[不到]|不?够|不能|超|[贴挂洗]|花了?|[一-龥]?有\d)
`,
  "iy",
);

const FIRST_OF_THING = new Chars(
  "的学资材红马车大横Uu优会活场麦话音投电笔记书教录照视矿水选服衣帽签二链课pP讲提经费预物工奖证海背盒午座位牌钥",
);

/** Whether behind the name of a kind stands what it is held with, and what was done with that. */
export function isOfThing(s: string, at: number): boolean {
  THING.lastIndex = at;
  return FIRST_OF_THING.at(s, at) && THING.test(s);
}

/** What is said of oneself, of the weather, of rules and of time to come; nothing was done. */
const CHATTER = new RegExp(anyOf`
  (?:没[听看学搞弄]|[听看学搞弄]不)[太大]?懂 听不[清见] 睡着 [冻热累困]得 冻死|热死 手都?酸 [腿腰头]疼(?:死|了|$|[,。啊]) 血压[高低\d] (?:我|孩子|[他她])[^,;。]{0,3}(?:感冒|发烧) [瘦胖]了?\d|[瘦胖]了[一二两三四五六七八九十] 写不(?:下去|完|出来?)
  饭都?凉 注意(?:安全|保暖) (?:穿|多穿)(?:厚|暖|点) 带(?:好|上)?雨?伞 天气预报 (?:差点|险些)[^,;。]{0,4}(?:迟到|错过|没赶上|忘) (?<!推)迟到了?[\d一二两三四五六七八九十]
  (?:堵|排队|等)了[\d一二两三四五六七八九十半]{1,3}(?:个?(?:小时|钟头)|分钟) 坐在?[第□] 倒计时\d 尺码
  离[^,;。]{0,10}(?:开始|开会|截止)?还有[\d一二两三四五六七八九十半] (?:手机|电话|微信|车牌|快递单?)号?码?:?[\d]{5} 我[^,;。\n]{0,6}请(?:了)?[\d一二两三四五六七八九十半][^,;。\n]{0,3}假
  \.(?:docx?|pptx?|pdf|xlsx?)[^,;。]{0,3}已?(?:上传|发) 备课(?!组|会|大赛|比赛)[^\n]{0,10}[写做改弄]好 \d分钟(?:内)?有效 积分[:,] 满\d+分(?:换|兑|奖)
`);
/** 心得体会最少800字, 支委会最多开1小时: what shall hold of all. */
const RULE = /(?:最[多少]|不能?超过|不得[少多]于|控制在|原则上)[^,;。]{0,8}[□\d一二两三四五六七八九十半]/;
/** Of private life, where no activity is named: 昨天买菜花了86元. */
const PRIVATE = new RegExp(anyOf`
  买(?:菜|了菜|药|票) 工资 麻将 打牌 孩子(?!们) 停[水电] 下了?[^,;。]{0,6}[雨雪] 晚点 堵车 快递 外卖 地铁 公交 聚餐 生日 房租 打车 加油站? 电梯 宽带 车位
  食堂 吃了 喝了 加班\d 跑步 牙疼 输了|赢了 充话费 物业(?:说|费)
`);

/** What members do for others may be of children, lifts and buses, too. */
const HELPED = /[给帮送替为捐陪清扫]|修(?!好)|服务|慰问|宣/;

function isChatter(plain: string, signals: Signals): boolean {
  if (signals.hasPeople) return false;
  if (signals.isOfThing || CHATTER.test(plain)) return true;
  if (!signals.hasDate && RULE.test(plain)) return true;
  const isNamed = signals.hasKind || signals.hasStudy || signals.hasUnclear;
  return !isNamed && PRIVATE.test(plain) && !HELPED.test(plain);
}

/** Whether it speaks of an activity, its papers or of what might be: 给昨天的党课补照片, 党课很精彩, 想搞主题党日. */
export function isAside(plain: string, signals: Signals, isRecord: boolean): boolean {
  if (plain.includes("补") && PICTURES.test(plain))
    return !(isRecord && signals.hasAmount && PICTURES_LATER.test(plain));
  if (isOfLast(plain, signals) || isChatter(plain, signals)) return true;
  if (!signals.hasDate && ROLL.test(plain)) return true;
  if (!signals.hasPastDay && WISH.test(plain)) return true;
  if (!signals.hasAmount && !signals.hasPastDay && LEAVE.test(plain)) return true;
  return isRemark(plain, signals);
}

/** 那条是党课 and 学了90分钟 say something of what was told before, and tell no event of their own. */
function isOfLast(plain: string, { hasKind, hasDate, hasValue, hasPeople }: Signals): boolean {
  if (hasDate || hasPeople) return false;
  return hasKind ? !hasValue && IS_KIND.test(plain) : hasValue && LASTED.test(plain);
}

const IS_KIND =
  /^(?:(?:这|那|刚才|上)(?:一?[个条次场])?(?:活动|会议?)?)?(?:应该|其实)?(?:算是?|是|属于|归[到为]?)(?:一?[次场个])?[一-龥]{2,10}[。!]?$/;
const LASTED =
  /^(?:实际|其实|我们|一?共)*学习?了(?:大?约)?[\d一二两三四五六半][^,;。\n]{0,6}(?:小时|分钟|钟头|刻钟)(?:左右)?[。!]?$/;

/** 党课讲得真好，听了好几遍 */
const PRAISE = /[讲开搞办做学弄][得的](?:真|太|特别|非常|挺)[^,;。\n\d]{1,6}[,。!]/;

function isRemark(plain: string, { hasAmount, hasDate, hasPeople }: Signals): boolean {
  if (!hasDate && !hasPeople && PRAISE.test(plain)) return true;
  if (hasAmount) return false;
  return REMARK.test(plain) || (plain.includes("再") && LATER.test(plain));
}
