import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { insertActivity } from "../../src/store/activities.ts";
import { findAlbum, findPhotoRequest, saveAlbum, savePhotoRequest } from "../../src/store/albums.ts";
import { bindChat, findChat, findChosen, moveChat, saveChosen, unbindChat } from "../../src/store/chats.ts";
import { endFirstAdminInvites, endInvitesOf, findInvite, saveInvite, takeInvite } from "../../src/store/invites.ts";
import { dropJoining, findJoining, saveJoining } from "../../src/store/joining.ts";
import { findLink, findLinkToConfirm, mergePeople, saveLink, updateLink } from "../../src/store/links.ts";
import {
  endMembership,
  findMembers,
  findOfficerAccounts,
  findSeat,
  findVia,
  hasPlatformAdmin,
  isBarred,
  isLastAdmin,
  renamePerson,
  setBarred,
} from "../../src/store/members.ts";
import { openStore } from "../../src/store/open.ts";
import { countOrganisations, ensureOrganisation, findRoots } from "../../src/store/organisations.ts";
import { enrol, findSpeaker } from "../../src/store/people.ts";
import type { JoiningTable, LinkTable } from "../../src/store/schema/people.ts";
import type { Role } from "../../src/store/schema.ts";
import { addHit, countHits } from "../../src/store/throttle.ts";
import { NOW, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";
import { temporaryFolder } from "../helpers/temporary.ts";

const LATER = "2023-03-07T01:12:00.000Z";

describe.for(stores)("joining on %s", ([, open]) => {
  const store = storeFor(open);
  let first: number;
  beforeEach(async () => {
    first = (await ensureOrganisation(store.db, ["第一党支部"], NOW)).id;
  });

  const enter = (externalId: string, name: string, role: Role = "member", more: { viaChat?: string } = {}) =>
    enrol(store.db, { channel: "telegram", externalId, name, organisationId: first, role, now: NOW, ...more });

  const invite = (codeHash: string, organisationId: number | null, personId: number | null, uses = 2) =>
    saveInvite(store.db, { codeHash, organisationId, role: "member", uses, expiresAt: LATER, personId, now: NOW });

  test("an invite is used as often as it says, and not after its end", async () => {
    await invite("hash", first, null);
    const found = await findInvite(store.db, { codeHash: "hash", now: NOW });
    expect(found).toMatchObject({ organisation_id: first, role: "member", uses_left: 2 });
    const id = found?.id ?? 0;
    expect(await takeInvite(store.db, { id, now: NOW })).toBe(true);
    expect(await takeInvite(store.db, { id, now: LATER })).toBe(false);
    expect(await takeInvite(store.db, { id, now: NOW })).toBe(true);
    expect(await takeInvite(store.db, { id, now: NOW })).toBe(false);
    expect(await findInvite(store.db, { codeHash: "hash", now: NOW })).toBeUndefined();
  });

  test("invites of one who may not invite any more, and those for the first admin, can be ended", async () => {
    const person = await enter("7", "张三", "secretary");
    await invite("theirs", first, person);
    await invite("others", first, null);
    await invite("admin", null, null);
    await endInvitesOf(store.db, { personId: person, organisationId: first });
    await endFirstAdminInvites(store.db);
    const left = async (codeHash: string) => findInvite(store.db, { codeHash, now: NOW });
    expect([await left("theirs"), await left("admin")]).toEqual([undefined, undefined]);
    expect(await left("others")).toBeDefined();
  });

  test("somebody on the way in is remembered until they agree, refuse, or stay away", async () => {
    const account = { channel: "telegram", externalId: "7" };
    const row: JoiningTable = {
      channel: "telegram",
      external_id: "7",
      organisation_id: first,
      role: "member",
      invite_id: null,
      via_chat: null,
      name: null,
      expires_at: LATER,
    };
    await saveJoining(store.db, row, NOW);
    await saveJoining(store.db, { ...row, name: "张三" }, NOW);
    expect(await findJoining(store.db, account, NOW)).toEqual({ ...row, name: "张三" });
    expect(await findJoining(store.db, account, LATER)).toBeUndefined();
    await dropJoining(store.db, account);
    expect(await findJoining(store.db, account, NOW)).toBeUndefined();
  });

  test("the newest hits of a key are counted, and forgotten once they do not matter", async () => {
    const hit = (minute: number) =>
      addHit(store.db, { key: "a", now: new Date(`2023-03-06T01:${minute}:00.000Z`), keep: 3, windowMs: 600_000 });
    for (const minute of [10, 11, 12, 13]) await hit(minute);
    expect(await countHits(store.db, "a", "2023-03-06T01:00:00.000Z")).toBe(3);
    expect(await countHits(store.db, "a", "2023-03-06T01:12:00.000Z")).toBe(1);
    await addHit(store.db, { key: "b", now: new Date(LATER), keep: 1, windowMs: 1 });
    expect(await store.db.selectFrom("throttle").select("key").execute()).toEqual([{ key: "b" }]);
  });

  test("a membership ends alone, and the last admin is known", async () => {
    const admin = await enter("1", "管理", "admin");
    const zhang = await enter("7", "张三", "member", { viaChat: "telegram:-100" });
    expect(await isLastAdmin(store.db, { personId: admin, organisationId: first })).toBe(true);
    expect(await isLastAdmin(store.db, { personId: zhang, organisationId: first })).toBe(false);
    expect(await hasPlatformAdmin(store.db)).toBe(true);
    expect(await findVia(store.db, { personId: zhang, chat: "telegram:-100" })).toEqual([
      { personId: zhang, organisationId: first },
    ]);
    expect(await findOfficerAccounts(store.db, first)).toEqual([
      { channel: "telegram", externalId: "1", personId: admin },
    ]);
    await renamePerson(store.db, zhang, "张叁");
    expect(await findSeat(store.db, { personId: zhang, organisationId: first })).toMatchObject({ name: "张叁" });
    await endMembership(store.db, { personId: zhang, organisationId: first });
    expect((await findMembers(store.db, first)).map(({ id }) => id)).toEqual([admin]);
    expect(await findSpeaker(store.db, "telegram", "7")).toMatchObject({ id: zhang, memberships: [] });
  });

  test("a group keeps its binding and its members under another id, and loses it when told", async () => {
    const zhang = await enter("7", "张三", "member", { viaChat: "telegram:-1" });
    await bindChat(store.db, { key: "telegram:-1", organisationId: first, now: NOW });
    await moveChat(store.db, { from: "telegram:-1", to: "telegram:-2" });
    expect(await findChat(store.db, "telegram:-2")).toBe(first);
    expect(await findVia(store.db, { personId: zhang, chat: "telegram:-2" })).toHaveLength(1);
    await unbindChat(store.db, "telegram:-2");
    expect(await findChat(store.db, "telegram:-2")).toBeUndefined();
  });

  test("albums, photos and what is asked for go along to a group's new id, where nothing newer is", async () => {
    const branch = await newBranch(store.db);
    const activity = await insertActivity(store.db, studySession(branch));
    const [old, moved] = ["telegram:-1", "telegram:-2"];
    const album = (chat: string, name: string, how: "said" | "asked") =>
      saveAlbum(store.db, { chat, album: name, activity_id: activity, how });
    const request = (chat: string, person_id: number, asked_at: string) =>
      savePhotoRequest(store.db, { chat, person_id, activity_id: activity, asked_at });
    const zhang = await enter("7", "张三", "member");
    await album(old, "a", "said");
    await album(old, "b", "said");
    await album(moved, "b", "asked");
    await request(old, zhang, NOW);
    await request(old, branch.person, NOW);
    await request(moved, branch.person, LATER);
    await moveChat(store.db, { from: old, to: moved });
    await moveChat(store.db, { from: old, to: moved });

    expect(await findAlbum(store.db, { chat: moved, album: "a" })).toMatchObject({
      activity_id: activity,
      how: "said",
    });
    expect(await findAlbum(store.db, { chat: moved, album: "b" })).toMatchObject({ how: "asked" });
    expect(await findPhotoRequest(store.db, { chat: moved, person: zhang })).toMatchObject({ asked_at: NOW });
    expect(await findPhotoRequest(store.db, { chat: moved, person: branch.person })).toMatchObject({ asked_at: LATER });
    expect(await findAlbum(store.db, { chat: old, album: "b" })).toBeUndefined();
  });

  test("the branch chosen in a chat is the last one", async () => {
    await saveChosen(store.db, { chat: "telegram:7", organisation_id: null, waiting: "telegram:1" });
    await saveChosen(store.db, { chat: "telegram:7", organisation_id: first, waiting: null });
    expect(await findChosen(store.db, "telegram:7")).toEqual({
      chat: "telegram:7",
      organisation_id: first,
      waiting: null,
    });
  });

  test("organisations at the top are counted and found", async () => {
    await ensureOrganisation(store.db, ["第一党支部", "第一党小组"], NOW);
    expect(await countOrganisations(store.db)).toBe(2);
    expect((await findRoots(store.db)).map(({ id }) => id)).toEqual([first]);
  });

  test("a wish to link waits for the account that typed, then for the first", async () => {
    const person = await enter("7", "张三");
    const link: LinkTable = {
      code_hash: "hash",
      person_id: person,
      channel: "telegram",
      external_id: "7",
      state: "open",
      other_channel: null,
      other_id: null,
      expires_at: LATER,
    };
    await saveLink(store.db, { ...link, code_hash: "earlier" }, NOW);
    await saveLink(store.db, link, NOW);
    expect(await findLink(store.db, { codeHash: "earlier", now: NOW })).toBeUndefined();
    expect(await findLink(store.db, { codeHash: "hash", now: LATER })).toBeUndefined();
    const phone = { channel: "telegram", externalId: "7" };
    const office = { channel: "lark", externalId: "ou" };
    await updateLink(store.db, "hash", { state: "typed", other_channel: "lark", other_id: "ou" });
    expect(await findLinkToConfirm(store.db, office, NOW)).toBeDefined();
    expect(await findLinkToConfirm(store.db, phone, NOW)).toBeUndefined();
    await updateLink(store.db, "hash", { state: "claimed" });
    expect(await findLinkToConfirm(store.db, phone, NOW)).toBeDefined();
    expect(await findLinkToConfirm(store.db, office, NOW)).toBeUndefined();
  });

  test("two people made one have their records, participations and stronger role together", async () => {
    const branch = await newBranch(store.db);
    const other = await enter("8", "张三同志", "recorder");
    const id = await insertActivity(store.db, studySession({ ...branch, person: other }));
    for (const person of [branch.person, other]) {
      const row = { activity_id: id, person_id: person, part: "took" as const };
      await store.db.insertInto("participation").values(row).execute();
    }
    await mergePeople(store.db, { from: other, into: branch.person });

    expect(await findSpeaker(store.db, "telegram", "8")).toMatchObject({
      id: branch.person,
      memberships: [{ organisationId: first, role: "recorder" }],
    });
    const activity = await store.db.selectFrom("activity").select("author_id").executeTakeFirst();
    expect(activity).toEqual({ author_id: branch.person });
    expect(await store.db.selectFrom("participation").select("person_id").execute()).toEqual([
      { person_id: branch.person },
    ]);
  });

  test("somebody who was put out stays out as another person, unless that one is a member", async () => {
    const branch = await newBranch(store.db);
    const other = await enter("8", "李四", "member");
    await endMembership(store.db, { personId: other, organisationId: first });
    await setBarred(store.db, { personId: other, organisationId: first }, true);
    const [into, member] = [branch.person, await enter("9", "李四", "member")];
    await mergePeople(store.db, { from: other, into: member });
    expect(await isBarred(store.db, { personId: member, organisationId: first })).toBe(false);
    await endMembership(store.db, { personId: into, organisationId: first });
    await mergePeople(store.db, { from: other, into });
    expect(await isBarred(store.db, { personId: into, organisationId: first })).toBe(true);
  });
});

test("tries are counted over a restart", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "taizhang.sqlite");
  const before = await openStore({ file });
  await addHit(before.db, { key: "codes/a", now: new Date(NOW), keep: 5, windowMs: 3_600_000 });
  await before.close();
  const after = await openStore({ file });
  expect(await countHits(after.db, "codes/a", "2023-03-06T00:00:00.000Z")).toBe(1);
  await after.close();
});
