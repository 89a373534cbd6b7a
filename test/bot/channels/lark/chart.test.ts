import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Block, Card, Chart } from "../../../../src/bot/channel.ts";
import { BUDGET_BYTES, fitCard } from "../../../../src/bot/channels/lark/budget.ts";
import { interactive } from "../../../../src/bot/channels/lark/card.ts";
import { chartAsText, chartElement } from "../../../../src/bot/channels/lark/chart.ts";
import { refuse } from "../../../helpers/fake-feishu-http.ts";
import { temporaryFolder } from "../../../helpers/temporary.ts";
import { openLark } from "./opened.ts";

const two: Chart = {
  title: "与上周比",
  categories: ["学习", "会议"],
  series: [
    { name: "本周", values: [3, 1] },
    { name: "上周", values: [2, 0] },
  ],
};
const chart: Block = { block: "chart", ...two };
const buttons: Block = { block: "buttons", rows: [[{ action: "a1", label: "统计" }]] };

test("a chart is a VChart specification of data alone, each bar with its number and series told apart", () => {
  expect(chartElement(two)).toMatchObject({
    tag: "chart",
    preview: true,
    height: "260px",
    chart_spec: {
      type: "bar",
      title: { text: "与上周比" },
      data: {
        values: [
          { category: "学习", series: "本周", value: 3 },
          { category: "学习", series: "上周", value: 2 },
          { category: "会议", series: "本周", value: 1 },
          { category: "会议", series: "上周", value: 0 },
        ],
      },
      xField: ["category", "series"],
      yField: "value",
      seriesField: "series",
      label: { visible: true },
      legends: { visible: true },
    },
  });
});

test("many categories, or long names, lie below each other and make the chart higher", () => {
  const categories = Array.from({ length: 20 }, (_, n) => `第${n}类志愿服务活动`);
  const long = { title: "", categories, series: [{ name: "次", values: categories.map((_, n) => n) }] };
  expect(chartElement(long)).toMatchObject({
    height: "530px",
    chart_spec: { direction: "horizontal", xField: "value", yField: "category", legends: { visible: false } },
  });
});

test("the first colours differ in lightness and for colour-blind eyes", () => {
  const series = Array.from({ length: 6 }, (_, n) => ({ name: `${n}`, values: [1] }));
  const { chart_spec } = chartElement({ title: "", categories: ["甲"], series });
  const colours: string[] = Object(chart_spec).color;
  const seen = colours.map(deuteranope);
  for (const [n, one] of seen.entries())
    for (const other of seen.slice(n + 1)) expect(distance(one, other)).toBeGreaterThan(15);
});

/** How red-green blindness sees a colour, after Viénot, Brettel and Mollon (1999). */
function deuteranope(hex: string): number[] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
  const red = 0.29275 * r + 0.70725 * g;
  const blue = -0.02234 * r + 0.02234 * g + b;
  return [red, red, blue].map((value) => Math.max(0, value) ** (1 / 2.2) * 255);
}

function distance(one: readonly number[], other: readonly number[]): number {
  return Math.hypot(...one.map((value, n) => value - (other[n] ?? 0)));
}

test("without a drawing, its numbers stand in lines", () => {
  expect(chartAsText(two)).toBe("与上周比\n学习 本周 3，上周 2\n会议 本周 1，上周 0");
});

test("a sixth chart of a card, and one above the budget, are words", () => {
  const json = JSON.stringify(interactive({ plain: "x", blocks: Array.from({ length: 6 }, () => chart) }));
  expect(json.split('"tag":"chart"')).toHaveLength(6);
  expect(json).toContain("学习 本周 3，上周 2");
  const categories = Array.from({ length: 900 }, (_, n) => `类别${n}`);
  const huge: Block = { block: "chart", title: "全年", categories, series: [{ name: "次", values: [1] }] };
  const fitting = interactive(fitCard({ plain: "全年", blocks: [huge, buttons] }));
  expect(Buffer.byteLength(JSON.stringify(fitting))).toBeLessThanOrEqual(BUDGET_BYTES);
  expect(JSON.stringify(fitting)).toContain('"a":"a1"');
});

function picture(): { path: string; name: string } {
  const folder = temporaryFolder();
  const path = join(folder, "本周.png");
  writeFileSync(path, "PNG");
  return { path, name: "本周.png" };
}

const MALFORMED = refuse(230099);

test("Feishu draws the chart, and nothing is uploaded for it", async () => {
  const { fake, channel } = await openLark();
  const card: Card = { plain: "本周小结", blocks: [{ block: "text", text: "本周小结" }, chart], picture: picture() };
  await channel.send("oc_branch", { kind: "card", card }, "out/1");
  const [sent] = fake.state.messages.values();
  expect(sent?.content).toContain('"tag":"chart"');
  expect(fake.state.uploads.size).toBe(0);
});

test("where Feishu does not take the chart, the picture stands in its place, before the buttons", async () => {
  const { fake, channel } = await openLark();
  const card: Card = {
    plain: "本周小结",
    blocks: [{ block: "text", text: "本周小结" }, chart, buttons],
    picture: picture(),
  };
  fake.fail({ path: /messages$/, answer: MALFORMED });
  await channel.send("oc_branch", { kind: "card", card }, "out/1");
  const [sent] = fake.state.messages.values();
  const { header, body } = JSON.parse(sent?.content ?? "{}");
  const [key] = fake.state.uploads.keys();
  expect(header.title.content).toBe("本周小结");
  expect(body.elements.map(({ tag }: { tag: string }) => tag)).toEqual(["img", "column_set"]);
  expect(body.elements[0]).toMatchObject({ img_key: key, alt: { tag: "plain_text", content: "本周小结" } });
});

test("a picture without a chart is shown, and one that is gone leaves the words", async () => {
  const { fake, channel } = await openLark();
  await channel.send("oc_branch", { kind: "card", card: { plain: "全年", picture: picture() } }, "out/1");
  const gone = { path: "/no/such/本周.png", name: "本周.png" };
  await channel.send(
    "oc_branch",
    { kind: "card", card: { plain: "本周小结", blocks: [chart], picture: gone } },
    "out/2",
  );
  fake.fail({ path: /messages$/, answer: MALFORMED });
  await channel.send(
    "oc_branch",
    { kind: "card", card: { plain: "本周小结", blocks: [chart], picture: gone } },
    "out/3",
  );
  const [first, second, third] = [...fake.state.messages.values()].map(({ content }) => content);
  expect(first).toContain('"tag":"img"');
  expect(second).toContain('"tag":"chart"');
  expect(third).toContain("学习 本周 3，上周 2");
});

test("a card that Feishu takes in no shape arrives as its words, and is told of", async () => {
  const { fake, channel, log } = await openLark();
  fake.fail({ path: /messages$/, answer: MALFORMED, times: 2 });
  await channel.send("oc_branch", { kind: "card", card: { plain: "本周小结：学习3次", blocks: [chart] } }, "out/1");
  expect([...fake.state.messages.values()]).toMatchObject([
    { msg_type: "post", content: expect.stringContaining("学习3次") },
  ]);
  expect(log).toContainEqual(expect.stringContaining("card sent as words: "));
});

test("an update falls back in the same way", async () => {
  const { fake, channel } = await openLark();
  const sent = await channel.send("oc_branch", { kind: "card", card: { plain: "等", blocks: [buttons] } }, "out/1");
  fake.fail({ path: /messages\//, method: "PATCH", answer: MALFORMED });
  await channel.send("oc_branch", { kind: "update", message: sent, card: { plain: "好", blocks: [chart] } }, "out/2");
  expect(fake.state.messages.get(sent)?.content).toContain("学习 本周 3，上周 2");
});
