import { type Chunk, plainWords } from "../chunk.ts";
import type { Token } from "../token.ts";

/** No denial does without one of them. */
const NOT = /[没未不无推延顺挪]|改[到在至期]|取消|调[到在至]|另行/;

const VERBS = "召开|开展|举行|举办|组织|安排|进行|开会|开|搞|办|做|上|动";
const GOING = "参加|去|到|赶";
const COMING = `${GOING}|来`;

/** 没有安排, 没参加昨天的, 未能: what stands before the name of an activity that was not held. */
const AHEAD = new RegExp(
  `(?:(?:(?<![淹埋沉出])没有?|未|无法|(?<![要差可]|雷打)不)(?:能|法|再|曾|想|用|会|时间|空|来得及|按时|${VERBS}|${GOING}|过|成)*(?:(?:参加|去|看|听)[一-龥]{0,8}的)?[和及与]*|(?:参加|[去来听赶])不[了上])$`,
);
/** 没写，下次补: when it shall be made good. */
const LATER =
  "(?:(?:(?:等|准备|打算|争取)?(?:下次|下回|下周|下个?月|回头|改天|改日|改时间|改期|以后|之后|过后|过几天|抽空|尽快|尽量|稍后|晚点|后面)|再|推迟|延期|另行|往后推)[一-龥]{0,8}|补[上交写开]?)?";
/** 取消了因为停电: said after all, often without a comma. */
const REASON = "(?:(?:主要)?是?(?:因(?!此)|由于|考虑到).*)?";
/** 没开成, 最后没有举行, 我没去: what stands behind it. */
const BEHIND = new RegExp(
  `^([^□]{0,8}?)(?:没有?|未|无法)(?:能|法)?(?:再|按时|如期|及时|来得及)?(${VERBS}|${COMING}|学|成|(?:交|写|缴|收)[完好齐]?)(?:成|过|上|起来|了)*(?:活动|学习|会议?)?[啊呢吧呀啦哦的]*${LATER}${REASON}$`,
);
/** 没上成，老师堵车: whatever was in the way. */
const CAME_TO_NOTHING = new RegExp(`^[^□]{0,6}没(?:能|有)?(?:${VERBS}|学|去|弄)成`);
/** 本来昨天要开支委会，结果凑不齐人 tells of none that was held, unless a number tells who came. */
const MEANT = /本来[^,;。]{0,8}?(?:[要想]|打算)(?:召?开|组织|举行|举办|搞|办|上|学)?个?$/;
/** 还没人交 stands before the name as well. */
const NOBODY_AHEAD = /没(?:有)?人(?:来|去|参加|交|写|报名|肯)*$/;
/** 因台风推迟到明天: put off, and not held yet. */
const PUT_OFF = new RegExp(
  `^(?:[^□]{0,4}取消|[^□]{0,10}?因(?!此)[^□]{1,12}取消|[^□]{0,12}?(?:推迟|推到|延期|改期|顺延|延后|往后推|[改挪调](?=[到在至])))(?:到|在|至|了|再?[开办上学搞]|举行|召开|进行)*(?:[一-龥]{0,6}通知)?[啊呢吧呀啦哈]*(?: ?(?:请|大家|各位)[^□]{0,10})?${REASON}$`,
);
/** 因雨取消，原定15人: who was to come did not. */
const CALLED_OFF = /^[^;。\n]{0,12}取消了?[, ]{0,2}(?:原[定计]|本来)[^,;。\n]{1,12}$/;

/** 推迟一周, 往后推3天 */
const PUT_OFF_BY =
  /^[^□]{0,6}(?:推迟|延期|顺延|延后|往后推|推后)了?(?:[\d一二两三四五六七八九十半]{1,2}|几)个?(?:天|周|星期|礼拜|月)[^□]{0,6}$/;

/** 时间另行通知: still to be called. */
const ELSEWHEN = /^(?:的?(?:时间|日期|安排))?另行(?:通知|安排|组织|召开|确定)[啊呢吧呀啦]*$/;
/** 不开了 says so only with its 了. */
const NO_MORE = new RegExp(`不(?:再)?(?:${VERBS}|${COMING}|学)了[啊呢吧呀啦哦]*$`);
/** Whoever was not there himself tells nothing of the activity; that another was not there says that it was held. */
const SPEAKER = /^的?(?:我们?|咱们?|本人|自己|俺)?(?:也|还|都|就|又|因[^人]*|有事)*$/;
const NOBODY = /没人(?:参加|来|去)了?[啊呢吧呀啦的]*$/;
/** 开的不是支委会, 不算党课 */
const NOT_THIS = /(?:(?<![是要])不是|不(?:能|该)?算(?:是|作|入)?|不计入)$/;
/** 没有集中学习的同志补课: says who, not that nothing was held. */
const RELATIVE = /^的(?!安排|计划|任务|活动|时间)/;

/** Cuts a stretch where it goes over from what was not held to what was: 没开支委会，开了党课. */
export function cutByDenial(chunk: Chunk): readonly Chunk[] {
  if (!NOT.test(chunk.text.s.slice(chunk.from, chunk.to))) return [chunk];
  const named = namesOf(chunk);
  const turn = named.findIndex(
    (token, i) => i > 0 && isDenied(chunk, token) !== isDenied(chunk, named[i - 1] ?? token),
  );
  const [last, next] = [named[turn - 1], named[turn]];
  if (last === undefined || next === undefined) return [chunk];
  const comma = chunk.text.s.lastIndexOf(",", next.start);
  if (comma < last.end) return [chunk];
  const [first, rest] = [
    chunk.tokens.filter(({ start }) => start < comma),
    chunk.tokens.filter(({ start }) => start > comma),
  ];
  return [{ ...chunk, to: comma, tokens: first }, ...cutByDenial({ ...chunk, from: comma + 1, tokens: rest })];
}

/** Whether what a stretch names was, as it says, not held or not attended by who writes. */
export function deniesHappening(chunk: Chunk): boolean {
  if (!NOT.test(chunk.text.s.slice(chunk.from, chunk.to))) return false;
  const named = namesOf(chunk);
  return named.length > 0 && named.every((token) => isDenied(chunk, token));
}

/** The kinds, or 学习 and 开会 where there are none; with 没学习，上了党课 both. */
function namesOf(chunk: Chunk): readonly Token[] {
  const named = chunk.tokens.filter(({ type }) => type === "kind" || type === "study" || type === "generic");
  const kinds = named.filter((token) => token.type === "kind" || deniesAhead(chunk, token));
  return kinds.length > 0 ? kinds : named;
}

function isDenied(chunk: Chunk, token: Token): boolean {
  if (deniesAhead(chunk, token)) return true;
  const to = tailEnd(chunk, token);
  if (CALLED_OFF.test(chunk.text.s.slice(token.end, to)) || isDropped(chunk, token, to)) return true;
  const tail = plainWords(chunk, token.end, to).replaceAll(",", "");
  if (PUT_OFF_BY.test(tail) && !chunk.tokens.some(({ type, start }) => type === "count" && start >= token.end))
    return true;
  return !hasAmount(chunk, token.end, to) && deniesBehind(tail);
}

/** 原定昨天的党课因雪取消，已通知28人: whoever was told of it did not come. */
function isDropped({ text: { s }, from }: Chunk, { start, end }: Token, to: number): boolean {
  const tail = s.slice(end, to);
  return (
    DROPPED.test(tail) && !/改[到在为成至]|调整/.test(tail) && INTENDED.test(s.slice(Math.max(from, start - 16), start))
  );
}

const INTENDED = /(?:原[定计拟]|原本|本来)[^;。\n]*$/;
const DROPPED = /^[^;。\n]{0,14}取消/;

function deniesAhead(chunk: Chunk, token: Token): boolean {
  const [from, to] = sentence(chunk, token);
  if (NOT_THIS.test(chunk.text.s.slice(from, token.start))) return !chunk.text.s.startsWith("就是", token.end);
  const ahead = plainWords(chunk, from, token.start);
  if (MEANT.test(ahead) && !hasAmount(chunk, token.end, to)) return true;
  return (AHEAD.test(ahead) || NOBODY_AHEAD.test(ahead)) && !RELATIVE.test(chunk.text.s.slice(token.end, to));
}

/** Up to the next activity that is named, unless both are named together: 党课和主题党日都没开成. */
function tailEnd(chunk: Chunk, { start, end }: Token): number {
  let at = end;
  for (const next of chunk.tokens) {
    if (next.type !== "kind" || next.start <= start) continue;
    if (!/^[和及与、 ]*$/.test(chunk.text.s.slice(at, next.start))) return next.start;
    at = next.end;
  }
  return sentence(chunk, { type: "other", start: at, end: at })[1];
}

function deniesBehind(tail: string): boolean {
  if ([NOBODY, NO_MORE, PUT_OFF, ELSEWHEN, CAME_TO_NOTHING].some((said) => said.test(tail))) return true;
  const said = BEHIND.exec(tail);
  if (said === null) return false;
  const [, who = "", verb = ""] = said;
  return COMING.includes(verb) ? SPEAKER.test(who) : !who.includes("人");
}

const STOPS = /[;。!?\n]/;

/** The stretch between full stops around a token; members often write commas or nothing instead. */
function sentence({ text: { s }, from, to }: Chunk, { start, end }: Token): readonly [from: number, to: number] {
  let [low, high] = [start, end];
  while (low > from && !STOPS.test(s.charAt(low - 1))) low--;
  while (high < to && !STOPS.test(s.charAt(high))) high++;
  return [low, high];
}

const AMOUNTS = new Set<Token["type"]>(["count", "duration", "bare", "names"]);

function hasAmount(chunk: Chunk, from: number, to: number): boolean {
  return chunk.tokens.some(({ type, start, end }) => start >= from && end <= to && AMOUNTS.has(type));
}
