import { beforeEach, describe, expect, test } from "vitest";
import { hidingOf } from "../../src/ledger/redact.ts";
import {
  addParticipants,
  findLedger,
  insertActivity,
  type NewActivity,
  placeInYear,
  updateActivity,
} from "../../src/store/activities.ts";
import { dropAttendance, findAttending, saveAttendance } from "../../src/store/attendance.ts";
import { dropConfirmation, findConfirmation, saveConfirmation } from "../../src/store/confirmations.ts";
import { compact } from "../../src/store/erasure/compact.ts";
import { findFormerNamed, findPersonalData } from "../../src/store/erasure/personal.ts";
import { ERASED_NAME, findTraces } from "../../src/store/erasure/traces.ts";
import { eraseRows } from "../../src/store/erasure.ts";
import { findGuide, saveGuide } from "../../src/store/guides.ts";
import { appendJournal, findHistory, verifyJournal } from "../../src/store/journal.ts";
import { findMembers, isBarred, setBarred } from "../../src/store/members.ts";
import { mergeOrganisations, mergerSize, moveOrganisation, sharedNames } from "../../src/store/mergers.ts";
import {
  ensureOrganisation,
  findOrganisation,
  findRoots,
  organisationPath,
  unitIds,
} from "../../src/store/organisations.ts";
import { enrol } from "../../src/store/people.ts";
import { writing } from "../../src/store/transaction.ts";
import { type Branch, NOW, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";

const YEAR = { first: "2023-01-01", last: "2023-12-31" } as const;
const exactly = (value: number) => ({ value, bound: "exact" as const });

describe.for(stores)("units on %s", ([, open]) => {
  const store = storeFor(open);
  let above: Branch;
  let first: number;
  let second: number;
  let told: number;
  beforeEach(async () => {
    above = await newBranch(store.db, "示范党总支");
    first = (await ensureOrganisation(store.db, ["示范党总支", "第一党支部"], NOW)).id;
    second = (await ensureOrganisation(store.db, ["示范党总支", "第二党支部"], NOW)).id;
    told = 0;
  });

  const log = (changes: Partial<NewActivity> = {}) => {
    told += 1;
    return insertActivity(store.db, studySession(above, { sourceKey: `terminal:${told}`, ...changes }));
  };
  const attend = (
    activity: number,
    organisation: number,
    headcount: number | null = null,
    record: number | null = null,
  ) =>
    saveAttendance(store.db, {
      activity,
      organisation,
      headcount: headcount === null ? null : exactly(headcount),
      record,
    });
  const ledger = (...organisations: number[]) =>
    findLedger(store.db, { organisations, period: YEAR, states: ["counted"] });
  const count = (organisation: number, kind = "集中学习") =>
    placeInYear(store.db, { organisation, kind, day: "2023-12-31", id: 9_999 });

  test("an event stands once in the ledger of each that took part, and once in that of all", async () => {
    const event = await log({
      headcount: exactly(60),
      quantities: [
        { name: "议定事项", value: 3, unit: "项", bound: "exact" },
        { name: "次数", value: 2, unit: "次", bound: "exact" },
      ],
    });
    await addParticipants(store.db, event, [above.person], "took");
    await attend(event, first, 15);
    await attend(event, second, 12);

    const own = { id: event, organisation: above.organisation, headcount: exactly(15), participants: [] };
    expect(await ledger(first)).toMatchObject([own]);
    expect((await ledger(first))[0]?.quantities.map(({ name }) => name)).toEqual(["次数"]);
    expect(await ledger(first, second)).toMatchObject([{ id: event, headcount: exactly(27) }]);
    const whole = { id: event, headcount: exactly(60), participants: [above.person] };
    expect(await ledger(above.organisation, first, second)).toMatchObject([whole]);
    expect(await findAttending(store.db, event)).toEqual([first, second]);
    expect([await count(first), await count(second), await count(above.organisation)]).toEqual([2, 2, 2]);

    expect(await dropAttendance(store.db, { activity: event, organisation: second })).toBe(true);
    expect(await dropAttendance(store.db, { activity: event, organisation: second })).toBe(false);
    expect(await ledger(second)).toEqual([]);
    expect([await count(first), await count(second)]).toEqual([2, 0]);
  });

  test("what becomes of the event becomes of it everywhere", async () => {
    const event = await log();
    await attend(event, first);
    await updateActivity(store.db, event, { kinds: ["党课"], start: "2023-05-01" });
    expect([await count(first), await count(first, "党课")]).toEqual([0, 1]);
    expect(await ledger(first)).toMatchObject([{ start: "2023-05-01", kinds: ["党课"] }]);

    const other = await log({ start: "2023-06-01" });
    await updateActivity(store.db, event, { state: "void", joined: true, twinId: other });
    expect(await ledger(first)).toMatchObject([{ id: other }]);
    await attend(other, first);
    expect(await ledger(first)).toHaveLength(1);
    await updateActivity(store.db, other, { state: "void" });
    expect(await ledger(first)).toEqual([]);
  });

  test("a branch's own record that was joined brings its people, as long as it is joined", async () => {
    const event = await log();
    const own = await log({ organisation: first, state: "void", twinId: event });
    await updateActivity(store.db, own, { joined: true });
    await addParticipants(store.db, own, [above.person], "took");
    await attend(event, first, 15, own);
    expect(await ledger(first)).toMatchObject([{ id: event, participants: [above.person] }]);
    await updateActivity(store.db, own, { joined: false, twinId: null });
    expect(await ledger(first)).toMatchObject([{ id: event, participants: [] }]);
  });

  test("an organisation moves with all below it, never under itself and never beside its own name", async () => {
    const group = (await ensureOrganisation(store.db, ["示范党总支", "第一党支部", "第一党小组"], NOW)).id;
    const other = (await ensureOrganisation(store.db, ["乙党总支"], NOW)).id;
    await ensureOrganisation(store.db, ["乙党总支", "第二党支部"], NOW);
    expect(await moveOrganisation(store.db, { id: first, under: group })).toBe("cycle");
    expect(await moveOrganisation(store.db, { id: second, under: other })).toBe("taken");
    expect(await moveOrganisation(store.db, { id: first, under: other })).toBe("moved");
    expect(await organisationPath(store.db, group)).toBe("乙党总支 > 第一党支部 > 第一党小组");
    expect(await unitIds(store.db, above.organisation)).toEqual([above.organisation, second]);
  });

  test("a merged organisation leaves an empty shell that leads to where it went", async () => {
    const member = { channel: "terminal", name: "李四", role: "secretary", now: NOW } as const;
    const li = await enrol(store.db, { ...member, externalId: "li", organisationId: second });
    await enrol(store.db, { ...member, externalId: "wu", name: "吴七", role: "recorder", organisationId: first });
    const own = await log({ organisation: second, start: "2023-02-01" });
    const both = await log({ start: "2023-03-01" });
    const held = await log({ organisation: second, start: "2023-04-01" });
    await attend(both, first, 7);
    await attend(both, second, 8);
    await attend(held, first, 5);
    await ensureOrganisation(store.db, ["示范党总支", "第二党支部", "第一党小组"], NOW);
    const begun = { id: "g", record_id: null, step: "kind", entered: "{}", touched_at: NOW };
    await saveGuide(store.db, { ...begun, chat: "terminal:li", person_id: li, organisation_id: second });
    expect(await mergerSize(store.db, second)).toEqual({ records: 2, members: 1, chats: 0, units: 1 });
    expect(await sharedNames(store.db, { from: second, into: first })).toEqual([]);

    await mergeOrganisations(store.db, { from: second, into: first });

    expect((await ledger(first)).map(({ id, headcount }) => [id, headcount?.value])).toEqual([
      [own, 15],
      [both, 15],
      [held, 15],
    ]);
    expect(await count(first)).toBe(3);
    expect(await ledger(second)).toEqual([]);
    expect(await findAttending(store.db, both)).toEqual([first]);
    expect(await findAttending(store.db, held)).toEqual([]);
    expect(await findMembers(store.db, first)).toMatchObject([
      { id: li, role: "recorder" },
      { name: "吴七", role: "recorder" },
    ]);
    expect(await findOrganisation(store.db, "第二党支部")).toMatchObject({ found: { id: first } });
    expect((await ensureOrganisation(store.db, ["示范党总支", "第二党支部"], NOW)).id).toBe(first);
    expect(await unitIds(store.db, above.organisation)).not.toContain(second);
    expect(await organisationPath(store.db, (await unitIds(store.db, first))[1] ?? 0)).toContain("第一党支部 > ");
    expect((await findRoots(store.db)).map(({ id }) => id)).toEqual([above.organisation]);
    const half = await findGuide(store.db, { chat: "terminal:li", personId: li });
    expect(half).toMatchObject({ id: "g", organisation_id: first });
  });

  test("whoever was put out of a merged organisation stays out, unless they are a member of the other", async () => {
    const person = { channel: "terminal", role: "member", now: NOW } as const;
    const out = await enrol(store.db, {
      ...person,
      externalId: "zheng",
      name: "郑八",
      organisationId: above.organisation,
    });
    const both = await enrol(store.db, { ...person, externalId: "wang", name: "王九", organisationId: first });
    const back = await enrol(store.db, {
      ...person,
      externalId: "feng",
      name: "冯十",
      organisationId: above.organisation,
    });
    for (const personId of [out, both, back]) await setBarred(store.db, { personId, organisationId: second }, true);
    await setBarred(store.db, { personId: back, organisationId: second }, false);

    await mergeOrganisations(store.db, { from: second, into: first });

    const barred = [out, both, back].map((personId) => isBarred(store.db, { personId, organisationId: first }));
    expect(await Promise.all(barred)).toEqual([true, false, false]);
  });

  test("one thing at a time waits for a 是, as long as it is not too late", async () => {
    const row = { chat: "c", person_id: above.person, operation: "{}", opened_at: NOW, expires_at: "2023-03-07" };
    await saveConfirmation(store.db, { ...row, id: "one" });
    await saveConfirmation(store.db, { ...row, id: "two" });
    const asked = { chat: "c", personId: above.person };
    expect(await findConfirmation(store.db, { ...asked, now: NOW })).toMatchObject({ id: "two" });
    expect(await findConfirmation(store.db, { ...asked, now: "2023-03-08" })).toBeUndefined();
    await dropConfirmation(store.db, asked);
    expect(await findConfirmation(store.db, { ...asked, now: NOW })).toBeUndefined();
  });

  test("an erased person is nobody, and their records and the journal's chain stay", async () => {
    const id = await log({ title: "张三讲党史" });
    await addParticipants(store.db, id, [above.person], "took");
    await writing(store.db, (trx) =>
      appendJournal(trx, {
        at: NOW,
        organisationId: above.organisation,
        personId: above.person,
        operation: "log",
        activityId: id,
        sourceKey: "telegram:bot:81234567:1",
        salt: "5a17",
        body: { after: { title: "张三讲党史" } },
      }),
    );
    expect(await findPersonalData(store.db, above.person)).toMatchObject({
      name: "张三",
      records: [{ id, logged: true, took: true }],
      journal: [{ operation: "log", own: true }],
    });
    const traces = await findTraces(store.db, above.person);
    expect(traces).toMatchObject({ people: [above.person], names: ["张三"] });

    await writing(store.db, (trx) =>
      eraseRows(trx, {
        traces,
        mentions: ["张三"],
        redact: hidingOf(["张三"], []).redact,
        snapshot: (json) => json,
        tells: () => false,
        rekey: (key) => key,
      }),
    );
    await compact(store.db);

    expect(await ledger(above.organisation)).toMatchObject([{ id, title: "某某讲党史", participants: [above.person] }]);
    expect(await findHistory(store.db, id)).toMatchObject([{ body: null, message: null }]);
    expect(await verifyJournal(store.db)).toEqual({ ok: true, rows: 1 });
    expect(await findFormerNamed(store.db, above.organisation, ERASED_NAME)).toEqual([
      { id: above.person, name: ERASED_NAME },
    ]);
  });
});
