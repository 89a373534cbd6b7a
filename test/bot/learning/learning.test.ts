import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { learnFrom } from "../../../src/bot/learning/use.ts";
import { verifyJournal } from "../../../src/store/journal.ts";
import { findPromises } from "../../../src/store/promises.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { type Sending, sendingTo } from "../../helpers/sent-files.ts";
import { p, r, wordFile } from "../../helpers/word-file.ts";
import { xmlOf } from "../../report/read.ts";

let folder: string;
let branch: Branch;
let secretary: Member;
let sending: Sending;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "learning-"));
  branch = await openBranch("第一党支部", "2026-01-23 10:00", folder);
  secretary = await branch.member("王五", "secretary");
  sending = sendingTo(branch);
});
afterEach(async () => {
  await sending.close();
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
  await branch.close();
  rmSync(folder, { recursive: true, force: true });
});

const LINES = [
  "第一党支部书记2025年度抓党建述职报告",
  "一、履职情况",
  "（一）抓学习。全年集中学习30次，书记讲党课2次。开展主题党日8次，另外送戏下乡3场。",
  "二、2024年度问题整改情况",
  "2024年度查摆问题1个。",
  "一是阵地小。整改情况：扩建了。",
  "三、存在的不足",
  "（一）学习不深。",
  "（二）办法不多。",
  "四、下一步打算",
  "（一）每季度至少开展1次理论中心组学习，6月底前完成支委补选。",
];
const report = (lines: readonly string[] = LINES) => wordFile({ body: lines.map((line) => p(r(line))).join("") });

async function learnt(): Promise<string> {
  await sending.sends(secretary, "去年述职报告.docx", report());
  await sending.later();
  await secretary.says("跳过");
  await secretary.says("是");
  return (await sending.later()).join("\n");
}

async function drafted(): Promise<string> {
  await secretary.says("生成 2026 年述职报告");
  await sending.later();
  const word = (await sending.files()).find(({ name }) => name.endsWith(".docx"));
  const xml = xmlOf(readFileSync(word?.path ?? ""), "word/document.xml");
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join("");
}

describe("a past report that the secretary sends", () => {
  test("is read, and what was found and proposed is told with the first question", async () => {
    const first = await sending.sends(secretary, "去年述职报告.docx", report());
    expect(first.text).toBe("收到 去年述职报告.docx，正在读，读完告诉您。");
    const [told] = await sending.later();
    expect(told).toContain(
      "读完 去年述职报告.docx（2025 年度）：找到 7 处数字，认得字段的 4 处，由人填写的 1 处，拿不准的 1 处",
    );
    expect(told).toContain("30次 → 集中学习；2次 → 书记讲党课；8次 → 主题党日；1个 → 上年度查摆问题");
    expect(told).toContain(
      "（1/1）“…展主题党日8次，另外送戏下乡3场”里的 3场，按哪一项算？请回复“主题党日”、“由人填写”、“照原文”",
    );
  });

  test("becomes the branch's template after 是, its promises and problems are kept", async () => {
    const told = await learnt();
    expect(told).toContain("模板做好了");
    expect((await sending.files()).map(({ name }) => name)).toEqual(["去年述职报告（模板）.docx"]);
    const promises = await findPromises(branch.deps.db, { organisation: branch.organisation, year: 2026 });
    expect(promises.map(({ text, kind, deadline }) => [text, kind, deadline])).toEqual([
      ["每季度至少开展1次理论中心组学习", "理论中心组学习", null],
      ["6月底前完成支委补选", "换届补选", "2026-06-30"],
    ]);
    await secretary.says("今天集中学习 二十大报告 15人");
    const draft = await drafted();
    expect(draft).toContain("第一党支部书记2026年度抓党建述职报告");
    expect(draft).toContain("全年集中学习1次");
    expect(draft).toContain("2025年度查摆问题2个。");
    expect(draft).toContain("一是学习不深。整改情况：【待填：采取的措施和取得的效果】。");
    expect(draft).toContain("二是办法不多。");
  });

  test("is left again by 模板 默认", async () => {
    await learnt();
    expect((await secretary.says("模板")).text).toContain("现在用 去年述职报告.docx 改成的模板");
    expect((await secretary.says("模板 默认")).text).toContain("用自带的模板");
    const draft = await drafted();
    expect(draft).toContain("2026");
    expect(draft).not.toContain("抓学习");
    expect((await secretary.says("模板 默认")).text).toBe("现在用的就是自带的模板。");
  });

  test("changes nothing after 不是", async () => {
    await sending.sends(secretary, "去年述职报告.docx", report());
    await sending.later();
    await secretary.says("由人填写");
    await secretary.says("不是");
    expect(await sending.later()).toEqual([]);
    expect(await findPromises(branch.deps.db, { organisation: branch.organisation, year: 2026 })).toEqual([]);
    expect((await secretary.says("模板")).text).toContain("现在用自带的模板");
  });
});

describe("the doubtful numbers", () => {
  const asked = async () => {
    await sending.sends(secretary, "去年述职报告.docx", report());
    await sending.later();
  };

  test("take the field that was answered", async () => {
    await asked();
    const offered = await secretary.says("文体活动");
    expect(offered.text).toContain("都看完了");
    expect(offered.text).toContain("- 6月底前完成支委补选（换届补选，6月30日前至少 1 次）");
    await secretary.says("是");
    await sending.later();
    const [template] = await sending.files();
    expect(new PizZip(readFileSync(template?.path ?? "")).file("word/document.xml")?.asText()).toContain(
      "送戏下乡{{文体活动}}",
    );
  });

  test("stay asked about while other things are said, and after 停 until 模板 继续", async () => {
    await asked();
    expect((await secretary.says("昨天党课 12人")).outcome).toBe("logged");
    expect((await secretary.says("停")).text).toContain("模板 继续");
    expect((await secretary.says("跳过")).text).not.toContain("都看完了");
    expect((await secretary.says("模板 继续")).text).toContain("（1/1）");
    expect((await secretary.says("照原文")).text).toContain("都看完了");
  });
});

describe("what cannot be learnt is told in one sentence", () => {
  test.for<readonly [name: string, bytes: () => Uint8Array | string, sentence: string]>([
    ["报告.docm", () => report(), "这个文件带有宏，为了安全不能读取，请在 Word 或 WPS 里另存为 .docx 再发来。"],
    [
      "报告.doc",
      () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]),
      "这是旧的 Word 97—2003 格式（.doc），读不了，请在 Word 或 WPS 里另存为 .docx 再发来。",
    ],
    [
      "报告.docx",
      () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from("EncryptedPackage", "utf16le")]),
      "这个文件设了打开密码，读不了，请去掉密码后再发来。",
    ],
    ["报告.docx", () => "一段文字", "这个文件已损坏，不是完整的 Word 文档，请重新保存后再发来。"],
    [
      "报告.docx",
      () => new PizZip().file("a.txt", "x").generate({ type: "uint8array" }),
      "这是一个压缩包，里面没有 Word 正文，请解压后发送里面的文档，或在 Word 或 WPS 里另存为 .docx 再发来。",
    ],
    [
      "报告.docx",
      () => wordFile({ body: p(r("2025年党课2次")), more: { "word/a.png": Buffer.alloc(60 << 20) } }),
      "这个文件展开后超过 50 MB 或 100 倍，为了安全没有打开。",
    ],
    ["报告.docx", () => Buffer.alloc(6 << 20), "文件超过 5 MB，没有收下。请压缩或拆开后再发。"],
    ["报告.txt", () => "党课很好，2025年。", "这份文件里没有找到数字，请检查是不是述职报告。"],
    ["报告.txt", () => "全年党课2次。", "报告里没有写年度，请在文件名里写上，如“2025年述职报告.docx”，再发一次。"],
  ])("%s", async ([name, bytes, sentence]) => {
    await sending.sends(secretary, name, bytes());
    expect(await sending.later()).toEqual([sentence]);
  }); // biome-ignore-end format: a table
});

test("a text file becomes a Markdown template", async () => {
  await sending.sends(secretary, "2025报告.txt", "2025年度述职报告\n全年党课2次。");
  expect((await sending.later())[0]).toContain("都看完了");
  await secretary.says("是");
  await sending.later();
  expect((await sending.files()).map(({ name }) => name)).toEqual(["2025报告（模板）.md"]);
  await secretary.says("今天党课 12人");
  expect(await drafted()).toContain("全年党课1次");
});

test("a report that could not be read is told in one sentence, and why is reported", async () => {
  const catalogue = { ...branch.deps.catalogue, isNoData: () => true };
  const failures: unknown[] = [];
  const file = { name: "去年述职报告.docx", bytes: report() };
  const learnt = await learnFrom({ ...branch.deps, catalogue }, { file, decisions: [] }, (one) => failures.push(one));
  expect(learnt).toEqual({
    ok: false,
    problem: "这份文件没有读完，已经停下并记下原因，请另存一份再发，还不行请告诉管理员。",
  });
  expect(failures).toEqual([expect.objectContaining({ message: expect.stringContaining("could not be cloned") })]);
});

test("a member's file is not learnt", async () => {
  const member = await branch.member("张三");
  expect((await sending.sends(member, "去年述职报告.docx", report())).text).not.toContain("正在读");
});

test("numbers of last year that the template keeps are named to the secretary", async () => {
  await sending.sends(
    secretary,
    "去年述职报告.docx",
    report([
      "第一党支部2025年度述职报告",
      "志愿服务9次24天，全村612户，满意率98%，参与率100%，献血3200毫升，同比增长８.５％。",
      "2025年3月6日学习《条例》第3章，每季度至少开展1次理论中心组学习。",
    ]),
  );
  await sending.later();
  await secretary.says("是");
  const said = (await sending.later()).join("\n");
  expect(said).toContain(
    "没有替换、仍是去年原文的数字和日期 4 处，已标黄，请逐个核对：志愿服务9次24天；全村612户；满意率98%；同比增长８.５％",
  );
  expect((await secretary.says("填 2026 献血 2600毫升")).text).toContain("已填 2026 年 献血：2600毫升");
});
