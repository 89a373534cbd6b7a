import type { Seat } from "./seat.ts";
import {
  isAllOurs,
  isCrowd,
  isExisting,
  isFigure,
  isHavingByNow,
  isOfWhom,
  isOwn,
  isReached,
  isShare,
  isStaff,
  isThereMerely,
} from "./stance/being.ts";
import { isActedOn, isChanged, isCompleted, isDoer, isGoneTo, isListed } from "./stance/deeds.ts";
import { isFrame, isLesson, isScheme } from "./stance/frames.ts";
import { isCircumstance, isSeated, isSizeOfTeam, isSteady, isThoseWho, isToday } from "./stance/settings.ts";
import type { UnitClass } from "./units.ts";
import { type View, viewOf } from "./view.ts";

/**
 * Whether the verb that a number depends on tells a deed, what there is, or only what something is told by or reaches
 * to; null where the words around decide.
 */
export type Stance = "deed" | "being" | "frame" | null;

type Rule = {
  readonly stance: "deed" | "being" | "frame";
  /** An example of it. */
  readonly says: string;
  readonly of: readonly UnitClass[];
  readonly if: (view: View) => boolean;
};

const PERSON: readonly UnitClass[] = ["person"];
const THINGS: readonly UnitClass[] = ["any", "thing", "work"];
const ALL: readonly UnitClass[] = [...THINGS, "person"];

/** The first rule that fits decides. */
const RULES: readonly Rule[] = [
  { stance: "frame", says: "对照5大类28项指标, 利用电视台等12家媒体, 带领21个村", of: ALL, if: isFrame },
  { stance: "frame", says: "受到了一次深刻的教育", of: ["event"], if: isLesson },
  { stance: "frame", says: "1名党员联系3户", of: ALL, if: isScheme },
  { stance: "frame", says: "在12名骨干的带动下, 面对300名留守老人", of: ALL, if: isCircumstance },
  { stance: "deed", says: "对4个场所进行了修缮, 将3个支部合并", of: ALL, if: isActedOn },
  { stance: "deed", says: "工会等3个党委、文联等2个总支顺利换届", of: ALL, if: isChanged },
  { stance: "deed", says: "完成了20个党支部的阵地提升工作", of: ["any"], if: isCompleted },
  { stance: "deed", says: "先后到26个村调研督查", of: ["any", "work"], if: isGoneTo },
  { stance: "deed", says: "2人递交了申请书, 共有40个单位进行了述职", of: ["person", "any"], if: isDoer },
  { stance: "deed", says: "出动货车一辆, 投稿《…》一篇", of: ["thing", "work", "any"], if: isListed },
  { stance: "being", says: "从业人数800人, 基层党组织数210个", of: ALL, if: isFigure },
  { stance: "being", says: "园区的个体企业共有210家", of: ALL, if: isExisting },
  { stance: "being", says: "目前全区已有25家商户建立了台账", of: ALL, if: isHavingByNow },
  { stance: "being", says: "88家企业中, 有80人的工会", of: ALL, if: isOfWhom },
  { stance: "being", says: "我区90户企业", of: ["any", "work"], if: isAllOurs },
  { stance: "being", says: "支部32个成员", of: ["any", "person"], if: isOwn },
  { stance: "being", says: "平台覆盖38个村2100户, 分别联系18个党支部", of: ALL, if: isReached },
  { stance: "being", says: "配备了4名专职人员, 抽调9人作为成员", of: PERSON, if: isStaff },
  { stance: "being", says: "种植能手达300人", of: PERSON, if: isCrowd },
  { stance: "being", says: "结果为好的有12个, 较好的9个，占总数的40%", of: ALL, if: isShare },
  { stance: "being", says: "一支60人的队伍", of: PERSON, if: isSizeOfTeam },
  { stance: "being", says: "9个科室负责人为成员", of: ["any", "person"], if: isSeated },
  { stance: "being", says: "全体67名职工齐心协力", of: PERSON, if: isSteady },
  { stance: "being", says: "负责巡查的网格员有9人", of: ["any", "person", "work"], if: isThoseWho },
  { stance: "being", says: "发展到今天的320名会员", of: ALL, if: isToday },
  { stance: "being", says: "20名民警挤在一间办公室", of: ["person", "work"], if: isThereMerely },
];

/** What the verb that a number depends on says of it. */
export function stanceOf(seat: Seat): Stance {
  const view = viewOf(seat);
  const found = RULES.find((rule) => rule.of.includes(seat.amount.counts) && rule.if(view));
  return found?.stance ?? null;
}
