import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findBySource, insertActivity } from "../../src/store/activities.ts";
import { backupDatabase } from "../../src/store/backup.ts";
import { StoreError } from "../../src/store/errors.ts";
import { appendJournal, verifyJournal } from "../../src/store/journal.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { writing } from "../../src/store/transaction.ts";
import { type Branch, NOW, newBranch, studySession } from "../helpers/stores.ts";
import { temporaryFolder } from "../helpers/temporary.ts";

let folder: string;
let store: Store;
let branch: Branch;
beforeEach(async () => {
  folder = temporaryFolder();
  store = await openStore({ file: join(folder, "taizhang.db") });
  branch = await newBranch(store.db);
});
afterEach(async () => {
  await store.close();
});

const log = (n: number) =>
  writing(store.db, async (trx) => {
    const id = await insertActivity(trx, studySession(branch, { sourceKey: `terminal:${n}` }));
    await appendJournal(trx, {
      at: NOW,
      organisationId: branch.organisation,
      personId: branch.person,
      operation: "log",
      activityId: id,
      sourceKey: `terminal:${n}`,
      salt: String(n),
      body: { text: "x".repeat(2000) },
    });
  });

test("a copy made while messages are written is whole, and one file", async () => {
  for (let n = 0; n < 1500; n += 1) await log(n);
  const target = join(folder, "copy.db");
  let n = 1500;
  let copying = true;
  const copied = backupDatabase(join(folder, "taizhang.db"), target).finally(() => {
    copying = false;
  });
  while (copying) {
    await log(n);
    n += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }

  expect(await copied).toEqual({ journalRows: 1500 });
  expect(n).toBeGreaterThan(1500);
  expect(readdirSync(folder).filter((name) => name.startsWith("copy"))).toEqual(["copy.db"]);
  if (process.platform !== "win32") expect(statSync(target).mode & 0o777).toBe(0o600);
  const copy = await openStore({ file: target });
  expect(await verifyJournal(copy.db)).toEqual({ ok: true, rows: 1500 });
  expect(await findBySource(copy.db, "terminal:1499")).toHaveLength(1);
  await copy.close();
});

test("a file that is there already is never written over", async () => {
  const target = join(folder, "copy.db");
  writeFileSync(target, "precious");
  await expect(backupDatabase(join(folder, "taizhang.db"), target)).rejects.toThrow(StoreError);
  expect(statSync(target).size).toBe(8);
});

test("a copy that cannot be made leaves nothing behind", async () => {
  const broken = join(folder, "broken.db");
  writeFileSync(broken, "garbage ".repeat(1000));
  await expect(backupDatabase(broken, join(folder, "copy.db"))).rejects.toThrow("不是台账数据库");
  await expect(backupDatabase(join(folder, "none.db"), join(folder, "copy.db"))).rejects.toThrow(StoreError);
  await expect(backupDatabase(broken, join(folder, "none", "copy.db"))).rejects.toThrow(StoreError);
  expect(existsSync(join(folder, "copy.db"))).toBe(false);
});

test("a copy of a damaged database is refused", async () => {
  for (let n = 0; n < 50; n += 1) await log(n);
  const damaged = join(folder, "damaged.db");
  await backupDatabase(join(folder, "taizhang.db"), damaged);
  const bytes = readFileSync(damaged);
  bytes.fill(7, bytes.length - 4096 * 4, bytes.length - 4096);
  writeFileSync(damaged, bytes);
  await expect(backupDatabase(damaged, join(folder, "copy.db"))).rejects.toThrow(/核对|损坏/);
  expect(existsSync(join(folder, "copy.db"))).toBe(false);
});
