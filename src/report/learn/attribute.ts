import { type QuantityKind, SERVED as SERVED_TIMES } from "../../ledger/kinds.ts";
import { announced, goesOn } from "./carry.ts";
import { wordAt } from "./lexicon.ts";
import type { KindAt } from "./scan.ts";
import { type Reader, type Seat, textAfter, textBefore } from "./seat.ts";

/** What a number counts. `near` tells that the kinds stand in its own clause; `quantity` the amount that words announce. */
export type Counted = {
  readonly kinds: readonly string[];
  readonly near: boolean;
  readonly quantity: QuantityKind | null;
  /** 各: every kind has this number. */
  readonly each: boolean;
};

const LONGEST_CHAIN = 4;
const JOINT = /[、]|以及|和|及|与|并/;

/** The kinds that a number counts; `before` are those that the sentence spoke of last. */
export function counted(seat: Seat, before: readonly string[]): Counted {
  const what = spokenOf(seat, before);
  return isOfServed(seat, what) ? ofServed(seat, what) : what;
}

const SERVED =
  /(?<!志愿)(?:服务|惠及|受益|覆盖|辐射|帮助|救助|接诊|诊治)(?:了|到)?[一-龥]{0,8}$|服务[一-龥]{0,4}(?:群众|居民|村民|市民|老人|患者|学生|儿童|职工|企业)$/;
const SERVING = /(?:党员|志愿者|队员|义工)$/;

/** 义诊9场，服务群众2300人次: how often somebody was served is not how often members served. */
function isOfServed(seat: Seat, { kinds }: Counted): boolean {
  const words = textBefore(seat).replace(/(?:共计?|合计|累计|总计|约|近|达|超过?)+$/, "");
  if (seat.amount.counts !== "times" || !SERVED.test(words) || SERVING.test(words)) return false;
  return kinds.length > 0 && kinds.every((kind) => seat.reader.lexicon.kinds.get(kind)?.family === "service");
}

/** The kind that counts whom it served; no kind where none of them does. */
function ofServed({ reader }: Seat, what: Counted): Counted {
  for (const kind of what.kinds) {
    const quantity = reader.lexicon.kinds.get(kind)?.quantities.find(({ name }) => name === SERVED_TIMES);
    if (quantity !== undefined) return { ...what, kinds: [kind], quantity };
  }
  return { ...what, kinds: [] };
}

function spokenOf(seat: Seat, before: readonly string[]): Counted {
  const each = /[各均]$/.test(textBefore(seat));
  const own = respective(seat);
  if (own !== null) return { kinds: [own], near: true, quantity: null, each: false };
  const strong = joinedKind(seat) ?? ownKinds(seat, false, 0);
  if (strong.length > 0)
    return { kinds: strong, near: true, quantity: announced(seat, strong)?.quantity ?? null, each };
  const told = announced(seat, before);
  if (told !== null) return { kinds: [told.kind], near: false, quantity: told.quantity, each };
  const weak = ownKinds(seat, true, 0);
  const carried = goesOn(seat, before);
  if (carried.length > 0 && !weak.every((kind) => before.includes(kind)) && mayStudy(carried, weak, seat))
    return { kinds: carried, near: false, quantity: null, each };
  if (weak.length > 0) return { kinds: weak, near: true, quantity: null, each };
  return { kinds: carried, near: false, quantity: null, each };
}

/** 结成师徒3对，开展学习10次: no service is a study, whatever the sentence spoke of. */
function mayStudy(carried: readonly string[], weak: readonly string[], { reader }: Seat): boolean {
  const familyOf = (kind: string) => reader.lexicon.kinds.get(kind)?.family;
  return !weak.some((kind) => familyOf(kind) === "study") || carried.every((kind) => familyOf(kind) !== "service");
}

/** 党建工作会议、警示教育分别召开2次、3次: each number has the kind of its place. */
function respective({ reader, clause, amount }: Seat): string | null {
  const at = reader.s.slice(clause.start, amount.start).lastIndexOf("分别");
  if (at < 0) return null;
  const amounts = clause.amounts.filter(({ start }) => start > clause.start + at);
  const before = clause.kinds.filter((kind) => kind.end <= clause.start + at && !kind.weak);
  const kinds = group(reader, before, "last");
  return kinds.length === amounts.length ? (kinds[amounts.indexOf(amount)] ?? null) : null;
}

/** 发展3名预备党员 is 发展预备党员 with its number inside; a longer word behind the number stands for itself. */
function joinedKind(seat: Seat): string[] | null {
  const { reader, amount, last } = seat;
  const verb = /[一-龥]{2}$/.exec(textBefore(seat).replace(/(?:了|共|约|近|计|先后)+$/, ""))?.[0];
  if (verb === undefined || last) return null;
  const word = wordAt(verb + textAfter(seat), 0, reader.lexicon);
  const tail = word === null ? 0 : word.end - verb.length;
  const direct = wordAt(reader.s, amount.after, reader.lexicon);
  if (word?.meaning.is !== "kind" || tail <= 0 || (direct !== null && direct.end - amount.after > tail)) return null;
  return [word.meaning.kind];
}

/** 为2名重病职工捐款: whom it was done for is no number of what was done. */
function isServed(seat: Seat): boolean {
  return seat.amount.counts === "person" && !seat.last && /(?:为|给|向|对|帮助?|资助)$/.test(textBefore(seat));
}

function ownKinds(seat: Seat, weak: boolean, chain: number): string[] {
  if (isServed(seat)) return [];
  const forward = group(seat.reader, within(seat, forwardOf(seat), weak), "first");
  const backward = group(seat.reader, within(seat, backwardOf(seat), weak), "last");
  const [best, other] = seat.last ? [backward, forward] : [forward, backward];
  if (best.length > 0) return best;
  if (other.length > 0 && !(seat.last && seat.next !== null)) return other;
  return (chain < LONGEST_CHAIN ? chained(seat, weak, chain) : null) ?? (weak ? [] : doneBy(seat));
}

/** 6项17条重点工作, 6次共计20小时的清雪服务: a number directly before another shares its kinds. */
function chained({ reader, clause, amount, next }: Seat, weak: boolean, chain: number): string[] | null {
  if (next === null) return null;
  const gap = reader.s.slice(amount.after, next.start);
  if (!/^(?:[、,和及]|共计?|合计|累计|总计|约|近|的){0,6}$/.test(gap)) return null;
  const n = clause.amounts.indexOf(next);
  const last = next.after >= clause.end;
  const following = { reader, clause, amount: next, previous: null, next: clause.amounts[n + 1] ?? null, last };
  return ownKinds(following, weak, chain + 1);
}

/** 800多名党员、90多名群众捐款: who did it stands before what was done. */
function doneBy({ clause, amount, last }: Seat): string[] {
  if (last) return [];
  if (amount.counts !== "person" && amount.counts !== "times") return [];
  const next = clause.kinds.find((kind) => kind.start >= amount.after && !kind.weak);
  return next === undefined ? [] : [next.kind];
}

type Region = readonly [start: number, end: number];

function forwardOf({ reader, clause, amount, next }: Seat): Region {
  if (next === null) return [amount.after, clause.end];
  const cut = reader.s.slice(amount.after, next.start).search(JOINT);
  return [amount.after, cut < 0 ? next.start : amount.after + cut];
}

function backwardOf({ reader, clause, amount, previous }: Seat): Region {
  if (previous === null) return [clause.start, amount.start];
  const from = previous.amount.after;
  if (previous.last) return [from, amount.start];
  return [from + Math.max(reader.s.slice(from, amount.start).search(JOINT), 0), amount.start];
}

/** 公开信息96条 is no 宣传. */
const PUBLISHED = /(?:公开|公示|录入|采集|登记|核对)[^，。、\d]{0,8}$/;
/** 宣传横幅20条, 宣传短信300条: what hangs on a wall or is sent to a phone was not written for a paper. */
const HUNG = /^(?:横幅|标语|条幅|口号|短信)/;
/** 研究发展党员3次, 接待调研17批: what a meeting spoke of, and what guests did. */
const SPOKEN_OF = /(?:研究|讨论|部署|审议|听取|谋划)[^，。、\d]{0,6}$|(?:接待|迎接|配合)[^，。、\d]{0,8}$/;

/** 组织9名入党积极分子参加培训: who came to it. */
const TAKING_PART = /^(?:[、和及]发展对象)?(?:都|均|全部)?(?:参[加与训]|接受|出席|列席)/;

/** 研究“三重一大”事项6次: speaking of these is the meeting. */
const DECISIONS = "三重一大会议";

function within({ reader, clause: { kinds }, amount }: Seat, [start, end]: Region, weak: boolean): KindAt[] {
  const isOfTimes = amount.counts === "event" || amount.counts === "times";
  const isSpokenOf = ({ start: at, kind }: KindAt) => {
    const before = reader.s.slice(Math.max(start, at - 12), at);
    return (weak && PUBLISHED.test(before)) || (isOfTimes && kind !== DECISIONS && SPOKEN_OF.test(before));
  };
  const isWho = ({ kind, end: at }: KindAt) =>
    kind === "积极分子" && amount.counts === "person" && TAKING_PART.test(reader.s.slice(at, at + 8));
  const isHung = ({ end: at }: KindAt) => amount.unit === "条" && HUNG.test(reader.s.slice(at, at + 2));
  const isOther = (kind: KindAt) => isSpokenOf(kind) || isWho(kind) || isHung(kind);
  return kinds.filter((kind) => kind.start >= start && kind.end <= end && kind.weak === weak && !isOther(kind));
}

/**
 * The enumeration at one end of a region: 学习教育、结对帮带、志愿服务等活动 are three kinds, 集中学习研讨 is the last,
 * 主题党日学习活动 the first, since an occasion may hold anything.
 */
function group({ s, lexicon }: Reader, kinds: readonly KindAt[], from: "first" | "last"): string[] {
  const isOccasion = (kind: KindAt | undefined) =>
    kind !== undefined && lexicon.kinds.get(kind.kind)?.family === "occasion";
  const runs: KindAt[][] = [];
  for (const kind of kinds) {
    const run = runs.at(-1);
    const gap = run === undefined ? "" : s.slice(run.at(-1)?.end ?? 0, kind.start);
    if (run === undefined || !isJoint(gap)) runs.push([kind]);
    else if (gap !== "") run.push(kind);
    else if (!isOccasion(run.at(-1))) run.splice(-1, 1, kind);
  }
  return [...new Set((from === "first" ? runs[0] : runs.at(-1))?.map(({ kind }) => kind))];
}

function isJoint(gap: string): boolean {
  return gap === "" || gap === "暨" || (gap.length <= 10 && JOINT.test(gap));
}
