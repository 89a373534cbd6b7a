import type { Amount, Bound, Quantity } from "../../ledger/activity.ts";
import type { Kind } from "../../ledger/kinds.ts";
import { readDuration, readHeadcount } from "../../ledger/understand/message.ts";
import type { TableCell } from "./cell.ts";
import { type AmountColumn, type Columns, NUMBER } from "./columns.ts";

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
    made.push(quantity({ name: called, value: Number(digits), unit: unit || (fitting?.units[0] ?? "") }, notes));
  }
  return made;
}

/** The amount in a column of its own; none where the cell is empty or says 0. */
export function columnQuantity(
  cell: TableCell,
  { name, unit: told }: AmountColumn,
  kinds: readonly Kind[],
  notes: string,
): Quantity[] {
  const [, digits = "0", beside = ""] = NUMBER.exec(String(cell ?? "").normalize("NFKC")) ?? [];
  if (Number(digits) === 0) return [];
  const unit = beside || told;
  const known = kinds.flatMap(({ quantities }) => quantities);
  const fitting = known.find((one) => one.name === name) ?? known.find(({ units }) => units.includes(unit));
  const made = { name: fitting?.name ?? name, value: Number(digits), unit: unit || (fitting?.units[0] ?? "") };
  return [quantity(made, notes)];
}

/** Money and what else is told in 万 is kept in ones. */
function quantity({ name, value, unit }: Omit<Quantity, "bound">, notes: string): Quantity {
  const isMany = unit.length > 1 && unit.startsWith("万");
  const ones = isMany ? { value: Math.round(value * 1e6) / 100, unit: unit.slice(1) } : { value, unit };
  return { name, ...ones, bound: boundOf(name, notes) };
}
