import type { Half } from "../activity.ts";
import type { Clock } from "./dates/clock.ts";
import type { DatePhrase } from "./dates/date-words.ts";
import type { LabelField } from "./labels.ts";
import type { Count } from "./numbers/counts.ts";
import type { Duration } from "./numbers/measured-lengths.ts";

/** A piece of a message that says something. Pieces never overlap; what lies between them is plain text. */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly type: "mask" | "break" | "mark" | "other" | "generic" | "study" }
  | { readonly type: "unclear"; readonly kinds: readonly string[] }
  | { readonly type: "kind"; readonly kind: string; readonly slip: boolean }
  | { readonly type: "date"; readonly phrase: DatePhrase }
  | { readonly type: "half"; readonly half: Half | null }
  | { readonly type: "clock"; readonly clock: Clock }
  | { readonly type: "duration"; readonly duration: Duration }
  | { readonly type: "count"; readonly count: Count; readonly label: LabelField | null }
  | {
      readonly type: "bare";
      readonly value: number;
      /** The 30 and 32 of 30/32; none where there is one number. */
      readonly choices: readonly number[];
      readonly label: LabelField | null;
    }
  | { readonly type: "title" | "place" | "names" }
  | { readonly type: "label"; readonly field: LabelField; readonly word: string }
);

/** A number with its unit. */
export type CountToken = Extract<Token, { type: "count" }>;

/** Says a day or a half of one. */
export function isWhen(token: Token | undefined): boolean {
  return token?.type === "date" || token?.type === "half" || (token?.type === "clock" && token.clock.half !== null);
}

/** Whether a token says how many or how long. */
export function isValue({ type }: Token): boolean {
  return type === "count" || type === "duration" || type === "bare";
}
