import { beforeEach, describe, expect, test } from "vitest";
import { bindChat, findChat } from "../../src/store/chats.ts";
import { findMembers } from "../../src/store/members.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import {
  countMembers,
  enrol,
  findMembersNamed,
  findNames,
  findSpeaker,
  grantRole,
  linkIdentity,
} from "../../src/store/people.ts";
import type { Role } from "../../src/store/schema.ts";
import { NOW, storeFor, stores } from "../helpers/stores.ts";

describe.for(stores)("people on %s", ([, open]) => {
  const store = storeFor(open);
  let first: number;
  let second: number;
  beforeEach(async () => {
    first = (await ensureOrganisation(store.db, ["第一党支部"], NOW)).id;
    second = (await ensureOrganisation(store.db, ["第二党支部"], NOW)).id;
  });

  const join = (externalId: string, name: string, organisationId = first, role: Role = "member") =>
    enrol(store.db, { channel: "telegram", externalId, name, organisationId, role, now: NOW });

  test("a stranger is nobody", async () => {
    expect(await findSpeaker(store.db, "telegram", "7")).toBeUndefined();
  });

  test("a member speaks with all their memberships", async () => {
    const zone = "Asia/Shanghai";
    const id = await join("7", "张三");
    await join("7", "张三", second, "secretary");

    expect(await findSpeaker(store.db, "telegram", "7")).toEqual({
      id,
      name: "张三",
      memberships: [
        { organisationId: first, role: "member", name: "第一党支部", zone },
        { organisationId: second, role: "secretary", name: "第二党支部", zone },
      ],
    });
    expect(await findSpeaker(store.db, "lark", "7")).toBeUndefined();
  });

  test("enrolling again keeps person, name and role", async () => {
    const id = await join("7", "张三", first, "secretary");
    expect(await join("7", "张三丰", first, "member")).toBe(id);
    expect(await findMembers(store.db, first)).toEqual([{ id, name: "张三", role: "secretary", since: NOW }]);
  });

  test("a role is granted in place of the one before", async () => {
    const id = await join("7", "张三");
    await grantRole(store.db, { personId: id, organisationId: first, role: "recorder", now: NOW });
    await grantRole(store.db, { personId: id, organisationId: second, role: "auditor", now: NOW });
    expect((await findSpeaker(store.db, "telegram", "7"))?.memberships).toMatchObject([
      { organisationId: first, role: "recorder" },
      { organisationId: second, role: "auditor" },
    ]);
  });

  test("an account is linked to one person only", async () => {
    const zhang = await join("7", "张三");
    const li = await join("8", "李四");
    const account = { channel: "lark", externalId: "ou_1" };

    expect(await linkIdentity(store.db, { ...account, personId: zhang })).toBe("linked");
    expect(await linkIdentity(store.db, { ...account, personId: zhang })).toBe("linked");
    expect(await linkIdentity(store.db, { ...account, personId: li })).toBe("taken");
    expect(await findSpeaker(store.db, "lark", "ou_1")).toMatchObject({ id: zhang, name: "张三" });
  });

  test("members are found by name in their organisation, namesakes all", async () => {
    const a = await join("1", "张三");
    const b = await join("2", "张三");
    await join("3", "张三", second);
    await join("4", "李𠮷");
    await join("5", "王五", first, "auditor");

    expect(await findMembersNamed(store.db, first, ["张三", "王五", "赵六"])).toEqual([
      { id: a, name: "张三" },
      { id: b, name: "张三" },
    ]);
    expect((await findMembersNamed(store.db, first, ["李𠮷"])).map(({ name }) => name)).toEqual(["李𠮷"]);
    expect(await findMembersNamed(store.db, first, [])).toEqual([]);
  });

  test("auditors are no members", async () => {
    await join("1", "张三", first, "admin");
    await join("2", "李四");
    await join("3", "王五", first, "auditor");
    await join("4", "赵六", second);
    expect(await countMembers(store.db, first)).toBe(2);
    expect(await countMembers(store.db, second)).toBe(1);
  });

  test("names are found by id", async () => {
    const id = await join("1", "张三");
    expect(await findNames(store.db, [id, id + 100])).toEqual(new Map([[id, "张三"]]));
    expect(await findNames(store.db, [])).toEqual(new Map());
  });

  test("a group chat belongs to the organisation it was bound to last", async () => {
    expect(await findChat(store.db, "telegram:-100")).toBeUndefined();
    await bindChat(store.db, { key: "telegram:-100", organisationId: first, now: NOW });
    await bindChat(store.db, { key: "telegram:-100", organisationId: second, now: NOW });
    expect(await findChat(store.db, "telegram:-100")).toBe(second);
  });
});
