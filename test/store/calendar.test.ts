import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { insertActivity } from "../../src/store/activities.ts";
import { bindChat } from "../../src/store/chats.ts";
import { findLookedAfter, hasHeld, hasUnits } from "../../src/store/duty-facts.ts";
import { findManualFields, saveManualValue } from "../../src/store/manual-values.ts";
import { dropMark, findMarks, getMark, setMark } from "../../src/store/marks.ts";
import type { Store } from "../../src/store/open.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import { enrol } from "../../src/store/people.ts";
import { findTargets } from "../../src/store/push-targets.ts";
import { openYearCounts } from "../../src/store/year-counts.ts";
import { type Branch, clear, NOW, newBranch, stores, studySession } from "../helpers/stores.ts";

describe.for(stores)("the calendar on %s", ([, open]) => {
  let store: Store;
  let branch: Branch;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await clear(store);
    branch = await newBranch(store.db);
  });

  test("alike activities of a span are counted together, long ones one by one", async () => {
    const long = Array.from({ length: 12 }, (_, n) => ({
      name: `数量${n}`,
      unit: "个",
      value: n,
      bound: "exact" as const,
    }));
    const all = [
      { start: "2023-03-06" as const },
      { start: "2023-04-06" as const },
      { start: "2023-05-06" as const, quantities: long },
      { start: "2023-06-06" as const, state: "void" as const },
      { start: "2023-12-06" as const },
      { start: "2022-03-06" as const },
      { start: "2023-02-06" as const, kinds: ["党课", "集中学习"] },
    ];
    for (const [n, changes] of all.entries()) {
      await insertActivity(store.db, studySession(branch, { ...changes, sourceKey: `terminal:${n}` }));
    }
    const span = { organisation: branch.organisation, year: "2023", first: "2023-01-01", last: "2023-11-30" } as const;
    const counts = await openYearCounts()(store.db, span);
    const told = counts.map(({ one, count }) => [one.kinds.join("+"), one.quantities.length, count]);
    expect(told.sort((a, b) => String(a).localeCompare(String(b), "en"))).toEqual([
      ["党课+集中学习", 0, 1],
      ["集中学习", 0, 2],
      ["集中学习", 12, 1],
    ]);
    expect(await openYearCounts()(store.db, { ...span, first: "2023-03-07", last: "2023-04-06" })).toMatchObject([
      { count: 1 },
    ]);
  });

  test("groups that hear from a branch are told by age, with what its clock shows", async () => {
    const { organisation: organisationId } = branch;
    await bindChat(store.db, { key: "telegram:-2", organisationId, now: "2023-02-01T00:00:00.000Z" });
    await bindChat(store.db, { key: "lark:oc:1", organisationId, now: "2023-01-01T00:00:00.000Z" });
    expect(await findTargets(store.db)).toMatchObject([
      { channel: "lark", chat: "oc:1", zone: "Asia/Shanghai", name: "第一党支部" },
      { channel: "telegram", chat: "-2" },
    ]);
  });

  test("marks are found by the beginning of their keys", async () => {
    for (const key of ["weekly:1", "weekly:12", "weekly", "weeklz:1"]) await setMark(store.db, key, key);
    expect(await findMarks(store.db, "weekly:")).toEqual(
      new Map([
        ["1", "weekly:1"],
        ["12", "weekly:12"],
      ]),
    );
    await dropMark(store.db, "weekly:1");
    expect(await getMark(store.db, "weekly:1")).toBeUndefined();
  });

  test("what a branch has is seen from its units and its records", async () => {
    const { organisation } = branch;
    const lately = { first: "2023-01-01", last: "2023-12-31" } as const;
    expect(await hasUnits(store.db, organisation, "党小组")).toBe(false);
    await ensureOrganisation(store.db, ["第一党支部", "第一党小组"], NOW);
    expect(await hasUnits(store.db, organisation, "党小组")).toBe(true);
    await insertActivity(store.db, studySession(branch));
    expect(await hasHeld(store.db, { organisation, kind: "集中学习", ...lately })).toBe(true);
    expect(await hasHeld(store.db, { organisation, kind: "集中学习", first: "2023-06-01", last: "2023-12-31" })).toBe(
      false,
    );
    expect(await hasHeld(store.db, { organisation, kind: "党课", ...lately })).toBe(false);
  });

  test("a branch is looked after once, however many officers and accounts it has", async () => {
    for (const name of ["王五", "赵六"]) {
      const enrolment = { channel: "telegram", externalId: name, name, organisationId: branch.organisation };
      await enrol(store.db, { ...enrolment, role: "secretary", now: NOW });
    }
    expect(await findLookedAfter(store.db, ["telegram", "lark"])).toHaveLength(1);
    expect(await findLookedAfter(store.db, ["lark"])).toEqual([]);
    expect(await findLookedAfter(store.db, [])).toEqual([]);
  });

  test("fields that people stated are told by organisation", async () => {
    const { organisation, person } = branch;
    const stated = { organisation_id: organisation, year: 2023, person_id: person, set_at: NOW, value: "0" };
    await saveManualValue(store.db, { ...stated, field: "党课" });
    await saveManualValue(store.db, { ...stated, field: "调研", year: 2022 });
    const found = await findManualFields(store.db, { organisations: [organisation, 99], year: 2023 });
    expect([...(found.get(organisation) ?? [])]).toEqual(["党课"]);
  });
});
