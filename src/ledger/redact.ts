import { listed } from "./any-of.ts";

/** What stands where a name was. */
const SOMEBODY = "某某";

/** Changes text; what has nothing to change comes back as it is. */
export type Redact = (text: string) => string;

/** A name in a text, as UTF-16 units of it, and what is put in its place. */
export type Found = { readonly start: number; readonly end: number; readonly put: string };

/** Finds names, or replaces them. */
export type Hiding = { readonly redact: Redact; find(text: string): readonly Found[] };

/**
 * Finds or replaces some names. A longer name of somebody else that holds one is left whole, and
 * so are Latin words that only begin or end like one.
 */
export function hidingOf(names: readonly string[], others: readonly string[]): Hiding {
  const gone = new Set(names);
  const words = [...new Set([...names, ...others.filter((other) => names.some((name) => other.includes(name)))])];
  if (gone.size === 0) return { redact: (text) => text, find: () => [] };
  const longestFirst = words.sort((a, b) => b.length - a.length).map(pattern);
  const any = new RegExp(longestFirst.join("|"), "gu");
  return {
    redact: (text) => text.replace(any, (found) => (gone.has(found) ? SOMEBODY : found)),
    find: (text) =>
      [...text.matchAll(any)]
        .filter(([found]) => gone.has(found))
        .map(({ index, 0: found }) => ({ start: index, end: index + found.length, put: SOMEBODY })),
  };
}

function pattern(word: string): string {
  const plain = word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const before = /^[A-Za-z0-9]/.test(word) ? "(?<![A-Za-z0-9])" : "";
  const after = /[A-Za-z0-9]$/.test(word) ? "(?![A-Za-z0-9])" : "";
  return before + plain + after;
}

/** Words of the program's own in kept JSON, which may look like a Latin name. */
const STRUCTURE: ReadonlySet<string> = new Set(listed`
  about action block bound channel chatType face field fields half heldFor id is kind level reason source state style
`);

/** JSON text with the strings in it changed; text that is no JSON is changed as a whole. */
export function redactJson(json: string, redact: Redact): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return redact(json);
  }
  return JSON.stringify(value, (key, inner: unknown) => {
    if (typeof inner === "string") return isOurs(key, inner) ? inner : redact(inner);
    return isNamed(inner) ? renamed(inner, redact) : inner;
  });
}

/** A blank of a template, 慰问张三（次）, is a field that people named. */
function isOurs(key: string, inner: string): boolean {
  return STRUCTURE.has(key) && !(key === "field" && inner.endsWith("）"));
}

/** Whether the keys of an object are words that people wrote: those between the braces and in the blanks of a template. */
function isNamed(inner: unknown): inner is object {
  return typeof inner === "object" && inner !== null && !Array.isArray(inner) && Object.keys(inner).some(isWritten);
}

function isWritten(key: string): boolean {
  return /\p{sc=Han}/u.test(key);
}

function renamed(inner: object, redact: Redact): object {
  return Object.fromEntries(Object.entries(inner).map(([key, one]) => [isWritten(key) ? redact(key) : key, one]));
}
