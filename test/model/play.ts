import fc from "fast-check";
import { dialectOf } from "../../src/store/database/dialect.ts";
import type { Store } from "../../src/store/open.ts";
import { clear } from "../helpers/stores.ts";
import { Ledger } from "./ledger.ts";
import { type Step, step } from "./step.ts";
import { compareAll, Played } from "./steps.ts";
import { openWorld } from "./world.ts";

/** MODEL_RUNS plays more histories than the usual thousand, MODEL_SEED other ones. */
const { MODEL_RUNS, MODEL_SEED } = process.env;
const RUNS = Number(MODEL_RUNS ?? 1000);
const SEED = Number(MODEL_SEED ?? 20_261_123);
const STEPS = 60;

const histories = fc.array(step, { minLength: STEPS, maxLength: STEPS });

/** How many histories are played where the usual thousand would be so many. */
export function runsOf(usual: number): number {
  return Math.ceil((RUNS * usual) / 1000);
}

/**
 * Plays random histories in the real ledger and in the model. Throws the first that
 * differs, as lines of chat. `part` tells those apart that play beside each other.
 */
export async function playAll(store: Store, { numRuns, part }: { numRuns: number; part: number }): Promise<string> {
  const property = fc.asyncProperty(histories, async (steps) => {
    const failure = await failureOf(store, steps);
    if (failure !== undefined) throw failure.error;
  });
  const checked = await fc.check(property, { numRuns, seed: SEED + part, endOnFailure: true });
  const [failing] = checked.counterexample ?? [];
  if (failing === undefined)
    return `${checked.numRuns} histories of ${STEPS} steps on ${dialectOf(store.db)}, seed ${SEED}`;
  const { steps, error, script } = await shorten(store, failing);
  throw new Error(`MODEL_SEED=${SEED}, ${steps.length} steps:\n${script.join("\n")}\n\n${difference(error)}`);
}

type Failure = { readonly steps: readonly Step[]; readonly error: unknown; readonly script: readonly string[] };

async function failureOf(store: Store, steps: readonly Step[]): Promise<Failure | undefined> {
  await clear(store);
  const real = await openWorld(store);
  const model = new Ledger(real.units);
  try {
    await fc.asyncModelRun(
      () => ({ model, real }),
      steps.map((one) => new Played(one)),
    );
    await compareAll(model, real);
    return undefined;
  } catch (error) {
    return { steps, error, script: model.script };
  }
}

/** Leaves out steps as long as it still fails. */
async function shorten(store: Store, failing: readonly Step[]): Promise<Failure> {
  let best = await failureOf(store, failing);
  if (best === undefined) throw new Error("a failing history does not fail again");
  for (const size of [16, 8, 4, 2, 1, 1]) {
    for (let at = 0; at < best.steps.length; ) {
      const fewer = [...best.steps.slice(0, at), ...best.steps.slice(at + size)];
      const still: Failure | undefined = await failureOf(store, fewer);
      if (still === undefined) at += size;
      else best = still;
    }
  }
  return best;
}

/** What a comparison found, without all that was equal. */
function difference(error: unknown): string {
  const { message, actual, expected } = error as { message?: string; actual?: unknown; expected?: unknown };
  if (!Array.isArray(actual) || !Array.isArray(expected)) {
    return `${message}\n${JSON.stringify({ actual, expected }, null, 1)}`;
  }
  const pairs = Array.from({ length: Math.max(actual.length, expected.length) }, (_, n) =>
    [actual[n], expected[n]].map((one) => JSON.stringify(one)),
  );
  const differing = pairs.flatMap(([is, should]) => (is === should ? [] : [`is     ${is}\nshould ${should}`]));
  return [message, ...differing].join("\n");
}
