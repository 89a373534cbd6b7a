import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Outbound } from "../../../src/bot/channel.ts";
import { compareDrafts } from "../../../src/bot/drafts/comparing.ts";
import type { Counted } from "../../../src/bot/drafts/counting.ts";
import { openJobs } from "../../../src/bot/work/jobs.ts";
import { sourceOf } from "../../../src/bot/work/read-apart.ts";
import { WORK } from "../../../src/bot/work/slow-work.ts";
import { readSnapshot } from "../../../src/report/snapshot.ts";
import { inThread } from "../../../src/report/threads.ts";
import { findDraft } from "../../../src/store/drafts.ts";
import { ERASED_NAME } from "../../../src/store/erasure/traces.ts";
import { verifyJournal } from "../../../src/store/journal.ts";
import { findOutbox } from "../../../src/store/outbox.ts";
import { findDue } from "../../../src/store/outbox-due.ts";
import { saveOwnTemplate } from "../../../src/store/own-templates.ts";
import { writing } from "../../../src/store/transaction.ts";
import { type Branch, type Member, openBranch } from "../../helpers/branch.ts";
import { queuedJobs } from "../../helpers/queued-jobs.ts";
import { temporaryFolder } from "../../helpers/temporary.ts";
import { comments, paragraphs } from "../../report/read.ts";

let branch: Branch;
let zhang: Member;
let secretary: Member;
beforeEach(async () => {
  branch = await openBranch("第一党支部", "2026-11-23 10:00");
  zhang = await branch.member("张三");
  secretary = await branch.member("王五", "secretary");
});
afterEach(async () => {
  expect(await verifyJournal(branch.deps.db)).toMatchObject({ ok: true });
  await branch.close();
});

async function threeDrafts(): Promise<void> {
  await zhang.says("11月9日集中学习 党章 15人");
  await zhang.says("11月10日党课 20人");
  await secretary.asks("生成述职报告");
  branch.at("2026-11-24 09:30");
  await zhang.says("昨天集中学习 二十大报告 12人");
  await secretary.says("撤销 #2");
  await secretary.says("#1 改 人数 18");
  await secretary.says("填 重点工作项数 6");
  branch.at("2026-11-25 09:00");
  await secretary.asks("生成述职报告");
}

test("a draft of all units says so in every answer and in the names of its files", async () => {
  expect((await secretary.asks("生成 含下级")).text).toContain("草稿1（含下级）：");
  expect((await secretary.asks("生成")).text).toContain("草稿2：");
  expect((await secretary.says("草稿 1")).text).toContain("草稿1（含下级）（截至");
});

describe("kept drafts", () => {
  test("tell what differs, which records made it so, and who changed them when", async () => {
    await threeDrafts();
    const { text, outcome } = await secretary.asks("对比 草稿1 草稿2");
    expect(outcome).toBe("answered");
    expect(text).toContain("2026 年草稿1（截至 11月23日 10:00）→ 草稿2（截至 11月25日 09:00）");
    expect(text).toContain("集中学习 1次 → 2次（新增 #3）");
    expect(text).toContain("党课 1次 → 【待填：党课（次）】（减去 #2）");
    expect(text).toContain("重点工作项数 【待填：重点工作项数（项）】 → 6项（由王五于 2026-11-24 填写）");
    expect(text).toMatch(/#1 .*\n　11月24日 09:30 王五 更正：人数 15人 → 18人/);
    expect(text).toMatch(/#2 .*党课.*\n　11月24日 09:30 王五 撤销/);
    expect(text).toMatch(/#3 .*\n　11月24日 09:30 张三 记入/);
  });

  test("come with what is still blank and how to fill it, and say when there is no record", async () => {
    expect((await secretary.asks("生成 2024 年述职报告")).text).toMatch(
      /0 项由 0 条记录得出，0 项由人填写。\n2024 年还没有记录。\n还空着 \d+ 项，发“填空 2024”逐个填。/,
    );
    await secretary.says("填空 2024");
    expect((await secretary.says("停")).text).toContain("再填请发“填空 2024”。");
    await zhang.says("11月9日集中学习 党章 15人");
    const { text } = await secretary.asks("生成述职报告");
    expect(text).toContain("报告里的数字，1 项由 1 条记录得出，0 项由人填写。");
    expect(text).not.toContain("还没有记录");
    const [, blanks] = /还空着 (\d+) 项，发“填空”逐个填/.exec(text) ?? [];
    expect((await secretary.says("填空")).text).toContain(`还空着 ${blanks} 项`);
    expect((await secretary.says("填 天气 3")).text).toBe("报告里没有叫“天气”的数字。发“填空”可以逐个填。");
  });

  test("a number that a person stated takes nothing from the records; taken back, the records count again", async () => {
    await zhang.says("11月9日集中学习 党章 15人");
    await secretary.asks("生成述职报告");
    expect((await secretary.says("填 集中学习 约30次")).text).toBe(
      "已填 2026 年 集中学习：约30次。记录合计不会改动它。",
    );
    expect((await secretary.asks("对比 草稿1")).text).toBe(
      "2026 年草稿1（截至 11月23日 10:00）→ 现在：\n集中学习 1次 → 约30次（由王五于 2026-11-23 填写）",
    );
    await secretary.asks("生成述职报告");
    expect((await secretary.says("填 集中学习 取消")).text).toContain("有记录就按记录计");
    expect((await secretary.says("填 集中学习 取消")).text).toContain("没有填过");
    expect((await secretary.asks("对比 草稿2")).text).toContain("集中学习 约30次 → 1次（改回按记录计）");
    expect((await secretary.asks("对比 草稿1")).text).toContain("数字都一样");
  });

  test("drafts are compared in the order of time, and what is filled in no more is told as that", async () => {
    await secretary.asks("生成述职报告");
    await secretary.says("填 重点工作项数 6");
    await secretary.asks("生成述职报告");
    const { text } = await secretary.asks("对比 草稿1 草稿2");
    expect(text).toContain("→ 6项（由王五于 2026-11-23 填写）");
    expect((await secretary.asks("对比 草稿2 草稿1")).text).toBe(text);
    await secretary.says("填 重点工作项数 取消");
    expect((await secretary.asks("对比 草稿2")).text).toContain(
      "重点工作项数 6项 → 【待填：重点工作项数（项）】（取消了填写）",
    );
  });

  test("what is typed after 填 is no record, however it is typed", async () => {
    for (const words of ["填集中学习30", "填 集中学习30次", "填 集中学习：30", "填 2025年集中学习 30"]) {
      const { outcome, text } = await secretary.says(words);
      expect([words, outcome]).toEqual([words, "answered"]);
      expect(text).toContain("集中学习：30次");
    }
    for (const words of ["填 集中学习", "填集中学习"])
      expect((await secretary.says(words)).text).toBe("请把数字写在名称后面，中间空一格，如：填 集中学习 6");
    expect((await zhang.says("填 集中学习")).outcome).toBe("refused");
    expect((await zhang.says("填写民主评议表 20人")).text).not.toContain("只有书记");
    expect((await zhang.says("本月")).text).not.toContain("集中学习");
  });

  test.for<readonly [typed: string, said: string]>([
    ["填集中学习三十次", "已填 2026 年 集中学习：30次"],
    ["填　集中学习　３０次。", "已填 2026 年 集中学习：30次"],
    ["填 集中学习次数 30", "已填 2026 年 集中学习：30次"],
    ["填 集中学习（次）＝30", "已填 2026 年 集中学习：30次"],
    ["填 集中学习是 30 次", "已填 2026 年 集中学习：30次"],
    ["填 集中学习 一共30次", "已填 2026 年 集中学习：30次"],
    ["填 集中学习 30次左右", "已填 2026 年 集中学习：约30次"],
    ["填 去年集中学习 30", "已填 2025 年 集中学习：30次"],
    ["填 集中学习 2025年 30次", "已填 2025 年 集中学习：30次"],
    ["填 集中学习 2025 30", "已填 2025 年 集中学习：30次"],
    ["填 集中学习 30次 2025年", "已填 2025 年 集中学习：30次"],
    ["填 集中学习 5 原因 补", "已填 2026 年 集中学习：5次"],
    ["填 集中学习没有", "已填 2026 年 集中学习：0次"],
    ["填 增加经营收入 126.6万元", "已填 2026 年 增加经营收入：126.6万元"],
    ["填 增加经营收入 1,266,000元", "已填 2026 年 增加经营收入：126.6万元"],
    ["填 增加经营收入 126.6", "已填 2026 年 增加经营收入：126.6万元"],
    ["填 增加经营收入 2026 万元", "已填 2026 年 增加经营收入：2026万元"],
    ["填 【待填：增加经营收入（万元）】 3", "已填 2026 年 增加经营收入：3万元"],
    ["填 捐款金额 1.2万", "已填 2026 年 捐款金额：12000元"],
    ["填 党员人数 32人", "已填 2026 年 党员人数：32名"],
    ["填 重点工作项数6", "已填 2026 年 重点工作项数：6项"],
    ["填 2025年度的重点工作条数：17条", "已填 2025 年 重点工作条数：17条"],
    ["填 增加经营收入 1亿", "已填 2026 年 增加经营收入：10000万元"],
    ["填 志愿服务 人次 120", "已填 2026 年 志愿服务人次：120人次"],
    ["填 走访慰问 15户", "已填 2026 年 走访慰问户数：15户"],
    ["填 走访慰问 5.5", "没有填：次数要是整数"],
    ["填 2030 集中学习 5", "2030 年还早，没有填，请检查年份。"],
    ["填 2026 上年度查摆问题", "请把条数或内容写在名称后面，中间空一格，如：填 2026 上年度查摆问题 学习不够"],
    ["填 集中学习笔记 3本", "报告里没有叫“集中学习笔记”的数字。您要填的是"],
    ["填 上年度查摆问题 学习不够，原因是抓得不紧；办法不多", "2个，学习不够，原因是抓得不紧；办法不多"],
    ["填 上年度查摆问题 学习不够；办法不多 原因 补填", "2个，学习不够；办法不多。"],
  ])("%s", async ([typed, said]) => {
    expect((await secretary.says(typed)).text).toContain(said);
  });

  test("a list keeps its punctuation, and other words in it are a difference", async () => {
    await secretary.says("填 上年度查摆问题 学习不够系统，不深入；办法不多。");
    await secretary.asks("生成述职报告");
    branch.at("2026-11-24 09:30");
    expect((await secretary.says("填 上年度查摆问题 作用不明显；办法（措施）不多")).text).toContain(
      "2个，作用不明显；办法（措施）不多",
    );
    expect((await secretary.asks("对比 草稿1")).text).toContain("上年度查摆问题 2个 → 2个（由王五于 2026-11-24 填写）");
    expect((await secretary.says("填 党总支（扩大）会议 2")).text).toContain("已填 2026 年 党总支（扩大）会议：2次");
  });

  test("without numbers the last two are compared, with one number that one and the present", async () => {
    await threeDrafts();
    expect((await secretary.asks("对比")).text).toContain("集中学习 1次 → 2次");
    expect((await secretary.asks("对比 草稿2")).text).toBe("2026 年草稿2（截至 11月25日 09:00）→ 现在：数字都一样。");
    await secretary.says("#3 改 人数 13");
    expect((await secretary.asks("对比 草稿2")).text).toContain("集中学习人次 30人次 → 31人次（改动 #3）");
    await zhang.says("今天集中学习 8人");
    expect((await secretary.asks("对比 草稿2")).text).toContain("集中学习 2次 → 3次（新增 #4）");
  });

  test("are listed, and a number that is none is answered with how to see them", async () => {
    await threeDrafts();
    expect((await secretary.says("草稿")).text).toBe(
      "2026 年的草稿，各截至：\n草稿2 11月25日 09:00\n草稿1 11月23日 10:00\n再发一次请发如“草稿 2 2026”。",
    );
    await secretary.asks("生成 2025 年述职报告");
    expect((await secretary.says("草稿")).text).toMatch(/^2026 年的草稿.*\n.*\n.*\n2025 年的草稿，各截至：\n草稿1 /);
    expect((await secretary.says("草稿 7")).text).toContain("2026 年没有草稿7");
    const { text } = await secretary.asks("对比 草稿1 草稿7");
    expect(text).toContain("2026 年没有草稿7");
    const [, example = ""] = /请写明，如：(.*)。/.exec(text) ?? [];
    expect((await secretary.asks(example.replace("2025", "2024"))).text).toContain("2024 年没有草稿1");
    expect((await secretary.asks("对比 草稿1 草稿2 2026")).text).toBe(
      (await secretary.asks("对比 2026 草稿1 草稿2")).text,
    );
    expect((await secretary.says("草稿 2025")).text).toContain("草稿1 11月25日");
    expect((await secretary.says("草稿 2024")).text).toContain("2024 年还没有草稿");
  });

  test("tell how many records stand behind the report's own numbers, and up to when it counts", async () => {
    await zhang.says("11月9日集中学习 党章 15人");
    await zhang.says("11月9日收看电影 12人");
    await zhang.says("11月9日参观见学 12人");
    const { text } = await secretary.asks("生成述职报告");
    const { snapshot } = (await findDraft(branch.deps.db, { organisationId: branch.organisation, year: 2026 })) ?? {};
    const { values, named } = readSnapshot(snapshot ?? "");
    const behind = new Set(values.flatMap(({ field, records }) => (named.includes(field) ? records : [])));
    expect(text).toContain(`由 ${behind.size} 条记录得出`);
    expect(text).toContain("数字截至 11月23日 10:00，之后记的进下一份。");
  });

  test("come again with what followed them", async () => {
    const last = async () => {
      const jobs = (await queuedJobs(branch.deps.db)).filter(({ kind }) => kind === "draft");
      return JSON.parse(jobs.at(-1)?.payload ?? "{}");
    };
    await secretary.asks("生成 2026 年述职报告 含附表、含附图");
    await secretary.says("草稿 1");
    expect(await last()).toMatchObject({ number: 1, annex: true, pictures: true });
    await secretary.asks("生成述职报告");
    await secretary.says("草稿 2");
    expect(await last()).toMatchObject({ number: 2, annex: false, pictures: false });
    await secretary.says("草稿 2 含附表");
    expect(await last()).toMatchObject({ number: 2, annex: true, pictures: false });
  });

  test("are of a year however it is written", async () => {
    for (const words of ["生成 二〇二五年述职报告", "生成二零二五年度述职报告", "统计 二〇二五年"])
      expect((await secretary.says(words)).text).toContain("2025 年");
  });

  test("are not for members", async () => {
    expect((await zhang.says("草稿")).outcome).toBe("refused");
    expect((await zhang.says("对比")).outcome).toBe("refused");
  });

  test("are sent again with the same values after the ledger changed", async () => {
    const dataDir = temporaryFolder();
    const files = async (catalogue = branch.deps.catalogue): Promise<string[]> => {
      const jobs = openJobs(
        { ...branch.deps, dataDir, catalogue },
        {
          onStart: () => {},
          onDone: () => {},
          onError: (error) => {
            throw error;
          },
        },
      );
      jobs.wake();
      await jobs.idle();
      const due = await findDue(branch.deps.db, { now: "2030", limit: 100, channels: ["terminal"] });
      return due
        .map(({ payload }) => JSON.parse(payload) as Outbound)
        .flatMap((one) => (one.kind === "file" ? [one.file.path] : []));
    };
    await zhang.says("11月9日集中学习 党章 15人");
    await secretary.asks("生成述职报告");
    const [word = ""] = await files();
    // Another branch of that name, under another 总支, has a file of its own.
    expect(basename(word)).toBe(`${branch.organisation}-第一党支部2026年述职报告（草稿1）.docx`);
    const before = readFileSync(word);
    await zhang.says("撤销 #1");
    await zhang.says("今天支委会 5人");
    await zhang.says("抹除我的数据");
    await zhang.says("是");
    await secretary.says("草稿 1 含附表 含附图");
    const renamed = branch.deps.catalogue.kinds.map((kind) =>
      kind.name === "集中学习" ? { ...kind, name: "集体学习" } : kind,
    );
    await branch.deps.db.updateTable("outbox").set({ state: "sent" }).execute();
    const [again = ""] = await files({ ...branch.deps.catalogue, kinds: renamed });
    const after = readFileSync(again);
    expect(comments(after)).toEqual(comments(before));
    expect(
      paragraphs(after)
        .slice(0, paragraphs(before).length)
        .map(({ text }) => text),
    ).toEqual(paragraphs(before).map(({ text }) => text));
    const behind = paragraphs(after).map(({ text }) => text);
    expect(behind).toContain("附表 2026年台账");
    expect(behind.slice(behind.indexOf("附图 2026年活动")).filter((text) => text !== "")).toEqual([
      "附图 2026年活动",
      "图1 第一党支部 2026 年各周活动",
      expect.stringMatching(/^图2 第一党支部 2026 年义务（到11月\d+日）$/),
      "图3 第一党支部 2026 年各月活动，和 2025 年比",
    ]);
  });
});

describe("a draft that is asked for", () => {
  const payloads = async (kind: string) =>
    (await queuedJobs(branch.deps.db)).flatMap((job) => (job.kind === kind ? [JSON.parse(job.payload)] : []));
  const numberOf = async (kind: string) => (await payloads(kind)).map(({ number }) => number);

  test("is answered at once with its number, and counted afterwards; until then it is said to be on its way", async () => {
    await zhang.says("11月9日集中学习 党章 15人");
    expect((await secretary.says("生成述职报告")).text).toBe("2026 年述职报告 草稿1 正在生成，好了发给您。");
    expect((await secretary.says("草稿 1")).text).toBe("草稿1 还在生成，好了就发给您。");
    expect((await secretary.says("草稿")).text).toContain("草稿1 11月23日 10:00（正在生成）");
    expect((await secretary.asks("对比 草稿1")).text).toBe("2026 年草稿1（截至 11月23日 10:00）→ 现在：数字都一样。");
    expect(await numberOf("draft")).toEqual([1]);
  });

  test("counts what was kept until its ledger was read and nothing after it; two at once have their numbers in order", async () => {
    await zhang.says("11月9日集中学习 党章 15人");
    await secretary.says("生成述职报告");
    await secretary.says("生成述职报告 含附表");
    await zhang.says("11月10日集中学习 党章 15人");
    expect((await secretary.asks("生成述职报告")).text).toMatch(/^2026 年述职报告 草稿3：.*由 2 条记录得出/);
    expect(await numberOf("draft")).toEqual([1, 2, 3]);
    expect(await payloads("draft")).toMatchObject([{}, { annex: true }, {}]);
    // The clock of the machine went back since.
    branch.at("2026-11-22 10:00");
    await zhang.says("#2 改 人数 16");
    await zhang.says("撤销 #1");
    const { text } = await secretary.asks("对比 草稿1");
    expect(text).toContain("集中学习 2次 → 1次（减去 #1）");
    expect(text).toMatch(/#1 .*\n　11月22日 10:00 张三 撤销/);
  });

  test("is not compared before it is counted", async () => {
    await secretary.says("生成述职报告");
    const asked = { organisation: branch.organisation, year: 2026, first: 1, askedAt: branch.deps.clock() };
    const reading = { ...asked, source: sourceOf(branch.deps), headline: branch.deps.headline };
    expect(await compareDrafts(branch.deps.db, reading)).toContain("还没有生成");
  });

  test("is told and made once, also where its values were counted twice", async () => {
    const { key } = (await secretary.says("生成述职报告")).inbound;
    const [job] = await payloads("draft-values");
    const work = WORK.get("draft-values");
    const around = { onStart: () => {}, onDone: () => {}, report: () => {} };
    const [first, second] = [await work?.(branch.deps, job, around), await work?.(branch.deps, job, around)];
    for (const ended of [first, second]) await writing(branch.deps.db, async (trx) => ended?.keep?.(trx));
    expect((await work?.(branch.deps, job, around))?.keep).toBeUndefined();
    expect(await numberOf("draft")).toEqual([1]);
    expect((await findOutbox(branch.deps.db, `${key}/outcome`))?.payload).toContain("草稿1：报告里的数字");
  });

  test("is counted anew where somebody was erased by another program since it was read", async () => {
    await zhang.says("11月9日党课 20人");
    const { inbound } = await secretary.says("生成述职报告");
    const [job] = await payloads("draft-values");
    const work = () =>
      WORK.get("draft-values")?.(branch.deps, job, { onStart: () => {}, onDone: () => {}, report: () => {} });
    const early = await work();
    await branch.deps.db.updateTable("person").set({ name: ERASED_NAME }).where("name", "=", "张三").execute();
    await expect(writing(branch.deps.db, async (trx) => early?.keep?.(trx))).rejects.toThrow("counted anew");
    const late = await work();
    await writing(branch.deps.db, async (trx) => late?.keep?.(trx));
    const row = await findDraft(branch.deps.db, { organisationId: branch.organisation, year: 2026, number: 1 });
    expect(readSnapshot(row?.snapshot ?? "").rows.map(({ reporter }) => reporter)).toEqual([ERASED_NAME]);
    expect(await findOutbox(branch.deps.db, `${inbound.key}/outcome`)).toBeDefined();
  });

  test("that cannot be counted gives its number back and says why", async () => {
    await secretary.says("生成述职报告");
    const own = { organisation_id: branch.organisation, name: "模板.md", digest: null, words: "{{天气}}", slots: [] };
    await saveOwnTemplate(branch.deps.db, { ...own, person_id: 1, set_at: "2026-11-23T02:00:00.000Z" });
    expect((await secretary.says("生成述职报告")).text).toMatch(/^模板有问题，没有生成：.*天气/);
    expect((await secretary.asks("草稿")).text).toMatch(/^2026 年述职报告 草稿1 没有生成，模板有问题：.*天气/);
    expect((await secretary.says("草稿")).text).toContain("还没有草稿");
    expect(await numberOf("draft")).toEqual([]);
  });

  test("is read from the file beside a writer that has not come to its end", async () => {
    const folder = temporaryFolder();
    const onDisk = await openBranch("第一党支部", "2026-11-23 10:00", folder);
    const member = await onDisk.member("王五", "secretary");
    await member.says("11月9日集中学习 党章 15人");
    const wanted = { organisation: onDisk.organisation, year: 2026, withSubUnits: false };
    const reading = { do: "count", wanted, number: 1, madeAt: onDisk.deps.clock(), source: sourceOf(onDisk.deps) };
    const counted = await writing(onDisk.deps.db, async (trx) => {
      await trx.updateTable("activity").set({ state: "void" }).execute();
      const task = { file: join(folder, "taizhang.sqlite"), reading };
      return inThread<Counted>(task, { module: "bot/work/reader", failure: "not read" });
    });
    expect(counted).toMatchObject({ ok: true, entry: 1, text: expect.stringContaining("由 1 条记录得出") });
    await onDisk.close();
  });
});
