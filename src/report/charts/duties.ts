import type { Duty, Stand } from "../../ledger/duties.ts";
import { groupedBy } from "../../ledger/grouped.ts";
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
  widthOf,
} from "./canvas.ts";

/** Room for the names of duties: what most need, and what the longest may take. */
const LEFT = 132;
const MOST_LEFT = 260;
const COLUMN = 33;
const ROW = 34;

type Sign = "done" | "due" | "missing" | "notice" | "later" | "outside";

const LEGEND: readonly (readonly [sign: Sign, words: string])[] = [
  ["done", "办了"],
  ["due", "本期还没有"],
  ["missing", "没有记录"],
  ["notice", "没有记录（一般要求）"],
  ["later", "未到"],
];

const OUTSIDE: (typeof LEGEND)[number] = ["outside", "还没有这条承诺"];

/** The duties of a year as a grid of months: a quarter takes three of them, a year all twelve. Told by shape, not by colour. */
export function dutyGrid(organisation: string, year: number, stands: readonly Stand[]): Picture {
  const canvas = openCanvas();
  const rows = [...groupedBy(stands, ({ duty }) => duty)];
  const left = leftOf(rows.map(([{ id }]) => id));
  const width = left + 12 * COLUMN + MARGIN;
  head(canvas, { name: organisation, words: `${year} 年义务`, width });
  for (let month = 1; month <= 12; month++) {
    const x = left + (month - 0.5) * COLUMN;
    canvas.label(`${month}月`, { x, y: TOP - 10, size: 13, anchor: "middle", fill: SOFT });
  }
  const bottom = TOP + Math.max(1, rows.length) * ROW;
  // Behind the cells, so that the one of a whole year is not cut.
  for (let quarter = 0; quarter <= 4; quarter++) {
    const x = left + quarter * 3 * COLUMN;
    canvas.add(box({ x: x - 0.5, y: TOP - 2, width: 1, height: bottom - TOP + 2 }, `fill="${SOFT}"`));
  }
  for (const [n, [duty, own]] of rows.entries()) drawRow(canvas, { y: TOP + n * ROW, left, duty, own });
  if (rows.length === 0) canvas.label("没有适用的义务", { x: left, y: TOP + 20, size: 14, anchor: "start" });
  const isOutside = stands.some(({ standing }) => standing === "outside");
  const end = drawLegend(canvas, isOutside ? [...LEGEND, OUTSIDE] : LEGEND, { y: bottom + 28, width });
  return canvas.picture(width, end + 24);
}

/** What the signs mean, in as many lines as they need; where the last one stands. */
function drawLegend(canvas: Canvas, signs: typeof LEGEND, { y, width }: { y: number; width: number }): number {
  let at = { x: MARGIN, y };
  for (const [sign, words] of signs) {
    const room = 18 + widthOf(words, 13);
    if (at.x + room > width - MARGIN) at = { x: MARGIN, y: at.y + 26 };
    canvas.add(shapeOf(sign, at.x + 7, at.y));
    canvas.label(words, { x: at.x + 18, y: at.y + 5, size: 13, anchor: "start", fill: SOFT });
    at = { x: at.x + room + 18, y: at.y };
  }
  return at.y;
}

/** As much room as the longest name takes, within limits. */
function leftOf(names: readonly string[]): number {
  const widest = Math.max(0, ...names.map((name) => Math.ceil(widthOf(name, 14)) + 20));
  return Math.min(MOST_LEFT, Math.max(LEFT, widest));
}

type Row = { readonly y: number; readonly left: number; readonly duty: Duty; readonly own: readonly Stand[] };

function drawRow(canvas: Canvas, { y, left, duty, own }: Row): void {
  canvas.label(fitted(duty.id, 14, left - 20), { x: left - 10, y: y + 22, size: 14, anchor: "end" });
  if (duty.period === "week") {
    drawWeeks(canvas, { y, left, own });
    return;
  }
  for (const stand of own) {
    const first = Number(stand.period.first.slice(5, 7)) - 1;
    const months = Number(stand.period.last.slice(5, 7)) - first;
    const at = { x: left + first * COLUMN + 2, y: y + 2, width: months * COLUMN - 4, height: ROW - 4 };
    const isDone = stand.standing === "done";
    // How often tells something in a quarter or a year; every text costs its time.
    const isCounted = isDone && stand.count > 1 && months > 1;
    canvas.add(box(at, `fill="${isDone ? "#deebf7" : "#ffffff"}" stroke="${LINE}" stroke-width="1"`));
    canvas.add(shapeOf(signOf(stand), at.x + at.width / 2 - (isCounted ? 12 : 0), y + ROW / 2));
    if (isCounted) {
      canvas.label(`${stand.count}次`, { x: at.x + at.width / 2, y: y + ROW / 2 + 5, size: 13, anchor: "start" });
    }
  }
}

/** Weeks are too narrow for signs: each month tells in how many of its weeks it was done. */
function drawWeeks(canvas: Canvas, { y, left, own }: Omit<Row, "duty">): void {
  for (let month = 0; month < 12; month++) {
    // A week lies in the month of its Monday, as it lies in the year of it.
    const all = own.filter(({ period }) => Number(period.first.slice(5, 7)) === month + 1);
    const weeks = all.filter(({ standing }) => standing !== "outside");
    const at = { x: left + month * COLUMN + 2, y: y + 2, width: COLUMN - 4, height: ROW - 4 };
    const done = weeks.filter(({ standing }) => standing === "done").length;
    const isWhole = weeks.length > 0 && done === weeks.length;
    canvas.add(box(at, `fill="${isWhole ? "#deebf7" : "#ffffff"}" stroke="${LINE}" stroke-width="1"`));
    const middle = { x: at.x + at.width / 2, y: y + ROW / 2 };
    if (weeks.length === 0) canvas.add(shapeOf("outside", middle.x, middle.y));
    else if (weeks.every(({ standing }) => standing === "later")) canvas.add(shapeOf("later", middle.x, middle.y));
    else canvas.label(`${done}/${weeks.length}`, { ...middle, y: middle.y + 5, size: 13, anchor: "middle" });
  }
}

function signOf({ standing, duty }: Stand): Sign {
  return standing === "missing" && duty.usual ? "notice" : standing;
}

/** A full disc, an open ring, a cross, an open triangle, a small dot. */
function shapeOf(sign: Sign, x: number, y: number): string {
  switch (sign) {
    case "done":
      return `<circle cx="${x}" cy="${y}" r="6.5" fill="#08519c"/>`;
    case "due":
      return `<circle cx="${x}" cy="${y}" r="6" fill="none" stroke="${INK}" stroke-width="2"/>`;
    case "missing":
      return `<path d="M${x - 6} ${y - 6}L${x + 6} ${y + 6}M${x + 6} ${y - 6}L${x - 6} ${y + 6}" stroke="${INK}" stroke-width="2.6"/>`;
    case "notice":
      return `<path d="M${x} ${y - 7}L${x + 7} ${y + 6}L${x - 7} ${y + 6}Z" fill="none" stroke="${INK}" stroke-width="2"/>`;
    case "outside":
      return `<path d="M${x - 5} ${y}L${x + 5} ${y}" stroke="${SOFT}" stroke-width="1.6"/>`;
    case "later":
      return `<circle cx="${x}" cy="${y}" r="1.8" fill="${SOFT}"/>`;
  }
}
