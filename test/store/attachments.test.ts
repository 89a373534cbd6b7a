import { beforeEach, describe, expect, test } from "vitest";
import { insertActivity, updateActivity } from "../../src/store/activities.ts";
import { findAlbum, findPhotoRequest, saveAlbum, savePhotoRequest } from "../../src/store/albums.ts";
import { findAttachments, findUnplaced, linkAttachment } from "../../src/store/attachment-links.ts";
import {
  addAttachment,
  dropAttachment,
  findHashes,
  hasBytes,
  keepAttachment,
  type NewAttachment,
} from "../../src/store/attachments.ts";
import { dialectOf } from "../../src/store/database/dialect.ts";
import {
  addDownload,
  claimDownloads,
  closeDownload,
  dropDownload,
  nextDownload,
  postponeDownload,
} from "../../src/store/downloads.ts";
import { eraseAttachments } from "../../src/store/erasure/attachments.ts";
import { dropQueued, enqueue, findOutboxSent, markSent } from "../../src/store/outbox.ts";
import { findDue } from "../../src/store/outbox-due.ts";
import { enrol } from "../../src/store/people.ts";
import { writing } from "../../src/store/transaction.ts";
import { type Branch, NOW, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";

const LATER = "2023-03-06T01:13:00.000Z";
const LEASED = "2023-03-06T01:22:00.000Z";

describe.for(stores)("files of members on %s", ([, open]) => {
  const store = storeFor(open);
  let branch: Branch;
  let n = 0;
  beforeEach(async () => {
    branch = await newBranch(store.db);
  });

  const photo = (changes: Partial<NewAttachment> = {}) => {
    n += 1;
    return addAttachment(store.db, {
      source_key: `telegram:1:7:${n}`,
      source_n: 0,
      organisation_id: branch.organisation,
      person_id: branch.person,
      chat: "telegram:7",
      album: null,
      kind: "image",
      unique_id: `u${n}`,
      name: null,
      sent_at: NOW,
      created_at: NOW,
      ...changes,
    });
  };
  const kept = (id: number, sha256: string) =>
    keepAttachment(store.db, id, { sha256, mime: "image/jpeg", size: 3, name: null });
  const idsOf = async (...activities: number[]) =>
    (await findAttachments(store.db, activities)).map(({ activity, id }) => [activity, id]);

  test("an event shows those of the reports that are joined to it, as long as they are, each content once", async () => {
    const event = await insertActivity(store.db, studySession(branch));
    const report = await insertActivity(store.db, studySession(branch, { sourceKey: "terminal:2" }));
    const [one, two, same] = [await photo(), await photo(), await photo()];
    await linkAttachment(store.db, { activity: event, attachment: one, how: "caption" });
    await linkAttachment(store.db, { activity: report, attachment: two, how: "after" });
    await linkAttachment(store.db, { activity: report, attachment: same, how: "after" });
    await kept(one, "a".repeat(64));
    await kept(same, "a".repeat(64));
    await updateActivity(store.db, report, { state: "void", twinId: event, joined: true });
    expect(await idsOf(event)).toEqual([
      [event, one],
      [event, two],
    ]);
    await updateActivity(store.db, report, { state: "counted", twinId: null, joined: false });
    expect(await idsOf(event)).toEqual([[event, one]]);
    expect(await idsOf(report)).toEqual([
      [report, two],
      [report, same],
    ]);
  });

  test("a file without a place is found until it has one, and bytes are known as long as anything has them", async () => {
    const activity = await insertActivity(store.db, studySession(branch));
    const [one, two] = [await photo(), await photo()];
    const who = { person: branch.person, organisation: branch.organisation };
    expect((await findUnplaced(store.db, { ...who, since: NOW })).map(({ id }) => id)).toEqual([one, two]);
    expect(await findUnplaced(store.db, { ...who, since: LATER })).toEqual([]);
    await linkAttachment(store.db, { activity, attachment: one, how: "said" });
    expect((await findUnplaced(store.db, { ...who, since: NOW })).map(({ id }) => id)).toEqual([two]);
    for (const id of [one, two]) await kept(id, "b".repeat(64));
    expect(await findHashes(store.db)).toEqual(new Map([["b".repeat(64), 3]]));
    await dropAttachment(store.db, one);
    expect(await hasBytes(store.db, "b".repeat(64))).toBe(true);
    await dropAttachment(store.db, two);
    expect(await hasBytes(store.db, "b".repeat(64))).toBe(false);
    expect(await idsOf(activity)).toEqual([]);
  });

  test("what is known of an album, and the record that photos were asked for, are the newest", async () => {
    const activity = await insertActivity(store.db, studySession(branch));
    const album = { chat: "telegram:7", album: "A" };
    await saveAlbum(store.db, { ...album, activity_id: null, how: "asked" });
    await saveAlbum(store.db, { ...album, activity_id: activity, how: "caption" });
    expect(await findAlbum(store.db, album)).toMatchObject({ activity_id: activity, how: "caption" });
    const asked = { chat: "telegram:7", person_id: branch.person, activity_id: activity };
    await savePhotoRequest(store.db, { ...asked, asked_at: NOW });
    await savePhotoRequest(store.db, { ...asked, asked_at: LATER });
    const found = await findPhotoRequest(store.db, { chat: "telegram:7", person: branch.person });
    expect(found?.asked_at).toBe(LATER);
  });

  test("a download is tried by one program at a time, counted before it is tried, and ends", async () => {
    const job = (key: string) => ({
      source_key: key,
      source_n: 0,
      purpose: "photo",
      channel: "telegram",
      payload: "{}",
      created_at: NOW,
    });
    await addDownload(store.db, job("a"));
    await addDownload(store.db, job("a"));
    await addDownload(store.db, job("b"));
    const look = { now: NOW, until: LEASED, limit: 10 };
    expect(await claimDownloads(store.db, { ...look, channels: ["lark"] })).toEqual([]);
    const claimed = await claimDownloads(store.db, { ...look, channels: ["telegram"] });
    expect(claimed.map(({ source_key, attempts }) => [source_key, attempts])).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    const others = await claimDownloads(store.db, { ...look, channels: ["telegram"] });
    expect(others).toHaveLength(dialectOf(store.db) === "postgres" ? 0 : 2);
    await postponeDownload(store.db, { id: claimed[0]?.id ?? 0, until: LATER, error: "transient" });
    await closeDownload(store.db, claimed[1]?.id ?? 0);
    expect(await nextDownload(store.db)).toBe(LATER);
    await dropDownload(store.db, { key: "a", n: 0 });
    expect(await nextDownload(store.db)).toBeUndefined();
  });

  test("a message is found by what the platform calls it, and one that waits can be taken back", async () => {
    const row = { channel: "telegram", chat: "7", payload: "{}", not_before: NOW, created_at: NOW };
    await enqueue(store.db, [
      { ...row, key: "m/0" },
      { ...row, key: "m/later" },
    ]);
    await dropQueued(store.db, "m/later");
    const due = await findDue(store.db, { now: NOW, limit: 10, channels: ["telegram"] });
    expect(due.map(({ key }) => key)).toEqual(["m/0"]);
    await markSent(store.db, [{ id: due[0]?.id ?? 0, reference: "5001" }], NOW);
    const wanted = { channel: "telegram", chat: "7", reference: "5001" };
    expect((await findOutboxSent(store.db, wanted))?.key).toBe("m/0");
    expect(await findOutboxSent(store.db, { ...wanted, chat: "8" })).toBeUndefined();
  });

  test("of an erased person only photos of events that others keep are left, without any trace", async () => {
    const other = await enrol(store.db, {
      channel: "telegram",
      externalId: "8",
      name: "李四",
      organisationId: branch.organisation,
      role: "member",
      now: NOW,
    });
    const own = await insertActivity(store.db, studySession(branch));
    const shared = await insertActivity(store.db, studySession(branch, { sourceKey: "terminal:2", authorId: other }));
    const [mine, theirs, loose] = [await photo({ name: "张三.jpg" }), await photo({ name: "张三.jpg" }), await photo()];
    await linkAttachment(store.db, { activity: own, attachment: mine, how: "caption" });
    await linkAttachment(store.db, { activity: shared, attachment: theirs, how: "reply" });
    for (const [id, letter] of [[mine, "a"] as const, [theirs, "b"] as const, [loose, "c"] as const]) {
      await kept(id, letter.repeat(64));
    }
    await writing(store.db, (trx) =>
      eraseAttachments(trx, {
        traces: { people: [branch.person], names: ["张三"], accounts: [{ channel: "telegram", externalId: "7" }] },
        mentions: ["张三"],
        redact: (text) => text,
        snapshot: (json) => json,
        tells: (text) => text.includes(":7:"),
        rekey: (key) => (key.includes(":7:") ? `erased:${key.slice(-3)}` : key),
      }),
    );
    expect(await findHashes(store.db)).toEqual(new Map([["b".repeat(64), 3]]));
    expect(await idsOf(own, shared)).toEqual([[shared, theirs]]);
    const rows = await store.db.selectFrom("attachment").selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/telegram:|张三|"u\d/);
  });
});
