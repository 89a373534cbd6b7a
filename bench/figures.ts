/** The runs of one thing: their median, and how far they lie apart. */
export type Spread = {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
};

export type Limit = {
  /** Whether the figure itself is limited, its ratio to the baseline, or what it is above the baseline. */
  readonly of: "figure" | "ratio" | "excess";
  readonly atMost?: number;
  readonly atLeast?: number;
};

/** Something measured, with what it is compared to in the same run. */
export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly figure: Spread;
  readonly baseline?: { readonly name: string; readonly figure: Spread };
  /** Of each pair of runs, figure ÷ baseline. */
  readonly ratio?: Spread;
  /** Of each pair of runs, figure − baseline. */
  readonly excess?: Spread;
  readonly limits: readonly Limit[];
};

export type Verdict = "reached" | "missed" | "unclear" | "no limit";

/** A baseline whose own runs lie further apart than this says nothing. */
const STEADY = 3;

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new Error("nothing was measured");
  const upper = sorted[Math.floor(sorted.length / 2)] ?? max;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? min;
  return { median: (lower + upper) / 2, min, max, runs: sorted.length };
}

/** What all but one of a hundred times stay below. */
export function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

type About = { readonly name: string; readonly unit: string; readonly limits?: readonly Limit[] };

/** A figure whose runs came in pairs with those of its baseline. */
export function compared(
  about: About,
  ours: readonly number[],
  baseline: { name: string; runs: readonly number[] },
): Figure {
  const paired = ours.map((value, n) => [value, baseline.runs[n] ?? Number.NaN] as const);
  return {
    ...about,
    limits: about.limits ?? [],
    figure: spread(ours),
    baseline: { name: baseline.name, figure: spread(baseline.runs) },
    ratio: spread(paired.map(([value, other]) => value / other)),
    excess: spread(paired.map(([value, other]) => value - other)),
  };
}

export function alone(about: About, values: readonly number[]): Figure {
  return { ...about, limits: about.limits ?? [], figure: spread(values) };
}

/** Whether a figure keeps all its limits. A miss next to a restless baseline is unclear. */
export function verdictOf(figure: Figure): Verdict {
  if (figure.limits.length === 0) return "no limit";
  if (figure.limits.every((limit) => keeps(figure, limit))) return "reached";
  const base = figure.baseline?.figure;
  return base !== undefined && base.max > STEADY * base.min ? "unclear" : "missed";
}

function keeps(figure: Figure, { of, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY }: Limit) {
  const median = figure[of]?.median;
  return median !== undefined && median <= atMost && median >= atLeast;
}
