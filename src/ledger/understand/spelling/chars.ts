/** A set of characters that is asked about at every place of a text: one look-up of a bit by code unit. */
export class Chars {
  readonly #has = new Uint8Array(0x10000 / 8);

  constructor(...characters: readonly Iterable<string>[]) {
    for (const some of characters) {
      for (const char of some) {
        const code = char.charCodeAt(0);
        this.#has[code >> 3] = (this.#has[code >> 3] ?? 0) | (1 << (code & 7));
      }
    }
  }

  /** Whether the character at a place is one of them; never behind the end of the text. */
  at(s: string, at: number): boolean {
    if (at < 0 || at >= s.length) return false;
    const code = s.charCodeAt(at);
    return ((this.#has[code >> 3] ?? 0) & (1 << (code & 7))) !== 0;
  }
}

export const LATIN_DIGITS = new Chars("0123456789");

/** Digits and the numerals of days and hours. */
export const SMALL_NUMERALS = new Chars("0123456789零〇一二两三四五六七八九十廿卅");

/** Behind the run of these characters that begins at a place; the run is no longer than `most`. */
export function runEnd(s: string, at: number, chars: Chars, most: number): number {
  let end = at;
  while (end - at < most && chars.at(s, end)) end++;
  return end;
}
