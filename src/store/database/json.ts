import type { Bound, Quantity } from "../../ledger/activity.ts";
import { ABOUTS, type Doubt, REASONS } from "../../ledger/understand/reading.ts";

// Columns of JSON are read back with a check: a value that is not what was written is a
// broken database, and is thrown rather than counted.

const BOUNDS: ReadonlySet<unknown> = new Set<Bound>(["exact", "least", "approx"]);
const ABOUT: ReadonlySet<unknown> = new Set(ABOUTS);
const REASON: ReadonlySet<unknown> = new Set(REASONS);

const EMPTY: readonly never[] = [];

export function parseStrings(json: string): readonly string[] {
  return parseList(json, isString);
}

export function parseNumbers(json: string): readonly number[] {
  return parseList(json, isNumber);
}

export function parseQuantities(json: string): readonly Quantity[] {
  return parseList(json, isQuantity);
}

export function parseDoubts(json: string): readonly Doubt[] {
  return parseList(json, isDoubt);
}

function isBound(value: unknown): value is Bound {
  return BOUNDS.has(value);
}

function parseList<T>(json: string, is: (value: unknown) => value is T): readonly T[] {
  if (json === "[]") return EMPTY;
  const value: unknown = JSON.parse(json);
  if (Array.isArray(value) && value.every(is)) return value;
  throw new Error("the store holds a list that this program did not write");
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isQuantity(given: unknown): given is Quantity {
  if (!isObject(given)) return false;
  const { name, unit, value, bound } = given;
  return isString(name) && isString(unit) && isNumber(value) && isBound(bound);
}

export function isDoubt(given: unknown): given is Doubt {
  if (!isObject(given)) return false;
  const { about, reason, words, options } = given;
  return ABOUT.has(about) && REASON.has(reason) && isString(words) && Array.isArray(options) && options.every(isString);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
