import PizZip from "pizzip";
import { describe, expect, test } from "vitest";
import { readDocument } from "../../../src/report/read-document.ts";

const MAIN = "word/document.xml";

function zip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const made = new PizZip();
  for (const [name, content] of Object.entries(files)) made.file(name, content);
  return made.generate({ type: "uint8array", compression: "DEFLATE" });
}

function word(body: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const xml = `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`;
  return zip({ "[Content_Types].xml": "<Types/>", [MAIN]: xml, ...more });
}

const paragraph = (...runs: string[]) =>
  `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="2"/></w:tabs></w:pPr>${runs.join("")}</w:p>`;
const run = (text: string, properties = "") =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

const utf16 = (text: string) => new Uint8Array([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
const GBK = new Uint8Array([0xb5, 0xb3, 0xbf, 0xce, 0xcb, 0xc4, 0xb4, 0xce]);

describe("reads", () => {
  test.for<[rule: string, name: string, bytes: Uint8Array, text: string]>([
    ["a paragraph a line", "a.docx", word(paragraph(run("一")) + paragraph(run("二"))), "一\n二"],
    ["a number that Word split over runs as one", "a.docx", word(paragraph(run("召开1"), run("2次"))), "召开12次"],
    [
      "entities as characters",
      "a.docx",
      word(paragraph(run("&lt;三会&#19968;课&gt; &amp; &#x4E00;"))),
      "<三会一课> & 一",
    ],
    [
      "underlined spaces as a blank",
      "a.docx",
      word(paragraph(run("召开"), run("   ", '<w:u w:val="single"/>'), run("次"))),
      "召开___次",
    ],
    ["no deleted text", "a.docx", word(`<w:p><w:del>${run("9")}</w:del>${run("8次")}</w:p>`), "8次"],
    ["a text box once", "a.docx", word(`<w:p>${run("一")}<mc:Fallback>${run("一")}</mc:Fallback></w:p>`), "一"],
    [
      "a cell of a table a line",
      "a.docx",
      word(`<w:tbl><w:tc>${paragraph(run("党课"))}</w:tc><w:tc>${paragraph(run("4次"))}</w:tc></w:tbl>`),
      "党课\n4次",
    ],
    ["a document whose main part has another name", "a.docx", renamed(), "一"],
    ["text in UTF-8 with its mark", "a.txt", Buffer.from("\uFEFF党课四次"), "党课四次"],
    ["text in GBK", "a.txt", GBK, "党课四次"],
    ["text in UTF-16", "a.txt", utf16("党课四次"), "党课四次"],
    ["Windows line ends as one", "a.md", Buffer.from("# 一\r\n二\r三"), "# 一\n二\n三"],
  ])("%s", ([, name, bytes, text]) => {
    expect(readDocument({ name, bytes })).toEqual({ ok: true, text });
  });
}); // biome-ignore-end format: a table

function renamed(): Uint8Array {
  const relation = '<Relationship Type="http://x/relationships/officeDocument" Target="word/document2.xml"/>';
  const xml = `<w:document><w:body>${paragraph(run("一"))}</w:body></w:document>`;
  return zip({ "_rels/.rels": `<Relationships>${relation}</Relationships>`, "word/document2.xml": xml });
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const good = word(paragraph(run("一")));

describe("refuses with one sentence", () => {
  test.for<[what: string, name: string, bytes: Uint8Array, says: RegExp]>([
    [
      "what a password protects",
      "a.docx",
      new Uint8Array([...OLE, ...Buffer.from("EncryptedPackage", "utf16le")]),
      /密码/,
    ],
    ["an old .doc", "a.doc", new Uint8Array(OLE), /\.doc/],
    ["an old .doc that calls itself .docx", "a.docx", new Uint8Array(OLE), /旧的 Word/],
    ["a .wps", "a.wps", new Uint8Array(OLE), /\.wps/],
    ["a .docm", "a.docm", good, /宏/],
    ["macros inside a .docx", "a.docx", word("", { "word/vbaProject.bin": "x" }), /宏/],
    ["half a file", "a.docx", good.subarray(0, good.length - 40), /损坏/],
    ["a file with its middle overwritten", "a.docx", new Uint8Array(good).fill(7, 60, 200), /损坏/],
    ["noise that calls itself .docx", "a.docx", new Uint8Array(300).fill(9), /损坏/],
    ["another zip", "a.docx", zip({ "照片/1.jpg": "x" }), /压缩包/],
    ["a workbook", "a.docx", zip({ "xl/workbook.xml": "x" }), /Excel/],
    ["a document without text", "a.docx", word(paragraph(run("  "))), /没有文字/],
    ["an empty file", "a.txt", new Uint8Array(0), /空/],
    ["a picture that calls itself .txt", "a.txt", new Uint8Array([0x89, 0x50, 0, 0, 0, 1, 2, 3]), /不是文本/],
    ["a .pdf", "a.pdf", Buffer.from("%PDF-1.7"), /\.pdf/],
    ["200 MB", "a.docx", new Uint8Array(200 << 20), /200\.0 MB，超过 5 MB/],
    [
      "an XML document type",
      "a.docx",
      zip({ [MAIN]: "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document><w:body/></w:document>" }),
      /损坏/,
    ],
    [
      "too many entries",
      "a.docx",
      zip(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`${i}`, ""]))),
      /2000 项/,
    ],
    ["a bomb", "a.docx", zip({ [MAIN]: new Uint8Array(60 << 20) }), /50 MB/],
    ["a bomb that declares little", "a.docx", lying(), /50 MB/],
  ])("%s", ([, name, bytes, says]) => {
    const read = readDocument({ name, bytes });
    expect(read).toEqual({ ok: false, problem: expect.stringMatching(says) });
    expect(read).toEqual({ ok: false, problem: expect.stringMatching(/^[^。]+。$/) });
  });
}); // biome-ignore-end format: a table

/** 60 MB inside, of which its table says 100 bytes. */
function lying(): Uint8Array {
  const bytes = Buffer.from(zip({ [MAIN]: new Uint8Array(60 << 20) }));
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt32LE(100, central + 24);
  return bytes;
}
