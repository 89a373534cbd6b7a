import type { Chunk } from "../chunk.ts";
import { PEOPLE } from "../numbers/counts.ts";
import type { Token } from "../token.ts";
import { isPersonName, type ReadNames, SURNAMES } from "./read-names.ts";

const SELF = "(?:我(?![们市省县区镇乡村国校院厂司局处所站队党支])|本人|咱(?!们))(?:自己)?";
const OFFICE = "(?:同志|书记|师傅|老师|主任|支委|委员|组长|阿姨|叔|姐|哥)";
const LETTER = "(?![没未不去来是的了和跟与及同等各也都就到参在])[一-龥]";
const PERSON = `(?:${SELF}|[小老][${SURNAMES}]|[${SURNAMES}](?:${LETTER}){0,2}?${OFFICE}|[${SURNAMES}](?:${LETTER}){1,2}?)`;
const JOINT = " ?(?:、|,|和|跟|与|及|以及|还有|同|带着?|陪着?|带上|叫上) ?";
const TOGETHER = "(?:[二两三四五六七八九十\\d]{1,2}个?人|[俩仨]|一起|一同|共同|都|也|全| |等)*";
/** The list goes over into what they did, which □ stands for. */
const DID =
  "(?=$|[,;。\\n)□]|参加|参与|出席|到|去|来|前往|赴|开展|组织|做|搞|打扫|清理|帮|给|上|进行|利用|在|听|看|读|写|\\d)";
const LIST = new RegExp(`(${PERSON}(?:(?:${JOINT}|(?<=[姐哥叔]))${PERSON}){1,12})${TOGETHER}${DID}`);
const PAIR = /((?:我们|咱们?)[俩仨])(?=$|[\s,;。一-龥□])/;
const ALONE =
  /(?:(?:就|只有|只|仅)我(?:自己|一个人?|一人)?|(?:我|本人)?(?:独自|单独|自个儿?|自己(?=$|[,;。\s]|一?个?人?[去来](?:$|[的了,;。\s]))|我自己))(?=$|[,;。\s去来参做])/;
const SELF_AND = new RegExp(`${SELF} ?(?:和|跟|与|还有|带着?|带上|叫上) ?(?:另外|其他|其余|另)?的?$`);
/** Those to whom something is done did not come. */
const OBJECT = /(?:给|向|对|找|帮|替|送|为|请|约|谈|被|问)了?$/;
/** Of two who talk or are paired nobody counts who took part. */
const BETWEEN = new Set(["谈心谈话", "结对帮带"]);

const SPOKEN_OF_SELF = /[我咱自]|本人|单独/;

/** Adds the writer and those with them, where no list names who came: 我、王海、李明去志愿服务 are three. */
export function withCompany(chunk: Chunk, read: ReadNames): ReadNames {
  const { s } = chunk.text;
  if (read.spans.length > 0 || !SPOKEN_OF_SELF.test(s)) return read;
  if (chunk.tokens.some((token) => token.type === "kind" && BETWEEN.has(token.kind))) return read;
  const words = blanked(chunk);
  const pair = PAIR.exec(words);
  if (pair !== null) return told(chunk, pair, pair[1]?.endsWith("俩") ? 2 : 3);
  const alone = ALONE.exec(words);
  if (alone !== null) return told(chunk, alone, 1);
  return listIn(chunk, words) ?? withOthers(chunk) ?? read;
}

function told({ from }: Chunk, found: RegExpExecArray, people: number, names: readonly string[] = []): ReadNames {
  const start = from + found.index;
  return { people, names, spans: [[start, start + (found[1] ?? found[0]).length]] };
}

function listIn(chunk: Chunk, words: string): ReadNames | null {
  const found = LIST.exec(words);
  const [, list = ""] = found ?? [];
  if (found === null || !/我|本人|咱/.test(list) || OBJECT.test(words.slice(0, found.index))) return null;
  const persons = list.split(JOINTS).map((item) => item.trim());
  const names = persons
    .map((person) => person.replace(OFFICES, ""))
    .filter((name) => isPersonName(name) && !TITLED.test(name));
  return told(chunk, found, persons.length, [...new Set(names)]);
}

const JOINTS = new RegExp(`${JOINT}|(?<=[姐哥叔])(?=.)`);
/** 小王 and 张书记 are nobody's full name. */
const TITLED = new RegExp(`^[小老]|${OFFICE}$`);
const OFFICES = new RegExp(`(?<=[一-龥]{2})${OFFICE}$`);

/** 我和另外3人: one more than the number says. */
function withOthers(chunk: Chunk): ReadNames | null {
  const { s } = chunk.text;
  for (const token of chunk.tokens) {
    if (token.type !== "count" || !PEOPLE.has(token.count.unit) || token.count.value === null) continue;
    const from = Math.max(chunk.from, token.start - 10);
    const found = SELF_AND.exec(s.slice(from, token.start));
    if (found !== null) return { people: token.count.value + 1, names: [], spans: [[from + found.index, token.start]] };
  }
  return null;
}

const DONE = new Set<Token["type"]>(["kind", "study", "unclear", "generic"]);
const WHEN = new Set<Token["type"]>(["date", "half", "clock"]);

/** The words with signs for what was done, and blanks for when. */
function blanked({ text, from, to, tokens }: Chunk): string {
  let words = "";
  let at = from;
  for (const { type, start, end } of tokens) {
    if (start < at || end > to || !(DONE.has(type) || WHEN.has(type))) continue;
    words += text.s.slice(at, start) + (DONE.has(type) ? "□" : " ").repeat(end - start);
    at = end;
  }
  return words + text.s.slice(at, to);
}
