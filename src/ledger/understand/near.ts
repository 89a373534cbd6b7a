import type { Chunk } from "./chunk.ts";
import { wordsOf } from "./normalise.ts";
import type { ReadKinds } from "./read-kinds.ts";

/** Finds a kind's name written with one wrong character, where no kind is named exactly; always with a question. */
export function nearKind(chunk: Chunk): ReadKinds | null {
  const { s } = chunk.text;
  for (let at = chunk.from; at < chunk.to - 1; at++) {
    for (const { word, at: offset, kind } of chunk.vocabulary.pairs.get(s.slice(at, at + 2)) ?? []) {
      const from = at - offset;
      if (
        from < chunk.from ||
        from + word.length > chunk.to ||
        !isNear(s, from, word) ||
        isTaken(chunk, from, from + word.length)
      )
        continue;
      const words = wordsOf(chunk.text, from, from + word.length);
      return {
        kinds: [kind],
        used: [],
        doubt: { about: "kind", reason: "slip", words, options: [kind] },
        spans: [[from, from + word.length]],
      };
    }
  }
  return null;
}

function isNear(s: string, from: number, word: string): boolean {
  let misses = 0;
  for (let i = 0; i < word.length; i++) {
    if (s.charAt(from + i) === word.charAt(i)) continue;
    misses += 1;
    if (misses > 1 || !/[一-龥]/.test(s.charAt(from + i))) return false;
  }
  return misses === 1;
}

function isTaken(chunk: Chunk, from: number, to: number): boolean {
  return chunk.tokens.some((token) => token.start < to && token.end > from && token.type !== "study");
}
