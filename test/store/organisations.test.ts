import { describe, expect, test } from "vitest";
import { insertActivity, updateActivity } from "../../src/store/activities.ts";
import { levelOf } from "../../src/store/organisation-names.ts";
import {
  ensureOrganisation,
  findOrganisation,
  findOrganisations,
  getOrganisation,
  organisationPath,
  organisationsWithRecords,
  renameOrganisation,
  unitIds,
} from "../../src/store/organisations.ts";
import { NOW, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";

test.for([
  ["示范党委", "党委"],
  ["机关党总支", "党总支"],
  ["机关总支", "党总支"],
  ["第一党支部", "党支部"],
  ["第一支部", "党支部"],
  ["第二党小组", "党小组"],
  ["青年突击队", "党支部"],
])("%s is a %s", ([name, level]) => {
  expect(levelOf(name ?? "")).toBe(level);
});

describe.for(stores)("organisations on %s", ([, open]) => {
  const store = storeFor(open);

  const ensure = (...path: string[]) => ensureOrganisation(store.db, path, NOW);

  test("a path is created once, with what is missing above it", async () => {
    const branch = await ensure("示范党总支", "第一党支部");
    expect(await ensure("示范党总支", "第一党支部")).toEqual(branch);
    expect(branch).toMatchObject({ name: "第一党支部", level: "党支部", zone: "Asia/Shanghai", created_at: NOW });
    expect((await findOrganisations(store.db)).map(({ path, level }) => [path, level])).toEqual([
      ["示范党总支", "党总支"],
      ["示范党总支 > 第一党支部", "党支部"],
    ]);
    expect(await organisationPath(store.db, branch.id)).toBe("示范党总支 > 第一党支部");
  });

  test("the same name may stand under different parents, and twice as a root never", async () => {
    const a = await ensure("甲党总支", "第一党支部");
    const b = await ensure("乙党总支", "第一党支部");
    expect(a.id).not.toBe(b.id);
    const root = {
      parent_id: null,
      name: "甲党总支",
      level: "党总支",
      zone: "Asia/Shanghai",
      created_at: NOW,
    } as const;
    await expect(store.db.insertInto("organisation").values(root).execute()).rejects.toThrow();
  });

  test("a name is found by its full path or a unique ending", async () => {
    const first = await ensure("甲党总支", "第一党支部");
    const second = await ensure("甲党总支", "第二党支部");
    await ensure("乙党总支", "第二党支部");
    const root = await ensure("第一党支部");

    expect(await findOrganisation(store.db, "甲党总支>第一党支部")).toMatchObject({ found: { id: first.id } });
    expect(await findOrganisation(store.db, " 甲党总支 ＞ 第二党支部 ")).toMatchObject({ found: { id: second.id } });
    expect(await findOrganisation(store.db, "第一党支部")).toMatchObject({ found: { id: root.id } });
    expect(await findOrganisation(store.db, "第二党支部")).toEqual({
      ambiguous: ["甲党总支 > 第二党支部", "乙党总支 > 第二党支部"],
    });
    expect(await findOrganisation(store.db, "第三党支部")).toEqual({ none: true });
    expect(await findOrganisation(store.db, " > ")).toEqual({ none: true });
  });

  test("a unit is an organisation and all below it", async () => {
    const top = await ensure("示范党委");
    const middle = await ensure("示范党委", "甲党总支");
    const branch = await ensure("示范党委", "甲党总支", "第一党支部");
    const other = await ensure("示范党委", "乙党总支");

    expect(await unitIds(store.db, top.id)).toEqual([top.id, middle.id, branch.id, other.id]);
    expect(await unitIds(store.db, middle.id)).toEqual([middle.id, branch.id]);
    expect(await unitIds(store.db, branch.id)).toEqual([branch.id]);
  });

  test("a new name gives the level that follows from it, unless a sibling has it", async () => {
    const branch = await ensure("甲党总支", "示范党支部");
    await ensure("甲党总支", "第二党支部");

    expect(await renameOrganisation(store.db, branch.id, "第二党支部")).toBe("taken");
    expect(await renameOrganisation(store.db, branch.id, "示范党支部")).toBe("renamed");
    expect(await renameOrganisation(store.db, branch.id, "示范党小组")).toBe("renamed");
    expect(await getOrganisation(store.db, branch.id)).toMatchObject({ name: "示范党小组", level: "党小组" });
  });

  test("only organisations with a record that is not void have records", async () => {
    const branch = await newBranch(store.db);
    const other = await newBranch(store.db, "第二党支部");
    const kept = await insertActivity(store.db, studySession(branch));
    const voided = await insertActivity(store.db, studySession(other, { sourceKey: "terminal:2" }));
    await updateActivity(store.db, voided, { state: "void" });

    expect((await organisationsWithRecords(store.db)).map(({ path }) => path)).toEqual(["第一党支部"]);
    await updateActivity(store.db, kept, { state: "void" });
    expect(await organisationsWithRecords(store.db)).toEqual([]);
  });
});
