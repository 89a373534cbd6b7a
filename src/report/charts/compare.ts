import {
  box,
  type Canvas,
  fitted,
  head,
  INK,
  LINE,
  MARGIN,
  openCanvas,
  type Picture,
  SOFT,
  TOP,
  WIDTH,
  widthOf,
} from "./canvas.ts";

/** Numbers beside each other: each series has one for each category, the first series being the one that matters. */
type Compared = {
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
};

const LEFT = 180;
const RIGHT = 84;
const BAR = 15;
const GAP = 14;

/** The first series dark and full, the others light with an edge: told apart in grey too. */
const FULL = `fill="#08519c"`;
const LIGHT = `fill="#dedede" stroke="#595959" stroke-width="0.8"`;

/** A bar for each number, those of a category one below the other. */
export function comparison({ title, categories, series }: Compared): Picture {
  const canvas = openCanvas();
  const [words = ""] = /(?<= )\d{4} 年.*$/.exec(title) ?? [];
  head(canvas, { name: title.slice(0, title.length - words.length).trim(), words });
  drawLegend(
    canvas,
    series.map(({ name }) => name),
  );
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  const high = series.length * BAR + GAP;
  for (const [n, category] of categories.entries()) {
    const y = TOP + n * high;
    canvas.label(fitted(category, 16, LEFT - 20), { x: LEFT - 12, y: y + high / 2, size: 16, anchor: "end" });
    for (const [m, { values }] of series.entries()) {
      drawBar(canvas, { y: y + m * BAR, value: values[n] ?? 0, most, style: m === 0 ? FULL : LIGHT });
    }
  }
  const bottom = TOP + Math.max(1, categories.length) * high;
  if (categories.length === 0) canvas.label("还没有记录", { x: MARGIN, y: TOP + 16, size: 14, anchor: "start" });
  else canvas.add(box({ x: LEFT - 1, y: TOP - 6, width: 1, height: bottom - TOP }, `fill="${LINE}"`));
  return canvas.picture(WIDTH, bottom + 12);
}

function drawLegend(canvas: Canvas, names: readonly string[]): void {
  let x = MARGIN;
  for (const [n, name] of names.entries()) {
    canvas.add(box({ x, y: 76, width: 14, height: 14 }, n === 0 ? FULL : LIGHT));
    canvas.label(name, { x: x + 20, y: 88, size: 14, anchor: "start", fill: SOFT });
    x += 44 + widthOf(name, 14);
  }
}

function drawBar(
  canvas: Canvas,
  { y, value, most, style }: { y: number; value: number; most: number; style: string },
): void {
  const width = (value / most) * (WIDTH - LEFT - RIGHT);
  if (width > 0) canvas.add(box({ x: LEFT, y: y + 1, width, height: BAR - 2 }, style));
  const words = String(Math.round(value * 100) / 100);
  const fill = style === FULL ? INK : SOFT;
  canvas.label(words, { x: LEFT + width + 6, y: y + BAR - 2, size: 14, anchor: "start", fill });
}
