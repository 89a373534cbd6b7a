import { expect, test } from "vitest";
import { readDuties } from "../../src/config/duties.ts";
import { ConfigError } from "../../src/config/environment.ts";
import { readFiles } from "../../src/program.ts";

test.for([
  ["duties:\n  - { id: 党课, kinds: [党棵], period: month, wording: x, source: y }", "党课"],
  ["duties:\n  - { id: 党课, kinds: [党课], period: weekly, wording: x, source: y }", "month"],
  ["duties:\n  - { id: 党课, kinds: [党课], period: month, wording: x, source: y, when: [支部] }", "支委会"],
  ["duties:\n  - { id: 党课, kinds: [党课], period: month, wording: x, source: y, levels: [总支] }", "党总支"],
  [
    "duties:\n  - { id: a, kinds: [党课], period: month, wording: x, source: y }\n  - { id: a, kinds: [党课], period: year, wording: x, source: y }",
    "写了两次",
  ],
  ["duties: 党课", "列表"],
] as const)("a fault in duties.yaml is told with its line: %s", async ([text, hint]) => {
  const { catalogue } = await readFiles("no-such-folder");
  const read = () => readDuties(text, "duties.yaml", catalogue);
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/duties\.yaml 第 \d+ 行/);
  expect(read).toThrow(hint);
});
