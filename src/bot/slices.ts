/** A list in pieces of so many, in its order. */
export function slicesOf<T>(all: readonly T[], atMost: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / atMost) }, (_, n) => all.slice(n * atMost, (n + 1) * atMost));
}
