import { isDescribed } from "./described.ts";
import { isDoing } from "./predicates.ts";
import type { Situation } from "./role.ts";
import { clauseText, type Seat, textAfter, textBefore } from "./seat.ts";

/** 总户数820户、人口2600人. */
const POPULATION =
  /(?:务工|打工|务工人员|劳动?力|留守(?:老人|儿童|妇女)|低保户?|五保户?|脱贫户|贫困户|监测户|危房户|养殖户|残疾人|(?:低保|五保|优抚|社救|帮扶|保障)(?:对象|人员)|总?户数|流动户|(?:总|常住|流动|户籍)?人口(?:总?数)?)(?:总?人数|户数)?(?:共|有|为|达|约|近)*$/;
/** 志愿者80名 alone is how many there are. */
const ENROLLED = /(?:^|[有共])(?:注册)?志愿者(?:共|有|近|达)*$/;
/** 志愿者中党员志愿者40人，退休志愿者25人. */
const VOLUNTEERS = /^、?(?:其中|[一-龥]{0,4}中)?[一-龥]{2,4}志愿者(?:共|有|近|达)*$/;
/** 全村X户X人, X个村民小组: whoever fills it in writes of the village, not of what was done. */
export function isOfVillage(situation: Situation): boolean {
  const { seat } = situation;
  if (isPopulation(situation) || isHouseholds(situation)) return true;
  if (/(?:有|辖|共)$/.test(textBefore(seat)) && /^(?:村|社区)$/.test(textAfter(seat))) return true;
  if (!seat.last && /^(?:村民小?组|自然村|行政村|居民小组)/.test(textAfter(seat))) return !isDoing(textBefore(seat));
  return textBefore(seat) === "" && /[户人]/.test(seat.amount.unit) && (situation.rosterBefore || isAlone(seat));
}

/** X户，X人: a clause of a number alone, behind nothing that was done. */
function isAlone({ amount, clause }: Seat): boolean {
  return amount.start === clause.start && amount.after === clause.end;
}

/** 600人外出打工. */
const AWAY = /^[一-龥]{0,4}(?:外出|在外)(?:打工|务工|经商)/;

/** Whether a number is one of inhabitants: 人口9325人, 贫困户30户. */
export function isPopulation({ seat, keptBefore, rosterBefore }: Situation): boolean {
  if (AWAY.test(textAfter(seat))) return true;
  if (isDoing(clauseText(seat)) || !(seat.last || seat.next?.start === seat.amount.after)) return false;
  const isPart = keptBefore && !rosterBefore;
  const isVolunteers = !keptBefore && seat.amount.counts === "person" && VOLUNTEERS.test(textBefore(seat));
  return isVolunteers || ENROLLED.test(textBefore(seat)) || (!isPart && POPULATION.test(textBefore(seat)));
}

/** 全村共有6个村民小组、412户1537人. */
export function isHouseholds(situation: Situation): boolean {
  const { seat, counted, rosterBefore } = situation;
  if (seat.amount.unit !== "户" || counted.kinds.length > 0) return false;
  if (/全[村社组镇乡区]$/.test(textBefore(seat)) || (rosterBefore && isOfNoun(seat))) return true;
  return (rosterBefore || isInhabited(situation)) && isDescribed(situation);
}

/** 因患病造成生活困难的家庭90户 behind 共有…: the verb belongs to the noun. */
export function isOfNoun(seat: Seat): boolean {
  if (/^\(?其中|今年|本年|年内|新(?:发展|增|招|进|入|吸)/.test(textBefore(seat))) return false;
  const noun = /的([一-龥]{2,8})$/.exec(textBefore(seat))?.[1];
  return seat.last && noun !== undefined && !isDoing(noun);
}

function isInhabited({ seat }: Situation): boolean {
  if (!seat.last && /^(?:居民|村民|住户|农户)/.test(textAfter(seat))) return true;
  return /(?:村|社区|辖区|街道|小区)[^，。]{0,4}$/.test(textBefore(seat));
}
