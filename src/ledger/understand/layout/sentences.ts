import type { Token } from "../token.ts";

/** A stretch of a message between two marks, with the tokens in it. */
export type Clause = { readonly tokens: readonly Token[]; readonly start: number; readonly end: number };

/** What stands between two breaks, and whether it begins a line. */
export type Sentence = Clause & { readonly isFirst: boolean };

/** Cuts a message at its breaks: full stops, semicolons and ends of lines. */
export function sentencesOf(s: string, tokens: readonly Token[]): readonly Sentence[] {
  const found: Sentence[] = [];
  let [start, from, isFirst] = [0, 0, true];
  for (let i = 0; i <= tokens.length; i++) {
    const token = tokens[i];
    if (token !== undefined && token.type !== "break") continue;
    const end = token?.start ?? s.length;
    const isBlank = s.slice(start, end).trim() === "";
    if (!isBlank) found.push({ tokens: tokens.slice(from, i), start, end, isFirst });
    isFirst = token !== undefined && (s.charAt(token.start) === "\n" || (isFirst && isBlank));
    [start, from] = [token?.end ?? s.length, i + 1];
  }
  return found;
}

const CLAUSE = /[^,()]+/g;

/** The clauses of a sentence: what stands between its commas and brackets, but for those inside of a token. */
export function clausesOf(s: string, { tokens, start, end }: Clause): readonly Clause[] {
  const found: Clause[] = [];
  let [from, at] = [-1, 0];
  for (const { 0: words, index } of s.slice(start, end).matchAll(CLAUSE)) {
    const to = start + index + words.length;
    if (from < 0) from = start + index;
    const first = at;
    while ((tokens[at]?.start ?? end) < to) at++;
    if ((tokens[at - 1]?.end ?? 0) > to) at = first;
    else {
      found.push({ tokens: tokens.slice(first, at), start: from, end: to });
      from = -1;
    }
  }
  return found;
}

/** The words of a stretch beside what was read in it. */
export function plainIn(s: string, { tokens, start, end }: Clause): string {
  let [words, at] = ["", start];
  for (const token of tokens) {
    if (token.end > end) break;
    words += s.slice(at, token.start);
    at = token.end;
  }
  return words + s.slice(at, end);
}

/** 主持：…, 实到：23: a line that begins with a label. */
export function isLabelled({ tokens: [first], start, isFirst }: Sentence): boolean {
  return isFirst && first?.type === "label" && first.start - start < 3;
}
