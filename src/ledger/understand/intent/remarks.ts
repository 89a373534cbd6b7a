import { anyOf } from "../../any-of.ts";

/** What is said of a record, without the words that only say that something in it is wrong. */
export type Remarked = {
  readonly words: string;
  /** Whether it was said that the record is wrong: what is left then corrects it. */
  readonly isWrong: boolean;
};

const FIELD = "(?:参加人数|人数|日期|活动时间|时间|时长|地点|标题|题目|主题|内容|类别|类型)";
const BREAK = "(?:[,。;:!]\\x20?|\\x20|(?=应|是))+";
const MIS = "(?:写|填|记|报|登|打|弄|发|搞|说|算|数|录|输)*";
const PEOPLE = "[\\d一二两三四五六七八九十几]{1,3}\\x20?(?:个人|人|名|位)";

const POLITE = /^(?:(?:抱歉|不好意思|对不起)[啊哈了]?[,。!: ]+)+/;
/** 抱歉，是18人 corrects; 抱歉，晚到10分钟 only excuses. */
const HOLDS = /^(?:应该?|应当)?(?:是|为)(?!不是)|^改/;
/** 更正一下，; 刚才打错了，; 人数写错了，; 漏了3个人，; 再加3人，一共… */
const AHEAD = new RegExp(
  `^(?:我|刚[才刚]?|上面|前面|上一?条|这条|那条|的)*(${FIELD})?的?${anyOf`
  ${MIS}(?:错|反|混|重)${MIS}了?(?:一?[个下条])? [少多漏](?:写|记|报|算|数|说|打|填)?了?(?:${PEOPLE})? 有误 不对 有问题 口误 笔误
  (?:更正|纠正|订正|修正)(?:一下|下)? 改(?:一下|下) (?:再|还要?|又)(?:加|补|添)上?${PEOPLE}(?=[,。\x20]+(?:一?共|总共|合计))
`}${BREAK}`,
);
const SHOULD = /^(?:应该?|应当)?(?:是|为|改[成为])?\x20?(?=[^是为])/;
/** 18人，刚才打错了; 18个人才对 */
const BEHIND = new RegExp(
  `^(.+?)(?:[,。;! ]+(?:我|刚[才刚]?|上面|前面|之前|原来)*(?:的|那条)?(?:${MIS}[错反混]${MIS}了?|[少多漏](?:写|记|报|算|数|填)了)|才(?:对|是|正确))$`,
);
/** 正确人数18人, 其实是18人, 参加的是18人 */
const TRULY = /^(?:正确|准确|正确的|准确的)(?:是|为)?(?=.)|^(?:参加|参会|到会|来)的(?=是)/;

/** Takes off 抱歉, 刚才打错了, 人数写错了 and the like; a field that they name stays: 人数写错了，应该是18人 is 人数应该是18人. */
export function withoutRemarks(said: string): Remarked {
  let words = said.replace(POLITE, "");
  let isWrong = words !== said && HOLDS.test(words);
  const ahead = AHEAD.exec(words);
  if (ahead !== null && ahead[0].length < words.length) {
    const rest = words.slice(ahead[0].length).replace(SHOULD, "");
    words = ahead[1] === undefined ? rest : `${ahead[1]}是${rest}`;
    isWrong = true;
  }
  const behind = BEHIND.exec(words);
  if (behind !== null) [words, isWrong] = [behind[1] ?? words, true];
  const truly = words.replace(TRULY, "");
  return { words: truly, isWrong: isWrong || truly !== words };
}
