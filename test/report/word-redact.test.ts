import PizZip from "pizzip";
import { expect, test } from "vitest";
import { hidingOf } from "../../src/ledger/redact.ts";
import { redactWord } from "../../src/report/word/redact.ts";
import { p, r, wordFile } from "../helpers/word-file.ts";

const hiding = hidingOf(["张三", "Tom"], ["张三丰"]);
const CORE = "docProps/core.xml";
const COMMENTS = "word/comments.xml";

/** Every byte of every part, unpacked. */
function unpacked(file: Uint8Array | undefined): string {
  const { files } = new PizZip(file ?? new Uint8Array());
  return Object.values(files)
    .map((part) => `${part.name}\n${part.asText()}`)
    .join("\n");
}

const file = (body: string, more: Record<string, string> = {}) => wordFile({ body, more });

test("a name goes from every part of a Word file, and all else stays", () => {
  const before = wordFile({
    body: p(r("支部书记张"), r("三同志"), r("讲党课{{党课}}。")) + p(r("&#24352;&#x4e09;、Tom 和张三丰参加。")),
    header: p(r("张三")),
    footnote: p(r("由张三整理")),
    more: {
      [CORE]:
        "<cp:coreProperties><dc:creator>张三</dc:creator><cp:lastModifiedBy>Tom</cp:lastModifiedBy></cp:coreProperties>",
      [COMMENTS]: `<w:comments><w:comment w:id="0" w:author="张三" w:initials="Tom">${p(r("问张三"))}</w:comment></w:comments>`,
      "word/people.xml": '<w15:people><w15:person w15:author="张三"/></w15:people>',
    },
  });
  const { bytes, isWhole } = redactWord(before, hiding);
  const after = unpacked(bytes);

  expect(isWhole).toBe(true);
  expect(after.replaceAll("张三丰", "")).not.toContain("张三");
  expect(after).not.toContain("Tom");
  expect(after).toContain("某某、某某 和张三丰参加。");
  expect(after.replace(/<[^>]*>/g, "")).toContain("支部书记某某同志讲党课{{党课}}。");
  expect(after.match(/w:eastAsia="仿宋"/g)).toEqual(unpacked(before).match(/w:eastAsia="仿宋"/g));
  expect(after).toContain('w:author="某某" w:initials="某某"');
});

test("deleted words and descriptions of pictures lose it too", () => {
  const body = p(
    '<w:del w:author="张三"><w:r><w:delText>张三</w:delText></w:r></w:del>',
    '<w:r><wp:docPr descr="张三在讲课"/></w:r>',
  );
  const { bytes, isWhole } = redactWord(file(body), hiding);
  expect(isWhole).toBe(true);
  expect(unpacked(bytes)).not.toContain("张三");
});

test("a file without the name stays as it is, also where a word of the format looks like it", () => {
  const body = p('<w:r w:Tom="Tom"><w:t>张三丰，</w:t></w:r>', r("开会张"), "</w:p><w:p>", r("三个人"));
  expect(redactWord(file(body), hiding)).toEqual({ isWhole: true });
});

test("what cannot be taken out is told", () => {
  const split = p("<w:del><w:r><w:delText>张</w:delText></w:r><w:r><w:delText>三</w:delText></w:r></w:del>");
  expect(redactWord(file(split), hiding).isWhole).toBe(false);
  expect(redactWord(new Uint8Array([1, 2, 3]), hiding)).toEqual({ isWhole: false });
});
