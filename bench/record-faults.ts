import { isDeepStrictEqual } from "node:util";
import type { Answer, Expected } from "./corpus.ts";

/** The core fields that are not as expected; a field that must or may be asked is right when it is asked. */
export function faultsOf(got: Answer["records"][number], want: Expected): string[] {
  const must: readonly string[] = want.ask ?? [];
  const may: readonly string[] = [...must, ...(want.mayAsk ?? [])];
  const wrong = comparisons(got, want).filter(
    ([field, ok]) => !ok && !(may.includes(field) && got.ask.includes(field)),
  );
  const unasked = must.filter((field) => !got.ask.includes(field)).map((field) => `must ask ${field}`);
  const needless = got.ask.filter((field) => !may.includes(field)).map((field) => `asks ${field}`);
  return [...wrong.map(([field]) => field), ...unasked, ...needless];
}

type Comparison = readonly [field: string, ok: boolean];

function comparisons(got: Answer["records"][number], want: Expected): Comparison[] {
  const dates = [want.date, ...(want.dateAny ?? [])];
  const titles = [want.title ?? null, ...(want.titleAny ?? [])];
  const people = [want.participants, ...(want.participantsAny ?? [])];
  const minutes = [want.durationMinutes, ...(want.durationMinutesAny ?? [])];
  const quantities = [want.quantity ?? null, ...(want.quantityAny ?? [])];
  return [
    ["kind", got.kind === want.kind || (want.kindAny ?? []).includes(got.kind)],
    ["kinds", want.kinds === undefined || isDeepStrictEqual([...(got.kinds ?? [])].sort(), [...want.kinds].sort())],
    ["date", dates.some((date) => isDeepStrictEqual(got.date, date))],
    ["title", titles.some((title) => isSameTitle(got.title ?? null, title))],
    ["participants", people.includes(got.participants)],
    ["duration", minutes.includes(got.durationMinutes)],
    ["quantity", quantities.some((quantity) => isSameAmount(got.quantity ?? null, quantity))],
  ];
}

function isSameAmount(
  got: { value: number; unit: string } | null,
  want: { value: number; unit: string } | null,
): boolean {
  if (got === null || want === null) return got === want;
  return got.value === want.value && got.unit === want.unit;
}

/** Titles are the same without brackets and marks; one may hold the other from 60 % of its length. */
function isSameTitle(got: string | null, want: string | null): boolean {
  if (got === null || want === null) return got === want;
  const [a, b] = [bare(got), bare(want)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return a === b || (short.length > 0 && long.includes(short) && short.length >= 0.6 * long.length);
}

function bare(title: string): string {
  return title.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
}
