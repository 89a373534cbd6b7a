import { beforeEach, describe, expect, test } from "vitest";
import { GROUP, openRoom, type Room } from "../../helpers/photo-room.ts";

const LOG = "今天上午集中学习 二十大报告 15人 2小时";

let room: Room;

beforeEach(async () => {
  room = await openRoom();
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
