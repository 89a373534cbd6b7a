import { beforeEach, describe, expect, test } from "vitest";
import { verifyJournal } from "../../../src/store/journal.ts";
import { GROUP, jpeg, openRoom, type Room } from "../../helpers/photo-room.ts";

const LOG = "今天上午集中学习 二十大报告 15人 2小时";

let room: Room;

beforeEach(async () => {
  room = await openRoom();
});

describe("afterwards", () => {
  test("photos never change counts", async () => {
    await room.says(LOG);
    const before = (await room.says("统计")).replies;
    await room.photo("p1");
    await room.photo("p2");
    expect((await room.says("统计")).replies).toEqual(before);
  });

  test("those of one moment are answered once, and a later one is answered again", async () => {
    await room.says(LOG);
    await room.photo("p1");
    await room.photo("p2");
    const answers = () => room.told().filter((text) => text.startsWith("放进 #1")).length;
    expect(answers()).toBe(1);
    room.branch.at("2026-11-23 10:01");
    await room.photo("p3");
    expect(answers()).toBe(2);
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

  test("what was sent to a record and what nobody placed yet are told apart when both go", async () => {
    await room.photo("p1", { text: LOG, message: "log" });
    room.branch.at("2026-11-23 14:00");
    await room.photo("p2");
    await room.photo("p3", { replyTo: "log" });
    await room.says("删照片");
    expect(room.told().at(-1)).toContain("刚发的照片 2 张已删除：还没有放进记录的照片 1 张，#1 的照片 1 张。");
    expect(await room.photosOf(1)).toEqual(["p1"]);
    await room.photo("p4");
    await room.says("删照片");
    expect(room.told().at(-1)).toContain("刚发的照片 1 张已删除。");
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
    expect(room.told().join("\n")).toMatch(/已记 #1：[\s\S]*语音和视频存不了，只记了上面的话。/);
  });
});
