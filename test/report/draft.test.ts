import { describe, expect, test } from "vitest";
import type { Held } from "../../src/report/checks.ts";
import { documents } from "../../src/report/documents.ts";
import { draftJson, makeDraft } from "../../src/report/draft.ts";
import { readSnapshot, snapshotOf } from "../../src/report/snapshot.ts";
import { inThread, openThread, runWorker } from "../../src/report/threads.ts";
import { draftInput, row, sampleYear } from "../helpers/ledger.ts";
import { paragraphs } from "./read.ts";

function draftOf(...of: Parameters<typeof draftInput>) {
  const drafted = makeDraft(draftInput(...of));
  if (!drafted.ok) throw new Error(drafted.faults.join("\n"));
  return drafted.draft;
}

const held: Held = { record: 9, reason: "日期", question: "哪一天？", since: "2023-03-06" };

describe("a draft as JSON", () => {
  test("has the keys of the contract", () => {
    const json = draftJson(draftOf([row(1, ["集中学习"])], { held: [held] }));
    expect(Object.keys(json)).toEqual(["org", "year", "values", "held", "checks"]);
    expect(json).toMatchObject({ org: "示范党总支", year: 2023, held: [held] });
    const keys = ["field", "label", "unit", "value", "display", "source", "records", "warnings"];
    for (const value of json.values) expect(new Set(Object.keys(value))).toEqual(new Set(keys));
  });

  test("names an organisation by its path and writes its last part into the text", () => {
    const draft = draftOf([], { organisation: "示范党委 > 第一党支部", template: { text: "{{组织}}", name: "t" } });
    expect(draftJson(draft).org).toBe("示范党委 > 第一党支部");
    expect(draft.outline.paragraphs[0]?.runs).toEqual([{ is: "text", text: "第一党支部", face: "body" }]);
  });

  test("leaves a secretary who is not known to be filled in", () => {
    const draft = draftOf([], { secretary: null, template: { text: "{{书记}}", name: "t" } });
    expect(draft.outline.paragraphs[0]?.runs).toEqual([{ is: "blank", text: "【待填：书记】", face: "body" }]);
  });

  test("gives no draft where the template is broken, and says where", () => {
    const drafted = makeDraft(draftInput([], { template: { text: "{{集中学席}}", name: "我的模板.md" } }));
    expect(drafted).toMatchObject({
      ok: false,
      faults: [expect.stringMatching(/^我的模板\.md 第 1 行：.*“集中学习”/)],
    });
  });
});

describe("the checks", () => {
  const studies = Array.from({ length: 9 }, (_, i) => row(i + 1, ["集中学习"]));
  const ids = (...of: Parameters<typeof draftInput>) => draftOf(...of).checks.map(({ id }) => id);

  test("find nothing wrong with an ordinary year", () => {
    expect(ids(sampleYear(60))).toEqual([]);
  });

  test("say when more than a tenth of the records wait for an answer", () => {
    expect(ids([...studies, row(10, ["集中学习"])], { held: [held] })).toEqual([]);
    expect(draftOf(studies, { held: [held, { ...held, record: 10 }] }).checks).toEqual([
      { id: "held", level: "warning", text: "11 条记录中有 2 条待确认（18%），没有计入，数字可能偏少。", fields: [] },
    ]);
  });

  test("say when a part is more than its whole", () => {
    const rows = [row(1, ["集中学习", "研讨交流"]), row(2, ["研讨交流"])];
    expect(draftOf([row(1, ["集中学习"]), row(2, ["研讨交流"]), row(3, ["研讨交流"])]).checks).toEqual([]);
    expect(draftOf(rows).checks).toEqual([
      {
        id: "part:研讨交流",
        level: "notice",
        text: "研讨交流 2次 多于集中学习 1次。",
        fields: ["研讨交流", "集中学习"],
      },
    ]);
  });

  test("say when what a person filled in differs from the records", () => {
    const manual = new Map([["集中学习", { text: "30", by: "王五", on: "2023-12-01" }]]);
    expect(ids(studies, { manual })).toEqual(["manual:集中学习"]);
  });
});

test("a kept draft has each record once, and is read as it was", () => {
  const draft = draftOf(sampleYear(20));
  const whole = JSON.stringify(draft);
  const kept = snapshotOf(draft);
  expect(kept.length).toBeLessThan(whole.length * 0.8);
  expect(JSON.stringify(readSnapshot(kept))).toBe(whole);
  expect(JSON.stringify(readSnapshot(whole))).toBe(whole);
  for (const other of ["null", "[]", "{}", JSON.stringify({ ...draft, rows: {} })])
    expect(() => readSnapshot(other)).toThrow("did not write");
});

describe("documents made off the main thread", () => {
  test("are a Word file and a workbook", async () => {
    const draft = draftOf(sampleYear(20));
    const { word, workbook } = await documents(draft);
    expect(paragraphs(word)[0]?.text).toBe("2023年度党总支书记抓党建述职报告");
    expect(Buffer.from(workbook).subarray(0, 2).toString()).toBe("PK");
  });

  test.for([
    ["throws", "throw new Error('x')"],
    ["ends without a result", "process.exit(0)"],
    ["never ends", "setInterval(() => {}, 1000)"],
  ] as const)("reject with one sentence where the worker %s", async ([, code]) => {
    const file = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    await expect(runWorker(file, null, { limitMs: 200, failure: "没有做成", memoryMb: 64 })).rejects.toThrow(
      "没有做成",
    );
    await expect(inThread({}, { file, limitMs: 200, failure: "没有做成" })).rejects.toThrow("没有做成");
  });

  test("are made by one thread after the other's work; one that hangs is ended and never used again", async () => {
    const code = `
      const { parentPort } = await import("node:worker_threads");
      let n = 0;
      parentPort.on("message", ({ task }) => {
        n += 1;
        if (task === "fail") parentPort.postMessage({ ok: false, error: new Error("x") });
        else if (task !== "hang") parentPort.postMessage({ ok: true, result: n });
      });`;
    const file = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    const ask = (task: string, limitMs = 20_000) => inThread<number>(task, { file, limitMs, failure: "没有做成" });
    expect([await ask("one"), await ask("two")]).toEqual([1, 2]);
    await expect(ask("fail")).rejects.toThrow("没有做成");
    expect((await Promise.all([ask("a"), ask("b")])).toSorted()).toEqual([1, 4]);
    await expect(ask("hang", 50)).rejects.toThrow("没有做成");
    // Either of the two that were kept may have hung; the other does its second or its fifth.
    expect([2, 5]).toContain(await ask("after"));
  });

  test("asked for ahead are made in order; once a thread hangs nothing behind waits for it", async () => {
    const code = `
      const { parentPort } = await import("node:worker_threads");
      parentPort.on("message", ({ task }) => task === "hang" || parentPort.postMessage({ ok: true, result: task }));`;
    const file = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    const thread = openThread({ file, limitMs: 1000, failure: "没有做成" });
    const asked = await Promise.allSettled(["a", "b", "hang", "c", "d"].map((task) => thread.ask(task)));
    expect(asked.map((one) => (one.status === "fulfilled" ? one.value : "-"))).toEqual(["a", "b", "-", "-", "-"]);
    thread.end();
  });
});
