import type { Amount, Day, Facts, Half, Quantity } from "../activity.ts";

/** When and where a message was written: what 今天 means. */
export type Now = { readonly today: Day /** Minutes since midnight. */; readonly minute: number };

/** Code units of the text as received: from `start`, up to and without `end`. */
export type Span = readonly [start: number, end: number];

/** What a question is about. */
export const ABOUTS = ["date", "kind", "participants", "quantity", "duration"] as const;
export type About = (typeof ABOUTS)[number];

export const REASONS = [
  /** 明天集中学习 */
  "future",
  /** 11月31日 */
  "impossible",
  /** 前几天, 月底 */
  "vague",
  /** 11月20日（周四）on a Friday; 3 names but 5人 */
  "conflict",
  /** 11月9日至11月2日 */
  "reversed",
  /** The only date belongs to what was studied. */
  "content",
  /** 开会 alone: which kind. */
  "missing",
  /** 打扫卫生: no kind's name, but it may be one of some. */
  "unclear",
  /** 主题党日还是支委会 */
  "several",
  /** 支委回 */
  "slip",
  /** 十几人 */
  "approximate",
  /** 30或31人 */
  "either",
  /** A bare 15. */
  "unit",
  /** Numbers stand behind the part of a document that was read. */
  "long",
  /** How many of a mixed meeting's items were 三重一大. */
  "part",
] as const;
export type Reason = (typeof REASONS)[number];

/** Something a person has to decide. Its wording is the bot's; `options` are ready answers, best first. */
export type Doubt = {
  readonly about: About;
  readonly reason: Reason;
  /** The words in doubt, as written. */
  readonly words: string;
  /** Days as `YYYY-MM-DD`, kinds by name, numbers in digits. */
  readonly options: readonly string[];
  /** For `quantity`: which amount the answer fills. */
  readonly quantity?: { readonly name: string; readonly unit: string };
};

/** Which words gave which value. */
export type Trace = { readonly field: string; readonly span: Span };

/** One record as a message tells it. A value in doubt is null and stands in `doubts`. */
export type Reading = Facts & {
  /** Members named as having taken part; 全体 gives none. */
  readonly names: readonly string[];
  /** The most important first: date, kind, then the others. */
  readonly doubts: readonly Doubt[];
  readonly trace: readonly Trace[];
};

/** Of nothing told. */
export const EMPTY_READING: Reading = {
  kinds: [],
  start: null,
  end: null,
  half: null,
  title: null,
  place: null,
  headcount: null,
  minutes: null,
  quantities: [],
  names: [],
  doubts: [],
  trace: [],
};

/** A `denial` says that something was not held; where a message tells other activities too, these are a log. */
export type Intent = "log" | "query" | "edit" | "delete" | "notice" | "denial" | "chat";

/** What a message is; all intents but `log` give no records. */
export type Understood = { readonly intent: Intent; readonly records: readonly Reading[] };

/** One change that a correction asks for, such as 改成16人 or 不是昨天，是前天. */
export type Change =
  /** What names no half of the day leaves it as it was. */
  | { readonly field: "date"; readonly start: Day; readonly end: Day | null; readonly half?: Half }
  | { readonly field: "kinds"; readonly kinds: readonly string[] }
  /** Nothing takes the value away. */
  | { readonly field: "title" | "place"; readonly text: string | null }
  | { readonly field: "headcount" | "minutes"; readonly amount: Amount | null }
  | { readonly field: "quantity"; readonly quantity: Quantity };
