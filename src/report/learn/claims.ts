import type { KindAt } from "./scan.ts";

/** A promise or habit that is dated rather than counted: 6月底前, 每周一领学, 召开2024年党建工作会议. */
export type Claim = {
  readonly start: number;
  readonly end: number;
  readonly unit: string;
  readonly role: "quota" | "plan";
  readonly kinds: readonly string[];
  readonly value: number | null;
};

const DEADLINE =
  /(\d{1,2}|[一二三四五六七八九十]{1,3}|[xX×]{1,4}|_{1,12}|【[^】\n]{0,8}】)(月(?:(\d{1,2}|[一二三四五六七八九十]{1,3})日|份|底|末|初|中旬|上旬|下旬)?(?:之前|以前|前))/g;
const TERM = /((?:本|当)?年[底末]|[上下]半年|第?[一二三四]季度[末底]?)((?:之|以)?[前内](?![半三两几]))?/g;
const WEEKDAY = /每(?:周|星期)[一二三四五六日天](?![次场期篇堂节讲题学个])/g;
/** 每月第一个星期一: once a month. A day such as 每月5日 only tells when. */
const MONTH_DAY = /每(?:个)?月(?:的)?第?[一二三四1-4首]个?(?:周|星期)[一二三四五六日天]/g;
const NEXT_YEAR = /(\d{4})年(?:度)?/g;
const MEETS = /(?:召开|组织召开|开好|筹备|举办|组织开展|开展|完成)[^，。；\d]{0,4}$/;

/** What the claims need to know of the place where they stand. */
type Place = {
  readonly s: string;
  readonly kinds: readonly KindAt[];
  /** Whether what stands at a position is to come. */
  readonly isFuture: (at: number) => boolean;
  readonly year: number | null;
};

/** The dated claims of a report, in no order. */
export function claimsIn(place: Place): Claim[] {
  return [...deadlines(place), ...terms(place), ...feasts(place), ...weekdays(place), ...meetings(place)];
}

function deadlines({ s, kinds, isFuture }: Place): Claim[] {
  return [...s.matchAll(DEADLINE)].flatMap(({ index, 0: all, 1: month = "", 2: rest = "", 3: day }) => {
    const [before, after] = [s.slice(Math.max(0, index - 6), index), clauseAfter(s, index + all.length)];
    if (/[\d年]$/.test(before) && !/[\d明来今本当次]年$/.test(before)) return [];
    const done = /已|了|完成的|前后/.test(after.slice(0, 16)) && !isFuture(index);
    if (done) return [];
    const end = day === undefined ? index + month.length : index + month.length + 1 + day.length;
    const named = namedIn(kinds, index + all.length, index + all.length + after.length);
    const unit = day === undefined ? rest : "日前";
    return [{ start: index, end, unit, role: "plan", kinds: named, value: null } as const];
  });
}

const DUE = /^[^，。]{0,12}(?:完成|建成|实现|启动|召开|消除|达到|签订|签署|制定|出台|推出)/;
/** 清明节前完成: in a plan only, since 春节前走访慰问 tells when something was done. */
const FEAST = /((?:春节|元宵|清明|端午|中秋|国庆|重阳|五一|五四|六一|七一|八一)节?)”?(?:之|以)?前(?![夕后往去来进期])/g;

/** What is held in a quarter is due then; in the second half of the year it may be held until its end. */
const HELD = /^[^，。]{0,12}(?:开展|组织|举办|进行)/;

/** 年底前, and 上半年完成 where the sentence speaks of what is to come. */
function terms({ s, kinds, isFuture }: Place): Claim[] {
  return [...s.matchAll(TERM)].flatMap(({ index, 0: all, 1: term = "", 2: unit = "" }) => {
    const stop = index + all.length;
    const after = clauseAfter(s, stop);
    const isOther = /(?:\d年|去年?|上一?年?|截至|截止|每年?|从|自)$/.test(s.slice(Math.max(0, index - 4), index));
    const isDue = unit.endsWith("前") || DUE.test(after) || (/季度|上半年/.test(term) && HELD.test(after));
    const isPast = /已|了|完成的/.test(after.slice(0, 16));
    if (isOther || !isDue || (!isFuture(index) && (isPast || !unit.endsWith("前")))) return [];
    const end = index + term.length;
    return [
      { start: index, end, unit, role: "plan", kinds: namedIn(kinds, stop, stop + after.length), value: null } as const,
    ];
  });
}

function feasts({ s, kinds, isFuture }: Place): Claim[] {
  return [...s.matchAll(FEAST)].flatMap(({ index, 0: all, 1: name = "" }) => {
    if (!isFuture(index)) return [];
    const stop = index + all.length;
    const named = namedIn(kinds, stop, stop + clauseAfter(s, stop).length);
    return [{ start: index, end: index + name.length, unit: "前", role: "plan", kinds: named, value: null } as const];
  });
}

/** 每周一领学 and 每月第一个星期一集中学习 state a habit; where the clause gives a number, the number states it. */
function weekdays({ s, kinds }: Place): Claim[] {
  return [...s.matchAll(WEEKDAY), ...s.matchAll(MONTH_DAY)].flatMap(({ index, 0: all }) => {
    const end = index + all.length;
    const stop = end + clauseAfter(s, end).length;
    const named = namedIn(kinds, end, stop);
    return named.length === 0
      ? []
      : [{ start: index, end, unit: "次", role: "quota", kinds: named, value: 1 } as const];
  });
}

/** A meeting of the year to come is promised, and counted by nobody yet. */
function meetings({ s, kinds, isFuture, year }: Place): Claim[] {
  return [...s.matchAll(NEXT_YEAR)].flatMap(({ index, 0: all, 1: digits = "" }) => {
    const later = year === null ? isFuture(index) : Number(digits) > year;
    if (!later || !isFuture(index) || !MEETS.test(s.slice(Math.max(0, index - 12), index))) return [];
    const end = index + all.length;
    const stop = end + clauseAfter(s, end).length;
    const named = namedIn(kinds, end, stop);
    const claim = {
      start: index,
      end: index + 4,
      unit: "年",
      role: "plan",
      kinds: named,
      value: null,
    } as const;
    return named.length === 0 ? [] : [claim];
  });
}

function namedIn(kinds: readonly KindAt[], from: number, to: number): string[] {
  const named = kinds.filter(({ start, end, weak }) => start >= from && end <= to && !weak);
  return [...new Set(named.map(({ kind }) => kind))];
}

function clauseAfter(s: string, at: number): string {
  return /^[^，。；！？\n]{0,60}/.exec(s.slice(at, at + 60))?.[0] ?? "";
}
