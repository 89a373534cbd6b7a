import { before, behind, type Chunk, indexFrom, isFollowed, previous } from "../chunk.ts";
import { PEOPLE } from "../numbers/counts.ts";
import { startsNumeral } from "../numbers/numeral-signs.ts";
import type { CountToken, Token } from "../token.ts";
import { AGENDA, ALL, isDealtWith } from "./dealt-with.ts";
import { PERSON } from "./persons.ts";

/** Who the people of a count are: those present, those missing, a part, guests, or persons discussed. */
export type Role = "people" | "present" | "absent" | "part" | "grade" | "guest" | "content" | "due";

const GRADE =
  /(?:优秀|基本合格|不合格|合格|不称职|基本称职|称职|良好|一般|满意|反对|弃权|赞成|赞成票|一等奖|二等奖|三等奖|优秀奖)$/;
const ABSENT =
  /(?<![无没]人?|没有人?)(?:请假|缺席|未到|迟到|事假|病假|公假|因事|因病|因公|出差|未参加|缺勤|还[差缺])(?:人员|的(?:同志|党员|有)?)?$/;
/** 3人请假, 2名党员因公出差, 两名同志外出务工没能参加 */
const ABSENT_BEHIND = new RegExp(
  `^(?:(?:${PERSON})?(?:(?:因|外出|在外|住院|有事)[^,;。 ]{0,6}?)?(?:请[事病]?假|缺席|迟到|[事病公]假|出差|缺勤|休假|未到|(?:没有?|没能|未能?)(?:按时)?(?:参加|来|到|去))(?!问题|事宜|制度|情况)了?|因)`,
);
const PRESENT =
  /(?:实到|到会(?:参?加?表决)?|参加表决|(?<!应)出席|实际(?:参加|到会|参会|出席|到场|参与)|实参加|实参会|实有|所以(?:就?是|一?共|总共|来了))(?:党员)?$/;
const DUE =
  /(?:应到|应到会|应参会|应参加|应有|全体应|共有|原[定计]划?|原来?(?:通知|说好?|安排|报名)|本来(?:通知|说好?|安排|报名)?|预计)(?:有?表决权的?)?(?:正式)?(?:党员)?$/;
const GUESTS = /列席(?:的?(?:入党)?(?:积极[分份]子|发展对象|申请人|群众|职工|代表|团员|预备党员|党员))?$/;
const PART = /(?:(?:其中|含|包括|含有)[^,;。 ]{0,8}|(?:发言|表态|交流发言)的?(?:有|共)?)$/;
const JOINED = new RegExp(`^(?:[一-龥]{0,4}${PERSON})?(?:参加|参与|出席|到会(?!议)|参会|到场|参学|听课)`);
const TOOK_PART = new RegExp(
  `^的?(?:${PERSON})*(?:全部|全员|均|都|按时)?(?:参加|参与|出席|到会|参会|到场|参学|听课|观看|到齐|在场?|到|来|听)?了?(?:会议|活动|学习)?$`,
);
/** 6人发言: of those who were there. */
const SPOKE = /^(?:同志|党员)?(?:先后|分别)?(?:[作做进]行?了?)?(?:交流|表态|典型)?(?:发言|表态)/;
/** What the persons counted did; 5人研究低保名单 names no list of five. */
const DONE = /(?:研究|讨论|审议|学习|听取|听|传达|通过|表决|选举|评议|开会?)了?.*$/;
const CASES = /案例|违纪|违法|转正|获|受|当选|事迹|小组|大会|典型|贪|问题|名单|材料|入党(?!积极|申请)|进行|候选|处分/;
const GROUP = new RegExp(`(?:${PERSON}|男|女|班子(?:成员)?|退休|在职|线[上下]|现场|视频|[主分]会场)$`);

/** 积极分子5人 behind 党员20人. */
const MEMBERS = new RegExp(`^[,、 和及与]?${PERSON}$`);
/** 20人 外加积极分子2人 */
function isJoinedTo(between: string): boolean {
  return MEMBERS.test(between.replace(/(?:外加|另加|再加|加上|另有|另外还?有|还有)/, ""));
}

const GROUP_BEHIND = new RegExp(`^${PERSON}`);
const LISTENS = new RegExp(`^(?:[一-龥]{0,6}${PERSON})?列席`);

/** Reads the role from the words beside a count of people. */
export function roleOf(chunk: Chunk, token: CountToken): Role {
  if (isAmong(chunk, token)) return "part";
  const lead = ownLead(chunk, token);
  const tail = behind(chunk, token).replace(PERSONS_APART, "");
  if (isOfThem(chunk, token)) return "present";
  return (
    labelled(labelWord(chunk, token)) ??
    stated(lead, tail) ??
    labelled(labelOfList(chunk, token)) ??
    discussed(chunk, token, lead, tail)
  );
}

/** The words before a count; those of 关爱独居老人、14人 and 关爱独居老人、全体党员14人 stand apart from it. */
function ownLead(chunk: Chunk, token: CountToken): string {
  const lead = before(chunk, token);
  const at = lead.lastIndexOf("、");
  return at >= 0 && CAME_APART.test(lead.slice(at + 1)) ? lead.slice(at + 1) : lead;
}

const CAME_APART = new RegExp(`^(?:(?:一?共|总共|合计|参加|参会|出席|到会|实到|来了)?|(?:全体|所有)(?:${PERSON})?)$`);
/** What stands behind the 党员 of 16名党员、党小组会 is told of something else. */
const PERSONS_APART = new RegExp(`(?<=^(?:${PERSON}))、.*$`);

/** 30人，其中社区12人、单位18人 and 30人（含团员4人，线上6人）: all that stand behind are of the thirty. */
function isAmong({ text: { s }, from, tokens }: Chunk, { start }: Token): boolean {
  const lead = s.slice(Math.max(from, start - 60), start);
  const among = /[其含包]/.test(lead) ? AMONG.exec(lead) : null;
  if (among === null) return false;
  const at = start - lead.length + among.index;
  return tokens.some((token) => token.type === "count" && PEOPLE.has(token.count.unit) && token.end <= at);
}

const AMONG = /(?:其中|\((?:含|包括|包含))[^;。\n)]*$/;

/** Whether people join or were visited, by the words behind the count. */
export function isJoined(chunk: Chunk, token: CountToken): boolean {
  return JOINED.test(behind(chunk, token));
}

/** 党员20人 and 群众5人 are groups, which add up, and so are 8男5女. */
export function isGroup(chunk: Chunk, token: CountToken): boolean {
  return (
    GROUP.test(before(chunk, token)) ||
    GROUP_BEHIND.test(behind(chunk, token)) ||
    /[男女]的?$/.test(chunk.text.s.slice(token.start, token.end))
  );
}

const TAILS: Partial<Record<Role, RegExp>> = {
  people: TOOK_PART,
  present: TOOK_PART,
  absent: ABSENT_BEHIND,
  part: SPOKE,
};

/** How many characters directly behind a count only say its role: 25名党员参加, 3人请假. */
export function tailLength(chunk: Chunk, token: CountToken, role: Role): number {
  const tail = behind(chunk, token);
  return tail === "" ? 0 : (TAILS[role]?.exec(tail)?.[0].length ?? 0);
}

const MEMBERS_AHEAD = /(?<![一-龥])(?:入党积极分子|积极分子|发展对象|预备党员|正式党员|入党申请人)$/;
const LEADS: Partial<Record<Role, RegExp>> = {
  people: MEMBERS_AHEAD,
  grade: GRADE,
  absent: ABSENT,
  due: DUE,
  part: PART,
  present: PRESENT,
};

/** How many characters directly before a count say what role it has: 优秀6名, 迟到1人. */
export function leadLength(chunk: Chunk, token: CountToken, role: Role): number {
  return LEADS[role]?.exec(before(chunk, token))?.[0].length ?? 0;
}

function labelled(word: string): Role | null {
  if (word === "") return null;
  if (word.startsWith("应")) return "due";
  if (/实到|到会/.test(word)) return "present";
  return /请假|缺席/.test(word) ? "absent" : /人数|people/.test(word) ? "people" : null;
}

function labelWord(chunk: Chunk, token: CountToken): string {
  const last = previous(chunk, token);
  if (last?.type !== "label" || token.start - last.end > 3) return "";
  return last.word;
}

/** The 实到 of 实到：机关11人，基层18人 is that of both. */
function labelOfList(chunk: Chunk, token: CountToken): string {
  let last = previous(chunk, token);
  let { start } = token;
  while (last?.type === "count" && PEOPLE.has(last.count.unit)) {
    if (!/^[,、 ]{1,2}[一-龥]{1,4}$/.test(chunk.text.s.slice(last.end, start))) return "";
    start = last.start;
    const word = labelWord(chunk, last);
    if (word !== "") return word;
    last = previous(chunk, last);
  }
  return "";
}

function stated(lead: string, tail: string): Role | null {
  const ahead = lead === "" ? null : statedAhead(lead);
  if (tail === "") return ahead;
  // 共有23名党员参加: all of them came.
  if (ahead === "due" && lead.endsWith("共有") && JOINED.test(tail)) return "people";
  return ahead ?? statedBehind(lead, tail);
}

function statedBehind(lead: string, tail: string): Role | null {
  if (ABSENT_BEHIND.test(tail) && !isOfNext(tail)) return "absent";
  if (SPOKE.test(tail)) return "part";
  if (LISTENS.test(tail)) return "guest";
  if (/^(?:实到|到会)/.test(tail)) return GROUP.test(lead) ? "people" : "present";
  return JOINED.test(tail) ? "people" : null;
}

/** The 缺席 of 20人缺席3人 belongs to the number behind it. */
function isOfNext(tail: string): boolean {
  const absent = ABSENT_BEHIND.exec(tail)?.[0].length ?? 0;
  return startsNumeral(tail.charAt(absent));
}

/** 到39人 缺4人 */
const SHORT: Readonly<Record<string, Role>> = { 到: "present", 缺: "absent" };

/** 30名党员到了27名: of those who are. */
function isOfThem(chunk: Chunk, token: CountToken): boolean {
  if (chunk.text.s.charAt(token.start - 1) !== "了") return false;
  const last = previous(chunk, token);
  return (
    last?.type === "count" && last.count.unit !== "人次" && OF_THEM.test(chunk.text.s.slice(last.end, token.start))
  );
}

const OF_THEM = new RegExp(`^(?:${PERSON})?[, ]?(?:实际|只|就|共|一共)?[到来]了$`);

function statedAhead(lead: string): Role | null {
  const short = lead.length === 1 ? SHORT[lead] : undefined;
  if (short !== undefined) return short;
  if (DUE.test(lead)) return "due";
  if (ABSENT.test(lead)) return "absent";
  if (GUESTS.test(lead)) return "guest";
  if (PRESENT.test(lead)) return "present";
  return PART.test(lead) ? "part" : null;
}

const PEOPLE_BEHIND = new RegExp(`^[,、 和及与]*${PERSON}$`);

/** 积极分子5人 党员20人, and 积极分子5人 of what is no meeting, which would have them on its agenda. */
function isPart(chunk: Chunk, token: CountToken, lead: string): boolean {
  const alone = lead === "" ? null : MEMBERS_AHEAD.exec(lead);
  if (alone === null || AGENDA.test(lead.slice(0, alone.index))) return false;
  const next = chunk.tokens[indexFrom(chunk.tokens, token.end)];
  if (next?.type === "count" && PEOPLE_BEHIND.test(chunk.text.s.slice(token.end, next.start))) return true;
  const isMeeting = (other: Token): boolean =>
    other.type === "kind" && chunk.vocabulary.kinds.get(other.kind)?.family === "meeting";
  return !chunk.tokens.some(isMeeting);
}

/** 一个人去的 is said of oneself. */
const DID_ALONE = /^(?:自己)?(?:[去来干做忙跑搞学弄]|参加|参与|完成)(?=[的了完过]|$)/;

/** 研究发展对象2人, 一名老党员讲述, 3人违纪案例: not everybody who is counted took part. */
function discussed(chunk: Chunk, token: CountToken, lead: string, tail: string): Role {
  if (lead !== "" && GRADE.test(lead)) return "grade";
  const last = previous(chunk, token);
  if (last?.type === "count" && isJoinedTo(chunk.text.s.slice(last.end, token.start))) return "people";
  if (isPart(chunk, token, lead)) return "people";
  if (lead !== "" && isDealtWith(chunk, token, lead) && !ALL.test(lead)) return "content";
  if (!isFollowed(chunk, token) || DID_ALONE.test(tail)) return "people";
  return token.count.value === 1 || CASES.test(tail.replace(DONE, "")) ? "content" : "people";
}
