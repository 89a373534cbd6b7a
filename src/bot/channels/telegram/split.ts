import { graphemesOf } from "./graphemes.ts";
import { cut, type Styled, wellFormed } from "./styled.ts";

/** Where a long text may be cut, best first: between paragraphs, lines, sentences, words. */
const BREAKS: readonly RegExp[] = [/\n\s*\n/g, /\n/g, /[。！？；!?;]["”』」）)]*/gu, /[\s，、,]/gu];

/** A cut that leaves less than this share of the room unused is good enough. */
const WORTH = 0.5;

/** Whether a place lies between two characters shows in the code point behind it, of up to two units. */
const AHEAD = 2;

/** The text in parts of at most `limit` UTF-16 units, none of them blank; no character as people see it is cut. */
export function split(styled: Styled, limit: number): Styled[] {
  const { text } = styled;
  const parts: Styled[] = [];
  for (let from = 0; from < text.length; ) {
    const to =
      text.length - from <= limit ? text.length : from + breakAt(text.slice(from, from + limit + AHEAD), limit);
    const part = cut(styled, from, to);
    if (part.text.trim() !== "") parts.push(part);
    from = to;
  }
  return parts;
}

/** How much of the window's beginning makes the next part. */
function breakAt(window: string, limit: number): number {
  for (const pattern of BREAKS) {
    const at = lastEnd(window, pattern, limit);
    if (at >= limit * WORTH) return onBorder(window, at);
  }
  return onBorder(window, limit);
}

function lastEnd(window: string, pattern: RegExp, limit: number): number {
  const ends = [...window.matchAll(pattern)].map((found) => found.index + found[0].length);
  return ends.filter((end) => end <= limit).at(-1) ?? 0;
}

/** The place itself or the nearest before it that lies between two characters. */
function onBorder(window: string, at: number): number {
  const segment = graphemesOf(window).containing(at);
  if (segment === undefined || segment.index === at) return at;
  return segment.index > 0 ? segment.index : betweenCodePoints(window, at);
}

/** One character longer than a whole message is cut all the same, but never inside a surrogate pair. */
function betweenCodePoints(window: string, at: number): number {
  const unit = window.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** At most `limit` UTF-16 units, an ellipsis at the end of what was longer. */
export function shortened(text: string, limit: number): string {
  const clean = wellFormed(text);
  if (clean.length <= limit) return clean;
  return `${clean.slice(0, onBorder(clean.slice(0, limit), limit - 1))}…`;
}
