import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { scoreCorpus } from "../../../bench/score.ts";
import { WORDS } from "./reader.ts";

/** What must never fall: every case of these is read as expected. */
describe.for(["messages", "titles", "dates", "numbers", "durations"])("the corpus of %s", (name) => {
  const { groups, faults } = scoreCorpus(JSON.parse(readFileSync(`test/corpus/${name}.json`, "utf8")), WORDS);

  test("is read as expected", () => {
    expect(faults).toEqual([]);
  });

  test("has cases in every group", () => {
    expect(groups.every((group) => group.cases > 0)).toBe(true);
  });
});
