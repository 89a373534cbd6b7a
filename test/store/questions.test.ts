import { beforeEach, describe, expect, test } from "vitest";
import { dropExpiredActions, saveActions, takeAction } from "../../src/store/actions.ts";
import { insertActivity } from "../../src/store/activities.ts";
import {
  closeQuestion,
  dropQuestions,
  findOpenQuestion,
  findQuestion,
  openQuestion,
} from "../../src/store/questions.ts";
import { type Branch, NOW, newBranch, storeFor, stores, studySession } from "../helpers/stores.ts";

const LATER = "2023-03-07T00:00:00.000Z";

describe.for(stores)("questions and buttons on %s", ([, open]) => {
  const store = storeFor(open);
  let branch: Branch;
  let activity: number;
  beforeEach(async () => {
    branch = await newBranch(store.db);
    activity = await insertActivity(store.db, studySession(branch));
  });

  const ask = (about: string, chat = "terminal:chat") =>
    openQuestion(store.db, {
      chat,
      person_id: branch.person,
      organisation_id: branch.organisation,
      activity_id: activity,
      about,
      opened_at: NOW,
    });
  const newest = async (chat = "terminal:chat") =>
    (await findOpenQuestion(store.db, { chat, personId: branch.person }))?.id;

  test("the newest open question of a chat and person is answered first", async () => {
    const first = await ask("date");
    const second = await ask("kind");
    await ask("kind", "terminal:other");
    expect(await findQuestion(store.db, first)).toMatchObject({ id: first, about: "date", state: "open" });
    expect(await newest()).toBe(second);
    await closeQuestion(store.db, second, "answered");
    expect(await newest()).toBe(first);
    await closeQuestion(store.db, first, "dropped");
    expect(await newest()).toBeUndefined();
    expect(await findOpenQuestion(store.db, { chat: "terminal:other", personId: 0 })).toBeUndefined();
  });

  test("the questions about a record are dropped with it", async () => {
    const answered = await ask("date");
    await closeQuestion(store.db, answered, "answered");
    const open = await ask("kind");
    expect(await newest()).toBe(open);
    await dropQuestions(store.db, activity);
    expect(await newest()).toBeUndefined();
    expect((await findQuestion(store.db, answered))?.state).toBe("answered");
    expect((await findQuestion(store.db, open))?.state).toBe("dropped");
  });

  test("a button works once, for one person, until it expires", async () => {
    const whose = { organisation_id: branch.organisation, person_id: branch.person };
    const [a = "", other = ""] = await saveActions(store.db, {
      ...whose,
      id: "a",
      operations: [{ do: "a" }, { do: "other" }],
      expires_at: LATER,
    });
    const [b = ""] = await saveActions(store.db, { ...whose, id: "b", operations: [{ do: "b" }], expires_at: NOW });
    const press = (id: string, personId = branch.person) => takeAction(store.db, { id, personId, now: NOW });

    const taken = { outcome: "taken", organisationId: branch.organisation };
    expect(await press(a, branch.person + 1)).toEqual({ outcome: "not-yours" });
    expect(await press(a)).toEqual({ ...taken, operation: { do: "a" } });
    expect(await press(a)).toEqual({ outcome: "used" });
    expect(await press(other)).toEqual({ ...taken, operation: { do: "other" } });
    expect(await press(other)).toEqual({ outcome: "used" });
    expect(await press(a)).toEqual({ outcome: "used" });
    expect(await press(b)).toEqual({ outcome: "expired" });
    for (const made of ["c", "a_2", "a_-1", "a_x", "_", ""]) expect(await press(made)).toEqual({ outcome: "unknown" });
    expect(await dropExpiredActions(store.db, LATER)).toBe(1);
    expect(await press(b)).toEqual({ outcome: "unknown" });
  });
});
