import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draftOf } from "../../src/bot/drafts/drafting.ts";
import { openSummaries, type Summary } from "../../src/bot/weekly/summary.ts";
import type { Amount, Bound, Day } from "../../src/ledger/activity.ts";
import { countsByPart, MONTHS, weeksOf } from "../../src/report/charts/data.ts";
import type { Draft } from "../../src/report/draft.ts";
import { draftWorkbook } from "../../src/report/workbook.ts";
import { findLedger, insertActivity, type NewActivity } from "../../src/store/activities.ts";
import { saveAttendance } from "../../src/store/attendance.ts";
import type { Trx } from "../../src/store/schema.ts";
import { writing } from "../../src/store/transaction.ts";
import { type Branch, openBranch } from "../helpers/branch.ts";
import { enrolled, organisation } from "../helpers/people.ts";

const LEDGERS = 50;
const YEAR = 2026;
const BOUNDS: readonly Bound[] = ["exact", "exact", "exact", "exact", "least", "approx"];

/** The same numbers in every run, from 0 to below 1 (mulberry32). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const once = Math.imul(state ^ (state >>> 15), 1 | state);
    const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once;
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
  };
}

let above: Branch;
const branches: number[] = [];
const summaries = new Map<number, Summary>();

beforeAll(async () => {
  above = await openBranch("示范党总支", "2026-12-31 10:00");
  for (let n = 0; n < LEDGERS; n++) branches.push(await organisation(above, `示范党总支 > 第${n}党支部`));
  const author = await enrolled(above, "a", { name: "张三", organisation: branches[0] ?? 0 });
  const { person_id: authorId } = await above.deps.db
    .selectFrom("identity")
    .select("person_id")
    .where("external_id", "=", author.id)
    .executeTakeFirstOrThrow();
  const draw = drawing(20261127);
  await writing(above.deps.db, async (trx) => {
    for (const branch of branches) {
      const count = Math.floor(draw() * 30);
      for (let k = 0; k < count; k++)
        await insertActivity(trx, randomActivity(draw, { branch, authorId, key: `${branch}/${k}` }));
    }
    for (let k = 0; k < 30; k++)
      await attendedAtRandom(trx, draw, { branch: above.organisation, authorId, key: `above/${k}` });
  });
  const week = { first: "2026-12-28", last: "2027-01-03" } as const;
  for (const one of await openSummaries(above.deps, week)(above.deps.db, branches))
    summaries.set(one.organisation, one);
});
afterAll(() => above.close());

/** An event of the organisation above in which about a tenth of the branches took part. */
async function attendedAtRandom(trx: Trx, draw: () => number, wanted: Wanted): Promise<void> {
  const activity = await insertActivity(trx, { ...randomActivity(draw, wanted), state: "counted", heldFor: null });
  for (const branch of branches.filter(() => draw() < 0.1)) {
    const headcount = draw() < 0.5 ? null : amount(draw, 20);
    await saveAttendance(trx, { organisation: branch, activity, headcount, record: null });
  }
}

function amount(draw: () => number, most: number): Amount {
  return { value: 1 + Math.floor(draw() * most), bound: pick(draw, BOUNDS) };
}

function pick<T>(draw: () => number, some: readonly T[]): T {
  const one = some[Math.floor(draw() * some.length)];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
}

type Wanted = { readonly branch: number; readonly authorId: number; readonly key: string };

/** An activity of this year or the last one, of one kind or two, with amounts that its kinds have. */
function randomActivity(draw: () => number, { branch, authorId, key }: Wanted): NewActivity {
  const kinds = [pick(draw, above.deps.catalogue.kinds), pick(draw, above.deps.catalogue.kinds)].slice(
    draw() < 0.7 ? 1 : 0,
  );
  const year = draw() < 0.6 ? YEAR : YEAR - 1;
  const day = new Date(Date.UTC(year, 0, 1) + Math.floor(draw() * 365) * 86_400_000).toISOString().slice(0, 10) as Day;
  const quantities = kinds.flatMap((kind) =>
    [...kind.quantities, { name: "次数", units: ["次"] }, { name: "人次", units: ["人次"] }].flatMap(
      ({ name, units: [unit = ""] }) => (draw() < 0.3 ? [{ name, unit, ...amount(draw, 9) }] : []),
    ),
  );
  const isHeld = draw() < 0.1;
  return {
    kinds: [...new Set(kinds.map(({ name }) => name))],
    start: day,
    ...{ end: null, half: null, title: null, place: null, twinId: null, doubts: [] },
    headcount: draw() < 0.6 ? amount(draw, 40) : null,
    minutes: draw() < 0.4 ? amount(draw, 300) : null,
    quantities: [...new Map(quantities.map((one) => [one.name, one])).values()],
    ...{ sourceKey: `random:${key}`, sourceN: 0, organisation: branch, authorId, chat: "terminal:x" },
    ...{ sentAt: `${day}T02:00:00.000Z`, createdAt: `${day}T02:00:00.000Z` },
    state: isHeld ? "held" : draw() < 0.1 ? "void" : "counted",
    heldFor: isHeld ? "closed" : null,
  };
}

async function draftedOf(branch: number, year: number): Promise<Draft> {
  const { deps } = above;
  const made = await draftOf(deps.db, deps, { organisation: branch, year, withSubUnits: false, madeAt: deps.clock() });
  if (!made.ok) throw new Error(made.faults.join());
  return made.draft;
}

/** What a draft says of the fields that lists in chat show, by what they are called. */
function shownIn({ values }: Draft): Map<string, string> {
  const told = values.filter(({ field, source }) => above.deps.headline.has(field) && source !== "blank");
  return new Map(told.map(({ label, display }) => [label, display]));
}

const SUMMED: ReadonlySet<string> = new Set(["times", "quantity"]);

describe("of 50 ledgers drawn at random", () => {
  test("summary and 统计 tell the numbers of the draft, this year's and last year's", async () => {
    const summed = above.deps.fields.filter(({ measure }) => SUMMED.has(measure.by));
    const isSummed = new Set(summed.map(({ label }) => label));
    for (const branch of branches) {
      const [now, before] = [shownIn(await draftedOf(branch, YEAR)), shownIn(await draftedOf(branch, YEAR - 1))];
      const { soFar = [], more = 0 } = summaries.get(branch) ?? {};
      expect(soFar.map(({ label, display }) => [label, display])).toEqual(
        soFar.map(({ label }) => [label, now.get(label)]),
      );
      expect(soFar.map((one) => [one.label, one.before])).toEqual(
        soFar.map(({ label }) => [label, before.get(label) ?? null]),
      );
      // People and hours need the records themselves, which a summary does not read.
      expect(soFar.length + more).toBe([...now.keys()].filter((label) => isSummed.has(label)).length);
      const member = await enrolled(above, `m${branch}`, { organisation: branch });
      const lines = (await member.says("统计 2026")).text
        .split("\n")
        .slice(1)
        .filter((line) => !line.includes("待定"));
      expect(new Set(lines)).toEqual(new Set([...now].map(([label, display]) => `${label} ${display}`)));
    }
  });

  test("the pictures and the workbook count a kind as the draft counts it under its name", async () => {
    const { db, catalogue } = above.deps;
    for (const [n, branch] of branches.entries()) {
      const draft = await draftedOf(branch, YEAR);
      const times = new Map(
        draft.values.flatMap(({ field, value, source }) =>
          source === "records" && value !== null ? [[field, value] as const] : [],
        ),
      );
      const period = { first: "2026-01-01", last: "2026-12-31" } as const;
      const activities = await findLedger(db, { organisations: [branch], period, states: ["counted"] });
      const counted = catalogue.kinds.flatMap(({ name }) => (times.has(name) ? [[name, times.get(name)]] : []));
      for (const parts of [MONTHS, weeksOf(YEAR)]) {
        const drawn = new Map(countsByPart(activities, catalogue, parts).map(({ kind, total }) => [kind, total]));
        expect(counted.map(([kind]) => [kind, drawn.get(String(kind))])).toEqual(counted);
      }
      if (n % 5 > 0) continue;
      const { sheets } = await readXlsx(await draftWorkbook(draft));
      const rowsOf = (sheet: string) => sheets.find(({ name }) => name === sheet)?.rows ?? [];
      const kept = new Map(rowsOf("字段").map(([field, value]) => [field, value]));
      expect([...times].map(([field]) => [field, kept.get(field)])).toEqual([...times]);
      const byMonth = new Map(rowsOf("分月").map((row) => [String(row[0]).replace(/（[篇件]）$/, ""), row[13]]));
      expect(counted.map(([kind]) => [kind, byMonth.get(String(kind))])).toEqual(counted);
    }
  });
});
