import { type Figure, type Limit, type Spread, verdictOf } from "./figures.ts";

const MARKS = { reached: "✓", missed: "✗", unclear: "?", "no limit": "" } as const;

const HEADINGS = ["", "median [min..max]", "baseline", "ratio", "limit", ""];

/** Figures as columns of text: median [min..max], the baseline, the ratio, the limit and whether it is kept. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    HEADINGS,
    ...figures.map((figure) => [
      figure.name,
      `${spreadText(figure.figure)} ${figure.unit}`,
      figure.baseline === undefined ? "" : `${spreadText(figure.baseline.figure)} ${figure.baseline.name}`,
      figure.ratio === undefined ? "" : spreadText(figure.ratio),
      figure.limits.map(limitText).join(", "),
      MARKS[verdictOf(figure)],
    ]),
  ];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - cell.length))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function spreadText({ median, min, max }: Spread): string {
  return `${short(median)} [${short(min)}..${short(max)}]`;
}

/** Three digits that say something. */
function short(value: number): string {
  if (value >= 100) return Math.round(value).toString();
  return Number(value.toPrecision(3)).toString();
}

function limitText({ of, atMost, atLeast }: Limit): string {
  const what = { figure: "", ratio: "ratio ", excess: "above baseline " }[of];
  return `${what}${atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`}`;
}
