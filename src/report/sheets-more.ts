import { monthCounts } from "./annex-rows.ts";
import type { Draft, LedgerRow } from "./draft.ts";
import { type Cell, date, inOrder, type Sheet } from "./sheets.ts";

/** How much there was of each kind in each month. */
export function monthSheet(draft: Pick<Draft, "rows" | "also" | "works">): Sheet {
  const months = Array.from({ length: 12 }, (_, i) => ({ heading: `${i + 1}月`, width: 7, looks: "centred" as const }));
  return {
    name: "分月",
    columns: [{ heading: "类别", width: 24 }, ...months, { heading: "合计", width: 8, looks: "centred" }],
    rows: monthCounts(draft).map(({ label, months: counts, total }): Cell[] => [
      label,
      ...counts.map((count) => (count === 0 ? null : count)),
      total,
    ]),
  };
}

/** The order of Chinese dictionaries, in which people look for a name. */
const BY_SOUND = new Intl.Collator("zh-CN-u-co-pinyin");

/** Who took part in what, a row each, by name and day. A list to look things up in: nobody is counted or ranked. */
export function peopleSheet(rows: readonly LedgerRow[]): Sheet {
  const ordered = inOrder(rows);
  const taking = ordered.flatMap((row, i) =>
    row.state === "counted" ? row.people.map((name) => ({ name, row, place: i + 2 })) : [],
  );
  taking.sort((a, b) => BY_SOUND.compare(a.name, b.name) || a.place - b.place);
  return {
    name: "参加情况",
    columns: [
      { heading: "姓名", width: 12 },
      { heading: "记录", width: 10, looks: "centred" },
      { heading: "日期", width: 13, looks: "date" },
      { heading: "类别", width: 22, looks: "wrapped" },
      { heading: "题目", width: 40, looks: "wrapped" },
    ],
    rows: taking.map(({ name, row, place }): Cell[] => [
      name,
      { text: `#${row.id}`, sheet: "台账", row: place },
      date(row.start),
      row.kinds.join("、"),
      row.title,
    ]),
  };
}
