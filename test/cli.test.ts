import { execFile, spawnSync } from "node:child_process";
import { EventEmitter } from "node:events";
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { whyNot } from "../src/cli/backup.ts";
import { roomOf } from "../src/cli/disk.ts";
import { readInput } from "../src/cli/input-file.ts";
import { writeOutput } from "../src/cli/output-file.ts";
import { writeTogether } from "../src/cli/output-set.ts";
import { processIo, watchOutputs } from "../src/cli/process-io.ts";
import { placeRestored } from "../src/cli/restored.ts";
import { tooLarge } from "../src/report/read-document.ts";
import { openStore } from "../src/store/open.ts";
import { ensureOrganisation } from "../src/store/organisations.ts";
import { move } from "../src/store/whole-file.ts";
import { commandLine, type Ended } from "./helpers/command-line.ts";
import { temporaryFolder } from "./helpers/temporary.ts";
import { p, r, wordFile } from "./helpers/word-file.ts";
import { xmlOf } from "./report/read.ts";

const program = resolve("dist/bin/taizhang.js");

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

test("piped lines are logged and answered, and the program ends with them", () => {
  const { stdout, status } = chat("昨天下午集中学习 二十大报告 15人 2小时\n改 人数 16\n撤销\n");
  expect(status).toBe(0);
  expect(stdout).toContain("已记 #1：集中学习《二十大报告》");
  expect(stdout).toContain("16人");
  expect(stdout).toContain("已撤销 #1");
});

test("where nobody reads what is printed the program goes on, and results that a full disk swallows are told", () => {
  for (const { code, status, told } of [
    { code: "EPIPE", status: 0, told: "" },
    { code: "ENOSPC", status: 1, told: "结果没有写完：磁盘已满，这次没有保存，请清理出空间后再试。\n" },
  ]) {
    const outputs = Object.assign(new EventEmitter(), {
      ...{ stdout: new PassThrough(), stderr: new PassThrough(), exitCode: 0 },
    });
    let text = "";
    watchOutputs(outputs, { ...processIo(process), err: (more) => (text += more) });
    for (const stream of [outputs.stdout, outputs.stdout, outputs.stderr]) {
      stream.emit("error", Object.assign(new Error("write failed"), { code }));
    }
    outputs.emit("exit");
    expect({ status: outputs.exitCode, told: text }).toEqual({ status, told });
  }
});

test("a disk that is nearly full is told by doctor, one whose size nobody knows is not", () => {
  const disk = (megabytes: number, blocks = 1_000_000) =>
    roomOf(folder, () => ({ bavail: megabytes * 1_000, bsize: 1_000, blocks }));
  expect(disk(200)).toEqual({ ok: true, text: "磁盘：还有 200 MB" });
  expect(disk(199)).toMatchObject({ ok: false });
  expect(disk(99)).toMatchObject({ ok: false, text: expect.stringContaining("只剩 99 MB") });
  expect(disk(0, 0)).toBeUndefined();
  expect(roomOf(join(folder, "none"))).toBeUndefined();
  expect(roomOf(folder)?.text).toContain("磁盘");
});

test("the secretary's 生成 gives files whose paths are printed, and a week to come is told as such", async () => {
  const { stdout } = chat("昨天集中学习 15人\n生成 2026 年述职报告\n");
  const paths = stdout.split("\n").filter((line) => /\.(docx|xlsx)$/.test(line) && line.startsWith("/"));
  expect(paths).toHaveLength(2);
  expect(paths.every((path) => existsSync(path))).toBe(true);
  const early = await inFolder("weekly", "--week", "2099-W10");
  const nobody = await inFolder("draft", "--year", "2026", "--org", "不存在");
  expect(nobody).toMatchObject({ code: 2, stderr: "没有叫“不存在”的组织。现有：示范党支部。\n" });
  expect(early).toMatchObject({ code: 1, stdout: "", stderr: "2099-W10 从 2099-03-02 开始，还没有到。\n" });
});

test.for([
  [["draft", "--year", "2023"], "data 里还没有台账", 2],
  [["draft", "--year", "两千"], "年度请写成", 2],
  [["draft"], "缺少必需的选项 --year", 2],
  [["draft", "--yaer", "2026"], "没有 --yaer 这个选项，请用 --help 看有哪些\n您要的是 --year 吗？", 2],
  [
    ["draft", "--year", "2026", "--with-subunits"],
    "没有 --with-subunits 这个选项，请用 --help 看有哪些\n您要的是 --with-sub-units 吗？",
    2,
  ],
  [["understand", "--josnl"], "没有 --josnl 这个选项，请用 --help 看有哪些\n您要的是 --jsonl 吗？", 2],
  [["understand"], "缺少必需的选项 --jsonl", 2],
  [["learn", "--uot", "x"], "没有 --uot 这个选项，请用 --help 看有哪些\n您要的是 --out 吗？", 2],
  [["start", "--foo"], "没有 --foo 这个选项，请用 --help 看有哪些", 2],
  [["replay", "nothing.txt"], "读不了 nothing.txt", 1],
  [["nonsense"], "没有 nonsense 这个命令", 2],
  [[], "用法：taizhang [选项] [命令]", 2],
  [["backup", "b.tar.gz"], "没有台账", 1],
  [["backup", ""], "请写明文件或文件夹的位置", 2],
  [["restore", "b.tar.gz"], "没有 b.tar.gz 这个文件", 1],
  [["weekly", "--week", "2026-W60"], "没有 2026-W60 这一周", 2],
  [["export", "x.txt"], ".xlsx", 2],
] as const)("%j ends with one clear sentence", async ([args, sentence, code]) => {
  const done = await inFolder(...args);
  expect(done.stderr).toContain(sentence);
  expect(done.stderr).not.toMatch(/\bat .+:\d+|Error:/);
  expect(done).toMatchObject({ code, stdout: "" });
});

test("the help is in Chinese, and the version is told", async () => {
  expect(await commandLine(["--version"])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
  const whole = await commandLine(["--help"]);
  expect(whole.stdout).toMatch(/用法：taizhang \[选项\] \[命令\][\s\S]*选项：[\s\S]*看用法[\s\S]*命令：/);
  expect(whole.stdout + (await commandLine(["replay", "--help"])).stdout).not.toMatch(
    /Usage|Options|Commands|display|default/,
  );
});

test("a file that is no database and a broken catalogue are named", async () => {
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data", "taizhang.sqlite"), "no database at all, but long enough to look like one");
  const broken = await inFolder("weekly");
  expect(broken.stderr).toContain("不是台账数据库");
  expect(broken.code).toBe(1);

  mkdirSync(join(folder, "own", "catalogue"), { recursive: true });
  writeFileSync(join(folder, "own", "catalogue", "kinds.yaml"), "kinds:\n  - name: 党课\n    family: sport\n");
  const catalogue = taizhang(["start", "--data", "own"]);
  expect(catalogue.stderr).toMatch(/kinds\.yaml.*3/);
  expect(catalogue.status).toBe(1);
});

test("a damaged page that nothing has read yet is told by doctor", async () => {
  await said("集中学习 15人");
  const { db, close } = await openStore({ file: join(folder, "data", "taizhang.sqlite") });
  const root = await sql<{ rootpage: number }>`select rootpage from sqlite_schema where name = 'own_template'`.execute(
    db,
  );
  await close();
  const file = openSync(join(folder, "data", "taizhang.sqlite"), "r+");
  writeSync(file, Buffer.alloc(2048, 255), 0, 2048, ((root.rows[0]?.rootpage ?? 0) - 1) * 2048);
  closeSync(file);
  expect(await inFolder("weekly", "--week", "2026-W47")).toMatchObject({ code: 0 });
  expect(await inFolder("doctor")).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/有问题 {2}台账：.*损坏.*从备份恢复/),
  });
});

test.for<[what: string, lose: (file: string) => void, state: string, trace: string]>([
  ["emptied beside its backups", (file) => truncateSync(file), "是空的", "备份"],
  ["removed beside its backups", (file) => rmSync(file), "不见了", "备份"],
  [
    "emptied beside its log of writes",
    (file) => {
      truncateSync(file);
      writeFileSync(`${file}-wal`, "pages");
      rmSync(join(dirname(file), "backups"), { recursive: true });
    },
    "是空的",
    "写入日志",
  ],
])("a ledger that was %s is not taken for a new one", async ([, lose, state, trace]) => {
  const data = join(folder, "data");
  await said("集中学习 15人");
  await inFolder("backup", join(data, "backups", "taizhang-2026-11-20.tar.gz"));
  lose(join(data, "taizhang.sqlite"));
  const left = readdirSync(data);
  const sentence = `台账 ${join(data, "taizhang.sqlite")} ${state}，旁边却有它以前的${trace}`;
  for (const command of ["start", "weekly", "migrate"]) {
    const done = await inFolder(command);
    expect(done).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(sentence) });
    expect(done.stderr).toMatch(/^[^。]*restore 加 --force[^。]*。\n$/);
  }
  const doctor = await inFolder("doctor");
  expect(doctor).toMatchObject({ code: 1, stdout: expect.stringContaining(`有问题  台账：${sentence}`) });
  expect(readdirSync(data)).toEqual(left);
});

test("a ledger that may not be looked at is not said to be missing", async () => {
  // As where the folder is another user's, which would be nothing to root.
  const data = join(folder, "data");
  symlinkSync(data, data);
  for (const command of ["weekly", "migrate", "backup"]) {
    const done = await inFolder(command, ...(command === "backup" ? [join(folder, "b.tar.gz")] : []));
    expect(done).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/打不开|没有备份/) });
  }
  const doctor = await inFolder("doctor");
  expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/有问题 {2}台账：.*打不开/) });
});

test("an empty file that nothing was kept in is a new ledger", async () => {
  mkdirSync(join(folder, "data", "backups"), { recursive: true });
  writeFileSync(join(folder, "data", "taizhang.sqlite"), "");
  await said("集中学习 15人");
  expect(await kinds("data")).toEqual(["集中学习"]);
});

test("every wrong setting is listed at once", async () => {
  const done = await commandLine(["weekly"], { TAIZHANG_ZONE: "Mars", LOG_LEVEL: "loud", DATABASE_URL: "mysql://x" });
  for (const name of ["TAIZHANG_ZONE", "LOG_LEVEL", "DATABASE_URL"]) expect(done.stderr).toContain(name);
  expect(done.code).toBe(1);
});

test("a malformed line of a transcript is named and the rest is processed", async () => {
  writeFileSync(join(folder, "t.txt"), "@org 第一党支部\nwhat is this\n2023-03-06 09:12 张三: 今天党课 15人\n");
  const done = await inFolder("replay", join(folder, "t.txt"), "--json");
  expect(done.stderr).toContain("t.txt 第 2 行");
  expect(done.code).toBe(1);
  expect(JSON.parse(done.stdout)).toMatchObject({ line: 3, from: "张三", outcome: "logged", records: [1] });
});

test("a backup is taken while the program writes, and gives the same numbers back", async () => {
  const archive = join(folder, "b.tar.gz");
  await said("集中学习 15人");
  // A service may write into its data folder and nowhere else.
  const nowhere = join(folder, "nowhere");
  const env = { TMPDIR: nowhere, TMP: nowhere, TEMP: nowhere, SQLITE_TMPDIR: nowhere };
  expect(taizhang(["backup", "b.tar.gz"], env)).toMatchObject({ status: 0, stderr: "" });
  expect(readdirSync(folder).sort()).toEqual(["b.tar.gz", "data", "said.txt"]);
  await said("党课 20人");
  expect((await inFolder("restore", archive)).stderr).toContain("--force");
  expect(taizhang(["restore", "b.tar.gz", "--data", "again"]).status).toBe(0);
  expect(await kinds("again")).toEqual(["集中学习"]);
  mkdirSync(join(folder, "data.restore-killed"));
  expect((await inFolder("restore", archive, "--force")).code).toBe(0);
  expect(await kinds("data")).toEqual(["集中学习"]);
  expect(readdirSync(folder).filter((name) => name.startsWith("data."))).toHaveLength(1);

  const { db, close } = await openStore({ file: join(folder, "again", "taizhang.sqlite") });
  await sql`insert into migration (name) values ('9999-later')`.execute(db);
  await close();
  await commandLine(["backup", join(folder, "later.tar.gz"), "--data", join(folder, "again")]);
  const refused = await inFolder("restore", join(folder, "later.tar.gz"), "--force");
  expect(refused.stderr).toContain("later.tar.gz：数据库由更新版本的程序写成（9999-later），请先升级程序");
  expect(readdirSync(folder).filter((name) => name.startsWith("data."))).toHaveLength(1);
});

test.for([1, 2, 3])(
  "a restore that is ended at its rename %i leaves the old ledger or is finished by the next command",
  async (at) => {
    const [data, staging] = [join(folder, "data"), join(folder, "data.restore-x")];
    for (const [place, name] of [
      [data, "旧党支部"],
      [staging, "新党支部"],
    ] as const) {
      const { db, close } = await openStore({ file: join(place, "taizhang.sqlite") });
      await ensureOrganisation(db, [name], "2026-11-01T00:00:00.000Z");
      await close();
    }
    let renames = 0;
    const killed = (from: string, to: string) => {
      renames += 1;
      if (renames === at) throw new Error("killed");
      move(from, to);
    };
    const placing = { staging, target: data, aside: `${data}.before` };
    expect(() => placeRestored(placing, killed)).toThrow("killed");
    if (at === 3) mkdirSync(data);

    const next = await commandLine(["weekly", "--week", "2026-W40", "--data", data]);
    expect(next.code).toBe(0);
    expect(next.stdout).toContain(at === 3 ? "新党支部" : "旧党支部");
    expect(next.stderr).toBe(at === 3 ? `上次恢复没有做完，现在已经完成：${data}。\n` : "");
    expect(existsSync(`${data}.before`)).toBe(at === 3);
  },
);

test.for([
  ["ENOSPC", "没有解开 b.tar.gz：磁盘已满，这次没有保存，请清理出空间后再试。"],
  ["Z_DATA_ERROR", "b.tar.gz 不是完整的备份，请换一份备份。"],
] as const)("an archive that cannot be opened for %s is told of as what it is", ([code, said]) => {
  expect(whyNot("b.tar.gz", Object.assign(new Error("write"), { code })).message).toBe(said);
});

test.runIf(existsSync("/proc/self"))(
  "a place that takes no backup, and one that takes no ledger, is named",
  async () => {
    await said("集中学习 15人");
    const archive = join(folder, "b.tar.gz");
    await inFolder("backup", archive);
    // Nobody makes anything there, root included.
    const backup = await inFolder("backup", "/proc/b.tar.gz");
    expect(backup).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^用不了文件夹 \/proc：[^。]+请换一个位置。\n$/),
    });
    const restore = await commandLine(["restore", archive, "--data", "/proc/data"]);
    expect(restore).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^用不了文件夹 \/proc：[^。]+请换一个位置。\n$/),
    });
  },
);

test("a folder in use is not restored over", async () => {
  await said("集中学习 15人");
  await inFolder("backup", join(folder, "b.tar.gz"));
  const running = execFile(process.execPath, [program, "start"], { cwd: folder, env: {} });
  const answered = new Promise<void>((done) => running.stdout?.once("data", () => done()));
  running.stdin?.write("帮助\n");
  await answered;
  expect((await inFolder("restore", join(folder, "b.tar.gz"), "--force")).stderr).toContain("正在使用");
  const ended = new Promise<void>((done) => running.once("exit", () => done()));
  running.stdin?.end();
  await ended;
});

test.for(["SIGTERM", "SIGINT"] as const)(
  "a program that is stopped by %s ends well, and says nothing",
  async (signal) => {
    const running = execFile(process.execPath, [program, "start"], { cwd: folder, env: { BACKUP_KEEP: "0" } });
    let said = "";
    running.stderr?.on("data", (text: string) => {
      said += text;
    });
    const answered = new Promise<void>((done) => running.stdout?.once("data", () => done()));
    running.stdin?.write("帮助\n");
    await answered;
    const ended = new Promise<unknown>((done) => running.once("exit", (code) => done(code)));
    running.kill(signal);
    expect([await ended, said]).toEqual([0, ""]);
  },
);

test("doctor says what works, and ends with 1 where something does not", async () => {
  await said("集中学习 15人");
  const fine = await inFolder("doctor");
  expect(fine.stdout).toMatch(/^正常 {2}taizhang \d+\.\d+\.\d+，Node.js /);
  expect(fine.stdout).toContain("日志链：1 条");
  const code = /加入 ([A-Z2-9-]{19})/;
  expect(code.exec(fine.stdout)?.[1]).toBeDefined();
  const next = await inFolder("doctor");
  expect(code.exec(next.stdout)?.[1]).not.toBe(code.exec(fine.stdout)?.[1]);
  expect(fine.code).toBe(0);
  expect(fine.stdout).not.toContain("chmod");
  writeFileSync(join(folder, ".env"), "\uFEFFLOG_LEVEL=loud\nTELEGRAM_BOT_TOKN=x\n", { mode: 0o644 });
  chmodSync(join(folder, "data"), 0o750);
  const slip = taizhang(["doctor"], { BACKUP_KEEP: "many" });
  expect(slip.status).toBe(1);
  expect(slip.stdout).toContain("BACKUP_KEEP 要是 0 到 999 的整数");
  expect(slip.stdout).toContain("设置有 2 处不对：LOG_LEVEL ");
  expect(slip.stdout).toContain("有问题  .env：第 2 行的 TELEGRAM_BOT_TOKN 不是设置的名称");
  expect(slip.stdout).toMatch(/提醒：这台机器上的所有用户都能看 \.env，.*chmod o-rwx \.env\n/);
  expect(slip.stdout).not.toContain("chmod o-rwx data");
  mkdirSync(join(folder, "data", "templates"));
  writeFileSync(
    join(folder, "data", "templates", "述职报告.md"),
    "# {{年度}}年\n\n集中学习{{集中学习，党课{{党客}}。\n",
  );
  const named = await inFolder("doctor");
  expect(named.stdout).toMatch(/有问题 {2}类别、字段和模板：.*述职报告\.md 第 3 行：/);
  const file = await commandLine(["doctor", "--data", join(folder, ".env")]);
  expect(file.stdout).toMatch(/有问题 {2}台账：.*\.env 是一个文件，--data 要写文件夹/);
});

test("what Node.js has against a library is not told to whoever runs the program", () => {
  const telegram = { TELEGRAM_BOT_TOKEN: `123456789:${"A".repeat(35)}`, TELEGRAM_API_ROOT: "http://127.0.0.1:9" };
  const { stdout, stderr } = taizhang(["doctor"], { ...telegram, NODE_OPTIONS: "--pending-deprecation" });
  expect(stdout).toContain("连不上 Telegram");
  expect(stderr).toBe("");
});

test("understand answers line by line, and a broken line is told without stopping", () => {
  const line = JSON.stringify({ as: "message", text: "昨天集中学习 党章 15人", now: "2026-11-23T10:00" });
  const done = taizhang(["understand", "--jsonl"], {}, `${line}\nnonsense\n${line}\n`);
  const [first, second, third] = done.stdout
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text));
  expect(first).toMatchObject({ intent: "log", records: [{ kind: "集中学习", participants: 15, ask: [] }] });
  expect(second).toHaveProperty("error");
  expect(third).toEqual(first);
});

async function kinds(data: string): Promise<string[]> {
  const { stdout } = await commandLine(["draft", "--year", "2026", "--json", "--data", join(folder, data)]);
  const { values } = JSON.parse(stdout) as { values: { field: string; value: number | null }[] };
  return values
    .filter(({ field, value }) => value !== null && ["集中学习", "党课"].includes(field))
    .map(({ field }) => field);
}

test("learn turns a past report into a Word template that a draft fills, and nobody's writing in the draft is lost", async () => {
  const [report, template] = [join(folder, "去年.docx"), join(folder, "模板.docx")];
  writeFileSync(report, wordFile({ body: p(r("2023年度述职报告")) + p(r("全年集中学习30次。")) }));
  await said("2024-03-06 集中学习 15人");
  expect(taizhang(["learn", report, "--out", template]).status).toBe(0);
  const year = ["draft", "--year", "2024", "--out", join(folder, "稿")];
  expect((await inFolder(...year, "--template", template)).code).toBe(0);
  const draft = readdirSync(join(folder, "稿")).find((name) => name.endsWith(".docx")) ?? "";
  expect(xmlOf(readFileSync(join(folder, "稿", draft)), "word/document.xml")).toContain("2024年度述职报告");
  for (const name of readdirSync(join(folder, "稿")).filter((one) => one.endsWith(".md")))
    rmSync(join(folder, "稿", name));
  appendFileSync(join(folder, "稿", draft), "a day of writing");
  const again = await inFolder(...year);
  expect(again.stdout).toContain("上次的文件有人改过，另存为");
  const aside = join(folder, "稿", draft.replace(".docx", "改过的.docx"));
  expect(readFileSync(aside, "utf8")).toContain("a day of writing");
  writeFileSync(join(folder, "去年.txt"), "2023年度述职报告，党课2次");
  const refused = await commandLine(["learn", join(folder, "去年.txt"), "--out", template]);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("去年.txt 不是 Word 文档")]);
  const own = await commandLine(["learn", report, "--out", report]);
  expect([own.code, own.stderr]).toEqual([2, expect.stringContaining("不能盖掉原来的报告")]);
});

test("a file that cannot be written is named with the reason", () => {
  expect(() => writeOutput(folder, "x")).toThrow(`写不了 ${folder}：那里是一个文件夹。`);
  expect(() => writeOutput(join(folder, "没有", "x"), "x")).toThrow("没有这个文件夹");
});

test("what stood in the place of a file stays whole until the new one is", () => {
  const file = join(folder, "台账.xlsx");
  writeOutput(file, "the old one");
  const reader = openSync(file, "r");
  symlinkSync(file, join(folder, "指向它.xlsx"));
  chmodSync(file, 0o640);
  writeOutput(join(folder, "指向它.xlsx"), "new");
  expect([readFileSync(reader, "utf8"), readFileSync(file, "utf8")]).toEqual(["the old one", "new"]);
  closeSync(reader);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual(["台账.xlsx", "指向它.xlsx"].sort());
});

test.for<[what: string, platform: NodeJS.Platform, code: string, refused: number, tried: number]>([
  ["is tried again on Windows while a virus scanner reads it", "win32", "EPERM", 3, 4],
  ["is given up on Windows where somebody keeps it open", "win32", "EBUSY", Number.POSITIVE_INFINITY, 11],
  ["is not tried again on Windows where it is missing", "win32", "ENOENT", Number.POSITIVE_INFINITY, 1],
  ["is not tried again on other systems", "linux", "EPERM", Number.POSITIVE_INFINITY, 1],
])("the new name of a file %s", ([, platform, code, refused, tried]) => {
  let tries = 0;
  let pauses = 0;
  const rename = () => {
    tries += 1;
    if (tries <= refused) throw Object.assign(new Error(code), { code });
  };
  const moved = () => move("a.part", "a", { platform, rename, pause: () => (pauses += 1) });
  if (tried > refused) moved();
  else expect(moved).toThrow(code);
  expect([tries, pauses]).toEqual([tried, tried - 1]);
});

const TOOLS = ["node_modules/typescript", "node_modules/esbuild"];

test.for<[why: string, version: string, script: string, there: string[], sentence: string | undefined]>([
  ["Node is too old", "18.20.8", "prepare", [], "需要 Node.js 20.19 或更新，这台机器上是 18.20.8。"],
  ["Node is a little too old", "20.18.0", "start", ["dist/bin/taizhang.js"], "需要 Node.js 20.19 或更新"],
  ["the tools were left out", "20.19.0", "prepare", [], "没有装上编译用的工具。请运行 npm ci --include=dev。"],
  ["the scripts were left out", "24.1.0", "start", ["node_modules/esbuild"], "程序还没有编译好。"],
  ["no driver could be compiled", "20.19.0", "prepare", TOOLS, "数据库驱动没有编译成。"],
  ["npm gave up the driver", "24.21.0", "prepare", TOOLS, "请运行 npm ci --ignore-scripts，再运行 npm run build。"],
  ["all is there", "20.19.0", "prepare", [...TOOLS, "node_modules/better-sqlite3"], undefined],
  ["all is there for a newer Node", "24.21.0", "prepare", [...TOOLS, "node_modules/better-sqlite3-13"], undefined],
  ["it was moved here as built", "22.0.0", "start", ["dist/bin/taizhang.js"], undefined],
])("before a start, an installation tells that %s", ([, version, script, there, sentence]) => {
  const { lacking }: { lacking: (about: object) => string | undefined } = createRequire(import.meta.url)(
    "../installed.cjs",
  );
  const told = lacking({ version, script, has: (path: string) => there.includes(path) });
  if (sentence === undefined) expect(told).toBeUndefined();
  else expect(told).toContain(sentence);
});

test.for<[what: string, change: (at: (name: string) => string) => void, kept: string[]]>([
  ["nobody touched", () => {}, []],
  ["only the times changed of", (at) => utimesSync(at("草稿.docx"), 1, 2e9), []],
  ["somebody went on writing in", (at) => writeFileSync(at("草稿.docx"), "mine"), ["草稿改过的.docx"]],
  ["somebody went on writing in, older than the note,", edited, ["草稿改过的.docx"]],
  ["somebody changed a copied folder of", (at) => edited(at, "台账.xlsx"), ["台账改过的.xlsx"]],
  ["nothing is known of", (at) => rmSync(at("溯源.md")), ["草稿改过的.docx", "台账改过的.xlsx"]],
  ["somebody added a note to", (at) => appendFileSync(at("溯源.md"), "mine"), ["溯源改过的.md"]],
])("of files that %s, the next ones take only the place of what is as it was written", ([, change, kept]) => {
  const at = (name: string) => join(folder, name);
  const write = (n: number) =>
    writeTogether(
      [
        { path: at("草稿.docx"), content: `draft ${n}` },
        { path: at("台账.xlsx"), content: `workbook ${n}` },
      ],
      { path: at("溯源.md"), content: "trace\n" },
    );
  expect(write(1)).toEqual([]);
  change(at);
  expect(write(2)).toEqual(kept.map(at));
  expect(readFileSync(at("草稿.docx"), "utf8")).toBe("draft 2");
  expect(write(2)).toEqual([]);
});

/** Written in by somebody, with the times of a copy. */
function edited(at: (name: string) => string, name = "草稿.docx"): void {
  writeFileSync(at(name), "mine");
  utimesSync(at(name), 1, 1);
}

test("where a file cannot be written, nobody's writing has moved", () => {
  // Put aside it has the longest name that there may be; while it is written it would have a longer one.
  const [word, note] = [join(folder, `${"a".repeat(241)}.docx`), join(folder, "溯源.md")];
  writeFileSync(word, "mine");
  expect(() => writeTogether([{ path: word, content: "draft" }], { path: note, content: "" })).toThrow("写不了");
  expect(readFileSync(word, "utf8")).toBe("mine");
});

test("a given file that is too large is told by its real size and never read", () => {
  const file = join(folder, "去年.docx");
  writeFileSync(file, "");
  truncateSync(file, 200 << 20);
  expect(() => readInput(file, 5 << 20, tooLarge)).toThrow(
    `${file} 有 200.0 MB，超过 5 MB，请删去图片后另存一份再发来。`,
  );
  expect(() => readInput(join(folder, "没有.docx"), 5 << 20, tooLarge)).toThrow("请检查文件是否存在");
});

/** The ledger has a record of what a member said on 20 November 2026. */
async function said(line: string): Promise<void> {
  const file = join(folder, "said.txt");
  writeFileSync(file, `@org 示范党支部\n2026-11-20 09:00 张三: ${line}\n`);
  expect(await inFolder("replay", file)).toMatchObject({ code: 0 });
}

/** Runs a command in this process, on the ledger of this test. */
function inFolder(...args: string[]): Promise<Ended> {
  return commandLine(["--data", join(folder, "data"), ...args]);
}

function chat(lines: string) {
  return taizhang(["start"], { BACKUP_KEEP: "0" }, lines);
}

function taizhang(args: string[], env: Record<string, string> = {}, input = "") {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    env,
    input,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}
