import type { Amount, Bound, Quantity } from "../ledger/activity.ts";
import type { Kind } from "../ledger/kinds.ts";
import { readDuration, readHeadcount } from "../ledger/understand/message.ts";
import type { Columns } from "./import-columns.ts";
import type { TableCell } from "./table-cell.ts";

function boundOf(name: string, notes: string): Bound {
  if (notes.includes(`${name}为约数`)) return "approx";
  return notes.includes(`${name}为下限`) ? "least" : "exact";
}

/** A headcount; nothing for an empty cell, one sentence where it cannot be read. Our own workbooks tell in the notes what is approximate. */
export function peopleOf(cell: TableCell, notes: string): Amount | null | string {
  if (cell === null) return null;
  const amount = readHeadcount(String(cell));
  if (amount === null) return `看不懂人数“${String(cell).trim()}”`;
  return amount.bound === "exact" ? { ...amount, bound: boundOf("人数", notes) } : amount;
}

/** Numbers alone are hours, or minutes where the heading says so. */
export function minutesOf(cell: TableCell, { used }: Columns, notes: string): Amount | null | string {
  if (cell === null) return null;
  const heading = used.find(([, role]) => role === "时长")?.[0] ?? "";
  const text = String(cell).normalize("NFKC").trim();
  const number = typeof cell === "number" ? cell : /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  const told = number === null ? readDuration(text) : null;
  const minutes = number === null ? told?.value : number * (heading.includes("分") ? 1 : 60);
  if (minutes === undefined || minutes < 0) return `看不懂时长“${text}”`;
  return { value: Math.round(minutes), bound: told?.bound === "approx" ? "approx" : boundOf("时长", notes) };
}

const QUANTITY = /^(?:(\D+?)\s*)?(\d+(?:\.\d+)?)\s*([^\d\s]*)$/;

/** `议定事项 3 个；报备 1 次`, `3篇`; a number alone is the kinds' own quantity where they have but one. */
export function quantitiesOf(cell: TableCell, kinds: readonly Kind[], notes: string): Quantity[] | string {
  if (cell === null) return [];
  const known = kinds.flatMap(({ quantities }) => quantities);
  const made: Quantity[] = [];
  for (const part of String(cell)
    .normalize("NFKC")
    .split(/[;；,，、\n]/)) {
    if (part.trim() === "") continue;
    const [, name, digits, unit = ""] = QUANTITY.exec(part.trim()) ?? [];
    if (digits === undefined) return `看不懂数量“${part.trim()}”`;
    const fitting = known.find(
      (one) =>
        one.name === name || (name === undefined && (unit === "" ? known.length === 1 : one.units.includes(unit))),
    );
    const called = name ?? fitting?.name;
    if (called === undefined) return `看不懂数量“${part.trim()}”，请写成“议定事项 3 个”这样`;
    made.push({
      name: called,
      value: Number(digits),
      unit: unit || (fitting?.units[0] ?? ""),
      bound: boundOf(called, notes),
    });
  }
  return made;
}
