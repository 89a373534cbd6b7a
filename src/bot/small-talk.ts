import { type Answer, type Call, IGNORED, said } from "./call.ts";
import { commandNamed } from "./commands/index.ts";
import { leftOutText } from "./left-out.ts";

const EXAMPLE = "昨天下午集中学习 二十大报告 15人 2小时";
const HELLO = `您好。办了活动发一句就行，如：${EXAMPLE}。发“帮助”看用法。`;
const LOST = `没有读懂这一句。记活动请写：${EXAMPLE}。发“帮助”看用法。`;
const WORDLESS = "这个记不了，请用一句话记，或者发照片。";

/** What channels tell in place of what has no words: `[表情]`, `[位置]`. */
const PLACEHOLDER = /^\[[\p{sc=Han}]{2,6}\]$/u;
const GREETING =
  /^(?:(?:您|你|大家)们?好|在吗|在么|在不在|有人吗|嗨|哈喽|h(?:i|ello)|早上?好|上午好|中午好|下午好|晚上好|机器人|小?助手)+[呀啊哈呢吗]*$/i;
/** Words that end a talk or answer nothing that is open. */
const CLOSING =
  /^(?:好[的了吧啊呀嘞]*|行[了吧啊]*|可以[了的]*|嗯|哦|噢|啊|哈|呵|ok(?:ay)?|收到|知道了?|明白了?|了解了?|(?:十分|非常)?(?:谢谢|多谢|感谢)[\p{sc=Han}]{0,6}|(?:大家|书记|同志们|各位|[您你]们?)?辛苦[\p{sc=Han}]{0,4}|不客气|不用谢|没事了?|没问题|再见|拜拜|晚安|早安?|赞|棒|厉害|是[的啊]*|不是[的啊]*|对[的啊]*|不对|否|没有了?|不用了?)*$/iu;
/** More words say more, and a pattern of repeated words may take long to fail. */
const LONGEST_CLOSING = 24;
/** In a group nothing is said but of what looks like an attempt to log: numbers, and words that tell of something held. */
const LIKE_A_RECORD = /\d|[一二三四五六七八九十]|召开|举行|举办|开展|参加|开了|[昨前]天|今天.*[去到开]/;

/** Answers what is no record, question or command: in private always, except thanks and the like. */
export function answerTalk(call: Call): Answer {
  const words = wordsOf(call.text);
  if (call.place !== "private")
    return !PLACEHOLDER.test(call.text) && LIKE_A_RECORD.test(call.text) ? said("ignored", LOST) : IGNORED;
  if (PLACEHOLDER.test(call.text)) return said("ignored", WORDLESS);
  if (GREETING.test(words)) return said("ignored", HELLO);
  if (words.length <= LONGEST_CLOSING && CLOSING.test(words)) return IGNORED;
  const command = commandNamed(call.text);
  if (command !== undefined) return said("ignored", `请写完整，如：${command.usage}`);
  const left = leftOutText(call.text);
  return said("ignored", left === undefined ? LOST : `${LOST}\n${left}`);
}

/** Whether somebody only says hello, which may sound like a question. */
export function isGreeting(text: string): boolean {
  return GREETING.test(wordsOf(text));
}

/** Without marks, pictures and blanks. */
function wordsOf(text: string): string {
  return text.replace(/[\p{P}\p{S}\p{M}\p{Cf}\s]+/gu, "");
}
