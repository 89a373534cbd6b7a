import type { Amount, Quantity } from "../activity.ts";
import type { QuantityKind } from "../kinds.ts";
import { before, behind, type Chunk, isFollowed, neighbour } from "./chunk.ts";
import { PEOPLE } from "./counts.ts";
import { wordsOf } from "./normalise.ts";
import type { Doubt } from "./reading.ts";
import type { Token } from "./scan.ts";

export type CountToken = Extract<Token, { type: "count" }>;
type Role = "people" | "present" | "absent" | "part" | "grade" | "guest" | "content" | "article" | "rate" | "due";

/** People and named amounts of a record, with the tokens that gave them. */
export type ReadCounts = {
  readonly headcount: Amount | null;
  readonly quantities: readonly (Quantity & { readonly token: Token })[];
  readonly doubts: readonly Doubt[];
  readonly used: readonly Token[];
  readonly people: readonly Token[];
};

const AGENDA =
  /(?:研究|审议|讨论|通报|表决|听取|同意|推荐|推选|任免|任命|处分|处理|考察|确定|接收|吸收|发展对象|预备党员|积极分子|新党员|先进|获奖|表彰|评选|评出|救助|帮扶|资助|看望|采访|培养|违纪|典型|困难|患者|老人|儿童|学生|发展|新增|转出|转入|涉及|处置|查处|问责|约谈|选举|选出|当选|委员候选人|候选人)[^,;。 ]*$/;
const GRADE =
  /(?:优秀|基本合格|不合格|合格|不称职|基本称职|称职|良好|一般|满意|反对|弃权|赞成|同意|一等奖|二等奖|三等奖|优秀奖)$/;
const ABSENT = /(?:请假|缺席|未到|迟到|事假|病假|公假|因事|因病|因公|出差|未参加)(?:人员)?$/;
const ABSENT_BEHIND = /^(?:请假|缺席|未到|迟到|事假|病假|因|出差|未参加|没来|没到)/;
const PRESENT = /(?:实到|到会|实际参加|实参加|实际到会|实有)$/;
const DUE = /(?:应到|应到会|应参会|应参加|应有|全体应)$/;
const PART = /(?:其中|含|包括|含有)[^,;。 ]{0,8}$/;
const JOINED = /^(?:党员|同志|职工|干部|群众|志愿者)?(?:参加|参与|出席|到会|参会|到场|参学)/;
const RATE = /(?:每户|每家|每人|每位|每名|人均|户均|每件|每次|每期)(?:发放|送|捐|约|大约)?$/;
const GROUP =
  /(?:党员|预备党员|正式党员|群众|男|女|班子|班子成员|职工|积极分子|志愿者|委员|支委|青年|骨干|退休|在职|干部|团员|团青|同志|老师|教师|员工)$/;
const KIND_OF_UNIT_FREE = new Set(["个", "项", "件", "次", "人", "名", "位"]);

/** Reads how many took part and every named amount; agenda contents, grades and rates are neither. */
export function readCounts(chunk: Chunk, kinds: readonly string[]): ReadCounts {
  const quantities: (Quantity & { token: Token })[] = [];
  const people: CountToken[] = [];
  const used: Token[] = [];
  const doubts: Doubt[] = [];
  for (const token of chunk.tokens) {
    if (token.type !== "count") continue;
    const quantity = quantityOf(chunk, token, kinds);
    if (quantity === "content") continue;
    if (quantity === "people") {
      people.push(token);
      continue;
    }
    used.push(token);
    if (quantity === "drop") continue;
    if (token.count.value === null) doubts.push(doubt(chunk, token, "quantity"));
    else
      quantities.push({
        ...quantity,
        value: token.count.value,
        unit: token.count.unit,
        bound: token.count.bound,
        token,
      });
  }
  const heads = readPeople(chunk, people, kinds);
  return { ...heads, quantities, doubts: [...heads.doubts, ...doubts], used: [...used, ...heads.used] };
}

function doubt(chunk: Chunk, token: CountToken, about: "quantity" | "participants"): Doubt {
  const words = wordsOf(chunk.text, token.start, token.end);
  return { about, reason: token.count.vague ?? "unit", words, options: token.count.choices.map(String) };
}

function quantityOf(
  chunk: Chunk,
  token: CountToken,
  kinds: readonly string[],
): { name: string } | "people" | "content" | "drop" {
  const { unit } = token.count;
  const lead = before(chunk, token);
  if (RATE.test(lead)) return "drop";
  const announced = announcedBy(chunk, token, kinds);
  if (announced !== null) return { name: announced.name };
  if (isInList(chunk, token)) return "content";
  const own = ownQuantity(chunk, token, kinds);
  if (own !== null) return { name: own.name };
  if (PEOPLE.has(unit)) return "people";
  return genericQuantity(chunk, token, lead);
}

/** 议定2项, 报备1次, 2篇心得: a word of the catalogue beside the number says what is counted. */
function announcedBy(chunk: Chunk, token: CountToken, kinds: readonly string[]): QuantityKind | null {
  const lead = chunk.text.s
    .slice(Math.max(chunk.from, token.start - 12), token.start)
    .replace(/(?:了|共|为|是|:|=| |约|等|计)+$/, "");
  const tail = behind(chunk, token, 6);
  let best: { word: string; quantity: QuantityKind } | null = null;
  for (const [word, meanings] of chunk.vocabulary.announcers) {
    if (!lead.endsWith(word) && !tail.startsWith(word)) continue;
    if (!lead.endsWith(word) && word.length < 2) continue;
    const meaning = meanings.find(
      ({ kind, quantity }) => kinds.includes(kind) && quantity.units.includes(token.count.unit),
    );
    if (meaning !== undefined && (best === null || word.length > best.word.length))
      best = { word, quantity: meaning.quantity };
  }
  return best?.quantity ?? null;
}

/** A count inside 1.干部任免3人 2.项目投资850万元 is part of the agenda. */
function isInList(chunk: Chunk, token: CountToken): boolean {
  const { s } = chunk.text;
  let at = token.start;
  while (at > chunk.from && !/[\s,;。]/.test(s.charAt(at - 1))) at--;
  if (at === token.start) return false;
  return chunk.tokens.some((other) => other.type === "mark" && other.start >= at - 1 && other.start < token.start);
}

/** The unit alone is enough where a kind of the record counts in it: 走访慰问14户, 捐款4560元. */
function ownQuantity(chunk: Chunk, token: CountToken, kinds: readonly string[]): QuantityKind | null {
  const { unit } = token.count;
  const last = neighbour(chunk, token);
  const beside = last?.type === "kind" || chunk.tokens.some((next) => next.type === "kind" && next.start === token.end);
  for (const name of kinds) {
    const kind = chunk.vocabulary.kinds.get(name);
    for (const quantity of kind?.quantities ?? []) {
      if (!quantity.units.includes(unit)) continue;
      if (!KIND_OF_UNIT_FREE.has(unit) || (quantity.words.length === 0 && unit !== "次")) return quantity;
      const isBeside = beside && (last?.type !== "kind" || last.kind === name || kinds.length === 1);
      if (isBeside && !(unit === "次") && !(PEOPLE.has(unit) && kind?.family !== "organisation")) return quantity;
      if (
        kind?.family === "meeting" &&
        quantity.name !== "报备" &&
        !isFollowed(chunk, token) &&
        !PEOPLE.has(unit) &&
        unit !== "次"
      ) {
        if (before(chunk, token) === "") return quantity;
      }
    }
  }
  return null;
}

const OBJECT =
  /(?:学习|传达|观看|研读|研究|审议|讨论|通报|听取|部署|收看|学|读|任免|投资|采购|预算|资金|项目)[^,;。 ]*$/;

function genericQuantity(chunk: Chunk, token: CountToken, lead: string): { name: string } | "content" | "drop" {
  const { unit, value } = token.count;
  const isNext = chunk.tokens.some(
    (next) => (next.type === "kind" || next.type === "generic") && next.start === token.end,
  );
  if (value === 1 && (isNext || (unit === "次" && isFollowed(chunk, token)))) return "drop";
  if (OBJECT.test(lead) && !/(?:议定|决议)$/.test(lead)) return "content";
  const studied = neighbour(chunk, token);
  if (studied?.type === "study" && studied.end === token.start) return "content";
  if (isFollowed(chunk, token) && (KIND_OF_UNIT_FREE.has(unit) || value === null || unit === "元" || value === 1))
    return "content";
  if (isFollowed(chunk, token) && isStudyText(chunk, token)) return "content";
  if (unit === "元") return { name: "金额" };
  return { name: unit === "人次" ? "人次" : unit === "次" ? "次数" : unit === "件" ? "件数" : `${unit}数` };
}

/** 集中学习 三篇重要文章: the count is part of what was studied. */
function isStudyText(chunk: Chunk, token: CountToken): boolean {
  const kind = chunk.tokens.find((other) => other.type === "kind");
  return kind?.type === "kind" && chunk.vocabulary.kinds.get(kind.kind)?.family === "study" && token.start > kind.start;
}

function roleOf(chunk: Chunk, token: CountToken): Role {
  const lead = before(chunk, token);
  const tail = behind(chunk, token);
  if (token.label === "headcount" && labelWord(chunk, token) !== "")
    return /实到|到会/.test(labelWord(chunk, token)) ? "present" : "people";
  if (DUE.test(lead) || labelWord(chunk, token).startsWith("应")) return "due";
  if (ABSENT.test(lead) || ABSENT_BEHIND.test(tail) || /请假|缺席/.test(labelWord(chunk, token))) return "absent";
  if (/列席$/.test(lead) || /^列席/.test(tail)) return "guest";
  if (PRESENT.test(lead) || /^(?:实到|到会)/.test(tail)) return "present";
  if (PART.test(lead)) return "part";
  if (JOINED.test(tail)) return "people";
  if (GRADE.test(lead)) return "grade";
  if (AGENDA.test(lead) && !GROUP.test(lead.replace(/预备党员$|发展对象$/, ""))) return "content";
  if (AGENDA.test(lead)) return "content";
  return peopleOrContent(chunk, token, tail);
}

/** 一名老党员讲述, 3人违纪案例: not everybody who is counted took part. */
function peopleOrContent(chunk: Chunk, token: CountToken, tail: string): Role {
  if (!isFollowed(chunk, token)) return "people";
  if (token.count.value === 1) return "content";
  if (/案例|违纪|违法|转正|获|受|当选|事迹|小组|大会|典型|贪|问题|名单|材料|入党|进行|候选|的处分|处分/.test(tail))
    return "content";
  return "people";
}

function labelWord(chunk: Chunk, token: CountToken): string {
  const at = chunk.tokens.indexOf(token);
  const last = chunk.tokens[at - 1];
  if (last?.type !== "label" || token.start - last.end > 3) return "";
  return last.word;
}

function readPeople(
  chunk: Chunk,
  tokens: readonly CountToken[],
  kinds: readonly string[],
): Omit<ReadCounts, "quantities"> {
  const roles = new Map(tokens.map((token) => [token, roleOf(chunk, token)]));
  const of = (...wanted: Role[]): CountToken[] =>
    tokens.filter((token) => wanted.includes(roles.get(token) ?? "content"));
  const used = tokens.filter((token) => roles.get(token) !== "content");
  const present = of("present");
  const plain = present.length > 0 ? present : of("people");
  const bare = bareOf(chunk, plain.length > 0);
  const people = [...plain];
  const open = (doubtful: Doubt): Omit<ReadCounts, "quantities"> => ({
    headcount: null,
    doubts: [doubtful],
    used: [...used, ...bare.used],
    people,
  });
  const vague = plain.find((token) => token.count.value === null);
  if (vague !== undefined) return open(doubt(chunk, vague, "participants"));
  if (plain.length === 0)
    return bare.label ?? withoutPeople(chunk, { used, people, grades: of("grade"), due: of("due"), bare });
  const visited = visitedPeople(chunk, plain, kinds);
  if (visited !== null) return open(visited);
  const guests = of("guest");
  const total = totalOf(chunk, plain);
  if (total === null) return open(conflict(chunk, plain));
  if (guests.length > 0 && present.length === 0) {
    const more = guests.reduce((sum, token) => sum + (token.count.value ?? 0), total.value);
    return open({ ...conflict(chunk, [...plain, ...guests]), options: [String(total.value), String(more)] });
  }
  return { headcount: total, doubts: [], used: [...used, ...bare.used], people };
}

type Bare = {
  readonly used: readonly Token[];
  readonly doubt: Doubt | null;
  readonly label: Omit<ReadCounts, "quantities"> | null;
};

/** 集中学习15: a number without a unit is asked about; behind 人数： it is a headcount. */
function bareOf(chunk: Chunk, known: boolean): Bare {
  const bare = chunk.tokens.filter((token): token is Extract<Token, { type: "bare" }> => token.type === "bare");
  const labelled = bare.find((token) => token.label === "headcount" && !isDue(chunk, token));
  if (labelled !== undefined && !known) {
    const headcount: Amount = { value: labelled.value, bound: "exact" };
    return { used: bare, doubt: null, label: { headcount, doubts: [], used: bare, people: [labelled] } };
  }
  const due = bare.filter((token) => token.label === "absent" || token.label === "headcount");
  const plain = bare.find((token) => token.label === null);
  if (known || plain === undefined) return { used: due, doubt: null, label: null };
  const words = wordsOf(chunk.text, plain.start, plain.end);
  return {
    used: [...due, plain],
    doubt: { about: "participants", reason: "unit", words, options: [String(plain.value)] },
    label: null,
  };
}

function isDue(chunk: Chunk, token: Token): boolean {
  return /应到(?:人数)?(?:会)?[:= ]?$/.test(chunk.text.s.slice(Math.max(0, token.start - 8), token.start));
}

type Nobody = {
  used: readonly Token[];
  people: readonly Token[];
  grades: readonly CountToken[];
  due: readonly CountToken[];
  bare: Bare;
};

function withoutPeople(chunk: Chunk, { used, people, grades, due, bare }: Nobody): Omit<ReadCounts, "quantities"> {
  const all = [...used, ...bare.used];
  const asked = grades.length > 0 ? grades : due;
  if (asked.length > 0) {
    const sum = asked.reduce((total, token) => total + (token.count.value ?? 0), 0);
    const doubts: Doubt[] = [{ ...conflict(chunk, asked), reason: "unit", options: [String(sum)] }];
    return { headcount: null, doubts, used: all, people };
  }
  return { headcount: null, doubts: bare.doubt === null ? [] : [bare.doubt], used: all, people };
}

function conflict(chunk: Chunk, tokens: readonly CountToken[]): Doubt {
  const words = tokens.map((token) => wordsOf(chunk.text, token.start, token.end)).join(" ");
  const options = [...new Set(tokens.map((token) => String(token.count.value ?? "")))].filter(
    (option) => option !== "",
  );
  return { about: "participants", reason: "conflict", words, options };
}

/** 走访慰问值班职工12人: who came, or who was visited? */
function visitedPeople(chunk: Chunk, plain: readonly CountToken[], kinds: readonly string[]): Doubt | null {
  const [token] = plain;
  if (token === undefined || plain.length > 1 || !kinds.includes("走访慰问")) return null;
  if (chunk.tokens.some((other) => other.type === "count" && other.count.unit === "户")) return null;
  const last = chunk.tokens[chunk.tokens.indexOf(token) - 1];
  const lead = chunk.text.s.slice(last?.end ?? chunk.from, token.start);
  if (last?.type !== "kind" || !/[一-龥]/.test(lead) || JOINED.test(behind(chunk, token)) || /[,;。]/.test(lead))
    return null;
  return { ...conflict(chunk, plain), reason: "unit" };
}

/** Groups are added; a total beside its parts counts once; other contradictions are asked about. */
function totalOf(chunk: Chunk, tokens: readonly CountToken[]): Amount | null {
  const values = tokens.map((token) => token.count.value ?? 0);
  const sum = values.reduce((total, value) => total + value, 0);
  const bound = tokens.find((token) => token.count.bound !== "exact")?.count.bound ?? "exact";
  const largest = Math.max(...values);
  if (values.length === 1) return { value: sum, bound };
  if (largest * 2 === sum) return { value: largest, bound };
  if (new Set(values).size === 1 && !tokens.every((token) => GROUP.test(before(chunk, token))))
    return { value: largest, bound };
  const grouped = tokens.filter(
    (token) => GROUP.test(before(chunk, token)) || /^(?:党员|群众|职工|干部|志愿者)/.test(behind(chunk, token)),
  );
  return grouped.length >= tokens.length - 1 ? { value: sum, bound } : null;
}
