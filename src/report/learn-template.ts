import { numeral } from "../ledger/display.ts";
import { NO_UNIT } from "./free-blank.ts";
import { simplified } from "./learn/clean.ts";
import type { Decision } from "./learn/decision.ts";
import { type Edit, ordered } from "./learn/edit.ts";
import { linesOf, listEdits } from "./learn/lists.ts";
import { freeMeasure, spanBefore, wholes } from "./learn/wholes.ts";
import { yearsIn } from "./learn/years.ts";
import type { Learnt, Names, Slot } from "./learn.ts";

type Year = {
  readonly year: number | null;
  /** What a person said of single numbers. */
  readonly decisions?: readonly Decision[];
  /** Lines that begin with a number of Word's own, by where they begin: how long it is. */
  readonly numbered?: ReadonlyMap<number, number>;
};

/**
 * A past report as a Markdown template: its words kept, tallies become fields or free measures, other numbers
 * and promises visible blanks, the years Y, Y−1 and Y+1 roll. Habits (每季度至少一次) stay as they are written.
 */
export function learnTemplate(learnt: Learnt, names: Names, year: Year): string {
  const points = Array.from(learnt.text);
  const edits = templateEdits(learnt, names, year);
  const blocks: string[] = [];
  for (const { start, end } of linesOf(points)) {
    const line = edited(points, { start, end }, edits).trim();
    if (line !== "") blocks.push(line.startsWith("{{每项") ? repeatedBlock(line) : marked(line, blocks.length === 0));
  }
  return `${blocks.join("\n\n")}\n`;
}

function repeatedBlock(line: string): string {
  return line.replace(/^(\{\{每项 [^}]*\}\})([^。]*。)/, "$1**$2**");
}

/** What a template says instead of the numbers, years and lists of a past report, in order; none overlaps another. */
export function templateEdits(
  { text, slots }: Learnt,
  names: Names,
  { year, decisions = [], numbered }: Year,
): readonly Edit[] {
  const points = Array.from(text);
  const lists = listEdits(linesOf(points, numbered));
  const told = decided(wholes({ text, slots }, names), decisions);
  const numbers = apart(told.flatMap((slot) => slotEdit(slot, points, names)));
  const others = [...numbers, ...yearsIn(points, year)];
  const free = others.filter(({ start, end }) => !lists.some((list) => start < list.end && list.start < end));
  return ordered([...lists, ...free]);
}

/** Blanks that are numbers, each with a name of its own: 资金（万元）, 资金其二（万元）. */
function apart(edits: readonly Edit[]): Edit[] {
  const seen = new Map<string, number>();
  return edits.map((edit) => {
    const n = (seen.get(edit.text) ?? 0) + 1;
    seen.set(edit.text, n);
    return n === 1 ? edit : { ...edit, text: edit.text.replace(/(?<=^【待填：[^（]+)(?=（)/, `其${numeral(n)}`) };
  });
}

/** A line with its edits; what overlaps an edit before it is left out. */
function edited(
  points: readonly string[],
  { start, end }: { start: number; end: number },
  edits: readonly Edit[],
): string {
  let out = "";
  let at = start;
  for (const edit of edits) {
    if (edit.start < at || edit.end > end) continue;
    out += plain(points.slice(at, edit.start).join("")) + edit.text;
    at = edit.end;
  }
  return out + plain(points.slice(at, end).join(""));
}

/** What means something in a template means nothing in a report. */
function plain(text: string): string {
  return text
    .replace(/\*\*/g, "")
    .replace(/##[A-Za-z]{2,24}##/g, "")
    .replace(/[{｛]{2,}/g, "{ {")
    .replace(/[}｝]{2,}/g, "} }")
    .replace(/\[\[/g, "[ [")
    .replace(/\]\]/g, "] ]")
    .replace(/<!--/g, "<!- -");
}

const LEAD = /^((?:[一二三四五六七八九十]{1,2}[是要])[^。；*【{]{1,60}[。；：])(?=.)/;

/** Headings by their numbering, the lead of a paragraph in bold. */
function marked(line: string, isFirst: boolean): string {
  if (isFirst) return `# ${line.replace(/^#+\s*/, "")}`;
  if (/^#{1,4}\s/.test(line)) return line;
  if (/^[一二三四五六七八九十]{1,3}[、.．]/.test(line)) return `## ${line}`;
  if (/^[（(][一二三四五六七八九十]{1,3}[）)]/.test(line)) return runIn(line);
  if (/^\d{1,2}[.、．][^。]{1,30}$/.test(line)) return `#### ${line}`;
  return line.replace(LEAD, "**$1**").replace(/^#/, "＃");
}

/** `（一）` and its first sentence are the heading; the rest runs in on the line below. */
function runIn(line: string): string {
  const stop = line.indexOf("。");
  const [head, body] = stop < 0 ? [line, ""] : [line.slice(0, stop + 1), line.slice(stop + 1)];
  return body === "" ? `### ${head}` : `### ${head}\n${body}`;
}

function decided(slots: readonly Slot[], decisions: readonly Decision[]): Slot[] {
  const said = new Map(decisions.map(({ slot, field }) => [slot, field]));
  return slots.flatMap((slot, n): Slot[] => {
    const field = said.get(n);
    if (field === undefined) return [slot];
    if (field === "keep") return [];
    return [{ ...slot, field, role: field === null ? "manual" : "tally" }];
  });
}

function slotEdit(slot: Slot, points: readonly string[], names: Names): Edit[] {
  if (slot.role === "quota" || slot.unit === "年" || isTerm(slot)) return [];
  if (isOfPlace(slot, points)) return [];
  if (slot.role === "plan" && slot.unit.endsWith("前"))
    return [{ start: slot.start, end: slot.end, text: "【待填：月份】" }];
  const before = points.slice(Math.max(0, slot.start - 24), slot.start).join("");
  const after = points.slice(slot.end, slot.end + 24).join("");
  const start = slot.start - Array.from(/(?:大约|约|将近|近|超过|超|逾)\s*$/.exec(before)?.[0] ?? "").length;
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
const IDLE = /^(?:其中|另有|全年|今年|年内|支部|一年来|先后|累计|共计?|还|并|已)+(?=[一-龥]{2})/;
const CELLS = /(?:\n[\d.,]+\s*[一-龥]{1,3})*\n$/;

/** What was done with them is no name: 活动场所进行了修缮. */
const DID = /(?<=^[一-龥]{2,8})(?:进行|予以|给予|开展|完成|顺利|成功|如期|荣?获|被).*$/;

type Beside = { readonly before: string; readonly after: string; readonly names: Names };

/** A few of the words that the number stood with, those of its row where it fills a cell of a table. */
function labelOf(slot: Slot, { before, after, names }: Beside): string {
  if (slot.kinds.length > 0) return (spanBefore(before) || partOf(slot, names)) + slot.kinds.join("、");
  const following = /^[一-龥]{2,10}/.exec(after)?.[0].replace(DID, "");
  const told = before
    .replace(CELLS, "")
    .replace(/(?:大约|约|将近|近|超过|超|逾|共计?|累计)\s*$/, "")
    .replace(/[“”]/g, "");
  const preceding = /(?:\d+岁)?[一-龥]{2,10}$/.exec(told)?.[0];
  return following ?? preceding?.replace(IDLE, "") ?? "数量";
}
