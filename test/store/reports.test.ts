import { beforeEach, describe, expect, test } from "vitest";
import {
  dropPending,
  fillDraft,
  findDraft,
  findDraftNumbers,
  findDrafts,
  isPending,
  reserveDraft,
  saveDraft,
} from "../../src/store/drafts.ts";
import { addJob, closeJob } from "../../src/store/jobs.ts";
import { newestEntry } from "../../src/store/journal.ts";
import { findManualValues, saveManualValue } from "../../src/store/manual-values.ts";
import { getMark, setMark } from "../../src/store/marks.ts";
import { reading } from "../../src/store/transaction.ts";
import { queuedJobs } from "../helpers/queued-jobs.ts";
import { type Branch, NOW, newBranch, storeFor, stores } from "../helpers/stores.ts";

describe.for(stores)("what reports keep on %s", ([name, open]) => {
  // The others have one connection for all.
  const isServer = name === "PostgreSQL";
  const store = storeFor(open);
  let branch: Branch;
  beforeEach(async () => {
    branch = await newBranch(store.db);
  });

  test("a stated value replaces the one before", async () => {
    const year = { organisationId: branch.organisation, year: 2023 };
    const stated = { organisation_id: branch.organisation, year: 2023, person_id: branch.person, set_at: NOW };
    await saveManualValue(store.db, { ...stated, field: "重点工作项数", value: "6" });
    await saveManualValue(store.db, { ...stated, field: "党员数", value: "12" });
    await saveManualValue(store.db, { ...stated, field: "重点工作项数", value: "7" });
    await saveManualValue(store.db, { ...stated, year: 2022, field: "重点工作项数", value: "5" });

    expect(await findManualValues(store.db, year)).toEqual([
      { ...stated, field: "党员数", value: "12" },
      { ...stated, field: "重点工作项数", value: "7" },
    ]);
  });

  test("drafts are numbered by organisation and year", async () => {
    const other = await newBranch(store.db, "第二党支部");
    const draft = (organisation: number, year: number, snapshot: string) =>
      saveDraft(store.db, {
        organisation_id: organisation,
        year,
        with_sub_units: 0,
        cutoff: NOW,
        entry: null,
        snapshot,
        created_at: NOW,
      });
    const first = await draft(branch.organisation, 2023, "[1]");
    const second = await draft(branch.organisation, 2023, "[2]");
    const wanted = { organisationId: branch.organisation, year: 2023 };

    expect([first, second]).toEqual([1, 2]);
    expect(await draft(branch.organisation, 2022, "[]")).toBe(1);
    expect(await draft(other.organisation, 2023, "[]")).toBe(1);
    expect(await findDraft(store.db, wanted)).toMatchObject({ number: 2, snapshot: "[2]" });
    expect(await findDraft(store.db, { ...wanted, number: 1 })).toMatchObject({ number: 1, snapshot: "[1]" });
    expect((await findDrafts(store.db, wanted)).map(({ number }) => number)).toEqual([2, 1]);
    expect(await findDraft(store.db, { ...wanted, number: 3 })).toBeUndefined();
  });

  test("a draft has its number before its values, which it is given once", async () => {
    const whose = { organisation_id: branch.organisation, year: 2023, with_sub_units: 0, created_at: NOW } as const;
    const wanted = { organisationId: branch.organisation, year: 2023 };
    expect([await reserveDraft(store.db, whose), await reserveDraft(store.db, whose)]).toEqual([1, 2]);
    expect(await findDraftNumbers(store.db, wanted)).toEqual([2, 1]);
    const [second, first] = await findDrafts(store.db, wanted);
    expect([first, second].map((row) => row && isPending(row))).toEqual([true, true]);
    const values = { cutoff: NOW, entry: 7, snapshot: "{}" };
    expect(await fillDraft(store.db, first?.id ?? 0, values)).toBe(true);
    expect(await fillDraft(store.db, first?.id ?? 0, { ...values, snapshot: "[]" })).toBe(false);
    for (const row of [first, second]) await dropPending(store.db, row?.id ?? 0);
    expect(await findDraft(store.db, wanted)).toMatchObject({ number: 1, ...values });
    expect(await reserveDraft(store.db, whose)).toBe(2);
  });

  test("what is read at one moment is not changed by what is written since", async () => {
    const year = { organisationId: branch.organisation, year: 2023 };
    const stated = { organisation_id: branch.organisation, year: 2023, person_id: branch.person, set_at: NOW };
    await saveManualValue(store.db, { ...stated, field: "重点工作项数", value: "6" });
    const read = await reading(store.db, async (trx) => {
      const before = await findManualValues(trx, year);
      if (isServer) await saveManualValue(store.db, { ...stated, field: "重点工作项数", value: "7" });
      return [before, await findManualValues(trx, year)];
    });
    expect(read[1]).toEqual(read[0]);
    expect(await newestEntry(store.db)).toBe(0);
  });

  test("a job waits until it is done or failed", async () => {
    const job = { kind: "draft", payload: "{}", created_at: NOW };
    const first = await addJob(store.db, job);
    const second = await addJob(store.db, job);
    const third = await addJob(store.db, job);
    expect((await queuedJobs(store.db)).map(({ id }) => id)).toEqual([first, second, third]);
    await closeJob(store.db, first);
    await closeJob(store.db, second, "no template");
    expect(await queuedJobs(store.db)).toEqual([{ ...job, id: third, state: "queued", error: null }]);
  });

  test("a mark is what was set last", async () => {
    expect(await getMark(store.db, "telegram:offset")).toBeUndefined();
    await setMark(store.db, "telegram:offset", "7");
    await setMark(store.db, "telegram:offset", "8");
    expect(await getMark(store.db, "telegram:offset")).toBe("8");
  });
});
