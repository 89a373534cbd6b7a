import type { Scan } from "./scan.ts";
import type { Clause } from "./seat.ts";

export type Piece = Clause & { readonly sentence: number };

const SOFT = "，,；;:：\t";
const HARD = "。！？!?\n";
/** A text without punctuation is read in pieces, so that the work stays in proportion to its length. */
const LONGEST = 160;

/** Comma-level pieces in order; `sentence` tells which belong together. */
export function clausesOf(scan: Scan): Piece[] {
  const inside = occupied(scan);
  const pieces: Piece[] = [];
  let [sentence, start, kind, amount] = [0, 0, 0, 0];
  for (let i = 0; i <= scan.s.length; i++) {
    const end = inside[i] === 1 ? "" : endAt(scan.s, i, start);
    if (end === "") continue;
    const kinds = until(scan.kinds, kind, i);
    const amounts = until(scan.amounts, amount, i);
    pieces.push({ start, end: i, kinds, amounts, sentence });
    [kind, amount] = [kind + kinds.length, amount + amounts.length];
    if (end === "hard") sentence += 1;
    start = end === "long" ? i : i + 1;
  }
  return pieces;
}

function endAt(s: string, i: number, start: number): "" | "hard" | "soft" | "long" {
  if (i === s.length || HARD.includes(s.charAt(i))) return "hard";
  if (SOFT.includes(s.charAt(i))) return "soft";
  return i - start >= LONGEST ? "long" : "";
}

/** Marks what kinds and numbers cover: the comma of 1,200 parts nothing. */
function occupied({ s, kinds, amounts }: Scan): Uint8Array {
  const inside = new Uint8Array(s.length);
  for (const { start, end } of kinds) inside.fill(1, start + 1, end);
  for (const { start, after } of amounts) inside.fill(1, start + 1, after);
  return inside;
}

function until<One extends { readonly start: number }>(all: readonly One[], from: number, before: number): One[] {
  let to = from;
  while (to < all.length && (all[to]?.start ?? before) < before) to++;
  return all.slice(from, to);
}
