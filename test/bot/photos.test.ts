import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { SendError as Refusal } from "../../src/bot/channel.ts";
import { SendError } from "../../src/bot/channel.ts";
import { sha256Of } from "../../src/bot/photos/bytes.ts";
import { verifyJournal } from "../../src/store/journal.ts";
import { enrolled, organisation } from "../helpers/people.ts";
import { GROUP, jpeg, openRoom, type Room } from "../helpers/photo-room.ts";

const LOG = "今天上午集中学习 二十大报告 15人 2小时";

let room: Room;

beforeEach(async () => {
  room = await openRoom();
});

describe("a photo belongs to", () => {
  test("the record that its caption tells", async () => {
    const { records } = await room.photo("p1", { text: LOG });
    expect(records).toEqual([1]);
    expect(await room.photosOf(1)).toEqual(["p1"]);
    expect(room.told()).toHaveLength(1);
    expect(room.told()[0]).toContain("已记 #1");
    expect(await kept("p1")).toEqual(jpeg("p1"));
  });

  test("the record of the message that it replies to", async () => {
    await room.says(LOG, { message: "log" });
    await room.says("昨天党课 20人");
    await room.photo("p1", { replyTo: "log" });
    expect(await room.photosOf(1)).toEqual(["p1"]);
  });

  test("the record that the bot confirmed in the message it replies to", async () => {
    await room.says(LOG);
    await room.says("昨天党课 20人");
    await room.photo("p1", { replyTo: "5001" });
    expect(await room.photosOf(1)).toEqual(["p1"]);
  });

  test("a colleague's record that it replies to in the group", async () => {
    await room.says(LOG, { message: "log", chat: GROUP, from: { id: "8" }, addressed: true });
    await room.photo("p1", { chat: GROUP, replyTo: "log" });
    expect(await room.photosOf(1)).toEqual(["p1"]);
  });

  test("the sender's own record of a moment ago", async () => {
    await room.says(LOG);
    room.branch.at("2026-11-23 10:10");
    await room.photo("p1");
    expect(await room.photosOf(1)).toEqual(["p1"]);
    expect(room.told().at(-1)).toContain("放进 #1");
  });

  test("what was told in the group, when it comes in private, where platforms deliver it", async () => {
    await room.says(LOG, { chat: GROUP, addressed: true });
    await room.photo("p1");
    expect(await room.photosOf(1)).toEqual(["p1"]);
  });

  test("the record for which photos were asked, before a newer one of somebody else", async () => {
    await room.says(LOG);
    room.branch.at("2026-11-23 12:00");
    await room.says("补照片 #1");
    expect(room.told().at(-1)).toContain("把照片发过来就行");
    room.branch.at("2026-11-23 12:29");
    await room.photo("p1");
    expect(await room.photosOf(1)).toEqual(["p1"]);
  });

  test("a newer own record rather than the one for which photos were asked before", async () => {
    await room.says(LOG);
    await room.says("补照片 #1");
    room.branch.at("2026-11-23 10:05");
    await room.says("昨天党课 20人");
    await room.photo("p1");
    expect(await room.photosOf(2)).toEqual(["p1"]);
  });

  test("the branch that is chosen afterwards, for members of several", async () => {
    const second = await organisation(room.branch, "第二党支部");
    await enrolled(room.branch, "7", { name: "张三", organisation: second });
    await room.photo("p1", { text: LOG, album: "A" });
    await room.photo("p2", { album: "A" });
    expect(room.told().at(-1)).toBe("请先选支部，再把这张照片发一次。");
    await room.says("2");
    expect(await room.photosOf(1)).toEqual(["p1"]);
    await room.photo("p2", { album: "A" });
    expect(await room.photosOf(1)).toEqual(["p1", "p2"]);
  });

  test("nothing of another member, however near", async () => {
    await room.says(LOG, { chat: "8", from: { id: "8" } });
    await room.photo("p1");
    expect(await room.photosOf(1)).toEqual([]);
  });
});

describe("where nobody knows", () => {
  test("it is kept and asked once, and one press places all that waited", async () => {
    await room.says(LOG);
    await room.says("昨天党课 20人");
    room.branch.at("2026-11-23 10:30");
    await room.photo("p1");
    await room.photo("p2");
    const asked = room.told().filter((text) => text.includes("照片是哪一条的"));
    expect(asked).toHaveLength(1);
    expect(choices(room)).toEqual([expect.stringContaining("#2"), expect.stringContaining("#1")]);

    await room.says("补照片 #1");
    expect(await room.photosOf(1)).toEqual(["p1", "p2"]);
    expect(room.told().at(-1)).toContain("照片 2 张放进 #1");
    await room.photo("p3");
    expect(await room.photosOf(1)).toEqual(["p1", "p2", "p3"]);
  });

  test("a photo before any record waits for it", async () => {
    await room.photo("p1");
    expect(room.told().at(-1)).toContain("请先发一句记下活动");
    await room.says(LOG);
    await room.says("补照片");
    expect(await room.photosOf(1)).toEqual(["p1"]);
  });

  test("a group is not asked, and what was not meant for the bot is not kept", async () => {
    await room.says(LOG, { chat: GROUP, addressed: true });
    room.branch.at("2026-11-23 11:00");
    await room.photo("p1", { chat: GROUP });
    expect(room.stored()).toEqual([]);
    await room.photo("p2", { chat: GROUP, addressed: true });
    expect(room.told(GROUP).join()).not.toContain("哪一条");
    expect(room.told().at(-1)).toContain("照片是哪一条的");
  });
});

describe("an album", () => {
  const photos = ["p1", "p2", "p3"];
  const orders = [
    ["p1", "p2", "p3"],
    ["p2", "p1", "p3"],
    ["p2", "p3", "p1"],
  ];

  test.for(orders)("goes to the record that one of its photos tells, in the order %s %s %s", async (order) => {
    await room.says("昨天党课 20人");
    await album(order, "p1");
    const [record] = (await room.says("我的")).records.slice(-1);
    expect(record).toBe(2);
    expect(new Set(await room.photosOf(2))).toEqual(new Set(photos));
    expect(await room.photosOf(1)).toEqual([]);
    expect(confirmations(room)).toBe(1);
    expect(notices(room)).toEqual([]);
    await later();
    expect(notices(room)).toEqual([]);
  });

  test("goes on after a restart, silently", async () => {
    await room.photo("p1", { album: "A", text: LOG });
    await room.restart();
    room.branch.at("2026-11-23 10:01");
    const told = room.told().length;
    await room.photo("p2", { album: "A" });
    expect(await room.photosOf(1)).toEqual(["p1", "p2"]);
    expect(room.told()).toHaveLength(told);
  });

  test("goes to the record of the message that one of its photos replies to", async () => {
    await room.says(LOG, { message: "log" });
    await room.says("昨天党课 20人");
    await room.photo("p2", { album: "A" });
    await room.photo("p1", { album: "A", replyTo: "log" });
    await room.photo("p3", { album: "A" });
    expect(new Set(await room.photosOf(1))).toEqual(new Set(photos));
    expect(await room.photosOf(2)).toEqual([]);
  });

  test("right after a record is announced once, when its siblings are here", async () => {
    await room.says(LOG);
    await album(photos);
    expect(notices(room)).toEqual([]);
    await later();
    expect(notices(room)).toHaveLength(1);
    expect(await room.photosOf(1)).toEqual(photos);
  });

  test("that says nothing is asked about once, and one answer places all, late ones too", async () => {
    await room.says(LOG);
    room.branch.at("2026-11-23 11:00");
    await album(["p1", "p2"]);
    await later();
    expect(room.told().filter((text) => text.includes("照片是哪一条的"))).toHaveLength(1);
    await room.says("补照片 #1");
    room.branch.at("2026-11-23 12:00");
    await room.photo("p3", { album: "A" });
    expect(await room.photosOf(1)).toEqual(photos);
  });

  test("in a group gets a sign and no words", async () => {
    await room.photo("p1", { album: "A", text: LOG, chat: GROUP, addressed: true });
    await room.photo("p2", { album: "A", chat: GROUP });
    expect(await room.photosOf(1)).toEqual(["p1", "p2"]);
    expect(room.told(GROUP)).toEqual([]);
    expect(room.sent.filter(({ outbound }) => outbound.kind === "reaction")).toHaveLength(1);
  });

  test("of a meeting of which only counts are kept leaves nothing, whichever photo told it", async () => {
    await room.says("昨天党课 20人");
    await album(["p2", "p1", "p3"], "p1", "今天支委会 三重一大 议定3项 其中三重一大1项 5人");
    expect(room.told().join("\n")).toContain("照片没有保存");
    expect(await room.photosOf(1)).toEqual([]);
    expect(await room.photosOf(2)).toEqual([]);
    expect(room.stored()).toEqual([]);
  });
});

describe("delivery", () => {
  test("twice is once", async () => {
    await room.photo("p1", { text: LOG, message: "m" });
    await room.photo("p1", { text: LOG, message: "m" });
    expect(await room.photosOf(1)).toEqual(["p1"]);
    expect(room.stored()).toHaveLength(1);
  });

  test("the same photo sent again, and another with the same bytes, are one", async () => {
    room.files.set("p2", jpeg("p1"));
    await room.photo("p1", { text: LOG });
    await room.photo("p1");
    await room.photo("p2");
    expect(room.stored()).toEqual([sha256Of(jpeg("p1"))]);
    expect(await room.photosOf(1)).toEqual(["p1"]);
    expect((await room.says("为什么 #1")).replies[0]?.text).toContain("照片 1 张");
  });

  test("that fails at first succeeds later, also after a restart", async () => {
    const refusals: Refusal[] = room.refusals;
    refusals.push(new SendError("transient", "no route"), new SendError("transient", "no route"));
    await room.photo("p1", { text: LOG });
    expect(room.stored()).toEqual([]);
    await room.restart();
    room.branch.at("2026-11-23 10:01");
    await room.says("我的");
    room.branch.at("2026-11-23 10:02");
    await room.says("我的");
    expect(await kept("p1")).toEqual(jpeg("p1"));
  });

  test("of more than 20 MB is refused in one sentence, and the record stays", async () => {
    await room.photo("p1", { text: LOG, file: { kind: "file", size: 21 * 1024 * 1024, name: "录像.pdf" } });
    expect(room.told().at(-1)).toBe("文件超过 20 MB，没有收下。请压缩或拆开后再发。");
    expect(await room.photosOf(1)).toEqual([]);
    expect((await room.says("我的")).replies[0]?.text).not.toContain("照片");
  });

  test.for([
    ["../../x.jpg", "x.jpg"],
    ["\u202egpj.exe.jpg", "gpj.exe.jpg"],
    ["C:\\会议\\签到.png", "签到.jpg"],
    ["CON", null],
    ["...", null],
    [`${"长".repeat(300)}.jpg`, `${"长".repeat(54)}.jpg`],
  ] as const)("a file called %s lies under its hash and is called %s", async ([name, shown]) => {
    await room.photo("p1", { text: LOG, file: { name, mime: "image/png" } });
    expect(room.stored()).toEqual([sha256Of(jpeg("p1"))]);
    expect(statSync(await pathOf("p1")).mode & 0o777).toBe(0o600);
    const row = await room.branch.deps.db.selectFrom("attachment").select(["name", "mime"]).executeTakeFirst();
    expect(row).toEqual({ name: shown, mime: "image/jpeg" });
  });

  test("of something that is no photo, whatever it calls itself, is not kept", async () => {
    room.files.set("p1", Buffer.from("MZ\x90\0 a program"));
    await room.photo("p1", { text: LOG, file: { name: "合影.jpg", mime: "image/jpeg" } });
    expect(room.told().at(-1)).toContain("没有保存");
    expect(room.stored()).toEqual([]);
    expect(await room.photosOf(1)).toEqual([]);
  });
});

describe("afterwards", () => {
  test("photos never change counts", async () => {
    await room.says(LOG);
    const before = (await room.says("统计")).replies;
    await room.photo("p1");
    await room.photo("p2");
    expect((await room.says("统计")).replies).toEqual(before);
  });

  test("lists say how many there are", async () => {
    await room.photo("p1", { text: LOG });
    await room.photo("p2");
    for (const words of ["我的", "最近", "本月", "为什么 #1"]) {
      expect((await room.says(words)).replies[0]?.text).toContain("照片 2 张");
    }
  });

  test("what is removed is gone from the record and from the disk, and the journal tells", async () => {
    await room.photo("p1", { text: LOG });
    const refused = await room.says("删照片 #1", { chat: "8", from: { id: "8" } });
    expect(refused.outcome).toBe("refused");
    expect(await room.photosOf(1)).toEqual(["p1"]);
    await room.says("删照片 #1");
    expect(await room.photosOf(1)).toEqual([]);
    expect(room.stored()).toEqual([]);
    expect((await room.says("历史 #1")).replies[0]?.text).toContain("删除照片");
    expect(await verifyJournal(room.branch.deps.db)).toMatchObject({ ok: true });
  });

  test("one photo of several is removed by its place in the order of sending, with its copies", async () => {
    await room.photo("p1", { text: LOG });
    for (const id of ["p2", "p3"]) await room.photo(id);
    room.files.set("p2 again", jpeg("p2"));
    await room.photo("p2 again");
    await room.says("删照片 #1 4");
    expect(room.told().at(-1)).toBe("#1 有照片 3 张，按发来的次序数，没有第 4 张。");
    await room.says("删照片 #1 1", { chat: "8", from: { id: "8" } });
    expect(await room.photosOf(1)).toEqual(["p1", "p2", "p3"]);
    await room.says("删照片 #1 第2张");
    expect(room.told().at(-1)).toBe("#1 的第 2 张删除了。要放回请重新发。");
    expect(await room.photosOf(1)).toEqual(["p1", "p3"]);
    expect(room.stored()).toHaveLength(2);
  });

  test("what was just sent is removed alone, wherever it went", async () => {
    await room.photo("p1", { text: LOG });
    room.branch.at("2026-11-23 10:05");
    await room.photo("p2", { album: "A" });
    await room.photo("p3", { album: "A" });
    room.branch.at("2026-11-23 10:34");
    await room.says("删照片");
    expect(room.told().at(-1)).toContain("刚发的照片 2 张已从 #1 删除");
    expect(await room.photosOf(1)).toEqual(["p1"]);
    await room.says("删照片");
    expect(room.told().at(-1)).toContain("30 分钟内没有收到您的照片");
    await room.photo("p4", { chat: "8", from: { id: "8" } });
    await room.says("删照片", { chat: "8", from: { id: "8" } });
    expect(room.told("8").at(-1)).toContain("刚发的照片 1 张已删除");
    expect(await verifyJournal(room.branch.deps.db)).toMatchObject({ ok: true });
  });

  test("a void record keeps its photos for when it is restored", async () => {
    await room.photo("p1", { text: LOG });
    await room.says("撤销");
    await room.says("恢复 #1", { chat: "9", from: { id: "9" } });
    expect(await room.photosOf(1)).toEqual(["p1"]);
  });

  test("a report that joins brings its photos to the event, and takes them back when it leaves", async () => {
    await room.photo("p1", { text: LOG });
    await room.photo("p2", { text: LOG, chat: "8", from: { id: "8" } });
    await room.says("是", { chat: "8", from: { id: "8" } });
    expect(await room.photosOf(1)).toEqual(["p1", "p2"]);
    await room.says("分开 #2", { chat: "9", from: { id: "9" } });
    expect(await room.photosOf(1)).toEqual(["p1"]);
    expect(await room.photosOf(2)).toEqual(["p2"]);
  });

  test("a record that becomes one of which only counts are kept loses its photos", async () => {
    await room.photo("p1", { text: "今天支委会 5人" });
    const { replies } = await room.says("改 类别 谈心谈话");
    expect(JSON.stringify(replies)).toContain("原来的照片已删除");
    expect(await room.photosOf(1)).toEqual([]);
    expect(room.stored()).toEqual([]);
  });

  test("a message that was taken back takes its photos back", async () => {
    await room.says(LOG);
    await room.photo("p1", { message: "m" });
    await room.deliver({
      kind: "recall",
      key: "telegram:1:7:m:recall",
      of: "telegram:1:7:m",
      message: "m",
      channel: "telegram",
      chat: "7",
      chatType: "private",
      from: { id: "7" },
      sentAt: room.branch.deps.clock(),
    });
    expect(await room.photosOf(1)).toEqual([]);
    expect(room.stored()).toEqual([]);
  });

  test("a caption that is added by editing places the photo", async () => {
    await room.photo("p1", { message: "m" });
    await room.deliver({
      kind: "edit",
      key: "telegram:1:7:m:1",
      of: "telegram:1:7:m",
      message: "m",
      text: LOG,
      channel: "telegram",
      chat: "7",
      chatType: "private",
      from: { id: "7" },
      sentAt: room.branch.deps.clock(),
    });
    expect(await room.photosOf(1)).toEqual(["p1"]);
  });
});

describe("limits", () => {
  test("a record takes so many photos, told once, and nothing else is lost", async () => {
    room = await openRoom({ perRecord: 2, perDay: 9 });
    await room.photo("p1", { text: LOG });
    for (const id of ["p2", "p3", "p4"]) await room.photo(id, { album: "A" });
    expect(await room.photosOf(1)).toEqual(["p1", "p2"]);
    expect(room.told().filter((text) => text.includes("多的没有保存"))).toEqual(["#1 最多放 2 张照片，多的没有保存。"]);
    await room.says("删照片 #1 1");
    await room.photo("p5");
    expect(await room.photosOf(1)).toEqual(["p2", "p5"]);
    expect(room.stored()).toHaveLength(2);
  });

  test("a member sends so many a day, and what their words tell is logged all the same", async () => {
    room = await openRoom({ perRecord: 9, perDay: 2 });
    await room.says(LOG, { chat: GROUP, addressed: true });
    for (const id of ["p1", "p2", "p3"]) await room.photo(id, { chat: GROUP });
    expect(await room.photosOf(1)).toEqual(["p1", "p2"]);
    expect(room.told().at(-1)).toBe("一天最多收您 2 张照片，多的没有保存，请明天再发。");
    expect(room.told(GROUP).join("")).not.toContain("最多");
    const { records } = await room.photo("p4", { text: "昨天党课 20人" });
    expect(records).toEqual([2]);
    expect(await room.photosOf(2)).toEqual([]);
    await room.photo("p5", { text: "今天下午志愿服务 6人", chat: "8", from: { id: "8" } });
    expect(await room.photosOf(3)).toEqual(["p5"]);
    room.branch.at("2026-11-24 10:01");
    await room.photo("p6", { text: "今天支委会 5人" });
    expect(await room.photosOf(4)).toEqual(["p6"]);
  });

  test("photos that wait are placed as far as the record takes them", async () => {
    room = await openRoom({ perRecord: 1, perDay: 9 });
    await room.photo("p1");
    await room.photo("p2");
    await room.says(LOG);
    await room.says("补照片");
    expect(await room.photosOf(1)).toEqual(["p1"]);
    expect(room.told().at(-1)).toContain("最多放 1 张照片，还有照片 1 张没有放进去");
  });
});

describe("what cannot be kept", () => {
  test.for(["audio", "video"] as const)("%s gets a polite sentence in private and none in a group", async (kind) => {
    await room.photo("v", { file: { kind } });
    expect(room.told()).toEqual(["语音和视频存不了，请用一句话记，或者发照片。"]);
    await room.photo("v", { file: { kind }, chat: GROUP, addressed: true });
    expect(room.told(GROUP)).toEqual([]);
    expect(room.stored()).toEqual([]);
  });

  test("a sticker is answered in private, and passed over in a group", async () => {
    await room.says("[表情]");
    expect(room.told()).toEqual(["这个记不了，请用一句话记，或者发照片。"]);
    await room.says("[表情]", { chat: GROUP, addressed: true });
    expect(room.told(GROUP)).toEqual([]);
  });

  test("words beside a film are logged all the same", async () => {
    const { records } = await room.photo("v", { text: LOG, file: { kind: "video" } });
    expect(records).toEqual([1]);
    expect(room.told().join("\n")).toContain("视频存不了");
  });
});

async function album(order: readonly string[], captioned?: string, caption = LOG): Promise<void> {
  for (const id of order) await room.photo(id, { album: "A", ...(id === captioned ? { text: caption } : {}) });
}

/** The clock after what waits for siblings may go. */
async function later(): Promise<void> {
  room.branch.at("2026-11-23 11:30");
  await room.says("帮助");
}

function notices({ told }: Room): string[] {
  return told().filter((text) => text.includes("放进") || text.includes("哪一条"));
}

function confirmations({ told }: Room): number {
  return told().filter((text) => text.includes("已记 #2")).length;
}

function choices({ sent }: Room): string[] {
  const card = sent.flatMap(({ outbound }) =>
    outbound.kind === "card" && outbound.card.plain.includes("哪一条") ? [outbound.card] : [],
  )[0];
  return (card?.blocks ?? []).flatMap((block) =>
    block.block === "buttons" ? block.rows.flat().map(({ label }) => label) : [],
  );
}

async function pathOf(id: string): Promise<string> {
  const hash = sha256Of(room.files.get(id) ?? new Uint8Array());
  return join(room.folder, "attachments", hash.slice(0, 2), hash);
}

async function kept(id: string): Promise<Uint8Array> {
  return Buffer.from(readFileSync(await pathOf(id)));
}
