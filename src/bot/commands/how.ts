/** Who asks how, or whether it can be done; 怎么样 asks how it went. */
const ASKS =
  /怎么(?!样)|怎样(?!$|[了呢?？])|如何(?!$|[了呢?？])|能不能|可不可以|能[^,，。]{1,12}[吗么]|可以[^,，。]{0,8}[吗么]|在哪/;
/** Who asks what all this is for. */
const WHAT_FOR =
  /^(?:你|您|这|机器人)(?:是谁|是什么|会什么|会啥|能?(?:做|干)(?:些?什么|些?啥)|能(?:做|干)什么|有什么(?:用|功能))[?？呀啊]*$/;
const BARE = /^[^,，。\s]{0,6}(?:怎么|如何)(?:使?用|记|发|填|登|弄)/;

/** The pages of the help by what people ask about; the first that fits counts. */
const TOPICS: readonly (readonly [about: RegExp, topic: string])[] = [
  [/加人|成员|邀请|拉人|加入|换书记|绑定|解绑|进群|群里/, "成员"],
  [/导入|表格|模板|报告|述职|草稿|佐证|初稿|填空/, "报告"],
  [/账号|我的数据|换手机|改名字|卡片|换支部/, "账号"],
  [/计划|提醒|义务|领学|承诺/, "计划"],
  [/重复|合并|核对|待定|封账/, "核对"],
  [/下级|上级|总支|党委|改支部名/, "组织"],
  [/照片|图片|文件|附件/, "记录"],
];

/** The help that a question asks for: 怎么导入以前的表格, 你会什么. */
export function helpAsked(text: string): string | undefined {
  if (WHAT_FOR.test(text)) return "帮助";
  if (!ASKS.test(text)) return undefined;
  const topic = TOPICS.find(([about]) => about.test(text))?.[1];
  if (topic !== undefined) return `帮助 ${topic}`;
  return BARE.test(text) ? "帮助" : undefined;
}
