import {
  box,
  type Canvas,
  fittedName,
  head,
  LINE,
  MARGIN,
  openCanvas,
  type Picture,
  SOFT,
  TOP,
  WIDTH,
  widthOf,
} from "./canvas.ts";
import type { KindRow } from "./data.ts";

const COLUMNS = 2;
const MOST_KINDS = 8;
const PANEL = { width: 254, height: 132 };
const BAR = 7;

/** This year's bars are dark and full, last year's light with an edge: told apart in grey too. */
const NOW = `fill="#08519c"`;
const BEFORE = `fill="#dedede" stroke="#595959" stroke-width="0.8"`;

/** Months × kinds against the year before: a small panel for each kind. */
export function monthBars(
  organisation: string,
  year: number,
  { now, before }: { now: readonly KindRow[]; before: readonly KindRow[] },
): Picture {
  const shown = now.slice(0, MOST_KINDS);
  const earlier = new Map(before.map((row) => [row.kind, row]));
  const canvas = openCanvas();
  head(canvas, { name: organisation, words: `${year} 年各月活动` });
  canvas.add(box({ x: MARGIN, y: 76, width: 14, height: 14 }, NOW));
  canvas.label(`${year} 年`, { x: 36, y: 88, size: 13, anchor: "start", fill: SOFT });
  canvas.add(box({ x: 116, y: 76, width: 14, height: 14 }, BEFORE));
  canvas.label(`${year - 1} 年`, { x: 136, y: 88, size: 13, anchor: "start", fill: SOFT });
  const left = now.length - shown.length;
  if (left > 0) canvas.label(`另有${left}类`, { x: WIDTH - MARGIN, y: 88, size: 13, anchor: "end", fill: SOFT });
  for (const [n, row] of shown.entries()) {
    const at = {
      x: MARGIN + (n % COLUMNS) * (PANEL.width + MARGIN),
      y: TOP + Math.floor(n / COLUMNS) * (PANEL.height + 14),
    };
    drawPanel(canvas, at, { row, before: earlier.get(row.kind) });
  }
  if (shown.length === 0) canvas.label("还没有记录", { x: MARGIN, y: TOP + 16, size: 14, anchor: "start" });
  const lines = Math.ceil(shown.length / COLUMNS);
  return canvas.picture(WIDTH, TOP + Math.max(24, lines * (PANEL.height + 14)) + 8);
}

function drawPanel(
  canvas: Canvas,
  { x, y }: { x: number; y: number },
  { row, before }: { row: KindRow; before: KindRow | undefined },
): void {
  const most = Math.max(1, ...row.parts, ...(before?.parts ?? []));
  const ground = y + PANEL.height - 22;
  const high = PANEL.height - 62;
  const rest = ` ${row.total}${row.unit}${before === undefined ? "" : `（${before.total}${row.unit}）`}`;
  canvas.label(fittedName({ name: row.kind, rest }, 15, PANEL.width - 8), { x, y: y + 18, size: 15, anchor: "start" });
  for (let month = 0; month < 12; month++) {
    const left = x + month * (PANEL.width / 12) + 3;
    drawBar(canvas, { x: left, ground, height: ((before?.parts[month] ?? 0) / most) * high, style: BEFORE });
    drawBar(canvas, { x: left + BAR + 1, ground, height: ((row.parts[month] ?? 0) / most) * high, style: NOW });
    // Every text costs its time: the first month of each quarter is enough to read the others by.
    if (month % 3 === 0) {
      canvas.label(`${month + 1}月`, { x: left + BAR, y: ground + 15, size: 12, anchor: "middle", fill: SOFT });
    }
  }
  const peak = row.parts.indexOf(Math.max(...row.parts));
  const words = String(Math.round(row.parts[peak] ?? 0));
  const over = {
    x: Math.min(x + peak * (PANEL.width / 12) + BAR * 1.5 + 4, x + PANEL.width - widthOf(words, 12) / 2),
    y: ground - ((row.parts[peak] ?? 0) / most) * high - 4,
  };
  canvas.label(words, { ...over, size: 12, anchor: "middle" });
  canvas.add(box({ x, y: ground, width: PANEL.width - 4, height: 1 }, `fill="${LINE}"`));
}

function drawBar(
  canvas: Canvas,
  { x, ground, height, style }: { x: number; ground: number; height: number; style: string },
): void {
  if (height > 0) canvas.add(box({ x, y: ground - height, width: BAR, height }, style));
}
