const ENOUGH = 0.34;

/** Up to three of the candidates that a mistyped name most likely meant, the likeliest first. */
export function nearest(name: string, candidates: readonly string[]): string[] {
  return candidates
    .map((candidate) => ({ candidate, score: likeness(name, candidate) }))
    .filter(({ score }) => score >= ENOUGH)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Shared characters and pairs of neighbours, between 0 and 1. */
function likeness(a: string, b: string): number {
  return (dice([...a], [...b]) + dice(pairs(a), pairs(b))) / 2 + (a.includes(b) || b.includes(a) ? 0.25 : 0);
}

function pairs(text: string): string[] {
  const letters = [...`^${text}$`];
  return letters.slice(1).map((letter, i) => `${letters[i]}${letter}`);
}

function dice(a: readonly string[], b: readonly string[]): number {
  const rest = new Map<string, number>();
  for (const one of b) rest.set(one, (rest.get(one) ?? 0) + 1);
  let shared = 0;
  for (const one of a) {
    const left = rest.get(one) ?? 0;
    if (left === 0) continue;
    shared++;
    rest.set(one, left - 1);
  }
  return a.length + b.length === 0 ? 0 : (2 * shared) / (a.length + b.length);
}
