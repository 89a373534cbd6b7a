import { box, fitted, head, INK, MARGIN, openCanvas, type Picture, SOFT, TOP, WIDTH, widthOf } from "./canvas.ts";
import { type KindRow, monthColumns, weeksOf } from "./data.ts";

const CELL = { width: 6, height: 24 };
const MOST_KINDS = 14;
const LEFT = 160;

/** One hue, each step plainly darker than the one before: it stays readable in grey and for every eye. */
const STEPS = ["#f0f0f0", "#b3d1e9", "#6baed6", "#2171b5", "#08306b"];
const LEGEND = ["没有", "1", "2", "3", "4以上"];

/** A year as weeks × kinds: how much there was of each kind in each week. */
export function heatMap(organisation: string, year: number, rows: readonly KindRow[]): Picture {
  const shown = rows.slice(0, MOST_KINDS);
  const { count } = weeksOf(year);
  const canvas = openCanvas();
  head(canvas, { name: organisation, words: `${year} 年活动（按周）` });
  for (const [n, column] of monthColumns(year).entries()) {
    // The names of all twelve would touch.
    if (n % 2 === 1) continue;
    canvas.label(`${n + 1}月`, { x: LEFT + column * CELL.width, y: TOP - 10, size: 13, anchor: "start", fill: SOFT });
  }
  for (const [n, { kind, unit, parts, total }] of shown.entries()) {
    const y = TOP + n * CELL.height;
    canvas.label(fitted(kind, 14, LEFT - 18), { x: LEFT - 8, y: y + 17, size: 14, anchor: "end" });
    for (let week = 0; week < count; week++) {
      const at = { x: LEFT + week * CELL.width, y, width: CELL.width - 1, height: CELL.height - 2 };
      canvas.add(box(at, `fill="${STEPS[stepOf(parts[week] ?? 0)]}"`));
    }
    const right = LEFT + count * CELL.width + 8;
    canvas.label(totalText(total, unit, WIDTH - right - 2), { x: right, y: y + 17, size: 14, anchor: "start" });
  }
  const bottom = TOP + Math.max(shown.length, 1) * CELL.height;
  if (shown.length === 0) canvas.label("还没有记录", { x: LEFT, y: TOP + 16, size: 14, anchor: "start" });
  drawLegend(canvas, bottom + 22, rows.length - shown.length);
  return canvas.picture(WIDTH, bottom + 56);
}

/** `101次`, and where that is too long `333万余次`: a number that is cut would be another one. */
function totalText(total: number, unit: string, room: number): string {
  const words = `${total}${unit}`;
  if (widthOf(words, 14) <= room) return words;
  return total < 1e8 ? `${Math.floor(total / 1e4)}万余${unit}` : `${Math.floor(total / 1e8)}亿余${unit}`;
}

function drawLegend(canvas: ReturnType<typeof openCanvas>, y: number, left: number): void {
  let x = MARGIN;
  for (const [n, words] of LEGEND.entries()) {
    canvas.add(box({ x, y, width: 14, height: 14 }, `fill="${STEPS[n]}" stroke="${INK}" stroke-width="0.5"`));
    canvas.label(words, { x: x + 20, y: y + 12, size: 13, anchor: "start", fill: SOFT });
    x += 36 + widthOf(words, 13);
  }
  if (left > 0) canvas.label(`另有${left}类`, { x: WIDTH - MARGIN, y: y + 12, size: 13, anchor: "end", fill: SOFT });
}

function stepOf(count: number): number {
  return Math.min(Math.ceil(count), STEPS.length - 1);
}
