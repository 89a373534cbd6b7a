import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { type Card, type SendError as Refusal, SendError } from "../../../src/bot/channel.ts";
import { sha256Of } from "../../../src/bot/photos/bytes.ts";
import { enrolled, organisation } from "../../helpers/people.ts";
import { GROUP, jpeg, openRoom, type Room } from "../../helpers/photo-room.ts";

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

  test("whoever logged nothing is offered what colleagues logged of late", async () => {
    await room.says("前天三重一大会议 议定2项", { from: { id: "8" } });
    await room.says(LOG, { from: { id: "8" } });
    await room.photo("p1");
    expect(newest(room)).toEqual([expect.stringContaining("#2")]);
    await room.says("补照片");
    expect(room.told().at(-1)).toContain("“补照片 #2”");
    expect(newest(room)).toEqual([expect.stringContaining("#2")]);
    await room.says("补照片 #2");
    expect(await room.photosOf(2)).toEqual(["p1"]);
    // Neither 撤销 nor 改, which are not theirs to press.
    expect(newest(room)).toEqual(["补照片"]);
  });

  test("a report that was joined is told by the event it was joined to", async () => {
    await room.says(LOG, { from: { id: "8" } });
    await room.says("今天上午集中学习");
    await room.says("是");
    await room.says("补照片");
    expect(room.told().at(-1)).toContain("都放进 #1 ");
    await room.photo("p1");
    expect(room.told().at(-1)).toContain("放进 #1 ");
    expect(await room.photosOf(2)).toEqual(["p1"]);
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

function choices({ sent }: Room): string[] {
  const card = sent.flatMap(({ outbound }) =>
    outbound.kind === "card" && outbound.card.plain.includes("哪一条") ? [outbound.card] : [],
  )[0];
  return labels(card);
}

/** The buttons of the newest card. */
function newest({ sent }: Room): string[] {
  return labels(sent.flatMap(({ outbound }) => (outbound.kind === "card" ? [outbound.card] : [])).at(-1));
}

function labels(card: Card | undefined): string[] {
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
