import { existsSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { bytesPath, sha256Of } from "../../../../src/bot/photos/bytes.ts";
import { runBot } from "../../../../src/bot/run.ts";
import { findAttachments } from "../../../../src/store/attachment-links.ts";
import { bindChat } from "../../../../src/store/chats.ts";
import { openBranch } from "../../../helpers/branch.ts";
import { jumpingClock } from "../../../helpers/fake-feishu-clock.ts";
import { mention, type Said, said } from "../../../helpers/fake-feishu-events.ts";
import { enrolled } from "../../../helpers/people.ts";
import { jpeg } from "../../../helpers/photo-room.ts";
import { temporaryFolder } from "../../../helpers/temporary.ts";
import { makeLark } from "./opened.ts";

const LOG = "今天上午集中学习 二十大报告 15人";
const AT = Date.parse("2026-11-20T10:00:00+08:00");

async function phone() {
  const folder = temporaryFolder();
  const branch = await openBranch("第一党支部", "2026-11-20 10:00", folder);
  await enrolled(branch, "ou_zhang", { name: "张三", channel: "lark" });
  await bindChat(branch.deps.db, {
    key: "lark:oc_branch",
    organisationId: branch.organisation,
    now: branch.deps.clock().toISOString(),
  });
  const { fake, channel, log } = await makeLark({ timers: jumpingClock() });
  const bot = runBot(branch.deps, [channel], (error, about) => log.push(`${about}: ${String(error)}`));
  onTestFinished(async () => {
    await channel.stop();
    await bot.close();
    await branch.close();
  });
  await channel.start(async (inbound) => {
    await bot.intake.deliver(inbound);
  });
  await fake.connections.connected(1);
  for (const id of ["img_1", "img_2"]) {
    fake.state.uploads.set(id, { data: Buffer.from(jpeg(id)), filename: undefined });
  }
  return {
    fake,
    log,
    async hear(words: Said) {
      await fake.push(said({ at: AT, ...words }));
      await bot.idle();
    },
    photosOf: async (record: number) =>
      (await findAttachments(branch.deps.db, [record])).map(({ unique_id }) => unique_id),
    isStored: (id: string) => existsSync(bytesPath(folder, sha256Of(jpeg(id)))),
  };
}

test("a post with words and photos is a record with its photos, in a group too", async () => {
  const { hear, photosOf, isStored } = await phone();
  const content = {
    title: "",
    content: [
      [
        { tag: "at", user_id: "@_user_1" },
        { tag: "text", text: ` ${LOG}` },
      ],
      [{ tag: "img", image_key: "img_1" }],
      [{ tag: "img", image_key: "img_2" }],
    ],
  };
  await hear({ type: "post", content, mentions: [mention("@_user_1", "ou_bot", "台账")] });
  expect(await photosOf(1)).toEqual(["img_1", "img_2"]);
  expect(isStored("img_1") && isStored("img_2")).toBe(true);
});

test("photos in private, where they are delivered, go to what was told in the group, with one answer", async () => {
  const { fake, hear, photosOf, isStored } = await phone();
  const mentions = [mention("@_user_1", "ou_bot", "台账")];
  await hear({ content: { text: `@_user_1 ${LOG}` }, mentions });
  const before = fake.state.messages.size;
  for (const key of ["img_1", "img_2"]) await hear({ type: "image", isPrivate: true, content: { image_key: key } });
  expect(await photosOf(1)).toEqual(["img_1", "img_2"]);
  expect(isStored("img_1") && isStored("img_2")).toBe(true);
  expect(fake.state.messages.size).toBe(before + 1);
});

test("a photo as reply to the message goes to its record, and twice delivered is once", async () => {
  const { hear, photosOf, log } = await phone();
  await hear({ id: "om_log", isPrivate: true, content: { text: LOG } });
  await hear({ isPrivate: true, content: { text: "昨天党课 20人" } });
  const event = { id: "om_p", type: "image", isPrivate: true, parent: "om_log", content: { image_key: "img_1" } };
  await hear(event);
  await hear(event);
  expect(await photosOf(1)).toEqual(["img_1"]);
  expect(log.filter((line) => line.includes("download"))).toEqual([]);
});
