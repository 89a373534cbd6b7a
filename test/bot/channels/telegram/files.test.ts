import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { uploadOf } from "../../../helpers/bot-api.ts";
import { rig } from "./rig.ts";

const FREE = { overall: [], chat: [], group: [] };

test("a file arrives with its bytes, a readable Chinese name and a caption", async () => {
  const made = await rig({ limits: FREE });
  const path = await fileOf("PK二进制");
  const name = '第一党支部2026年述职报告（草稿1）"\r\n../x.docx';
  await made.channel.send("7", { kind: "file", file: { path, name }, caption: "草稿 1" }, "k");
  const [call] = made.fake.callsOf("sendDocument");
  expect(call?.params).toMatchObject({ chat_id: "7", caption: "草稿 1" });
  const upload = uploadOf(call?.params);
  expect(upload.filename).toBe("第一党支部2026年述职报告（草稿1）..x.docx");
  expect(upload.bytes.toString()).toBe("PK二进制");
  expect(made.fake.callsOf("sendChatAction")).toMatchObject([{ params: { action: "upload_document" } }]);
});

test("a picture is shown as one, and comes as a file where Telegram does not take it as a photo", async () => {
  const made = await rig({ limits: FREE });
  const file = { path: await fileOf("PNG"), name: "第一党支部2026年各周活动.png" };
  await made.channel.send("7", { kind: "file", file, caption: "第一党支部2026年各周活动" }, "k1");
  const [call] = made.fake.callsOf("sendPhoto");
  expect(call?.params).toMatchObject({ chat_id: "7", caption: "第一党支部2026年各周活动" });
  expect(uploadOf(call?.params)).toEqual({ filename: file.name, bytes: Buffer.from("PNG") });
  expect(made.fake.callsOf("sendDocument")).toEqual([]);

  made.fake.fail("sendPhoto", { status: 400, description: "Bad Request: PHOTO_INVALID_DIMENSIONS" });
  await made.channel.send("7", { kind: "file", file, caption: "图" }, "k2");
  expect(made.fake.callsOf("sendDocument")).toMatchObject([{ params: { caption: "图" } }]);
  expect(made.fake.violations).toEqual([]);
});

test("a caption that is too long follows its file as messages", async () => {
  const made = await rig({ limits: FREE });
  const path = await fileOf("x");
  await made.channel.send("7", { kind: "file", file: { path, name: "台账.xlsx" }, caption: "长".repeat(5000) }, "k");
  const methods = made.fake.calls.map(({ method }) => method);
  expect(methods).toEqual(["sendChatAction", "sendDocument", "sendMessage", "sendMessage"]);
  expect(made.fake.violations).toEqual([]);
});

test("short words stand below the picture that shows their charts", async () => {
  const made = await rig({ limits: FREE });
  const picture = { path: await fileOf("PNG"), name: "周报.png" };
  const card = { plain: "做了 1 次", title: "周报", picture };
  expect(await made.channel.send("-100", { kind: "card", card }, "k")).toBe("5001");
  const [call] = made.fake.callsOf("sendPhoto");
  expect(call?.params).toMatchObject({
    chat_id: "-100",
    caption: "周报\n做了 1 次",
    caption_entities: '[{"type":"bold","offset":0,"length":2}]',
  });
  expect(uploadOf(call?.params)).toEqual({ filename: "周报.png", bytes: Buffer.from("PNG") });
  expect(made.fake.callsOf("sendMessage")).toEqual([]);
  expect(made.fake.violations).toEqual([]);
});

test("words too long for a caption go before their picture and stay the reference", async () => {
  const made = await rig({ limits: FREE });
  const picture = { path: await fileOf("PNG"), name: "周报.png" };
  const card = { plain: "长".repeat(1025), picture };
  expect(await made.channel.send("7", { kind: "card", card }, "k")).toBe("5001");
  const methods = made.fake.calls.map(({ method }) => method).filter((method) => method !== "sendChatAction");
  expect(methods).toEqual(["sendMessage", "sendPhoto"]);
});

test("the words go alone where their picture is gone, or Telegram does not take it", async () => {
  const made = await rig({ limits: FREE });
  const gone = { path: "no-such-file.png", name: "周报.png" };
  await made.channel.send("7", { kind: "card", card: { plain: "周报一", picture: gone } }, "k1");
  made.fake.fail("sendPhoto", { status: 400, description: "Bad Request: PHOTO_INVALID_DIMENSIONS" });
  const picture = { path: await fileOf("x"), name: "周报.png" };
  await made.channel.send("7", { kind: "card", card: { plain: "周报二", picture } }, "k2");
  expect(made.fake.callsOf("sendMessage").map(({ params }) => params)).toMatchObject([
    { text: "周报一" },
    { text: "周报二" },
  ]);
  made.fake.fail("sendPhoto", { status: 403, description: "Forbidden: bot was kicked from the group chat" });
  const kept = made.channel.send("7", { kind: "card", card: { plain: "周报三", picture } }, "k3");
  await expect(kept).rejects.toMatchObject({ fault: "gone" });
});

test("what a member sent comes back by its handle, up to a size", async () => {
  const made = await rig();
  made.fake.files.set("photo-1", Buffer.from("JPEG字节"));
  await expect(made.channel.fetch("photo-1", 20_971_520)).resolves.toEqual(Buffer.from("JPEG字节"));
  await expect(made.channel.fetch("photo-1", 3)).rejects.toMatchObject({ fault: "too-large" });
  await expect(made.channel.fetch("unknown", 20_971_520)).rejects.toMatchObject({ fault: "invalid" });
  for (const path of ["/etc/passwd", "../../etc/passwd", "a b"]) {
    made.fake.fail("getFile", { status: 200, result: { file_path: path } });
    await expect(made.channel.fetch("photo-1", 20_971_520)).rejects.toMatchObject({ fault: "invalid" });
  }
  made.fake.fail("getFile", { status: 200, result: { file_path: "documents/missing" } });
  await expect(made.channel.fetch("photo-1", 20_971_520)).rejects.toMatchObject({ fault: "invalid" });
});

test("a file that claims to be small is cut off while it comes in", async () => {
  const made = await rig();
  made.fake.files.set("big", Buffer.alloc(5_000));
  made.fake.fail("getFile", { status: 200, result: { file_path: "documents/big", file_size: 1 } });
  await expect(made.channel.fetch("big", 4_999)).rejects.toMatchObject({ fault: "too-large" });
});

async function fileOf(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "taizhang-telegram-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "made.bin");
  await writeFile(path, content);
  return path;
}
