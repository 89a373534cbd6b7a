import { anyOf } from "../../ledger/any-of.ts";

const GREETING =
  /^(?:(?:您|你|大家)们?好|在吗|在么|在不在|有人吗|嗨|哈喽|h(?:i|ello)|早上?好|上午好|中午好|下午好|晚上好|机器人|小?助手)+[呀啊哈呢吗]*$/i;
/** Words that end a talk or answer nothing that is open. */
const CLOSING = new RegExp(
  `^${anyOf`
  好[的了吧啊呀嘞]* 行[了吧啊]* 可以[了的]* 嗯 哦 噢 啊 哈 呵 ok(?:ay)? 收到 知道了? 明白了? 了解了?
  (?:十分|非常)?(?:谢谢|多谢|感谢)[\p{sc=Han}]{0,6} (?:大家|书记|同志们|各位|[您你]们?)?辛苦[\p{sc=Han}]{0,4}
  不客气 不用谢 没事了? 没问题 再见 拜拜 晚安 早安? 赞 棒 厉害 是[的啊]* 不是[的啊]* 对[的啊]* 不对 否 没有了?
  不用了?
`}*$`,
  "iu",
);
/** More words say more, and a pattern of repeated words may take long to fail. */
const LONGEST_CLOSING = 24;

/** Whether somebody only says hello, which may sound like a question. */
export function isGreeting(text: string): boolean {
  return GREETING.test(wordsOf(text));
}

/** Whether words end a talk, thank, or answer nothing that is open. */
export function isClosing(text: string): boolean {
  const words = wordsOf(text);
  return words.length <= LONGEST_CLOSING && CLOSING.test(words);
}

/** 我也参加了, +1: said of what somebody else told. */
const TAKING_PART =
  /^(?:是[的啊呀哦]*|对[的啊呀]*|嗯+|有)?(?:(?:我们?|本人|俺们?)?(?:也|都|同样)?(?:(?:参加|出席|参与)[了过]?|去[了过]|在(?:场|现场))|(?:我们?|本人)?也(?:到|来|听|学|在)[了过]?)[的啊呀吧呢]*$|^(?:算|加|还有)我一?个?$|^\+1$/;

/** Whether somebody says no more than that they took part. */
export function isTakingPart(text: string): boolean {
  const words = text.normalize("NFKC").replace(/[\s,.!。、~]+/gu, "");
  return words.length <= LONGEST_CLOSING && TAKING_PART.test(words);
}

/** Without marks, pictures and blanks. */
export function wordsOf(text: string): string {
  return text.replace(/[\p{P}\p{S}\p{M}\p{Cf}\s]+/gu, "");
}
