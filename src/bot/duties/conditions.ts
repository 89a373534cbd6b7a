import * as z from "zod";
import type { Day } from "../../ledger/activity.ts";
import { addDays } from "../../ledger/calendar.ts";
import { CONDITIONS, type Condition, type Conditions } from "../../ledger/duties.ts";
import { findGroups, findKindsHeld, findLevels } from "../../store/duty-facts.ts";
import { getMark, getMarks, setMark } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";

const PREFIX = "conditions:";

const conditions = z.object({
  支委会: z.boolean().optional(),
  党小组: z.boolean().optional(),
  中心组: z.boolean().optional(),
});

/** The kind whose records show that a branch has what a condition asks for. */
const SHOWN_BY: Readonly<Record<Condition, string>> = {
  支委会: "支委会",
  党小组: "党小组会",
  中心组: "理论中心组学习",
};

const LATELY_DAYS = 730;

/** What was answered, else what the ledger shows, of the conditions that are asked for; what neither tells is left open. */
export async function conditionsOf(
  db: Db,
  { organisations, today }: { organisations: readonly number[]; today: Day },
  asked: Iterable<Condition> = CONDITIONS,
): Promise<Map<number, Conditions>> {
  const wanted = [...asked];
  if (wanted.length === 0) return new Map();
  const stated = await getMarks(db, PREFIX, organisations);
  const shownBy = await openShown(db, { organisations, today, wanted });
  return new Map(
    organisations.map((organisation) => {
      const said = readStated(stated.get(organisation));
      const known: Partial<Record<Condition, boolean>> = {};
      for (const condition of wanted) {
        const value = said[condition] ?? shownBy(organisation, condition);
        if (value !== undefined) known[condition] = value;
      }
      return [organisation, known];
    }),
  );
}

type Looked = {
  readonly organisations: readonly number[];
  readonly today: Day;
  readonly wanted: readonly Condition[];
};

/** What the ledger shows of the conditions of many organisations. */
async function openShown(db: Db, { organisations, today, wanted }: Looked) {
  const withUnits = wanted.includes("党小组") ? await findGroups(db, organisations) : new Map<number, never>();
  const kinds = wanted.map((condition) => SHOWN_BY[condition]);
  const period = { first: addDays(today, -LATELY_DAYS), last: today };
  const held = await findKindsHeld(db, { organisations, kinds, period });
  const levels = await findLevels(db, organisations);
  return (organisation: number, condition: Condition): boolean | undefined => {
    // A group has no committee of its own.
    if (levels.get(organisation) === "党小组") return condition === "党小组";
    if (condition === "党小组" && withUnits.has(organisation)) return true;
    if (held.get(organisation)?.has(SHOWN_BY[condition])) return true;
    // It is a rule for committees of the party and not for branches.
    if (condition !== "中心组") return undefined;
    return levels.get(organisation) === "党委" ? undefined : false;
  };
}

function readStated(value: string | undefined): Conditions {
  if (value === undefined) return {};
  const read = conditions.parse(JSON.parse(value));
  return Object.fromEntries(Object.entries(read).filter(([, known]) => known !== undefined));
}

/** Keeps what a person said of their branch. */
export async function decide(db: Db, organisation: number, said: Conditions): Promise<void> {
  const known = readStated(await getMark(db, PREFIX + organisation));
  await setMark(db, PREFIX + organisation, JSON.stringify({ ...known, ...said }));
}
