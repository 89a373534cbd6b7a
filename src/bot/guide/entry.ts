import type { Amount, Day, Facts } from "../../ledger/activity.ts";
import type { Catalogue } from "../../ledger/kinds.ts";
import {
  isPersonName,
  likelyKinds,
  readDay,
  readDuration,
  readHeadcount,
  readKind,
  type Vocabulary,
} from "../../ledger/understand/message.ts";
import {
  type Change,
  type Doubt,
  EMPTY_READING,
  type Now,
  type Reading,
  type Reason,
} from "../../ledger/understand/reading.ts";
import { factsOfChange } from "../records/changed-facts.ts";
import { amountText, numberText } from "../replies/describe.ts";

export const ENTRY_FIELDS = ["kind", "date", "title", "people", "hours", "place"] as const;
export type EntryField = (typeof ENTRY_FIELDS)[number];

/** The draft of a record: what somebody has entered, in words, field by field. It is no record until it is sent. */
export type Entry = Readonly<Partial<Record<EntryField, string>>>;

export const FIELD_NAMES: Readonly<Record<EntryField, string>> = {
  kind: "类别",
  date: "日期",
  title: "题目",
  people: "人数",
  hours: "时长",
  place: "地点",
};

/** What the words of a field are read with. */
export type Reader = { readonly now: Now; readonly vocabulary: Vocabulary; readonly catalogue: Catalogue };

/** What a field says: one change, the people by their names, or why it cannot be taken. */
export type ReadField = Change | { readonly field: "names"; readonly names: readonly string[] } | Problem;
type Problem = { readonly field: "problem"; readonly of: EntryField; readonly text: string };

const LONGEST = 200;
const MOST_PEOPLE = 100_000;
const MOST_MINUTES = 10 * 1440;

/** Reads one field as a person typed or chose it; the words are not blank. */
export function readField(of: EntryField, words: string, reader: Reader): ReadField {
  const text = words.trim();
  const read = { kind: kindOf, date: dateOf, title: wordsOf, people: peopleOf, hours: minutesOf, place: wordsOf }[of];
  const found = read(text.slice(0, LONGEST), reader, of);
  return typeof found === "string" ? { field: "problem", of, text: found } : found;
}

type Read = Change | { readonly field: "names"; readonly names: readonly string[] } | string;

function kindOf(text: string, { vocabulary }: Reader): Read {
  const whole = readKind(text, vocabulary);
  if (whole !== null) return { field: "kinds", kinds: [whole] };
  const kinds: string[] = [];
  for (const word of text.split(/[、,，\s]+/).filter((one) => one !== "")) {
    const kind = readKind(word, vocabulary);
    if (kind === null) return `没有“${word}”这个类别，请另选一个。`;
    kinds.push(kind);
  }
  return { field: "kinds", kinds: [...new Set(kinds)] };
}

const DATE_PROBLEMS: Partial<Record<Reason, string>> = {
  future: "还没有到，只记已经办过的活动。",
  impossible: "没有这一天。",
  reversed: "起止日期前后颠倒了。",
  conflict: "日期和星期对不上。",
};

function dateOf(text: string, { now }: Reader): Read {
  const days = readDay(text, now);
  if (days !== null && !("ask" in days)) return { field: "date", ...days };
  const problem = days === null ? undefined : DATE_PROBLEMS[days.ask];
  return `“${text}”${problem ?? "看不出是哪一天，请写成 11-21 或“昨天”这样。"}`;
}

function wordsOf(text: string, _: Reader, field: EntryField): Read {
  const bare = text.replace(/^[《“"](.*)[》”"]$/su, "$1").replace(/\s+/g, " ");
  return { field: field === "title" ? "title" : "place", text: bare };
}

function peopleOf(text: string): Read {
  const names = text.split(/[、,，;；\s]+/).filter((one) => one !== "");
  if (names.every(isPersonName)) return { field: "names", names: [...new Set(names)] };
  const amount = readHeadcount(text);
  if (amount === null) return `“${text}”不是准确的人数，请写一个数，如 15。`;
  if (amount.value < 1 || amount.value > MOST_PEOPLE) return `人数请写 1 到 ${MOST_PEOPLE} 之间的数。`;
  return { field: "headcount", amount };
}

function minutesOf(text: string): Read {
  const amount = readDuration(text);
  if (amount === null || amount.value < 1 || amount.value > MOST_MINUTES) {
    return `“${text}”看不出时长，请写成 2 或“90分钟”这样。`;
  }
  return { field: "minutes", amount };
}

/** The first thing that is wrong of each field, in the order of the fields. */
export function problemsOf(entry: Entry, reader: Reader): Problem[] {
  return ENTRY_FIELDS.flatMap((field) => {
    const words = entry[field];
    const read = words === undefined ? undefined : readField(field, words, reader);
    return read?.field === "problem" ? [read] : [];
  });
}

/**
 * The entry as a message that tells the same would be read: without a day it is of today,
 * without a kind it is asked about. What {@link problemsOf} tells is left out.
 */
export function readingOf(entry: Entry, reader: Reader): Reading {
  const missing: Doubt = { about: "kind", reason: "missing", words: "", options: likelyKinds(reader.vocabulary) };
  let reading: Reading = { ...EMPTY_READING, start: reader.now.today };
  for (const field of ENTRY_FIELDS) {
    const words = entry[field];
    if (words !== undefined) reading = { ...reading, ...toldBy(readField(field, words, reader)) };
  }
  return reading.kinds.length === 0 ? { ...reading, doubts: [missing] } : reading;
}

function toldBy(read: ReadField): Partial<Reading> {
  switch (read.field) {
    case "problem":
      return {};
    case "names":
      return { names: read.names, headcount: { value: read.names.length, bound: "exact" } };
    default:
      return factsOfChange(read, { headcount: null, quantities: [] });
  }
}

/** A record as an entry that reads back to the same. */
export function entryOf({ kinds, start, title, headcount, minutes, place }: Facts): Entry {
  return withoutBlanks({
    kind: kinds.join("、"),
    date: start ?? "",
    title: title ?? "",
    people: headcount === null ? "" : amountText(headcount, ""),
    hours: minutes === null ? "" : hoursText(minutes),
    place: place ?? "",
  });
}

function hoursText({ value, bound }: Amount): string {
  if (bound !== "exact") return `约${numberText(value)}分钟`;
  return value % 30 === 0 ? numberText(value / 60) : `${numberText(value)}分钟`;
}

/** Only what somebody filled in, by the names of the fields. */
export function withoutBlanks(values: Readonly<Record<string, string | undefined>>): Entry {
  return Object.fromEntries(
    ENTRY_FIELDS.flatMap((field) => {
      const words = values[field]?.trim() ?? "";
      return words === "" ? [] : [[field, words]];
    }),
  );
}

/** The entry as one line of words, by which the same entry sent twice is known. */
export function wordsOfEntry(entry: Entry, today: Day): string {
  return ENTRY_FIELDS.flatMap((field) => entry[field] ?? (field === "date" ? today : [])).join(" ");
}
