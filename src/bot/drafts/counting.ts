import { blanksIn, type Draft } from "../../report/draft.ts";
import { snapshotOf } from "../../report/snapshot.ts";
import { newestEntry } from "../../store/journal.ts";
import { countErased } from "../../store/people-names.ts";
import type { Db } from "../../store/schema.ts";
import { reading } from "../../store/transaction.ts";
import { scopeText } from "../commands/asked-scope.ts";
import { yearBehind } from "../commands/report-year.ts";
import { type DraftWanted, draftOf, type Source } from "./drafting.ts";

/** A numbered draft whose values are to be counted. Plain data: a thread may do it. */
export type Counting = {
  readonly source: Source;
  readonly wanted: DraftWanted;
  readonly number: number;
  /** When it was asked for. */
  readonly madeAt: Date;
};

export type Counted =
  | {
      readonly ok: true;
      /** What is kept of the draft. */
      readonly snapshot: string;
      /** The last entry of the journal that it counts. */
      readonly entry: number;
      /** How many people were erased until then. */
      readonly erased: number;
      /** What is told of it. */
      readonly text: string;
    }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Counts the values of a draft as the ledger stands at one moment. */
export function countDraft(db: Db, { source, wanted, number, madeAt }: Counting): Promise<Counted> {
  return reading(db, async (trx) => {
    const [entry, erased] = [await newestEntry(trx), await countErased(trx)];
    const drafted = await draftOf(trx, source, { ...wanted, madeAt });
    if (!drafted.ok) return drafted;
    const { draft } = drafted;
    return {
      ok: true,
      snapshot: snapshotOf(draft),
      entry,
      erased,
      text: draftText(draft, { number, withSubUnits: wanted.withSubUnits }),
    };
  });
}

/** What to look at before a draft is used. */
function draftText(draft: Draft, { number, withSubUnits }: { number: number; withSubUnits: boolean }): string {
  const { year, madeOn, rows, held, checks } = draft;
  const blanks = blanksIn(draft).length;
  const asked = yearBehind(year, madeOn);
  return [
    `${year} 年述职报告 草稿${number}${scopeText(withSubUnits)}：${sourcesText(draft)}`,
    ...(rows.length === 0 ? [`${year} 年还没有记录。`] : []),
    ...(blanks === 0 ? [] : [`还空着 ${blanks} 项，发“填空${asked}”逐个填。`]),
    ...(held.length === 0 ? [] : [`待定未计入 ${held.length} 条，发“待办${asked}”查看。`]),
    ...checks.map(({ text }) => `请核对：${text}`),
    "文件随后发给您。",
  ].join("\n");
}

/** Of the numbers that the report names, how many are given by how many records, and how many a person stated. */
function sourcesText({ values, named }: Draft): string {
  const wanted = new Set(named);
  const shown = values.filter(({ field }) => wanted.has(field));
  const count = (of: string) => shown.filter(({ source }) => source === of).length;
  const counted = new Set(shown.flatMap(({ source, records }) => (source === "records" ? records : []))).size;
  return `报告里的数字，${count("records")} 项由 ${counted} 条记录得出，${count("manual")} 项由人填写。`;
}
