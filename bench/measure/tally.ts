import { rmSync } from "node:fs";
import { openDatabase } from "../../src/store/database/driver.ts";
import { built } from "../built.ts";
import { alone, compared, type Figure } from "../figures.ts";
import { branchId, dayOf, filledLedger, type Shape, YEAR } from "../filled.ts";
import { rounds, type Setting, timed } from "../rounds.ts";

const { readFiles } = await built<typeof import("../../src/program.ts")>("program");
const { gather } = await built<typeof import("../../src/bot/drafts/drafting.ts")>("bot/drafts/drafting");
const { fieldValues } = await built<typeof import("../../src/report/values.ts")>("report/values");
const { openStore } = await built<typeof import("../../src/store/open.ts")>("store/open");
const { findOverlapping } = await built<typeof import("../../src/store/activities.ts")>("store/activities");

const MADE_AT = new Date(`${YEAR}-12-31T08:00:00Z`);
const LIMIT_MS = 5;
const LOOKUP_MS = 2;
/** How many times as long a year may take in the largest ledger as in the middle one. */
const GROWTH = 1.5;
const ACTIVITIES: Record<Setting["size"], readonly number[]> = {
  quick: [1000, 100_000],
  full: [1000, 100_000, 1_000_000],
};
const PER_BRANCH = [200, 1000];

/**
 * The values of all fields for one branch's year, from the ledger's file to the last sum,
 * while the ledger around it grows; compared with reading the same rows and nothing else.
 */
export async function measure({ size, folder }: Setting): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const perBranch of PER_BRANCH) {
    const medians: number[] = [];
    for (const activities of ACTIVITIES[size]) {
      const { year, same } = await measured(folder, { activities, perBranch });
      medians.push(year.figure.median);
      figures.push(year, same);
    }
    const [, middle, largest] = medians;
    if (middle !== undefined && largest !== undefined) figures.push(growth(largest / middle, perBranch));
  }
  return figures;
}

function growth(times: number, perBranch: number): Figure {
  const name = `year of a branch, 1M ÷ 100k activities, ${perBranch} a branch`;
  return alone({ name, unit: "times", limits: [{ of: "figure", atMost: GROWTH }] }, [times]);
}

async function measured(folder: string, shape: Shape): Promise<{ readonly year: Figure; readonly same: Figure }> {
  const file = await filledLedger(folder, shape);
  const store = await openStore({ file });
  const raw = openDatabase(file, { readonly: true });
  const files = await readFiles(folder);
  const branches = shape.activities / shape.perBranch;
  const rowsOf = raw.prepare("select * from activity where organisation_id = ? and first_day between ? and ?");

  const { tally, rows, lookup, point } = await rounds(
    { warm: 40, runs: 31 },
    {
      rows: (n) => timed(() => rowsOf.all(branchId((n * 7) % branches), `${YEAR}-01-01`, `${YEAR}-12-31`)),
      tally: (n) => {
        const wanted = { organisation: branchId((n * 13) % branches), year: YEAR, withSubUnits: false };
        return timed(async () => {
          const input = await gather(store.db, files, { ...wanted, madeAt: MADE_AT });
          const values = fieldValues({ ...input, activities: input.rows });
          if (!values.some(({ value }) => value !== null)) throw new Error("nothing was counted");
        });
      },
      point: (n) => timed(() => rowsOf.all(branchId((n * 17) % branches), dayOf(n), dayOf(n))),
      lookup: (n) => {
        const day = dayOf(n) as `${number}-${number}-${number}`;
        return timed(() =>
          findOverlapping(store.db, { organisation: branchId((n * 19) % branches), first: day, last: day }),
        );
      },
    },
  );
  raw.close();
  await store.close();
  rmSync(file);
  const about = `${thousands(shape.activities)} activities, ${shape.perBranch} a branch`;
  const atMost = (ms: number) => [{ of: "figure", atMost: ms }] as const;
  return {
    year: compared({ name: `year of a branch, ${about}`, unit: "ms", limits: atMost(LIMIT_MS) }, tally, {
      name: "ms reading the rows",
      runs: rows,
    }),
    same: compared({ name: `same event, ${about}`, unit: "ms", limits: atMost(LOOKUP_MS) }, lookup, {
      name: "ms reading one day",
      runs: point,
    }),
  };
}

function thousands(count: number): string {
  return count >= 1_000_000 ? `${count / 1_000_000}M` : `${count / 1000}k`;
}
