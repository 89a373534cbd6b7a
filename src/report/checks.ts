import type { Value } from "./values.ts";

/** Something the secretary should look at before signing. Shown, never blocking. */
export type Check = {
  readonly id: string;
  readonly level: "warning" | "notice";
  readonly text: string;
  readonly fields: readonly string[];
};

/** A record kept out of the numbers until a question about it is answered. */
export type Held = {
  readonly record: number;
  /** What is in doubt, in Chinese: 类别, 日期, 是否同一次. */
  readonly reason: string;
  readonly question: string;
  /** The day since when it waits. */
  readonly since: string;
};

/** The first is usually part of the second: it should not be more. */
const PARTS: readonly (readonly [part: string, whole: string])[] = [
  ["研讨交流", "集中学习"],
  ["总支扩大会议", "总支会议"],
  ["书记讲党课", "党课"],
];

const HELD_SHARE = 0.1;

/** What does not fit together in a draft. `counted` is the number of the year's counted records. */
export function checks(values: readonly Value[], held: readonly Held[], counted: number): Check[] {
  return [...tooManyHeld(held.length, counted), ...tooLargeParts(values), ...overruled(values)];
}

/** What differs from the values that a year had when it was closed. */
export function changesSince(closed: readonly Value[], values: readonly Value[]): Check[] {
  const before = new Map(closed.map((value) => [value.field, value]));
  return values.flatMap(({ field, label, value, display }) => {
    const old = before.get(field);
    if (old === undefined || old.value === value) return [];
    const text = `封账后变动：${label} ${old.value === null ? "空" : old.display} → ${value === null ? "空" : display}。`;
    return [{ id: `closed:${field}`, level: "notice" as const, text, fields: [field] }];
  });
}

function tooManyHeld(held: number, counted: number): Check[] {
  const all = held + counted;
  if (held === 0 || held <= all * HELD_SHARE) return [];
  const share = Math.round((held / all) * 100);
  const text = `${all} 条记录中有 ${held} 条待确认（${share}%），没有计入，数字可能偏少。`;
  return [{ id: "held", level: "warning", text, fields: [] }];
}

function tooLargeParts(values: readonly Value[]): Check[] {
  const byField = new Map(values.map((value) => [value.field, value]));
  return PARTS.flatMap(([part, whole]) => {
    const [small, large] = [byField.get(part), byField.get(whole)];
    if (small?.value == null || large?.value == null || small.value <= large.value) return [];
    const text = `${small.label} ${small.display} 多于${large.label} ${large.display}，请核对。`;
    return [{ id: `part:${part}`, level: "notice" as const, text, fields: [part, whole] }];
  });
}

function overruled(values: readonly Value[]): Check[] {
  return values
    .filter(({ source, warnings }) => source === "manual" && warnings.length > 0)
    .map(({ field, label, warnings }) => ({
      id: `manual:${field}`,
      level: "notice" as const,
      text: `${label}：${warnings.join("；")}。`,
      fields: [field],
    }));
}
