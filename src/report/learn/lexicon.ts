import type { Field } from "../../ledger/fields.ts";
import type { Catalogue, Kind, QuantityKind } from "../../ledger/kinds.ts";
import { isVerbAhead } from "../../ledger/understand/vocabulary.ts";
import { clean } from "./clean.ts";
import { NO_KINDS, REPORT_WORDS, WEAK_WORDS } from "./report-words.ts";

/** What may be named: the fields of the report and the kinds of the ledger. */
export type Names = { readonly fields: readonly Field[]; readonly catalogue: Catalogue };

type Meaning = { readonly is: "phrase" } | { readonly is: "kind"; readonly kind: string; readonly weak: boolean };

/** The names compiled for reading reports. */
export type Lexicon = {
  readonly fields: readonly Field[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Words by their first character, the longest first. */
  readonly words: ReadonlyMap<string, readonly (readonly [word: string, meaning: Meaning])[]>;
  /** 学习教育 for 学习教育活动: read as the kind in 学习教育、志愿服务等活动. */
  readonly stems: ReadonlyMap<string, readonly (readonly [stem: string, kind: string, ending: string])[]>;
  /** By kind, the words that announce an amount of it: 议定, 报备, 撰写. */
  readonly announcers: ReadonlyMap<string, readonly (readonly [word: string, quantity: QuantityKind])[]>;
};

type Word = { readonly end: number; readonly meaning: Meaning };

const ENDINGS = ["工作会议", "会议", "活动"];

/** Compiles the names; about a millisecond for the shipped ones. */
export function lexicon({ fields, catalogue }: Names): Lexicon {
  const words = new Map<string, Meaning>();
  const known = new Map(catalogue.kinds.map((kind) => [kind.name, kind]));
  const add = (kind: string, names: readonly string[], weak = false) => {
    if (known.has(kind)) for (const name of names) words.set(spelled(name), { is: "kind", kind, weak });
  };
  for (const phrase of [...catalogue.phrases, ...NO_KINDS]) words.set(spelled(phrase), { is: "phrase" });
  for (const [kind, names] of Object.entries(WEAK_WORDS)) add(kind, names, true);
  for (const [kind, names] of Object.entries(REPORT_WORDS)) add(kind, names);
  for (const { name, aliases } of catalogue.kinds)
    if (name !== "其他") add(name, [...aliases.filter((a) => a.length > 1), name]);
  add("捐款捐物", ["捐"]);
  return {
    fields,
    kinds: known,
    words: byFirst(words),
    stems: stemsOf(catalogue),
    announcers: announcersOf(catalogue),
  };
}

/** The longest word that begins at `at`. */
export function wordAt(s: string, at: number, { words }: Lexicon): Word | null {
  for (const [word, meaning] of words.get(s.charAt(at)) ?? []) {
    const end = at + word.length;
    if (s.startsWith(word, at) && !isVerbAhead(word, s.slice(end, end + 3))) return { end, meaning };
  }
  return null;
}

/** The stem of an enumeration that ends as the kind does: the 党建 of 党建、党风廉政建设工作会议. */
export function stemAt(
  s: string,
  at: number,
  { stems }: Lexicon,
): { readonly end: number; readonly kind: string } | null {
  for (const [stem, kind, ending] of stems.get(s.charAt(at)) ?? []) {
    const end = at + stem.length;
    if (!s.startsWith(stem, at) || !/[暨和与及、]/.test(s.charAt(end))) continue;
    const rest = /^[^，。；：！？\n]*/.exec(s.slice(end, end + 40))?.[0] ?? "";
    if (rest.includes(ending)) return { end, kind };
  }
  return null;
}

function spelled(word: string): string {
  return clean(word).s;
}

function byFirst<Entry extends readonly [string, ...unknown[]]>(entries: Iterable<Entry>): Map<string, Entry[]> {
  const map = new Map<string, Entry[]>();
  for (const entry of [...entries].sort(([a], [b]) => b.length - a.length)) {
    const list = map.get(entry[0].charAt(0));
    if (list === undefined) map.set(entry[0].charAt(0), [entry]);
    else list.push(entry);
  }
  return map;
}

function stemsOf({ kinds }: Catalogue): Lexicon["stems"] {
  const found = kinds.flatMap(({ name }) => {
    const ending = ENDINGS.find((one) => name.endsWith(one));
    const stem = ending === undefined ? "" : name.slice(0, -ending.length);
    const whole = stem.length >= 2 && !stem.startsWith("总支");
    return ending !== undefined && whole ? [[stem, name, ending === "工作会议" ? "会" : ending] as const] : [];
  });
  return byFirst(found);
}

function announcersOf({ kinds }: Catalogue): Lexicon["announcers"] {
  // A word of one character is inside of others: 制定措施2条 decides nothing.
  const wordsOf = (quantity: QuantityKind) =>
    [...new Set([quantity.name, ...quantity.words.filter((word) => word.length > 1)])].map(
      (word) => [spelled(word), quantity] as const,
    );
  return new Map(
    kinds.map(({ name, quantities }) => [name, quantities.flatMap(wordsOf).sort(([a], [b]) => b.length - a.length)]),
  );
}
