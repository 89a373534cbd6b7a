import mammoth from "mammoth";
import PizZip from "pizzip";
import { describe, expect, test } from "vitest";
import { makeDraft } from "../../src/report/draft.ts";
import type { DocumentPicture } from "../../src/report/draft-picture.ts";
import { readForm } from "../../src/report/form.ts";
import { makeDocuments } from "../../src/report/make.ts";
import { draftInput, row } from "../helpers/ledger.ts";
import { p, r, wordFile } from "../helpers/word-file.ts";
import { invalidXml, paragraphs, partsOf, xmlOf } from "./read.ts";

const BODY = "word/document.xml";
const rows = [row(1, ["集中学习"], { start: "2023-03-06" })];
const wide: DocumentPicture = {
  ...{ png: new Uint8Array([137, 80, 78, 71, 1]), width: 760, height: 448 },
  ...{ words: "一支部 2023 年各周活动", alt: '一支部<"甲">：一格一周。' },
};
const tall: DocumentPicture = { ...wide, png: new Uint8Array([137, 80, 78, 71, 2]), height: 1600, words: "义务" };
const pictures = [wide, tall];

/** A template of a branch that has a picture and a drawing already, such as last year's draft. */
const OWN = wordFile({
  body:
    p(r("{{集中学习}}")) +
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="x"><wp:docPr name="章" id="41"/></wp:inline></w:drawing></w:r></w:p>',
  more: {
    "word/media/ledger1.png": new Uint8Array([9]),
    "word/_rels/document.xml.rels":
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdLedger1" Type="x" Target="media/ledger1.png"/></Relationships>',
  },
});

async function made(template: "shipped" | "own", annex = false): Promise<Uint8Array> {
  const form = readForm({ name: "a.docx", bytes: OWN });
  if (!form.ok) throw new Error(form.faults.join());
  const own = template === "own" ? { template: form.source } : {};
  const drafted = makeDraft(draftInput(rows, own));
  if (!drafted.ok) throw new Error(drafted.faults.join());
  return (await makeDocuments(drafted.draft, { form: OWN, annex, pictures })).word;
}

/** Each picture of the text: its number, words, size and the bytes that it leads to. */
function shown(file: Uint8Array) {
  const zip = new PizZip(file);
  const relations = new Map(
    [...xmlOf(file, "word/_rels/document.xml.rels").matchAll(/Id="([^"]*)"[^>]*Target="([^"]*)"/g)].map(
      ([, id = "", target = ""]) => [id, target],
    ),
  );
  return [...xmlOf(file, BODY).matchAll(/<wp:inline .*?<\/wp:inline>/gs)].flatMap(([xml]) => {
    const relation = /r:embed="([^"]*)"/.exec(xml)?.[1];
    if (relation === undefined) return [];
    const [, cx = "", cy = ""] = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(xml) ?? [];
    return {
      id: Number(/<wp:docPr id="(\d+)"/.exec(xml)?.[1]),
      alt: /<wp:docPr [^>]*descr="([^"]*)"/.exec(xml)?.[1],
      mm: [Math.round(Number(cx) / 36_000), Math.round(Number(cy) / 36_000)],
      bytes: zip.file(`word/${relations.get(relation)}`)?.asUint8Array(),
    };
  });
}

describe.for(["shipped", "own"] as const)("pictures behind the text of the %s template", (template) => {
  test("are parts of the file, placed within the page, with words for who cannot see them", async () => {
    const file = await made(template);
    const [first, second] = shown(file);
    expect(first).toMatchObject({ mm: [145, 85], bytes: wide.png, alt: "一支部&lt;&quot;甲&quot;&gt;：一格一周。" });
    expect(second).toMatchObject({ mm: [90, 190], bytes: tall.png });
    const types = xmlOf(file, "[Content_Types].xml");
    expect(types.match(/<Default [^>]*Extension="png"/g)).toHaveLength(1);
    for (const part of partsOf(file)) expect(invalidXml(xmlOf(file, part)), part).toBeNull();
  });

  test("stand under a heading with captions below, after the tables and before the section ends", async () => {
    const file = await made(template, true);
    const texts = paragraphs(file).map(({ text }) => text);
    const heading = texts.indexOf("附图 2023年活动");
    expect(heading).toBeGreaterThan(texts.indexOf("附表 2023年台账"));
    expect(texts.slice(heading + 1).filter((text) => text !== "")).toEqual(["图1 一支部 2023 年各周活动", "图2 义务"]);
    expect(xmlOf(file, BODY)).toMatch(/<\/w:p><w:sectPr(?:(?!<w:p[ >]).)*<\/w:body>/s);
  });

  test("are found by another reader", async () => {
    const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(await made(template)) });
    expect(value.match(/<img /g)?.length).toBeGreaterThanOrEqual(2);
    expect(messages.filter(({ type }) => type === "error")).toEqual([]);
  });
});

test("what a branch's template has of pictures, numbers and relations is kept and not used again", async () => {
  const file = await made("own");
  expect(shown(file).map(({ id }) => id)).toEqual([42, 43]);
  expect(new PizZip(file).file("word/media/ledger1.png")?.asUint8Array()).toEqual(new Uint8Array([9]));
  const ids = [...xmlOf(file, "word/_rels/document.xml.rels").matchAll(/ Id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
