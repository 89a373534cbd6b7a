import { afterEach, beforeEach, expect, test } from "vitest";
import { runBot } from "../../src/bot/run.ts";
import { findAction, saveActions } from "../../src/store/actions.ts";
import { findGuide, saveGuide } from "../../src/store/guides.ts";
import { findWaitingFile, saveWaitingFile } from "../../src/store/waiting-files.ts";
import { type Branch, openBranch } from "../helpers/branch.ts";

const LONG_AGO = "2026-10-20T00:00:00.000Z";
const LATELY = "2026-11-20T00:00:00.000Z";

let branch: Branch;

beforeEach(async () => {
  branch = await openBranch();
  await branch.member("张三");
});
afterEach(() => branch.close());

async function swept(): Promise<void> {
  const failures: unknown[] = [];
  await runBot(branch.deps, [], (error) => failures.push(error)).close();
  expect(failures).toEqual([]);
}

test("buttons that expired long ago are cleared away, and those of the last weeks still say that they did", async () => {
  const row = { organisation_id: branch.organisation, person_id: 1, operations: [{}] };
  await saveActions(branch.deps.db, { ...row, id: "old", expires_at: LONG_AGO });
  await saveActions(branch.deps.db, { ...row, id: "recent", expires_at: LATELY });
  await swept();
  expect(await findAction(branch.deps.db, "old")).toBeUndefined();
  expect(await findAction(branch.deps.db, "recent")).toBeDefined();
});

test("a file and an entry that nobody went on with are forgotten after a month", async () => {
  const { db } = branch.deps;
  const whose = { person_id: 1, organisation_id: branch.organisation };
  for (const [chat, at] of [
    ["old", LONG_AGO],
    ["recent", LATELY],
  ] as const) {
    const file = { name: "2025年述职报告.docx", content: "", state: "{}", purpose: "learn" as const };
    await saveWaitingFile(db, { ...whose, ...file, chat, asked_at: at });
    await saveGuide(db, { ...whose, chat, id: chat, record_id: null, step: "kind", entered: "{}", touched_at: at });
  }
  await swept();
  const left = async (chat: string) => [
    await findWaitingFile(db, { chat, personId: 1, purpose: "learn" }),
    await findGuide(db, { chat, personId: 1 }),
  ];
  expect(await left("old")).toEqual([undefined, undefined]);
  expect(await left("recent")).not.toContain(undefined);
});
