import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import PizZip from "pizzip";
import { beforeEach, describe, expect, test } from "vitest";
import { openBackups } from "../../../src/backups.ts";
import { SendError } from "../../../src/bot/channel.ts";
import { bytesPath, compareBytes, sha256Of } from "../../../src/bot/photos/bytes.ts";
import { backupTo, restoreCommand } from "../../../src/cli/backup.ts";
import { doctorCommand } from "../../../src/cli/doctor.ts";
import type { Io } from "../../../src/cli/io.ts";
import { readConfig } from "../../../src/config/environment.ts";
import { hashesIn } from "../../../src/store/backup.ts";
import { verifyJournal } from "../../../src/store/journal.ts";
import { enrolled } from "../../helpers/people.ts";
import { GROUP, jpeg, openRoom, type Room } from "../../helpers/photo-room.ts";
import { temporaryFolder } from "../../helpers/temporary.ts";

const LOG = "今天上午集中学习 二十大报告 15人 2小时";
const SECRETARY = { chat: "9", from: { id: "9" } } as const;

let room: Room;

beforeEach(async () => {
  room = await openRoom();
});

describe("a backup", () => {
  test("holds the photos, and restoring brings them back whole", async () => {
    await room.photo("p1", { text: LOG });
    const { file, target } = places();
    expect(await backupTo(room.folder, file)).toBe(0);
    const told: string[] = [];
    expect(await restoreCommand(io(told), file, { data: target })).toBe(0);
    expect(told.join()).not.toContain("缺");
    expect(readFileSync(bytesPath(target, sha256Of(jpeg("p1"))))).toEqual(jpeg("p1"));
    expect(hashesIn(join(target, "taizhang.sqlite")).size).toBe(1);
  });

  test("of a folder that has lost a photo is made all the same, and says so", async () => {
    await room.photo("p1", { text: LOG });
    unlinkSync(bytesPath(room.folder, sha256Of(jpeg("p1"))));
    const { file, target } = places();
    expect(await backupTo(room.folder, file)).toBe(1);
    const told: string[] = [];
    await restoreCommand(io(told), file, { data: target });
    expect(told.join()).toContain("缺 1 个照片或文件");
  });

  test("has its name only once it is whole", async () => {
    await room.photo("p1", { text: LOG });
    const { file } = places();
    const sizes = new Set<number>();
    let made = false;
    const making = backupTo(room.folder, file).finally(() => {
      made = true;
    });
    while (!made) {
      if (existsSync(file)) sizes.add(statSync(file).size);
      await setImmediate();
    }
    await making;
    sizes.add(statSync(file).size);
    expect(sizes.size).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("of the day is made where a killed program left it unfinished, and nothing stays of that one", async () => {
    const folder = join(room.folder, "backups");
    mkdirSync(folder);
    writeFileSync(join(folder, "taizhang-2026-11-22.tar.gz.part"), "unfinished");
    const staged = mkdtempSync(join(folder, ".taizhang-archive-"));
    utimesSync(staged, 1, 1);
    const failures: unknown[] = [];
    const place = { dataDir: room.folder, config: readConfig({}) };
    const backups = openBackups(
      place,
      () => new Date("2026-11-23T02:00:00Z"),
      (error) => failures.push(error),
    );
    await backups.close();
    expect(failures).toEqual([]);
    expect(readdirSync(folder)).toEqual(["taizhang-2026-11-23.tar.gz"]);
  });

  test("of a day to come, which a wrong clock made, pushes none out and hides no failure", async () => {
    const folder = join(room.folder, "backups");
    mkdirSync(folder);
    for (const day of ["2031-01-01", "2031-01-02", "2026-11-20", "2026-11-21"])
      writeFileSync(join(folder, `taizhang-${day}.tar.gz`), "x");
    const place = { dataDir: room.folder, config: readConfig({ BACKUP_KEEP: "2" }) };
    let now = new Date("2026-11-22T02:00:00Z");
    const look = async () => {
      const backups = openBackups(
        place,
        () => now,
        () => {},
      );
      await backups.close();
      return backups.amiss();
    };
    expect(await look()).toBeUndefined();
    expect(readdirSync(folder)).toEqual(
      ["2026-11-21", "2026-11-22", "2031-01-01", "2031-01-02"].map((day) => `taizhang-${day}.tar.gz`),
    );
    now = new Date("2026-11-24T02:00:00Z");
    mkdirSync(join(folder, "taizhang-2026-11-24.tar.gz.part"));
    expect(await look()).toMatch(/^备份：2026-11-22 以后没有做成，/);
  });
});

test("doctor tells of photos that are missing, and of files that nothing has", async () => {
  await room.photo("p1", { text: LOG });
  const told: string[] = [];
  await doctorCommand(io(told), { data: room.folder });
  expect(told.join()).toContain("照片和文件：1 个，都在");
  const path = bytesPath(room.folder, sha256Of(jpeg("p1")));
  unlinkSync(path);
  expect(await doctorCommand(io(told), { data: room.folder })).toBe(1);
  expect(told.join()).toContain("1 个里有 1 个缺失或不完整");
  expect(compareBytes(room.folder, new Map())).toEqual({ missing: [], extra: [] });
});

describe("a member", () => {
  const ZHOU = "8123456701";
  const zhou = { chat: ZHOU, from: { id: ZHOU } };

  beforeEach(async () => {
    await enrolled(room.branch, ZHOU, { name: "周小舟" });
  });

  test("gets their photos with their data", async () => {
    await room.photo("p1", { text: LOG, ...zhou, file: { name: "周小舟合影.jpg" } });
    await room.photo("p2", { text: "昨天党课 20人" });
    await room.says("导出我的数据", zhou);
    const files = filesTo(room, ZHOU);
    expect(files.map(({ name }) => name)).toEqual([
      "我的数据2026-11-23.txt",
      "我的数据2026-11-23.json",
      "我的照片2026-11-23.zip",
    ]);
    const zip = unpacked(files.at(-1)?.path);
    expect([...zip.keys()]).toEqual(["说明.txt", "1 周小舟合影.jpg"]);
    expect(zip.get("1 周小舟合影.jpg")).toEqual(jpeg("p1"));
    expect(readFileSync(files[0]?.path ?? "", "utf8")).toContain("周小舟合影.jpg，放在 #1");
  });

  test("who is erased takes their photos along, but for those of events that others keep", async () => {
    await room.photo("own", { text: "昨天党课 20人", ...zhou, file: { name: "周小舟合影.jpg" } });
    await room.says(LOG);
    await room.photo("shared", { text: LOG, ...zhou, album: "A", file: { name: "周小舟合影.jpg" } });
    await room.says("是", zhou);
    room.branch.at("2026-11-23 11:00");
    await room.photo("loose", zhou);
    expect(room.stored()).toHaveLength(3);

    await room.says("抹除我的数据", zhou);
    await room.says("是", zhou);
    await room.idle();
    expect(room.failures).toEqual([]);
    expect(room.stored()).toEqual([sha256Of(jpeg("shared"))]);
    expect(await room.photosOf(2)).toHaveLength(1);
    expect(await room.photosOf(1)).toEqual([]);
    expect(filesWith(room.folder, ZHOU, "周小舟", sha256Of(jpeg("own")), "u-own", "u-shared")).toEqual([]);
    expect(await verifyJournal(room.branch.deps.db)).toMatchObject({ ok: true });
  });
});

describe("佐证材料", () => {
  test("is one archive by kind and activity, with a list that opens each file", async () => {
    await room.photo("p1", { text: "今天上午集中学习 《../<b>二十大</b>报告》 15人" });
    await room.photo("p2");
    room.files.set("d1", Buffer.from("%PDF-1.7 签到"));
    await room.photo("d1", { file: { kind: "file", name: "签到表.pdf" } });
    await room.photo("p3", { text: "昨天党课 20人", chat: "8", from: { id: "8" } });
    await room.photo("p4", { text: "11月3日 主题党日 18人" });
    await room.says("撤销");
    await room.says("佐证材料 2026", SECRETARY);

    const [file] = filesTo(room, "9");
    expect(file?.name).toBe("第一党支部2026年佐证材料.zip");
    const zip = unpacked(file?.path);
    const names = [...zip.keys()];
    expect(names).toHaveLength(5);
    expect(names[0]).toBe("目录.html");
    const [study = ""] = names.filter((name) => name.startsWith("集中学习/"));
    expect(study).toMatch(/^集中学习\/2026-11-23 [^/<>]*#1\/01\.jpg$/);
    expect(names).toContain("党课/2026-11-22 #2/01.jpg");
    expect(zip.get(study)).toEqual(jpeg("p1"));
    const list = Buffer.from(zip.get("目录.html") ?? []).toString("utf8");
    expect(list).not.toContain("<b>");
    const links = [...list.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) => decodeURIComponent(href));
    expect(new Set(links)).toEqual(new Set(names.slice(1)));
    expect(statSync(file?.path ?? "").mode & 0o777).toBe(0o600);
  });

  test("lists activities by kind in the order of days, and each file bears the time when it was sent", async () => {
    room.branch.at("2026-11-24 15:30");
    await room.photo("p1", { text: "昨天党课 20人" });
    await room.photo("p2", { text: `今天集中学习 《${"关于深入学习贯彻精神的".repeat(8)}决定》 15人` });
    await room.photo("p3", { text: "11月2日集中学习 党章 15人" });
    room.branch.at("2026-12-01 09:05");
    await room.says("佐证材料 2026", SECRETARY);
    const [file] = filesTo(room, "9");
    const entries = Object.values(new PizZip(readFileSync(file?.path ?? "")).files);
    expect(entries.map(({ name, date }) => [name, date.toLocaleString("sv").slice(0, 16)])).toEqual([
      ["目录.html", "2026-12-01 09:05"],
      ["集中学习/2026-11-02 党章 #3/01.jpg", "2026-11-24 15:30"],
      [expect.stringMatching(/^集中学习\/2026-11-24 .{40}… #2\/01\.jpg$/), "2026-11-24 15:30"],
      ["党课/2026-11-23 #1/01.jpg", "2026-11-24 15:30"],
    ]);
    const list = Buffer.from(unpacked(file?.path).get("目录.html") ?? []).toString("utf8");
    expect(list).toContain("共 3 次活动，3 个文件。2026-12-01 整理。");
    expect(list.match(/<h2>[^<]*/g)).toEqual(["<h2>集中学习（2 次活动，2 个文件）", "<h2>党课（1 次活动，1 个文件）"]);
  });

  test("of which some is not there says so, and is made of what is", async () => {
    await room.photo("p1", { text: LOG });
    await room.photo("p2");
    room.refusals.push(new SendError("transient", "later"));
    await room.photo("p3");
    unlinkSync(bytesPath(room.folder, sha256Of(jpeg("p2"))));
    await room.says("佐证材料 2026", SECRETARY);
    expect([...unpacked(filesTo(room, "9")[0]?.path).keys()]).toHaveLength(2);
    expect(room.told("9").slice(-2)).toEqual([
      "还有 1 个文件正在取，取到以后请再发一次“佐证材料 2026”。",
      "有 1 个文件在机器上找不到，没有装进去，请告诉管理员。",
    ]);
  });

  test("too large for one message comes in parts, each with its own list", async () => {
    const large = (id: string) => Buffer.concat([jpeg(id), Buffer.alloc(15 * 1024 * 1024)]);
    for (const id of ["p1", "p2"]) room.files.set(id, large(id));
    await room.photo("p1", { text: LOG });
    await room.photo("p2");
    await room.says("佐证材料 2026", SECRETARY);
    const files = filesTo(room, "9");
    expect(files.map(({ name }) => name)).toEqual([
      "第一党支部2026年佐证材料（1之2）.zip",
      "第一党支部2026年佐证材料（2之2）.zip",
    ]);
    const parts = files.map(({ path }) => [...unpacked(path).keys()]);
    expect(parts[0]).toEqual(["目录（1之2）.html", "集中学习/2026-11-23 二十大报告 #1/01.jpg"]);
    expect(parts[1]).toEqual(["目录（2之2）.html", "集中学习/2026-11-23 二十大报告 #1/02.jpg"]);
    const list = Buffer.from(unpacked(files[1]?.path).get("目录（2之2）.html") ?? []).toString("utf8");
    expect(list).toContain("<h1>第一党支部2026年佐证材料（2之2）</h1>");
    expect(list).toContain("这个包里 1 次活动，1 个文件；全年共 1 次活动，2 个文件。");
  });

  test("is for officers, and goes to the private chat also when a group asked", async () => {
    await room.photo("p1", { text: LOG });
    expect((await room.says("佐证材料 2026")).outcome).toBe("refused");
    await room.says("佐证材料 2026", { chat: GROUP, from: { id: "9" }, addressed: true });
    expect(filesTo(room, GROUP)).toEqual([]);
    expect(filesTo(room, "9")).toHaveLength(1);
  });

  test("of a year without photos is one sentence", async () => {
    await room.says("佐证材料 2025", SECRETARY);
    expect(room.told("9").at(-1)).toBe("2025 年还没有照片和文件。");
  });
});

function places(): { file: string; target: string } {
  const folder = temporaryFolder();
  return { file: join(folder, "b.tar.gz"), target: join(folder, "again") };
}

function io(told: string[]): Io {
  return {
    input: process.stdin,
    output: process.stdout,
    out: (text) => told.push(text),
    err: (text) => told.push(text),
    clock: () => room.branch.deps.clock(),
    config: () => readConfig({}),
    report: () => {},
  };
}

function filesTo({ sent }: Room, chat: string): { path: string; name: string }[] {
  return sent.flatMap((one) => (one.chat === chat && one.outbound.kind === "file" ? [one.outbound.file] : []));
}

/** Files of an archive in its order, their checksums verified. */
function unpacked(path = ""): Map<string, Uint8Array> {
  const { files } = new PizZip(readFileSync(path), { checkCRC32: true });
  return new Map(Object.values(files).map((file) => [file.name, Buffer.from(file.asUint8Array())]));
}

/** Files of a folder whose bytes or names hold one of these words. */
function filesWith(folder: string, ...words: string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => words.some((word) => name.includes(word) || readFileSync(join(folder, name)).includes(word)));
}
