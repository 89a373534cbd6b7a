/** A text on a picture, as the tests see it: where it stands and how much room it takes. */
type Label = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly anchor: "start" | "middle" | "end";
};

/** A picture as SVG text, with its size and every text on it. */
export type Picture = {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly labels: readonly Label[];
};

/** Stands for the font that is found when the picture is made. */
export const FONT = "taizhang";

export const INK = "#1a1a1a";
export const SOFT = "#595959";
export const LINE = "#bfbfbf";

/** Collects shapes and texts, and makes one picture of them. */
export type Canvas = {
  add(shape: string): void;
  label(text: string, at: Omit<Label, "text"> & { readonly fill?: string }): void;
  picture(width: number, height: number): Picture;
};

/** A picture to be drawn on, as SVG. Texts are escaped, and shortened by whoever knows their room. */
export function openCanvas(): Canvas {
  const shapes: string[] = [];
  const labels: Label[] = [];
  return {
    add(shape) {
      shapes.push(shape);
    },
    label(text, { fill = INK, ...at }) {
      labels.push({ text, ...at });
      shapes.push(
        `<text x="${round(at.x)}" y="${round(at.y)}" font-size="${at.size}" text-anchor="${at.anchor}" fill="${fill}">${escaped(text)}</text>`,
      );
    },
    picture(width, height) {
      const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">`;
      const ground = `<rect width="${width}" height="${height}" fill="#ffffff"/>`;
      return { svg: `${open}${ground}${shapes.join("")}</svg>`, width, height, labels };
    },
  };
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export function box({ x, y, width, height }: Box, style: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${style}/>`;
}

/** How wide a text is at most: a Chinese character as wide as it is high, a letter three quarters of that, a digit not much more than half. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, char) => sum + partOf(char) * size, 0);
}

function partOf(char: string): number {
  if (char > "\u007e" || "mwMW%@".includes(char)) return 1;
  return /[A-Za-z&]/.test(char) ? 0.75 : 0.6;
}

/** The text, or as much of it as there is room for. */
export function fitted(text: string, size: number, room: number): string {
  if (widthOf(text, size) <= room) return text;
  let kept = "";
  for (const char of text) {
    if (widthOf(`${kept}${char}…`, size) > room) break;
    kept += char;
  }
  return `${kept}…`;
}

/** Narrow, so that its words are of a readable size where a phone shows it whole. */
export const WIDTH = 556;

/** Room at either side. */
export const MARGIN = 16;

/** Where the drawing begins below a {@link head}. */
export const TOP = 112;

/** Whose picture it is, and below that what it shows: both whole unless a name is longer than any phone is wide. */
export function head(
  canvas: Canvas,
  { name, words, width = WIDTH }: { name: string; words: string; width?: number },
): void {
  const room = width - 2 * MARGIN;
  canvas.label(fitted(name, 21, room), { x: MARGIN, y: 34, size: 21, anchor: "start" });
  if (words !== "") canvas.label(fitted(words, 16, room), { x: MARGIN, y: 60, size: 16, anchor: "start" });
}

/** A name, shortened where it has to be, and whole behind it what matters more: a year, a number. */
export function fittedName({ name, rest }: { name: string; rest: string }, size: number, room: number): string {
  return fitted(name, size, room - widthOf(rest, size)) + rest;
}

function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
