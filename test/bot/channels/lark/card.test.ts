import fc from "fast-check";
import { expect, test } from "vitest";
import type { Block, Card } from "../../../../src/bot/channel.ts";
import { BUDGET_BYTES, fitCard, postContent, postParts } from "../../../../src/bot/channels/lark/budget.ts";
import { interactive } from "../../../../src/bot/channels/lark/card.ts";

test("a card of every kind of block is JSON 2.0 as Feishu takes it", () => {
  const card: Card = {
    plain: "已记：主题党日",
    title: "已记",
    blocks: [
      { block: "text", text: "主题党日" },
      { block: "table", head: ["项目", "次数"], rows: [["学习", "3"]] },
      {
        block: "buttons",
        rows: [
          [
            { action: "a1", label: "撤销" },
            { action: "a2", label: "改" },
          ],
        ],
      },
      {
        block: "form",
        action: "a3",
        submit: "记下",
        fields: [
          { name: "kind", label: "类别", field: "choice", options: ["学习", "会议"], value: "学习" },
          { name: "day", label: "日期", field: "date", value: "2026-11-20" },
          { name: "title", label: "题目", field: "text" },
        ],
      },
    ],
  };
  expect(interactive(card)).toMatchObject({
    schema: "2.0",
    config: { update_multi: true, summary: { content: "已记" } },
    header: { title: { tag: "plain_text", content: "已记" }, template: "blue" },
    body: {
      elements: [
        { tag: "div", text: { tag: "plain_text", content: "主题党日" } },
        { tag: "table", columns: [{ name: "c0", data_type: "text" }, { name: "c1" }], rows: [{ c0: "学习", c1: "3" }] },
        {
          tag: "column_set",
          columns: [
            { elements: [{ tag: "button", type: "default", behaviors: [{ type: "callback", value: { a: "a1" } }] }] },
            {},
          ],
        },
        {
          tag: "form",
          elements: [
            { tag: "div" },
            {
              tag: "select_static",
              name: "kind",
              initial_option: "学习",
              options: [{ value: "学习" }, { value: "会议" }],
            },
            { tag: "div" },
            { tag: "date_picker", name: "day", initial_date: "2026-11-20" },
            { tag: "div" },
            { tag: "input", name: "title", required: false },
            { tag: "button", name: "submit_0", form_action_type: "submit", behaviors: [{ value: { a: "a3" } }] },
          ],
        },
      ],
    },
  });
});

test.for<[about: string, plain: string, title: string | undefined, body: string[]]>([
  ["its first line", "已记 #1：党课\n11月20日", "已记 #1：党课", ["11月20日"]],
  ["its only line, above the buttons", "是同一次吗？", "是同一次吗？", []],
  ["nothing where the line is too long for one", "长".repeat(61), undefined, ["长".repeat(61)]],
])("an old app, which shows the title alone, shows %s", ([, words, title, body]) => {
  const blocks: Block[] = [
    { block: "text", text: words },
    { block: "buttons", rows: [[{ action: "a", label: "是" }]] },
  ];
  const card = interactive({ plain: words, blocks });
  const contents = tagged(card).map(({ content }) => content);
  expect(contents).toEqual([...(title === undefined ? [] : [title]), ...body, "是"]);
  expect(card).toMatchObject({ config: { summary: { content: expect.stringContaining(words.slice(0, 6)) } } });
});

test("words without anything else stay in the body", () => {
  expect(interactive({ plain: "已撤销" })).not.toHaveProperty("header");
});

const nasty = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "<at id=all></at>",
    '<at user_id="all">所有人</at>',
    "[点我](javascript:alert(1))",
    "**粗** ~~删~~ `码`",
    "<font color='red'>红</font></font>",
    "&lt;at id=all&gt;",
    ":DONE:",
  ),
);
const block: fc.Arbitrary<Block> = fc.oneof(
  nasty.map((text) => ({ block: "text" as const, text })),
  fc.array(nasty, { minLength: 1, maxLength: 3 }).map((head) => ({ block: "table" as const, head, rows: [head] })),
);

test("what a member typed is never read as markup or as a mention", () => {
  fc.assert(
    fc.property(nasty, nasty, fc.array(block, { maxLength: 5 }), (plain, title, blocks) => {
      const card = interactive({ plain, title, blocks });
      for (const { tag, content } of tagged(card)) expect([tag, content]).toEqual(["plain_text", content]);
      const json = JSON.stringify(card);
      for (const tag of ["markdown", "lark_md", "person"]) expect(json).not.toContain(`"tag":"${tag}"`);
      expect(json).not.toMatch(/"data_type":"(?!text")/);
      const shown = tagged(card).map(({ content }) => content);
      for (const one of blocks) if (one.block === "text" && one.text !== "") expect(shown).toContain(one.text);
    }),
  );
});

test("words alone go as text nodes of a post, each character as it is", () => {
  fc.assert(
    fc.property(nasty, nasty, (first, second) => {
      const text = `${first}\n${second}`;
      const { zh_cn } = JSON.parse(postContent(text));
      const lines = zh_cn.content.map((line: { tag: string; text: string }[]) =>
        line.map((node) => [node.tag, node.text]),
      );
      const expected = text.split("\n").map((line) => [["text", line === "" ? " " : line]]);
      expect(lines).toEqual(expected);
    }),
  );
});

test("long words are sent in parts, none lost and none above the limit", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 0, maxLength: 400, unit: "grapheme" }), { maxLength: 60 }),
      fc.nat(400),
      (lines, times) => {
        const text = [...lines, "学".repeat(times * 50)].join("\n");
        const parts = postParts(text);
        for (const part of parts) expect(Buffer.byteLength(postContent(part))).toBeLessThanOrEqual(30 * 1_024);
        expect(parts.join("").replaceAll("\n", "")).toBe(text.replaceAll("\n", ""));
      },
    ),
    { numRuns: 30 },
  );
});

const bytes = (card: Card) => Buffer.byteLength(JSON.stringify(interactive(card)));
const buttons: Block = { block: "buttons", rows: [[{ action: "a1", label: "撤销" }]] };

test.for<[about: string, blocks: Block[]]>([
  [
    "a long table loses its last rows",
    [{ block: "table", head: ["甲", "乙"], rows: Array.from({ length: 2_000 }, (_, n) => [`行${n}`, "值"]) }, buttons],
  ],
  ["a long text loses its end", [{ block: "text", text: "长".repeat(30_000) }, buttons]],
])("%s, says so, and keeps its buttons", ([, blocks]) => {
  const fitting = fitCard({ plain: "说明", blocks });
  expect(bytes(fitting)).toBeLessThanOrEqual(BUDGET_BYTES);
  const json = JSON.stringify(interactive(fitting));
  expect(json).toContain("后面的没有显示");
  expect(json).toContain('"a":"a1"');
});

test("a card that nothing helps becomes its plain text", () => {
  const rows = Array.from({ length: 500 }, (_, n) => [{ action: `action${n}`, label: "按钮".repeat(20) }]);
  const fitting = fitCard({ plain: "要说的话", blocks: [{ block: "buttons", rows }] });
  expect(fitting).toEqual({ plain: "要说的话" });
});

/** Every text of a card with the tag it stands under. */
function tagged(value: unknown): { tag: unknown; content: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const own =
    "content" in value && "tag" in value && typeof value.content === "string"
      ? [{ tag: value.tag, content: value.content }]
      : [];
  return [...own, ...Object.values(value).flatMap(tagged)];
}
