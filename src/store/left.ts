import type { Db, Trx } from "./schema.ts";

/** Work that a transaction leaves to be done after it. */
export type Left = "job" | "download";

const watched = new WeakMap<Db, Set<Left>>();

/**
 * What a transaction leaves from now on, so that nobody has to ask the database after every
 * commit. It may name what a piece that was undone would have left, and never misses any.
 */
export function watchLeft(trx: Trx): ReadonlySet<Left> {
  const left = new Set<Left>();
  watched.set(trx, left);
  return left;
}

/** Tells whoever watches the transaction that it leaves work; nobody need watch. */
export function noteLeft(db: Db, what: Left): void {
  watched.get(db)?.add(what);
}
