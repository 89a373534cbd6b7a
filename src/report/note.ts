import { escapeXml } from "./text.ts";
import { type Trace, tracedLine } from "./trace.ts";

/** Who the comments are by. */
export const AUTHOR = "支部台账";

/** A comment names this many records and points to the workbook for the others. */
const RECORDS_IN_COMMENT = 12;

/** What a comment says: the field, its filter, its value, and the records that gave it. */
export function noteLines({ value, filter, origin, records }: Trace): string[] {
  const more = records.length - RECORDS_IN_COMMENT;
  return [
    `字段：${value.field}`,
    `口径：${filter}`,
    `数值：${value.display}（${origin}）`,
    ...value.warnings.map((warning) => `注意：${warning}`),
    ...records.slice(0, RECORDS_IN_COMMENT).map((record) => tracedLine(record, value.unit)),
    ...(more > 0 ? [`……共 ${records.length} 条，其余 ${more} 条见工作簿“溯源”表`] : []),
  ];
}

/** The comments of a document. */
export type Notes = {
  /** As XML, in the order of their numbers. */
  readonly made: readonly string[];
  /** Makes the comment of a field's value and gives its number; nothing where nothing is known of the field. */
  add(field: string): number | undefined;
};

/** Comments with the numbers from `first` on, their paragraphs with these properties. */
export function openNotes(
  traces: readonly Trace[],
  { madeOn, first = 0, look = "" }: { readonly madeOn: string; readonly first?: number; readonly look?: string },
): Notes {
  const byField = new Map(traces.map((trace) => [trace.value.field, trace]));
  const made: string[] = [];
  const paragraph = (line: string) => `<w:p>${look}<w:r><w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`;
  return {
    made,
    add(field) {
      const trace = byField.get(field);
      if (trace === undefined) return undefined;
      const id = first + made.length;
      const lines = noteLines(trace).map(paragraph).join("");
      made.push(
        `<w:comment w:id="${id}" w:author="${AUTHOR}" w:initials="台" w:date="${madeOn}T00:00:00Z">${lines}</w:comment>`,
      );
      return id;
    },
  };
}
