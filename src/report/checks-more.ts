import type { Day } from "../ledger/activity.ts";
import { displayAmount } from "../ledger/display.ts";
import { type Duty, standings } from "../ledger/duties.ts";
import type { Field } from "../ledger/fields.ts";
import { indexActivities, type Tally, tally } from "../ledger/measure.ts";
import { isWeeklyStudy, STUDIES } from "../ledger/promises.ts";
import type { Check, Checked } from "./checks.ts";
import { readManual } from "./manual.ts";
import type { Value } from "./values.ts";

const notice = (id: string, text: string, fields: readonly string[]): Check => ({ id, level: "notice", text, fields });

/** Every time somebody takes part: people counted once, and times held, cannot be more than 人次. */
export function tooFewPersonTimes({ values, named, fields, rows, catalogue, scope }: Checked): Check[] {
  const byField = new Map(values.map((value) => [value.field, value]));
  const wanted = new Set(named);
  const counting = fields.filter(({ id, measure }) => wanted.has(id) && measure.by === "person-times");
  if (counting.length === 0) return [];
  const index = indexActivities(rows, catalogue, scope);
  return counting.flatMap((field) => {
    const value = byField.get(field.id);
    if (value?.value == null) return [];
    const people = tally({ ...field, measure: { by: "people" } }, index);
    const times = tally({ ...field, measure: { by: "times" } }, index);
    return more(value, people, "人") ?? more(value, times, "次") ?? [];
  });
}

function more(value: Value, { value: other }: Tally, unit: string): Check[] | null {
  if (other === null || value.value === null || other <= value.value) return null;
  const what = unit === "人" ? `参加过的人就有 ${other} 人` : `活动就有 ${other} 次`;
  return [notice(`person-times:${value.field}`, `${value.label} 是 ${value.display}，但${what}。`, [value.field])];
}

/** A claim such as 每周一集中领学: the weekday, and the words up to what is done. */
const CLAIM = /每周([一二三四五六日天])?([^。；;！\n]{0,16}?)(领学|集中学习|学习)/;

/** The claim of weekly study that a report makes, or that was promised for its year, against the weeks with records. */
export function missedWeeks({ text, weekRows, year, madeOn, promises, catalogue, scope }: Checked): Check[] {
  const words = CLAIM.exec(text)?.[0];
  const promised = promises.find(isWeeklyStudy);
  if (words === undefined && promised === undefined) return [];
  // What the text claims is of the whole year.
  const from = words === undefined ? promised?.since : undefined;
  const duty = { ...WEEKLY_STUDY, minimum: promised?.minimum ?? 1, ...(from === undefined ? {} : { from }) };
  const where = { catalogue, organisation: scope.organisation, year, today: madeOn as Day };
  const stands = standings([duty], weekRows, where).map(({ standing }) => standing);
  const missing = stands.filter((standing) => standing === "missing").length;
  if (missing === 0) return [];
  const done = stands.filter((standing) => standing === "done").length;
  const claim = words === undefined ? `${year} 年承诺“${promised?.text}”` : `文中写“${words}”`;
  const said = `${claim}，${done + missing} 周里有记录的是 ${done} 周，请核对或补记。`;
  return [notice("weekly", said, ["集中学习"])];
}

/** As a duty, so that the draft and the calendar of duties count the same weeks. */
const WEEKLY_STUDY: Omit<Duty, "minimum"> = {
  ...{ id: "每周学习", kinds: STUDIES, period: "week", when: [], usual: true },
  ...{ wording: "每周学习", source: "报告" },
};

/** A list whose stated length is not that of its items, or that has a length and no items. */
export function unevenLists({ fields, values, manual, items, named }: Checked): Check[] {
  const byField = new Map(values.map((value) => [value.field, value]));
  return fields.flatMap((field) => {
    const given = manual.get(field.id);
    const value = byField.get(field.id);
    if (field.measure.by !== "list" || given === undefined || value?.value == null) return [];
    const read = readManual(field, given.text);
    const stated = read.ok ? read.stated : undefined;
    const listed = items.get(field.id)?.length ?? 0;
    if (stated !== undefined && stated !== listed) {
      return [
        notice(`list:${field.id}`, `${field.label}写的是 ${stated}${field.unit}，列出的是 ${listed}${field.unit}。`, [
          field.id,
        ]),
      ];
    }
    if (listed > 0 || value.value === 0 || !named.includes(field.id)) return [];
    const text = `${field.label}只写了 ${value.display}，没有逐条写内容，整改情况会留空。`;
    return [notice(`list:${field.id}`, text, [field.id])];
  });
}

/** From this many on, a value that doubled or halved is worth a look. */
const ENOUGH = 4;
const MOST_TOLD = 5;

/** Values of the template's fields that are far off last year's. Fewer is told only when the year is nearly over. */
export function farFromLastYear({ values, before, named, fields, year, madeOn }: Checked): Check[] {
  const byField = new Map(before.map((value) => [value.field, value]));
  const known = new Map(fields.map((field) => [field.id, field]));
  const wanted = new Set(named);
  const isOver = madeOn >= `${year}-12-01`;
  const far = values.flatMap((value) => {
    const last = byField.get(value.field);
    const field = known.get(value.field);
    if (!wanted.has(value.field) || field === undefined || last?.value == null || value.value === null) return [];
    if (!isFar(value.value, last.value, isOver)) return [];
    return [notice(`last-year:${value.field}`, told(field, value, last), [value.field])];
  });
  return far.slice(0, MOST_TOLD);
}

function isFar(now: number, before: number, isOver: boolean): boolean {
  if (Math.max(now, before) < ENOUGH) return false;
  return now >= before * 2 || (isOver && now * 2 <= before);
}

function told(field: Field, value: Value, last: Value): string {
  const before = displayAmount({ value: last.value ?? 0, bound: "exact" }, field.unit);
  return `${value.label} ${value.display}，上一年是 ${before}，相差较大。`;
}
