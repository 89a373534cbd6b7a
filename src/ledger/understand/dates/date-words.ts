/**
 * What the words of a date say, before anybody asks what today is. Each form is one way of naming days;
 * a year that the words leave out is null.
 */
export type DateWords =
  | { readonly form: "day"; readonly year: Year | null; readonly month: Month | null; readonly day: number }
  | { readonly form: "offset"; readonly days: number }
  | { readonly form: "ago"; readonly unit: AgoUnit; readonly count: number }
  | { readonly form: "weekday"; readonly week: number | null; readonly day: number }
  | { readonly form: "weekend"; readonly week: number | null }
  | { readonly form: "week"; readonly week: number }
  | { readonly form: "month"; readonly year: Year | null; readonly month: Month; readonly part: Part | null }
  | {
      readonly form: "nth";
      readonly year: Year | null;
      readonly month: Month;
      readonly nth: number | "last";
      readonly day: number | "weekend" | null;
    }
  | { readonly form: "quarter"; readonly year: Year | null; readonly quarter: number | "this" | "last" | "next" }
  | { readonly form: "half"; readonly year: Year | null; readonly half: 1 | 2 }
  | { readonly form: "year"; readonly year: Year }
  /** `onDay` where the very day is meant: 端午节当天. */
  | { readonly form: "festival"; readonly year: Year | null; readonly name: string; readonly onDay: boolean }
  | { readonly form: "edge"; readonly of: PeriodWords; readonly nth: number }
  /** Two days said in one word: 今明两天. */
  | { readonly form: "pair"; readonly from: number; readonly to: number }
  /** 次日, 前一天: counted from the day named before. */
  | { readonly form: "beside"; readonly days: number }
  /** 未来7天, 过三天: after today, whenever it is exactly. */
  | { readonly form: "future" }
  | { readonly form: "vague" };

/** The forms that name a stretch of time. */
export type PeriodWords = Extract<DateWords, { form: "week" | "month" | "quarter" | "half" | "year" }>;

export function isPeriod(words: DateWords): words is PeriodWords {
  const { form } = words;
  return form === "week" || form === "month" || form === "quarter" || form === "half" || form === "year";
}

/** A day that is named, be it by a festival. */
export function isFine(words: DateWords): boolean {
  return isExact(words) || words.form === "festival";
}

/** A day that is stated, as against a festival, which may only be the occasion. */
export function isExact(words: DateWords): boolean {
  return words.form === "day" || words.form === "offset" || words.form === "weekday" || words.form === "ago";
}

export type AgoUnit = "second" | "minute" | "quarter" | "hour" | "day" | "week" | "month" | "year";

/** `of` counts from this year: 去年 is -1. Two digits are kept as written: 98年. */
export type Year = { readonly of: number } | { readonly at: number } | { readonly short: number };

export type Month = { readonly of: number } | { readonly at: number };

export type Part = "early" | "middle" | "late" | "first half" | "second half";

export type FoundDate = { readonly end: number; readonly words: DateWords };

/** The minutes of the units that are shorter than a day. */
export const AGO_MINUTES: ReadonlyMap<AgoUnit, number> = new Map<AgoUnit, number>([
  ["second", 1 / 60],
  ["minute", 1],
  ["quarter", 15],
  ["hour", 60],
]);

/** A date as it stands in a message: one day, a range, a list, or a date with its weekday behind it. */
export type DatePhrase = {
  readonly end: number;
  readonly first: DateWords;
  /** The other end of a range. */
  readonly last: DateWords | null;
  /** Further days of a list: 11月6日、13日、20日. */
  readonly more: readonly DateWords[];
  /** The weekday written beside the date, which must agree with it. */
  readonly weekday: number | null;
  /** The other choice of 昨天或前天. */
  readonly either?: DateWords;
  /** The same day said in another way: 昨天（11月22日）. */
  readonly same?: DateWords;
  /** 11月20日前, 11月20日左右: some day near it. */
  readonly loose?: true;
  /** How long it took from an hour of this day to one of the next: 昨晚10点到今早6点. */
  readonly minutes?: number;
  /** Where the first date ends, without range, list and weekday. */
  readonly firstEnd: number;
};

/** A phrase of one date, without range, list and weekday. */
export function phraseOf(first: DateWords, end: number): DatePhrase {
  return { end, first, last: null, more: [], weekday: null, firstEnd: end };
}
