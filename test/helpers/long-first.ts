import { createHash } from "node:crypto";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes long or waits much, the longest first: begun last, it would keep all others waiting for its end. */
const LONG = [
  "model/ledger.model.test.ts",
  "telegram-week.test.ts",
  "report/learn/learn.property.test.ts",
  "acceptance.test.ts",
];

/** Begins with what takes long; all else comes in an order of the run's seed. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const places = new Map(files.map((file) => [file, placeOf(file.moduleId, seed)]));
    return files.toSorted((a, b) => ((places.get(a) ?? "") < (places.get(b) ?? "") ? -1 : 1));
  }
}

function placeOf(file: string, seed: number): string {
  const at = LONG.findIndex((end) => file.endsWith(`/test/${end}`));
  return at >= 0 ? `0 ${at}` : `1 ${createHash("sha256").update(`${seed} ${file}`).digest("hex")}`;
}
