import { NO_UNIT } from "../free-blank.ts";
import type { Names, Slot } from "../learn.ts";
import { simplified } from "./clean.ts";
import type { Edit } from "./edit.ts";
import { endsDoing, isDoing } from "./predicates.ts";
import { freeMeasure, spanBefore } from "./wholes.ts";

/** What a template says instead of one number; nothing where the number stays as it is written. */
export function slotEdit(slot: Slot, points: readonly string[], names: Names): Edit[] {
  if (slot.role === "quota" || slot.unit === "年" || isTerm(slot)) return [];
  if (isOfPlace(slot, points)) return [];
  if (slot.role === "plan" && slot.unit.endsWith("前")) return [deadlineEdit(slot, points)];
  const before = points.slice(Math.max(0, slot.start - 24), slot.start).join("");
  const after = points.slice(slot.end, slot.end + 24).join("");
  const start = slot.start - Array.from(ABOUT.exec(before)?.[0] ?? "").length;
  const phrase = unitAfter(slot.unit, after);
  const label = labelOf(slot, { before, after: after.slice(phrase.length), names });
  return [
    {
      start,
      end: slot.end + Array.from(phrase).length,
      text: tokenOf(slot, { names, points, label, isEach: /[各均]\s*$/.test(before) }),
    },
  ];
}

/** 6月底前 loses its month, 6月30日前 its day. */
function deadlineEdit({ start, end, unit }: Slot, points: readonly string[]): Edit {
  if (!unit.startsWith("日")) return { start, end, text: "【待填：月份】" };
  const sign = /^\s*日/.exec(points.slice(end, end + 4).join(""))?.[0] ?? "";
  return { start, end: end + sign.length, text: "【待填：日期】" };
}

/** 约 goes with its number, but not that of 签约14对. */
const ABOUT = /(?:大约|(?<![签履预邀])约|将近|(?<![最附临邻])近|超过|(?<![赶反])超|逾)\s*$/;

const PEOPLE: ReadonlySet<string> = new Set(["人", "名", "位"]);

/** 下设4个党小组, 全村612户2085人 stay as written: only numbers of the branch's own people change every year. */
function isOfPlace({ role, unit, start, value }: Slot, points: readonly string[]): boolean {
  if (role !== "roster" || value === null) return false;
  const before = points.slice(Math.max(0, start - 12), start).join("");
  return !PEOPLE.has(unit) || /(?:户|人口|居民|村民|务工|留守|常住|流动)[^，。；\n]{0,4}$/.test(before);
}

/** 其中 or 计划 before what a field counts: a part of it is told here, or what was promised of it. */
function partOf({ kinds, unit, role }: Slot, { fields }: Names): string {
  if (!fields.some((field) => field.id === kinds.join("、") && field.unit === unit)) return "";
  return role === "plan" ? "计划" : "其中";
}

/** 年底前 and 上半年 stand for every year. */
function isTerm({ role, value, text }: Slot): boolean {
  return role === "plan" && value === null && /[年季]/.test(text);
}

/** 余 and 多, the unit, and 左右 behind it. */
function unitAfter(unit: string, after: string): string {
  const pattern = Array.from(unit, spelledOf).join("\\s*[余多]?\\s*");
  return new RegExp(`^\\s*[余多来]?\\s*个?${pattern}(?:左右|上下|以上|余)?`, "u").exec(simplified(after))?.[0] ?? "";
}

/** A letter of a unit as a pattern: brackets may be full-width. */
function spelledOf(letter: string): string {
  const bracket = { "(": "[(（]", ")": "[)）]" }[letter];
  return bracket ?? letter.replace(/[\\^$.*+?[\]{}|/]/, "\\$&");
}

type Naming = {
  readonly names: Names;
  readonly points: readonly string[];
  readonly label: string;
  readonly isEach: boolean;
};

function tokenOf(slot: Slot, { names, points, label, isEach }: Naming): string {
  if (slot.field !== null && slot.role !== "plan") return `{{${slot.field}}}`;
  const measure = slot.role === "tally" && !isEach ? freeMeasure(slot, names, points) : null;
  return measure === null ? `【待填：${label}（${slot.unit === "" ? NO_UNIT : slot.unit}）】` : `{{${measure}}}`;
}

/** Words that say nothing of what a number counts. */
const IDLE = /^(?:其中|另有|全年|今年|年内|支部|一年来|先后|累计|[共现]有|含|目前|共计?|还|并|已)+(?=[一-龥]{2})/;
const CELLS = /(?:\n[\d.,]+[^\S\n]*[一-龥]{0,3})*\n$/;

/** What was done with them is no name: 活动场所进行了修缮. */
const DID = /(?<=^[一-龥]{2,8})(?:进行|予以|给予|开展|完成|顺利|成功|如期|荣?获|被).*$/;

type Beside = { readonly before: string; readonly after: string; readonly names: Names };

/** A few of the words that the number stood with, those of its row where it fills a cell of a table. */
function labelOf(slot: Slot, { before, after, names }: Beside): string {
  if (slot.kinds.length > 0) return (spanBefore(before) || partOf(slot, names)) + slot.kinds.join("、");
  const following = nounIn(after);
  const told = before
    .replace(CELLS, "")
    .replace(ABOUT, "")
    .replace(/(?:共计?|累计|达到?|突破|增至|升至)\s*$/, "")
    .replace(/[“”]/g, "");
  const preceding = nounBefore(told);
  const isAhead = preceding !== undefined && !endsDoing(preceding) && (following === undefined || isVerb(following));
  return (isAhead ? preceding : following) ?? preceding ?? "数量";
}

/** 发展黄桃产业 and 组成, not 发展对象. */
function isVerb(words: string): boolean {
  return /^(?:组成|构成|编入)/.test(words) || (isDoing(words.slice(0, 2)) && isDoing(words.slice(0, 4)));
}

/** The last words, without the unit of a number before them: 28名党员累计服务. */
function nounBefore(told: string): string | undefined {
  const { index = 0, 0: words } = /(?:\d+岁)?[一-龥]{2,10}$/.exec(told) ?? {};
  if (words === undefined) return undefined;
  const noun = (/\d$/.test(told.slice(0, index)) ? words.slice(1) : words).replace(IDLE, "").replace(/由$/, "");
  return noun === "" ? undefined : noun;
}

/** 8人的后备干部库, 6名老党员颁发“……”: without what only leads there, and without a verb whose object is cut off. */
function nounIn(after: string): string | undefined {
  const words = /^的?([一-龥]{2,10})/.exec(after)?.[1]?.replace(DID, "");
  if (words === undefined || !/^的?[一-龥]{2,10}["“《\d]/.test(after) || !endsDoing(words)) return words;
  const noun = words.slice(0, -2).replace(/(?:累计|先后|[每已均都共])月?$/, "");
  return noun.length > 1 ? noun : words;
}
