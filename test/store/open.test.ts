import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/store/database/driver.ts";
import { StoreError, storeFault } from "../../src/store/errors.ts";
import { getMark, setMark } from "../../src/store/marks.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { openStore, pendingMigrations, type Store } from "../../src/store/open.ts";
import type { Db } from "../../src/store/schema.ts";
import { savepoint, writing, writingSoon } from "../../src/store/transaction.ts";
import { postgresUrl } from "../helpers/stores.ts";
import { temporaryFolder } from "../helpers/temporary.ts";

/** One Chinese sentence, without a trace of the program. */
const SENTENCE = /^打不开数据库 \S+：[^。]*[\u4e00-\u9fff][^。]*。$/u;

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "data", "taizhang.db");
});

async function opened<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ file });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function refusal(where: Parameters<typeof openStore>[0], options = {}): Promise<string> {
  const error = await openStore(where, options).then(
    async (store) => {
      await store.close();
      throw new Error("the store was opened");
    },
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  return error instanceof Error ? error.message : "";
}

const pragma = async ({ db }: Store, name: string) =>
  Object.values((await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(db)).rows[0] ?? {})[0];

describe("a file", () => {
  test("is written durably, also after it was opened again", async () => {
    await opened((store) => setMark(store.db, "a", "1"));
    await opened(async (store) => {
      expect(await pragma(store, "synchronous")).toBe(2);
      expect(await pragma(store, "journal_mode")).toBe("wal");
      expect(await pragma(store, "foreign_keys")).toBe(1);
      expect(await pragma(store, "busy_timeout")).toBe(5000);
      expect(await getMark(store.db, "a")).toBe("1");
    });
  });

  test("waits for the disk with all work but what is made again, also right behind it and where that throws", async () => {
    await opened(async (store) => {
      const level = async (db: Db) =>
        (await sql<{ synchronous: number }>`pragma synchronous`.execute(db)).rows[0]?.synchronous;
      const soon = writingSoon(store.db, level);
      const next = writing(store.db, level);
      expect([await soon, await next, await level(store.db)]).toEqual([1, 2, 2]);
      const failed = writingSoon(store.db, async (trx) => {
        await setMark(trx, "a", "1");
        throw new Error("boom");
      });
      const behind = writing(store.db, level);
      await expect(failed).rejects.toThrow("boom");
      expect([await behind, await getMark(store.db, "a")]).toEqual([2, undefined]);
    });
  });

  test.skipIf(process.platform === "win32")("belongs to its owner alone", async () => {
    await opened((store) => setMark(store.db, "a", "1"));
    expect(statSync(join(folder, "data")).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    await opened(() => Promise.resolve());
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("leaves nothing beside it when it is closed", async () => {
    await opened((store) => setMark(store.db, "a", "1"));
    expect(readdirSync(join(folder, "data"))).toEqual(["taizhang.db"]);
  });

  test("says which migrations it needs without being touched", async () => {
    const all = [...migrations.keys()];
    expect(await pendingMigrations({ file })).toEqual(all);
    expect(readdirSync(folder)).toEqual([]);
    await opened(() => Promise.resolve());
    expect(await pendingMigrations({ file })).toEqual([]);
    await opened(({ db }) => sql`delete from migration`.execute(db));
    expect(await pendingMigrations({ file })).toEqual(all);
  });

  test("keeps everything acknowledged when its writer is killed", async () => {
    const writer = fileURLToPath(new URL("../helpers/writer.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", writer, file], { stdio: ["ignore", "pipe", "inherit"] });
    let told = "";
    child.stdout.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      if (told.length > 400) child.kill("SIGKILL");
    });
    await once(child, "close");
    const acknowledged = Number(told.split("\n").at(-2));

    expect(acknowledged).toBeGreaterThan(20);
    await opened(async ({ db }) => {
      const newest = Number(await getMark(db, "newest"));
      expect(newest).toBeGreaterThanOrEqual(acknowledged);
      const { count } = await db
        .selectFrom("mark")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      expect(count).toBe(newest + 1);
    });
  });
});

describe("a clear sentence", () => {
  test("for a file that is no database", async () => {
    mkdirSync(join(folder, "data"));
    writeFileSync(file, "garbage ".repeat(1000));
    expect(await refusal({ file })).toMatch(SENTENCE);
    expect(await refusal({ file })).toContain("不是台账数据库");
    await expect(pendingMigrations({ file })).rejects.toThrow("不是台账数据库");
  });

  test("for a driver that is missing or of another version of Node", () => {
    mkdirSync(join(folder, "data"));
    writeFileSync(`${file}.node`, "another version");
    const thrown = (load: () => unknown) => {
      try {
        return load();
      } catch (error) {
        return error;
      }
    };
    for (const error of [
      thrown(() => openDatabase(":memory:", { nativeBinding: file })),
      thrown(() => createRequire(import.meta.url)("better-sqlite3-missing")),
      // As version 12 throws where it was never compiled.
      Object.assign(new Error("Could not locate the bindings file."), { tries: [] }),
    ]) {
      expect(storeFault(error)).toContain("数据库驱动没有装好");
    }
  });

  test("for a database of another program", async () => {
    mkdirSync(join(folder, "data"));
    const other = openDatabase(file);
    other.exec("create table songs (title text)");
    other.close();
    expect(await refusal({ file })).toContain("别的程序");
  });

  test("for a database that a newer program wrote", async () => {
    await opened(({ db }) => sql`insert into migration (name) values ('9999-future')`.execute(db));
    const message = await refusal({ file });
    expect(message).toMatch(SENTENCE);
    expect(message).toContain("9999-future");
    expect(message).toContain("升级");
    await expect(pendingMigrations({ file })).rejects.toThrow("升级");
  });

  test("for a database that is broken in the middle", async () => {
    await opened((store) => setMark(store.db, "a", "1"));
    const size = statSync(file).size;
    writeFileSync(file, Buffer.concat([Buffer.alloc(100, "SQLite format 3\0"), Buffer.alloc(size - 100, 7)]));
    expect(await refusal({ file })).toMatch(SENTENCE);
  });

  test("for a folder in the place of the file, and a file in the place of the folder", async () => {
    expect(await refusal({ file: folder })).toMatch(SENTENCE);
    writeFileSync(join(folder, "data"), "");
    expect(await refusal({ file })).toContain("文件");
  });

  test("for a database that another process keeps locked", async () => {
    await opened(() => Promise.resolve());
    const other = openDatabase(file);
    other.pragma("locking_mode = EXCLUSIVE");
    other.exec("begin exclusive");
    try {
      expect(await refusal({ file }, { busyTimeoutMs: 50 })).toContain("占用");
    } finally {
      other.close();
    }
  });

  test.skipIf(process.platform === "win32")("for a folder and a file that may only be read", async () => {
    await opened(() => Promise.resolve());
    // Root may write everything, so the store is opened by somebody else.
    const asRoot = process.getuid?.() === 0;
    if (asRoot) for (const path of [folder, join(folder, "data"), file]) chownSync(path, 65_534, 65_534);
    chmodSync(file, 0o400);
    chmodSync(join(folder, "data"), 0o500);
    const opener = fileURLToPath(new URL("../helpers/opener.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", opener, file, join(folder, "data", "new.db")], {
      stdio: ["ignore", "pipe", "inherit"],
      ...(asRoot ? { uid: 65_534, gid: 65_534, env: { ...process.env, HOME: folder, TMPDIR: folder } } : {}),
    });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await once(child, "close");
    const sentences = said.trim().split("\n");
    expect(sentences).toHaveLength(2);
    for (const sentence of sentences) {
      expect(sentence).toMatch(SENTENCE);
      expect(sentence).toContain("只读");
    }
  });

  test("for a place that takes no folder, at once", async () => {
    writeFileSync(join(folder, "data"), "");
    expect(await refusal({ file })).toMatch(SENTENCE);
    expect(await refusal({ file })).toContain(`建不了文件夹 ${join(folder, "data")}：这个位置上已有一个文件`);
    expect(await refusal({ file: join(folder, "data", "below", "a.db") })).toContain("这个位置上已有一个文件");
  });

  test.skipIf(process.platform !== "linux")("for a place below /proc, where Node would try for ever", async () => {
    const message = await refusal({ file: "/proc/taizhang/data/a.db" });
    expect(message).toMatch(SENTENCE);
    expect(message).toContain("建不了文件夹 /proc/taizhang/data：这个位置不能建文件夹，请换一个位置");
  });

  test("for a PostgreSQL that cannot be reached, refuses the password or lacks the database", async () => {
    const url = new URL(await postgresUrl());
    const wrong = new URL(url);
    wrong.password = "wrong";
    const lacking = new URL(url);
    lacking.pathname = "/nowhere";
    const dead = new URL(url);
    dead.port = String(await closedPort());

    for (const [where, expected] of [
      [wrong, "用户名和密码"],
      [lacking, "没有"],
      [dead, "连接不上"],
    ] as const) {
      const message = await refusal({ url: where.href });
      expect(message).toMatch(SENTENCE);
      expect(message).toContain(expected);
      expect(message).not.toContain(where.password);
    }
  });

  test("for a PostgreSQL database that a newer program wrote or another one uses", async () => {
    const url = await postgresUrl();
    const store = await openStore({ url });
    expect(await pendingMigrations({ url })).toEqual([]);
    await sql`insert into migration (name) values ('9999-future')`.execute(store.db);
    expect(await refusal({ url })).toContain("升级");
    await sql`drop table migration`.execute(store.db);
    expect(await refusal({ url })).toContain("别的程序");
    await store.close();
  });
});

describe("a full disk", () => {
  test("refuses what does not fit, says so, and keeps what was there", async () => {
    await opened(async (store) => {
      await setMark(store.db, "a", "1");
      const pages = await pragma(store, "page_count");
      await pragma(store, `max_page_count = ${Number(pages) + 4}`);
      const large = "x".repeat(40_000);
      const failed = writing(store.db, async (trx) => {
        await setMark(trx, "a", "2");
        await savepoint(trx, (piece) => setMark(piece, "b", large));
        await setMark(trx, "c", "3");
      });
      const error = await failed.catch((reason: unknown) => reason);

      expect(storeFault(error)).toBe("磁盘已满，这次没有保存，请清理出空间后再试。");
      expect([await getMark(store.db, "a"), await getMark(store.db, "c")]).toEqual(["1", undefined]);
      await pragma(store, "max_page_count = 1000000");
      await writing(store.db, (trx) => setMark(trx, "b", large));
      expect(await getMark(store.db, "b")).toBe(large);
    });
  });

  test("is told from work that failed", () => {
    expect(storeFault(new Error("boom"))).toBeUndefined();
    expect(storeFault(Object.assign(new Error("x"), { code: "SQLITE_CONSTRAINT_UNIQUE" }))).toBeUndefined();
    expect(storeFault(Object.assign(new Error("x"), { code: "23505" }))).toBeUndefined();
    expect(storeFault("SQLITE_FULL")).toBeUndefined();
    expect(storeFault(Object.assign(new Error("x"), { code: "ENOENT", syscall: "open" }))).toContain("换一个位置");
    expect(storeFault(Object.assign(new Error("x"), { code: "ENOENT", syscall: "connect" }))).toContain("连接不上");
    expect(storeFault(Object.assign(new Error("x"), { code: "SQLITE_IOERR_FSYNC" }))).toContain("磁盘出错");
    expect(storeFault(Object.assign(new Error("x"), { code: "SQLITE_IOERR_SHMSIZE" }))).toContain("磁盘已满");
    expect(storeFault(Object.assign(new Error("x"), { code: "08006" }))).toContain("中断");
    expect(storeFault(new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED" })]))).toContain("连接");
  });
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 1;
}
