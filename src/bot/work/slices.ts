/** A list in pieces of so many, in its order. */
export function slicesOf<T>(all: readonly T[], atMost: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / atMost) }, (_, n) => all.slice(n * atMost, (n + 1) * atMost));
}

/** The same in turn, each as long as it may be by then. */
export function* pacedSlices<T>(all: readonly T[], atMostNow: () => number): Generator<T[]> {
  for (let from = 0; from < all.length; ) {
    const slice = all.slice(from, from + atMostNow());
    from += slice.length;
    yield slice;
  }
}
