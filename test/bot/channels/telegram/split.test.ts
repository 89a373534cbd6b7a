import fc from "fast-check";
import { expect, test } from "vitest";
import { rendered } from "../../../../src/bot/channels/telegram/render.ts";
import { shortened, split } from "../../../../src/bot/channels/telegram/split.ts";
import { marked, plain, type Styled, stacked } from "../../../../src/bot/channels/telegram/styled.ts";
import { tableText } from "../../../../src/bot/channels/telegram/table.ts";
import { anyText } from "../../../helpers/any-text.ts";
import { rig } from "./rig.ts";

const markup = fc.constantFrom(
  "<b>",
  "</b>",
  "&lt;",
  "*",
  "_",
  "`",
  "[x](y)",
  "\\",
  "@all",
  "/log",
  "😀",
  "👨‍👩‍👧",
  "́",
  "\n",
);
const text = fc.oneof(
  anyText(300),
  fc.array(fc.oneof(markup, fc.string({ maxLength: 5 })), { maxLength: 40 }).map((all) => all.join("")),
);

test("what is shown is what was written, whatever was written", () => {
  fc.assert(
    fc.property(text, (words) => {
      const { body } = rendered({ plain: words });
      expect(
        split(body, 4096)
          .map((part) => part.text)
          .join(""),
      ).toBe(words.trim() === "" ? "" : words);
      expect(body.spans).toEqual([]);
    }),
  );
});

test("a lone half of a surrogate pair is replaced, since no message can carry it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 50 }),
      (words) => {
        expect(plain(words).text).toBe(Buffer.from(words, "utf8").toString("utf8"));
      },
    ),
  );
});

test("parts keep every character, fit, are never blank, and their marks cover the same words", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.integer({ min: 8, max: 60 }), (all, limit) => {
      const styled = stacked(all.map((words, n) => (n % 2 === 0 ? marked("bold", words) : plain(words))));
      const parts = split(styled, limit);
      expect(withoutSpace(parts.map((part) => part.text).join(""))).toBe(withoutSpace(styled.text));
      for (const part of parts) {
        expect(part.text.length).toBeLessThanOrEqual(limit);
        expect(part.text.trim()).not.toBe("");
        expect(part.text).not.toMatch(/\p{Cs}/u);
      }
      expect(withoutSpace(parts.map(markedText).join(""))).toBe(withoutSpace(markedText(styled)));
    }),
  );
});

test("no character as people see it is cut where it fits into a part", () => {
  const family = "👨‍👩‍👧‍👦";
  fc.assert(
    fc.property(fc.integer({ min: 11, max: 40 }), fc.nat(10), (limit, shift) => {
      for (const { text: part } of split(plain("a".repeat(shift) + family.repeat(20)), limit)) {
        expect(part.replace(/^a*/, "").replaceAll(family, "")).toBe("");
      }
    }),
  );
});

test.for([
  [
    "between paragraphs",
    "第一段。还有一句。\n\n第二段文字很长很长",
    14,
    ["第一段。还有一句。\n\n", "第二段文字很长很长"],
  ],
  ["else between lines", "第一行文字，够长了\n第二行文字", 12, ["第一行文字，够长了\n", "第二行文字"]],
  ["else between sentences", "今天学习了。明天开会讨论问题", 10, ["今天学习了。", "明天开会讨论问题"]],
  [
    "a closing quotation mark stays with its sentence",
    "他说“学完了。”明天再说别的事",
    11,
    ["他说“学完了。”", "明天再说别的事"],
  ],
  ["else between words", "one two three four", 10, ["one two ", "three four"]],
  ["else anywhere", "一二三四五六七八九十", 4, ["一二三四", "五六七八", "九十"]],
] as const)("a long text is cut %s", ([, words, limit, parts]) => {
  expect(split(plain(words), limit).map((part) => part.text)).toEqual(parts);
});

test("one character longer than a message is cut all the same", () => {
  const zalgo = `e${"́".repeat(100)}`;
  expect(
    split(plain(zalgo), 30)
      .map((part) => part.text)
      .join(""),
  ).toBe(zalgo);
});

test.for([
  ["短", 5, "短"],
  ["一二三四五六", 5, "一二三四…"],
  ["一二三👨‍👩‍👧", 5, "一二三…"],
  ["", 5, ""],
] as const)("%s cut to %i units is %s", ([words, limit, expected]) => {
  expect(shortened(words, limit)).toBe(expected);
});

test("columns stand straight where a Chinese character is two wide", () => {
  expect(tableText(["名称", "n"], [["支部A", "1"], ["x", "２"], ["😀\n换行"]])).toBe(
    "名称     n\n支部A    1\nx        ２\n😀 换行",
  );
});

test("every Unicode text is taken as it is by the Bot API's rules", async () => {
  const made = await rig({ limits: { overall: [], chat: [], group: [] } });
  await fc.assert(
    fc.asyncProperty(
      text.filter((words) => words.trim() !== ""),
      fc.uuid(),
      async (words, key) => {
        await made.channel.send("7", { kind: "card", card: { plain: words, title: "标题" } }, key);
        const { text: said } = made.fake.calls.at(-1)?.params ?? {};
        expect(said).toBe(words.startsWith("标题") ? words : `标题\n${words}`);
      },
    ),
    { numRuns: 60 },
  );
  expect(made.fake.violations).toEqual([]);
});

function markedText({ text: words, spans }: Styled): string {
  return spans.map(({ offset, length }) => words.slice(offset, offset + length)).join("");
}

function withoutSpace(words: string): string {
  return words.replace(/\s/g, "");
}
