import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepForm } from "../../../src/bot/drafts/kept-forms.ts";
import { verifyJournal } from "../../../src/store/journal.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { type Sending, sendingTo } from "../../helpers/sent-files.ts";
import { p, r, wordFile } from "../../helpers/word-file.ts";

let folder: string;
let branch: Branch;
let secretary: Member;
let admin: Member;
let sending: Sending;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "learning-later-"));
  branch = await openBranch("第一党支部", "2026-01-05 10:00", folder);
  secretary = await branch.member("王五", "secretary");
  admin = await branch.member("赵六", "admin");
  await branch.member("张三");
  sending = sendingTo(branch);
});
afterEach(async () => {
  await sending.close();
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
  await branch.close();
  rmSync(folder, { recursive: true, force: true });
});

const REPORT = [
  p(r("第一党支部书记2025年度抓党建述职报告")),
  p(r("一、履职情况")),
  p(r("（一）抓学习。全年集中学习30次，张"), r("三同志讲党课2次。")),
  p(r("四、下一步打算")),
  p(r("（一）坚持每周一领学1小时，请张三同志6月底前完成支委补选。")),
];

async function learnt(): Promise<void> {
  const bytes = wordFile({
    body: REPORT.join(""),
    header: p(r("整理：张三")),
    more: { "docProps/core.xml": "<cp:coreProperties><dc:creator>张三</dc:creator></cp:coreProperties>" },
  });
  await sending.sends(secretary, "张三写的述职报告.docx", bytes);
  await sending.later();
  await secretary.says("是");
  expect((await sending.later()).join("\n")).toContain("模板做好了");
}

async function drafted(): Promise<string> {
  const asked = await secretary.says("生成 2026 年述职报告");
  return [asked.text, ...(await sending.later())].join("\n");
}

describe("a promise of last year's report", () => {
  test("is a duty of this year, and is checked against the weeks in its draft", async () => {
    await learnt();
    for (const day of ["05", "12", "26"]) {
      branch.at(`2026-01-${day} 17:00`);
      expect((await secretary.says("今天领学 党章 15人 1小时")).outcome).toBe("logged");
    }
    branch.at("2026-02-01 10:00");
    expect((await secretary.says("义务")).text).toContain("承诺1 领学（每周）●3周 ×1周 ·48周");
    expect(await drafted()).toContain("文中写“每周一领学”，4 周里有记录的是 3 周，请核对或补记。");

    await secretary.says("模板 默认");
    expect(await drafted()).toContain("2026 年承诺“坚持每周一领学1小时”，4 周里有记录的是 3 周，请核对或补记。");
  });
});

/** Every byte of the Word templates that are kept, unpacked, with what the store says of them. */
async function kept(): Promise<string> {
  const used = join(folder, "templates", "used");
  const files = readdirSync(used).flatMap((name) => Object.values(new PizZip(readFileSync(join(used, name))).files));
  const rows = await branch.deps.db.selectFrom("own_template").selectAll().execute();
  return [...files.map((part) => part.asText()), JSON.stringify(rows)].join("\n");
}

/** Files of the data folder with these bytes. */
function filesWith(word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => name.includes(word) || readFileSync(join(folder, name)).includes(word));
}

async function erased(): Promise<string> {
  await admin.says("抹除 张三");
  await admin.says("是");
  return (await sending.later()).join("\n");
}

describe("erasing somebody whom a learnt report names", () => {
  test("takes the name out of the kept Word file too, and drafts go on with it", async () => {
    await learnt();
    expect(await kept()).toContain("张三");
    const told = await erased();
    expect(told).toContain("数据已经抹除");
    expect(told).not.toContain("报告模板");
    const after = await kept();
    expect(after.replace(/<[^>]*>/g, "")).not.toContain("张三");
    expect(after).not.toContain("张三");
    expect(after).toContain("某某写的述职报告.docx");
    expect(filesWith("张三")).toEqual([]);
    expect(after.replace(/<[^>]*>/g, "")).toContain("某某同志讲党课{{");

    await secretary.says("今天集中学习 党章 15人");
    await drafted();
    const word = (await sending.files()).findLast(({ name }) => /\.docx$/.test(name));
    const text = new PizZip(readFileSync(word?.path ?? ""))
      .file("word/document.xml")
      ?.asText()
      .replace(/<[^>]*>/g, "");
    expect(text).toContain("全年集中学习1次，某某同志讲党课");
  });

  test("tells the admin of a template in which it may still stand", async () => {
    const deleted = "<w:del><w:r><w:delText>张</w:delText></w:r><w:r><w:delText>三</w:delText></w:r></w:del>";
    const bytes = wordFile({ body: p(deleted) });
    keepForm(folder, { name: "a.docx", text: "", word: { bytes, digest: "0".repeat(64), slots: [] } });
    expect(await erased()).toContain("有 1 份报告模板里可能还有这个姓名，机器改不了，请打开看一遍，改好再用。");
  });
});
