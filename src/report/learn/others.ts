import { anyOf } from "../../ledger/any-of.ts";

/** What others did here: 镇党委书记来我村讲党课1次, 县委组织部在我村召开现场会. */
const SUPERIOR = new RegExp(
  `^(?:“[^”]{1,6}”(?:前夕|期间)|[一-龥]{0,4})${anyOf`
  上级 [省市州县区镇乡](?:委|里|人大|政协|政府|纪委|妇联|总工会|团委|残联|[一-龥]{1,4}局) 党工委
  (?:[镇乡县市区]|街道|集团)党委 组织部 宣传部 工委 办事处 工会 总经理 董事长 领导
`}(?=[^，。]{0,14}(?:我[们村校院局所公厂站处支社单乡镇]|[来到为给向对](?:村|社区|校|院|支部|公司|车间|所|站)|莅临))`,
);
/** What others did to the branch is of its own year: 巡察反馈问题5个. */
const TO_US = /反馈|指出|督导|督查|检查|巡察|巡视|审计|考核|评议|表彰|授予|评为|奖励|拨付|支持|要求/;
/** Offices that come to the village: 镇卫生院到村义诊2次. */
const OFFICES =
  /^[省市州县区镇乡][一-龥]{1,5}(?:院|局|站|中心|所|办|协会|联合?会?|公司)(?=[^，。]{0,8}(?:[到来进下驻](?:村|社区|乡|校|企)|[为给在对]我))/;
/** Guests: 消防支队来校演练1次, 市领导慰问学生10名. */
const GUESTS =
  /^(?!我|党员|支部|全体|邀?请|[^，。]{0,6}年来|以来|长期|近来)[一-龥]{2,8}来[我本]?(?:村|社区|校|院|园|馆|车间|公司|支部)(?![访信的])|^[省市州县区镇乡](?:委)?(?:主要)?领导(?!班子)/;
/** Who stands beside the branch: 物业公司更换了电缆. */
const BESIDE = new RegExp(
  `^${anyOf`
  物业(?:公司)? 业委会 业主 施工(?:单位|方|队) 承建单位 开发商 供应商 [市县区镇乡]政府 兄弟单位 周边[一-龥]{1,4}
  [一-龥]{0,4}(?:管委会|派出所|司法所|卫生院|农技站|学生会|德育处|教务处) 入园企业[一-龥]{0,4} 商户们?
`}(?!党)(?=[^，。]{0,8}(?:出台|投资|发放|讲|送|配合|更换|安装|维修|修建|召开|开展|组织|投入|完成|举办|新建))`,
);
const SURNAMES =
  "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁柳史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常傅卞齐康伍余顾孟黄穆萧尹姚邵汪毛狄戴宋熊纪舒屈项祝董梁杜阮蓝闵季贾江颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫丁邓洪崔龚程邢裴陆翁刘";
/** One person's story: 村民张大山种植黄桃40亩, 老党员李志强入党52年. */
const NAMED = new RegExp(
  `^[^，。]{0,6}[${SURNAMES}]某+(?!某*(?:所在|等))|^(?!我?(?:党)?支部)[^，。]{0,4}(?:村民|居民|党员|职工|员工|教师|医生|护士|干部|大学生|带头人|艺术家|专家|教授|工匠|劳模|能手|大户|贫困户|脱贫户|书记|民警)[小老]?[${SURNAMES}](?:某+|[一-龥]{1,2}?)(?:同志)?(?=，|今年|从艺|从教|从医|从警|参军|退休|[种养卖]|承包|经营|入党|义务|带[头领]|捐|主动|创办|开办|累计|坚持|一[人家]|个人|利用|先后|成为|因|患|从[业事]|工作|自)`,
);
const OWN =
  /^(?:[我本][们村社支校院局所公厂站处单部]|[一-龥]{0,4}(?:支部|总支|党委)|车间|社区|全体|邀?请|党员(?![一-龥]{0,3}(?:一人|个人)))/;

/** Who is told beside the branch: 集团表彰优秀党员100名，我支部1名. */
const WIDER =
  /^(?:在?全[国省市县区镇乡校院公集系街]|上级|[省市县区镇乡][委里]|集团|总公司|公司(?!支部)|学校|学院|医院|街道|社区居委会|总行|局党[组委]|工会)(?![^，。\d]{0,8}支部)/;
const THEN_OWN = /^[^。！？\n]{0,60}[，；](?:我[们村社支校院局所公厂站处单]|本[村社支校院局所厂站处]|支部|车间)/;

/** What stands around a clause: `title` names who reports, `rest` is what follows in the sentence. */
type Around = { readonly before: boolean; readonly rest: string; readonly title: string };

/** Whether a sentence still tells what others did, as its next clause begins. */
export function goesOnOfOthers(clause: string, { before, rest, title }: Around): boolean {
  const body = SUPERIOR.exec(clause)?.[0] ?? OFFICES.exec(clause)?.[0];
  if (body !== undefined) return !TO_US.test(clause) && !title.includes(body.slice(-3));
  if (BESIDE.test(clause) || GUESTS.test(clause) || NAMED.test(clause)) return true;
  if (WIDER.test(clause) && THEN_OWN.test(rest)) return !TO_US.test(clause.replace(/^[^，。]{0,6}表彰/, ""));
  return before && !OWN.test(clause);
}
