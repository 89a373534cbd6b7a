import { isCountedBy } from "./counted-by.ts";
import { SUM } from "./ground.ts";
import { isMissed, isOther } from "./missed.ts";
import { isOfRule } from "./norm.ts";
import { isGoneOnWith, isOutcome, isTotal } from "./outcome.ts";
import { isPlace } from "./place.ts";
import { isDoing } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";
import { isSpoken } from "./spoken.ts";
import { isThere } from "./standing.ts";
import { isState } from "./state.ts";

/** 9个方面36条标准 is what a document says; 制定标准36条 was done. */
const RULES = /^(?:具体指标|标准|要求|规定|纪律|禁令|准则|条款|红线)/;
/** 六项重点内容 is how a text is divided. */
const TOPICS = /^(?:重点)?(?:内容|要求|原则|措施|举措|职责|职能|议程|纪律|清单)/;

/** 距县城X公里, 方圆X平方公里: where a village lies. */
const DISTANCE = /(?:距|相距|距离|方圆|占地|面积|海拔|全长)[^，。]{0,6}$|(?:耕地|林地|水田|旱地|山场)(?:约|有|共)?$/;

/** Tally where the ledger counts it, manual where a person can vouch for it, null where nobody keeps it. */
export function keptRole(situation: Situation): "tally" | "manual" | null {
  const { seat, counted, stance } = situation;
  if (seat.amount.style === "blank") return blankRole(situation);
  if (stance === "deed" ? isMissed(seat) || isOther(seat) || isOfRule(seat) : isNobodys(situation)) return null;
  if (counted.kinds.length > 0 && isCountedBy(seat, counted)) return "tally";
  if (stance === "deed") return "manual";
  if (isThere(situation)) return null;
  return isManual(situation) ? "manual" : null;
}

function blankRole({ seat, counted, ground }: Situation): "tally" | "manual" | null {
  if (ground !== "done" && DISTANCE.test(textBefore(seat))) return null;
  return counted.kinds.length > 0 ? "tally" : "manual";
}

function isManual({ seat, ground, keptBefore }: Situation): boolean {
  if (isOutcome(seat) || (ground === "done" && SUM.test(textBefore(seat)))) return true;
  return keptBefore && isGoneOnWith(seat);
}

function isNobodys(situation: Situation): boolean {
  const { seat, counted } = situation;
  if (situation.stance === "frame") return true;
  if (isMissed(seat) || isOther(seat) || isRule(seat) || clauseText(seat).startsWith("即")) return true;
  if (isVague(seat) || isLength(seat) || isNorm(seat) || isOfRule(seat) || isState(situation)) return true;
  if (isPlace(seat) && counted.quantity === null) return true;
  return seat.amount.style === "chinese" && !isSpoken(seat, counted);
}

/** 自选1-2个主题 is what each is to do. */
function isNorm({ reader, amount }: Seat): boolean {
  return (amount.value ?? 0) <= 10 && /[-~至到]/.test(reader.s.slice(amount.start, amount.end));
}

/** 方圆3公里周边路网: how far something reaches. */
const AROUND = /(?:方圆|半径)(?:约|近|达)?$/;

/** 近2小时的义诊 and 巡讲3次6天 tell how long it took. */
function isLength(seat: Seat): boolean {
  if (seat.amount.unit === "天" && seat.previous?.amount.counts === "event" && textBefore(seat) === "") return true;
  if (
    seat.amount.counts === "time" &&
    /(?:为期|历时|用时|耗时|持续|(?:^|[共只仅])[用花])了?(?:约|近|为)?$/.test(textBefore(seat))
  )
    return true;
  if (AROUND.test(textBefore(seat))) return true;
  const isOfSomething = seat.amount.counts === "time" && /^的/.test(textAfter(seat));
  return isOfSomething && !/共|累计|合计|总计|全年/.test(textBefore(seat));
}

/** 20分钟 says how long, 一批 of things not how many. */
function isVague(seat: Seat): boolean {
  const { unit, value } = seat.amount;
  return unit === "分钟" ? !isTotal(seat) : (unit === "批" && value === 1) || isOfSingles(seat);
}

/** 30元、50元、100元，大家纷纷伸出援手: what single people gave. */
function isOfSingles(seat: Seat): boolean {
  if (seat.amount.counts !== "money" || seat.clause.amounts.length < 2) return false;
  return /^[\d.]+元(?:、[\d.]+元)+$/.test(clauseText(seat));
}

function isRule(seat: Seat): boolean {
  if (/分[为成作]?$/.test(textBefore(seat)) && seat.amount.counts === "event") return true;
  if (seat.amount.style === "chinese" && TOPICS.test(textAfter(seat))) return true;
  return !seat.last && RULES.test(textAfter(seat)) && !isDoing(textBefore(seat));
}
