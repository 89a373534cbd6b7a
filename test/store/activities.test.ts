import { beforeEach, describe, expect, test } from "vitest";
import type { Day, Quantity } from "../../src/ledger/activity.ts";
import type { Doubt } from "../../src/ledger/understand/reading.ts";
import { findLate } from "../../src/store/activities/late.ts";
import {
  type ActivityPatch,
  addParticipants,
  findActivities,
  findActivity,
  findBySource,
  findHeld,
  findJoined,
  findNewestOwn,
  findOverlapping,
  findRecent,
  findTwins,
  insertActivity,
  type NewActivity,
  placeInYear,
  removeParticipant,
  updateActivity,
} from "../../src/store/activities.ts";
import { findApart, setApart } from "../../src/store/apart.ts";
import { appendJournal } from "../../src/store/journal.ts";
import { writing } from "../../src/store/transaction.ts";
import { type Branch, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";

const YEAR = { first: "2023-01-01", last: "2023-12-31" } as const;

describe.for(stores)("activities on %s", ([, open]) => {
  const store = storeFor(open);
  let branch: Branch;
  let told: number;
  beforeEach(async () => {
    branch = await newBranch(store.db);
    told = 0;
  });

  const log = (changes: Partial<NewActivity> = {}) => {
    told += 1;
    return insertActivity(store.db, studySession(branch, { sourceKey: `terminal:${told}`, ...changes }));
  };
  const change = (id: number, patch: ActivityPatch) => updateActivity(store.db, id, patch);
  const ids = (found: readonly { id: number }[]) => found.map(({ id }) => id);

  test("a record comes back as it was told", async () => {
    const quantity: Quantity = { name: "心得", unit: "篇", value: 2, bound: "least" };
    const doubt: Doubt = {
      about: "participants",
      reason: "either",
      words: "30或31人",
      options: ["30", "31"],
      quantity: { name: "心得", unit: "篇" },
    };
    const record = studySession(branch, {
      kinds: ["主题党日", "党课"],
      end: "2023-03-08",
      title: "𠮷“讲”😀\n\t\u0001\"\\'",
      headcount: null,
      minutes: { value: 66.5, bound: "least" },
      quantities: [quantity],
      doubts: [doubt],
    });
    const id = await insertActivity(store.db, record);

    const kept = { ...record, id, joined: false, participants: [], version: 1 };
    expect(await findActivity(store.db, id)).toEqual(kept);
    const wanted = { organisations: [branch.organisation], period: YEAR, states: ["counted" as const] };
    expect(await findActivities(store.db, wanted)).toEqual([kept]);
    expect(await findActivity(store.db, id + 1)).toBeUndefined();
  });

  test("the n-th record of a message is kept once", async () => {
    await log({ sourceKey: "terminal:a", sourceN: 1, kinds: ["党课"] });
    await log({ sourceKey: "terminal:a", sourceN: 0 });
    await expect(log({ sourceKey: "terminal:a", sourceN: 1 })).rejects.toThrow();
    expect((await findBySource(store.db, "terminal:a")).map(({ kinds }) => kinds)).toEqual([["集中学习"], ["党课"]]);
    expect(await findBySource(store.db, "terminal:b")).toEqual([]);
  });

  test("a record without kind or day cannot be counted, and only a held one says why", async () => {
    await expect(log({ kinds: [] })).rejects.toThrow();
    await expect(log({ start: null })).rejects.toThrow();
    await expect(log({ heldFor: "kind" })).rejects.toThrow();
    await expect(log({ state: "held" })).rejects.toThrow();
    await expect(log({ start: "2023-03-08", end: "2023-03-06" })).rejects.toThrow();
  });

  test("a change keeps the rest and counts the version up", async () => {
    const id = await log();
    await change(id, { headcount: { value: 16, bound: "exact" } });
    await change(id, { start: "2023-03-07", end: "2023-03-09", title: null });
    const kept = studySession(branch, { sourceKey: "terminal:1" });
    expect(await findActivity(store.db, id)).toEqual({
      ...kept,
      id,
      start: "2023-03-07",
      end: "2023-03-09",
      title: null,
      headcount: { value: 16, bound: "exact" },
      joined: false,
      participants: [],
      version: 3,
    });
    await expect(change(id + 1, { title: "x" })).rejects.toThrow("unknown");
  });

  test("a period has what begins in it, by day and id, with who took part", async () => {
    const days: Day[] = ["2023-12-31", "2023-01-01", "2022-12-31", "2024-01-01", "2023-01-01"];
    const logged: number[] = [];
    for (const start of days) logged.push(await log({ start }));
    const across = await log({ start: "2022-12-30", end: "2023-01-02" });
    const [late, early, , , second] = logged;
    if (late === undefined || early === undefined || second === undefined) throw new Error("not logged");
    const other = await newBranch(store.db, "第二党支部", "李四");
    const elsewhere = await log({ organisation: other.organisation, start: "2023-05-01" });
    await addParticipants(store.db, early, [other.person, branch.person, branch.person], "took");
    const find = (organisations: number[], states: NewActivity["state"][] = ["counted"]) =>
      findActivities(store.db, { organisations, period: YEAR, states });

    const found = await find([branch.organisation]);
    expect(ids(found)).toEqual([early, second, late]);
    expect(found.map(({ participants }) => participants)).toEqual([[branch.person, other.person], [], []]);
    expect(ids(await find([other.organisation, branch.organisation]))).toEqual([early, second, elsewhere, late]);
    await change(second, { state: "void" });
    expect(ids(await find([branch.organisation]))).toEqual([early, late]);
    expect(ids(await find([branch.organisation], ["void", "held"]))).toEqual([second]);
    expect(await find([])).toEqual([]);
    expect(ids(await find(Array.from({ length: 1100 }, (_, n) => n + 1)))).toEqual([early, elsewhere, late]);
    expect(across).toBeGreaterThan(0);
  });

  test("overlapping days are found from both sides, void records never", async () => {
    const day = await log({ start: "2023-03-06" });
    const range = await log({ start: "2023-03-01", end: "2023-03-10" });
    const held = await log({ start: "2023-03-05", state: "held", heldFor: "same", twinId: day });
    const voided = await log({ start: "2023-03-06" });
    await log({ start: null, state: "held", heldFor: "date" });
    await change(voided, { state: "void" });
    const find = async (first: Day, last: Day) =>
      ids(await findOverlapping(store.db, { organisation: branch.organisation, first, last }));

    expect(await find("2023-03-06", "2023-03-06")).toEqual([day, range]);
    expect(await find("2023-03-05", "2023-03-06")).toEqual([day, range, held]);
    expect(await find("2023-02-01", "2023-03-01")).toEqual([range]);
    expect(await find("2023-03-10", "2023-04-01")).toEqual([range]);
    expect(await find("2023-03-11", "2023-04-01")).toEqual([]);
    expect(await findOverlapping(store.db, { organisation: 0, first: "2023-03-06", last: "2023-03-06" })).toEqual([]);
  });

  test("the newest own record is not void, of this chat, this author and this organisation", async () => {
    const own = { chat: "terminal:chat", author: branch.person, organisation: branch.organisation };
    const other = await newBranch(store.db, "第二党支部", "李四");
    const first = await log();
    const second = await log();
    const elsewhere = await log({ chat: "terminal:other" });
    await log({ authorId: other.person });
    await log({ organisation: other.organisation });

    expect((await findNewestOwn(store.db, own))?.id).toBe(second);
    expect(ids(await findRecent(store.db, { ...own, limit: 2 }))).toEqual([elsewhere, second]);
    await change(second, { state: "void" });
    expect((await findNewestOwn(store.db, own))?.id).toBe(first);
    await change(first, { state: "void" });
    expect(await findNewestOwn(store.db, own)).toBeUndefined();
  });

  test("held records are listed with what they wait for, and joined ones with their event", async () => {
    const event = await log();
    const asking = await log({ state: "held", heldFor: "same", twinId: event });
    const dayless = await log({ state: "held", heldFor: "date", start: null });
    const joined = await log();
    await change(joined, { state: "void", twinId: event, joined: true });

    expect(ids(await findHeld(store.db, branch.organisation))).toEqual([asking, dayless]);
    expect(ids(await findTwins(store.db, event))).toEqual([asking]);
    expect(ids(await findJoined(store.db, event))).toEqual([joined]);
    await change(asking, { state: "counted", heldFor: null, twinId: null });
    await change(dayless, { state: "counted", heldFor: null, start: "2023-03-09" });
    expect(await findHeld(store.db, branch.organisation)).toEqual([]);
    expect(await findTwins(store.db, event)).toEqual([]);
  });

  test("the n-th of a kind this year follows every change", async () => {
    const count = (kind: string, year = 2023) =>
      placeInYear(store.db, { organisation: branch.organisation, kind, day: `${year}-12-31` as Day, id: 9_999 });
    const id = await log({ kinds: ["集中学习", "主题党日"], start: "2023-01-01" });
    await log({ start: "2023-12-31", end: "2024-01-02" });
    await log({ start: "2022-12-31" });
    await log({ kinds: ["集中学习研讨"] });
    expect([await count("集中学习"), await count("主题党日"), await count("集中学习", 2024)]).toEqual([2, 1, 0]);

    await change(id, { kinds: ["党课"] });
    expect([await count("集中学习"), await count("主题党日"), await count("党课")]).toEqual([1, 0, 1]);
    await change(id, { start: "2024-02-29" });
    expect([await count("党课"), await count("党课", 2024)]).toEqual([0, 1]);
    await change(id, { state: "void" });
    expect(await count("党课", 2024)).toBe(0);
    await change(id, { state: "held", heldFor: "date", start: null });
    await change(id, { state: "counted", heldFor: null, start: "2023-02-28" });
    expect(await count("党课")).toBe(1);
  });

  test("a record has its place in the year by its day, and by its id on one day", async () => {
    const place = (day: Day, id: number) =>
      placeInYear(store.db, { organisation: branch.organisation, kind: "集中学习", day, id });
    const late = await log({ start: "2023-06-02" });
    const early = await log({ start: "2023-06-01" });
    const times = await log({
      start: "2023-06-01",
      quantities: [{ name: "次数", value: 3, unit: "次", bound: "exact" }],
    });
    await log({ start: "2022-06-01" });
    expect([await place("2023-06-01", early), await place("2023-06-01", times)]).toEqual([1, 4]);
    expect(await place("2023-06-02", late)).toBe(5);
  });

  test("a participant is added once, taken away, and keeps the part that says more", async () => {
    const id = await log();
    const parts = () => store.db.selectFrom("participation").select(["person_id", "part"]).execute();
    await addParticipants(store.db, id, [branch.person], "led");
    await addParticipants(store.db, id, [branch.person], "took");
    expect(await parts()).toEqual([{ person_id: branch.person, part: "led" }]);
    await addParticipants(store.db, id, [branch.person], "spoke");
    expect(await parts()).toEqual([{ person_id: branch.person, part: "spoke" }]);
    await addParticipants(store.db, id, [], "took");
    await removeParticipant(store.db, id, branch.person);
    expect((await findActivity(store.db, id))?.participants).toEqual([]);
  });

  test("late are those that were counted in a span of time: told in it, or freed in it from what had held them", async () => {
    const before = { createdAt: "2023-03-10T00:00:00.000Z" };
    const within = { createdAt: "2023-03-14T00:00:00.000Z" };
    const free = async (id: number, entry: { readonly operation: string; readonly body: object }) => {
      await change(id, { place: "会议室" });
      const at = within.createdAt;
      const by = { at, organisationId: branch.organisation, personId: branch.person, sourceKey: null, salt: "s" };
      await writing(store.db, (trx) => appendJournal(trx, { ...by, ...entry, activityId: id }));
    };
    await log(before);
    const told = await log({ ...within, start: "2023-03-09" });
    await log({ ...within, sourceKey: "import:1" });
    await log({ ...within, state: "held", heldFor: "kind" });
    await log({ ...within, start: "2023-03-13" });
    await log({ createdAt: "2023-03-21T00:00:00.000Z" });
    const [separate, answered, filled] = [await log(before), await log(before), await log(before)];
    await free(separate, { operation: "separate", body: { twin: told, after: "counted" } });
    await free(answered, { operation: "answer", body: { before: { state: "held" }, after: { state: "counted" } } });
    await free(filled, { operation: "answer", body: { before: { state: "counted" }, after: { state: "counted" } } });
    await addParticipants(store.db, told, [branch.person], "took");
    const found = await findLate(store.db, {
      organisations: [branch.organisation],
      ...{ first: "2023-01-01", last: "2023-03-12" },
      ...{ since: "2023-03-13T00:40:00.000Z", until: "2023-03-20T00:40:00.000Z" },
    });
    expect(ids(found)).toEqual([separate, answered, told]);
    expect(found.at(-1)?.participants).toEqual([branch.person]);
  });

  test("two records set apart are apart from both sides", async () => {
    const [a, b, c] = [await log(), await log(), await log()];
    await setApart(store.db, b, a);
    await setApart(store.db, a, b);
    await setApart(store.db, b, c);
    expect(await findApart(store.db, b)).toEqual(new Set([a, c]));
    expect(await findApart(store.db, a)).toEqual(new Set([b]));
  });

  test("a broken list is thrown, never counted", async () => {
    const id = await log();
    for (const broken of ["[1]", "{}", '[{"name":"x"}]']) {
      await store.db.updateTable("activity").set({ quantities: broken }).where("id", "=", id).execute();
      await expect(findActivity(store.db, id)).rejects.toThrow("did not write");
    }
  });

  test("text with NUL is refused, and half a surrogate pair becomes the replacement character", async () => {
    await expect(log({ title: "a\0b" })).rejects.toThrow();
    const id = await log({ title: "a\ud83d" });
    expect((await findActivity(store.db, id))?.title).toBe("a\ufffd");
  });
});
