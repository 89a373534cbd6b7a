import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { beforeEach, describe, expect, test } from "vitest";
import { draftOf } from "../src/bot/drafts/drafting.ts";
import { exportCommand } from "../src/cli/export.ts";
import { type ImportOptions, importCommand } from "../src/cli/import.ts";
import type { Io } from "../src/cli/io.ts";
import { replayCommand } from "../src/cli/replay.ts";
import { readConfig } from "../src/config/environment.ts";
import { databaseFile, readFiles } from "../src/program.ts";
import { parseCsv } from "../src/report/tables/file.ts";
import { verifyJournal } from "../src/store/journal.ts";
import { ensureOrganisation, findOrganisation } from "../src/store/organisations.ts";
import { writing } from "../src/store/transaction.ts";
import { storeInFile } from "./helpers/empty-store.ts";
import { temporaryFolder } from "./helpers/temporary.ts";
import { zipFile } from "./helpers/zip-file.ts";

const ORG = "示范党总支 > 第一党支部";
const config = readConfig({});
const files = await readFiles("no-such-folder");
const ledgerIn = (dataDir: string) => storeInFile(databaseFile(dataDir));

let folder: string;
let data: string;
beforeEach(async () => {
  folder = temporaryFolder();
  data = join(folder, "data");
  await organisation(data);
});

async function organisation(dataDir: string): Promise<void> {
  const { db, close } = await ledgerIn(dataDir);
  await writing(db, (trx) => ensureOrganisation(trx, ORG.split(" > "), "2023-01-01T00:00:00.000Z"));
  await close();
}

type Done = { readonly text: string; readonly error: string };

async function imported(file: string | undefined, options: Partial<ImportOptions> = {}): Promise<Done> {
  let text = "";
  const io = ioTo((words) => {
    text += words;
  });
  try {
    await importCommand(io, file, { data, org: ORG, ...options });
    return { text, error: "" };
  } catch (error) {
    return { text, error: error instanceof Error ? error.message : String(error) };
  }
}

function ioTo(out: (text: string) => void): Io {
  return {
    input: process.stdin,
    output: process.stdout,
    out,
    err: () => {},
    clock: () => new Date("2024-01-05T02:00:00Z"),
    config: () => config,
    report: (error) => {
      throw error;
    },
  };
}

/** Values by field with a value, and how many are held. */
async function values(dataDir = data, year = 2023): Promise<Record<string, string>> {
  const { db, close } = await ledgerIn(dataDir);
  try {
    const found = await findOrganisation(db, ORG);
    if (!("found" in found)) throw new Error("no organisation");
    expect(await verifyJournal(db)).toMatchObject({ ok: true });
    const wanted = { organisation: found.found.id, year, withSubUnits: false };
    const drafted = await draftOf(db, files, { ...wanted, madeAt: new Date("2024-01-05T02:00:00Z") });
    if (!drafted.ok) throw new Error(drafted.faults.join());
    const known = drafted.draft.values.filter(({ source }) => source === "records");
    return Object.fromEntries([
      ...known.map(({ field, display }) => [field, display]),
      ["待定", String(drafted.draft.held.length)],
    ]);
  } finally {
    await close();
  }
}

/** The place of cells such as A1:G1. */
function areaOf(area: string): { startRow: number; startCol: number; endRow: number; endCol: number } {
  const [startCol = 0, startRow = 0, endCol = 0, endRow = 0] = [...area.replace(":", "")].map((sign) =>
    /\d/.test(sign) ? Number(sign) - 1 : sign.charCodeAt(0) - 65,
  );
  return { startRow, startCol, endRow, endCol };
}

function saved(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const CSV = `序号,日期,活动类型,主题,参加人数,时长,地点,数量,备注
1,2023.3.6,集中学习,二十大报告,15,2小时,会议室,,
2,2023年4月3日,集体学习、研讨,"党章,第一章",12人,1.5,,,好
3,2023/5/8,支委会,,约5人,,,议定事项3个,
4,20230601,学习心得,,,,,2篇,
`;

describe("an old ledger", () => {
  test("is shown with its columns, rows and problems before anything is written", async () => {
    const { text, error } = await imported(saved("a.csv", CSV), { dryRun: true });
    expect(error).toBe("");
    expect(text).toContain(
      "表头在第 1 行。各列：日期，活动类型 → 类别，主题 → 题目，参加人数 → 人数，时长，地点，数量",
    );
    expect(text).toContain("没有用到的列：序号、备注");
    expect(text).toContain("第 2 行 2023年3月6日（周一） 集中学习《二十大报告》 15人 · 2小时 · 地点 会议室");
    expect(text).toContain("第 4 行 2023年5月8日（周一） 支委会 约5人 · 议定事项 3个");
    expect(text).toContain("共 4 行：新增 4，已经有了 0，可能和已有的重复 0。");
    expect(text).toContain("这是预览，没有写入");
    expect(await values()).toEqual({ 待定: "0" });
  });

  test("goes into an empty ledger, whose first branch it names; a preview leaves none behind", async () => {
    const empty = { data: join(folder, "empty") };
    const file = saved("a.csv", CSV);
    const without: Partial<ImportOptions> = { ...empty };
    Object.assign(without, { org: undefined });
    expect((await imported(file, without)).error).toContain("请用 --org 写明导入到哪个支部");
    expect((await imported(file, { ...empty, org: "第二党支部", dryRun: true })).text).toContain("新增 4");
    expect((await imported(file, { ...empty, org: "第一党支部" })).text).toContain("已导入 4 条");
    expect((await imported(file, { ...empty, org: "第二党支部" })).error).toContain("没有叫“第二党支部”的组织");
  });

  test("is imported, and importing it again changes nothing", async () => {
    expect((await imported(saved("a.csv", CSV))).text).toContain("已导入 4 条");
    const first = await values();
    expect(first).toMatchObject({
      集中学习: "2次",
      研讨交流: "1次",
      支委会: "1次",
      支委会议定事项: "3个",
      心得体会: "2篇",
      集中学习小时: "3.5小时",
    });
    expect((await imported(saved("a.csv", CSV))).text).toContain("新增 0，已经有了 4");
    expect(await values()).toEqual(first);
  });

  test("with a column for each amount: the heading says which, the kind how it is called", async () => {
    const file = saved(
      "a.csv",
      `日期,类别,参加人数,议定事项数,慰问户数,慰问金（万元）,篇数,次数,讨论事项
2023-03-06,支委会,5,3,,,,,研究年度计划
2023-03-08,三重一大会议,6,2项,,,,,
2023-04-03,走访慰问,4,0,6,0.3,,,
2023-04-05,心得体会,,,,,12,,
2023-05-08,集中学习,15,,,,,3,
`,
    );
    const { text, error } = await imported(file);
    expect(error).toBe("");
    expect(text).toContain(
      "议定事项数 → 议定事项，慰问户数 → 户数，慰问金(万元) → 金额，篇数，次数\n没有用到的列：讨论事项",
    );
    expect(text).toContain("第 4 行 2023年4月3日（周一） 走访慰问 4人 · 6户 · 金额 3000元");
    expect(await values()).toMatchObject({
      ...{ 支委会议定事项: "3个", 三重一大议定事项: "2个", 走访慰问户数: "6户", 走访慰问金额: "3000元" },
      ...{ 心得体会: "12篇", 集中学习: "3次" },
    });
  });

  test("a column of what was decided is no number, and is left", async () => {
    const { text, error } = await imported(
      saved("a.csv", "日期,类别,议定事项\n2023-03-06,支委会,通过年度计划\n2023-04-06,支委会,2\n"),
    );
    expect(error).toBe("");
    expect(text).toContain("没有用到的列：议定事项");
  });

  test("with the same row twice has two records", async () => {
    const csv = "日期,类别\n2023-06-01,心得\n2023-06-01,心得\n";
    await imported(saved("a.csv", csv));
    expect(await values()).toMatchObject({ 心得体会: "2篇" });
    expect((await imported(saved("a.csv", csv))).text).toContain("已经有了 2");
  });

  test("is undone by one command, and may be imported again", async () => {
    await imported(saved("a.csv", CSV));
    const first = await values();
    expect((await imported(undefined, { undo: true })).text).toBe("已撤回从 a.csv 导入的 4 条记录。\n");
    expect(await values()).toEqual({ 待定: "0" });
    expect((await imported(undefined, { undo: true })).error).toBe("没有可以撤回的导入。");
    expect((await imported(saved("a.csv", CSV))).text).toContain("已导入 4 条");
    expect(await values()).toEqual(first);
  });

  test("of a closed year is undone only with a reason", async () => {
    await imported(saved("a.csv", "日期,类别\n2023-06-01,党课\n"));
    await replayed("2024-01-04 09:12 王五(secretary): 封账 2023\n");
    expect((await imported(undefined, { undo: true })).error).toBe(
      "2023 年已经封账。确实要撤回，请写明原因，如：import --undo --reason 导错了。",
    );
    expect(await values()).toMatchObject({ 党课: "1次" });
    expect((await imported(undefined, { undo: true, reason: "导错了" })).text).toContain("的 1 条记录");
    expect(await values()).toEqual({ 待定: "0" });
  });

  test("is imported whole or not at all; every unclear row is named", async () => {
    const csv =
      "日期,类别,人数,数量\n2023-03-06,集中学习,15,\n3月8日,党课,,\n2023-02-30,党课,,\n2023-03-09,党科,,\n,党课,,\n2023-03-10,党课,十几人,\n2023-03-11,支委会,,若干\n";
    const { error, text } = await imported(saved("a.csv", csv));
    expect(error.split("\n")).toEqual([
      "有的行看不懂，全部没有导入，请改好后再来：",
      "第 3 行：“3月8日”没有写年份，别的行都是 2023 年，是同一年就请加 --year 2023。",
      "第 4 行：没有 2023-02-30 这一天。",
      "第 5 行：不认识类别“党科”，最接近的是“党课”。",
      "第 6 行：没有日期。",
      "第 7 行：看不懂人数“十几人”。",
      "第 8 行：看不懂数量“若干”。",
    ]);
    expect(text).not.toContain("已导入");
    expect(await values()).toEqual({ 待定: "0" });
  });

  test("is refused where a day has not come or lies too far back, which a mistyped year does", async () => {
    const csv = "日期,类别\n2123-03-06,党课\n1923-03-08,党课\n2023-03-08,党课\n";
    const { error } = await imported(saved("a.csv", csv));
    expect(error.split("\n").slice(1)).toEqual([
      "第 2 行：2123-03-06 还没有到，请检查年份。",
      "第 3 行：1923-03-08 太早了，请检查年份。",
    ]);
    expect(await values()).toEqual({ 待定: "0" });
  });

  test("may have days without a year when the year is given", async () => {
    await imported(saved("a.csv", "日期,类别\n3月6日,党课\n3.8,党课\n"), { year: 2023 });
    expect(await values()).toMatchObject({ 党课: "2次" });
  });

  const hex = (ascii: string) => Buffer.from(ascii).toString("hex");

  test.for<readonly [what: string, bytes: Uint8Array]>([
    ["GBK", Buffer.from(`c8d5c6da2cc0e0b1f00a${hex("2023-03-06,")}b5b3bfce0a`, "hex")],
    [
      "GBK below 邢五, which begins like an old workbook",
      Buffer.from(`d0cfcee50ac8d5c6da2cc0e0b1f00a${hex("2023-03-06,")}b5b3bfce0a`, "hex"),
    ],
    ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("日期\t类别\n2023-03-06\t党课\n", "utf16le")])],
    ["UTF-8 with a mark", Buffer.from("\uFEFF日期;类别\r\n2023-03-06;党课\r\n")],
  ])("may be text in %s", async ([, bytes]) => {
    expect((await imported(saved("a.csv", bytes))).text).toContain("已导入 1 条");
    expect(await values()).toMatchObject({ 党课: "1次" });
  });

  test("may be a workbook with a title above its headings, days as days or numbers", async () => {
    const rows = [
      ["2023 年台账"],
      ["活动时间", "类别", "标题"],
      [new Date(Date.UTC(2023, 2, 6)), "党课", "=1+1"],
      [45000, "党课", "#N/A"],
    ];
    const file = saved(
      "a.xlsx",
      await writeXlsx({
        sheets: [
          { name: "说明", rows: [["看下一页"]] },
          { name: "台账", rows },
        ],
      }),
    );
    const { text } = await imported(file);
    expect(text).toContain("工作表“台账”，表头在第 2 行");
    expect(text).toContain("2023年3月15日（周三）");
    expect(await values()).toMatchObject({ 党课: "2次" });
  });

  test.for([["apart"], ["merged"]] as const)("may have headings in two rows, cells %s", async ([cells]) => {
    const rows = [
      ["2023 年台账", null, null, null, null, null],
      ["序号", "日期", "活动内容", null, "参加情况", null, "地点"],
      [null, null, "类别", "题目", "人数", "时长（分钟）", null],
      [1, "2023-03-06", "党课", "党章", 15, 90, "会议室"],
    ];
    const merges = ["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"].map(areaOf);
    const sheets = ["1月", "2月"].map((name) => ({ name, rows, ...(cells === "merged" ? { merges } : {}) }));
    const { text, error } = await imported(saved("a.xlsx", await writeXlsx({ sheets })), { dryRun: true });
    expect(error).toBe("");
    expect(text).toContain(
      "工作表“1月”“2月”，表头在第 2、3 行。各列：日期，类别，题目，人数，时长(分钟) → 时长，地点\n没有用到的列：序号\n",
    );
    expect(text).toContain("“1月”第 4 行 2023年3月6日（周一） 党课《党章》 15人 · 1小时30分 · 地点 会议室");
    expect(text).toContain("共 2 行：");
  });

  test("of two rows of headings takes how many came, not how many were to come", async () => {
    const csv = "日期,类别,参加人数,\n,,应到,实到\n2023-03-06,党课,15,13\n";
    const { text, error } = await imported(saved("a.csv", csv), { dryRun: true });
    expect(error).toBe("");
    expect(text).toContain("各列：日期，类别，实到 → 人数\n没有用到的列：应到\n");
    expect(text).toContain("党课 13人");
  });

  test("a row without a day below the headings is no second row of them", async () => {
    const { error } = await imported(saved("a.csv", "日期,类别,题目\n,党课,活动内容\n"));
    expect(error).toContain("第 2 行：没有日期。");
  });

  test("rows that add up others are passed over and named", async () => {
    const csv =
      "序号,日期,类别,题目,人数\n1,2023-03-06,党课,,15\n,3月小计,,,15\n2,2023-04-06,党课,年度合计,12\n,,合 计：,,27\n总计,,,,27\n";
    const { text, error } = await imported(saved("a.csv", csv));
    expect(error).toBe("");
    expect(text).toContain("第 3 行是小计，没有导入。\n第 5 行是合计，没有导入。\n第 6 行是总计，没有导入。\n");
    expect(text).toContain("已导入 2 条");
    expect((await imported(saved("a.csv", `${csv},,党课,经费合计,3\n`))).error).toContain("第 7 行：没有日期。");
  });

  test("may be text with days as a workbook counts them, where no other numbers stand", async () => {
    const csv = "日期,结束日期,类别\n45000,45001,党课\n2023-03-20,,党课\n合计,,\n";
    const { text, error } = await imported(saved("a.csv", csv));
    expect(error).toBe("");
    expect(text).toContain("第 2 行 2023年3月15日（周三）至2023年3月16日（周四） 党课");
    expect(await values()).toMatchObject({ 党课: "2次" });
    const numbered = await imported(saved("b.csv", "日期,类别\n45000,党课\n12,党课\n"));
    expect(numbered.error).toContain("第 2 行：看不懂日期“45000”。\n第 3 行：看不懂日期“12”。");
    const signed = await imported(saved("c.csv", "日期,类别\n45000,党课\n填表人张三,\n"));
    expect(signed.error.split("\n").slice(1)).toEqual(["第 3 行：看不懂日期“填表人张三”。"]);
  });

  test("a row that may be an event of the ledger waits for the secretary", async () => {
    await replayed("2023-03-06 09:12 张三: 今天集中学习 二十大报告 15人\n");
    const { text } = await imported(saved("a.csv", CSV));
    expect(text).toContain("可能和已有的重复 1");
    expect(text).toContain("第 2 行可能就是 #1，先不计入");
    expect(await values()).toMatchObject({ 集中学习: "2次", 待定: "1" });
  });
});

async function replayed(lines: string): Promise<void> {
  const file = saved("t.txt", `@org ${ORG}\n${lines}`);
  expect(
    await replayCommand(
      ioTo(() => {}),
      file,
      { data },
    ),
  ).toBe(0);
}

describe("a workbook of ours", () => {
  const YEAR = `2023-03-06 09:12 张三: 今天上午集中学习 二十大报告 15人 50分钟
2023-03-07 09:12 李四: 今天党课 大概20人 1小时
2023-03-08 09:12 王五(secretary): 今天支委会 议定事项3个 5人
2023-03-09 09:12 张三: 写了2篇心得
2023-03-09 09:15 李四: 写了1篇心得
2023-04-01 09:12 张三: 昨天志愿服务3次 10人
2023-04-02 09:12 李四: 3月20日至22日培训 2期 30人次
2023-04-03 09:12 李四: 今天为群众办实事20余件
2023-04-05 09:12 张三: 今天捐款 500元
2023-04-06 09:12 李四: 今天捐款 300元
2023-04-07 09:12 张三: 今天主题党日 植树 三楼
2023-04-08 09:12 张三: 今天主题党日 清扫 十几人
2023-04-09 09:12 李四: 今天志愿服务 助老 8人 两三个小时
`;

  test("comes back with the same values in an empty ledger, and changes nothing in its own", async () => {
    await replayed(YEAR);
    const file = join(folder, "台账.xlsx");
    await exportCommand(
      ioTo(() => {}),
      file,
      { data, org: ORG },
    );
    const own = await values();
    expect(Object.keys(own).length).toBeGreaterThan(15);
    expect((await imported(file)).text).toMatch(/新增 0，已经有了 \d+，可能和已有的重复 0/);
    expect(await values()).toEqual(own);

    data = join(folder, "other");
    await organisation(data);
    const { text, error } = await imported(file);
    expect(error).toBe("");
    expect(text).toContain("新登记的成员：张三、李四、王五");
    expect(await values()).toEqual(own);
  });
});

describe("files that cannot be read are refused in one sentence, and nothing is written", () => {
  test.for<readonly [what: string, name: string, bytes: () => Uint8Array | string, sentence: string]>([
    ["old .xls", "a.xls", () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), "旧的 .xls"],
    [
      "protected by a password",
      "a.xlsx",
      () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from("EncryptedPackage", "utf16le")]),
      "设了打开密码，读不了，请去掉密码后再导入",
    ],
    ["macros", "a.xlsm", () => zipFile({ "xl/workbook.xml": "x" }), "带有宏"],
    ["a zip", "a.xlsx", () => zipFile({ "a.txt": "x" }), "是一个压缩包"],
    [
      "a Word document with macros",
      "a.docm",
      () => zipFile({ "word/document.xml": "x", "word/vbaProject.bin": "x" }),
      "是 Word 文档，不是表格，请把里面的表格复制到 Excel 或 WPS 表格里，存成 .xlsx 再导入",
    ],
    ["damaged", "a.xlsx", () => zipFile({ "xl/workbook.xml": "<x" }), "已损坏"],
    ["text called .xlsx", "a.xlsx", () => "日期,类别\n", "已损坏"],
    [
      "a bomb",
      "a.xlsx",
      () => zipFile({ "xl/workbook.xml": "x", "xl/worksheets/sheet1.xml": Buffer.alloc(60 << 20) }),
      "为了安全没有打开",
    ],
    ["large", "a.csv", () => Buffer.alloc(6 << 20, "日"), "超过 5 MB"],
    ["too many rows", "a.csv", () => `日期,类别\n${"2023-03-06,党课\n".repeat(20_100)}`, "超过 20000 行"],
    ["empty", "a.csv", () => "", "是空的"],
    ["no table", "a.csv", () => "今天天气很好", "没有找到表头"],
    ["binary", "a.csv", () => Buffer.from([0, 1, 2, 0, 255, 254, 0]), "不是表格"],
  ])("%s", async ([, name, bytes, sentence]) => {
    const { error } = await imported(saved(name, bytes()));
    expect(error).toContain(sentence);
    expect(error).toMatch(/。$/);
    expect(await values()).toEqual({ 待定: "0" });
  });

  test("a file that is not there, and neither file nor --undo", async () => {
    expect((await imported(join(folder, "nothing.csv"))).error).toContain("请检查文件是否存在");
    expect((await imported(undefined)).error).toContain("--undo");
  });
});

test("cells of a text table may be quoted, hold marks and line breaks, or be missing", () => {
  expect(parseCsv('a,b\r\n"x,""y""\nz",\n\n1,2')).toEqual([["a", "b"], ['x,"y"\nz', null], [null], ["1", "2"]]);
});

test("a text table may have a title above its headings, which parts nothing", () => {
  expect(parseCsv("2023年台账\n日期;类别\n2023-03-06;党课\n")).toEqual([
    ["2023年台账"],
    ["日期", "类别"],
    ["2023-03-06", "党课"],
  ]);
});

test("sheets with the same headings are read together, and the others are named", async () => {
  const head = ["日期", "类别", "人数"];
  const book = await writeXlsx({
    sheets: [
      { name: "1月", rows: [["一月台账"], head, ["2023-01-05", "党课", "20余人"]] },
      { name: "2月", rows: [head, ["2023-02-06", "党课", "约15人"], ["2023-02-30", "党课", "十几"]] },
      { name: "说明", rows: [["填表说明"]] },
    ],
  });
  const { text, error } = await imported(saved("a.xlsx", book), { dryRun: true });
  expect(text).toContain("工作表“1月”“2月”，表头在第 2 行。各列：日期，类别，人数\n没有读的工作表：说明\n");
  expect(text).toContain("“1月”第 3 行 2023年1月5日（周四） 党课 20余人");
  expect(text).toContain("“2月”第 2 行 2023年2月6日（周一） 党课 约15人");
  expect(error).toContain("“2月”第 3 行：没有 2023-02-30 这一天。");
});
