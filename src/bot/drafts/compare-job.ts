import * as z from "zod";
import type { Deps } from "../call.ts";
import { tellOutcome } from "../outbox/telling.ts";
import { asked } from "../work/payload.ts";
import { readApart, sourceOf } from "../work/read-apart.ts";
import type { Around, Ended } from "../work/slow-work.ts";

/** Drafts to compare, and where that was asked. */
export const compareJob = asked.extend({
  organisation: z.number(),
  year: z.number(),
  first: z.number(),
  /** The ledger as it stands where there is none. */
  second: z.number().exactOptional(),
  askedAt: z.string(),
});

export type CompareJob = Readonly<z.infer<typeof compareJob>>;

/** Compares drafts and tells the outcome. */
export async function compareKept(deps: Deps, job: CompareJob, { report }: Pick<Around, "report">): Promise<Ended> {
  const { organisation, year, first, second, askedAt } = job;
  const wanted = { organisation, year, first, second, askedAt: new Date(askedAt), headline: deps.headline };
  const reading = { do: "compare", ...wanted, source: sourceOf(deps) } as const;
  const text = await readApart<string>(deps.db, reading).catch((error: unknown) => {
    report(error);
    return undefined;
  });
  const plain = text ?? "没有比较成，已经记下原因，请稍后再发一次“对比”。";
  return {
    keep: (trx) => tellOutcome(trx, deps, { asked: job, card: { plain } }),
    ...(text === undefined ? { error: "failed" } : {}),
  };
}
