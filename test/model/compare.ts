import { deepStrictEqual, ok } from "node:assert/strict";
import { fieldValues, type Value } from "../../src/report/values.ts";
import { findLedger } from "../../src/store/activities.ts";
import { verifyJournal } from "../../src/store/journal.ts";
import { findOrganisations, unitIds } from "../../src/store/organisations.ts";
import type { Ledger } from "./ledger.ts";
import { CORRECTED, TITLES, YEARS } from "./lines.ts";
import { type Counted, counted, type Rec, recount, seen } from "./rules.ts";
import { FIELDS, idOf, type World } from "./world.ts";

/** Every record as the ledger keeps it and as the model has it. */
export async function compareRecords(ledger: Ledger, world: World): Promise<void> {
  const { db } = world.deps;
  const rows = await db.selectFrom("activity").selectAll().orderBy("id").execute();
  const taking = await db.selectFrom("participation").selectAll().orderBy("person_id").execute();
  const kept = rows.map((row) => ({
    id: row.id,
    from: `${row.source_key} ${row.source_n}`,
    org: row.organisation_id,
    author: row.author_id,
    state: row.state,
    heldFor: row.held_for,
    twin: row.twin_id,
    joined: row.joined === 1,
    kinds: JSON.parse(row.kinds).join(),
    days: `${row.first_day} ${row.last_day === row.first_day ? null : row.last_day} ${row.half}`,
    title: row.title,
    headcount: row.headcount,
    essays: quantityIn(row.quantities),
    people: taking.flatMap(({ activity_id, person_id }) => (activity_id === row.id ? [person_id] : [])).join(),
    doubts: aboutsIn(row.doubts),
  }));
  same(
    kept,
    ledger.records.map((record) => shown(ledger, record)),
  );
  await compareKinds(ledger, world);
}

/** What "the n-th this year" is counted from says of every counted record what the record says. */
async function compareKinds(ledger: Ledger, { deps: { db } }: World): Promise<void> {
  const rows = await db.selectFrom("activity_kind").selectAll().execute();
  const kept = rows.map((row) => `#${row.activity_id} ${row.organisation_id} ${row.first_day} ${row.kind}`);
  const should = ledger.records.flatMap((record) => {
    if (record.state !== "counted") return [];
    const { start, kinds } = seen(record, ledger.records).facts;
    return start === null ? [] : kinds.map((kind) => `#${record.id} ${record.org} ${start} ${kind}`);
  });
  const missing = (of: readonly string[], others: ReadonlySet<string>) => of.filter((one) => !others.has(one));
  same([missing(should, new Set(kept)), missing(kept, new Set(should)), kept.length], [[], [], should.length]);
}

function shown(ledger: Ledger, record: Rec) {
  const { facts, people } = seen(record, ledger.records);
  const { id, org, author, state, heldFor, twin, joined, key, n, doubts } = record;
  return {
    ...{ id, from: `${key} ${n}`, org, author, state, heldFor, twin, joined },
    kinds: facts.kinds.join(),
    days: `${facts.start} ${facts.end} ${facts.half}`,
    title: facts.title,
    headcount: facts.headcount,
    essays: facts.essays,
    people: [...people].sort((a, b) => a - b).join(),
    doubts: doubts.map(({ about }) => about).join(),
  };
}

function quantityIn(json: string): number | null {
  return (JSON.parse(json) as { name: string; value: number }[]).find(({ name }) => name === "心得")?.value ?? null;
}

function aboutsIn(json: string): string {
  return (JSON.parse(json) as { about: string }[]).map(({ about }) => about).join();
}

/** Equality of plain data, compared with care only where it fails, since that takes longer. */
export function same(is: object, should: object): void {
  if (JSON.stringify(is) !== JSON.stringify(should)) deepStrictEqual(is, should);
}

/** I3 and I4: every number of the report is the naive recount, with and without what stands below. */
export async function compareNumbers(ledger: Ledger, world: World): Promise<void> {
  const { deps, units } = world;
  const levels = new Map((await findOrganisations(deps.db)).map(({ id, level }) => [id, level]));
  const all = counted(ledger.records);
  for (const { unit, withSubUnits, years } of scopesOf(units)) {
    const orgs = withSubUnits ? await unitIds(deps.db, unit) : [unit];
    same([...orgs].sort(), withSubUnits ? ledger.below(unit) : [unit]);
    for (const year of years) {
      const period = { first: `${year}-01-01`, last: `${year}-12-31` } as const;
      const activities = await findLedger(deps.db, { organisations: orgs, period, states: ["counted", "held"] });
      const scope = { organisation: unit, levels };
      const values = fieldValues({ ...deps, scope, activities, year, manual: new Map() });
      same({ unit, year, ...numbersIn(values) }, { unit, year, ...recounted(all, { orgs, year, unit }) });
    }
  }
}

type Scoped = { readonly unit: number; readonly withSubUnits: boolean; readonly years: readonly number[] };

function scopesOf([top = 0, , second = 0, one = 0, two = 0]: readonly number[]): Scoped[] {
  return [
    { unit: one, withSubUnits: false, years: YEARS },
    { unit: two, withSubUnits: false, years: YEARS },
    { unit: second, withSubUnits: true, years: [2027] },
    { unit: top, withSubUnits: true, years: [2026] },
  ];
}

const TIMES = ["集中学习", "党课", "主题党日"] as const;
const OF_UNIT = ["总支会议", "总支扩大会议"] as const;

function numbersIn(values: readonly Value[]): Record<string, number | null> {
  return Object.fromEntries(FIELDS.map((id) => [id, values.find(({ field }) => field === id)?.value ?? null]));
}

function recounted(
  all: readonly Counted[],
  { orgs, year, unit }: { orgs: readonly number[]; year: number; unit: number },
): Record<string, number | null> {
  const count = (kind: string, of: readonly number[]) => recount(all, { orgs: of, kind, year });
  return {
    ...Object.fromEntries(TIMES.map((kind) => [kind, count(kind, orgs).times])),
    ...Object.fromEntries(OF_UNIT.map((kind) => [kind, count(kind, [unit]).times])),
    集中学习人次: count("集中学习", orgs).people,
    党课人次: count("党课", orgs).people,
    心得体会: count("心得体会", orgs).essays,
  };
}

/** I1, I2, I5, I8 and the journal. */
export async function checkInvariants({ records }: Ledger, world: World): Promise<void> {
  const { db } = world.deps;
  const inbox = (await db.selectFrom("inbox").select(["key", "state"]).execute()).map(({ key }) => key);
  const kept = new Set(inbox);
  same([kept.size], [inbox.length]);
  same(
    [...world.acknowledged].filter((key) => !kept.has(key)),
    [],
  );
  same([new Set(records.map(({ key, n }) => `${key} ${n}`)).size], [records.length]);
  await checkOutbox(world);
  ok((await verifyJournal(db)).ok, "the journal is broken");
  await explainByJournal(world);
}

/** I5, and I8: what goes to people of one branch holds no word of the other one. */
async function checkOutbox({ deps: { db }, people, units }: World): Promise<void> {
  const rows = await db.selectFrom("outbox").select(["chat", "payload", "state", "error"]).execute();
  for (const { state, chat, error } of rows) {
    ok(
      state === "queued" || state === "sent" || chat === "erased" || error !== null,
      `a ${state} message without a reason`,
    );
  }
  for (const [side, org] of [
    ["first", units[3]],
    ["second", units[4]],
  ] as const) {
    const own = new Set(people.filter((one) => one.org !== org).map(({ name }) => idOf(name)));
    const told = rows.flatMap(({ chat, payload }) => (own.has(chat) ? [payload] : [])).join("\n");
    const marks = [
      ...TITLES[side],
      CORRECTED[side],
      ...people.filter((one) => one.org === org).map(({ name }) => name),
    ];
    same(
      marks.filter((mark) => told.includes(mark)),
      [],
    );
  }
}

/** The state of every activity follows from what the journal says was done to it. */
async function explainByJournal({ deps: { db } }: World): Promise<void> {
  const rows = await db
    .selectFrom("journal as j")
    .leftJoin("journal_body as b", "b.journal_id", "j.id")
    .select(["j.activity_id", "j.operation", "b.body"])
    .where("j.activity_id", "is not", null)
    .orderBy("j.id")
    .execute();
  const states = new Map<number, string | undefined>();
  for (const { activity_id, operation, body } of rows) {
    if (activity_id !== null) states.set(activity_id, stateAfter(operation, body, states.get(activity_id)));
  }
  const kept = await db.selectFrom("activity").select(["id", "state"]).execute();
  const unexplained = kept.filter(({ id, state }) => (states.get(id) ?? state) !== state || !states.has(id));
  same(unexplained, []);
}

function stateAfter(operation: string, body: string | null, before: string | undefined): string | undefined {
  if (operation === "void" || operation === "join" || operation === "leave") return "void";
  if (operation === "reason" || operation === "supply" || operation === "confirm") return before;
  const { after } = JSON.parse(body ?? "{}") as { after?: string | { state: string } };
  return typeof after === "string" ? after : after?.state;
}
