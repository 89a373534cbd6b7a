import type { Outcome } from "../../src/bot/call.ts";
import type { About, Line } from "./lines.ts";

export type Person = { readonly id: number; readonly name: string; readonly org: number; readonly secretary: boolean };

export type Result = { readonly outcome: Outcome; readonly records: readonly number[] };

/** One thing said, to be known again by its key. */
export type Said = {
  readonly key: string;
  readonly person: number;
  readonly org: number;
  readonly at: number;
  readonly chat: string;
  readonly result: Result;
  /** What it says now; nothing once it was taken back or its author erased. */
  line: Line | null;
  readonly isMessage: boolean;
};

export type Question = {
  readonly chat: string;
  readonly person: number;
  readonly record: number;
  readonly about: "same" | "again" | About;
};

/** Who says something where and when. */
export type Turn = {
  readonly key: string;
  readonly person: Person;
  readonly chat: string;
  readonly at: number;
  readonly line: Line;
  readonly reason?: boolean;
};
