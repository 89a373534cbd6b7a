import { readFileSync } from "node:fs";
import { textsIn } from "../../src/config/catalogue-files.ts";
import { readCatalogue } from "../../src/config/read-catalogue.ts";
import type { Field } from "../../src/ledger/fields.ts";
import { allFields } from "../../src/ledger/fields.ts";
import type { Catalogue } from "../../src/ledger/kinds.ts";
import type { Scope } from "../../src/ledger/measure.ts";
import type { DraftInput, LedgerRow } from "../../src/report/draft.ts";

const shipped = readCatalogue(textsIn("no-such-folder"));

/** The shipped vocabulary. */
export const catalogue: Catalogue = shipped.catalogue;

/** The shipped fields and those that the kinds bring. */
export const fields: readonly Field[] = allFields(shipped.fields, catalogue);

export const OWN = 1;
export const scope: Scope = { organisation: OWN, levels: new Map([[OWN, "党总支"]]) };

/** A counted activity of 2023-03-06 with nothing but its kinds. */
export function row(id: number, kinds: readonly string[], more: Partial<LedgerRow> = {}): LedgerRow {
  return {
    id,
    kinds,
    organisation: OWN,
    state: "counted",
    start: "2023-03-06",
    end: null,
    half: null,
    title: null,
    place: null,
    headcount: null,
    minutes: null,
    quantities: [],
    participants: [],
    organisationName: "示范党总支",
    reporter: "张三",
    people: [],
    ...more,
  };
}

/** A draft of 2023 with the shipped fields and template, of the given records. */
export function draftInput(rows: readonly LedgerRow[], more: Partial<DraftInput> = {}): DraftInput {
  return {
    organisation: "示范党总支",
    secretary: "王五",
    year: 2023,
    fields,
    catalogue,
    scope,
    rows,
    held: [],
    manual: new Map(),
    template: { text: readFileSync("templates/述职报告.md", "utf8"), name: "templates/述职报告.md" },
    madeOn: "2023-12-20",
    ...more,
  };
}

/** A year of n activities with titles and people, spread over kinds and months. */
export function sampleYear(n: number): LedgerRow[] {
  const kinds = [
    ["集中学习"],
    ["集中学习", "研讨交流"],
    ["支委会", "三重一大会议"],
    ["志愿服务"],
    ["主题党日"],
    ["心得体会"],
  ];
  return Array.from({ length: n }, (_, i) =>
    row(i + 1, kinds[i % kinds.length] ?? [], {
      start: `2023-${two(1 + (i % 12))}-${two(1 + (i % 28))}` as LedgerRow["start"],
      title: `第${i + 1}次活动的题目`,
      headcount: { value: 5 + (i % 20), bound: "exact" },
      minutes: { value: 60 + 30 * (i % 3), bound: "exact" },
      quantities: i % 6 === 2 ? [{ name: "议定事项", value: 2, unit: "项", bound: "exact" }] : [],
      place: "会议室",
      people: ["张三", "李四"],
    }),
  );
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
