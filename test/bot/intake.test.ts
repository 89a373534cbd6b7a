import { afterEach, beforeEach, expect, test } from "vitest";
import type { Inbound } from "../../src/bot/channel.ts";
import { openIntake } from "../../src/bot/intake.ts";
import { findInbox } from "../../src/store/inbox.ts";
import { type Branch, openBranch } from "../helpers/branch.ts";

let branch: Branch;
beforeEach(async () => {
  branch = await openBranch();
  await branch.member("张三");
});
afterEach(() => branch.close());

test("messages that wait together share one commit and are answered in order", async () => {
  let commits = 0;
  const intake = openIntake(
    branch.deps,
    () => {
      commits += 1;
    },
    () => {},
  );

  const handled = await Promise.all(days(16).map((text, n) => intake.deliver(message(`k${n}`, text))));

  expect(commits).toBe(1);
  expect(handled.map(({ records }) => records)).toEqual(Array.from({ length: 16 }, (_, n) => [n + 1]));
});

test("messages that arrive one after another in the same turn share one commit too", async () => {
  let commits = 0;
  const intake = openIntake(
    branch.deps,
    () => {
      commits += 1;
    },
    () => {},
  );
  const arriving = days(16).map(
    (text, n) => new Promise((resolve) => setImmediate(() => resolve(intake.deliver(message(`k${n}`, text))))),
  );

  await Promise.all(arriving);

  expect(commits).toBe(1);
});

test("what a commit leaves to be done is told, and nothing where it leaves nothing", async () => {
  const left: string[][] = [];
  const intake = openIntake(
    branch.deps,
    (what) => left.push([...what]),
    (error) => {
      throw error;
    },
  );
  const image = { kind: "image", handle: "h1", uniqueId: "u1" } as const;

  await intake.deliver(message("k1", "11月2日党课 15人"));
  await intake.deliver(message("k2", "导出我的数据"));
  await intake.deliver({ ...message("k3", "11月3日主题党日 15人"), attachments: [image] });
  await intake.deliver(message("k3", "11月3日主题党日 15人"));

  expect(left).toEqual([[], ["job"], ["download"], []]);
});

test("one that breaks is kept aside, told about, and blocks nobody", async () => {
  const errors: unknown[] = [];
  const breaking = { ...branch.deps, random: drawsFailingAt(2) };
  const intake = openIntake(
    breaking,
    () => {},
    (error) => errors.push(error),
  );

  const handled = await Promise.all(days(3).map((text, n) => intake.deliver(message(`k${n}`, text))));

  expect(handled.map(({ outcome }) => outcome)).toEqual(["logged", "refused", "logged"]);
  expect(errors).toHaveLength(1);
  expect(await findInbox(branch.deps.db, "k1")).toMatchObject({ state: "quarantined", error: "Error: no luck" });
  expect((await findInbox(branch.deps.db, "k1"))?.payload).toContain("11月2日");
});

test("the same message delivered twice at once is handled once", async () => {
  const intake = openIntake(
    branch.deps,
    () => {},
    () => {},
  );
  const [first, second] = await Promise.all([
    intake.deliver(message("k", "昨天党课 20人")),
    intake.deliver(message("k", "昨天党课 20人")),
  ]);
  expect(first).toMatchObject({ outcome: "logged", records: [1] });
  expect(second).toMatchObject({ outcome: "duplicate", records: [1], replies: [] });
});

test("when nothing can be kept the sender's channel is told, so that it does not acknowledge", async () => {
  const intake = openIntake(
    branch.deps,
    () => {},
    () => {},
  );
  await branch.deps.db.destroy();
  await expect(intake.deliver(message("k", "昨天党课 20人"))).rejects.toThrow();
  branch = await openBranch();
});

function days(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `11月${n + 1}日党课 20人`);
}

function message(key: string, text: string): Extract<Inbound, { kind: "message" }> {
  return {
    kind: "message",
    key,
    channel: "terminal",
    chat: "张三",
    chatType: "private",
    from: { id: "张三" },
    sentAt: new Date("2026-11-23T02:00:00Z"),
    message: key,
    text,
    addressed: true,
  };
}

/** Randomness that fails at the n-th draw and works again after it. */
function drawsFailingAt(n: number): () => string {
  let drawn = 0;
  return () => {
    drawn += 1;
    if (drawn === n) throw new Error("no luck");
    return `drawn ${drawn}`;
  };
}
