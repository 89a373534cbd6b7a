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
