/** Code units that several steps of the spelling look for. */
export const SPACE = 0x20;
export const NEWLINE = 0x0a;

export function codesOf(chars: string): ReadonlySet<number> {
  return new Set([...chars].map((char) => char.charCodeAt(0)));
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Most code units that one call of `fromCharCode` takes. */
const PIECE = 4096;

/** The text that code units spell. */
export function textOf(codes: readonly number[]): string {
  if (codes.length <= PIECE) return String.fromCharCode.apply(null, codes as number[]);
  let text = "";
  for (let at = 0; at < codes.length; at += PIECE) text += String.fromCharCode(...codes.slice(at, at + PIECE));
  return text;
}
