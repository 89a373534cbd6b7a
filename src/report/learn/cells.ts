type Line = { readonly start: number; readonly text: string };

const HEAD =
  /^[一-龥]{0,6}?(?:(次|场次|场|人次|篇|户|件|条)数?|(人)数|(学时|课时)数?|(?:数量|金额|合计)(?=\())(?:\(([一-龥]{1,3})\))?$/;
const LONGEST_HEAD = 10;
const LONGEST_LABEL = 16;
const MOST_COLUMNS = 8;
const MOST_ROWS = 120;
const NUMBER = /^\d+(?:\.\d+)?$/;
/** Headings of columns that hold no numbers. */
const OTHER_HEAD = /^(?:序号|编号|备注|说明|时间|地点|内容|主题|完成情况|责任人|负责人)$/;
const NOTHING = /^[-—–/无]?$/;
/** Headings of columns that tell what was to be done, of another year, or how much more it was. */
const PASSED_HEAD =
  /^[一-龥]{0,4}(?:计划|目标|任务|指标|应完成|应开|要求)(?:数|值|次数|数量)?(?:\([一-龥]{1,3}\))?$|^(?:上一?年度?|去年)(?:同期)?(?:次数|人次|数)?$|^(?:同期|增减|增长|同比|比[上去]年)[数额]?$/;
const YEAR_HEAD = /^(20\d\d)年?度?$/;

/** What its heading makes of a column: the unit of its numbers, or null where they are no numbers of this year. */
type Column = { readonly unit: string | null };

/**
 * What headings say of the cells of a table, by where they begin. The unit of numbers that stand alone: under 次数 and
 * 人次 the row 支部党员大会 | 4 | 76 tells of 4次 and 76人次; null for those under 计划 or 上年, which tell of nothing
 * done. A table comes as its cells, a line each, row by row.
 */
export function cellUnits(s: string): ReadonlyMap<number, string | null> {
  const units = new Map<number, string | null>();
  if (!/数|人次|学时|课时|场次|计划|目标|任务|指标|应完成|应开|要求|上一?年|去年|同期|增减|增长|同比|20\d\d/.test(s))
    return units;
  const lines = linesOf(s);
  for (let i = 0; i < lines.length; ) {
    const table = beginsColumn(lines[i]?.text ?? "") ? tableAround(lines, i) : null;
    for (const [start, unit] of table?.cells ?? []) units.set(start, unit);
    i = Math.max(i + 1, table?.end ?? 0);
  }
  return units;
}

function linesOf(s: string): Line[] {
  let start = 0;
  return s.split("\n").map((text) => {
    const line = { start, text };
    start += text.length + 1;
    return line;
  });
}

/** Null where a heading says nothing of the numbers below it. Of several years the latest is the report's own. */
function columnOf(text: string, heads: readonly string[]): Column | null {
  if (text.length > LONGEST_HEAD) return null;
  const year = YEAR_HEAD.exec(text)?.[1];
  if (year !== undefined) return heads.some((head) => (YEAR_HEAD.exec(head)?.[1] ?? "") > year) ? { unit: null } : null;
  if (PASSED_HEAD.test(text)) return { unit: null };
  const [, times, people, hours, told] = HEAD.exec(text) ?? [];
  const unit = told ?? times ?? people ?? hours;
  return unit === undefined ? null : { unit };
}

function beginsColumn(text: string): boolean {
  return YEAR_HEAD.test(text) || columnOf(text, []) !== null;
}

type Cell = readonly [start: number, unit: string | null];

type Table = { readonly cells: readonly Cell[]; readonly rows: number; readonly end: number };

/** The table whose first column of numbers has its heading at `at`: the one of most rows and cells, since lines tell no width. */
function tableAround(lines: readonly Line[], at: number): Table | null {
  let best: Table | null = null;
  for (let before = 1; before < MOST_COLUMNS && before <= at; before++) {
    for (let columns = before + 1; columns <= MOST_COLUMNS; columns++) {
      const table = tableOf(lines, at - before, columns);
      if (table !== null && sizeOf(table) > (best === null ? 0 : sizeOf(best))) best = table;
    }
  }
  return best;
}

function sizeOf({ rows, cells }: Table): number {
  return rows + cells.length;
}

function tableOf(lines: readonly Line[], from: number, width: number): Table | null {
  const heads = lines.slice(from, from + width).map(({ text }) => text);
  if (heads.some((text) => !isHead(text))) return null;
  const columns = heads.map((text) => columnOf(text, heads));
  const label = heads.findIndex((text, n) => columns[n] === null && !OTHER_HEAD.test(text) && !YEAR_HEAD.test(text));
  if (label < 0) return null;
  const cells: Cell[] = [];
  let end = from + width;
  if (lines.slice(end, end + width).every(({ text }) => /^:?-{2,}:?$/.test(text))) end += width;
  const first = end;
  const last = Math.min(lines.length, end + MOST_ROWS * width);
  for (; end + width <= last; end += width) {
    const row = lines.slice(end, end + width);
    if (!isRow(row, columns, label)) break;
    cells.push(...row.flatMap((line, n) => cellOf(line, columns[n] ?? null)));
  }
  return { cells, rows: (end - first) / width, end };
}

/** Where the number of a cell begins, which its column says something of. */
function cellOf({ start, text }: Line, column: Column | null): Cell[] {
  if (column === null) return [];
  const at = column.unit === null ? text.search(/\d/) : NUMBER.test(text) ? 0 : -1;
  return at < 0 ? [] : [[start + at, column.unit]];
}

function isHead(text: string): boolean {
  if (YEAR_HEAD.test(text)) return true;
  return text !== "" && text.length <= LONGEST_HEAD && !/[\d，。；：]/.test(text);
}

function isRow(row: readonly Line[], columns: readonly (Column | null)[], label: number): boolean {
  const name = row[label]?.text ?? "";
  if (
    !/[一-龥]/.test(name) ||
    /^\d+[一-龥]{0,2}$/.test(name) ||
    OTHER_HEAD.test(name) ||
    name.length > LONGEST_LABEL ||
    /[。；]/.test(name)
  )
    return false;
  return row.every(({ text }, n) => {
    const column = columns[n] ?? null;
    if (column?.unit === null) return NOTHING.test(text) || /^[^。；\d]{0,8}\d[^。；]{0,8}$|^[每按]/.test(text);
    return column === null || NUMBER.test(text) || NOTHING.test(text) || /^\d+[一-龥]{1,2}$/.test(text);
  });
}
