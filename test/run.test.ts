import { execFile } from "node:child_process";
import { expect, test } from "vitest";

test("a run in which something failed says so by its status, also after PostgreSQL was there", async () => {
  const failed = `await (await import("./test/helpers/postgres-package.ts")).postgresPackage(); process.exitCode = 3;`;
  const status = await new Promise((resolve) => {
    execFile("node", ["--import", "tsx", "--input-type=module", "-e", failed], (error) => resolve(error?.code ?? 0));
  });
  expect(status).toBe(3);
});
