import type { Chunk } from "./chunk.ts";
import { wordsOf } from "./normalise.ts";
import type { ReadKinds } from "./read-kinds.ts";
import type { Token } from "./token.ts";

/** Finds a kind's name written with one wrong character, where no kind is named exactly; always with a question. */
export function nearKind(chunk: Chunk): ReadKinds | null {
  for (let at = chunk.from; at < chunk.to - 1; at++) {
    const near = nearAt(chunk, at);
    if (near === null) continue;
    const later = nearAt(chunk, at + 1);
    const { from, to, kind } = later !== null && later.to - later.from > near.to - near.from ? later : near;
    const words = wordsOf(chunk.text, from, to);
    return {
      kinds: [kind],
      used: [],
      doubt: { about: "kind", reason: "slip", words, options: [kind] },
      spans: [[from, to]],
    };
  }
  return null;
}

/** The longest name that one of its pairs of characters puts here. */
function nearAt(chunk: Chunk, at: number): { from: number; to: number; kind: string } | null {
  const { s } = chunk.text;
  let best: { from: number; to: number; kind: string } | null = null;
  for (const { word, at: offset, kind } of chunk.vocabulary.pairs.get(s.slice(at, at + 2)) ?? []) {
    const [from, to] = [at - offset, at - offset + word.length];
    if (from < chunk.from || to > chunk.to || (best !== null && to - from <= best.to - best.from)) continue;
    if (isNear(s, from, word) && !isTaken(chunk, from, to)) best = { from, to, kind };
  }
  return best;
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
  return chunk.tokens.some(
    (token) => token.start < to && token.end > from && token.type !== "generic" && !isStem(token),
  );
}

/** The 学习 of 集种学习 may be part of a name; the 学 of 集体学党章 has its object behind it. */
function isStem(token: Token): boolean {
  return token.type === "study" && token.end - token.start > 1;
}
