import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { bytesPath, sha256Of } from "../../../../src/bot/photos/bytes.ts";
import { findAttachments } from "../../../../src/store/attachment-links.ts";
import { openBranch } from "../../../helpers/branch.ts";
import { BOT } from "../../../helpers/fake-telegram-methods.ts";
import { jpeg } from "../../../helpers/photo-room.ts";
import { album, message, photo } from "../../../helpers/telegram-updates.ts";
import { temporaryFolder } from "../../../helpers/temporary.ts";
import { onPhones } from "./office.ts";

const LOG = "今天下午集中学习 二十大报告 15人 2小时";
const shown = z.object({ text: z.string() });

async function phone() {
  const folder = temporaryFolder();
  const branch = await openBranch("第一党支部", "2026-11-20 18:00", folder);
  const { fake, failures, comes } = await onPhones(branch);
  return {
    fake,
    branch,
    folder,
    failures,
    hear: comes,
    answers: () => fake.callsOf("sendMessage").map(({ params }) => shown.parse(params).text),
    photosOf: async (record: number) =>
      (await findAttachments(branch.deps.db, [record])).map(({ unique_id }) => unique_id),
    isStored: (bytes: Uint8Array) => existsSync(bytesPath(folder, sha256Of(bytes))),
  };
}

test("an album whose caption comes last is on its record, with the largest size of each photo, once", async () => {
  const { fake, hear, answers, photosOf, isStored } = await phone();
  for (const id of ["a", "b", "c"]) fake.files.set(`${id}-l`, Buffer.from(jpeg(id)));
  const [captioned, ...siblings] = album("g1", LOG, ["a", "b", "c"]);
  await hear(...siblings);
  await hear(captioned ?? {}, ...siblings);
  expect(new Set(await photosOf(1))).toEqual(new Set(["al", "bl", "cl"]));
  expect(["a", "b", "c"].every((id) => isStored(jpeg(id)))).toBe(true);
  expect(answers()).toHaveLength(1);
  expect(fake.callsOf("getFile")).toHaveLength(3);
});

test("a photo as reply to the bot's confirmation goes to that record, and a refused download comes later", async () => {
  const { fake, branch, hear, photosOf, isStored } = await phone();
  fake.files.set("a-l", Buffer.from(jpeg("a")));
  await hear(message({ text: LOG }));
  await hear(message({ text: "昨天党课 20人" }));
  fake.fail("getFile", { status: 502, description: "Bad Gateway" });
  await hear(message({ photo: photo("a"), reply_to_message: { message_id: 5001, from: BOT } }));
  expect(await photosOf(1)).toEqual(["al"]);
  expect(isStored(jpeg("a"))).toBe(false);
  branch.at("2026-11-20 18:05");
  await hear(message({ text: "我的" }));
  expect(isStored(jpeg("a"))).toBe(true);
});

test("a document keeps the name people gave it, for people only", async () => {
  const { fake, branch, folder, hear, photosOf } = await phone();
  const bytes = Buffer.from("%PDF-1.7 签到表");
  fake.files.set("d", bytes);
  const document = { file_id: "d", file_unique_id: "du", file_name: "../../签到表.exe", mime_type: "image/png" };
  await hear(message({ caption: LOG, document }));
  expect(await photosOf(1)).toEqual(["du"]);
  const [kept] = await findAttachments(branch.deps.db, [1]);
  expect(kept).toMatchObject({ name: "签到表.pdf", mime: "application/pdf", size: bytes.length });
  expect(readFileSync(bytesPath(folder, sha256Of(bytes)))).toEqual(bytes);
});

test("one above what Telegram lets a bot have is refused in one sentence", async () => {
  const { fake, hear, answers, photosOf, failures } = await phone();
  const document = { file_id: "big", file_unique_id: "bu", file_name: "相册.pdf", file_size: 20 * 1024 * 1024 + 1 };
  await hear(message({ caption: LOG, document }));
  expect(answers().at(-1)).toBe("文件超过 20 MB，没有收下。请压缩或拆开后再发。");
  expect(await photosOf(1)).toEqual([]);
  expect(fake.callsOf("getFile")).toEqual([]);
  expect(failures).toHaveLength(1);
});
