import { expect, test } from "vitest";
import { runBot } from "../../src/bot/run.ts";
import { findAction, saveActions } from "../../src/store/actions.ts";
import { openBranch } from "../helpers/branch.ts";

test("buttons that expired long ago are cleared away, and those of the last weeks still say that they did", async () => {
  const branch = await openBranch();
  await branch.member("张三");
  const row = { organisation_id: branch.organisation, person_id: 1, operation: "{}" };
  await saveActions(branch.deps.db, [
    { ...row, id: "old", expires_at: "2026-10-20T00:00:00.000Z" },
    { ...row, id: "recent", expires_at: "2026-11-20T00:00:00.000Z" },
  ]);
  const failures: unknown[] = [];
  await runBot(branch.deps, [], (error) => failures.push(error)).close();
  expect(failures).toEqual([]);
  expect(await findAction(branch.deps.db, "old")).toBeUndefined();
  expect(await findAction(branch.deps.db, "recent")).toBeDefined();
  await branch.close();
});
