import { addsUp } from "../../ledger/kinds.ts";
import { readCorrection, readKind } from "../../ledger/understand/message.ts";
import { type Answer, type Call, IGNORED, may, offered, said, saying } from "../call.ts";
import { targetOf } from "../commands/undo.ts";
import { howToImport } from "../files/without-files.ts";
import { recentHere } from "../photos/spot.ts";
import { stillAsked } from "../questions/asked.ts";
import { changeHint } from "../questions/change-hints.ts";
import { daysText, nameText, recordLine } from "../replies/describe.ts";
import { isClosing, isGreeting, isTakingPart, wordsOf } from "./everyday.ts";
import { leftOutText } from "./left-out.ts";

const EXAMPLE = "昨天下午集中学习 二十大报告 15人 2小时";
const HELLO = `您好。办了活动发一句就行，如：${EXAMPLE}。发“帮助”看用法。`;
const LOST = `没有读懂这一句。记活动请写：${EXAMPLE}。发“帮助”看用法。`;
/** What is said to who wants to correct something that cannot be read. */
export const VAGUE_EDIT =
  "没有看出改哪一条、改成什么。改您刚记的请发如“改 人数 16”，改别的写上编号，如“#12 改 人数 16”。能改的有日期、人数、时长、题目、地点、类别和记下的数量。发“最近”可以查看编号。";
const WORDLESS = "这个记不了，请用一句话记，或者发照片。";

/** What channels tell in place of what has no words: `[表情]`, `[位置]`. */
const PLACEHOLDER = /^\[[\p{sc=Han}]{2,6}\]$/u;
/** Who says so believes that something was asked: that two records are one, for example. */
const YES_OR_NO = /^(?:不?是的?|不?是?同一次)$/;
const NOTHING_ASKED = "现在没有等您回答的问题。两条其实是同一次的，请书记发“合并 #15 #12”。";
/** 那个不对, 人数错了 */
const WRONG = /(?:不对|不准|有误|(?<!不)错)[了啦啊吧]*$/;
const LONGEST_VALUE = 12;
/** A number with its unit, or a day: nothing but their characters, so that 待办 去年 is none. */
const VALUE_ALONE =
  /^[\d\s.,:：/-]*(?:[零〇一二两三四五六七八九十百千半几多余大约共是在有上下本这前昨今去年月日号天周星期礼拜早晨午晚中个人名位次场篇份件户项元块条小时钟分刻头末底初\d\s.,:：/-])+$/;
/** In a group nothing is said but of what looks like an attempt to log: numbers, and words that tell of something held. */
const LIKE_A_RECORD = /\d|[一二三四五六七八九十]|召开|举行|举办|开展|参加|开了|[昨前]天|今天.*[去到开]/;

/** Answers what is no record, question or command: in private always, except thanks and the like. */
export async function answerTalk(call: Call): Promise<Answer> {
  const isPlaceholder = PLACEHOLDER.test(call.text);
  const tookPart = isTakingPart(call.text) ? await askWhichOne(call) : undefined;
  if (tookPart !== undefined) return tookPart;
  if (call.place !== "private") {
    return !isPlaceholder && LIKE_A_RECORD.test(call.text) ? said("ignored", LOST) : IGNORED;
  }
  return isPlaceholder ? said("ignored", WORDLESS) : answerWords(call);
}

/** Whoever says 我也参加了 is shown what the branch held of late; one press tells that they were there. */
async function askWhichOne(call: Call): Promise<Answer | undefined> {
  const { deps, now, speaker } = call;
  const held = (await recentHere(call)).filter(
    ({ kinds, participants }) => !participants.includes(speaker.id) && !addsUp(kinds, deps.catalogue),
  );
  if (held.length === 0 || !may(call, "log")) return undefined;
  const choices = held.map((record) => saying(`参加 ${daysText(record, now.today)} ${nameText(record)}`));
  const text = `参加的是哪一次？点一下，或者写上日期和活动，如“${choices[0]?.label}”。`;
  return offered("ignored", text, choices);
}

async function answerWords(call: Call): Promise<Answer> {
  const words = wordsOf(call.text);
  if (isGreeting(words)) return said("ignored", HELLO);
  if (YES_OR_NO.test(words)) return said("ignored", (await stillAsked(call))?.text ?? NOTHING_ASKED);
  if (isClosing(words)) return IGNORED;
  const regret = await regretted(call);
  if (regret !== undefined) return regret;
  if (words.length <= LONGEST_VALUE && WRONG.test(words)) return said("asked", VAGUE_EDIT);
  const asked = await stillAsked(call);
  if (asked?.value) return said("ignored", asked.text);
  return (await additionTo(call)) ?? (asked === undefined ? lost(call) : said("ignored", asked.text));
}

/** 不要了, 刚才发错群了 */
const REGRET = /^(?:刚[才刚]?)?(?:不要了|发错(?:群|地方|人)?了?)[。!！]*$/;

/** Whoever regrets what they sent is told how to withdraw their newest record; nothing where they have none. */
export async function regretted(call: Call): Promise<Answer | undefined> {
  const record = REGRET.test(call.text.trim()) && may(call, "log") ? await targetOf(call, "newest") : undefined;
  if (record === undefined) return undefined;
  const asked = `撤销 #${record.id}`;
  return offered("asked", `要撤销 ${recordLine(record, call.now.today)}，请发“${asked}”。`, [saying(asked)]);
}

/** 导入 and 导入台账: how it is done, for who may. */
const IMPORT = /^(?:怎么|如何)?导入(?:旧?台账|记录|数据|表格|文件|excel)?$/i;

function lost(call: Call): Answer {
  const { text } = call;
  if (IMPORT.test(wordsOf(text)) && may(call, "manage")) return said("ignored", howToImport(call));
  const hint = changeHint(call);
  if (hint !== undefined) return said("ignored", hint);
  const left = leftOutText(text);
  return said("ignored", left === undefined ? LOST : `${LOST}\n${left}`);
}

/** The 16人 of 实际是16人, the 党课 of 那条是党课, the 党章 of 学的是党章: a value and nothing else. */
function stated({ text, deps }: Call): string | undefined {
  const topic = TOPIC.exec(text.trim())?.[1];
  if (topic !== undefined) return `题目 ${topic}`;
  const words = text
    .trim()
    .replace(/[。！!]+$/, "")
    .replace(STATED, "")
    .replace(/(?<=.)[开办上]?的$/, "")
    .replace(/^\d{1,4}$/, "$&人");
  const isValue =
    (words.length <= LONGEST_VALUE && VALUE_ALONE.test(words)) || readKind(words, deps.vocabulary) !== null;
  return isValue ? words : undefined;
}

const TOPIC = /^[学讲]的是([^,，。！？?!\n]{2,20})。?$/;
const STATED =
  /^(?:(?:这|那|刚才|上)(?:一?[个条次场])?(?:活动|会议?)?)?(?:其实|实际上?|应该)?(?:(?:参加|实到|到会|参会)(?:人数|了)?(?:是|为)?|人数(?:是|为)|一共|总共|学习?了|算是?|是|属于|归[到为]?)?(?:一?[次场个](?![半多]))?(?:大?约)?(?=.)/;

/** Nobody waits for a value alone, such as 15人 or 2小时: whoever adds it to their newest record is told how. */
async function additionTo(call: Call): Promise<Answer | undefined> {
  const words = stated(call);
  if (words === undefined || !may(call, "log")) return undefined;
  const read = readCorrection(`改 ${words}`, call.now, call.deps.vocabulary);
  if (read === null || read.doubt !== null) return undefined;
  const record = await targetOf(call, "newest");
  if (record === undefined) return undefined;
  const asked = `#${record.id} 改 ${words}`;
  const text = `“${call.text.trim()}”没有单独记。如果说的是 ${recordLine(record, call.now.today)}，请发“${asked}”。`;
  return offered("ignored", text, [saying(asked)]);
}
