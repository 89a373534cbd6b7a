import { beforeEach, describe, expect, test } from "vitest";
import type { Promised } from "../../src/ledger/duties.ts";
import { insertActivity } from "../../src/store/activities.ts";
import { bindChat } from "../../src/store/chats.ts";
import {
  findGroups,
  findKindsHeld,
  findLevels,
  findLookedAfter,
  findQuantitiesNamed,
} from "../../src/store/duty-facts.ts";
import { verifyJournal } from "../../src/store/journal.ts";
import { findManualFields, saveManualValue } from "../../src/store/manual-values.ts";
import { dropMark, findMarks, getMark, getMarks, markPages, setMark, setMarks } from "../../src/store/marks.ts";
import { mergeOrganisations } from "../../src/store/mergers.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import { enrol } from "../../src/store/people.ts";
import {
  addPromise,
  findPromises,
  findPromisesOf,
  redactPromises,
  type StoredPromise,
  savePromises,
  setPromiseState,
} from "../../src/store/promises.ts";
import { findTargets } from "../../src/store/push-targets.ts";
import { writing } from "../../src/store/transaction.ts";
import { openYearCounts } from "../../src/store/year-counts.ts";
import { type Branch, NOW, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";

const quarterly: Promised = {
  ...{ text: "每季度至少1次理论中心组学习", kind: "理论中心组学习" },
  ...{ minimum: 1, per: "quarter", deadline: null },
};
const byJune: Promised = {
  ...{ text: "6月底前完成换届补选", kind: "换届补选" },
  ...{ minimum: 1, per: "year", deadline: "2024-06-30" },
};
const inWords: Promised = {
  ...{ text: "年内由张三改造活动室", kind: null },
  ...{ minimum: 1, per: "year", deadline: null },
};

describe.for(stores)("the calendar on %s", ([, open]) => {
  const store = storeFor(open);
  let branch: Branch;
  beforeEach(async () => {
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
    const other = await newBranch(store.db, "第二党支部", "李四");
    await insertActivity(store.db, studySession(other, { start: "2023-04-06", sourceKey: "terminal:other" }));
    const organisations = [branch.organisation, other.organisation, 99];
    const found = await openYearCounts()(store.db, organisations, { first: "2023-01-01", last: "2023-11-30" });
    const told = (found.get(branch.organisation) ?? []).map(({ one, count }) => [
      one.kinds.join("+"),
      one.quantities.length,
      count,
    ]);
    expect(told.sort((a, b) => String(a).localeCompare(String(b), "en"))).toEqual([
      ["党课+集中学习", 0, 1],
      ["集中学习", 0, 2],
      ["集中学习", 12, 1],
    ]);
    expect(found.get(other.organisation)).toMatchObject([{ one: { kinds: ["集中学习"] }, count: 1 }]);
    expect(found.has(99)).toBe(false);
    const spring = await openYearCounts()(store.db, organisations, { first: "2023-03-07", last: "2023-04-06" });
    expect(spring.get(branch.organisation)).toMatchObject([{ count: 1 }]);
  });

  test("groups that hear from a branch are told by age, with what its clock shows", async () => {
    const { organisation: organisationId } = branch;
    await bindChat(store.db, { key: "telegram:-2", organisationId, now: "2023-02-01T00:00:00.000Z" });
    await bindChat(store.db, { key: "lark:oc:1", organisationId, now: "2023-01-01T00:00:00.000Z" });
    expect(await findTargets(store.db)).toMatchObject([
      { channel: "lark", chat: "oc:1", zone: "Asia/Shanghai", name: "第一党支部" },
      { channel: "telegram", chat: "-2" },
    ]);

    const many = Array.from({ length: 1001 }, (_, n) => ({
      key: `lark:${1000 + n}`,
      created_at: "2023-01-15T00:00:00.000Z",
    }));
    await store.db
      .insertInto("chat")
      .values(many.map((chat) => ({ ...chat, organisation_id: organisationId })))
      .execute();
    const chats = (await findTargets(store.db)).map(({ chat }) => chat);
    expect(chats).toEqual(["oc:1", ...many.map(({ key }) => key.slice(5)), "-2"]);
  });

  test("marks are found by the beginning of their keys", async () => {
    for (const key of ["weekly:1", "weekly:12", "weekly", "weeklz:1"]) await setMark(store.db, key, key);
    expect(await findMarks(store.db, "weekly:")).toEqual(
      new Map([
        ["1", "weekly:1"],
        ["12", "weekly:12"],
      ]),
    );
    const many = Array.from({ length: 450 }, (_, n) => [`weekly:${n}`, `new ${n}`] as const);
    await setMarks(store.db, new Map(many));
    expect(await getMarks(store.db, "weekly:", [12, 449, 450])).toEqual(
      new Map([
        [12, "new 12"],
        [449, "new 449"],
      ]),
    );
    const pages: ReadonlyMap<string, string>[] = [];
    for await (const page of markPages(store.db, "weekly:")) pages.push(page);
    expect(pages.flatMap((page) => [...page])).toEqual([...(await findMarks(store.db, "weekly:"))]);
    expect(pages.map(({ size }) => size)).toEqual([100, 100, 100, 100, 50]);
    await dropMark(store.db, "weekly:1");
    expect(await getMark(store.db, "weekly:1")).toBeUndefined();
  });

  test("what branches have is seen from their units and their records", async () => {
    const { organisation } = branch;
    const other = (await newBranch(store.db, "第二党支部", "李四")).organisation;
    const both = [organisation, other];
    const held = (first: `${number}-${number}-${number}`) =>
      findKindsHeld(store.db, {
        ...{ organisations: both, kinds: ["集中学习", "党课"], period: { first, last: "2023-12-31" } },
      });
    expect(await findGroups(store.db, both)).toEqual(new Map());
    const { id } = await ensureOrganisation(store.db, ["第一党支部", "第一党小组"], NOW);
    expect(await findGroups(store.db, both)).toEqual(new Map([[organisation, [{ id, name: "第一党小组" }]]]));
    expect(await findLevels(store.db, both)).toEqual(
      new Map([
        [organisation, "党支部"],
        [other, "党支部"],
      ]),
    );
    await insertActivity(store.db, studySession(branch));
    expect(await held("2023-01-01")).toEqual(new Map([[organisation, new Set(["集中学习"])]]));
    expect(await held("2023-06-01")).toEqual(new Map());
    const quantities = [{ name: "心得", value: 2, unit: "篇", bound: "exact" as const }];
    await insertActivity(store.db, { ...studySession(branch), sourceN: 1, quantities });
    const named = (first: "2023-01-01" | "2023-06-01") =>
      findQuantitiesNamed(store.db, {
        ...{ organisations: both, kinds: ["集中学习"], period: { first, last: "2023-12-31" } },
      });
    expect(await named("2023-01-01")).toEqual(new Map([[organisation, new Set(["心得"])]]));
    expect(await named("2023-06-01")).toEqual(new Map());
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

  const by = () => ({ at: NOW, personId: branch.person, sourceKey: "terminal:1", salt: "s" });
  const of2024 = () => ({ organisation: branch.organisation, year: 2024 });
  const save = (promises: readonly Promised[], source = "2023年述职报告.docx") =>
    writing(store.db, (trx) => savePromises(trx, { ...of2024(), source, promises }, by()));
  const state = (n: number, wanted: "open" | "done" | "withdrawn") =>
    writing(store.db, (trx) => setPromiseState(trx, { ...of2024(), n, state: wanted }, by()));
  const numbered = (all: readonly StoredPromise[]) => all.map(({ n, text, state: is }) => [n, text, is]);
  const operations = async () =>
    (await store.db.selectFrom("journal").select("operation").orderBy("id").execute()).map((one) => one.operation);

  test("a report's promises are kept as a set, read back as they were said, and journalled", async () => {
    expect(await save([quarterly, byJune])).toMatchObject([
      { n: 1, ...quarterly, source: "2023年述职报告.docx", state: "open" },
      { n: 2, ...byJune },
    ]);
    expect(await findPromises(store.db, of2024())).toHaveLength(2);
    expect(await findPromises(store.db, { ...of2024(), year: 2025 })).toEqual([]);
    expect(await operations()).toEqual(["promises"]);
    expect(await verifyJournal(store.db)).toMatchObject({ ok: true });
  });

  test("read anew, what stays keeps its number and its state, and what is gone stays as replaced", async () => {
    await save([quarterly, byJune]);
    await state(1, "done");
    await save([inWords, quarterly]);
    expect(numbered(await findPromises(store.db, of2024()))).toEqual([
      [1, quarterly.text, "done"],
      [3, inWords.text, "open"],
    ]);
    const rows = await store.db.selectFrom("promise").select(["n", "state", "closed_at"]).orderBy("n").execute();
    expect(rows[1]).toEqual({ n: 2, state: "replaced", closed_at: NOW });
    const before = await operations();
    await save([inWords, quarterly]);
    expect(await operations()).toEqual(before);
  });

  test("sources do not touch each other, and one that was withdrawn stays so when its report is read again", async () => {
    await save([quarterly]);
    await writing(store.db, (trx) => addPromise(trx, { ...of2024(), promised: byJune }, by()));
    await state(1, "withdrawn");
    await save([quarterly]);
    expect(numbered(await findPromises(store.db, of2024()))).toEqual([[2, byJune.text, "open"]]);
    await state(1, "open");
    const all = await findPromises(store.db, of2024());
    expect(all).toHaveLength(2);
    const organisations = [branch.organisation, 99];
    expect(await findPromisesOf(store.db, { organisations, year: 2024 })).toEqual(
      new Map([[branch.organisation, all]]),
    );
  });

  test("what was promised already is not added twice", async () => {
    await save([quarterly]);
    expect(
      await writing(store.db, (trx) => addPromise(trx, { ...of2024(), promised: quarterly }, by())),
    ).toBeUndefined();
  });

  test("an erased name goes out of its words, and a merged branch takes its promises along", async () => {
    await save([inWords]);
    const other = await newBranch(store.db, "第二党支部", "李四");
    await writing(store.db, (trx) =>
      savePromises(
        trx,
        { organisation: other.organisation, year: 2024, source: "x", promises: [byJune, quarterly] },
        by(),
      ),
    );
    await writing(store.db, (trx) => redactPromises(trx, ["张三"], (text) => text.replaceAll("张三", "某某")));
    await writing(store.db, (trx) => mergeOrganisations(trx, { from: other.organisation, into: branch.organisation }));
    const all = await findPromises(store.db, of2024());
    expect(all.map(({ text }) => text)).toEqual(["年内由某某改造活动室", byJune.text, quarterly.text]);
    expect(new Set(all.map(({ n }) => n)).size).toBe(3);
  });
});
