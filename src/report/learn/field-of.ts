import type { Field } from "../../ledger/fields.ts";
import { SERVED } from "../../ledger/kinds.ts";
import type { Counted } from "./attribute.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Role } from "./role.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";
import { isSpent } from "./words.ts";

/** What a field is looked for by: a number, what it counts, and the words around it. */
type Sought = {
  readonly seat: Seat;
  readonly counted: Counted;
  readonly role: Role;
  /** The sentence or its section speaks of the year before. */
  readonly lastYear: boolean;
  readonly clauseBefore: string;
};

const TIMES: ReadonlySet<string> = new Set("次 场 场次 批次 轮次 回 轮 趟 堂 节 讲 期 届".split(" "));
const PEOPLE: ReadonlySet<string> = new Set(["人", "名", "位"]);
const PERSON_TIMES: ReadonlySet<string> = new Set(["人次", "人/次", "人·次"]);

/** How reports word the fields that no record gives. */
const ASKED: readonly {
  readonly id: string;
  readonly words: RegExp;
  readonly units: readonly string[];
  readonly lastYear?: true;
}[] = [
  { id: "重点工作项数", words: /重点(?:工作|任务|事项|举措|难点)|工作要点|攻坚任务/, units: ["项", "个"] },
  { id: "重点工作条数", words: /重点(?:工作|任务|事项|举措|难点)|工作要点|攻坚任务/, units: ["条"] },
  {
    id: "增加经营收入",
    words: /(?:增加|新增|创造|带来|增长|提高|提升|实现|多)[^，。]{0,10}(?:收入|营收|效益|收益|创收)|增收|创收|增效/,
    units: ["万元", "元", "亿元"],
  },
  { id: "巡察反馈问题", words: /(?:巡察|巡视)[^，。]{0,12}问题/, units: ["个", "项", "条", "件"] },
  { id: "上年度查摆问题", words: /问题|短板|不足/, units: ["个", "项", "条", "方面"], lastYear: true },
];

/** The field whose kinds and unit fit, the first of the list where several do; null where none does. */
export function fieldOf(sought: Sought): string | null {
  const { role, counted, seat } = sought;
  const { lexicon } = seat.reader;
  if (role === "quota" || role === "plan") return null;
  if (role === "roster") return rosterField(sought);
  const asked = askedField(sought) ?? (seat.amount.style === "blank" ? rosterField(sought) : null);
  if (asked !== null || counted.each || counted.kinds.length === 0) return asked;
  const same = lexicon.fields.filter(({ kinds }) => isSame(kinds, counted.kinds));
  const found = same.find((field) => fits(field, sought, lexicon)) ?? same.find((field) => isLoose(field, sought));
  return found?.id ?? null;
}

/** The number of all members: 党员25名, not 预备党员2名 and not a part (其中…). */
function rosterField({ seat, counted, clauseBefore }: Sought): string | null {
  const before = textBefore(seat);
  const isPart = /其中|包括|含/.test(clauseBefore.slice(-4) + before);
  const isWhole =
    /(?<!预备|正式|女|男|青年|老|退休|在职|流动|困难|岁以[上下]的?|的)党员(?:总数|人数)?(?:共有?|为|达|有)?$/.test(
      before,
    );
  const isNamed = seat.last ? isWhole : /^党员/.test(textAfter(seat));
  if (seat.amount.style === "blank" && (counted.near || !isBlankOfAll(seat))) return null;
  return !isPart && PEOPLE.has(seat.amount.unit) && isNamed ? known(seat, "党员人数") : null;
}

/** 支部共有党员XX名, 我支部XX名党员: not 发展党员X名, and not X名党员担任委员. */
function isBlankOfAll(seat: Seat): boolean {
  return seat.last
    ? /(?:^|有|支部|总支|现|在册)党员(?:总数|人数)?(?:共有?|为|达|有)?$/.test(textBefore(seat))
    : /^党员(?:同志)?(?:$|[，。；、])/.test(textAfter(seat));
}

function known({ reader }: Seat, id: string): string | null {
  return reader.lexicon.fields.some((field) => field.id === id) ? id : null;
}

/** A field that only people know, by its words. */
function askedField({ seat, counted, lastYear }: Sought): string | null {
  const { unit } = seat.amount;
  const words = clauseText(seat);
  const isLecture = counted.kinds.length === 1 && counted.kinds[0] === "党课" && TIMES.has(unit);
  const byWhom = textBefore(seat);
  if (isLecture && SECRETARY.test(byWhom) && !TOGETHER.test(byWhom)) return known(seat, "书记讲党课");
  if (counted.near) return null;
  const isLast = lastYear && !/今年|本年|新查/.test(textBefore(seat));
  const asked = ASKED.find((one) => one.words.test(words) && one.units.includes(unit) && (!one.lastYear || isLast));
  const labelled = seat.reader.lexicon.fields.find(
    ({ label, unit: own, measure }) =>
      (measure.by === "manual" || measure.by === "list") && own === unit && label.length > 2 && words.includes(label),
  );
  return (asked && known(seat, asked.id)) ?? labelled?.id ?? null;
}

/** The report is the secretary's own: 我带头讲党课2次, but 我支部讲党课4次. */
const SECRETARY =
  /(?<!副)书记|本人|我(?=(?:带头|主动|坚持|先后|共|全年|今年|已|结合|围绕|以|还|也|为[^，。]{1,8}|给[^，。]{1,8})*(?:主?讲|上))/;

/** 书记和委员讲党课6次 are not the secretary's alone. */
const TOGETHER = /书记[^，。]{0,10}[、和及与][^，。]{0,6}(?:委员|支委|班子|党员|成员|组长|领导|骨干)/;

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

function fits(field: Field, { seat, counted }: Sought, lexicon: Lexicon): boolean {
  const { amount } = seat;
  const { measure, unit } = field;
  switch (measure.by) {
    case "quantity": {
      if (counted.quantity !== null) return measure.names.includes(counted.quantity.name);
      if (amount.unit === "次" || isProblem(seat) || isSpent(counted.kinds, textBefore(seat))) return false;
      const units = field.kinds
        .flatMap((name) => lexicon.kinds.get(name)?.quantities ?? [])
        .filter(({ name }) => measure.names.includes(name))
        .flatMap((quantity) => quantity.units);
      return [unit, ...units].some((one) => one === amount.unit || `万${one}` === amount.unit);
    }
    case "times":
      return counted.quantity === null
        ? TIMES.has(amount.unit) && !isQuantity(amount.unit, field, lexicon)
        : isTimes(counted.quantity.name);
    case "person-times":
      return PERSON_TIMES.has(amount.unit) && counted.quantity?.name !== SERVED;
    case "people":
      return PEOPLE.has(amount.unit);
    case "hours":
      return !measure.perPerson && amount.unit === "小时";
    default:
      return false;
  }
}

/** 组织生活会查摆问题12条: what was found wanting is not what was decided. */
function isProblem(seat: Seat): boolean {
  return /(?:问题|短板|不足)$/.test(textBefore(seat));
}

/** 培训 counts its 期 apart from its 次. */
function isQuantity(unit: string, { kinds }: Field, { kinds: known }: Lexicon): boolean {
  if (unit === "次") return false;
  return kinds.some((name) =>
    known.get(name)?.quantities.some(({ name: own, units }) => !isTimes(own) && units.includes(unit)),
  );
}

function isTimes(quantity: string): boolean {
  return quantity === "次数";
}

/** 撰写心得28次: works are counted in 次 by some reports. */
function isLoose({ id }: Field, { seat: { amount }, counted }: Sought): boolean {
  return counted.kinds.length === 1 && id === counted.kinds[0] && TIMES.has(amount.unit);
}
