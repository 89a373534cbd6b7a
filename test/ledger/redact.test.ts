import { expect, test } from "vitest";
import { hidingOf, redactJson } from "../../src/ledger/redact.ts";

test.for([
  ["张三讲党课", "某某讲党课"],
  ["张三、张三丰、小张三", "某某、张三丰、小张三"],
  ["Li said, Lithium and LiLi", "某某 said, Lithium and LiLi"],
  ["a.b (c)", "某某 (c)"],
  ["没有人", "没有人"],
])("%j becomes %j", ([text, expected]) => {
  expect(hidingOf(["张三", "Li", "a.b"], ["张三丰", "小张三", "别人"]).redact(text ?? "")).toBe(expected);
});

test("without names nothing changes", () => {
  expect(hidingOf([], ["张三丰"]).redact("张三丰")).toBe("张三丰");
});

test("in JSON only what people wrote changes, never a name of the program's own", () => {
  const redact = hidingOf(["records", "张三"], []).redact;
  const json = JSON.stringify({ source: "records", text: "张三 records", records: [1, "张三"] });
  expect(JSON.parse(redactJson(json, redact))).toEqual({ source: "records", text: "某某 某某", records: [1, "某某"] });
  expect(redactJson("不是 JSON 张三", redact)).toBe("不是 JSON 某某");
});
