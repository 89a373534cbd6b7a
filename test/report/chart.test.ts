import { Resvg } from "@resvg/resvg-js";
import { describe, expect, test } from "vitest";
import { addDays, yearPeriod } from "../../src/ledger/calendar.ts";
import { standings } from "../../src/ledger/duties.ts";
import { type Kept, withPromises } from "../../src/ledger/promises.ts";
import type { Tallied } from "../../src/ledger/share.ts";
import { readFiles } from "../../src/program.ts";
import { pngOf } from "../../src/report/chart.ts";
import { monthBars } from "../../src/report/charts/bars.ts";
import { FONT, type Picture, widthOf } from "../../src/report/charts/canvas.ts";
import { comparison } from "../../src/report/charts/compare.ts";
import { countsByPart, MONTHS, monthColumns, weeksOf } from "../../src/report/charts/data.ts";
import { dutyGrid } from "../../src/report/charts/duties.ts";
import { findFonts, SHIPPED } from "../../src/report/charts/font.ts";
import { heatMap } from "../../src/report/charts/heat.ts";
import { row } from "../helpers/ledger.ts";

const { catalogue, duties } = await readFiles("no-such-folder");
const KINDS = [
  "集中学习",
  "党课",
  "学习教育活动",
  "志愿服务",
  "党风廉政建设工作会议",
  "主题党日",
  "支部党员大会",
  "心得体会",
  "走访慰问",
  "支委会",
];

/** A year in which much happened, the same in every run. */
function busyYear(year: number, count = 160): Tallied[] {
  return Array.from({ length: count }, (_, n) => {
    const kind = KINDS[(n * 7 + Math.floor(n / 13) + (n % 3)) % KINDS.length] ?? "党课";
    return row(n + 1, [kind], { start: addDays(yearPeriod(year).first, (n * 229) % 330) });
  });
}

const NAME = "示范集团有限公司机关第一联合党支部委员会 <党建> & 其他很长的名称";
const at = { catalogue, organisation: 1, year: 2026, today: "2026-11-23" as const };

const PROMISES: Kept[] = [
  { n: 1, state: "open", text: "每周领学", kind: "集中学习", minimum: 1, per: "week", deadline: null },
  {
    n: 2,
    state: "done",
    text: "年底前把活动室好好地改造一遍",
    kind: null,
    minimum: 1,
    per: "year",
    deadline: "2026-12-31",
  },
  { n: 3, state: "open", text: "1月底前补选", kind: "换届补选", minimum: 1, per: "year", deadline: "2026-01-31" },
  {
    n: 14,
    state: "open",
    text: "每季度中心组学习",
    kind: "理论中心组学习",
    minimum: 1,
    per: "quarter",
    deadline: null,
    since: "2026-08-03",
  },
];

const pictures: [name: string, picture: Picture][] = [
  ["heat map", heatMap(NAME, 2026, countsByPart(busyYear(2026), catalogue, weeksOf(2026)))],
  [
    "bars",
    monthBars(NAME, 2026, {
      now: countsByPart(busyYear(2026), catalogue, MONTHS),
      before: countsByPart(busyYear(2025, 120), catalogue, MONTHS),
    }),
  ],
  ["duties", dutyGrid(NAME, 2026, standings(duties, busyYear(2026), at))],
  ["promises", dutyGrid(NAME, 2026, standings(withPromises([], PROMISES), busyYear(2026), at))],
  [
    "comparison",
    comparison({
      title: `${NAME} 2026 年累计`,
      categories: [...KINDS.slice(0, 8), "不应有的很长很长很长很长的类别名称"],
      series: [
        { name: "今年", values: [30, 12, 123456.78, 4, 3, 2, 1, 0, 7] },
        { name: "去年同期", values: [28, 14, 100, 4, 0, 2, 1, 0, 9] },
      ],
    }),
  ],
  [
    "huge numbers",
    heatMap("第一党支部", 2028, [
      { kind: "集中学习", unit: "次", parts: Array(54).fill(88_888_888), total: 54 * 88_888_888 },
    ]),
  ],
  [
    "bars of huge numbers",
    monthBars("第一党支部", 2026, {
      now: [0, 1].map((n) => ({
        kind: `学习${n}`,
        unit: "次",
        parts: [...Array(11).fill(0), 888_888_888_888],
        total: 888_888_888_888,
      })),
      before: [],
    }),
  ],
  ["empty comparison", comparison({ title: "第一党支部", categories: [], series: [] })],
  ["empty heat map", heatMap("第一党支部", 2026, [])],
  ["empty bars", monthBars("第一党支部", 2026, { now: [], before: [] })],
  ["empty duties", dutyGrid("第一党支部", 2026, [])],
];

test("of a long name stands as much as there is room for, the year below it, and of a long kind as much as leaves room for its numbers", () => {
  const textsOf = (picture: Picture) => picture.labels.map(({ text }) => text);
  const many = (of: number) => [
    { kind: "学习教育、结对帮带、志愿服务和其他许多的活动", unit: "次", parts: Array(12).fill(of), total: of * 12 },
  ];
  const heads = [
    heatMap(NAME, 2026, many(88_888_888)),
    monthBars(NAME, 2026, { now: many(12), before: many(11) }),
    comparison({ title: `${NAME} 2026 年累计次数（到11月22日）`, categories: [], series: [] }),
    dutyGrid(NAME, 2026, []),
  ].map((picture) => textsOf(picture).slice(0, 2));
  const name = expect.stringMatching(/^示范集团有限公司机关第一联合党支部.*…$/);
  expect(heads).toEqual([
    [name, "2026 年活动（按周）"],
    [name, "2026 年各月活动"],
    [name, "2026 年累计次数（到11月22日）"],
    [name, "2026 年义务"],
  ]);
  const others = textsOf(monthBars(NAME, 2026, { now: many(12), before: many(11) }));
  expect(others).toContainEqual(expect.stringMatching(/^学习教育.*… 144次（132次）$/));
});

test("no text takes more room than is reckoned for it", () => {
  const letters = Array.from({ length: 95 }, (_, n) => String.fromCodePoint(32 + n)).filter((char) => char !== " ");
  for (const char of [...letters, ..."党中①×—…·（）《》“”ÖЖ".split("")]) {
    const text = char.repeat(20).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60" font-family="${SHIPPED.family}"><text x="0" y="40" font-size="20">${text}</text></svg>`;
    const font = { loadSystemFonts: false, fontFiles: [SHIPPED.file], defaultFontFamily: SHIPPED.family };
    const taken = new Resvg(svg, { font }).getBBox()?.width ?? 0;
    expect([char, taken <= widthOf(char.repeat(20), 20)]).toEqual([char, true]);
  }
});

test("kinds that have no room are told by their number", () => {
  const kinds = Array.from({ length: 16 }, (_, n) => ({
    kind: `类别${n}`,
    unit: "次",
    parts: Array(54).fill(0),
    total: 1,
  }));
  const textsOf = (picture: Picture) => picture.labels.map(({ text }) => text);
  expect(textsOf(heatMap("第一党支部", 2026, kinds))).toContain("另有2类");
  expect(textsOf(monthBars("第一党支部", 2026, { now: kinds, before: [] }))).toContain("另有8类");
  expect(textsOf(heatMap("第一党支部", 2026, kinds.slice(2))).join()).not.toContain("另有");
});

describe.for(pictures)("%s", ([, picture]) => {
  test("every text lies inside the picture", () => {
    const outside = picture.labels.filter(({ text, x, y, size, anchor }) => {
      const width = widthOf(text, size);
      const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
      return left < 0 || left + width > picture.width || y - size < 0 || y + size * 0.3 > picture.height;
    });
    expect(outside).toEqual([]);
    expect(picture.labels.length).toBeGreaterThan(0);
  });

  test("no two texts touch, and on a phone of 390 points none is smaller than a footnote", () => {
    const boxes = picture.labels.map(({ text, x, y, size, anchor }) => {
      const width = widthOf(text, size);
      const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
      return { text, left, right: left + width, top: y - size * 0.85, bottom: y + size * 0.15 };
    });
    const touching = boxes.flatMap((one, n) =>
      boxes
        .slice(n + 1)
        .filter(
          (other) =>
            one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
        )
        .map((other) => [one.text, other.text]),
    );
    expect(touching).toEqual([]);
    const smallest = Math.min(...picture.labels.map(({ size }) => size));
    expect((smallest * 390) / picture.width).toBeGreaterThan(7.5);
  });

  test("it is not blank, and its Chinese is drawn", () => {
    const draw = (svg: string) =>
      drawn(
        svg,
        findFonts("no-such-folder").map(({ file }) => file),
      );
    const ink = (pixels: Uint8Array) => pixels.filter((value, n) => n % 4 === 0 && value < 250).length;
    const bare = picture.svg.replace(/<text.*?<\/text>/g, "");
    expect(ink(draw(picture.svg)) - ink(draw(bare))).toBeGreaterThan(200);
  });

  test("it is at most 200 KB, and made in a worker", async () => {
    const png = await pngOf(picture, "no-such-folder");
    expect([...png.slice(1, 4)].map((code) => String.fromCharCode(code)).join("")).toBe("PNG");
    expect(png.length).toBeLessThan(200_000);
  });
});

test("works are drawn in 篇 or 件, everything else in 次", () => {
  const quantities = [{ name: "心得", value: 9, unit: "篇", bound: "exact" } as const];
  const rows = [row(1, ["心得体会"], { start: "2026-03-02", quantities }), row(2, ["党课"], { start: "2026-03-03" })];
  const counts = countsByPart(rows, catalogue, MONTHS);
  expect(counts.map(({ kind, unit, total }) => [kind, total, unit])).toEqual([
    ["心得体会", 9, "篇"],
    ["党课", 1, "次"],
  ]);
  expect(monthBars(NAME, 2026, { now: counts, before: counts }).svg).toContain("心得体会 9篇（9篇）");
  expect(heatMap(NAME, 2026, countsByPart(rows, catalogue, weeksOf(2026))).svg).toContain(">9篇<");
});

test("no number is cut: one that is too long is told in 万 or 亿", () => {
  const totals = [101, 999_999, 3_333_312, 4_800_000_000];
  const rows = totals.map((total, n) => ({ kind: `学习${n}`, unit: "次", parts: [total], total }));
  const words = heatMap("第一党支部", 2026, rows).labels.map(({ text }) => text);
  for (const text of ["101次", "999999次", "333万余次", "48亿余次"]) expect(words).toContain(text);
});

test("what a promise is called stands whole in the grid of duties, and a long one has a fair part", () => {
  const names = pictures.find(([name]) => name === "promises")?.[1].labels.map(({ text }) => text) ?? [];
  expect(names).toContain("承诺14 理论中心组学习");
  expect(names).toContainEqual(expect.stringMatching(/^承诺2 年底前把活动室好好地改造.?…$/));
  expect(names).toContain("还没有这条承诺");
});

test("the steps of the heat map get darker in grey", () => {
  const svg = pictures.map(([, picture]) => picture.svg).join("");
  const steps = ["#f0f0f0", "#b3d1e9", "#6baed6", "#2171b5", "#08306b"];
  const grey = steps.map((hex) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((n) => Number.parseInt(hex.slice(n, n + 2), 16));
    return 0.299 * r + 0.587 * g + 0.114 * b;
  });
  for (const [n, value] of grey.entries()) if (n > 0) expect((grey[n - 1] ?? 0) - value).toBeGreaterThan(20);
  for (const step of steps) expect(svg).toContain(step);
});

test("every day of a year has a column, in years of 53 and 54 columns too", () => {
  for (let year = 2020; year <= 2040; year++) {
    const { count, partOf } = weeksOf(year);
    for (const [n, one] of busyYear(year, 365).entries()) {
      const part = partOf(one);
      expect(part >= 0 && part < count, `${year} ${n}`).toBe(true);
    }
    expect(monthColumns(year)).toHaveLength(12);
  }
});

test("a machine without any font shows no boxes: the shipped one has every character that the program writes", () => {
  const [first] = findFonts("no-such-folder");
  expect(first).toEqual(SHIPPED);
  const words = [
    ...catalogue.kinds.map(({ name }) => name),
    ...duties.flatMap(({ id, wording, source }) => [id, wording, source]),
    ...pictures.flatMap(([, { labels }]) => labels.map(({ text }) => text)),
    "党委总支部小组喆堃昇玥璟①Ａａ％“”《》【】",
  ].join("");
  const one = (char: string) => {
    const text = char.replace("&", "&amp;").replace("<", "&lt;");
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" font-family="${FONT}"><text x="4" y="30" font-size="28">${text}</text></svg>`;
    return Buffer.from(drawn(svg, [SHIPPED.file])).toString("base64");
  };
  const missing = one("\u{10fffd}");
  const boxes = [...new Set(words)].filter((char) => char.trim() !== "" && one(char) === missing);
  expect(boxes).toEqual([]);
});

/** The pixels of an SVG with these fonts and no others. */
function drawn(svg: string, fontFiles: string[]): Uint8Array {
  const options = { font: { loadSystemFonts: false, fontFiles, defaultFontFamily: SHIPPED.family } };
  return new Resvg(svg.replace(FONT, SHIPPED.family), options).render().pixels;
}
