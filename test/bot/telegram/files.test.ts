import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { uploadOf } from "../../helpers/bot-api.ts";
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

test("a caption that is too long follows its file as messages", async () => {
  const made = await rig({ limits: FREE });
  const path = await fileOf("x");
  await made.channel.send("7", { kind: "file", file: { path, name: "台账.xlsx" }, caption: "长".repeat(5000) }, "k");
  const methods = made.fake.calls.map(({ method }) => method);
  expect(methods).toEqual(["sendChatAction", "sendDocument", "sendMessage", "sendMessage"]);
  expect(made.fake.violations).toEqual([]);
});

test("what a member sent comes back by its handle, up to a size", async () => {
  const made = await rig();
  made.fake.files.set("photo-1", Buffer.from("JPEG字节"));
  await expect(made.channel.fetchFile("photo-1")).resolves.toEqual(Buffer.from("JPEG字节"));
  await expect(made.channel.fetchFile("photo-1", 3)).rejects.toMatchObject({ fault: "too-large" });
  await expect(made.channel.fetchFile("unknown")).rejects.toMatchObject({ fault: "invalid" });
  for (const path of ["/etc/passwd", "../../etc/passwd", "a b"]) {
    made.fake.fail("getFile", { status: 200, result: { file_path: path } });
    await expect(made.channel.fetchFile("photo-1")).rejects.toMatchObject({ fault: "invalid" });
  }
  made.fake.fail("getFile", { status: 200, result: { file_path: "documents/missing" } });
  await expect(made.channel.fetchFile("photo-1")).rejects.toMatchObject({ fault: "invalid" });
});

test("a file that claims to be small is cut off while it comes in", async () => {
  const made = await rig();
  made.fake.files.set("big", Buffer.alloc(5_000));
  made.fake.fail("getFile", { status: 200, result: { file_path: "documents/big", file_size: 1 } });
  await expect(made.channel.fetchFile("big", 4_999)).rejects.toMatchObject({ fault: "too-large" });
});

async function fileOf(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "taizhang-telegram-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "made.bin");
  await writeFile(path, content);
  return path;
}
